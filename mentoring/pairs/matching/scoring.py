"""The score of a pair: named weighted parts, in whole numbers; what is not known is left out, never held against."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mentoring.pairs.matching.columns import Bools, Codes, Shares, codes, same
from mentoring.pairs.matching.people import BEST, NEUTRAL, MenteeSide, MentorSide, Side, Weights

FULL = 100  # points of a part
ENOUGH_TIMES = 3  # common times beyond these make a pair no better
LESS_A_RANK, LEAST_A_RANK = 25, 25


class Part(StrEnum):
    """What a score is made of, named as the weights are."""

    REQUEST = "request"
    INTERESTS = "interests"
    DISLIKES = "dislikes"
    TIMES = "times"
    WISH = "wish"
    CHOICE = "choice"
    PLACE = "place"


class PartScore(NamedTuple):
    """One part of one pair's score; `codes` are what both sides have in common."""

    part: Part
    points: int
    weight: int
    known: bool
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Scores:
    """The parts and the sum of every pair at once."""

    parts: tuple[Part, ...]
    points: NDArray[np.uint8]  # part × mentee × mentor
    mentees_known: Bools  # mentee × part
    mentors_known: Bools
    total: NDArray[np.int32]
    completeness: NDArray[np.int32]  # per cent of the weights

    def known(self, mentee: int, mentor: int) -> list[bool]:
        return (self.mentees_known[mentee] & self.mentors_known[mentor]).tolist()


Points = tuple[NDArray[np.integer] | Shares, Bools, Bools]  # of every pair; who of either side has answered


def scores(mentees: Sequence[MenteeSide], mentors: Sequence[MentorSide], weights: Weights, times: Codes) -> Scores:
    """Score all pairs: points of each part by its weight, over the weights of the parts that are known."""
    measured: dict[Part, Points] = {
        Part.REQUEST: _requests(mentees, mentors),
        Part.INTERESTS: _shared([one.interests for one in mentees], [one.interests for one in mentors]),
        Part.DISLIKES: _shared([one.dislikes for one in mentees], [one.dislikes for one in mentors]),
        Part.TIMES: _meetings(times),
        Part.WISH: _wished(mentees, mentors),
        Part.CHOICE: _chosen(mentees, mentors),
        Part.PLACE: _places(mentees, mentors),
    }
    points = np.empty((len(measured), len(mentees), len(mentors)), np.uint8)
    for at, (given, _, _) in enumerate(measured.values()):
        points[at] = given  # cuts to whole points; shares of small whole numbers are never rounded up to one
    rows = np.array([known for _, known, _ in measured.values()]).T
    columns = np.array([known for _, _, known in measured.values()]).T
    worth = np.array([vars(weights)[part] for part in measured], np.int32)
    total, completeness = _summed(points, rows, columns, worth)
    return Scores(tuple(measured), points, rows, columns, total, completeness)


def _summed(
    points: NDArray[np.uint8], rows: Bools, columns: Bools, worth: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Divide what the parts bring by what they could bring; sums below 2²⁴ are exact in single precision."""
    brought = np.zeros(points.shape[1:], np.int32)
    for part, weight in zip(points, worth.tolist(), strict=True):
        if weight:
            brought += part * np.int32(weight)
    known = ((rows * worth).astype(np.float32) @ columns.astype(np.float32).T).astype(np.int32)
    total = brought * (BEST // FULL) // np.maximum(known, 1)
    total[known == 0] = NEUTRAL
    return total, known * 100 // max(int(worth.sum()), 1)


def _requests(mentees: Sequence[MenteeSide], mentors: Sequence[MentorSide]) -> Points:
    asked = [one.requests or None for one in mentees]
    spheres = codes(asked, [one.competences for one in mentors])
    whole = np.maximum(spheres.mentees.sum(axis=1, keepdims=True), 1)
    return FULL * spheres.common / whole, spheres.mentees_known, spheres.mentors_known


def _shared(mentees: Sequence[frozenset[str] | None], mentors: Sequence[frozenset[str] | None]) -> Points:
    """Measure how alike two sets are: the common ones beside the mean size."""
    both = codes(mentees, mentors)
    sizes = both.mentees.sum(axis=1)[:, None] + both.mentors.sum(axis=1)[None, :]
    return 2 * FULL * both.common / np.maximum(sizes, 1), both.mentees_known, both.mentors_known


def _meetings(times: Codes) -> Points:
    enough = np.minimum(times.common, ENOUGH_TIMES)
    return FULL / ENOUGH_TIMES * enough, times.mentees_known, times.mentors_known


def _wished(mentees: Sequence[Side], mentors: Sequence[Side]) -> Points:
    return _ranked(mentees, mentors), _has_chosen(mentees), np.ones(len(mentors), bool)


def _chosen(mentees: Sequence[Side], mentors: Sequence[Side]) -> Points:
    return _ranked(mentors, mentees).T, np.ones(len(mentees), bool), _has_chosen(mentors)


def _has_chosen(sides: Sequence[Side]) -> Bools:
    return np.array([one.wishes is not None for one in sides], bool)


def _ranked(who: Sequence[Side], whom: Sequence[Side]) -> NDArray[np.uint8]:
    """Turn the place in somebody's list into points."""
    points = np.zeros((len(who), len(whom)), np.uint8)
    places = {one.key: place for place, one in enumerate(whom)}
    for row, one in enumerate(who):
        for rank, key in enumerate(one.wishes or ()):
            if key in places:
                points[row, places[key]] = max(FULL - LESS_A_RANK * rank, LEAST_A_RANK)
    return points


def _places(mentees: Sequence[Side], mentors: Sequence[Side]) -> Points:
    equal, _ = same([one.place for one in mentees], [one.place for one in mentors])
    known = (np.array([one.place is not None for one in side], bool) for side in (mentees, mentors))
    return equal * np.uint8(FULL), *known
