"""What the page of a meeting proposes, so that a mentor only agrees. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

INTRO, TRIAL, PLANNING, REGULAR, FINAL = "intro", "trial", "planning", "regular", "final"
BEGINNING = (INTRO, TRIAL, PLANNING)  # the first meetings of a pair, in their order (domain §3.2)
MOST_ITEMS = 3
LENGTHS = (30, 45, 60, 90)
CLOSING = timedelta(days=14)  # so near the end a meeting is the final one
RECENT = timedelta(days=7)  # a planned meeting that nobody wrote down is asked for so long
_DAY, _WEEK, _MONTH = timedelta(1), 7, 28


@dataclass(frozen=True)
class Held:
    """A meeting that was held."""

    on: date
    kind: str
    minutes: int
    way: str = ""
    place: str = ""


@dataclass(frozen=True)
class Planned:
    """A meeting that is still to be held, or to be written down."""

    on: date
    kind: str = REGULAR
    topic: str = ""


@dataclass(frozen=True)
class Item:
    """An open item of the plan."""

    key: int
    task: str
    due: date | None = None


@dataclass(frozen=True)
class Step:
    """The next line of the route map, and the item of the plan that it serves."""

    key: int
    theme: str
    item: int | None = None


@dataclass(frozen=True)
class Facts:
    """What is known of a pair today; `start` is the first day of whoever asks; meetings stand from first to last."""

    today: date
    start: date
    end: date
    monthly: int
    minutes: int
    way: str
    place: str = ""
    held: tuple[Held, ...] = ()
    planned: tuple[Planned, ...] = ()
    items: tuple[Item, ...] = ()
    step: Step | None = None


@dataclass(frozen=True)
class Offer:
    """Everything the page has filled in."""

    number: int
    on: date
    days: tuple[date, ...]
    kind: str
    minutes: int
    lengths: tuple[int, ...]
    way: str
    place: str
    topic: str
    step: int | None
    items: tuple[Item, ...]
    ticked: frozenset[int]
    next_on: date | None
    nexts: tuple[date, ...]


def offer(facts: Facts, is_school_day: Callable[[date], bool]) -> Offer:
    """Fill in the page of a meeting from what the pair has done and planned."""
    last = facts.held[-1] if facts.held else None
    expected = _expected(facts)
    on = expected.on if expected else facts.today
    minutes = last.minutes if last else facts.minutes
    items = nearest(facts.items)
    step = facts.step
    ticked = _ticked(items, step)
    topic = (expected.topic if expected else "") or (step.theme if step else "") or _task(items, ticked)
    nexts = next_days(facts, on, is_school_day)
    return Offer(
        number=len(facts.held) + 1,
        on=on,
        days=days(facts, on),
        kind=_kind(facts, expected, on),
        minutes=minutes,
        lengths=lengths(minutes),
        way=(last.way if last else "") or facts.way,
        place=(last.place if last else "") or facts.place,
        topic=topic,
        step=step.key if step else None,
        items=items,
        ticked=ticked,
        next_on=nexts[0] if nexts else None,
        nexts=nexts,
    )


def next_kind(kinds: Iterable[str], on: date, end: date) -> str:
    """Say of what kind a meeting is after those that were held: the beginning in its order, then the work."""
    reached = max((BEGINNING.index(kind) if kind in BEGINNING else len(BEGINNING) for kind in kinds), default=-1)
    if reached + 1 < len(BEGINNING):
        return BEGINNING[reached + 1]
    return FINAL if end - on <= CLOSING else REGULAR


def nearest(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the few items of the plan whose days come first; those without a day stand last, in their order."""
    ordered = sorted(items, key=lambda one: (one.due is None, one.due or date.max))
    return tuple(ordered[:MOST_ITEMS])


def days(facts: Facts, on: date) -> tuple[date, ...]:
    """Return the days that one tap chooses: today, yesterday and the proposed one, within the pair's own."""
    near = {facts.today, facts.today - _DAY}
    if facts.start <= facts.today:
        near = {day for day in near if facts.start <= day <= facts.end}
    return tuple(sorted({on, *near}, reverse=True))


def lengths(minutes: int) -> tuple[int, ...]:
    """Return three lengths to choose from, the proposed one among them."""
    others = sorted((one for one in LENGTHS if one != minutes), key=lambda one: (abs(one - minutes), one))
    return tuple(sorted([minutes, *others[:2]]))


def rhythm(monthly: int) -> timedelta:
    """Return how long after a meeting the next one comes: four a month are one a week."""
    return timedelta(days=max(1, round(_MONTH / monthly)))


def next_days(facts: Facts, on: date, is_school_day: Callable[[date], bool]) -> tuple[date, ...]:
    """Return the days proposed for the next meeting: the planned one, else the same weekday in the pair's rhythm."""
    planned = [one.on for one in facts.planned if one.on > max(on, facts.today)]
    first = min(planned, default=None) or _school_day(on + rhythm(facts.monthly), facts, is_school_day)
    if first is None:
        return ()
    later = _school_day(first + timedelta(_WEEK), facts, is_school_day)
    return (first, later) if later else (first,)


def _school_day(day: date, facts: Facts, is_school_day: Callable[[date], bool]) -> date | None:
    """Return this day or the first school day after it on which the pair still works, on the same weekday if any."""
    while day <= facts.today:
        day += timedelta(_WEEK)
    weeks = (day + timedelta(_WEEK * count) for count in range(4))
    following = (day + timedelta(count) for count in range(_WEEK * 4))
    found = next((one for one in (*weeks, *following) if is_school_day(one)), None)
    return found if found and found <= facts.end else None


def _expected(facts: Facts) -> Planned | None:
    """Return the planned meeting that the page is most likely opened for."""
    due = [one for one in facts.planned if max(facts.start, facts.today - RECENT) <= one.on <= facts.today]
    return max(due, key=lambda one: one.on, default=None)


def _kind(facts: Facts, expected: Planned | None, on: date) -> str:
    by_order = next_kind((one.kind for one in facts.held), on, facts.end)
    return expected.kind if expected and expected.kind != REGULAR else by_order


def _ticked(items: Sequence[Item], step: Step | None) -> frozenset[int]:
    """Tick what the route map is about; where it is silent, what is due first."""
    keys = [one.key for one in items]
    if step and step.item in keys:
        return frozenset({step.item})
    return frozenset(keys[:1]) if step is None else frozenset()


def _task(items: Sequence[Item], ticked: frozenset[int]) -> str:
    return next((one.task for one in items if one.key in ticked), "")
