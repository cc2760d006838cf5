"""Days of a plan as plain values: what its texts say, with the answers given and the calendar of the school. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mentoring.calendar import resolving
from mentoring.calendar.due import Kind, Period
from mentoring.calendar.resolving import Resolved, Rule
from mentoring.calendar.workdays import SchoolCalendar

ANCHOR = "anchor"  # the answer that gives one event its own day to count from


@dataclass(frozen=True)
class Slot:
    """One time an event is due; without days where its text gives none."""

    start: date | None = None
    due: date | None = None
    moved_from: date | None = None
    inferred: bool = False
    review: bool = False
    lasting: bool = False

    @property
    def days(self) -> tuple:
        return self.start, self.moved_from or self.due, self.review


def plan_slots(
    texts: Mapping,
    period: Period,
    calendar: SchoolCalendar,
    rule: Rule = Rule.LATER,
    anchors: Mapping[str, date] | None = None,
) -> dict:
    """Give each (spec, answers, section) its times, in order; «в течение работы» takes the days of its own section."""
    resolved = {
        key: _resolve(spec, answers, period, calendar, anchors or {})
        for key, (spec, answers, _) in texts.items()
        if spec.kind != Kind.ONGOING
    }
    for key, (spec, answers, section) in texts.items():
        if spec.kind == Kind.ONGOING:
            spans = (span for other, one in resolved.items() if texts[other][2] == section for span in one.spans)
            stage = _bounds(spans) if section is not None else None
            resolved[key] = resolving.resolve(spec, period, answers, calendar=calendar, stage=stage)
    return {key: _slots(resolved[key], period, calendar, rule) for key in texts}


def _resolve(spec, answers, period: Period, calendar: SchoolCalendar, anchors: Mapping[str, date]) -> Resolved:
    on = date.fromisoformat(answers[ANCHOR]) if answers.get(ANCHOR) else anchors.get(spec.anchor_code)
    if spec.kind == Kind.RELATIVE and on:
        return resolving.anchored(spec, on=on, calendar=calendar)
    return resolving.resolve(spec, period, answers, calendar=calendar)


def _bounds(spans: Iterable) -> Period | None:
    edges = sorted(day for span in spans for day in span.edges)
    return Period(edges[0], edges[-1]) if edges else None


def _slots(resolved: Resolved, period: Period, calendar: SchoolCalendar, rule: Rule) -> list[Slot]:
    found = [
        Slot(one.start, one.due, one.moved_from, resolved.inferred, one.review, one.lasting)
        for one in resolving.occurrences(resolved, period, calendar, rule=rule)
    ]
    return found or [Slot()]
