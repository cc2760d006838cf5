"""What the answers to a question come to: counts, mean, median, shares; and who is too few to be shown. Pure."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

FEWEST = 5  # answers below which nothing is told of a group
Number = int | Decimal | Fraction


@dataclass(frozen=True)
class Summary:
    """The answers to one question: how many came, how many did not, and how they lie over the scale."""

    n: int
    missing: int
    mean: Fraction | None
    median: Fraction | None
    distribution: tuple[tuple[Fraction, int], ...]

    @property
    def shares(self) -> tuple[int, ...]:
        """Return the share of each point in whole percents."""
        return tuple(percent(count, self.n) for _, count in self.distribution)

    def at_least(self, point: Fraction) -> int:
        """Count the answers from this point up."""
        return sum(count for value, count in self.distribution if value >= point)


def summary(
    pairs: Iterable[tuple[Number, int]],
    *,
    points: Sequence[int] = (),
    asked: int | None = None,
    reverse: bool = False,
) -> Summary:
    """Sum up pairs of a value and its count; every point of the scale has its place, a reverse one is turned round."""
    turn = points[0] + points[-1] if reverse and points else None
    counts = dict.fromkeys(map(Fraction, points), 0)
    for value, count in pairs:
        point = Fraction(value) if turn is None else turn - Fraction(value)
        counts[point] = counts.get(point, 0) + count
    distribution = tuple(sorted(counts.items()))
    n = sum(counts.values())
    mean = sum((value * count for value, count in distribution), Fraction(0)) / n if n else None
    return Summary(n, max(0, (asked or n) - n), mean, _median(distribution, n), distribution)


def _median(distribution: Sequence[tuple[Fraction, int]], n: int) -> Fraction | None:
    """Find the middle answer, or the middle between two, without laying out the answers."""
    if not n:
        return None
    return (_at(distribution, (n - 1) // 2) + _at(distribution, n // 2)) / 2


def _at(distribution: Sequence[tuple[Fraction, int]], place: int) -> Fraction:
    passed = 0
    for value, count in distribution:
        passed += count
        if passed > place:
            return value
    raise IndexError(place)


def percent(part: int, whole: int) -> int:
    """Give a share in whole percents, a half upwards; nothing of nothing is nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def said(number: float | Number | None, digits: int = 1) -> str:
    """Write a number as people here do: «7,1», «−0,4», «—» where there is none."""
    if number is None:
        return "—"
    if isinstance(number, Fraction):
        number = Decimal(number.numerator) / Decimal(number.denominator)
    rounded = Decimal(str(number)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{rounded + 0:f}".replace("-", "−").replace(".", ",")


def plain(number: Number) -> str:
    """Write a number without a tail of zeros: «7», «3,5»."""
    text = said(number, 2)
    return text.rstrip("0").rstrip(",") if "," in text else text


def hidden(sizes: Mapping[Hashable, int], whole: int) -> frozenset[Hashable]:
    """Name the groups that may not be shown: those too small, and those by which a small rest would be known.

    Groups of one kind do not overlap, so what is left of the whole when all shown ones are taken away is either
    nothing or five and more.
    """
    shut = {key for key, size in sizes.items() if 0 < size < FEWEST or 0 < whole - size < FEWEST}
    shown = sorted((size, str(key), key) for key, size in sizes.items() if size and key not in shut)
    while shown and 0 < whole - sum(size for size, _, _ in shown) < FEWEST:
        shut.add(shown.pop(0)[2])
    return frozenset(shut)
