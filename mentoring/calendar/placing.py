"""Which days a text without a year can mean in a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from mentoring.calendar import schoolyear, words
from mentoring.calendar.due import DueSpec, Kind, Part, Period, Span
from mentoring.calendar.intervals import clip
from mentoring.calendar.workdays import SchoolCalendar

_ORDER = tuple(schoolyear.TERMS)


@dataclass(frozen=True)
class Candidate:
    """One reading of a text without a year: the year that names it and its days."""

    year: int
    spans: tuple[Span, ...]

    @property
    def label(self) -> str:
        """Say its days in Russian."""
        return ", ".join(words.months(span) for span in self.spans)


def candidates(spec: DueSpec, period: Period, calendar: SchoolCalendar) -> tuple[Candidate, ...]:
    """List the readings that fit the plan: those wholly inside, else those that touch it, else its own years."""
    found = [Candidate(year, _in_year(spec, year, calendar)) for year in _years(spec, period)]
    if spec.school_year is not None:
        return tuple(found)
    inside = [one for one in found if all(_inside(span, period) for span in one.spans)]
    touching = [one for one in found if any(clip(span, period.start, period.end) for span in one.spans)]
    near = [one for one in found if period.start.year <= one.year <= period.end.year]
    chosen = tuple(inside or touching or near)
    return chosen[:1] if _open_ended(spec) else chosen


def every_year(spec: DueSpec, period: Period, calendar: SchoolCalendar) -> tuple[Span, ...]:
    """Give the days of each year of the plan, cut to it."""
    if _open_ended(spec):
        return candidates(spec, period, calendar)[0].spans
    if not spec.parts:
        readings = [_in_year(spec, year, calendar) for year in _years(spec, period)]
    else:
        readings = [tuple(part.in_year(year) for part in spec.parts) for year in _years(spec, period)]
    cut = {clip(span, period.start, period.end) for spans in readings for span in spans}
    return tuple(sorted((span for span in cut if span), key=lambda span: (span.edges[-1], span.edges[0])))


def _open_ended(spec: DueSpec) -> bool:
    """Tell whether the text only begins, «с 1 октября»: it can begin once."""
    return any(part.last is None for part in spec.parts)


def _years(spec: DueSpec, period: Period) -> range:
    """Give the years worth looking at: of the calendar for days, of school for terms."""
    if spec.school_year is not None:
        return range(spec.school_year, spec.school_year + 2)
    if spec.parts:
        return range(period.start.year - 1, period.end.year + 1)
    return schoolyear.between(period.start, period.end)


def _in_year(spec: DueSpec, year: int, calendar: SchoolCalendar) -> tuple[Span, ...]:
    """Give the days when the first of them lies in this year; a list goes on into the next one."""
    if not spec.parts:
        return term_spans(spec, year, calendar)
    spans: list[Span] = []
    before: Part | None = None
    for part in spec.parts:
        year += before is not None and _order(part) < _order(before)
        spans.append(part.in_year(year))
        before = part
    return tuple(spans)


def _order(part: Part) -> tuple[int, int]:
    """Give the place of the days in a year."""
    edge = part.first or part.last
    return (edge.month, edge.day or 0) if edge else (0, 0)


def term_spans(spec: DueSpec, year: int, calendar: SchoolCalendar) -> tuple[Span, ...]:
    """Give the terms of a school year: «1-2 четверть» is one span, two vacations are two."""
    terms = [calendar.term(code, year) for code in spec.terms]
    if spec.only_end:
        return (Span(None, terms[-1].end),)
    spans = [Span(terms[0].start, terms[0].end)]
    for before, term in pairwise(terms):
        if term.code in schoolyear.VACATIONS or _ORDER.index(term.code) != _ORDER.index(before.code) + 1:
            spans.append(Span(term.start, term.end))
        else:
            spans[-1] = Span(spans[-1].start, term.end)
    return tuple(spans)


def half_year(spec: DueSpec, period: Period) -> tuple[Span, ...]:
    """Give the halves of each calendar year of the plan, where the answer says that they are meant."""
    first, last = (1 if spec.terms[0] == "half1" else 7), (6 if spec.terms[-1] == "half1" else 12)
    years = range(period.start.year, period.end.year + 1)
    spans = (Span(date(year, first, 1), date(year, last, 30 if last == 6 else 31)) for year in years)
    if spec.only_end:
        spans = (Span(None, span.end) for span in spans)
    return tuple(cut for span in spans if (cut := clip(span, period.start, period.end)))


def asks_year(spec: DueSpec) -> bool:
    """Tell whether a year is missing that may be one or every."""
    if spec.recurrence == "yearly" or spec.kind == Kind.INTERVAL:
        return False
    return bool(spec.parts) or (spec.kind == Kind.TERM and spec.school_year is None)


def _inside(span: Span, period: Period) -> bool:
    return all(period.start <= day <= period.end for day in span.edges)
