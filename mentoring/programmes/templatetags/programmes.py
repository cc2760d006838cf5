"""The programmes of a school, as the frame of every page shows them."""

from django import template

from mentoring.accounts import schooldays
from mentoring.programmes import listed
from mentoring.programmes.models import in_use

register = template.Library()


@register.simple_tag(takes_context=True)
def programmes_of_school(context) -> dict:
    """The programme in use and the others: {% programmes_of_school as programmes %}."""
    request = context["request"]
    membership = request.membership
    if not membership.can("programme.see"):
        return {"in_use": None, "others": []}
    rows = listed.of_request(request)
    current = in_use(rows, schooldays.today(membership.organization))
    return {"in_use": current, "others": [row for row in rows if row != current]}
