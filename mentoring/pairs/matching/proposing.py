"""The proposal: pairs with their reasons, those left with what would help them, and how far each goal is met."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from mentoring.pairs.matching import deciding, grounds, refusing, remedying
from mentoring.pairs.matching.deciding import Decision
from mentoring.pairs.matching.grounds import Grounds
from mentoring.pairs.matching.people import MenteeSide, MentorSide, Order, Reason, Task
from mentoring.pairs.matching.remedying import Unplaced
from mentoring.pairs.matching.scoring import PartScore

Locks = Iterable[tuple[str, str]]
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Pair:
    """A pair of the proposal; `breaks` are hard rules over which a hand has made it."""

    mentee: str
    mentor: str
    score: int
    completeness: int
    parts: tuple[PartScore, ...]
    locked: bool = False
    breaks: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class WhyNot:
    """Why two people are not together, and what the pair would be."""

    mentee: str
    mentor: str
    reasons: tuple[Reason, ...]
    score: int
    completeness: int
    parts: tuple[PartScore, ...]
    mentee_has: str | None
    mentor_has: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """How far each goal is met; `uneven` is the sum of squared loads: the lower, the more even."""

    placed: int
    worst: int | None
    total: int
    uneven: int

    def in_order(self, order: Order) -> tuple[tuple[str, int | None], ...]:
        """Name the figures in the order in which the run has met its goals."""
        first = {
            Order.PLACED: ("placed", "worst", "total"),
            Order.WORST: ("worst", "placed", "total"),
            Order.TOTAL: ("total", "placed", "worst"),
        }[order]
        return tuple((name, getattr(self, name)) for name in (*first, "uneven"))


@dataclass(frozen=True)
class Proposal:
    """What a run proposes; `gap` above nought says that time ran out before the best groups were proven."""

    task: Task
    pairs: tuple[Pair, ...]
    waiting: tuple[str, ...]
    figures: Figures
    completeness: int
    gap: float
    grounds: Grounds = field(repr=False, compare=False)
    decision: Decision = field(repr=False, compare=False)

    @cached_property
    def unplaced(self) -> tuple[Unplaced, ...]:
        """Say of each who waits what would help, tried; asked for, it takes its own time."""
        return remedying.unplaced(self.grounds, self.decision)

    def why_not(self, mentee: str, mentor: str) -> WhyNot:
        """Give the reasons for which two people are not together; none when they are."""
        row, column = self.grounds.rows[mentee], self.grounds.columns[mentor]
        chosen = self.decision.chosen
        has = self.grounds.mentors[chosen[row]].key if chosen[row] >= 0 else None
        scores = self.grounds.scores
        return WhyNot(
            mentee,
            mentor,
            () if has == mentor else _reasons(self.grounds, row, column),
            int(scores.total[row, column]),
            int(scores.completeness[row, column]),
            next(_parts(self.grounds, [row], [column])),
            has,
            tuple(self.grounds.mentees[other].key for other in np.flatnonzero(chosen == column)),
        )


def solve(task: Task) -> Proposal:
    """Make the best proposal for the task."""
    return _propose(grounds.lay(task))


def variants(task: Task) -> Mapping[Order, Proposal]:
    """Make the three ready proposals to lay side by side; people are scored once."""
    laid = grounds.lay(task)
    return {order: _propose(laid.for_hand(replace(task, order=order))) for order in Order}


def again(proposal: Proposal, *, locks: Locks, bans: Locks) -> Proposal:
    """Solve around other locks and bans; nothing is scored anew."""
    task = proposal.task.with_hand(locks=frozenset(locks), bans=frozenset(bans))
    return _propose(proposal.grounds.for_hand(task))


def with_pair(proposal: Proposal, mentee: str, mentor: str) -> Proposal:
    """Try a pair by hand: the difference of the figures is what the wish costs."""
    task = proposal.task
    locks = {pair for pair in task.locks if pair[0] != mentee} | {(mentee, mentor)}
    return again(proposal, locks=locks, bans=task.bans - {(mentee, mentor)})


def _propose(laid: Grounds) -> Proposal:
    decision = deciding.decide(laid)
    chosen = decision.chosen
    rows = np.flatnonzero(chosen >= 0).tolist()
    pairs = _pairs(laid, rows, chosen[rows].tolist())
    load = np.bincount(chosen[chosen >= 0], minlength=len(laid.mentors))
    figures = Figures(
        len(pairs),
        min((pair.score for pair in pairs), default=None),
        sum(pair.score for pair in pairs),
        int((load * load).sum()),
    )
    return Proposal(
        laid.task,
        pairs,
        tuple(laid.mentees[row].key for row in np.flatnonzero(chosen < 0)),
        figures,
        sum(pair.completeness for pair in pairs) // max(len(pairs), 1),
        decision.gap,
        laid,
        decision,
    )


def _pairs(laid: Grounds, rows: Sequence[int], columns: Sequence[int]) -> tuple[Pair, ...]:
    scores, locked = laid.scores, (laid.locked[rows] >= 0).tolist()
    made = zip(
        rows,
        columns,
        scores.total[rows, columns].tolist(),
        scores.completeness[rows, columns].tolist(),
        _parts(laid, rows, columns),
        locked,
        strict=True,
    )
    return tuple(
        Pair(
            laid.mentees[row].key,
            laid.mentors[column].key,
            score,
            completeness,
            parts,
            by_hand,
            refusing.reasons(int(laid.refusals[row, column])) if by_hand else (),
        )
        for row, column, score, completeness, parts, by_hand in made
    )


def _reasons(laid: Grounds, row: int, column: int) -> tuple[Reason, ...]:
    hard = refusing.reasons(int(laid.refusals[row, column]))
    by_hand = (
        (Reason.FORBIDDEN, laid.banned[row, column]),
        (Reason.LOCKED, laid.locked[row] >= 0),
        (Reason.FILLED, laid.room[column] == 0 and Reason.CAPACITY not in hard),
    )
    return (*hard, *(reason for reason, holds in by_hand if holds)) or (Reason.OTHERWISE,)


def _parts(laid: Grounds, rows: Sequence[int], columns: Sequence[int]) -> Iterator[tuple[PartScore, ...]]:
    """Say of each of these pairs what its score is made of, and what both have in common."""
    scores, worth = laid.scores, vars(laid.task.weights)
    weights = [worth[part] for part in scores.parts]
    points = scores.points[:, rows, columns].T.tolist()
    known = (scores.mentees_known[rows] & scores.mentors_known[columns]).tolist()
    for at, (row, column) in enumerate(zip(rows, columns, strict=True)):
        common = _common(laid.mentees[row], laid.mentors[column])
        yield tuple(map(PartScore, scores.parts, points[at], weights, known[at], common))


def _common(mentee: MenteeSide, mentor: MentorSide) -> tuple[tuple[str, ...], ...]:
    """Name what two people share, part by part."""
    shared = (
        _NOTHING.union(mentee.requests or ()) & (mentor.competences or _NOTHING),
        (mentee.interests or _NOTHING) & (mentor.interests or _NOTHING),
        (mentee.dislikes or _NOTHING) & (mentor.dislikes or _NOTHING),
        (mentee.times or _NOTHING) & (mentor.times or _NOTHING),
    )  # in the order of Part
    return (*map(tuple, map(sorted, shared)), (), (), ())
