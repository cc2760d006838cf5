"""Draw the cycle of a plan: stages as bars over months, vacations shaded, a line for today.

Pure: values in, numbers of an SVG out; classes of the stylesheet paint it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mentoring.calendar import words
from mentoring.calendar.due import Span

WIDTH = 1000
LEFT, RIGHT = (
    190,
    960,
)  # where time begins and ends; names stand before it, words after it
TOP, LANE, BAR = 22, 26, 12
LETTER = 6.9  # the usual width of a letter at 13 px
LABEL = 24  # letters of a name before it is cut
MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_PAINT = {"ok": "ok", "bad": "bad", "warn": "warn"}


@dataclass(frozen=True)
class Mark:
    """One deadline on a lane of separate events."""

    day: date
    state: str


@dataclass(frozen=True)
class Lane:
    """A stage: its first and last day, how it is («ok», «go», «warn», «bad» or nothing) and in what words."""

    label: str
    start: date | None
    end: date | None
    state: str = ""
    words: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Month:
    x: str
    label: str
    label_x: str


@dataclass(frozen=True)
class Box:
    paint: str
    x: str
    y: str
    width: str


@dataclass(frozen=True)
class Text:
    paint: str
    x: str
    y: str
    words: str


@dataclass(frozen=True)
class Drawing:
    """Everything an SVG of the plan consists of, and the same in words for those who do not see it."""

    height: int
    bottom: int
    months: tuple[Month, ...]
    shades: tuple[Box, ...]
    bars: tuple[Box, ...]
    texts: tuple[Text, ...]
    today: Text | None
    title: str
    description: str
    width: int = WIDTH


@dataclass(frozen=True)
class Scale:
    """Days of the plan laid along the drawing."""

    start: date
    end: date
    right: float = RIGHT

    def x(self, day: date) -> float:
        share = (day - self.start).days / max((self.end - self.start).days, 1)
        return LEFT + (self.right - LEFT) * min(max(share, 0), 1)


def draw(lanes: Sequence[Lane], *, period: Span, today: date, vacations: Sequence[Span] = ()) -> Drawing:
    """Lay the lanes along the period, which must be closed; days of a lane outside it widen it."""
    scale = _scale(lanes, period)
    bottom = TOP + LANE * len(lanes) + 8
    now = _today(scale, today)
    return Drawing(
        height=bottom + 8,
        bottom=bottom,
        months=tuple(_months(scale, now)),
        shades=tuple(_shades(scale, vacations)),
        bars=tuple(box for row, lane in enumerate(lanes) for box in _boxes(scale, lane, row, today)),
        texts=tuple(text for row, lane in enumerate(lanes) for text in _texts(scale, lane, row)),
        today=now,
        title=f"План по месяцам: {words.span(Span(scale.start, scale.end))}",
        description=". ".join(f"{lane.label}: {lane.words or 'без срока'}" for lane in lanes),
    )


def shortened(label: str, limit: int = LABEL) -> str:
    """Cut a name at a word so that it fits beside its bar."""
    if len(label) <= limit:
        return label
    kept = label[: limit - 1]
    return f"{kept.rpartition(' ')[0] or kept}…"


def _scale(lanes: Sequence[Lane], period: Span) -> Scale:
    starts = [period.start, *(lane.start for lane in lanes)]
    ends = [period.end, *(lane.end for lane in lanes)]
    scale = Scale(min(day for day in starts if day), max(day for day in ends if day))
    cramped = [_width(lane.words) for lane in lanes if lane.start and lane.end and _place(scale, lane) is None]
    return replace(scale, right=max(WIDTH - 8 - max(cramped, default=0), WIDTH / 2)) if cramped else scale


def _months(scale: Scale, now: Text | None) -> Iterator[Month]:
    """Rule each month; name each, or each third where they stand close."""
    first = scale.start.replace(day=1)
    days = [day for day in _month_starts(first, scale.end) if day >= scale.start]
    step = 1 if len(days) <= 14 else 3
    named_year = False
    for day in days:
        label = MONTHS[day.month - 1] if (day.month - 1) % step == 0 else ""
        if label and (day.month == 1 or (step > 1 and not named_year)):
            label, named_year = f"{label} {day.year}", True
        x = scale.x(day)
        crowded = now is not None and x + 5 - 34 < float(now.x) < x + 5 + len(label) * LETTER + 30
        if crowded or x + 5 + len(label) * LETTER > WIDTH:
            label = ""
        yield Month(_n(x), label, _n(x + 5))


def _month_starts(first: date, end: date) -> Iterator[date]:
    while first <= end:
        yield first
        first = (first + timedelta(days=31)).replace(day=1)


def _shades(scale: Scale, vacations: Sequence[Span]) -> Iterator[Box]:
    for vacation in vacations:
        if vacation.start <= scale.end and vacation.end >= scale.start:
            x, end = scale.x(vacation.start), scale.x(vacation.end)
            yield Box("soft", _n(x), _n(TOP), _n(end - x))


def _today(scale: Scale, today: date) -> Text | None:
    if not scale.start <= today <= scale.end:
        return None
    return Text("bold mid", _n(scale.x(today)), "14", f"{today.day} {MONTHS[today.month - 1]}")


def _boxes(scale: Scale, lane: Lane, row: int, today: date) -> Iterator[Box]:
    y = _n(TOP + 10 + LANE * row)
    if lane.marks:
        for mark in lane.marks:
            yield Box(_PAINT.get(mark.state, "hollow"), _n(scale.x(mark.day) - 3), y, "6.0")
        return
    if not lane.start or not lane.end:
        return
    x, end = _edges(scale, lane)
    passed = min(scale.x(today), end) - x
    under_way = 0 < passed < end - x and lane.state != "ok"
    if lane.state not in _PAINT or under_way:
        yield Box("hollow", _n(x), y, _n(end - x))
    if lane.state in _PAINT:
        yield Box(_PAINT[lane.state], _n(x), y, _n(passed if under_way else end - x))
    elif lane.state == "go" and passed > 0:
        yield Box("main", _n(x), y, _n(passed))


def _texts(scale: Scale, lane: Lane, row: int) -> Iterator[Text]:
    y = _n(TOP + 20 + LANE * row)
    yield Text("bold" if lane.state == "go" else "", "0", y, shortened(lane.label))
    if not lane.words or lane.marks:
        return
    quiet = "" if lane.state in _PAINT else "quiet "
    if not lane.start or not lane.end:
        yield Text("quiet halo", _n(LEFT), y, lane.words)
        return
    x, side = _place(scale, lane) or (_edges(scale, lane)[1] - 8, " end")
    yield Text(f"{quiet}halo{side}", _n(x), y, lane.words)


def _place(scale: Scale, lane: Lane) -> tuple[float, str] | None:
    """Find room for the words after the bar, else before it."""
    x, end = _edges(scale, lane)
    if end + 8 + _width(lane.words) <= WIDTH:
        return end + 8, ""
    return (x - 8, " end") if x - 8 - _width(lane.words) >= LEFT else None


def _edges(scale: Scale, lane: Lane) -> tuple[float, float]:
    x = scale.x(lane.start)
    return x, max(scale.x(lane.end), x + 6)


def _width(text: str) -> float:
    return len(text) * LETTER


def _n(value: float) -> str:
    """Write a number for an attribute, never with a Russian comma."""
    return f"{value:.1f}"
