"""Letters about entries of diaries: to the curators about an important one, to a mentor about an answer."""

from django.conf import settings

from mentoring.access import Role
from mentoring.accounts.membership import school_path
from mentoring.accounts.models import Membership
from mentoring.calendar import words
from mentoring.notifications import letters, telling
from mentoring.notifications.letters import TooManyLetters
from mentoring.pairs.models import Meeting, Remark


def alarm(meeting: Meeting) -> None:
    """Tell the curators at once of an entry that its author calls important."""
    curators = Membership.objects.filter(
        organization=meeting.organization_id, ended_at=None, grants__role=Role.CURATOR
    ).select_related("user")
    for member in curators.exclude(pk=meeting.by_id):
        _post(meeting, member, "diary_important", key=f"diary:important:{meeting.pk}:{member.pk}")


def answered(remark: Remark) -> None:
    """Tell the mentor of a meeting that somebody has answered their entry."""
    meeting = remark.meeting
    member = meeting.mentor and meeting.mentor.person.membership
    if member and member.pk != remark.by_id and member.ended_at is None:
        _post(meeting, member, "diary_answer", key=f"diary:answer:{remark.pk}", kind="reminder")


def _post(meeting: Meeting, member: Membership, stem: str, *, key: str, kind: str = "letter") -> None:
    person = telling.member(member)
    if not person.email:
        return
    page = settings.SITE_URL + school_path(meeting.organization, "diary_pair", meeting.pair.public_id)
    context = {"person": person, "on": words.day_month(meeting.on), "page": f"{page}#m{meeting.pk}"}
    try:
        letters.post(meeting.organization, person.email, stem, context, key=key, kind=kind)
    except TooManyLetters:
        return  # the entry is written all the same, and stands first on the page of those who are told
