"""Cut days into the slots of a repetition: quarters, months, weeks, school quarters."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from mentoring.calendar import schoolyear
from mentoring.calendar.due import DueSpec, Recurrence, Span
from mentoring.calendar.workdays import SchoolCalendar


def slots(
    spec: DueSpec, start: date, end: date, calendar: SchoolCalendar, answers: Mapping[str, str]
) -> tuple[Span, ...]:
    """Give the slots between two days, each cut to them; a thing done several times in a slot splits it evenly."""
    if _halves(spec, answers):
        halves = _terms(("half1", "half2"), start, end, calendar)
        return tuple(cut for half in halves if (cut := clip(half, start, end)))
    whole = _units(spec, start, end, calendar, answers)
    cut = (clip(slot, start, end) for slot in whole)
    return tuple(piece for slot in cut if slot for piece in _split(slot, spec.times))


def _halves(spec: DueSpec, answers: Mapping[str, str]) -> bool:
    """Tell whether «2 раза в год» means once in each half of the school year."""
    twice = spec.recurrence == Recurrence.YEARLY and spec.times == 2 and spec.every == 1
    return twice and answers.get("year_kind") != "calendar"


def clip(span: Span, start: date, end: date) -> Span | None:
    """Cut a span to these days; None where it, or the only day it names, lies outside."""
    if not span.start or not span.end:
        if not all(start <= day <= end for day in span.edges):
            return None
        return Span(span.start, span.end or end)
    first, last = max(span.start, start), min(span.end, end)
    return Span(first, last) if first <= last else None


def _units(
    spec: DueSpec, start: date, end: date, calendar: SchoolCalendar, answers: Mapping[str, str]
) -> Iterator[Span]:
    """Give the whole slots that these days touch."""
    match spec.recurrence:
        case Recurrence.WEEKLY:
            yield from _weeks(spec, start, end, calendar)
        case Recurrence.MONTHLY:
            yield from _months(start, end, spec.every, on_day=spec.on_day)
        case Recurrence.QUARTERLY if "quarters" in spec.terms or answers.get("quarters") == "school":
            yield from _terms(schoolyear.QUARTERS, start, end, calendar)
        case Recurrence.QUARTERLY:
            quarter = date(start.year, (start.month - 1) // 3 * 3 + 1, 1)
            yield from _months(quarter, end, 3 * spec.every)
        case Recurrence.YEARLY if answers.get("year_kind") == "calendar":
            yield from _months(date(start.year, 1, 1), end, 12 * spec.every)
        case Recurrence.YEARLY:
            first = schoolyear.span(schoolyear.school_year(start)).start or start
            yield from _months(first, end, 12 * spec.every)


def _split(slot: Span, times: int) -> Iterator[Span]:
    """Split a closed slot into so many pieces of nearly equal length, never shorter than a day."""
    if not slot.start or not slot.end or times == 1:
        yield slot
        return
    length = (slot.end - slot.start).days + 1
    pieces = min(times, length)
    for piece in range(pieces):
        first = slot.start + timedelta(length * piece // pieces)
        yield Span(first, slot.start + timedelta(length * (piece + 1) // pieces - 1))


def _months(start: date, end: date, step: int, *, on_day: int | None = None) -> Iterator[Span]:
    """Give whole months, so many together, from the month of the first day."""
    number = start.year * 12 + start.month - 1
    while (first := date(number // 12, number % 12 + 1, 1)) <= end:
        last = number + step - 1
        year, month = last // 12, last % 12 + 1
        length = monthrange(year, month)[1]
        yield Span(first, date(year, month, min(on_day or length, length)))
        number += step


def _weeks(spec: DueSpec, start: date, end: date, calendar: SchoolCalendar) -> Iterator[Span]:
    """Give working weeks, Monday to the last working weekday, or the one weekday that is named."""
    monday = start - timedelta(start.weekday())
    length = 7 * spec.every
    while monday <= end:
        friday = monday + timedelta(length - (2 if calendar.six_day_week else 3))
        if spec.on_day is None:
            yield Span(monday, friday)
        else:
            named = monday + timedelta(spec.on_day)
            yield Span(named, named)
        monday += timedelta(length)


def _terms(codes: tuple[str, ...], start: date, end: date, calendar: SchoolCalendar) -> Iterator[Span]:
    """Give the school's own terms."""
    for year in schoolyear.between(start, end):
        for code in codes:
            term = calendar.term(code, year)
            yield Span(term.start, term.end)
