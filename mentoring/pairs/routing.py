"""The route of a mentor from the items of a plan and the rhythm of meetings: which day, about what. Values only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from mentoring.calendar.workdays import SchoolCalendar

MEETING, MAIN, REVIEW = "meeting", "main", "review"
OPENING = (
    ("Знакомство", "беседа", "Познакомиться, договориться о правилах и связи"),
    ("Пробная рабочая встреча", "консультация", "Попробовать работать вместе над небольшой задачей"),
    ("Планирование", "беседа", "Обсудить план: чего хотим достичь и к какому сроку"),
)
CLOSING = ("Итоговая встреча", "беседа", "Сверить план с тем, что вышло, и решить, что дальше")
USUAL = "Работа по запросу наставляемого"


@dataclass(frozen=True)
class Task:
    """An item of a plan that is still to be done."""

    key: int
    theme: str
    due: date | None = None
    weight: int = 1
    expected: str = ""


@dataclass(frozen=True)
class Step:
    """One line of a route map."""

    on: date
    stage: str
    theme: str
    work: str = ""
    task: str = ""
    expected: str = ""
    item: int | None = None


@dataclass(frozen=True)
class Rhythm:
    """From which day to which a pair meets, how often a month, on which weekdays it would rather (1 is Monday)."""

    start: date
    end: date
    monthly: int
    weekdays: frozenset[int] = frozenset()


def days(rhythm: Rhythm, calendar: SchoolCalendar) -> list[date]:
    """Spread so many meetings a month over the days of lessons; a month that is cut short gets its share."""
    every = (rhythm.start + timedelta(n) for n in range((rhythm.end - rhythm.start).days + 1))
    fit = [day for day in every if _fits(day, calendar)]
    found = []
    for month, ours in groupby(fit, key=lambda day: (day.year, day.month)):
        here = list(ours)
        wished = [day for day in here if day.isoweekday() in rhythm.weekdays]
        share = round(rhythm.monthly * len(here) / _days_of_lessons(*month, calendar))
        wanted = min(len(here), max(1, share))
        found += _evenly(wished if len(wished) >= wanted else here, wanted)
    return found


def lay(tasks: Sequence[Task], rhythm: Rhythm, calendar: SchoolCalendar, *, opened: int = 0) -> list[Step]:
    """Lay the route: the first meetings open it, the last sums it up, between them the items go by their days.

    `opened` says how many of the first meetings are behind already.
    """
    found = days(rhythm, calendar)
    if not found:
        return []
    before = max(1, len(found) - 1) if opened < len(OPENING) else 0
    opening = OPENING[opened:]
    if len(opening) > before:
        opening = (opening[0], opening[-1])[:before]
    steps = [Step(day, MEETING, *said) for day, said in zip(found, opening, strict=False)]
    free = found[len(steps) : -1]
    busy = free or found[-2:-1] or found
    steps += _main(sorted(tasks, key=_by_day), busy, idle=bool(free))
    if len(found) > 1 or not opening:
        steps.append(Step(found[-1], REVIEW, *CLOSING))
    return steps


def _by_day(task: Task) -> tuple[bool, date]:
    return task.due is None, task.due or date.max


def _main(tasks: Sequence[Task], found: Sequence[date], *, idle: bool) -> list[Step]:
    """Give each item its days, the more the heavier it is; many items on few days share them."""
    if len(tasks) >= len(found):
        where = [found[number * len(found) // len(tasks)] for number in range(len(tasks))]
        return [_working(task, day) for task, day in zip(tasks, where, strict=True)]
    steps, left = [], sum(task.weight for task in tasks)
    taken = 0
    for number, task in enumerate(tasks, 1):
        free = len(found) - taken - (len(tasks) - number)  # everybody after it needs a day
        share = max(1, min(free, (len(found) - taken) * task.weight // left))
        in_time = sum(task.due is None or day <= task.due for day in found[taken : taken + share])
        days_of = found[taken : taken + max(1, in_time)]
        steps += [_working(task, day) for day in days_of]
        taken, left = taken + len(days_of), left - task.weight
    rest = found[taken:] if tasks or idle else ()
    return steps + [Step(day, MAIN, USUAL, "консультация") for day in rest]


def _working(task: Task, day: date) -> Step:
    return Step(day, MAIN, task.theme, "консультация", "", task.expected, task.key)


def _fits(day: date, calendar: SchoolCalendar) -> bool:
    return calendar.is_working(day) and not calendar.is_vacation(day)


def _days_of_lessons(year: int, month: int, calendar: SchoolCalendar) -> int:
    first = date(year, month, 1)
    return sum(_fits(day, calendar) for n in range(31) if (day := first + timedelta(n)).month == month)


def _evenly(found: Sequence[date], count: int) -> list[date]:
    """Choose so many of the days, as far from one another as they go."""
    return [found[(2 * number + 1) * len(found) // (2 * count)] for number in range(count)]
