"""What a task says of every pair before anything is decided: refusals, scores, places, and a fair tie-break."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b

import numpy as np

from mentoring.pairs.matching import refusing, scoring
from mentoring.pairs.matching.columns import Bools, Integers, codes
from mentoring.pairs.matching.people import MenteeSide, MentorSide, Task
from mentoring.pairs.matching.refusing import Bits
from mentoring.pairs.matching.scoring import Scores

LOTS = 20  # bits of a lot


@dataclass(frozen=True, eq=False)
class Grounds:
    """People in the order of their keys, so that the order of rows means nothing, and all about their pairs."""

    task: Task
    mentees: tuple[MenteeSide, ...]
    mentors: tuple[MentorSide, ...]
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    refusals: Bits
    scores: Scores

    @cached_property
    def banned(self) -> Bools:
        """Mark the pairs that are forbidden by hand."""
        marked = np.zeros(self.refusals.shape, bool)
        for mentee, mentor in self.task.bans:
            marked[self.rows[mentee], self.columns[mentor]] = True
        return marked

    @cached_property
    def locked(self) -> Integers:
        """Give each mentee the column of the mentor to whom a hand has tied them."""
        tied = np.full(len(self.mentees), -1)
        for mentee, mentor in self.task.locks:
            tied[self.rows[mentee]] = self.columns[mentor]
        return tied

    @cached_property
    def taken(self) -> Integers:
        """Count the places that locks have filled."""
        return np.bincount(self.locked[self.locked >= 0], minlength=len(self.mentors))

    @cached_property
    def room(self) -> Integers:
        capacity = np.array([one.capacity for one in self.mentors], np.int64)
        return np.minimum(np.maximum(capacity - self.taken, 0), len(self.mentees))

    @cached_property
    def allowed(self) -> Bools:
        """Mark the pairs that the run itself may make."""
        return (self.refusals == 0) & ~self.banned & (self.locked < 0)[:, None]

    @cached_property
    def score(self) -> Integers:
        return self.scores.total.astype(np.int64)

    @cached_property
    def lots(self) -> Integers:
        """Draw a lot for each pair from the keys alone: the same in every run, and nobody's surname wins."""
        first, second = _drawn([one.key for one in self.mentees]), _drawn([one.key for one in self.mentors])
        mixed = first[:, None] ^ (second << np.uint64(1))[None, :]
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
        return (mixed >> np.uint64(64 - LOTS)).astype(np.int64) + 1

    def for_hand(self, task: Task) -> "Grounds":
        """Keep what locks and bans do not change."""
        return replace(self, task=task)


def lay(task: Task) -> Grounds:
    mentees = tuple(sorted(task.mentees, key=lambda one: one.key))
    mentors = tuple(sorted(task.mentors, key=lambda one: one.key))
    times = codes([one.times for one in mentees], [one.times for one in mentors])
    return Grounds(
        task,
        mentees,
        mentors,
        {one.key: row for row, one in enumerate(mentees)},
        {one.key: column for column, one in enumerate(mentors)},
        refusing.refusals(mentees, mentors, task.rules, times),
        scoring.scores(mentees, mentors, task.weights, times),
    )


def _drawn(keys: list[str]) -> np.ndarray:
    return np.frombuffer(b"".join(blake2b(key.encode(), digest_size=8).digest() for key in keys), "<u8")
