"""What would help somebody who is left: the smallest remedies, each tried on the seats as they are.

Whoever is left sees a tight set: fewer places than people who may only go there. A remedy opens a way out of it. It
is tried by moving people one seat on along that way, which loses nobody; the moves are told, for they need agreement.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import groupby

import numpy as np

from mentoring.pairs.matching import refusing
from mentoring.pairs.matching.assigning import NOBODY
from mentoring.pairs.matching.columns import Bools, Integers, codes
from mentoring.pairs.matching.deciding import Decision
from mentoring.pairs.matching.grounds import Grounds
from mentoring.pairs.matching.people import Lack, MenteeSide, MentorSide, Reason
from mentoring.pairs.matching.reaching import Reach, Step, Ways, reach
from mentoring.pairs.matching.refusing import Bits

OF_A_KIND = 3  # remedies of one kind told of one person
HARD = tuple(reason for reason in Reason if reason < Reason.FORBIDDEN)
LIFTABLE = (Reason.FORM, Reason.AGE, Reason.GRADE, Reason.UNIT, Reason.TIME, Reason.TOGETHER)


class Kind(IntEnum):
    """What a remedy asks for, the least first."""

    REARRANGE = 0  # allowed as it is: another order of goals places them
    SETTLE = 1  # what they lack themselves
    PLACE = 2  # one more place with a mentor
    READY = 3  # what a mentor lacks
    SMALLER = 4  # a mentor takes a smaller group
    LIFT = 5  # one rule for one pair
    RECRUIT = 6  # a new mentor


@dataclass(frozen=True)
class Move:
    """Somebody goes from one mentor, or from nobody, to another; to None is the mentor still to be found."""

    mentee: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Remedy:
    """One change after which one more is placed and nobody less."""

    kind: Kind
    mentor: str | None
    moves: tuple[Move, ...]
    mentee: str | None = None  # whose rule is lifted
    reasons: tuple[Reason, ...] = ()
    details: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    worst: int | None = None  # the lowest score among the new pairs
    helps: tuple[str, ...] = ()  # any one of these
    first: tuple[Lack, ...] = ()  # what they must settle themselves besides


@dataclass(frozen=True)
class Tight:
    """People who may go to these mentors only, and the places there."""

    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    places: int


@dataclass(frozen=True)
class Unplaced:
    """Somebody who is left: how many mentors each rule takes from them, among whom it is tight, what would help."""

    mentee: str
    refused: tuple[tuple[Reason, int], ...]
    tight: Tight
    remedies: tuple[Remedy, ...]


def unplaced(grounds: Grounds, decision: Decision) -> tuple[Unplaced, ...]:
    """Find for each who is left what would help, the smallest remedy first."""
    ways = Ways(grounds, decision)
    rows = np.flatnonzero(decision.chosen == NOBODY)
    reaches = {int(row): reach(ways, int(row), _first(ways, int(row))) for row in rows}
    return tuple(
        Unplaced(
            grounds.mentees[row].key,
            _refused(grounds, row),
            _tight(ways, found, reaches),
            _ranked(_remedies(ways, found, reaches)),
        )
        for row, found in reaches.items()
    )


def _first(ways: Ways, row: int) -> Bools:
    """Give the mentors to whom somebody might go at once, had they settled what they lack themselves."""
    own = refusing.bits_of([lack.reason for lack in _lacks(ways, row)])
    theirs = refusing.lacking(ways.grounds.mentors, ways.grounds.task.rules)
    hard = ways.grounds.refusals[row] & ~np.uint16(own | refusing.bits_of([Reason.CAPACITY]))
    return (hard == 0) & (theirs & np.uint16(own) == 0) & ~ways.overfull & ~ways.grounds.banned[row]


def _lacks(ways: Ways, row: int) -> tuple[Lack, ...]:
    return refusing.unmet(ways.grounds.mentees[row], ways.grounds.task.rules)


def _lacks_of(ways: Ways, mentor: MentorSide) -> tuple[Lack, ...]:
    return refusing.unmet(mentor, ways.grounds.task.rules)


def _refused(grounds: Grounds, row: int) -> tuple[tuple[Reason, int], ...]:
    counted = ((reason, int((grounds.refusals[row] >> np.uint16(reason) & 1).sum())) for reason in HARD)
    return tuple((reason, count) for reason, count in counted if count)


def _tight(ways: Ways, found: Reach, reaches: dict[int, Reach]) -> Tight:
    grounds, inside = ways.grounds, found.via != NOBODY
    with_us = [row for row, other in reaches.items() if not (other.via != NOBODY)[~inside].any()]
    mentees = sorted({*found.mentees.tolist(), *with_us})
    return Tight(
        tuple(grounds.mentees[row].key for row in mentees),
        tuple(grounds.mentors[column].key for column in np.flatnonzero(inside)),
        int(ways.decision.room[inside].sum()),
    )


def _ranked(remedies: Iterator[Remedy]) -> tuple[Remedy, ...]:
    def size(one: Remedy) -> tuple[object, ...]:
        return one.kind, len(one.moves), -len(one.helps), -(one.worst or 0), one.mentor or "", one.times

    ordered = sorted(remedies, key=size)
    return tuple(one for _, same in groupby(ordered, key=lambda one: one.kind) for one in list(same)[:OF_A_KIND])


def _remedies(ways: Ways, found: Reach, reaches: dict[int, Reach]) -> Iterator[Remedy]:
    lacks = _lacks(ways, found.start)
    reached = np.flatnonzero(found.via != NOBODY)
    free = [column for column in reached.tolist() if ways.spare[column] > 0]
    if free:
        kind = Kind.SETTLE if lacks else Kind.REARRANGE
        made = (_made(ways, kind, found.steps(column, ways.seated), lacks) for column in free)
        yield from (replace(one, mentor=None, reasons=_reasons_of(lacks), details=_details(lacks)) for one in made)
        return
    for column in reached[~ways.closed[reached] | (ways.grounds.room[reached] > 0)].tolist():
        kind = Kind.SMALLER if ways.closed[column] else Kind.PLACE
        helps = tuple(ways.grounds.mentees[row].key for row, other in reaches.items() if other.via[column] != NOBODY)
        yield replace(_made(ways, kind, found.steps(column, ways.seated), lacks), helps=helps)
    yield from _with_ready_mentors(ways, found, lacks)
    yield from _with_a_rule_lifted(ways, found, lacks)
    yield from _with_a_new_mentor(ways, found, reaches, lacks)


def _reasons_of(lacks: Sequence[Lack]) -> tuple[Reason, ...]:
    return tuple(lack.reason for lack in lacks)


def _details(lacks: Sequence[Lack]) -> tuple[str, ...]:
    return tuple(lack.detail for lack in lacks)


def _made(ways: Ways, kind: Kind, steps: Sequence[Step], first: tuple[Lack, ...]) -> Remedy:
    """Tell the steps of a remedy; its mentor is the one to whom the last of them leads."""
    grounds = ways.grounds
    moves = tuple(
        Move(
            grounds.mentees[row].key,
            grounds.mentors[ways.seated[row]].key if ways.seated[row] != NOBODY else None,
            grounds.mentors[column].key,
        )
        for row, column in steps
    )
    worst = min(int(grounds.score[step]) for step in steps)
    return Remedy(kind, moves[-1].after, moves, worst=worst, helps=(moves[0].mentee,), first=first)


def _with_ready_mentors(ways: Ways, found: Reach, lacks: tuple[Lack, ...]) -> Iterator[Remedy]:
    """Try each mentor who only has to bring a paper or finish the training."""
    grounds = ways.grounds
    for column, mentor in enumerate(grounds.mentors):
        theirs = _lacks_of(ways, mentor)
        if not theirs or grounds.room[column] == 0 or ways.closed[column]:
            continue
        only = np.array([column])
        bits = _without_own(ways, found, only, lacks) & ~np.uint16(refusing.bits_of(_reasons_of(theirs)))
        for row, _ in _nearest(ways, found, only, bits == 0)[:1]:
            steps = [*found.steps_to_free(row, ways.seated), (row, column)]
            made = _made(ways, Kind.READY, steps, lacks)
            yield replace(made, reasons=_reasons_of(theirs), details=_details(theirs))


def _without_own(ways: Ways, found: Reach, columns: Integers, lacks: Sequence[Lack]) -> Bits:
    """Give what refuses whoever may move here, had the one who is left settled what they lack themselves."""
    bits = ways.grounds.refusals[np.ix_(found.mentees, columns)]
    bits[found.mentees == found.start] &= ~np.uint16(refusing.bits_of(_reasons_of(lacks)))
    return bits


def _with_a_rule_lifted(ways: Ways, found: Reach, lacks: tuple[Lack, ...]) -> Iterator[Remedy]:
    """Try each pair that one rule alone forbids, with a mentor from whom a way leads to a free place."""
    grounds, home = ways.grounds, ways.home
    columns = np.flatnonzero(home.far != NOBODY)
    bits = _without_own(ways, found, columns, lacks)
    for reason in LIFTABLE:
        for row, column in _nearest(ways, found, columns, bits == refusing.bits_of([reason])):
            steps = [*found.steps_to_free(row, ways.seated), (row, column), *home.steps(column)]
            made = _made(ways, Kind.LIFT, steps, lacks)
            key = grounds.mentors[column].key
            yield replace(made, mentor=key, mentee=grounds.mentees[row].key, reasons=(reason,))


def _nearest(ways: Ways, found: Reach, columns: Integers, fit: Bools) -> list[Step]:
    """Keep the few of these pairs that move the fewest people and have the highest score; a ban stays a ban."""
    at, to = np.nonzero(fit & ~ways.grounds.banned[np.ix_(found.mentees, columns)])
    rows, mentors = found.mentees[at], columns[to]
    moved = found.far[rows] + np.maximum(ways.home.far[mentors], 0)
    order = np.lexsort((-ways.grounds.score[rows, mentors], moved))[:OF_A_KIND]
    return list(zip(rows[order].tolist(), mentors[order].tolist(), strict=True))


def _with_a_new_mentor(
    ways: Ways, found: Reach, reaches: dict[int, Reach], lacks: tuple[Lack, ...]
) -> Iterator[Remedy]:
    """Try somebody who is not here yet, free when they are; first when most of those left are free too."""
    grounds, rules = ways.grounds, ways.grounds.task.rules
    mentee = replace(grounds.mentees[found.start], lacks=())
    left = [replace(grounds.mentees[row], lacks=()) for row in reaches]
    wanted = rules.common_times if mentee.times else 0
    free = sorted(mentee.times or (), key=lambda code: (-sum(code in (one.times or ()) for one in left), code))
    offers = [tuple(free[:wanted])] if wanted != 1 else [(code,) for code in free]
    for times in offers[:OF_A_KIND]:
        someone = _newcomer(mentee, times)
        if _allowed([mentee], someone, ways)[0]:
            helped = _allowed(left, someone, ways)
            yield Remedy(
                Kind.RECRUIT,
                None,
                (Move(mentee.key, None, None),),
                forms=tuple(sorted(mentee.forms or ())),
                times=times,
                helps=tuple(one.key for one, holds in zip(left, helped, strict=True) if holds),
                first=lacks,
            )


def _newcomer(mentee: MenteeSide, times: tuple[str, ...]) -> MentorSide:
    return MentorSide(key="", forms=mentee.forms, times=None if mentee.times is None else frozenset(times), capacity=2)


def _allowed(mentees: Sequence[MenteeSide], mentor: MentorSide, ways: Ways) -> list[bool]:
    times = codes([one.times for one in mentees], [mentor.times])
    return (refusing.refusals(mentees, [mentor], ways.grounds.task.rules, times)[:, 0] == 0).tolist()
