"""The proposal is the best there is: beside every other assignment, and beside another solver."""

from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array
from scipy.sparse.csgraph import maximum_flow

from mentoring.pairs.bench_cohort import cohort
from mentoring.pairs.matching import assigning, proposing
from mentoring.pairs.matching.grounds import Grounds
from mentoring.pairs.matching.people import BEST, MatchingError, MenteeSide, MentorSide, Order, Task
from mentoring.pairs.matching.proposing import Proposal
from mentoring.pairs.tests.tasks import every_assignment, mentors, tasks


def worth(laid: Grounds, chosen: tuple[int, ...]) -> dict[str, int]:
    made = [(row, column) for row, column in enumerate(chosen) if column >= 0]
    free = [(row, column) for row, column in made if laid.locked[row] < 0]
    loads = [chosen.count(column) for column in range(len(laid.mentors))]
    return {
        "placed": len(made),
        "worst": min((int(laid.score[pair]) for pair in free), default=BEST),
        "total": sum(int(laid.score[pair]) for pair in made),
        "even": -sum(load * load for load in loads),
        "lots": sum(int(laid.lots[pair]) for pair in free),
    }


def best(laid: Grounds) -> dict[str, int]:
    """Meet the goals in their order by looking at everything."""
    order = laid.task.order
    names = ("total", "placed", "worst") if order is Order.TOTAL else ("placed", "worst", "total")
    every = [worth(laid, chosen) for chosen in every_assignment(laid)]
    if order is Order.WORST:
        tops = [
            max(laid.score[row][open_to]) for row, open_to in enumerate(laid.allowed & (laid.room > 0)) if any(open_to)
        ]
        every = [one for one in every if one["worst"] >= min(tops, default=0)]
    return max(every, key=lambda one: [one[name] for name in (*names, "even", "lots")])


def reached(proposal: Proposal) -> dict[str, int]:
    return worth(proposal.grounds, tuple(proposal.decision.chosen.tolist()))


@settings(max_examples=250)
@given(tasks())
def test_every_goal_is_met_as_far_as_any_assignment_meets_it(task: Task):
    proposal = proposing.solve(task)

    assert reached(proposal) == best(proposal.grounds)
    assert tuple(proposal.decision.chosen.tolist()) in set(every_assignment(proposal.grounds))


@settings(max_examples=100)
@given(tasks(groups=True))
def test_groups_of_a_least_size_are_the_best_too(task: Task):
    proposal = proposing.solve(task)
    got, wanted = reached(proposal), best(proposal.grounds)

    assert [got[name] for name in ("placed", "worst", "total")] == [
        wanted[name] for name in ("placed", "worst", "total")
    ]
    assert proposal.gap == 0
    assert tuple(proposal.decision.chosen.tolist()) in set(every_assignment(proposal.grounds))


@pytest.mark.parametrize("order", Order)
def test_a_pair_that_brings_nothing_is_better_than_none(order: Order):
    """Somebody has chosen, but none of those who are here: the score is nought."""
    task = Task(mentees=(MenteeSide(key="1", wishes=()),), mentors=(MentorSide(key="а"),), order=order)

    assert proposing.solve(task).figures.in_order(Order.PLACED) == (
        ("placed", 1), ("worst", 0), ("total", 0), ("uneven", 1)
    )  # fmt: skip


@pytest.mark.parametrize("name", "абвгдежз")
def test_whoever_has_a_mentee_by_hand_comes_later_in_turn(name: str):
    task = Task(
        mentees=(MenteeSide(key="я"), MenteeSide(key=name)),
        mentors=(MentorSide(key="1", capacity=2), MentorSide(key="2", capacity=2)),
        locks=frozenset({("я", "1")}),
    )

    assert {pair.mentee: pair.mentor for pair in proposing.solve(task).pairs} == {"я": "1", name: "2"}


@pytest.mark.parametrize(("order", "meets"), [(Order.PLACED, "б"), (Order.WORST, "б"), (Order.TOTAL, "а")])
def test_of_two_groups_the_one_with_the_better_worst_pair_meets(order: Order, meets: str):
    """А scores 1000 and 250, б 500 twice; each wants two, and there are two."""
    task = Task(
        mentees=(MenteeSide(key="1", wishes=("а", "-", "б")), MenteeSide(key="2", wishes=("-", "-", "б", "а"))),
        mentors=(MentorSide(key="а", capacity=2, least=2), MentorSide(key="б", capacity=2, least=2)),
        order=order,
    )

    assert [pair.mentor for pair in proposing.solve(task).pairs] == [meets, meets]


def test_out_of_time_groups_say_how_far_from_proven_they_are():
    task = replace(cohort(200, 60, 6), seconds=0.0)
    groups = replace(task, mentors=tuple(replace(one, least=3) for one in task.mentors))
    proposal = proposing.solve(groups)

    assert 0 < proposal.gap <= 1
    assert all(load == 0 or load >= 3 for load in np.bincount(proposal.decision.chosen + 1, minlength=61)[1:])


def placed_by_flow(allowed: np.ndarray, room: np.ndarray) -> int:
    """Count by maximum flow how many can be placed at all."""
    mentees, mentors = allowed.shape
    rows, columns = np.nonzero(allowed)
    source, sink = mentees + mentors, mentees + mentors + 1
    tails = np.concatenate([np.full(mentees, source), rows, mentees + np.arange(mentors)])
    heads = np.concatenate([np.arange(mentees), mentees + columns, np.full(mentors, sink)])
    width = np.concatenate([np.ones(mentees + len(rows)), room]).astype(np.int32)
    return int(
        maximum_flow(coo_array((width, (tails, heads)), shape=(sink + 1, sink + 1)).tocsr(), source, sink).flow_value
    )


def total_by_milp(allowed: np.ndarray, score: np.ndarray, room: np.ndarray, placed: int) -> int:
    """Sum by a whole-number programme the best pairs when so many are placed."""
    rows, columns = np.nonzero(allowed)
    each, ones = np.arange(len(rows)), np.ones(len(rows))
    once = coo_array((ones, (rows, each)), shape=(len(score), len(rows))).tocsr()
    load = coo_array((ones, (columns, each)), shape=(len(room), len(rows))).tocsr()
    answer = milp(
        -score[rows, columns],
        bounds=Bounds(0, 1),
        integrality=ones,
        constraints=[
            LinearConstraint(once, ub=1),
            LinearConstraint(load, ub=room),
            LinearConstraint(ones[None], lb=placed),
        ],
        options={"mip_rel_gap": 0},
    )
    return round(-answer.fun)


SIZES = [(20, 8, 3, 0.3), (45, 15, 3, 0.3), (60, 25, 2, 0.3), (60, 25, 3, 0.85), (100, 30, 3, 0.3), (120, 50, 2, 0.93)]
BIG = [(200, 80, 2, 0.9), (300, 120, 2, 0.3), (300, 120, 3, 0.95)]


@pytest.mark.parametrize("size", [*SIZES, *(pytest.param(size, marks=pytest.mark.slow) for size in BIG)], ids=str)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_another_solver_finds_nothing_better(size: tuple[int, int, int, float], seed: int):
    mentees, mentors, places, banned = size
    proposal = proposing.solve(cohort(mentees, mentors, places, seed=seed, banned=banned))
    laid = proposal.grounds
    allowed, score, worst = laid.allowed, laid.score, proposal.figures.worst
    placed = placed_by_flow(allowed, laid.room)

    assert proposal.figures.placed == placed
    assert placed_by_flow(allowed & (score >= worst), laid.room) == placed
    assert placed_by_flow(allowed & (score > worst), laid.room) < placed
    assert proposal.figures.total == total_by_milp(allowed & (score >= worst), score, laid.room, placed)


@given(tasks(groups=True), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(task: Task, chance: Random):
    mentees, mentors = list(task.mentees), list(task.mentors)
    chance.shuffle(mentees)
    chance.shuffle(mentors)

    assert (
        proposing.solve(replace(task, mentees=tuple(mentees), mentors=tuple(mentors))).pairs
        == proposing.solve(task).pairs
    )


def test_the_order_of_rows_changes_nothing_in_a_whole_school():
    task = cohort(120, 50, 3, seed=3)

    assert proposing.solve(replace(task, mentees=task.mentees[::-1], mentors=task.mentors[::-1])).pairs == (
        proposing.solve(task).pairs
    )


@given(tasks(groups=True), st.data())
def test_one_more_mentor_never_leaves_more_without_one(task: Task, data: st.DataObject):
    task = replace(task, order=Order.PLACED)
    newcomer = replace(data.draw(mentors("АБВГ", groups=True)), key="н")
    more = replace(task, mentors=(*task.mentors, newcomer))

    assert proposing.solve(more).figures.placed >= proposing.solve(task).figures.placed


@given(tasks(groups=True))
def test_what_a_hand_has_decided_stands(task: Task):
    made = {(pair.mentee, pair.mentor): pair for pair in proposing.solve(task).pairs}

    assert task.locks <= made.keys()
    assert not task.bans & made.keys()
    assert {pair for pair, one in made.items() if one.locked} == task.locks


@given(tasks(groups=True), tasks(groups=True))
def test_solving_around_new_locks_is_solving_anew(task: Task, other: Task):
    known = set(product((one.key for one in task.mentees), (one.key for one in task.mentors)))
    locks, bans = other.locks & known, other.bans & known

    assert proposing.again(proposing.solve(task), locks=locks, bans=bans).pairs == (
        proposing.solve(replace(task, locks=locks, bans=bans)).pairs
    )


def test_three_ready_variants_are_the_three_orders_of_goals():
    task = cohort(60, 20, 3, seed=4)
    made = proposing.variants(task)

    assert made == {order: proposing.solve(replace(task, order=order)) for order in Order}
    assert made[Order.PLACED].figures.placed == max(one.figures.placed for one in made.values())
    assert made[Order.WORST].figures.worst == max(one.figures.worst for one in made.values())
    assert made[Order.TOTAL].figures.total == max(one.figures.total for one in made.values())


def test_a_cohort_too_large_to_be_exact_is_refused():
    face = assigning.whole(np.ones((2, 2), bool), np.array([1, 1]))

    with pytest.raises(MatchingError) as refusal:
        assigning.assign(face, np.full((2, 2), 1 << 52))

    assert refusal.value.code == "too_large"
