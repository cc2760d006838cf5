"""The school year: 1 September to 31 August, its quarters, half-years and vacations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from mentoring.calendar.due import Span

TERMS = {
    "quarter1": "1-я четверть",
    "quarter2": "2-я четверть",
    "quarter3": "3-я четверть",
    "quarter4": "4-я четверть",
    "half1": "1-е полугодие",
    "half2": "2-е полугодие",
    "trimester1": "1-й триместр",
    "trimester2": "2-й триместр",
    "trimester3": "3-й триместр",
    "autumn": "осенние каникулы",
    "winter": "зимние каникулы",
    "spring": "весенние каникулы",
    "summer": "летние каникулы",
    "year_start": "начало учебного года",
    "year_end": "конец учебного года",
}
QUARTERS = ("quarter1", "quarter2", "quarter3", "quarter4")
VACATIONS = ("autumn", "winter", "spring", "summer")


@dataclass(frozen=True)
class Term:
    """A quarter, half-year, trimester or vacation of one school year; `code` is a key of TERMS."""

    code: str
    school_year: int
    start: date
    end: date

    @property
    def label(self) -> str:
        """Name it in Russian."""
        return TERMS[self.code]


def school_year(day: date) -> int:
    """Give the year in which the school year of this day began."""
    return day.year if day.month >= 9 else day.year - 1


def span(year: int) -> Span:
    """Give the days of the school year that begins in this year."""
    return Span(date(year, 9, 1), date(year + 1, 8, 31))


def name(year: int) -> str:
    """Name it: «2025/26 учебный год»."""
    return f"{year}/{(year + 1) % 100:02d} учебный год"


def between(start: date, end: date) -> range:
    """List the school years that these days touch."""
    return range(school_year(start), school_year(end) + 1)


@lru_cache(maxsize=64)
def usual_terms(year: int) -> tuple[Term, ...]:
    """Give the usual quarters, half-years, trimesters and vacations, to be corrected by the school.

    Vacations follow the ministry's habit: nine days from the last Saturday but one of October and of March,
    New Year to the Sunday on or after 8 January, lessons up to 26 May.
    """
    opens, closes = date(year, 9, 1), date(year + 1, 5, 26)
    autumn = _on_or_after(date(year, 10, 24), weekday=5)
    winter = date(year, 12, 31)
    back = _on_or_after(date(year + 1, 1, 8), weekday=6) + timedelta(1)
    spring = _on_or_after(date(year + 1, 3, 22), weekday=5)
    day, rest = timedelta(1), timedelta(8)
    ends_of_winter = date(year + 1, 3, 1)
    days = {
        "quarter1": (opens, autumn - day),
        "quarter2": (autumn + rest + day, winter - day),
        "quarter3": (back, spring - day),
        "quarter4": (spring + rest + day, closes),
        "half1": (opens, winter - day),
        "half2": (back, closes),
        "trimester1": (opens, date(year, 11, 30)),
        "trimester2": (date(year, 12, 1), ends_of_winter - day),
        "trimester3": (ends_of_winter, closes),
        "autumn": (autumn, autumn + rest),
        "winter": (winter, back - day),
        "spring": (spring, spring + rest),
        "summer": (closes + day, date(year + 1, 8, 31)),
        "year_start": (opens, date(year, 9, 30)),
        "year_end": (date(year + 1, 5, 1), date(year + 1, 5, 31)),
    }
    return tuple(Term(code, year, start, end) for code, (start, end) in days.items())


def _on_or_after(day: date, *, weekday: int) -> date:
    """Give the first such weekday, the day itself included."""
    return day + timedelta((weekday - day.weekday()) % 7)
