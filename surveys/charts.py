"""Drawings of results: where bars and lines stand, in whole units of the drawing, and the same in words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys import comparing, counting
from surveys.comparing import Line
from surveys.counting import Summary

WIDTH, BAR, STEP, LABELS, WIDEST = 400, 12, 20, 150, 56  # of a distribution across
TALL, BASE, TOP = 130, 108, 22  # of one upright
LEFT, RIGHT, HEAD, ROW, LETTERS = 240, 570, 22, 44, 30  # of a comparison
WIDE, HIGH, LOW, FIRST, LAST = 640, 30, 190, 46, 500  # of a line over time
MOST = 12  # points of a scale that stand upright


@dataclass(frozen=True)
class Bar:
    """One bar with its label and its number."""

    x: int
    y: int
    width: int
    height: int
    label: str
    label_x: int
    label_y: int
    number: str
    number_x: int
    number_y: int


@dataclass(frozen=True)
class Chart:
    """A drawing and its text alternative."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    words: str
    upright: bool = False


def distribution(summary: Summary, labels: Sequence[str]) -> Chart | None:
    """Draw how answers lie: short labels stand under bars, long ones before them."""
    counts = [count for _, count in summary.distribution]
    if not counts or not summary.n or len(counts) > MOST:
        return None
    told = zip(labels, counts, summary.shares, strict=True)
    words = "; ".join(f"{label} — {count} ({share} %)" for label, count, share in told)
    if all(len(label) <= 3 for label in labels):
        return Chart(WIDTH, TALL, _upright(counts, labels), f"Ответы: {words}.", upright=True)
    return Chart(WIDTH, STEP * len(counts) + 6, _across(counts, labels), f"Ответы: {words}.")


def _upright(counts: Sequence[int], labels: Sequence[str]) -> tuple[Bar, ...]:
    step, most = WIDTH // len(counts), max(counts)
    made = []
    for place, (count, label) in enumerate(zip(counts, labels, strict=True)):
        height = round((BASE - TOP) * count / most)
        middle, wide = place * step + step // 2, min(step - 6, WIDEST)
        made.append(
            Bar(
                middle - wide // 2,
                BASE - height,
                wide,
                height,
                label,
                middle,
                BASE + 16,
                str(count),
                middle,
                BASE - height - 5,
            )
        )
    return tuple(made)


def _across(counts: Sequence[int], labels: Sequence[str]) -> tuple[Bar, ...]:
    most, room = max(counts), WIDTH - LABELS - 40
    made = []
    for place, (count, label) in enumerate(zip(counts, labels, strict=True)):
        y, width = place * STEP + 4, round(room * count / most)
        short = label if len(label) <= 22 else f"{label[:21]}…"
        made.append(Bar(LABELS, y, width, BAR, short, 0, y + 11, str(count), LABELS + width + 6, y + 11))
    return tuple(made)


@dataclass(frozen=True)
class Mark:
    """A number of the scale over a comparison."""

    x: int
    text: str


@dataclass(frozen=True)
class Double:
    """Two bars of one scale, before and after."""

    title: str
    lines: tuple[tuple[int, str], ...]  # of the title: how low, what
    text_y: int
    before_y: int
    before_width: int
    before: str
    before_x: int
    after_y: int
    after_width: int
    after: str
    after_x: int
    delta: str
    said: str
    quiet: bool


@dataclass(frozen=True)
class Doubles:
    """The drawing of the scales of a comparison that share their bounds."""

    height: int
    low: int
    high: int
    marks: tuple[Mark, ...]
    rows: tuple[Double, ...]
    words: str


def doubles(lines: Sequence[Line]) -> Doubles | None:
    """Draw means before and after of scales with the same bounds; groups too small for means stay out."""
    counted = [one for one in lines if one.n >= comparing.IN_WORDS]
    if not counted:
        return None
    low, high = round(counted[0].low), round(counted[0].high)
    step = max(1, (high - low) // 10)
    marks = tuple(Mark(_x(point, low, high), str(point)) for point in range(low, high + 1, step))
    rows = tuple(_double(one, place, low, high) for place, one in enumerate(counted))
    told = "; ".join(f"{row.title}: {row.before} и {row.after}, {row.said}" for row in rows)
    return Doubles(HEAD + ROW * len(rows) + 10, low, high, marks, rows, f"Средние до и после. {told}.")


def _x(value: float, low: float, high: float) -> int:
    return round(LEFT + (RIGHT - LEFT) * (value - low) / (high - low))


def _double(one: Line, place: int, low: int, high: int) -> Double:
    y = HEAD + place * ROW
    first, second = _x(one.before, low, high), _x(one.after, low, high)
    return Double(
        title=one.title,
        lines=_lines(one.title, y + 28),
        text_y=y + 28,
        before_y=y + 11,
        before_width=first - LEFT,
        before=counting.said(one.before),
        before_x=first + 6,
        after_y=y + 25,
        after_width=second - LEFT,
        after=counting.said(one.after),
        after_x=second + 6,
        delta=signed(one.delta),
        said=comparing.moved_words(one),
        quiet=comparing.moved_words(one) == "почти без перемен",
    )


def signed(number: float | None) -> str:
    """Write a change with its sign: «+1,3», «−0,4», «0,0»."""
    text = counting.said(number)
    return f"+{text}" if number and not text.startswith("−") and text.strip("0,") else text


def _lines(title: str, middle: int) -> tuple[tuple[int, str], ...]:
    """Break a title into at most two lines round the middle of its row."""
    if len(title) <= LETTERS:
        return ((middle, title),)
    cut = title.rfind(" ", 0, LETTERS)
    cut = cut if cut > 0 else LETTERS
    rest = title[cut:].strip()
    return ((middle - 8, title[:cut]), (middle + 8, rest if len(rest) <= LETTERS else f"{rest[: LETTERS - 1]}…"))


@dataclass(frozen=True)
class Dot:
    x: int
    y: int
    number: str
    label: str


@dataclass(frozen=True)
class Curve:
    """A mean over several waves as a line."""

    points: str
    dots: tuple[Dot, ...]
    marks: tuple[Dot, ...]
    words: str


def curve(title: str, low: float, high: float, means: Sequence[tuple[str, float | None]]) -> Curve | None:
    """Draw a mean from wave to wave; a wave without enough answers leaves a gap in the dots."""
    known = [(place, label, mean) for place, (label, mean) in enumerate(means) if mean is not None]
    if len(known) < 2:
        return None
    step = (LAST - FIRST) / max(1, len(means) - 1)

    def dot(place: int, label: str, mean: float) -> Dot:
        y = round(LOW - (LOW - HIGH) * (mean - low) / (high - low))
        return Dot(round(FIRST + step * place), y, counting.said(mean), label)

    dots = tuple(dot(*one) for one in known)
    marks = tuple(
        Dot(0, LOW - round((LOW - HIGH) * share), str(round(low + (high - low) * share)), "") for share in (0, 1)
    )
    told = "; ".join(f"{one.label}: {one.number}" for one in dots)
    return Curve(" ".join(f"{one.x},{one.y}" for one in dots), dots, marks, f"{title}. {told}.")
