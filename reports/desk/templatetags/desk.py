"""What the frame of every page shows of the programme in use."""

from django import template

from mentoring.accounts import vocabulary
from mentoring.accounts.models import Organization
from mentoring.calendar.words import short
from reports.desk import coverage, overview, progress, signals, steps, today
from reports.documents import listing

CENTRE = Organization.Kind.CENTRE  # it watches other schools' programmes and has none of its own
register = template.Library()


@register.simple_tag(takes_context=True)
def stage_readiness(context) -> list[dict]:
    """The seven stages with their readiness: {% stage_readiness as stages %}; none for whom there is no plan to see."""
    request = context["request"]
    membership = getattr(request, "membership", None)
    if membership is None or membership.organization.kind == CENTRE or not membership.can("plan.see"):
        return []
    return overview.of_request(request).stages


@register.simple_tag(takes_context=True)
def desk_today(context) -> dict:
    """All that the page «Сегодня» shows to the member in use: {% desk_today as desk %}."""
    membership, view = context["request"].membership, overview.of_request(context["request"])
    pending = listing.pending(membership)
    desk = today.of_member(membership, view, pending)
    noticed = signals.of_member(membership, view, pending, ended=desk.batches)
    sees_plan = view.roadmap is not None and membership.can("plan.see")
    return {
        "day": short(view.today),
        "sentence": today.sentence(desk, noticed, view),
        "needs": desk.needs,
        "more": desk.more,
        "following": desk.following,
        "everything": today.sees_all(membership),
        "signals": noticed,
        "steps": steps.of_member(membership, view),
        "stages": overview.table(view) if sees_plan else [],
        "coverage": coverage.chart(desk.shares, vocabulary.of_kind(membership.organization.kind)),
        "chart": progress.chart(overview.monthly(view.roadmap), view.today) if sees_plan else None,
    }
