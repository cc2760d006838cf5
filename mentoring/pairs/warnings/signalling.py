"""Early warning: what the facts of one pair on one day give reason to look into, each in a sentence with its facts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from mentoring.calendar.words import counted, day_month, plural

SILENT = 21  # days without a meeting, vacations not counted
MISSED = 2  # meetings in a row that did not take place
APART = 3  # marks between the sides of one meeting
BEHIND = 20  # per cent of a plan that the elapsed time asks for and nobody has done
WIDE = 3  # marks of a month between the sides, or lost by one of them at once
_FALLS = 2  # months in a row, each lower than the one before
_FULL = 100
_DAY = timedelta(1)


class Code(StrEnum):
    """What a warning is about."""

    SILENCE = "silence"
    MISSED = "missed"
    MARKS = "marks"
    PLAN = "plan"
    PULSE = "pulse"


@dataclass(frozen=True)
class Missed:
    """A meeting that did not take place, and why."""

    on: date
    reason: str


@dataclass(frozen=True)
class Marks:
    """What the sides gave the last meeting that both have marked."""

    on: date
    mentor: int
    mentee: int


@dataclass(frozen=True)
class Task:
    """An item of the plan: its weight, its last day, whether it is done."""

    weight: int
    due_on: date | None
    done: bool


@dataclass(frozen=True)
class Monthly:
    """What one person of a pair has marked months with, the oldest first."""

    who: str  # «наставник»
    marks: tuple[int, ...]


@dataclass(frozen=True)
class Watch:
    """What is known of one pair at the end of a day."""

    today: date
    start: date
    end: date
    fixed: date  # from which day a first meeting is awaited
    resumed: date | None = None  # when the last pause ended: what was before it no longer counts as silence
    held: date | None = None  # the last meeting that took place
    missed: tuple[Missed, ...] = ()  # since then, the oldest first
    marks: Marks | None = None
    tasks: tuple[Task, ...] = ()
    months: tuple[Monthly, ...] = ()
    gap: int = 0  # between the sides in the last month that both have marked
    rests: frozenset[date] = frozenset()  # vacations of the school


@dataclass(frozen=True)
class Signal:
    """One warning: a sentence for a curator, further facts, and how far it is past its limit in per cent of it."""

    code: Code
    words: str
    facts: tuple[str, ...]
    gravity: int


def signals(watch: Watch) -> tuple[Signal, ...]:
    """Return what this pair gives reason to look into, the gravest first."""
    found = (rule(watch) for rule in _RULES)
    return tuple(sorted((one for one in found if one), key=lambda one: -one.gravity))


def silence(watch: Watch) -> Signal | None:
    """Warn where nobody has met for 21 days since the last meeting, the end of a pause or the day of fixing.

    Vacations of the school do not count.
    """
    since = max(day for day in (watch.held or watch.fixed, watch.resumed) if day)
    passed = [since + _DAY * number for number in range(1, (watch.today - since).days + 1)]
    rested = sum(day in watch.rests for day in passed)
    quiet = len(passed) - rested
    if quiet < SILENT:
        return None
    facts = (f"Каникулы не считаем: {_days(rested)}.",) if rested else ()
    return Signal(Code.SILENCE, _silent(watch, since, quiet), facts, _over(quiet, SILENT))


def _silent(watch: Watch, since: date, quiet: int) -> str:
    if watch.held == since:
        return f"Не встречались {_days(quiet)}: последняя встреча {day_month(since)}."
    if watch.resumed == since:
        return f"Не встречались {_days(quiet)} после перерыва: пара возобновила работу {day_month(since)}."
    return f"Ещё ни разу не встретились: пара закреплена {day_month(since)}, прошло {_days(quiet)}."


def missed(watch: Watch) -> Signal | None:
    """Warn where two meetings in a row did not take place."""
    count = len(watch.missed)
    if count < MISSED:
        return None
    fell = plural(count, "не состоялась", "не состоялись", "не состоялись")
    words = (
        f"Подряд {fell} {counted(count, 'встреча', 'встречи', 'встреч')}, последняя {day_month(watch.missed[-1].on)}."
    )
    facts = tuple(f"{day_month(one.on)}: {one.reason}." for one in watch.missed[-MISSED:] if one.reason)
    return Signal(Code.MISSED, words, facts, _over(count, MISSED))


def marks(watch: Watch) -> Signal | None:
    """Warn where the sides are 3 marks apart about the last meeting that both have marked."""
    said = watch.marks
    apart = abs(said.mentor - said.mentee) if said else 0
    if not said or apart < APART:
        return None
    words = (
        f"Встречу {day_month(said.on)} оценили по-разному: наставник на {said.mentor}, наставляемый на {said.mentee}."
    )
    return Signal(Code.MARKS, words, (), _over(apart, APART))


def plan(watch: Watch) -> Signal | None:
    """Warn where items are overdue and the plan is 20 per cent behind the elapsed share of the pair's days.

    A plan is done by weight; a plan without items says nothing. Of 100 days of which 60 have passed, 60 per cent of
    the weight is asked for: at 40 and less, with something overdue, the plan is behind.
    """
    overdue = [one.due_on for one in watch.tasks if not one.done and one.due_on and one.due_on < watch.today]
    if not overdue:
        return None
    elapsed, done = _elapsed(watch), _share(watch.tasks)
    if elapsed - done < BEHIND:
        return None
    words = f"План отстаёт: прошло {elapsed} % срока, выполнено {done} % плана."
    late = counted(len(overdue), "пункт просрочен", "пункта просрочены", "пунктов просрочено")
    fact = f"{late}, самый давний надо было сделать до {day_month(min(overdue))}."
    return Signal(Code.PLAN, words, (fact,), _over(elapsed - done, BEHIND))


def pulse(watch: Watch) -> Signal | None:
    """Warn where a month is marked 3 apart by the sides, or one side falls: by 3 at once or two months in a row."""
    falling = [one for one in watch.months if _falls(one.marks)]
    wide = watch.gap >= WIDE
    if not wide and not falling:
        return None
    fallen = tuple(f"{one.who.capitalize()} оценивает месяцы всё ниже: {_row(one.marks)}." for one in falling)
    apart = (f"Месяц оценили по-разному: разница {watch.gap}.",) if wide else ()
    words, *facts = apart + fallen
    lost = max((_lost(one.marks) for one in falling), default=0)
    return Signal(Code.PULSE, words, tuple(facts), max(_over(max(watch.gap, lost), WIDE), _FULL))


_RULES: tuple[Callable[[Watch], Signal | None], ...] = (silence, missed, marks, plan, pulse)


def _elapsed(watch: Watch) -> int:
    """Return what share of the pair's days is over, in per cent."""
    whole = (watch.end - watch.start).days + 1
    passed = (watch.today - watch.start).days + 1
    return min(_FULL, _FULL * max(0, passed) // whole)


def _share(tasks: tuple[Task, ...]) -> int:
    return _FULL * sum(one.weight for one in tasks if one.done) // sum(one.weight for one in tasks)


def _falls(given: tuple[int, ...]) -> bool:
    in_a_row = given[-_FALLS - 1 :]
    lower = all(later < earlier for earlier, later in pairwise(in_a_row))
    return (len(in_a_row) > _FALLS and lower) or (len(given) > 1 and given[-2] - given[-1] >= WIDE)


def _lost(given: tuple[int, ...]) -> int:
    return max(given[-_FALLS - 1 :]) - given[-1]


def _row(given: tuple[int, ...]) -> str:
    return ", ".join(map(str, given[-_FALLS - 1 :]))


def _over(value: int, limit: int) -> int:
    return _FULL * value // limit


def _days(count: int) -> str:
    return counted(count, "день", "дня", "дней")
