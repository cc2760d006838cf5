"""Peers of our matching, run by the Python of their own environment: a cohort as JSON, then a name a line.

Each answer is the seconds of the processor that one run took. Nothing of ours is imported here.
"""

import json
import operator
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from matching import process
from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.rules import rule
from ortools.sat.python import cp_model

Cohort = dict[str, Any]


def main() -> None:
    cohort = json.loads(sys.stdin.readline())
    contestants = {
        "mentor-match": partial(mentor_match, cohort),
        "cp-sat": partial(cp_sat, cohort, workers=1),
        "cp-sat of two": partial(cp_sat, cohort, workers=2),
    }
    for name in sys.stdin:
        print(seconds(contestants[name.strip()]), flush=True)


def seconds(contestant: Callable[[], object]) -> float:
    start = time.process_time()
    contestant()
    return time.process_time() - start


def mentor_match(cohort: Cohort) -> int:
    """Match in three rounds, as its users do: each round gives a mentor one mentee more."""
    mentees = list(_people(Mentee, cohort["mentees"]))
    process.process_data(list(_people(Mentor, cohort["mentors"])), mentees, [_rules() for _ in range(3)])
    return sum(bool(mentee.mentors) for mentee in mentees)


def _people(kind: type, rows: list[dict[str, object]]) -> Iterator[Any]:
    return (kind(**row) for row in rows)


def _rules() -> list[rule.RuleProtocol]:
    return [
        rule.Disqualify(lambda match: match.mentee.grade > match.mentor.grade),
        rule.Grade(2, operator.ge, {True: 5, False: 0}),
        rule.Equivalent("organisation", {True: 3, False: 0}),
        rule.Equivalent("profession", {True: 4, False: 0}),
        rule.UnmatchedBonus(6),
    ]


def cp_sat(cohort: Cohort, *, workers: int) -> int:
    """Place the most, then with the highest sum: two of our goals, from scores that are given."""
    model = cp_model.CpModel()
    by_mentor: dict[int, list[cp_model.IntVar]] = {}
    gain = []
    for row, scores in enumerate(cohort["scores"]):
        own = []
        for column, score in enumerate(scores):
            if score is not None:
                made = model.new_bool_var(f"{row} {column}")
                own.append(made)
                by_mentor.setdefault(column, []).append(made)
                gain.append((1000 * len(cohort["scores"]) + score) * made)
        model.add_at_most_one(own)
    for everybody in by_mentor.values():
        model.add(sum(everybody) <= cohort["places"])
    model.maximize(sum(gain))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    if solver.solve(model) != cp_model.OPTIMAL:
        raise RuntimeError("CP-SAT has not proven its answer")
    return round(solver.objective_value)


if __name__ == "__main__":
    main()
