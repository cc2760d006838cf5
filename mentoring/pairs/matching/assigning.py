"""The best assignment, goal by goal, each exactly.

A `Face` is the set of assignments that are equally good by all goals so far: pairs that may be made, mentees whom every
one of them places, bounds of each mentor's load. A goal is met on it by scipy's assignment over repeated columns; exact
prices then say which assignments are just as good, and these are the next face. All numbers are whole and small enough
to be exact in double precision, or `MatchingError` is raised: no goal is ever weighed against another.
"""

from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from scipy.optimize import linear_sum_assignment

from mentoring.pairs.matching.columns import Bools, Integers
from mentoring.pairs.matching.people import MatchingError

NOBODY = -1
_FORBIDDEN = -(1 << 60)
_EXACT = 1 << 53


@dataclass(frozen=True, eq=False)
class Face:
    """Assignments that are equally good so far."""

    open: Bools  # mentee × mentor
    must: Bools  # mentees whom each of them places
    least: Integers  # how many each mentor has at least
    most: Integers


def whole(allowed: Bools, room: Integers, least: Integers | None = None) -> Face:
    """Begin with every assignment that the rules allow."""
    nobody = np.zeros(len(allowed), bool)
    return Face(allowed & (room > 0), nobody, np.zeros_like(room) if least is None else least, room)


@dataclass(frozen=True, eq=False)
class _Places:
    """Each mentor's column repeated once a place."""

    owner: Integers
    cost: Integers  # what filling this place costs, never falling from place to place
    first: Bools  # places that every assignment of the face fills

    @property
    def count(self) -> int:
        return len(self.owner)


def _places(face: Face, taken: Integers | None) -> _Places:
    owner = np.repeat(np.arange(len(face.most)), face.most)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(face.most) - face.most, face.most)
    cost = np.zeros_like(place) if taken is None else 2 * (place + taken[owner]) + 1
    return _Places(owner, cost, place < face.least[owner])


def _prize(face: Face, gain: Integers, places: _Places) -> int:
    """Find what a mentee or a place of the face is worth, more than all gains together."""
    top = int(max(gain.max(initial=0), -gain.min(initial=0)) + places.cost.max(initial=0))
    prize = len(face.must) * top + 1
    if 8 * (len(face.must) + 1) * (2 * prize + top) >= _EXACT:
        raise MatchingError("too_large", str(len(face.must)))
    return prize


def assign(face: Face, gain: Integers, *, taken: Integers | None = None) -> Integers:
    """Find the assignment of the face with the highest gain; with `taken`, the one with the most even loads."""
    places = _places(face, taken)
    prize = _prize(face, gain, places)
    cost = _costs(face, _worth(face, gain, prize), places, prize)
    rows, columns = linear_sum_assignment(cost)
    made = cost[rows, columns] < 0
    chosen = np.full(len(face.must), NOBODY)
    chosen[rows[made]] = places.owner[columns[made]]
    return cast(Integers, chosen)


def _worth(face: Face, gain: Integers, prize: int) -> Integers:
    return cast(Integers, gain + prize * face.must[:, None])


def _costs(face: Face, worth: Integers, places: _Places, prize: int) -> np.ndarray:
    """Lay what each pair costs on each place; nought is «not made», so a pair that brings nothing is not made."""
    cost = np.repeat(np.where(face.open, -worth, _EXACT).astype(np.float64), face.most, axis=1)
    cost += places.cost - prize * places.first
    return np.minimum(cost, 0, out=cost)


def narrow(face: Face, gain: Integers, chosen: Integers, *, taken: Integers | None = None) -> Face:
    """Keep the assignments that gain as much as the chosen one, which must be the best.

    By complementary slackness they are those on the tight pairs that place whoever has a price and fill each mentor as
    far as the price says. Any optimal prices tell them.
    """
    places = _places(face, taken)
    prize = _prize(face, gain, places)
    worth = np.where(face.open, _worth(face, gain, prize), _FORBIDDEN)
    cost = places.cost - prize * places.first
    price = _prices(face, worth, cost, chosen)
    rows = np.flatnonzero(chosen != NOBODY)
    own = np.zeros(len(chosen), np.int64)
    own[rows] = worth[rows, chosen[rows]] - price[chosen[rows]]
    tight = face.open & (own[:, None] + price[None, :] == worth)
    dear = price[places.owner]
    size = len(face.most)
    least = np.bincount(places.owner[cost < dear], minlength=size)
    most = np.bincount(places.owner[cost <= dear], minlength=size)
    return Face(tight & (most > 0), own > 0, least, most)


def _prices(face: Face, worth: Integers, cost: Integers, chosen: Integers) -> Integers:
    """Find the lowest prices of mentors at which nobody would rather go elsewhere: longest paths over mentors."""
    load = np.bincount(chosen[chosen != NOBODY], minlength=len(face.most))
    last = np.cumsum(face.most) - face.most + np.maximum(load, 1) - 1
    price = np.full(len(face.most), -_FORBIDDEN)
    price[face.most > 0] = cost[last[face.most > 0]]
    left = chosen == NOBODY
    price = np.maximum(price, worth[left].max(axis=0, initial=_FORBIDDEN))
    better = _steps(worth, chosen)
    changed = load > 0
    while changed.any():
        raised = (price[changed, None] + better[changed]).max(axis=0)
        changed = (raised > price) & (load > 0)
        price = np.maximum(price, raised)
    return cast(Integers, price)


def _steps(worth: Integers, chosen: Integers) -> Integers:
    """Say how much dearer than a mentor each other one must be, for the mentor's own mentees to stay."""
    steps = np.full((worth.shape[1], worth.shape[1]), _FORBIDDEN)
    rows = np.flatnonzero(chosen != NOBODY)
    if len(rows):
        rows = rows[np.argsort(chosen[rows], kind="stable")]
        gained = worth[rows] - worth[rows, chosen[rows]][:, None]
        starts = np.flatnonzero(np.diff(chosen[rows], prepend=NOBODY))
        steps[chosen[rows][starts]] = np.maximum.reduceat(gained, starts, axis=0)
    return steps


def bottleneck(face: Face, score: Integers, chosen: Integers) -> int | None:
    """Find the highest score below which no pair need be made; None when nobody is placed."""
    rows = np.flatnonzero(chosen != NOBODY)
    if not len(rows):
        return None
    sure = int(score[rows, chosen[rows]].min())
    open_score = np.where(face.open, score, NOBODY)
    bound = _bound(face, open_score, len(rows))
    if bound == sure:
        return sure
    steps = np.unique(open_score[(open_score > sure) & (open_score <= bound)])
    low, high = 0, len(steps)  # the first `low` steps hold
    at = high - 1  # the bound itself is often reached
    while low < high:
        if _holds(replace(face, open=face.open & (score >= steps[at]))):
            low = at + 1
        else:
            high = at
        at = (low + high) // 2
    return sure if low == 0 else int(steps[low - 1])


def _bound(face: Face, score: Integers, placed: int) -> int:
    """No threshold above this leaves everybody a pair, nor as many pairs as there are."""
    best = score.max(axis=1)
    return int(min(best[face.must].min(initial=best.max()), np.partition(best, -placed)[-placed]))


def _holds(face: Face) -> bool:
    """Say whether an assignment of the face still places all whom it must and fills what it must."""
    chosen = assign(face, np.zeros(face.open.shape, np.int64))
    load = np.bincount(chosen[chosen != NOBODY], minlength=len(face.least))
    return bool((chosen[face.must] != NOBODY).all() and (load >= face.least).all())
