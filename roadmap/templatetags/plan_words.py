"""Words on the pages of the plan: dates, cells of a document's own columns."""

from datetime import datetime

from django import template
from django.utils import timezone

from mentoring.calendar import words
from mentoring.calendar.due import Span
from roadmap.lines import Line

register = template.Library()


@register.filter
def cell(line: Line, heading: str) -> str:
    """Say what stands in a column that is neither a date nor people."""
    return dict(line.others).get(heading, "")


@register.filter
def moment(at: datetime) -> str:
    """Say «18 ноября 2025 г., 09:30» by the clock of the school."""
    local = timezone.localtime(at)
    return f"{words.full(local.date())}, {local:%H:%M}"


@register.filter
def week_words(week: Span) -> str:
    """Say «с 16 по 22 ноября 2026 г.»."""
    return words.span(week)
