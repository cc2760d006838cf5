"""The same people before and after: how much a scale has changed, and whether chance alone could do it. Pure."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import erfc, sqrt
from statistics import fmean

from mentoring.people.declension import Case
from mentoring.people.declension.numbers import spelled
from surveys.counting import FEWEST, Number

IN_WORDS = 10  # pairs below which shares and means say too little: people are counted in words
NOTICEABLE, UNSEEN = 0.05, 0.5
EXACT = 50  # differences up to which every arrangement of signs is counted
RESAMPLES, SEED = 2000, 20261122


class Verdict(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    CHANCE = "chance"
    SAME = "same"
    FEW = "few"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Item:
    """What is compared: a scale asked twice or a measure taken twice."""

    code: str
    title: str
    low: float
    high: float
    reverse: bool = False
    row: int = 0
    measure: int | None = None


@dataclass(frozen=True)
class Line:
    """One scale of a comparison, by paired answers alone."""

    code: str
    title: str
    low: float
    high: float
    reverse: bool
    row: int
    measure: int | None
    n: int
    verdict: str
    before: float | None = None
    after: float | None = None
    delta: float | None = None
    delta_percent: float | None = None
    better: int = 0
    same: int = 0
    worse: int = 0
    p: float | None = None
    interval: tuple[float, float] | None = None


def line(item: Item, pairs: Sequence[tuple[Number, Number]]) -> Line:
    """Compare the answers of the same people; of fewer than five nothing is told but how many they are."""
    known = (item.code, item.title, item.low, item.high, item.reverse, item.row, item.measure, len(pairs))
    if len(pairs) < FEWEST:
        return Line(*known, Verdict.HIDDEN)
    moved = [Fraction(after) - Fraction(before) for before, after in pairs]
    risen, fallen = sum(one > 0 for one in moved), sum(one < 0 for one in moved)
    better, worse = (fallen, risen) if item.reverse else (risen, fallen)
    before = Fraction(sum(Fraction(one) for one, _ in pairs), len(pairs))
    delta = sum(moved, Fraction(0)) / len(pairs)
    made = Line(
        *known,
        Verdict.FEW,
        before=float(before),
        after=float(before + delta),
        delta=float(delta),
        delta_percent=float(delta / before * 100) if before else None,
        better=better,
        same=len(pairs) - better - worse,
        worse=worse,
    )
    if made.n < IN_WORDS:
        return made
    made = replace(made, p=signed_ranks(moved), interval=interval(moved))
    return replace(made, verdict=_verdict(made))


def _verdict(made: Line) -> Verdict:
    """Say what can be said: a change is noticeable when the test and the interval agree."""
    if made.delta and made.p < NOTICEABLE and not made.interval[0] <= 0 <= made.interval[1]:
        return Verdict.BETTER if (made.delta > 0) != made.reverse else Verdict.WORSE
    return Verdict.SAME if made.p >= UNSEEN else Verdict.CHANCE


def signed_ranks(moved: Sequence[Fraction]) -> float:
    """Return p of Wilcoxon's test, two-sided: zero differences are left out, equal ones share their ranks.

    Points of a scale are full of equal differences, and scipy's exact test takes none; it judges this one in tests.
    """
    moved = [one for one in moved if one]
    if not moved:
        return 1.0
    ranks = _doubled_ranks([abs(one) for one in moved])
    up = sum(rank for rank, one in zip(ranks, moved, strict=True) if one > 0)
    least = min(up, sum(ranks) - up)
    return _exact(ranks, least) if len(ranks) <= EXACT else _by_normal(ranks, least)


def _doubled_ranks(sizes: Sequence[Fraction]) -> list[int]:
    """Rank sizes; equal ones share the middle of their places, so ranks are doubled to stay whole."""
    passed, ranks = 0, {}
    for size, count in sorted(Counter(sizes).items()):
        ranks[size] = 2 * passed + count + 1
        passed += count
    return [ranks[size] for size in sizes]


def _exact(ranks: Sequence[int], least: int) -> float:
    """Count the arrangements of signs whose sum is as small as this one."""
    ways = [1] + [0] * least
    for rank in ranks:
        for place in range(least, rank - 1, -1):
            ways[place] += ways[place - rank]
    return min(1.0, float(Fraction(2 * sum(ways), 2 ** len(ranks))))


def _by_normal(ranks: Sequence[int], least: int) -> float:
    """Take the normal law for the sum of ranks: its spread knows the equal ones by their squares."""
    spread = sqrt(sum(rank * rank for rank in ranks)) / 2
    return min(1.0, erfc((sum(ranks) / 2 - least) / spread / sqrt(2)))


def interval(moved: Sequence[Fraction]) -> tuple[float, float]:
    """Return between which bounds the mean change lies in 95 of 100 redrawings of the same people."""
    drawn, values = random.Random(SEED), [float(one) for one in moved]
    means = sorted(fmean(drawn.choices(values, k=len(values))) for _ in range(RESAMPLES))
    edge = round(RESAMPLES * 0.025)
    return means[edge], means[-edge - 1]


def words(made: Line) -> str:
    """Say the verdict plainly."""
    if made.verdict == Verdict.HIDDEN:
        return "ответили меньше пяти, результат скрыт"
    if made.verdict == Verdict.FEW:
        return f"лучше {whose(made.better)} из {spelled(made.n, Case.GEN)}"
    if made.verdict == Verdict.WORSE:
        return f"{moved_words(made)}, стоит обсудить"
    if made.verdict == Verdict.BETTER:
        return "изменение заметное"
    return "перемен не видно" if made.verdict == Verdict.SAME else "может быть случайным"


def whose(count: int) -> str:
    """Say «у пяти», «ни у кого»."""
    return f"у {spelled(count, Case.GEN)}" if count else "ни у кого"


def moved_words(made: Line) -> str:
    """Say which way the mean went, and that lower may be better."""
    if made.verdict == Verdict.SAME or not made.delta:
        return "почти без перемен"
    said = "стало выше" if made.delta > 0 else "стало ниже"
    return f"{said} — это лучше" if made.reverse and made.delta < 0 else said


def conclusion(lines: Sequence[Line]) -> str:
    """Draft the conclusion of a comparison from what can be said of its scales."""
    counted = [one for one in lines if one.n >= IN_WORDS]
    told = []
    for verdict, start in (
        (Verdict.BETTER, "Заметно лучше стало"),
        (Verdict.WORSE, "Заметно хуже стало"),
        (Verdict.CHANCE, "Изменения могут быть случайными"),
        (Verdict.SAME, "Перемен не видно"),
    ):
        named = [_with_count(one) for one in counted if one.verdict == verdict]
        if named:
            told.append(f"{start}: {'; '.join(named)}.")
    told += [f"«{one.title}»: {words(one)}." for one in lines if one.verdict == Verdict.FEW]
    if told:
        told.append("Причину эти числа не называют: группы сравнения не было.")
    return "\n".join(told)


def _with_count(made: Line) -> str:
    if made.verdict == Verdict.BETTER:
        return f"«{made.title}» (лучше у {made.better} из {made.n})"
    return f"«{made.title}» (хуже у {made.worse} из {made.n})" if made.verdict == Verdict.WORSE else f"«{made.title}»"
