"""What a date text says: the value between the reader of a document and the plan."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What sort of date the text names."""

    DATE = "date"
    DATE_RANGE = "date_range"
    MULTI_DATE = "multi_date"
    MONTH = "month"
    MONTH_RANGE = "month_range"
    DEADLINE = "deadline"
    MONTH_END = "month_end"
    ANNUAL_MONTH = "annual_month"
    ANNUAL_DEADLINE = "annual_deadline"
    INTERVAL = "interval"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    TERM = "term"
    PERIOD = "period"
    ONGOING = "ongoing"
    RELATIVE = "relative"
    ON_EVENT = "on_event"
    PER_DOCUMENT = "per_document"
    BY_AGREEMENT = "by_agreement"
    ON_DEMAND = "on_demand"
    NONE = "none"
    INHERITED = "inherited"
    UNCLEAR = "unclear"

    @property
    def label(self) -> str:
        """Say in Russian what sort of date this is."""
        return _LABELS[self]


_LABELS = {
    Kind.DATE: "точная дата",
    Kind.DATE_RANGE: "промежуток дат",
    Kind.MULTI_DATE: "несколько дат",
    Kind.MONTH: "месяц",
    Kind.MONTH_RANGE: "несколько месяцев подряд",
    Kind.DEADLINE: "крайний срок",
    Kind.MONTH_END: "до конца месяца",
    Kind.ANNUAL_MONTH: "каждый год в эти дни",
    Kind.ANNUAL_DEADLINE: "каждый год до этого дня",
    Kind.INTERVAL: "с повторением",
    Kind.YEAR: "год",
    Kind.SCHOOL_YEAR: "учебный год",
    Kind.TERM: "четверть, полугодие или каникулы",
    Kind.PERIOD: "весь период плана",
    Kind.ONGOING: "постоянно",
    Kind.RELATIVE: "отсчёт от другого события",
    Kind.ON_EVENT: "при наступлении события",
    Kind.PER_DOCUMENT: "по другому документу",
    Kind.BY_AGREEMENT: "по согласованию",
    Kind.ON_DEMAND: "по мере необходимости",
    Kind.NONE: "срок не указан",
    Kind.INHERITED: "как в строке выше",
    Kind.UNCLEAR: "срок не понят",
}


class Recurrence(StrEnum):
    """How often: the words of the expected format."""

    NONE = "none"
    YEARLY = "yearly"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    WEEKLY = "weekly"
    CONTINUOUS = "continuous"
    AS_NEEDED = "as_needed"


class Unit(StrEnum):
    """What an offset counts."""

    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Direction(StrEnum):
    """Where the day lies from its anchor: within a term after it, exactly after, before, on the day."""

    WITHIN = "within"
    AFTER = "after"
    BEFORE = "before"
    ON = "on"


@dataclass(frozen=True)
class Span:
    """Days from start to end, both included; an open side is None."""

    start: date | None
    end: date | None

    @property
    def edges(self) -> tuple[date, ...]:
        """Give the days that are named."""
        return tuple(day for day in (self.start, self.end) if day)


@dataclass(frozen=True)
class Period:
    """The first and the last day of a plan."""

    start: date
    end: date


@dataclass(frozen=True)
class MonthDay:
    """A day of any year; without a day it is the month's edge: the first as a start, the last as an end."""

    month: int
    day: int | None = None

    def first(self, year: int) -> date:
        """Give the day as the start of something."""
        return self._on(year, self.day or 1)

    def last(self, year: int) -> date:
        """Give the day as the end of something."""
        return self._on(year, self.day or 31)

    def _on(self, year: int, day: int) -> date:
        return date(year, self.month, min(day, monthrange(year, self.month)[1]))


@dataclass(frozen=True)
class Part:
    """A span of any year: «октябрь», «декабрь – январь», «до 10 сентября», «последняя пятница мая»."""

    first: MonthDay | None
    last: MonthDay | None
    weekday: int | None = None  # 0 is Monday
    nth: int | None = None  # 1 is the first such weekday of the month, -1 the last

    def in_year(self, year: int) -> Span:
        """Give the dates when the span begins in this year (ends in it, where only the end is named)."""
        if self.weekday is not None and self.nth is not None and self.first:
            return _nth_weekday(year, self.first.month, self.weekday, self.nth)
        start = self.first.first(year) if self.first else None
        end = self.last.last(year) if self.last else None
        if start and end and self.last and end < start:
            end = self.last.last(year + 1)
        return Span(start, end)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> Span:
    """Find the day; a fifth weekday that the month lacks is the last one."""
    length = monthrange(year, month)[1]
    days = [date(year, month, day) for day in range(1, length + 1)]
    fitting = [day for day in days if day.weekday() == weekday]
    found = fitting[-1] if nth < 0 or nth > len(fitting) else fitting[nth - 1]
    return Span(found, found)


@dataclass(frozen=True)
class Offset:
    """How far from the anchor: «в течение 10 дней после», «за 2 недели до»."""

    count: int
    unit: Unit
    direction: Direction


@dataclass(frozen=True)
class DueSpec:
    """Only what the text itself says about its date; what it leaves open is asked in `resolving`."""

    raw: str = ""
    kind: Kind = Kind.NONE
    recurrence: Recurrence = Recurrence.NONE
    spans: tuple[Span, ...] = ()  # dates whose year the text gives
    parts: tuple[Part, ...] = ()  # dates without a year
    school_year: int | None = None  # 2023 for «2023/24 учебный год»
    terms: tuple[str, ...] = ()  # codes of `schoolyear.TERMS`: quarters, half-years, vacations
    only_end: bool = False  # «до конца …»: the text names the last day only
    every: int = 1  # «раз в 2 недели»: weekly, every 2
    times: int = 1  # «2 раза в год»: yearly, times 2
    review: bool = False  # «уточнение ежегодно»
    offset: Offset | None = None
    anchor: str = ""  # text of the event it is counted from or waits for
    anchor_code: str = ""  # code of the order in the list of orders ("O6") where the text is plain enough
    document: str = ""  # «по графику», «в соответствии с планом»: what it refers to
    party: str = ""  # «по согласованию с …»
    on_day: int | None = None  # day of the month («до 10 числа») or weekday, 0 is Monday («по пятницам»)
    rest: str = ""  # words beside the date that carry no date
    reason: str = ""  # why it is unclear, in Russian, for the person who corrects it

    @property
    def start(self) -> date | None:
        """Give the first stated day."""
        return self.spans[0].start if self.spans else None

    @property
    def end(self) -> date | None:
        """Give the last stated day."""
        return self.spans[-1].end if self.spans else None

    @property
    def dates(self) -> tuple[date, ...]:
        """Give the separate days of a list like «01.11.2023 01.09.2024»."""
        if self.kind != Kind.MULTI_DATE or any(span.start != span.end for span in self.spans):
            return ()
        return tuple(span.start for span in self.spans if span.start)

    @property
    def year_missing(self) -> bool:
        """Tell whether days are named whose year the text does not give."""
        return bool(self.parts)

    @property
    def yearly_until(self) -> str:
        """Give «MM-DD» of «ежегодно до …»."""
        if self.kind != Kind.ANNUAL_DEADLINE or not self.parts or not self.parts[0].last:
            return ""
        last = self.parts[0].last
        return f"{last.month:02d}-{last.day or monthrange(2023, last.month)[1]:02d}"

    def to_json(self) -> dict[str, Any]:
        """Give a plain dict without the defaults, for a JSONField."""
        return {
            field.name: _plain(getattr(self, field.name))
            for field in fields(self)
            if getattr(self, field.name) != field.default
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any] | None) -> DueSpec:
        """Take back what `to_json` gave; nothing stored is an empty text."""
        known = {field.name for field in fields(cls)}
        values = {name: _restored(name, value) for name, value in (stored or {}).items() if name in known}
        return cls(**values)


def _plain(value: Any) -> Any:
    """Turn a value into what JSON knows."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return str(value) if isinstance(value, StrEnum) else value


def _restored(name: str, value: Any) -> Any:
    """Turn a stored value of this field back."""
    match name:
        case "kind":
            return Kind(value)
        case "recurrence":
            return Recurrence(value)
        case "spans":
            return tuple(Span(_day(one["start"]), _day(one["end"])) for one in value)
        case "parts":
            return tuple(
                Part(_month_day(one["first"]), _month_day(one["last"]), one["weekday"], one["nth"]) for one in value
            )
        case "terms":
            return tuple(value)
        case "offset":
            return Offset(value["count"], Unit(value["unit"]), Direction(value["direction"])) if value else None
    return value


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def _month_day(stored: dict[str, Any] | None) -> MonthDay | None:
    return MonthDay(stored["month"], stored["day"]) if stored else None


def inherited(raw: str = "") -> DueSpec:
    """Mark an empty cell that continues the row above."""
    return DueSpec(raw=raw, kind=Kind.INHERITED)


# The half-years of a school year are parted by New Year, whatever days its vacations have.
_HALVES = {"half1": (0, MonthDay(9), MonthDay(12)), "half2": (1, MonthDay(1), MonthDay(5))}


def stated_span(spec: DueSpec) -> tuple[date | None, date | None]:
    """Give date_from and date_to as the expected format wants them: only where the text gives a year."""
    if spec.school_year is None or not spec.terms or not set(spec.terms) <= _HALVES.keys():
        return spec.start, spec.end
    (first, start, _), (last, _, end) = _HALVES[spec.terms[0]], _HALVES[spec.terms[-1]]
    return None if spec.only_end else start.first(spec.school_year + first), end.last(spec.school_year + last)


def days(span: Span) -> tuple[date, ...]:
    """List the days of a closed span."""
    if not span.start or not span.end:
        return span.edges
    return tuple(span.start + timedelta(n) for n in range((span.end - span.start).days + 1))
