"""What other pages tell of questionnaires."""

from django import template

from surveys import answering

register = template.Library()


@register.simple_tag(takes_context=True)
def surveys_waiting(context) -> int:
    """Count what the member in use is asked and has not answered: {% surveys_waiting as waiting %}."""
    membership = context["request"].membership
    return answering.waiting_of(membership).count() if membership.can("surveys.answer") else 0
