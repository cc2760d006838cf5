"""Small tasks of every kind, and a walk over all that may be done with them."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import strategies as st

from mentoring.pairs.matching.grounds import Grounds
from mentoring.pairs.matching.people import (
    Lack,
    MenteeSide,
    MentorSide,
    Order,
    Reason,
    Rules,
    Side,
    Task,
    Together,
    Units,
)

CODES = st.sampled_from([frozenset("аб"), frozenset("бв"), frozenset("абв"), frozenset("а"), frozenset(), None])
RULES = st.builds(
    Rules,
    ready=st.sampled_from([frozenset({Reason.CONSENT, Reason.TRAINING}), frozenset()]),
    units=st.sampled_from([Units.ANY, Units.OTHER, Units.SAME]),
    common_times=st.sampled_from([1, 0, 2]),
)


def rarely(strange: st.SearchStrategy, usual: object, *, one_of: int = 6) -> st.SearchStrategy:
    """Let most people be usual: with each of them strange, hardly a pair could be made and nothing would be tried."""
    return st.integers(1, one_of).flatmap(lambda number: strange if number == one_of else st.just(usual))


def _sides(kind: type[Side], others: str, **own: st.SearchStrategy) -> st.SearchStrategy:
    return st.builds(
        kind,
        key=st.just(""),
        unit=rarely(st.sampled_from("xy"), None),
        times=CODES,
        interests=CODES,
        place=st.none() | st.sampled_from("xy"),
        wishes=st.none() | st.permutations(list(others)).map(lambda every: tuple(every[:2])),
        bans=rarely(st.frozensets(st.sampled_from(others), max_size=1), frozenset()),
        lacks=rarely(st.sampled_from([(Lack(Reason.CONSENT, "photo"),), (Lack(Reason.TRAINING),)]), ()),
        **own,
    )


def mentees(others: str) -> st.SearchStrategy[MenteeSide]:
    return _sides(MenteeSide, others, together=rarely(st.sampled_from(Together), Together.ANY))


def mentors(others: str, *, groups: bool = False) -> st.SearchStrategy[MentorSide]:
    least = st.integers(1, 3) if groups else st.just(1)
    return _sides(MentorSide, others, capacity=st.sampled_from([2, 1, 3, 0]), least=least)


@st.composite
def tasks(draw: st.DrawFn, *, groups: bool = False) -> Task:
    names, others = "АБВГ"[: draw(st.sampled_from([4, 3, 2, 1]))], "клм"[: draw(st.sampled_from([3, 2, 1]))]
    every = sorted(product(names, others))
    locks = frozenset(dict(draw(rarely(st.frozensets(st.sampled_from(every), max_size=2), (), one_of=3))).items())
    return Task(
        mentees=tuple(replace(draw(mentees(others)), key=name) for name in names),
        mentors=tuple(replace(draw(mentors(names, groups=groups)), key=name) for name in others),
        rules=draw(RULES),
        order=draw(st.sampled_from(Order)),
        locks=locks,
        bans=draw(rarely(st.frozensets(st.sampled_from(every), max_size=2), frozenset(), one_of=3)) - locks,
    )


def every_assignment(laid: Grounds) -> Iterator[tuple[int, ...]]:
    """Walk all that rules, bans, places and least sizes let happen beside the locks."""
    choices = [
        [int(laid.locked[row])] if laid.locked[row] >= 0 else [-1, *np.flatnonzero(laid.allowed[row]).tolist()]
        for row in range(len(laid.mentees))
    ]
    for chosen in product(*choices):
        loads = [chosen.count(column) for column in range(len(laid.mentors))]
        if all(
            load - int(taken) <= room and (not load or taken or load >= mentor.least)
            for load, taken, room, mentor in zip(loads, laid.taken, laid.room, laid.mentors, strict=True)
        ):
            yield chosen
