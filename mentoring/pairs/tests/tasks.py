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

CODES = st.none() | st.frozensets(st.sampled_from("абв"), max_size=3)
RULES = st.builds(
    Rules,
    ready=st.frozensets(st.sampled_from([Reason.CONSENT, Reason.TRAINING])),
    units=st.sampled_from(Units),
    common_times=st.integers(0, 2),
)


def _sides(kind: type[Side], others: str, **own: st.SearchStrategy) -> st.SearchStrategy:
    return st.builds(
        kind,
        key=st.just(""),
        unit=st.none() | st.sampled_from("xy"),
        times=CODES,
        interests=CODES,
        place=st.none() | st.sampled_from("xy"),
        wishes=st.none() | st.permutations(list(others)).map(lambda every: tuple(every[:2])),
        bans=st.frozensets(st.sampled_from(others), max_size=1),
        lacks=st.sampled_from([(), (), (Lack(Reason.CONSENT, "photo"),), (Lack(Reason.TRAINING),)]),
        **own,
    )


def mentees(others: str) -> st.SearchStrategy[MenteeSide]:
    return _sides(MenteeSide, others, together=st.sampled_from(Together))


def mentors(others: str, *, groups: bool = False) -> st.SearchStrategy[MentorSide]:
    least = st.integers(1, 3) if groups else st.just(1)
    return _sides(MentorSide, others, capacity=st.integers(0, 3), least=least)


@st.composite
def tasks(draw: st.DrawFn, *, groups: bool = False) -> Task:
    names, others = "АБВГ"[: draw(st.integers(1, 4))], "клм"[: draw(st.integers(1, 3))]
    every = sorted(product(names, others))
    locks = frozenset(dict(draw(st.frozensets(st.sampled_from(every), max_size=2))).items())
    return Task(
        mentees=tuple(replace(draw(mentees(others)), key=name) for name in names),
        mentors=tuple(replace(draw(mentors(names, groups=groups)), key=name) for name in others),
        rules=draw(RULES),
        order=draw(st.sampled_from(Order)),
        locks=locks,
        bans=draw(st.frozensets(st.sampled_from(every), max_size=2)) - locks,
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
