"""What the matching says of two people, of those who are left and of a wish, in words."""

from datetime import date

import pytest

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
from mentoring.pairs.matching.remedying import Kind, Move, Remedy
from mentoring.pairs.matching.scoring import Part
from mentoring.pairs.models import Hand, Run
from mentoring.pairs.runs import comparing, desk_shown, reasons
from mentoring.pairs.runs.candidates import Candidates
from mentoring.pairs.runs.posing import Hands, Live, with_pair
from mentoring.people.models import Person
from mentoring.registry.models import Mentee, Mentor

NOT_TRAINED = (Lack(Reason.TRAINING, "не обучен"),)


def named(model, key: str, surname: str):
    return model(pk=int(key), person=Person(pk=int(key), surname=surname, given="Ян"))


def found(mentees: list[MenteeSide], mentors: list[MentorSide]) -> Candidates:
    labels = {part: {} for part in Part} | {
        Part.TIMES: {"2": "вторник", "4": "четверг"},
        Part.REQUEST: {"9": "Алгебра"},
    }
    return Candidates(
        date(2026, 11, 20),
        {side.key: named(Mentee, side.key, f"Чижов{side.key}") for side in mentees},
        {side.key: named(Mentor, side.key, f"Липина{side.key}") for side in mentors},
        tuple(mentees),
        tuple(mentors),
        {},
        labels,
    )


def live(mentees, mentors, *, locks=(), bans=(), **rules) -> Live:
    people = found(mentees, mentors)
    task = Task(
        mentees=people.mentee_sides,
        mentors=people.mentor_sides,
        rules=Rules(**rules),
        locks=frozenset(locks),
        bans=frozenset(bans),
    )
    hand = Hand(reason="поссорились")
    return Live(Run(), people, Hands(dict.fromkeys(locks, hand), dict.fromkeys(bans, hand)), task)


def said(now: Live, mentee: str = "1", mentor: str = "11") -> list[str]:
    words = reasons.why_not(now, now.proposal.why_not(mentee, mentor))
    return [one.replace("\N{NO-BREAK SPACE}", " ") for one in words]


@pytest.mark.parametrize(
    ("mentee", "mentor", "rules", "words"),
    [
        ({"lacks": (Lack(Reason.CONSENT, "нет согласия"),)}, {}, {}, "Чижов1 Я.: нет согласия."),
        ({}, {"lacks": NOT_TRAINED}, {}, "Липина11 Я.: не обучен."),
        ({}, {"capacity": 0}, {}, "У наставника нет свободных мест."),
        (
            {"forms": frozenset("а")},
            {"forms": frozenset("б")},
            {},
            "Наставник готов работать только в других формах.",
        ),
        (
            {"age": 9},
            {"age_from": 11, "age_to": 15},
            {},
            "Возраст: наставник берёт от 11 до 15 лет, наставляемому 9.",
        ),
        ({"grade": 8}, {"grade": 9}, {"grade_above": 2}, "Классы слишком близки: 8 и 9."),
        ({"unit": "а"}, {"unit": "а"}, {"units": Units.OTHER}, "Оба из одного класса."),
        ({"unit": "а"}, {"unit": "б"}, {"units": Units.SAME}, "Они из разных классов."),
        ({"times": frozenset("2")}, {"times": frozenset("4")}, {}, "Нет общего свободного времени."),
        ({"together": Together.GROUP}, {}, {}, "Хотят работать по-разному: вдвоём и в группе."),
        ({"bans": frozenset({"11"})}, {}, {}, "Есть закрытая причина: её знают куратор и психолог."),
        ({"kin": frozenset({"11"})}, {}, {}, "Это родственники или один и тот же человек."),
    ],
)
def test_every_rule_says_why_two_are_not_together(mentee, mentor, rules, words):
    now = live([MenteeSide(key="1", **mentee)], [MentorSide(key="11", **mentor)], **rules)

    assert said(now) == [words]


def test_decision_by_hand_is_told_with_its_reason():
    now = live([MenteeSide(key="1")], [MentorSide(key="11")], bans=[("1", "11")])

    assert said(now) == ["Пара запрещена вручную: поссорились."]


def test_locked_elsewhere_and_filled_by_a_lock_are_told():
    both = [MenteeSide(key="1"), MenteeSide(key="2")], [MentorSide(key="11"), MentorSide(key="12")]
    now = live(*both, locks=[("1", "12")])

    assert said(now) == ["Наставляемый закреплён вручную за другим наставником."]
    assert said(now, "2", "12") == ["Все места наставника заняты закреплёнными парами."]


def test_possible_pair_is_told_beside_what_is_better():
    liked = MenteeSide(key="1", interests=frozenset("а")), MenteeSide(key="2", interests=frozenset("б"))
    ready = MentorSide(key="11", interests=frozenset("а")), MentorSide(key="12", interests=frozenset("б"))
    now = live(list(liked), list(ready))

    assert said(now, "1", "12") == [
        "Пара возможна, но всем вместе лучше иначе; наставляемому предложен наставник Липина11 Я.; "
        "у этого наставника — Чижов2 Я."
    ]
    assert said(now, "1", "11") == []


MOVE = Move("1", None, "11")


@pytest.mark.parametrize(
    ("remedy", "words"),
    [
        (Remedy(Kind.REARRANGE, None, (MOVE,)), "вариант «Никто не забыт»: место найдётся и так"),
        (Remedy(Kind.SETTLE, None, (MOVE,), details=("нет согласия",)), "решить: нет согласия"),
        (Remedy(Kind.PLACE, "11", (MOVE,), helps=("1", "2")), "ещё одно место: Липина11 Я. — устроит одного из 2"),
        (Remedy(Kind.READY, "11", (MOVE,), details=("не обучен",)), "наставник Липина11 Я. — решить: не обучен"),
        (Remedy(Kind.SMALLER, "11", (MOVE,)), "меньшая группа: Липина11 Я."),
        (
            Remedy(Kind.LIFT, "11", (MOVE, Move("2", "11", "12")), mentee="1", reasons=(Reason.AGE,)),
            "исключение из правила «возраст»: Чижов1 Я. и Липина11 Я.; другой наставник будет у: Чижов2 Я.",
        ),
        (Remedy(Kind.RECRUIT, None, (MOVE,), times=("2",)), "новый наставник, свободный во вторник"),
        (
            Remedy(Kind.RECRUIT, None, (MOVE,), first=(Lack(Reason.CONSENT, "нет согласия"),)),
            "новый наставник; сначала решить: нет согласия",
        ),
    ],
)
def test_every_remedy_is_a_sentence(remedy, words):
    people = found([MenteeSide(key="1"), MenteeSide(key="2")], [MentorSide(key="11"), MentorSide(key="12")])

    assert reasons.remedy(people, remedy).replace("\N{NO-BREAK SPACE}", " ") == words


def test_what_two_share_is_told_part_by_part():
    mentee = MenteeSide(key="1", requests={"9": 2}, times=frozenset("24"), wishes=("11",), place="заречье")
    mentor = MentorSide(key="11", competences=frozenset("9"), times=frozenset("24"), wishes=("2", "1"), place="заречье")
    now = live([mentee], [mentor])

    parts = reasons.kept(now.proposal.pairs[0].parts, now.found)

    assert reasons.why(parts) == [
        "Запрос и сильная сторона: Алгебра.",
        "Оба свободны: во вторник и в четверг.",
        "В пожеланиях наставляемого — на первом месте.",
        "В пожеланиях наставника — на втором месте.",
        "Место одно и то же.",
    ]
    assert reasons.answered(parts).replace("\N{NO-BREAK SPACE}", " ") == "по 5 из 7 ответов"


def test_who_is_left_without_a_mentor_by_a_wish_is_named():
    mentees = [MenteeSide(key="1"), MenteeSide(key="2", times=frozenset("2"))]
    mentors = [MentorSide(key="11", times=frozenset("2")), MentorSide(key="12", times=frozenset("4"))]
    now = live(mentees, mentors)

    cost = comparing.price(now.found, now.proposal, with_pair(now, "1", "11"), besides="1")

    assert cost[0].replace("\N{NO-BREAK SPACE}", " ") == "Без наставника останется: Чижов2 Я."


def test_variants_are_told_against_the_chosen_one():
    now = live([MenteeSide(key="1"), MenteeSide(key="2")], [MentorSide(key="11")])

    told = comparing.variants(now.found, now.variants, Order.PLACED)

    assert [(one.code, one.title, one.chosen) for one in told] == [
        ("placed", "Никто не забыт", True),
        ("worst", "Сильнее слабейшая пара", False),
        ("total", "Больше сходства в сумме", False),
    ]
    assert told[0].words == "1 из 2 с наставником, слабейшая пара 50, средняя 50"


def test_those_whom_the_same_would_help_stand_together():
    now = live([MenteeSide(key=key) for key in "123"], [MentorSide(key="11")])

    [group] = desk_shown.left(now)

    assert [mentee.pk for mentee, _ in group.people] == [int(key) for key in now.proposal.waiting]
    assert group.among.replace("\N{NO-BREAK SPACE}", " ") == "3 наставляемых делят 1 подходящее место."


def test_lock_of_somebody_gone_rests():
    now = live([MenteeSide(key="1")], [MentorSide(key="11")])
    gone = Hand(mentee=named(Mentee, "3", "Сойкин"), mentor=named(Mentor, "11", "Липина"), reason="соседи")
    resting = Live(now.run, now.found, Hands({("3", "11"): gone}, {}), now.task)

    [(key, names, why)] = desk_shown.resting(resting)

    assert (key, names.replace("\N{NO-BREAK SPACE}", " "), why) == ("3-11", "Сойкин Я. и Липина Я.", ": соседи")
