"""Small pieces every page is made of."""

from django import template
from django.utils.html import format_html

from mentoring import shown
from mentoring.accounts import operations
from mentoring.pages import TOKEN

register = template.Library()


@register.simple_tag(takes_context=True)
def operation(context, action):
    """The one-time token of a form; stands beside {% csrf_token %}."""
    token = operations.offer(context["request"].membership, action)
    return format_html('<input type="hidden" name="{}" value="{}">', TOKEN, token)


@register.simple_tag(takes_context=True)
def operation_key(context, action):
    """The same token for a button that carries it itself: {% operation_key "plan.edit" as token %}."""
    return operations.offer(context["request"].membership, action)


@register.simple_tag(takes_context=True)
def may(context, action):
    """Whether the member in use may do the action: {% may "plan.edit" as editable %}."""
    return context["request"].membership.can(action)


register.simple_tag(shown.icon)
