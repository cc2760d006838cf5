"""Working days of a school: the production calendar with its transfers, local corrections, vacations, quarters."""

from dataclasses import dataclass
from datetime import date

from mentoring.calendar.schoolyear import Term


@dataclass(frozen=True)
class SchoolCalendar:
    """When this school works and learns."""

    zone: str = "Europe/Moscow"
    terms: tuple[Term, ...] = ()  # the school's own quarters, half-years, vacations; the usual ones where it named none
    corrections: tuple[tuple[date, bool], ...] = ()  # (day, works?) over the production calendar
    six_day_week: bool = False

    def is_working(self, day: date) -> bool:
        """Tell whether the staff work on this day."""
        raise NotImplementedError

    def next_working(self, day: date) -> date:
        """Give this day or the nearest working one after it."""
        raise NotImplementedError

    def previous_working(self, day: date) -> date:
        """Give this day or the nearest working one before it."""
        raise NotImplementedError

    def add_working_days(self, day: date, count: int) -> date:
        """Give the working day that is so many after (before, if negative) this one, which is not counted."""
        raise NotImplementedError

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days from start to end, both included."""
        raise NotImplementedError

    def is_vacation(self, day: date) -> bool:
        """Tell whether pupils are on vacation."""
        raise NotImplementedError

    def term(self, code: str, school_year: int) -> Term | None:
        """Give the quarter, half-year or vacation of a school year."""
        raise NotImplementedError

    def day_off(self, day: date) -> str:
        """Say in Russian why the day is off: «суббота», «День народного единства»; empty for a working day."""
        raise NotImplementedError
