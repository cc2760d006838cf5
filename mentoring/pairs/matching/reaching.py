"""Who could move so that somebody gets a place: alternating paths between people and mentors."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mentoring.pairs.matching.assigning import NOBODY
from mentoring.pairs.matching.columns import Bools, Integers
from mentoring.pairs.matching.deciding import Decision
from mentoring.pairs.matching.grounds import Grounds
from mentoring.pairs.matching.people import Reason
from mentoring.pairs.matching.refusing import bits_of

Step = tuple[int, int]  # a mentee goes to a mentor


@dataclass(frozen=True, eq=False)
class Ways:
    """The proposal as a graph: who sits where, which other places the rules allow, where there is still room."""

    grounds: Grounds
    decision: Decision

    @cached_property
    def seated(self) -> Integers:
        """Give the mentor of each mentee who could move; a lock holds."""
        return np.where(self.grounds.locked < 0, self.decision.chosen, NOBODY)

    @cached_property
    def load(self) -> Integers:
        return np.bincount(self.seated[self.seated != NOBODY], minlength=len(self.grounds.mentors))

    @cached_property
    def closed(self) -> Bools:
        """Mark the mentors whose group has not come to be: one more is not enough for it."""
        group = np.array([one.least > 1 for one in self.grounds.mentors], bool)
        return group & (self.load + self.grounds.taken == 0)

    @cached_property
    def spare(self) -> Integers:
        return np.where(self.closed, 0, self.decision.room - self.load)

    @cached_property
    def fitting(self) -> Bools:
        """Mark the pairs to which at most one place is wanting; a hand may have filled more than there are."""
        hard = self.grounds.refusals & ~np.uint16(bits_of([Reason.CAPACITY]))
        return (hard == 0) & self.may_move[:, None] & ~self.overfull & ~self.grounds.banned

    @cached_property
    def overfull(self) -> Bools:
        return self.grounds.taken > np.array([one.capacity for one in self.grounds.mentors])

    @cached_property
    def may_move(self) -> Bools:
        return self.grounds.locked < 0

    @cached_property
    def home(self) -> "Home":
        return _homeward(self)


@dataclass(frozen=True, eq=False)
class Reach:
    """The mentors to whom a place of somebody's own leads, and through whom."""

    start: int
    via: Integers  # the mentee who would come to this mentor; NOBODY when it is out of reach
    mentees: Integers  # who might be asked to move, the first of them included
    far: Integers  # how many must move before each mentee can

    def steps(self, mentor: int, seated: Integers) -> list[Step]:
        """Give the moves that bring everybody one seat on, the last one to this mentor."""
        steps: list[Step] = []
        while True:
            mentee = int(self.via[mentor])
            steps.append((mentee, mentor))
            if mentee == self.start:
                return steps[::-1]
            mentor = int(seated[mentee])

    def steps_to_free(self, mentee: int, seated: Integers) -> list[Step]:
        """Give the moves after which this mentee's own seat is filled by another."""
        return [] if mentee == self.start else self.steps(int(seated[mentee]), seated)


def reach(ways: Ways, start: int, first: Bools) -> Reach:
    """Look from somebody without a place, whose first steps are these, as far as moves lead."""
    score, seated = ways.grounds.score, ways.seated
    via, far = np.full(len(first), NOBODY), np.zeros(len(seated), np.int64)
    via[first] = start
    new, seen = first, [np.array([start])]
    while new.any():
        moving = np.flatnonzero((seated != NOBODY) & new[seated])
        if not len(moving):
            break
        far[moving] = len(seen)
        seen.append(moving)
        hits = ways.fitting[moving] & (via == NOBODY)
        new = hits.any(axis=0)
        via[new] = moving[np.where(hits[:, new], score[moving][:, new], NOBODY).argmax(axis=0)]
    return Reach(start, via, np.concatenate(seen), far)


@dataclass(frozen=True, eq=False)
class Home:
    """Mentors from whom moves lead to a free place, how many they are, and the next of them."""

    far: Integers  # NOBODY when no way leads there
    mentee: Integers
    mentor: Integers

    def steps(self, mentor: int) -> list[Step]:
        steps: list[Step] = []
        while self.far[mentor]:
            steps.append((int(self.mentee[mentor]), int(self.mentor[mentor])))
            mentor = int(self.mentor[mentor])
        return steps


def _homeward(ways: Ways) -> Home:
    score, seated = ways.grounds.score, ways.seated
    free = ways.spare > 0
    far = np.where(free, 0, NOBODY)
    mentee, mentor = np.full(len(free), NOBODY), np.full(len(free), NOBODY)
    new, step = free, 0
    while new.any():
        step += 1
        moving = np.flatnonzero((seated != NOBODY) & (far[seated] == NOBODY) & (ways.fitting & new).any(axis=1))
        to = np.where(ways.fitting[moving] & new, score[moving], NOBODY)
        order = np.argsort(to.max(axis=1, initial=NOBODY), kind="stable")  # the best of a mentor's mentees comes last
        left = seated[moving[order]]
        mentee[left], mentor[left], far[left] = moving[order], to.argmax(axis=1)[order] if len(order) else left, step
        new = far == step
    return Home(far, mentee, mentor)
