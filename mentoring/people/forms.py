"""What is asked of a person of the school."""

from mentoring.accounts.forms import MemberForm


class AccessForm(MemberForm):
    """The roles of a person whose name and address are known."""

    name = None
    email = None
