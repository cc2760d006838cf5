"""Working days of a school: the production calendar with its transfers, local corrections, vacations, quarters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

from mentoring.calendar import schoolyear
from mentoring.calendar.schoolyear import Term

WEEKEND = {5: "суббота", 6: "воскресенье"}


@lru_cache(maxsize=64)
def official(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """Give the days off of a year with their Russian names, and the Saturdays that a transfer made working.

    A year whose transfers are not decreed yet has its holidays only.
    """
    known = holidays.Russia(years=year, language="ru")
    off = {day: name for day, name in known.items() if day.year == year}
    return off, frozenset(day for day in known.weekend_workdays if day.year == year)


@dataclass(frozen=True)
class SchoolCalendar:
    """When this school works and learns."""

    zone: str = "Europe/Moscow"
    terms: tuple[Term, ...] = ()  # the school's own quarters and vacations; the usual ones where it named none
    corrections: tuple[tuple[date, bool], ...] = ()  # (day, works?) over the production calendar
    six_day_week: bool = False

    def is_working(self, day: date) -> bool:
        """Tell whether the staff work on this day."""
        return not self.day_off(day)

    def day_off(self, day: date) -> str:
        """Say in Russian why the day is off: «суббота», «День народного единства»; empty for a working day."""
        own = dict(self.corrections).get(day)
        if own is not None:
            return "" if own else "выходной день школы"
        off, transferred = official(day.year)
        if day in off:
            return off[day]
        if day.weekday() == 6:
            return WEEKEND[6]
        if day.weekday() == 5 and not self.six_day_week and day not in transferred:
            return WEEKEND[5]
        return ""

    def next_working(self, day: date) -> date:
        """Give this day or the nearest working one after it."""
        return next(found for found in _days(day, 1) if self.is_working(found))

    def previous_working(self, day: date) -> date:
        """Give this day or the nearest working one before it."""
        return next(found for found in _days(day, -1) if self.is_working(found))

    def add_working_days(self, day: date, count: int) -> date:
        """Give the working day that is so many after (before, if negative) this one, which is not counted."""
        step = 1 if count >= 0 else -1
        found = day
        for _ in range(abs(count)):
            found = next(later for later in _days(found + timedelta(step), step) if self.is_working(later))
        return found

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days from start to end, both included."""
        return sum(self.is_working(start + timedelta(n)) for n in range((end - start).days + 1))

    def is_vacation(self, day: date) -> bool:
        """Tell whether pupils are on vacation."""
        return bool(self.vacation(day))

    def vacation(self, day: date) -> str:
        """Name the vacation of this day; empty while lessons go on."""
        year = schoolyear.school_year(day)
        terms = (self.term(code, year) for code in schoolyear.VACATIONS)
        return next((term.label for term in terms if term.start <= day <= term.end), "")

    def term(self, code: str, school_year: int) -> Term:
        """Give the quarter, half-year or vacation of a school year, the school's own where it has named it."""
        own = {term.code: term for term in self.terms if term.school_year == school_year}
        if code in own:
            return own[code]
        if code == "half1" and {"quarter1", "quarter2"} <= own.keys():
            return Term(code, school_year, own["quarter1"].start, own["quarter2"].end)
        if code == "half2" and {"quarter3", "quarter4"} <= own.keys():
            return Term(code, school_year, own["quarter3"].start, own["quarter4"].end)
        return next(term for term in schoolyear.usual_terms(school_year) if term.code == code)


def _days(day: date, step: int) -> Iterator[date]:
    """Walk from the day, itself included."""
    while True:
        yield day
        day += timedelta(step)
