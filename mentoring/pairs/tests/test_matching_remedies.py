"""A remedy places whoever is left and nobody else loses a place."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from mentoring.pairs.bench_cohort import cohort
from mentoring.pairs.matching import proposing
from mentoring.pairs.matching.grounds import lay
from mentoring.pairs.matching.people import (
    Lack,
    MenteeSide,
    MentorSide,
    Order,
    Reason,
    Rules,
    Task,
    Together,
    Units,
)
from mentoring.pairs.matching.proposing import Proposal
from mentoring.pairs.matching.remedying import Kind, Move, Remedy, Tight
from mentoring.pairs.tests.tasks import every_assignment, tasks

NEW = "новый"


def after(task: Task, mentee: str, remedy: Remedy) -> Task:
    """Give the task as it is once the remedy has been done."""
    if remedy.first or remedy.kind is Kind.SETTLE:
        task = of_mentee(task, mentee, lacks=())
    if remedy.kind is Kind.PLACE:
        places = next(one.capacity for one in task.mentors if one.key == remedy.mentor)
        task = of_mentor(task, remedy.mentor, capacity=places + 1)
    if remedy.kind is Kind.READY:
        task = of_mentor(task, remedy.mentor, lacks=())
    if remedy.kind is Kind.SMALLER:
        task = of_mentor(task, remedy.mentor, least=1)
    if remedy.kind is Kind.LIFT:
        task = replace(task, locks=task.locks | {(remedy.mentee, remedy.mentor)})
    if remedy.kind is Kind.RECRUIT:
        waiting = next(one for one in task.mentees if one.key == mentee)
        times = None if waiting.times is None else frozenset(remedy.times)
        newcomer = MentorSide(key=NEW, forms=frozenset(remedy.forms) or None, times=times, capacity=2)
        task = replace(task, mentors=(*task.mentors, newcomer))
    return task


def of_mentee(task: Task, key: str, **changed: object) -> Task:
    return replace(task, mentees=tuple(replace(one, **changed) if one.key == key else one for one in task.mentees))


def of_mentor(task: Task, key: str | None, **changed: object) -> Task:
    return replace(task, mentors=tuple(replace(one, **changed) if one.key == key else one for one in task.mentors))


def moved(proposal: Proposal, remedy: Remedy) -> dict[str, str]:
    """Make the moves that the remedy tells of."""
    seats = {pair.mentee: pair.mentor for pair in proposal.pairs}
    for move in remedy.moves:
        assert seats.get(move.mentee) == move.before
        seats[move.mentee] = move.after or NEW
    return seats


@settings(max_examples=120)
@given(tasks())
def test_every_remedy_places_one_more_and_nobody_less(task: Task):
    proposal = proposing.solve(task)

    for left in proposal.unplaced:
        for remedy in left.remedies:
            changed = after(task, left.mentee, remedy)
            seats, laid = moved(proposal, remedy), lay(changed)
            chosen = tuple(laid.columns[seats[one.key]] if one.key in seats else -1 for one in laid.mentees)

            assert seats.keys() == {left.mentee, *(pair.mentee for pair in proposal.pairs)}
            assert chosen in set(every_assignment(laid))
            assert proposing.solve(replace(changed, order=Order.PLACED)).figures.placed > proposal.figures.placed


@settings(max_examples=120)
@given(tasks(groups=True))
def test_remedies_keep_groups_whole(task: Task):
    proposal = proposing.solve(task)

    for left in proposal.unplaced:
        for remedy in left.remedies:
            laid, seats = lay(after(task, left.mentee, remedy)), moved(proposal, remedy)

            assert tuple(laid.columns[seats[one.key]] if one.key in seats else -1 for one in laid.mentees) in set(
                every_assignment(laid)
            )


@settings(max_examples=120)
@given(tasks())
def test_one_more_place_is_proposed_wherever_it_helps(task: Task):
    task = replace(task, order=Order.PLACED, rules=replace(task.rules, together=False))
    proposal = proposing.solve(task)
    placed = {pair.mentee for pair in proposal.pairs}

    for left in proposal.unplaced:
        if any(one.key == left.mentee and one.lacks for one in task.mentees):
            continue
        proposed = {remedy.mentor for remedy in left.remedies if remedy.kind is Kind.PLACE}
        for mentor in task.mentors:
            laid = lay(of_mentor(task, mentor.key, capacity=mentor.capacity + 1))
            wanted = {laid.rows[key] for key in (*placed, left.mentee)}
            helps = any(all(seats[row] >= 0 for row in wanted) for seats in every_assignment(laid))

            assert (mentor.key in proposed) == helps


@pytest.mark.parametrize("seed", [0, 1, 3, 4, 5, 6, 7])
def test_moves_along_long_ways_are_all_allowed(seed: int):
    """Few pairs are allowed here, so that a way out leads past several people."""
    proposal = proposing.solve(cohort(60, 24, 2, seed=seed, banned=0.85))
    remedies = [(left.mentee, remedy) for left in proposal.unplaced for remedy in left.remedies]

    assert max(len(remedy.moves) for _, remedy in remedies) > 2
    for mentee_key, remedy in remedies:
        seats, laid = moved(proposal, remedy), lay(after(proposal.task, mentee_key, remedy))
        rows, columns = [laid.rows[key] for key in seats], [laid.columns[key] for key in seats.values()]
        load = np.bincount(columns, minlength=len(laid.mentors))

        assert len(seats) == proposal.figures.placed + 1
        assert (laid.allowed[rows, columns] | (laid.locked[rows] == columns)).all()
        assert (load <= [one.capacity for one in laid.mentors]).all()


WHEN = frozenset({"вторник"})


def mentee(key: str, **given: object) -> MenteeSide:
    return MenteeSide(key=key, **{"times": WHEN, **given})


def mentor(key: str, **given: object) -> MentorSide:
    return MentorSide(key=key, **{"times": WHEN, **given})


def one_left(*people: MenteeSide | MentorSide, **task: object) -> tuple[Proposal, dict[Kind, list[Remedy]]]:
    """Solve a task in which one is left; give that one's remedies by kind."""
    proposal = proposing.solve(
        Task(
            mentees=tuple(one for one in people if isinstance(one, MenteeSide)),
            mentors=tuple(one for one in people if isinstance(one, MentorSide)),
            **task,
        )
    )
    (left,) = proposal.unplaced
    kinds = {remedy.kind for remedy in left.remedies}
    return proposal, {kind: [one for one in left.remedies if one.kind is kind] for kind in kinds}


def test_a_full_mentor_is_asked_for_one_more_place_and_a_new_one_for_the_same_day():
    proposal, remedies = one_left(mentee("Аня", wishes=("Яна",)), mentee("Боря", wishes=()), mentor("Яна"))

    assert remedies == {
        Kind.PLACE: [Remedy(Kind.PLACE, "Яна", (Move("Боря", None, "Яна"),), worst=165, helps=("Боря",))],
        Kind.RECRUIT: [Remedy(Kind.RECRUIT, None, (Move("Боря", None, None),), times=("вторник",), helps=("Боря",))],
    }
    assert proposal.unplaced[0].tight == Tight(("Аня", "Боря"), ("Яна",), 1)


def test_a_class_is_lifted_for_the_one_pair_that_it_parts():
    _, remedies = one_left(mentee("Аня", unit="9А"), mentor("Яна", unit="9А"), rules=Rules(units=Units.OTHER))

    assert remedies[Kind.LIFT] == [
        Remedy(
            Kind.LIFT,
            "Яна",
            (Move("Аня", None, "Яна"),),
            mentee="Аня",
            reasons=(Reason.UNIT,),
            worst=330,
            helps=("Аня",),
        )
    ]


def test_a_chain_of_moves_frees_a_place():
    """Аня may go to Яна only, who has Боря; Боря could go to Юля if the time did not part them."""
    _, remedies = one_left(
        mentee("Аня", bans=frozenset({"Юля"})),
        mentee("Боря", wishes=("Яна",)),
        mentor("Яна"),
        mentor("Юля", times=frozenset({"среда"})),
    )

    assert [(one.mentee, one.mentor, one.moves) for one in remedies[Kind.LIFT]] == [
        ("Боря", "Юля", (Move("Аня", None, "Яна"), Move("Боря", "Яна", "Юля")))
    ]


def test_a_paper_that_is_missing_comes_first():
    _, remedies = one_left(mentee("Аня", lacks=(Lack(Reason.CONSENT, "guardian"),)), mentor("Яна"))

    assert remedies == {
        Kind.SETTLE: [
            Remedy(
                Kind.SETTLE,
                None,
                (Move("Аня", None, "Яна"),),
                reasons=(Reason.CONSENT,),
                details=("guardian",),
                worst=330,
                helps=("Аня",),
                first=(Lack(Reason.CONSENT, "guardian"),),
            )
        ]
    }


def test_a_mentor_who_is_not_trained_yet_is_a_remedy():
    _, remedies = one_left(mentee("Аня"), mentor("Яна", lacks=(Lack(Reason.TRAINING),)))

    assert [(one.mentor, one.reasons) for one in remedies[Kind.READY]] == [("Яна", (Reason.TRAINING,))]


def test_a_group_that_is_too_small_may_be_allowed():
    _, remedies = one_left(mentee("Аня", together=Together.GROUP), mentor("Яна", capacity=4, least=3))

    assert [(one.mentor, one.moves) for one in remedies[Kind.SMALLER]] == [("Яна", (Move("Аня", None, "Яна"),))]


def test_who_was_left_for_the_sake_of_the_sum_needs_no_remedy_but_another_order():
    """Аня and Боря both like Яна; Боря alone could go to Юля, but one good pair outweighs two poor ones."""
    task = Task(
        mentees=(
            mentee("Аня", interests=frozenset("а"), bans=frozenset({"Юля"})),
            mentee("Боря", interests=frozenset("б"), times=None),
        ),
        mentors=(mentor("Яна", interests=frozenset("б")), mentor("Юля", interests=frozenset("в"), times=None)),
        order=Order.TOTAL,
    )
    proposal = proposing.solve(task)

    assert [one.kind for left in proposal.unplaced for one in left.remedies] == [Kind.REARRANGE]


def test_who_has_no_time_at_all_is_not_promised_a_new_mentor():
    _, remedies = one_left(mentee("Аня", times=frozenset()), mentor("Яна"))

    assert Kind.RECRUIT not in remedies


def test_ten_left_of_two_hundred_are_all_helped():
    proposal = proposing.solve(cohort(200, 63, 3, seed=5))

    assert len(proposal.unplaced) >= 10
    assert all(left.remedies for left in proposal.unplaced if left.refused != ((Reason.TIME, 63),))
