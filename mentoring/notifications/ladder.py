"""When a deadline is spoken of and to whom: a pure function of its days, a ladder of steps and the school's calendar.

Nothing is said on days off and in vacations. A notice beforehand that falls there waits for the first open day, and is
left out where that day is no longer before the notice of the day itself. The notice of the day itself moves to the last
open day before. Days of vacation do not count as late: the third day late is the third on which there were lessons.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from mentoring.calendar import zones
from mentoring.calendar.workdays import SchoolCalendar

OPENS, CLOSES = 9, 18  # letters go out between these hours of the school's own clock
_DAY = timedelta(days=1)
_FARTHEST = 400  # days within which a school is open at least once; one that never is hears nothing


class To(StrEnum):
    """Who is told, by the place they hold on the day of telling."""

    RESPONSIBLE = "responsible"
    CURATOR = "curator"
    HEAD = "head"
    EVERYBODY = "everybody"


class When(StrEnum):
    """What a step is counted from."""

    BEFORE = "before"
    FIRST = "first"  # the first day of whole months
    DAY = "day"
    LATE = "late"


@dataclass(frozen=True)
class Step:
    """One rung: so many days from the deadline, to one place."""

    code: str
    when: When
    to: To
    days: int = 0


@dataclass(frozen=True)
class Times:
    """The days of one occurrence: what a ladder is laid against."""

    due: date | None = None
    start: date | None = None
    end: date | None = None  # the last day by the text, where the deadline was moved off a day off
    lasting: bool = False

    @property
    def whole_months(self) -> bool:
        """Tell whether the text named months: such a deadline is announced on their first day."""
        last = self.end or self.due
        return bool(self.start and last and self.start.day == 1 and (last + _DAY).day == 1)


@dataclass(frozen=True)
class Planned:
    """One thing to be told: its key is (due, step), `day` is when, `until` the last day on which it makes sense."""

    due: date
    step: str
    to: To
    day: date
    until: date | None = None


@dataclass(frozen=True)
class OpenDays:
    """The days on which a school may be written to: its working days outside vacations; each is looked up once."""

    calendar: SchoolCalendar
    _open: dict[date, bool] = field(default_factory=dict, compare=False)
    _free: dict[date, bool] = field(default_factory=dict, compare=False)

    def is_open(self, day: date) -> bool:
        if day not in self._open:
            self._open[day] = self.calendar.is_working(day) and not self.is_vacation(day)
        return self._open[day]

    def is_vacation(self, day: date) -> bool:
        if day not in self._free:
            self._free[day] = self.calendar.is_vacation(day)
        return self._free[day]

    def since(self, day: date) -> date | None:
        """Give this day or the first open one after it."""
        return self._first(day, _DAY, self.is_open)

    def before(self, day: date) -> date | None:
        """Give this day or the last open one before it."""
        return self._first(day, -_DAY, self.is_open)

    def late(self, due: date, count: int) -> date | None:
        """Give the open day on which a deadline is so many days of lessons late."""
        day: date | None = due
        for _ in range(count):
            day = day and self._first(day + _DAY, _DAY, lambda found: not self.is_vacation(found))
        return day and self.since(day)

    @staticmethod
    def _first(day: date, step: timedelta, fits: Callable[[date], bool]) -> date | None:
        return next((found for n in range(_FARTHEST) if fits(found := day + n * step)), None)


def plan(times: Times, ladder: Iterable[Step], days: OpenDays) -> tuple[Planned, ...]:
    """Lay a ladder against one occurrence; what goes on all the time is announced and never late."""
    if times.due is None:
        return ()
    on_the_day = days.before(times.due)
    found = (_notice(step, times, on_the_day, days) for step in ladder if _fits(step, times))
    return tuple(notice for notice in found if notice)


def _fits(step: Step, times: Times) -> bool:
    if times.lasting:
        return step.when == When.FIRST and times.start is not None
    return times.whole_months != (step.when == When.BEFORE) if step.when in (When.BEFORE, When.FIRST) else True


def _notice(step: Step, times: Times, on_the_day: date | None, days: OpenDays) -> Planned | None:
    due, until = times.due, None
    match step.when:
        case When.LATE:
            day = days.late(due, step.days)
        case When.DAY:
            day = on_the_day
        case _:
            day = days.since(times.start if step.when == When.FIRST else due - timedelta(step.days))
            until = due
            if day is None or day > due or (not times.lasting and on_the_day and day >= on_the_day):
                return None
    return Planned(due, step.code, step.to, day, until) if day else None


def reviews(first: date, last: date, marks: Sequence[tuple[int, int]], step: Step, days: OpenDays) -> Iterator[Planned]:
    """Ask about what has no date on the (month, day) marks of each year within these days."""
    for year in range(first.year, last.year + 1):
        for month, number in marks:
            mark = date(year, month, number)
            day = days.since(mark)
            if first <= mark <= last and day and day <= last:
                yield Planned(mark, step.code, step.to, day)


def is_open_at(now: datetime, zone: str, days: OpenDays) -> bool:
    """Tell whether the school may be written to at this moment."""
    here = zones.local(zone, now)
    return OPENS <= here.hour < CLOSES and days.is_open(here.date())


def opening(now: datetime, zone: str, days: OpenDays) -> datetime | None:
    """Give the next moment at which the school may be written to: this one, where it may be."""
    if is_open_at(now, zone, days):
        return now
    here = zones.local(zone, now)
    day = days.since(here.date() if here.hour < OPENS else here.date() + _DAY)
    return day and zones.moment(zone, day, OPENS)
