"""Invented cohorts of a school, for measuring and for tests of size: the same seed gives the same people."""

import numpy as np

from mentoring.pairs.matching.people import MenteeSide, MentorSide, Rules, Task

INTERESTS = tuple(f"interest-{number}" for number in range(20))
SPHERES = tuple(f"sphere-{number}" for number in range(12))
TIMES = tuple(f"{day}-{part}" for day in ("mon", "tue", "wed", "thu", "fri") for part in ("early", "day", "late"))


def cohort(mentees: int, mentors: int, places: int, *, seed: int = 1, banned: float = 0.01) -> Task:
    """Invent people who differ in all that a score asks for; every mentor has so many places."""
    chance = np.random.default_rng(seed)
    bans = chance.random((mentees, mentors)) < banned
    first = tuple(
        MenteeSide(
            key=f"mentee-{row}",
            grade=int(chance.integers(5, 12)),
            requests={SPHERES[int(chance.integers(len(SPHERES)))]: 1},
            bans=frozenset(f"mentor-{column}" for column in np.flatnonzero(bans[row])),
            **_answers(chance),
        )
        for row in range(mentees)
    )
    second = tuple(
        MentorSide(
            key=f"mentor-{column}",
            grade=int(chance.integers(8, 16)),
            competences=_some(chance, SPHERES),
            capacity=places,
            **_answers(chance),
        )
        for column in range(mentors)
    )
    return Task(mentees=first, mentors=second, rules=Rules(grade_above=0))


def _some(chance: np.random.Generator, codes: tuple[str, ...], share: float = 0.25) -> frozenset[str]:
    return frozenset(code for code, taken in zip(codes, chance.random(len(codes)) < share, strict=True) if taken)


def _answers(chance: np.random.Generator) -> dict[str, object]:
    return {
        "interests": _some(chance, INTERESTS),
        "dislikes": _some(chance, INTERESTS, 0.1),
        "times": _some(chance, TIMES, 0.3),
        "place": f"district-{chance.integers(10)}",
    }
