"""Groups of a least size: which of them come to be is decided by whole-number programmes, goal after goal."""

import time
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import coo_array, csr_array, hstack, vstack

from mentoring.pairs.matching.columns import Bools, Integers
from mentoring.pairs.matching.people import BEST, Order

_NO_GAP = 1e-9
_INFEASIBLE = 2  # a status of milp


@dataclass(frozen=True, eq=False)
class Groups:
    """Which mentors get a group, and how far from proven the worst decided goal is, as a share of its bound."""

    meets: Bools
    gap: float


class _Clock:
    """What is left of the seconds that the whole decision may take."""

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds

    def left(self) -> float:
        return max(self.until - time.monotonic(), 0.05)


@dataclass(eq=False)
class _Programme:
    """Pairs and groups as variables: x of each allowed pair, then y of each mentor."""

    rows: Integers
    columns: Integers
    score: Integers
    mentees: int
    least: Integers
    most: Integers

    def __post_init__(self) -> None:
        count, mentors = len(self.rows), len(self.least)
        each = np.arange(count)
        once = coo_array((np.ones(count), (self.rows, each)), shape=(self.mentees, count + mentors))
        load = coo_array((np.ones(count), (self.columns, each)), shape=(mentors, count)).tocsr()
        groups = np.where(self.least > 1, self.least, 0)
        full, few = (csr_array(np.diag(-bound.astype(float))) for bound in (self.most, groups))
        self.given = [
            LinearConstraint(once.tocsr(), ub=1),
            LinearConstraint(hstack([load, full]).tocsr(), ub=0),
            LinearConstraint(hstack([load, few]).tocsr(), lb=0),
        ]

    def made(self, answer: OptimizeResult) -> Bools:
        return answer.x[: len(self.rows)] > 0.5

    def solve(self, gain: np.ndarray, kept: list[tuple[np.ndarray, int]], above: int, seconds: float) -> OptimizeResult:
        """Find the highest gain that keeps the goals met before, on pairs of at least this score."""
        mentors = np.zeros(len(self.least))
        constraints = [*self.given]
        if kept:
            goals = vstack([csr_array(np.append(one, mentors)[None, :]) for one, _ in kept]).tocsr()
            constraints.append(LinearConstraint(goals, lb=[value - 0.5 for _, value in kept]))
        top = np.append(self.score >= above, mentors + 1).astype(float)
        return milp(
            -np.append(gain, mentors).astype(float),
            integrality=np.ones(len(top)),
            bounds=Bounds(0, top),
            constraints=constraints,
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )


def choose(
    allowed: Bools, score: Integers, room: Integers, least: Integers, relaxed: Integers, order: Order, seconds: float
) -> Groups:
    """Decide which mentors get a group, by the goals in their order; the pairs themselves are assigned afterwards.

    `relaxed` is the best assignment were there no least sizes: where it places no more, its worst pair is a ceiling.
    """
    rows, columns = np.nonzero(allowed & (room > 0))
    programme = _Programme(rows, columns, score[rows, columns], len(allowed), least, room)
    clock, free = _Clock(seconds), relaxed[rows] == columns
    if order is Order.TOTAL:
        first = held = programme.score * (len(allowed) + 1) + 1
    else:  # a high sum besides starts the search for the best worst pair near its end
        first, held = programme.score + BEST * len(allowed) + 1, np.ones_like(programme.score)
    goals = [(first, held)] if order is Order.TOTAL else [(first, held), (programme.score, programme.score)]
    kept: list[tuple[np.ndarray, int]] = []
    above, gap, meets = 0, 0.0, np.zeros(len(room), bool)
    for gain, held in goals:
        answer = programme.solve(gain, kept, above, clock.left())
        if answer.x is None:
            return Groups(meets, 1.0)
        gap = max(gap, float(answer.mip_gap or 0.0))
        kept.append((held, int(held @ programme.made(answer))))
        if len(kept) == 1:
            ceiling = programme.score[free].min() if int(held @ free) == kept[0][1] else BEST
            answer, above, unproven = _raise(programme, kept, answer, int(ceiling), clock)
            gap = max(gap, unproven)
        meets = answer.x[len(rows) :] > 0.5
    return Groups(meets, 0.0 if gap < _NO_GAP else gap)


def _raise(
    programme: _Programme, kept: list[tuple[np.ndarray, int]], answer: OptimizeResult, ceiling: int, clock: _Clock
) -> tuple[OptimizeResult, int, float]:
    """Find the highest score below which no pair need be made; out of time, keep what is sure and say how far it is."""
    made = programme.score[programme.made(answer)]
    if not len(made):
        return answer, 0, 0.0
    sure, gap = int(made.min()), 0.0
    steps = np.unique(programme.score[(programme.score > sure) & (programme.score <= ceiling)])
    low, high = 0, len(steps)
    while low < high:
        at = (low + high) // 2
        tried = programme.solve(np.zeros(len(programme.rows)), kept, int(steps[at]), clock.left())
        if tried.x is not None:
            low, sure, answer = at + 1, int(steps[at]), tried
            continue
        high = at
        if tried.status != _INFEASIBLE:
            gap = 1 - sure / int(steps[at])
    return answer, sure, gap
