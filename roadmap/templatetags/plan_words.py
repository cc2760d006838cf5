"""Dates on the pages of the plan, in words."""

from datetime import datetime

from django import template
from django.utils import timezone

from mentoring.calendar import words
from mentoring.calendar.due import Span

register = template.Library()


@register.filter
def moment(at: datetime) -> str:
    """Say «18 ноября 2025 г., 09:30» by the clock of the school."""
    local = timezone.localtime(at)
    return f"{words.full(local.date())}, {local:%H:%M}"


@register.filter
def week_words(week: Span) -> str:
    """Say «с 16 по 22 ноября 2026 г.»."""
    return words.span(week)
