"""What the marks of a commission add up to. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

BEST = 3  # the highest mark of a criterion (annex 18: 0–3)
RECOMMENDED, RESERVE, REFUSED = "recommended", "reserve", "refused"
RECOMMENDED_FROM, RESERVE_FROM = 67, 50  # per cent of the most that could be given
_LEVELS = ((85, "высокий"), (RECOMMENDED_FROM, "достаточный"), (RESERVE_FROM, "допустимый"), (0, "низкий"))


@dataclass(frozen=True)
class Mark:
    """The mark by one criterion: how much it weighs and what is the least that will do."""

    title: str
    mark: int
    weight: int = 1
    least: int = 0

    @property
    def points(self) -> int:
        return self.mark * self.weight

    @property
    def is_low(self) -> bool:
        return self.mark < self.least


@dataclass(frozen=True)
class Score:
    """The sum of the marks, what it is of the most possible, and what the sum itself would advise."""

    total: int
    most: int
    percent: int
    level: str
    low: tuple[str, ...]
    advice: str


def score(marks: Sequence[Mark]) -> Score:
    """Add up the marks by their weights; a mark under its least holds a recommendation back."""
    total = sum(one.points for one in marks)
    most = sum(BEST * one.weight for one in marks)
    percent = (200 * total + most) // (2 * most) if most else 0
    low = tuple(one.title for one in marks if one.is_low)
    return Score(total, most, percent, _level(percent), low, _advice(percent, held=bool(low)))


def _level(percent: int) -> str:
    return next(words for least, words in _LEVELS if percent >= least)


def _advice(percent: int, *, held: bool) -> str:
    if percent < RESERVE_FROM:
        return REFUSED
    return RESERVE if held or percent < RECOMMENDED_FROM else RECOMMENDED
