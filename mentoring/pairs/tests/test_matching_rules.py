"""Hard rules, the parts of the score, and what a proposal says of a pair."""

from dataclasses import replace

import pytest
from hypothesis import given

from mentoring.pairs.matching import proposing
from mentoring.pairs.matching.grounds import lay
from mentoring.pairs.matching.people import (
    Lack,
    MatchingError,
    MenteeSide,
    MentorSide,
    Order,
    Reason,
    Rules,
    Task,
    Together,
    Units,
    Weights,
)
from mentoring.pairs.matching.proposing import WhyNot
from mentoring.pairs.matching.refusing import reasons
from mentoring.pairs.matching.scoring import Part, PartScore
from mentoring.pairs.tests.tasks import tasks


def mentee(**given: object) -> MenteeSide:
    return MenteeSide(**{"key": "Аня", **given})


def mentor(**given: object) -> MentorSide:
    return MentorSide(**{"key": "Яна", **given})


def refused(first: MenteeSide, second: MentorSide, **rules: object) -> tuple[Reason, ...]:
    laid = lay(Task(mentees=(first,), mentors=(second,), rules=Rules(**rules)))
    return reasons(int(laid.refusals[0, 0]))


def codes(*words: str) -> frozenset[str]:
    return frozenset(words)


@pytest.mark.parametrize(
    ("first", "second", "rules", "wanted"),
    [
        (mentee(lacks=(Lack(Reason.CONSENT),)), mentor(), {}, Reason.CONSENT),
        (mentee(), mentor(lacks=(Lack(Reason.SCREENING),)), {}, Reason.SCREENING),
        (mentee(), mentor(lacks=(Lack(Reason.TRAINING),)), {}, Reason.TRAINING),
        (mentee(), mentor(capacity=0), {}, Reason.CAPACITY),
        (mentee(forms=codes("ученик")), mentor(forms=codes("студент")), {}, Reason.FORM),
        (mentee(age=10), mentor(age_from=11), {}, Reason.AGE),
        (mentee(age=16), mentor(age_to=15), {}, Reason.AGE),
        (mentee(age=15), mentor(age=16), {"older_by": 2}, Reason.AGE),
        (mentee(grade=9), mentor(grade=9), {"grade_above": 1}, Reason.GRADE),
        (mentee(unit="9А"), mentor(unit="9А"), {"units": Units.OTHER}, Reason.UNIT),
        (mentee(unit="9А"), mentor(unit="9Б"), {"units": Units.SAME}, Reason.UNIT),
        (mentee(times=codes("пн")), mentor(times=codes("вт")), {}, Reason.TIME),
        (mentee(times=codes("пн", "вт")), mentor(times=codes("пн")), {"common_times": 2}, Reason.TIME),
        (mentee(together=Together.ONE), mentor(capacity=3, least=2), {}, Reason.TOGETHER),
        (mentee(together=Together.GROUP), mentor(capacity=1), {}, Reason.TOGETHER),
        (mentee(bans=codes("Яна")), mentor(), {}, Reason.BAN),
        (mentee(), mentor(bans=codes("Аня")), {}, Reason.BAN),
        (mentee(kin=codes("Яна")), mentor(), {}, Reason.KIN),
        (mentee(), mentor(kin=codes("Аня")), {}, Reason.KIN),
    ],
)
def test_a_hard_rule_refuses_with_its_code(first: MenteeSide, second: MentorSide, rules: dict, wanted: Reason):
    assert refused(first, second, **rules) == (wanted,)


@pytest.mark.parametrize(
    ("first", "second", "rules"),
    [
        (mentee(lacks=(Lack(Reason.CONSENT),)), mentor(), {"ready": frozenset()}),
        (mentee(forms=codes("ученик")), mentor(forms=codes("студент")), {"form": False}),
        (mentee(forms=None), mentor(forms=codes("студент")), {}),
        (mentee(age=11), mentor(age_from=11, age_to=11), {}),
        (mentee(age=10), mentor(age_from=11), {"age": False}),
        (mentee(), mentor(age_from=11), {}),
        (mentee(age=15), mentor(age=17), {"older_by": 2}),
        (mentee(age=15), mentor(), {"older_by": 2}),
        (mentee(grade=9), mentor(grade=10), {"grade_above": 1}),
        (mentee(), mentor(grade=10), {"grade_above": 1}),
        (mentee(unit="9А"), mentor(unit="9Б"), {"units": Units.OTHER}),
        (mentee(unit="9А"), mentor(), {"units": Units.SAME}),
        (mentee(), mentor(), {"units": Units.OTHER}),
        (mentee(times=codes("пн")), mentor(times=codes("пн")), {}),
        (mentee(times=None), mentor(times=codes("вт")), {}),
        (mentee(times=codes("пн")), mentor(times=codes("вт")), {"common_times": 0}),
        (mentee(together=Together.GROUP), mentor(capacity=1), {"together": False}),
        (mentee(together=Together.ONE), mentor(capacity=3), {}),
        (mentee(bans=codes("никто")), mentor(kin=codes("никто")), {}),
    ],
)
def test_what_a_rule_allows_or_nobody_has_answered_refuses_nobody(first: MenteeSide, second: MentorSide, rules: dict):
    assert refused(first, second, **rules) == ()


def test_a_pair_may_be_refused_by_many_rules_at_once():
    first = mentee(lacks=(Lack(Reason.CONSENT),), age=8, times=codes("пн"), kin=codes("Яна"))

    assert refused(first, mentor(age_from=10, times=codes("вт"), capacity=0)) == (
        Reason.CONSENT, Reason.CAPACITY, Reason.AGE, Reason.TIME, Reason.KIN,
    )  # fmt: skip


FULL = {
    "interests": codes("шахматы", "лес"),
    "dislikes": codes("шум"),
    "times": codes("пн", "вт", "ср", "чт"),
    "place": "север",
}


def test_every_part_is_scored_by_its_own_measure():
    first = mentee(requests={"физика": 3, "речь": 1}, wishes=("Юля", "Яна"), **FULL)
    second = mentor(
        competences=codes("физика"),
        wishes=("Аня",),
        **{**FULL, "interests": codes("шахматы"), "times": codes("пн", "вт")},
    )
    (pair,) = proposing.solve(Task(mentees=(first,), mentors=(second,))).pairs

    assert pair.parts == (
        PartScore(Part.REQUEST, 75, 30, True, ("физика",)),
        PartScore(Part.INTERESTS, 66, 15, True, ("шахматы",)),
        PartScore(Part.DISLIKES, 100, 10, True, ("шум",)),
        PartScore(Part.TIMES, 66, 15, True, ("вт", "пн")),
        PartScore(Part.WISH, 75, 15, True),
        PartScore(Part.CHOICE, 100, 10, True),
        PartScore(Part.PLACE, 100, 5, True),
    )
    assert pair.score == (75 * 30 + 66 * 15 + 100 * 10 + 66 * 15 + 75 * 15 + 100 * 10 + 100 * 5) * 10 // 100
    assert pair.completeness == 100


def test_what_nobody_has_answered_lowers_completeness_and_not_the_score():
    first, second = mentee(**FULL), mentor(**FULL)
    (known,) = proposing.solve(Task(mentees=(first,), mentors=(second,))).pairs
    (silent,) = proposing.solve(Task(mentees=(replace(first, dislikes=None, place=None),), mentors=(second,))).pairs

    assert (known.score, silent.score) == (1000, 1000)
    assert (known.completeness, silent.completeness) == (45, 30)
    assert [part.part for part in silent.parts if part.known] == [Part.INTERESTS, Part.TIMES]


def test_a_pair_of_whom_nothing_is_known_stands_in_the_middle():
    proposal = proposing.solve(Task(mentees=(mentee(),), mentors=(mentor(),)))

    assert [(pair.score, pair.completeness) for pair in proposal.pairs] == [(500, 0)]
    assert proposal.completeness == 0


def test_a_part_without_weight_counts_for_nothing():
    task = Task(mentees=(mentee(**FULL),), mentors=(mentor(**{**FULL, "place": "юг"}),), weights=Weights(place=0))

    assert [(pair.score, pair.completeness) for pair in proposing.solve(task).pairs] == [(1000, 42)]


def test_the_proposal_says_how_full_the_answers_of_its_pairs_are():
    people = (mentee(**FULL), mentee(key="Боря"))
    proposal = proposing.solve(Task(mentees=people, mentors=(mentor(**FULL, capacity=2),)))

    assert [pair.completeness for pair in proposal.pairs] == [45, 0]
    assert proposal.completeness == 22


@given(tasks())
def test_no_score_leaves_its_scale(task: Task):
    scores = lay(task).scores

    assert ((scores.total >= 0) & (scores.total <= 1000)).all()
    assert ((scores.completeness >= 0) & (scores.completeness <= 100)).all()


def test_why_not_names_rules_hands_and_better_pairs():
    people = (mentee(**FULL), mentee(key="Боря", times=codes("пн")), mentee(key="Вера", times=codes("сб")))
    others = (mentor(**FULL), mentor(key="Юля", times=codes("пн")), mentor(key="Эля", times=codes("пн")))
    task = Task(mentees=people, mentors=others, locks=frozenset({("Боря", "Эля")}), bans=frozenset({("Аня", "Юля")}))
    proposal = proposing.solve(task)

    assert [(pair.mentee, pair.mentor) for pair in proposal.pairs] == [("Аня", "Яна"), ("Боря", "Эля")]
    assert proposal.waiting == ("Вера",)
    assert proposal.why_not("Аня", "Яна").reasons == ()
    assert proposal.why_not("Аня", "Юля").reasons == (Reason.FORBIDDEN,)
    assert proposal.why_not("Аня", "Эля").reasons == (Reason.FILLED,)
    assert proposal.why_not("Боря", "Яна").reasons == (Reason.LOCKED,)
    assert proposal.why_not("Вера", "Яна").reasons == (Reason.TIME,)


def test_why_not_of_an_allowed_pair_says_where_both_are():
    people = (mentee(wishes=("Яна", "Юля")), mentee(key="Боря", wishes=("Яна",)))
    proposal = proposing.solve(Task(mentees=people, mentors=(mentor(), mentor(key="Юля"))))
    parts = tuple(
        PartScore(
            part, 100 if part == "wish" else 0, getattr(Weights(), part), part in ("wish", "choice") and part == "wish"
        )
        for part in Part
    )

    assert proposal.why_not("Аня", "Яна") == WhyNot(
        "Аня", "Яна", (Reason.OTHERWISE,), 1000, 15, parts, "Юля", ("Боря",)
    )


def test_a_lock_over_a_rule_tells_which_it_breaks():
    people, others = (mentee(unit="9А"),), (mentor(unit="9А"),)
    rules = Rules(units=Units.OTHER)
    (pair,) = proposing.solve(
        Task(mentees=people, mentors=others, rules=rules, locks=frozenset({("Аня", "Яна")}))
    ).pairs

    assert (pair.locked, pair.breaks) == (True, (Reason.UNIT,))


def test_the_price_of_a_wish_is_the_difference_of_the_figures():
    people = (mentee(wishes=("Яна", "Юля")), mentee(key="Боря", wishes=("Яна",)))
    proposal = proposing.solve(Task(mentees=people, mentors=(mentor(), mentor(key="Юля"))))
    tried = proposing.with_pair(proposal, "Аня", "Яна")

    assert proposal.figures.total - tried.figures.total == 750
    assert proposal.figures.in_order(Order.PLACED) == (("placed", 2), ("worst", 750), ("total", 1750), ("uneven", 2))
    assert tried.figures.in_order(Order.WORST) == (("worst", 0), ("placed", 2), ("total", 1000), ("uneven", 2))


def test_nobody_on_one_side_is_an_empty_proposal():
    alone = proposing.solve(Task(mentees=(mentee(),), mentors=()))
    nobody = proposing.solve(Task(mentees=(), mentors=(mentor(),)))

    assert (alone.pairs, alone.waiting, alone.figures.worst) == ((), ("Аня",), None)
    assert [remedy.kind.name for left in alone.unplaced for remedy in left.remedies] == ["RECRUIT"]
    assert (nobody.pairs, nobody.waiting) == ((), ())


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("person_twice", {"mentees": (mentee(), mentee())}),
        ("unknown_person", {"locks": frozenset({("Аня", "никто")})}),
        ("unknown_person", {"bans": frozenset({("никто", "Яна")})}),
        ("locked_and_banned", {"locks": frozenset({("Аня", "Яна")}), "bans": frozenset({("Аня", "Яна")})}),
        (
            "locked_twice",
            {"mentors": (mentor(), mentor(key="Юля")), "locks": frozenset({("Аня", "Яна"), ("Аня", "Юля")})},
        ),
        ("impossible_group", {"mentors": (mentor(least=0),)}),
        ("impossible_group", {"mentors": (mentor(capacity=-1),)}),
    ],
)
def test_a_task_that_contradicts_itself_is_refused_by_name(code: str, given: dict):
    with pytest.raises(MatchingError) as refusal:
        Task(**{"mentees": (mentee(),), "mentors": (mentor(),), **given})

    assert refusal.value.code == code


def test_a_weight_out_of_its_scale_is_refused():
    with pytest.raises(MatchingError) as refusal:
        Weights(place=101)

    assert (refusal.value.code, refusal.value.about) == ("weight_out_of_range", ("place",))
