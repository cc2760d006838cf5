"""Compare whom the optimum, first come and greedy leave without a mentor, on many invented cohorts."""

from statistics import fmean
from typing import NamedTuple

import numpy as np

from mentoring.bench import Goal, Result
from mentoring.pairs.bench_cohort import cohort
from mentoring.pairs.matching import proposing
from mentoring.pairs.matching.grounds import Grounds, lay

COHORTS = 100
MENTEES, MENTORS, PLACES, BANNED = 60, 20, 3, 0.1  # a place for each, if only they fit
WAYS = ("optimum", "first come", "greedy")


class Outcome(NamedTuple):
    """How a way of matching served one cohort."""

    left: int
    mean: float
    worst: int


def measure(rounds: int) -> Result:
    """Give the means over the cohorts, which are the same whatever the number of rounds."""
    outcomes: dict[str, list[Outcome]] = {way: [] for way in WAYS}
    for seed in range(COHORTS):
        task = cohort(MENTEES, MENTORS, PLACES, seed=seed, banned=BANNED)
        laid = lay(task)
        made = [(laid.rows[pair.mentee], laid.columns[pair.mentor]) for pair in proposing.solve(task).pairs]
        outcomes["optimum"].append(_outcome(laid, made))
        outcomes["first come"].append(_outcome(laid, first_come(laid, seed)))
        outcomes["greedy"].append(_outcome(laid, greedy(laid)))
    left = {way: [one.left for one in made] for way, made in outcomes.items()}
    figures = {}
    for way, every in outcomes.items():
        figures[f"{way}, left of {MENTEES}"] = fmean(left[way])
        figures[f"{way}, mean score of a pair"] = fmean(one.mean for one in every)
        figures[f"{way}, worst pair"] = fmean(one.worst for one in every)
    ratios, goals = {}, {}
    for way in WAYS[1:]:
        fewer, label = f"cohorts of {COHORTS} in which {way} left fewer", f"left by {way} / left by the optimum"
        figures[fewer] = sum(other < best for other, best in zip(left[way], left["optimum"], strict=True))
        ratios[label] = sum(left[way]) / max(sum(left["optimum"]), 1)
        goals |= {fewer: Goal("<=", 0), label: Goal(">=", 2)}
    return Result("matching-quality", rounds, ratios, figures, goals)


def _outcome(laid: Grounds, pairs: list[tuple[int, int]]) -> Outcome:
    scores = [int(laid.score[pair]) for pair in pairs]
    return Outcome(len(laid.mentees) - len(pairs), fmean(scores), min(scores))


def first_come(laid: Grounds, seed: int) -> list[tuple[int, int]]:
    """Give each in the order of coming the best mentor who is still free."""
    coming = np.random.default_rng(seed).permutation(len(laid.mentees)).tolist()
    best = np.argsort(-laid.score, axis=1, kind="stable")
    return _taken(laid, [(row, column) for row in coming for column in best[row].tolist()])


def greedy(laid: Grounds) -> list[tuple[int, int]]:
    """Make the best pair of all, then the best of what is left."""
    order = np.argsort(-laid.score, axis=None, kind="stable").tolist()
    return _taken(laid, [divmod(at, len(laid.mentors)) for at in order])


def _taken(laid: Grounds, wished: list[tuple[int, int]]) -> list[tuple[int, int]]:
    room, pairs = laid.room.tolist(), {}
    for row, column in wished:
        if row not in pairs and room[column] and laid.allowed[row, column]:
            pairs[row] = column
            room[column] -= 1
    return list(pairs.items())
