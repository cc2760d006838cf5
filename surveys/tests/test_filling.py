"""What is asked, and what an answer means: pure."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import filling
from surveys.filling import Fault, Item, Said

PEOPLE = ((7, "Кедров Лев"), (8, "Осокина Вера"), (9, "Ясенева Инна"))


def asked(kind: str, **facts) -> Item:
    return Item(key=1, code="a", kind=kind, text="Вопрос?", **facts)


SCALE = asked("scale")
ONE = asked("one", options=("да", "иногда", "нет"))
MANY = asked("many", options=("чтение", "счёт", "письмо"))
TABLE = asked("matrix", low=0, high=2, rows=("дома", "в школе"))
NAMED = asked("person", high=2, people=PEOPLE)
EVERY = (SCALE, ONE, MANY, TABLE, NAMED, *map(asked, ("yes_no", "short", "long", "number", "date")))


@pytest.mark.parametrize(
    ("question", "raw", "value"),
    [
        (SCALE, "7", 7),
        (SCALE, 7, 7),
        (SCALE, " 10 ", 10),
        (asked("scale", low=0, high=2), "0", 0),
        (SCALE, "", None),
        (SCALE, None, None),
        (ONE, "2", 2),
        (MANY, ["2", "0", "2"], (0, 2)),
        (MANY, [], None),
        (MANY, "1", (1,)),
        (asked("yes_no"), "0", 0),
        (asked("yes_no"), 1, 1),
        (asked("short"), "  два \n слова ", "два слова"),
        (asked("long"), "строка\r\nещё\x00", "строка\nещё"),
        (asked("number"), "3,5", Decimal("3.5")),
        (asked("number"), "1 200", Decimal(1200)),
        (asked("number"), "0", Decimal(0)),
        (asked("date"), "18.11.2026", date(2026, 11, 18)),
        (asked("date"), "2026-11-18", date(2026, 11, 18)),
        (asked("date"), "18 ноября 2026 г.", date(2026, 11, 18)),
        (asked("date"), "", None),
        (NAMED, ["8", ""], (8,)),
        (NAMED, ["", "9", "7"], (9, 7)),
        (NAMED, ["", ""], None),
        (TABLE, ["0", "2"], (0, 2)),
        (TABLE, ["", "1"], (None, 1)),
        (TABLE, ["", ""], None),
    ],
)
def test_answer_means_what_was_said(question, raw, value):
    assert filling.clean(question, raw) == value


@pytest.mark.parametrize(
    ("question", "raw", "words"),
    [
        (SCALE, "0", "Выберите число от 1 до 10."),
        (SCALE, "11", "Выберите число от 1 до 10."),
        (SCALE, "7.5", "Выберите число от 1 до 10."),
        (SCALE, "٣", "Выберите число от 1 до 10."),
        (SCALE, "-1", "Выберите число от 1 до 10."),
        (ONE, "3", "Такого варианта нет. Выберите из списка."),
        (MANY, ["0", "х"], "Такого варианта нет. Выберите из списка."),
        (asked("yes_no"), "2", "Выберите «да» или «нет»."),
        (asked("short"), "я" * 301, "Сократите до 300 знаков: сейчас их 301."),
        (asked("long"), "я" * 4001, "Сократите до 4000 знаков: сейчас их 4001."),
        (asked("number"), "много", "Напишите число цифрами, например 12 или 3,5."),
        (asked("number"), "1e5", "Напишите число цифрами, например 12 или 3,5."),
        (asked("number"), "-2", "Число должно быть от 0 до 9 999 999."),
        (asked("number"), "10000000", "Число должно быть от 0 до 9 999 999."),
        (asked("date"), "31.02.2026", "Напишите день, месяц и год, например 18.11.2026."),
        (asked("date"), "осенью", "Напишите день, месяц и год, например 18.11.2026."),
        (asked("date"), "18 ноября", "Напишите день, месяц и год, например 18.11.2026."),
        (asked("date"), "01.01.1200", "Напишите день, месяц и год, например 18.11.2026."),
        (NAMED, ["5"], "Такого человека в списке нет. Выберите из списка."),
        (NAMED, ["7", "7"], "Один человек назван дважды. Оставьте его один раз."),
        (NAMED, ["7", "8", "9"], "Можно назвать не больше 2."),
        (TABLE, ["0", "3"], "Выберите число от 0 до 2."),
    ],
)
def test_fault_says_what_to_do(question, raw, words):
    assert filling.clean(question, raw) == Fault(words)


@pytest.mark.parametrize(
    ("kind", "raw", "words"),
    [
        ("scale", "", "Ответьте на этот вопрос."),
        ("many", [], "Отметьте хотя бы один вариант."),
        ("short", "  ", "Впишите ответ."),
        ("number", None, "Впишите число."),
        ("date", "", "Укажите день."),
        ("person", [""], "Выберите хотя бы одного человека."),
        ("matrix", ["1", ""], "Ответьте в каждой строке."),
    ],
)
def test_required_question_waits_for_its_answer(kind, raw, words):
    question = asked(kind, required=True, options=("чтение",), rows=("дома", "в школе"), people=PEOPLE)

    assert filling.clean(question, raw) == Fault(words)


def test_no_is_an_answer_to_a_required_question():
    assert filling.clean(asked("yes_no", required=True), "0") == 0


def line(code: str, part: str = "", **facts) -> Item:
    return Item(key=0, code=code, kind="yes_no", text=code, part=part, **facts)


def codes(pages) -> list[list[str]]:
    return [[one.code for one in page] for page in pages]


def test_questions_of_one_part_that_stand_together_make_a_page():
    questions = [line("a", "1"), line("b", "1"), line("c", "2"), line("d", "1")]

    assert codes(filling.parts(questions)) == [["a", "b"], ["c"], ["d"]]


CHAIN = [line("a"), line("b", shown_if="a", shown_value=1), line("c", shown_if="b", shown_value=0)]


@pytest.mark.parametrize(
    ("answers", "seen"),
    [({}, "a"), ({"a": 0}, "a"), ({"a": 1}, "ab"), ({"a": 1, "b": 0}, "abc"), ({"a": 0, "b": 0}, "a")],
)
def test_question_rests_on_an_answer_that_was_itself_asked(answers, seen):
    assert "".join(one.code for one in filling.shown(CHAIN, answers)) == seen


def test_question_may_rest_on_one_of_several_options():
    questions = [
        Item(key=1, code="a", kind="many", text="С чем?", options=("x", "y")),
        line("b", shown_if="a", shown_value=1),
    ]

    assert codes([filling.shown(questions, {"a": (0, 1)})]) == [["a", "b"]]
    assert codes([filling.shown(questions, {"a": (0,)})]) == [["a"]]


def test_page_holds_what_it_decides_itself_and_leaves_out_what_is_decided():
    questions = [*CHAIN, line("d", "2", shown_if="a", shown_value=1), line("e", "3")]

    assert codes(filling.pages(questions, {})) == [["a", "b", "c"], ["e"]]
    assert codes(filling.pages(questions, {"a": 1})) == [["a", "b", "c"], ["d"], ["e"]]


def test_answer_to_what_is_not_asked_is_not_kept_and_not_waited_for():
    questions = [line("a"), line("b", required=True, shown_if="a", shown_value=1)]

    assert filling.fill(questions, {"a": "0", "b": "нет"}) == filling.Filled({"a": 0}, {})
    assert filling.fill(questions, {"a": "1"}) == filling.Filled({"a": 1}, {"b": Fault("Ответьте на этот вопрос.")})


def test_draft_keeps_no_more_than_could_be_taken():
    assert filling.kept(SCALE, "9" * 1000) == "9" * 100
    assert len(filling.kept(asked("long"), "я" * 100_000)) == 8000
    assert filling.kept(MANY, ["0"] * 50) == ["0", "0", "0"]
    assert filling.kept(TABLE, None) == []


RAW = st.one_of(st.none(), st.text(max_size=20), st.integers(-3, 12), st.lists(st.text(max_size=3), max_size=4))
DIGITS = st.one_of(st.sampled_from([str(n) for n in range(12)]), st.lists(st.sampled_from("0123789"), max_size=4))


@given(question=st.sampled_from(EVERY), raw=st.one_of(RAW, DIGITS))
def test_any_raw_answer_is_a_value_that_comes_back_or_a_fault_in_words(question, raw):
    value = filling.clean(question, raw)

    if isinstance(value, Fault):
        assert value.text.endswith(".")
    elif value is not None:
        rows = list(filling.said(question, value))
        assert rows and all(isinstance(row, Said) for row in rows)
        assert filling.clean(question, filling.told(question, rows)) == value


@given(
    values=st.lists(st.integers(0, 1), min_size=6, max_size=6),
    rests=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 1)), min_size=6, max_size=6),
)
def test_page_shows_all_that_is_asked_in_its_order(values, rests):
    questions = [
        line(f"q{n}", str(n // 2), **({"shown_if": f"q{on}", "shown_value": value} if on < n else {}))
        for n, (on, value) in enumerate(rests)
    ]
    answers = {f"q{n}": value for n, value in enumerate(values)}

    seen = [one.code for page in filling.pages(questions, answers) for one in page]
    needed = [one.code for one in filling.shown(questions, answers)]

    assert [code for code in seen if code in needed] == needed
    assert seen == sorted(seen)
