"""What the frame of every page shows of the programme in use."""

from django import template

from reports.desk import overview

register = template.Library()


@register.simple_tag(takes_context=True)
def stage_readiness(context) -> list[dict]:
    """The seven stages with their readiness: {% stage_readiness as stages %}; none for whom there is no plan to see."""
    request = context["request"]
    membership = getattr(request, "membership", None)
    if membership is None or not membership.can("plan.see"):
        return []
    return overview.of_request(request).stages
