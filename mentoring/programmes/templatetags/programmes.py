"""The programmes of a school, as the frame of every page shows them."""

from django import template

from mentoring.accounts import schooldays
from mentoring.programmes.models import Programme

register = template.Library()


@register.simple_tag(takes_context=True)
def programmes_of_school(context) -> dict:
    """The programme in use and the others: {% programmes_of_school as programmes %}."""
    membership = context["request"].membership
    if not membership.can("programme.see"):
        return {"in_use": None, "others": []}
    rows = list(Programme.objects.visible_to(membership))
    today = schooldays.today(membership.organization)
    in_use = next((row for row in rows if row.start <= today), rows[-1] if rows else None)
    return {"in_use": in_use, "others": [row for row in rows if row != in_use]}
