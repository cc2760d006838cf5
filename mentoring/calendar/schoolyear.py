"""The school year: 1 September to 31 August, its quarters, half-years and vacations."""

from dataclasses import dataclass
from datetime import date

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


@dataclass(frozen=True)
class Term:
    """A quarter, half-year, trimester or vacation of one school year; `code` is a key of TERMS."""

    code: str
    school_year: int
    start: date
    end: date


def school_year(day: date) -> int:
    """Give the year in which the school year of this day began."""
    return day.year if day.month >= 9 else day.year - 1


def span(year: int) -> Span:
    """Give the days of the school year that begins in this year."""
    return Span(date(year, 9, 1), date(year + 1, 8, 31))


def name(year: int) -> str:
    """Name it: «2025/26 учебный год»."""
    return f"{year}/{(year + 1) % 100:02d} учебный год"


def usual_terms(year: int) -> tuple[Term, ...]:
    """Give the usual quarters, half-years, trimesters and vacations, to be corrected by the school."""
    raise NotImplementedError
