"""People as columns of numbers, so that nothing has to be asked pair by pair."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from mentoring.pairs.matching.people import Side

Bools = NDArray[np.bool_]
Integers = NDArray[np.int64]
Shares = NDArray[np.float32]  # small whole numbers: products of them are exact, and fast

UNKNOWN = -1


@dataclass(frozen=True, eq=False)
class Codes:
    """The same question answered by both sides with codes: one column a code, and who has answered at all."""

    mentees: Shares
    mentors: Shares
    mentees_known: Bools
    mentors_known: Bools

    @cached_property
    def common(self) -> Shares:
        """Count the codes that each mentee shares with each mentor."""
        return self.mentees @ self.mentors.T


Answer = Collection[str] | None


def codes(mentees: Sequence[Answer], mentors: Sequence[Answer]) -> Codes:
    """Lay answers of codes side by side; a mapping gives each code its weight."""
    every = chain(*(answer for answer in (*mentees, *mentors) if answer))
    places = {code: place for place, code in enumerate(dict.fromkeys(every))}
    return Codes(_laid(mentees, places), _laid(mentors, places), _known(mentees), _known(mentors))


def _laid(answers: Sequence[Answer], places: Mapping[str, int]) -> Shares:
    laid = np.zeros((len(answers), len(places)), np.float32)
    given = [answer or () for answer in answers]
    rows = np.repeat(np.arange(len(given)), list(map(len, given)))
    columns = list(map(places.__getitem__, chain(*given)))
    weighted = isinstance(next(filter(None, given), None), Mapping)
    laid[rows, columns] = list(chain(*map(_weights, given))) if weighted else 1
    return laid


def _weights(answer: Collection[str]) -> Iterable[int]:
    return answer.values() if isinstance(answer, Mapping) else repeat(1, len(answer))


def _known(answers: Sequence[object]) -> Bools:
    return np.array([answer is not None for answer in answers], bool)


def numbers(answers: Iterable[int | None]) -> Integers:
    return np.array([UNKNOWN if answer is None else answer for answer in answers], np.int64)


def same(mentees: Sequence[str | None], mentors: Sequence[str | None]) -> tuple[Bools, Bools]:
    """Say for each pair whether one word stands on both sides, and whether both have answered."""
    places: dict[str | None, int] = {None: UNKNOWN}
    first, second = (
        np.array([places.setdefault(word, len(places)) for word in words], np.int64) for words in (mentees, mentors)
    )
    both = (first != UNKNOWN)[:, None] & (second != UNKNOWN)[None, :]
    return (first[:, None] == second[None, :]) & both, both


def named(
    mentees: Sequence[Side],
    mentors: Sequence[Side],
    of_mentee: Sequence[Iterable[str]],
    of_mentor: Sequence[Iterable[str]],
) -> Bools:
    """Mark the pairs in which one side names the other by its key; keys of nobody here say nothing."""
    marked = np.zeros((len(mentees), len(mentors)), bool)
    rows = {mentee.key: row for row, mentee in enumerate(mentees)}
    columns = {mentor.key: column for column, mentor in enumerate(mentors)}
    pairs = [(row, columns[key]) for row, keys in enumerate(of_mentee) for key in keys if key in columns]
    pairs += [(rows[key], column) for column, keys in enumerate(of_mentor) for key in keys if key in rows]
    if pairs:
        marked[tuple(np.array(pairs).T)] = True
    return marked
