"""The goals in their order, and what must be settled before them."""

from dataclasses import dataclass, replace

import numpy as np

from mentoring.pairs.matching import assigning, grouping
from mentoring.pairs.matching.assigning import NOBODY, Face
from mentoring.pairs.matching.columns import Bools, Integers
from mentoring.pairs.matching.grounds import Grounds
from mentoring.pairs.matching.people import BEST, Order


@dataclass(frozen=True, eq=False)
class Decision:
    """The column of each mentee's mentor; places each mentor still had for it; how far from proven it is."""

    chosen: Integers
    room: Integers
    open: Bools
    gap: float


def decide(grounds: Grounds) -> Decision:
    """Meet the goals: most placed, best worst pair, highest sum, even loads, lots — in the order of the task."""
    open_pairs, room, gap = _open(grounds), grounds.room, 0.0
    chosen = _by_goals(grounds, assigning.whole(open_pairs, room))
    least = np.array([one.least for one in grounds.mentors], np.int64)
    grouped = (least > 1) & (grounds.taken == 0)  # whoever has a mentee by hand needs no more of them
    load = np.bincount(chosen[chosen != NOBODY], minlength=len(least))
    if (grouped & (load > 0) & (load < least)).any():
        held = np.where(grouped, least, 1)
        task = grounds.task
        groups = grouping.choose(open_pairs, grounds.score, room, held, chosen, task.order, task.seconds)
        room = np.where(grouped & ~groups.meets, 0, room)
        chosen = _by_goals(grounds, assigning.whole(open_pairs, room, np.where(grouped & groups.meets, least, 0)))
        gap = groups.gap
    return Decision(np.where(grounds.locked >= 0, grounds.locked, chosen), room, open_pairs, gap)


def _open(grounds: Grounds) -> Bools:
    """Give the pairs that may be made.

    When the worst pair comes first, none is made that is poorer than what the least lucky mentee could have alone: with
    everybody placed, the worst pair cannot be better, and a higher floor would only leave more of them waiting.
    """
    allowed = grounds.allowed & (grounds.room > 0)
    if grounds.task.order is not Order.WORST or not allowed.any():
        return allowed
    best = np.where(allowed, grounds.score, NOBODY).max(axis=1)
    return allowed & (grounds.score >= best[best >= 0].min())


def _by_goals(grounds: Grounds, face: Face) -> Integers:
    score, size = grounds.score, len(grounds.mentees)
    if not face.open.any():
        return np.full(size, NOBODY)
    if grounds.task.order is Order.TOTAL:
        first = score * (size + 1) + 1
        chosen = assigning.assign(face, first)
    else:
        first = np.ones_like(score)
        chosen = assigning.assign(face, score + BEST * size + 1)
    face = assigning.narrow(face, first, chosen)
    floor = assigning.bottleneck(face, score, chosen)
    face = replace(face, open=face.open & (score >= floor))
    if grounds.task.order is not Order.TOTAL:
        chosen = assigning.assign(face, score)
        face = assigning.narrow(face, score, chosen)
    even = np.zeros_like(score)
    chosen = assigning.assign(face, even, taken=grounds.taken)
    face = assigning.narrow(face, even, chosen, taken=grounds.taken)
    return assigning.assign(face, grounds.lots)
