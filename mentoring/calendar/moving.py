"""What is to be done and when it is due: a deadline on a day off moves by a visible rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mentoring.calendar import words
from mentoring.calendar.due import Period, Span
from mentoring.calendar.resolved import Resolved
from mentoring.calendar.workdays import SchoolCalendar


class Rule(StrEnum):
    """Where a deadline on a day off goes; later is the rule of article 193 of the Civil Code."""

    LATER = "later"
    EARLIER = "earlier"
    KEEP = "keep"

    @property
    def label(self) -> str:
        """Say the rule in Russian."""
        return _RULES[self]


_RULES = {
    Rule.LATER: "на ближайший следующий рабочий день",
    Rule.EARLIER: "на ближайший предыдущий рабочий день",
    Rule.KEEP: "не переносится",
}


@dataclass(frozen=True)
class Occurrence:
    """One thing to do: its days, and the deadline moved off a day off."""

    start: date | None
    end: date
    due: date
    moved_from: date | None = None
    review: bool = False
    outside: bool = False  # the text's own date lies outside the period
    in_vacation: bool = False
    lasting: bool = False  # goes on all the time; its last day is no deadline


def occurrences(
    resolved: Resolved, period: Period, calendar: SchoolCalendar, *, rule: Rule = Rule.LATER
) -> tuple[Occurrence, ...]:
    """List what is to be done in order of time, with deadlines moved by the rule."""
    done = [_occurrence(span, resolved, period, calendar, rule, review=False) for span in resolved.spans]
    looked_at = [_occurrence(span, resolved, period, calendar, rule, review=True) for span in resolved.reviews]
    return tuple(sorted(done + looked_at, key=lambda one: (one.end, one.start or one.end)))


def _occurrence(
    span: Span, resolved: Resolved, period: Period, calendar: SchoolCalendar, rule: Rule, *, review: bool
) -> Occurrence:
    end = span.end or max(period.end, span.start or period.end)
    due = _moved(end, calendar, Rule.KEEP if resolved.lasting else rule)
    return Occurrence(
        start=span.start,
        end=end,
        due=due,
        moved_from=end if due != end else None,
        review=review,
        outside=end < period.start or (span.start or end) > period.end,
        in_vacation=calendar.is_vacation(due),
        lasting=resolved.lasting,
    )


def _moved(day: date, calendar: SchoolCalendar, rule: Rule) -> date:
    """Move a deadline off a day off."""
    match rule:
        case Rule.LATER:
            return calendar.next_working(day)
        case Rule.EARLIER:
            return calendar.previous_working(day)
    return day


def explain_move(occurrence: Occurrence, calendar: SchoolCalendar) -> str:
    """Say in Russian why the deadline moved; empty where it did not."""
    if not occurrence.moved_from:
        return ""
    later = occurrence.due > occurrence.moved_from
    rule = Rule.LATER if later else Rule.EARLIER
    why = calendar.day_off(occurrence.moved_from)
    return (
        f"{words.full(occurrence.moved_from)} — нерабочий день ({why}). "
        f"Срок перенесён {rule.label}: {words.short(occurrence.due)}"
    )
