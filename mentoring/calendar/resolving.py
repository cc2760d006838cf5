"""The period of a roadmap is known: what remains to be asked, and which days come out."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mentoring.calendar import intervals, placing, reading, schoolyear, words
from mentoring.calendar.due import Direction, DueSpec, Kind, MonthDay, Offset, Part, Period, Recurrence, Span, Unit
from mentoring.calendar.moving import Occurrence, Rule, explain_move, occurrences
from mentoring.calendar.resolved import Resolved
from mentoring.calendar.workdays import SchoolCalendar

__all__ = [
    "Choice", "Occurrence", "Period", "Question", "Resolved", "Rule", "anchored", "explain_move", "occurrences",
    "problems", "questions", "resolve", "shift",
]  # fmt: skip

EVERY = "every"
SCHOOL, CALENDAR = "school", "calendar"
_LONGEST_YEAR = 366


@dataclass(frozen=True)
class Choice:
    """One answer: a stable value and a Russian label with the concrete dates."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """What the text leaves open.

    Codes: "year" (a year, or "every"), "year_kind", "half_kind" and "quarters" ("school" or "calendar").
    `once` marks a question whose answer serves the whole roadmap.
    """

    code: str
    text: str
    choices: tuple[Choice, ...]
    default: str
    once: bool = False


def questions(spec: DueSpec, period: Period, *, calendar: SchoolCalendar | None = None) -> tuple[Question, ...]:
    """Ask what the text leaves open in this period; empty where there is one answer."""
    calendar = calendar or SchoolCalendar()
    asked = (
        _which_year(spec, period, calendar),
        _which_kind_of_year(spec, period),
        _which_half(spec, period, calendar),
        _which_quarters(spec, period, calendar),
    )
    return tuple(question for question in asked if question)


def _which_year(spec: DueSpec, period: Period, calendar: SchoolCalendar) -> Question | None:
    """Ask for the year where several fit, or where none lies inside the plan."""
    if not placing.asks_year(spec):
        return None
    found = placing.candidates(spec, period, calendar)
    if len(found) < 2:
        return None
    default = _default_year(spec, period, calendar)
    once = tuple(Choice(str(one.year), one.label) for one in found)
    repeated = placing.every_year(spec, period, calendar) if spec.school_year is None else ()
    if not repeated:
        outside = "" if spec.school_year is not None else ", а в период плана этот срок не попадает"
        return Question("year", f"Год не указан{outside}. Какой это год?", once, default)
    every = Choice(EVERY, "каждый год: " + ", ".join(words.months(span) for span in repeated))
    once = tuple(Choice(one.value, f"один раз: {one.label}") for one in once)
    return Question("year", "Год не указан, а подходят несколько. Один раз или каждый год?", (every, *once), default)


def _default_year(spec: DueSpec, period: Period, calendar: SchoolCalendar) -> str:
    """Choose every year in a plan longer than a year, else the first reading."""
    found = placing.candidates(spec, period, calendar)
    if spec.school_year is not None:
        inside = [one for one in found if any(intervals.clip(span, period.start, period.end) for span in one.spans)]
        return str((inside or found[1:])[0].year)
    long = (period.end - period.start).days >= _LONGEST_YEAR
    if len(found) > 1 and long and len(placing.every_year(spec, period, calendar)) > 1:
        return EVERY
    return str(found[0].year) if found else ""


def _which_kind_of_year(spec: DueSpec, period: Period) -> Question | None:
    """Ask «в течение года» and «ежегодно»: which year is meant."""
    plain_year = spec.kind == Kind.YEAR and not spec.spans and not spec.parts
    yearly = spec.kind == Kind.INTERVAL and spec.recurrence == Recurrence.YEARLY and not spec.terms
    if not plain_year and not yearly:
        return None
    school, whole = _school_years(period), _calendar_years(period)
    choices = (Choice(SCHOOL, f"учебный год: {_list(school)}"), Choice(CALENDAR, f"календарный год: {_list(whole)}"))
    return Question("year_kind", "«Год» — учебный или календарный?", choices, SCHOOL, once=True)


def _which_half(spec: DueSpec, period: Period, calendar: SchoolCalendar) -> Question | None:
    """Ask «I полугодие»: of the school year or of the calendar."""
    if spec.kind != Kind.TERM or spec.school_year is not None or not spec.terms[0].startswith("half"):
        return None
    school = placing.every_year(spec, period, calendar)
    choices = (
        Choice(SCHOOL, f"учебного года: {_list(school)}"),
        Choice(CALENDAR, f"календарного года: {_list(placing.half_year(spec, period))}"),
    )
    return Question("half_kind", "Полугодие учебного или календарного года?", choices, SCHOOL, once=True)


def _which_quarters(spec: DueSpec, period: Period, calendar: SchoolCalendar) -> Question | None:
    """Ask «раз в квартал»: quarters of the calendar or of the school."""
    if spec.kind != Kind.INTERVAL or spec.recurrence != Recurrence.QUARTERLY or spec.terms:
        return None
    choices = (
        Choice(CALENDAR, f"календарный квартал: {_ends(spec, period, calendar, CALENDAR)}"),
        Choice(SCHOOL, f"учебная четверть: {_ends(spec, period, calendar, SCHOOL)}"),
    )
    return Question("quarters", "«Квартал» — календарный или учебная четверть?", choices, CALENDAR, once=True)


def _ends(spec: DueSpec, period: Period, calendar: SchoolCalendar, kind: str) -> str:
    """List the last days of the slots."""
    slots = intervals.slots(spec, period.start, period.end, calendar, {"quarters": kind})
    return _list(tuple(Span(None, slot.end) for slot in slots))


def _list(spans: tuple[Span, ...]) -> str:
    return ", ".join(words.span(span) for span in spans) or "вне периода плана"


def _school_years(period: Period) -> tuple[Span, ...]:
    years = schoolyear.between(period.start, period.end)
    return _cut([schoolyear.span(year) for year in years], period)


def _calendar_years(period: Period) -> tuple[Span, ...]:
    years = range(period.start.year, period.end.year + 1)
    return _cut([Span(date(year, 1, 1), date(year, 12, 31)) for year in years], period)


def _cut(spans: list[Span], period: Period) -> tuple[Span, ...]:
    return tuple(piece for span in spans if (piece := intervals.clip(span, period.start, period.end)))


def resolve(
    spec: DueSpec,
    period: Period,
    answers: Mapping[str, str] | None = None,
    *,
    calendar: SchoolCalendar | None = None,
    stage: Period | None = None,
) -> Resolved:
    """Give the spec its days in the period; unanswered questions take their defaults.

    `calendar` gives quarters and vacations (the usual ones without it); `stage` binds «в течение работы».
    """
    answers, calendar = answers or {}, calendar or SchoolCalendar()
    if spec.kind == Kind.INTERVAL:
        return _repeated(spec, period, answers, calendar)
    if spec.spans:
        return _stated(spec, period)
    if spec.parts or spec.kind == Kind.TERM:
        return _placed(spec, period, answers, calendar)
    if spec.kind in (Kind.YEAR, Kind.SCHOOL_YEAR):
        return _years(spec, period, answers)
    if spec.kind in (Kind.PERIOD, Kind.ONGOING):
        bounds = stage if stage and spec.kind == Kind.ONGOING else period
        return Resolved(spec, (Span(bounds.start, bounds.end),))
    if spec.kind == Kind.RELATIVE:
        return _waiting(spec, calendar)
    return Resolved(spec)


def _repeated(spec: DueSpec, period: Period, answers: Mapping[str, str], calendar: SchoolCalendar) -> Resolved:
    """Cut the period, or the days that the text names, into slots."""
    bounds = spec.spans or (placing.every_year(spec, period, calendar) if spec.parts else ())
    stated = [Span(span.start or period.start, span.end or period.end) for span in bounds]
    stretches = stated or [Span(period.start, period.end)]
    spans = tuple(
        slot
        for stretch in stretches
        if stretch.start and stretch.end
        for slot in intervals.slots(spec, stretch.start, stretch.end, calendar, answers)
    )
    return Resolved(spec, spans, inferred=bool(spec.parts))


def _stated(spec: DueSpec, period: Period) -> Resolved:
    """Take the dates as they are; what goes on every year is looked at again on the same days."""
    spans = tuple(span if span.end else Span(span.start, _last(span, period)) for span in spec.spans)
    if spec.recurrence != Recurrence.YEARLY or len(spans) != 1:
        return Resolved(spec, spans)
    again = _later_years(spans[0], period)
    if spec.review:
        return Resolved(spec, spans, reviews=again)
    return Resolved(spec, spans + again)


def _last(span: Span, period: Period) -> date:
    """Close an open end with the end of the plan."""
    return max(period.end, span.start or period.end)


def _later_years(span: Span, period: Period) -> tuple[Span, ...]:
    """Repeat a span in the years after it."""
    first, last = (_month_day(span.start), _month_day(span.end))
    year = span.edges[0].year
    again = [Part(first, last).in_year(later) for later in range(year + 1, period.end.year + 1)]
    return _cut(again, period)


def _month_day(day: date | None) -> MonthDay | None:
    """Keep the last day of a month as its edge, so that February stays whole."""
    if day is None:
        return None
    whole = day.day == monthrange(day.year, day.month)[1]
    return MonthDay(day.month, None if whole else day.day)


def _placed(spec: DueSpec, period: Period, answers: Mapping[str, str], calendar: SchoolCalendar) -> Resolved:
    """Add the year: the only one that fits, the answered one, or every one."""
    half = spec.kind == Kind.TERM and spec.terms[0].startswith("half") and spec.school_year is None
    if half and answers.get("half_kind") == CALENDAR:
        return _noted(spec, placing.half_year(spec, period))
    if spec.kind == Kind.TERM and spec.school_year is not None:
        return Resolved(spec, placing.term_spans(spec, spec.school_year, calendar))
    year = answers.get("year") or _default_year(spec, period, calendar)
    if not placing.asks_year(spec) or year == EVERY:
        return _noted(spec, placing.every_year(spec, period, calendar))
    found = placing.candidates(spec, period, calendar)
    chosen = next((one for one in found if str(one.year) == year), None)
    return _noted(spec, chosen.spans if chosen else ())


def _noted(spec: DueSpec, spans: tuple[Span, ...]) -> Resolved:
    """Say which year was added; «каждый год» and «в течение года» leave nothing to guess."""
    if not spans:
        return Resolved(spec, note="В период плана этот срок не попадает: укажите год")
    if spec.recurrence == Recurrence.YEARLY or spec.kind in (Kind.YEAR, Kind.SCHOOL_YEAR):
        return Resolved(spec, spans)
    said = ", ".join(words.months(span) for span in spans)
    return Resolved(spec, spans, inferred=True, note=f"Год добавлен по периоду плана: {said}")


def _years(spec: DueSpec, period: Period, answers: Mapping[str, str]) -> Resolved:
    """Give each year of the plan, or its last day."""
    whole = answers.get("year_kind") == CALENDAR and spec.kind == Kind.YEAR
    spans = _calendar_years(period) if whole else _school_years(period)
    if spec.only_end:
        spans = tuple(Span(None, span.end) for span in spans)
    return _noted(spec, spans)


def _waiting(spec: DueSpec, calendar: SchoolCalendar) -> Resolved:
    """Wait for the event, unless the text counts from a date that it names."""
    named = reading.read(spec.anchor)
    if named.kind == Kind.DATE and named.start:
        return anchored(spec, on=named.start, calendar=calendar)
    what = spec.anchor or "событие"
    return Resolved(spec, note=f"Дата появится, когда станет известно: {what}")


def anchored(spec: DueSpec, *, on: date, calendar: SchoolCalendar | None = None) -> Resolved:
    """Give days to a spec that waited for its event, which took place on this day."""
    calendar = calendar or SchoolCalendar()
    offset = spec.offset or Offset(0, Unit.DAY, Direction.ON)
    match offset.direction:
        case Direction.WITHIN:
            return Resolved(spec, (Span(on, _away(on, offset, 1, calendar)),))
        case Direction.AFTER:
            day = _away(on, offset, 1, calendar)
            return Resolved(spec, (Span(day, day),))
        case Direction.BEFORE:
            day = _away(on, offset, -1, calendar)
            return Resolved(spec, (Span(None if spec.only_end else day, day),))
    return Resolved(spec, (Span(on, on),))


def _away(day: date, offset: Offset, sign: int, calendar: SchoolCalendar) -> date:
    """Count from a day; a month later is the same number, or the last day of a shorter month."""
    count = sign * offset.count
    match offset.unit:
        case Unit.WORKING_DAY:
            return calendar.add_working_days(day, count)
        case Unit.DAY:
            return day + timedelta(count)
        case Unit.WEEK:
            return day + timedelta(7 * count)
    months = day.year * 12 + day.month - 1 + count * (12 if offset.unit == Unit.YEAR else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def problems(spec: DueSpec, period: Period) -> tuple[str, ...]:
    """Say in Russian what a checker should point at: not understood, outside the plan."""
    if spec.kind == Kind.UNCLEAR:
        return (f"Срок «{spec.raw}»: {spec.reason}",)
    days = [day for span in spec.spans for day in span.edges]
    outside = [day for day in days if not period.start <= day <= period.end]
    if not outside:
        return ()
    plan = words.span(Span(period.start, period.end))
    where = "весь" if len(outside) == len(days) else "частично"
    return (f"Срок «{spec.raw}» {where} вне периода плана ({plan})",)


_YEARS_IN_TEXT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:(?P<between> ?[-–—/] ?)(?P<second>\d\d)(?!\d|[.:-]\d))?(?!\d)"
    r"|(?P<day>(?<![\d.])\d{1,2}\.\d\d\.)(?P<two>\d\d)(?!\d)"
)


def shift(spec: DueSpec, years: int) -> DueSpec:
    """Move the years named in the text: last cycle's plan for the next one; the wording stays."""
    raw = _YEARS_IN_TEXT.sub(lambda found: _later(found, years), spec.raw)
    moved = reading.read(raw)
    if moved.kind == Kind.UNCLEAR and spec.kind != Kind.UNCLEAR:
        moved = reading.read(re.sub(r"(?<!\d)29(?=\.02|\s+фев)", "28", raw))
    return moved


def _later(found: re.Match[str], years: int) -> str:
    """Write the years of one place in the text anew."""
    if found["two"]:
        return f"{found['day']}{(int(found['two']) + years) % 100:02d}"
    text = str(int(found["year"]) + years)
    return text + f"{found['between']}{(int(found['second']) + years) % 100:02d}" if found["second"] else text
