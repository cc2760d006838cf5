"""Words on the pages of documents, and what the frame of every page shows of them."""

from datetime import date, datetime

from django import template

from mentoring.accounts.models import Organization
from mentoring.calendar import words
from reports.documents import dressing, listing, telling
from reports.documents.look import Look

register = template.Library()


@register.filter
def day_full(day: date) -> str:
    """Say «18 ноября 2026 г.»."""
    return words.full(day)


@register.filter
def moment_here(at: datetime, organization) -> str:
    """Say «18 ноября 2026 г., 09:30» by the clock of the school."""
    return telling.moment(organization, at)


@register.simple_tag
def emblem(look: Look) -> str:
    """Return the emblem that is printed now as the source of an image; nothing where its file is lost."""
    drawn = dressing.printed(look, order=False).emblem
    return f"data:image/png;base64,{drawn}" if drawn else ""


@register.simple_tag(takes_context=True)
def waiting_for_signature(context) -> int | None:
    """How many papers wait for this member to approve them: {% waiting_for_signature as waiting %}."""
    membership = getattr(context["request"], "membership", None)
    if membership is None or membership.organization.kind == Organization.Kind.CENTRE:
        return None
    if not membership.can("documents.approve"):
        return None
    return context["waits"] if "waits" in context else listing.waiting(membership).count()
