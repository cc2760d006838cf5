"""The plan by months, drawn: what was due and how much of it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mentoring.calendar.words import MONTHS, MONTHS_OF, plural

WIDTH, BASE, TALLEST = 320, 92, 66
_SHOWN = 10


@dataclass(frozen=True)
class Bar:
    """One month of the chart, in the units of its drawing."""

    x: int
    width: int
    middle: int
    planned_y: int
    planned_height: int
    done_y: int
    done_height: int
    letter: str
    current: bool


@dataclass(frozen=True)
class Chart:
    """The months of a plan, and the same numbers in words."""

    bars: tuple[Bar, ...]
    description: str
    done: int
    words: str


def chart(months: Sequence[tuple[date, int, int]], today: date) -> Chart | None:
    """Draw the months around today; nothing where the plan has no dates."""
    if not months:
        return None
    shown = _around(_every(months), today)
    step = WIDTH / len(shown)
    tallest = max(1, *(planned for _, planned, _ in shown))
    bars = tuple(_bar(place, step, row, tallest, today) for place, row in enumerate(shown))
    planned, done = next(((planned, done) for month, planned, done in shown if _same(month, today)), (0, 0))
    said = "; ".join(f"{MONTHS[month.month - 1]}: {done} из {planned}" for month, planned, done in shown)
    words = f"сроков на {MONTHS[today.month - 1]}"
    if planned:
        words = f"из {planned} {plural(planned, 'срока', 'сроков', 'сроков')} {MONTHS_OF[today.month - 1]} выполнено"
    return Chart(bars, f"Выполнено сроков по месяцам. {said}.", done, words)


def _every(months) -> list[tuple[date, int, int]]:
    """Put in the months for which the plan has no dates."""
    known = {(month.year, month.month): (month, planned, done) for month, planned, done in months}
    first, last = months[0][0], months[-1][0]
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    days = [date(number // 12, number % 12 + 1, 1) for number in numbers]
    return [known.get((day.year, day.month), (day, 0, 0)) for day in days]


def _around(months, today: date):
    """Keep a year at most, with today in it where the plan has such a month."""
    begun = sum(month <= today.replace(day=1) for month, _, _ in months)
    first = max(0, min(begun - 4, len(months) - _SHOWN))
    return months[first : first + _SHOWN]


def _same(month: date, today: date) -> bool:
    return (month.year, month.month) == (today.year, today.month)


def _bar(place: int, step: float, row, tallest: int, today: date) -> Bar:
    month, planned, done = row
    height, filled = round(TALLEST * planned / tallest), round(TALLEST * done / tallest)
    width = round(min(26, step * 0.7))
    x = round(place * step + (step - width) / 2)
    return Bar(
        x=x,
        width=width,
        middle=x + width // 2,
        planned_y=BASE - height,
        planned_height=height,
        done_y=BASE - filled,
        done_height=filled,
        letter=MONTHS[month.month - 1][:3],
        current=_same(month, today),
    )
