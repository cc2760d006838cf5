"""The order and the sense of questions: whatever is done to them, codes stay and conditions hold."""

from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import wording
from surveys.wording import Questions, Wording

PARTS = st.sampled_from(["", "Начало", "Середина", "Конец"])
STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "remove", "up", "down", "part", "rename"]), st.integers(0, 30), PARTS),
    max_size=25,
)


def asked(code: str, part: str = "Начало", **more) -> Wording:
    return Wording(code=code, kind="yes_no", text=f"Вопрос {code}", part=part, **more)


def codes(questions: Questions) -> list[str]:
    return [one.code for one in questions]


def one_edit(questions: Questions, what: str, place: int, part: str, number: int) -> Questions:
    """Do one of the things an editor does to the question that stands at a place."""
    if what == "add" or not questions:
        return wording.added(questions, asked(f"new_{number}", part), after=codes(questions)[-1] if questions else "")
    code = questions[place % len(questions)].code
    if what == "remove":
        return wording.removed(questions, code)
    if what == "part":
        return wording.changed(questions, code, lambda one: replace(one, part=part))
    if what == "rename":
        return wording.renamed(questions, questions[place % len(questions)].part, part)
    return wording.moved(questions, code, -1 if what == "up" else 1)


@given(STEPS)
def test_any_edits_keep_each_code_once_and_each_part_in_one_piece(steps):
    questions, expected = (), set()
    for number, (what, place, part) in enumerate(steps):
        before = set(codes(questions))
        questions = one_edit(questions, what, place, part, number)
        now = set(codes(questions))
        grew = what == "add" or not before
        expected = now if grew or what == "remove" else expected
        assert now - before == ({f"new_{number}"} if grew else set())
        assert len(before - now) == (what == "remove" and bool(before))
        assert now == expected
        assert len(codes(questions)) == len(now)
        parts = [part for part, _ in groupby(questions, key=lambda one: one.part)]
        assert len(parts) == len(set(parts))


@given(st.lists(PARTS, min_size=2, max_size=8), st.integers(0, 7), st.booleans())
def test_move_is_undone_by_its_opposite_unless_a_part_went_with_it(parts, place, down):
    questions = wording.settled(asked(f"q_{number}", part) for number, part in enumerate(parts))
    step, code = (1 if down else -1), questions[place % len(questions)].code

    there = wording.moved(questions, code, step)

    if there != questions and {one.part for one in there} == {one.part for one in questions}:
        assert wording.moved(there, code, -step) == questions


def test_question_goes_over_the_edge_of_its_part_before_it_goes_further():
    questions = (asked("a"), asked("b"), asked("c", "Конец"), asked("d", "Конец"))

    first = wording.moved(questions, "b", 1)
    second = wording.moved(first, "b", 1)

    assert [(one.code, one.part) for one in first] == [
        ("a", "Начало"), ("b", "Конец"), ("c", "Конец"), ("d", "Конец"),
    ]  # fmt: skip
    assert codes(second) == ["a", "c", "b", "d"]
    assert wording.moved(questions, "a", -1) == questions


def test_new_question_stands_after_the_named_one_and_with_its_part():
    questions = (asked("a"), asked("b"), asked("c", "Конец"))

    assert codes(wording.added(questions, asked("x"), after="a")) == ["a", "x", "b", "c"]
    assert codes(wording.added(questions, asked("x"))) == ["a", "b", "x", "c"]
    assert codes(wording.added(questions, asked("x", "Середина"), after="a")) == ["a", "b", "x", "c"]
    assert codes(wording.added(questions, asked("x", "Новый"))) == ["a", "b", "c", "x"]


def test_part_named_as_another_joins_it():
    questions = (asked("a"), asked("b", "Середина"), asked("c", "Конец"))

    joined = wording.renamed(questions, "Конец", "Начало")

    assert [(one.code, one.part) for one in joined] == [("a", "Начало"), ("c", "Начало"), ("b", "Середина")]


def test_difference_says_what_comes_goes_and_changes():
    was = (asked("a"), asked("b"), asked("c"), asked("d"))
    other = replace(asked("b"), text="Иначе")
    now = (other, asked("a"), asked("d"), asked("x"))

    found = wording.difference(was, now)

    assert found == wording.Difference((asked("x"),), (asked("c"),), ((asked("b"), other),), reordered=True)
    assert wording.difference(was, was) == wording.Difference((), (), (), reordered=False)


RESTS = replace(asked("b"), shown_if="a", shown_value=1)
LIST = replace(asked("a"), kind="one", options=("да", "нет", "не знаю"))


@pytest.mark.parametrize(
    ("questions", "words"),
    [
        ((), "Вопросов не осталось"),
        ((RESTS,), "Сначала снимите у него условие"),
        ((RESTS, asked("a")), "должен стоять после него"),
        ((replace(asked("a"), shown_if="a", shown_value=1),), "должен стоять после него"),
        ((asked("a"), replace(RESTS, shown_value=2)), "которого больше нет"),
        ((LIST, replace(RESTS, shown_value=3)), "которого больше нет"),
        ((replace(asked("a"), kind="long"), RESTS), "которого больше нет"),
        ((replace(LIST, options=("да",)),), "хотя бы два варианта"),
        ((replace(LIST, options=("да", "да")),), "стоит дважды"),
        ((replace(asked("a"), kind="matrix"),), "нет строк"),
        ((replace(asked("a"), kind="scale", low=3, high=3),), "шкала не растёт"),
        ((replace(asked("a"), text=" "),), "Напишите вопрос"),
        ((replace(asked("a"), pair_code="x"), replace(asked("b"), pair_code="x")), "уже сравнивается"),
    ],
)
def test_what_cannot_be_asked_is_named(questions, words):
    assert words in wording.fault(questions)


@pytest.mark.parametrize(
    ("first", "value"),
    [
        (asked("a"), 0),
        (LIST, 2),
        (replace(LIST, kind="many"), 0),
        (replace(asked("a"), kind="scale", low=0, high=2), 2),
    ],
)
def test_condition_on_an_answer_that_may_be_given_is_right(first, value):
    assert wording.fault((first, replace(RESTS, shown_value=value))) == ""


def test_answers_are_said_in_words():
    assert asked("a").answers() == {1: "да", 0: "нет"}
    assert LIST.answers() == {0: "да", 1: "нет", 2: "не знаю"}
    assert replace(asked("a"), kind="scale", low=0, high=2).answers() == {0: "0", 1: "1", 2: "2"}
    assert replace(asked("a"), kind="person", high=3).answers() == {}
