"""What is a heading and what only sounds like one; which tables belong to the plan and which do not."""

import pytest

from roadmap.readers import reading
from roadmap.readers.draft import Extra
from roadmap.tests.papers import LEFT, codes, events, read_text, read_word, sections, workbook

HEAD = ["№", "Мероприятие", "Срок", "Ответственный"]
FIRST = ["1", "Беседа с новичками", "сентябрь 2024", "куратор"]
LAST = ["3", "Чаепитие", "март 2025", "завуч"]
PLAN = [HEAD, FIRST, ["2", "Прогулка по музею", "октябрь 2024", "куратор"], LAST]

TRICKY = [
    ["2", "Организация мероприятий для новичков", "октябрь 2024", "ответственный за досуг"],
    ["2", "Описание удачных приёмов", "период каникул", "куратор"],
    ["2", "Порядок действий на случай отказа", "график смен", "исполнители по списку"],
    ["2", "Содержание работы с парами", "до 1 октября 2024", "организаторы"],
]


@pytest.mark.parametrize("row", TRICKY, ids=lambda row: row[1])
def test_row_that_sounds_like_a_heading_stays_an_event(row: list[str]) -> None:
    draft = read_word("Дорожная карта", [HEAD, FIRST, row, LAST])

    assert [tuple(cells) for cells in (FIRST, row, LAST)] == [event[1:] for event in events(draft)]


@pytest.mark.parametrize("row", TRICKY, ids=lambda row: row[1])
def test_row_that_sounds_like_a_heading_stays_an_event_without_numbers(row: list[str]) -> None:
    draft = read_word("Дорожная карта", [line[1:] for line in (HEAD, FIRST, row, LAST)])

    assert [event[2:] for event in events(draft)] == [tuple(line[1:]) for line in (FIRST, row, LAST)]


@pytest.mark.parametrize("row", TRICKY, ids=lambda row: row[1])
def test_row_that_sounds_like_a_heading_stays_an_event_in_a_text(row: list[str]) -> None:
    draft = read_text("Дорожная карта\n\n" + "\n".join("\t".join(line) for line in (HEAD, FIRST, row, LAST)))

    assert [event[1:] for event in events(draft)] == [tuple(line) for line in (FIRST, row, LAST)]


def test_row_that_sounds_like_a_heading_stays_an_event_right_under_its_section() -> None:
    row = ["Порядок работы", "период каникул", "организаторы"]

    draft = read_word("Дорожная карта", [HEAD[1:], ["Знакомство", LEFT, LEFT], row, LAST[1:]])

    assert events(draft) == [("Знакомство", "", *row), ("Знакомство", "", *LAST[1:])]


def test_heading_printed_again_in_the_middle_is_no_event() -> None:
    draft = read_word("Дорожная карта", [HEAD, FIRST, HEAD, ["1", "2", "3", "4"], LAST])

    assert [event[1:] for event in events(draft)] == [tuple(FIRST), tuple(LAST)]


def test_another_plan_lower_on_the_same_sheet_begins_with_its_title_and_heading() -> None:
    other = ["№ п/п", "Наименование работ", "Когда", "Кто"]
    draft = reading.read(
        "план.xlsx",
        workbook(
            {"Планы": [["План мероприятий на 2024 год"], HEAD, FIRST, ["План мероприятий на 2025 год"], other, LAST]}
        ),
    )

    assert [(plan.title, [event.title for event in plan.events]) for plan in draft.plans] == [
        ("План мероприятий на 2024 год", ["Беседа с новичками"]),
        ("План мероприятий на 2025 год", ["Чаепитие"]),
    ]


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("", [["Завуч", "________", "Л.А. Сомова"], ["Куратор", "________", "Н.Н. Ракитин"]]),
        ("", [["Завуч", "", "Л.А. Сомова"], ["Куратор", "", "Н.Н. Ракитин"]]),
        ("", [["Завуч", "", "Л.А. Сомова"]]),
        ("С планом ознакомлены:", [["Сомова Л.А.", "02.09.2024", ""], ["Ракитин Н.Н.", "02.09.2024", ""]]),
        ("", [["Сомова Л.А.", "02.09.2024", ""], ["Ракитин Н.Н.", "02.09.2024", ""]]),
        ("Чего ждём", [["Показатель", "2024", "2025"], ["Пар", "4", "9"]]),
        ("", [["12", "2024", "2025"], ["40 %", "50 %", "60 %"]]),
    ],
)
def test_table_of_other_matter_after_the_plan_is_shown_and_not_taken_in(line: str, rows: list[list[str]]) -> None:
    draft = read_word("Дорожная карта", [cells[1:] for cells in PLAN], line, rows)

    assert [event[2] for event in events(draft)] == ["Беседа с новичками", "Прогулка по музею", "Чаепитие"]
    assert sections(draft) == []
    assert codes(draft) == ["strange-table"]
    assert draft.problems[0].place == "таблица 2"


def test_rest_of_the_plan_after_a_page_is_taken_in() -> None:
    draft = read_word(
        "Дорожная карта", [cells[1:] for cells in PLAN[:3]], "", [LAST[1:], ["Итоги", "май 2025", "завуч"]]
    )

    assert [event[2] for event in events(draft)] == ["Беседа с новичками", "Прогулка по музею", "Чаепитие", "Итоги"]


@pytest.mark.parametrize(
    "rows",
    [
        [["№", "Дата", "Тема встречи", "Результат", "Подпись"], ["1", "03.10.2024", "О себе", "анкета", ""]],
        [
            ["Этап урока", "Время", "Деятельность учителя", "Деятельность класса"],
            ["Повторение", "5 мин", "ведёт", "пишет"],
        ],
        [["Тема урока", "Кол-во часов", "Дата по плану"], ["Дроби", "2", "05.09.2024"]],
    ],
)
def test_diary_and_lesson_are_no_plan(rows: list[list[str]]) -> None:
    draft = read_word("Дневник", rows)

    assert codes(draft)[0] == "no-plan"
    assert draft.plans == ()


def test_diary_after_the_plan_stays_out_of_it() -> None:
    diary = [["№", "Дата", "Тема встречи", "Подпись"], ["1", "03.10.2024", "О себе", ""]]

    draft = read_word("Дорожная карта", PLAN, "Встречи одной пары", diary)

    assert len(draft.events) == 3
    assert codes(draft) == ["strange-table"]


def test_theme_with_somebody_who_answers_is_a_plan() -> None:
    draft = read_word("План", [["№", "Тематика", "Дата", "Ответственный"], FIRST])

    assert [event[1:] for event in events(draft)] == [tuple(FIRST)]


@pytest.mark.parametrize("number", ["2.", ""])
def test_merged_stage_row_is_a_section_wherever_the_date_column_stands(number: str) -> None:
    head = ["№", "Сроки", "Мероприятие", "Исполнители"]
    stage = [number, "Знакомство", LEFT, LEFT] if number else ["Знакомство", LEFT, LEFT, LEFT]

    draft = read_word("Дорожная карта", [head, stage, ["2.1", "май 2025", "Игра", "вожатый"]])

    assert sections(draft) == [(number, "Знакомство")]
    assert events(draft) == [("Знакомство", "2.1", "Игра", "май 2025", "вожатый")]


@pytest.mark.parametrize("name", ["Куратор", "Должность", "Соисполнители", "Педагог"])
def test_lesser_name_of_a_column_stands_for_who_answers(name: str) -> None:
    draft = read_word("План мероприятий", [["№", "Мероприятие", "Срок", name], FIRST])

    assert [event[1:] for event in events(draft)] == [tuple(FIRST)]


def test_second_column_of_people_stays_beside_the_one_who_answers() -> None:
    draft = read_word("План мероприятий", [[*HEAD, "Соисполнители"], [*FIRST, "вожатые"]])

    assert draft.events[0].responsible_text == "куратор"
    assert draft.events[0].extras == (Extra("Соисполнители", "вожатые"),)


def test_form_of_work_is_the_event_only_where_no_other_column_names_it() -> None:
    alone = read_word("План мероприятий", [["№", "Форма работы", "Срок", "Организатор"], FIRST])
    beside = read_word("План мероприятий", [[*HEAD, "Форма работы"], [*FIRST, "кружок"]])

    assert [event.title for event in alone.events] == ["Беседа с новичками"]
    assert [(event.title, event.extras) for event in beside.events] == [
        ("Беседа с новичками", (Extra("Форма работы", "кружок"),))
    ]


def test_two_plain_columns_are_a_plan() -> None:
    draft = read_word("План мероприятий", [["Дата", "Что проводится"], ["май 2025", "Игра"]])

    assert [event[2:] for event in events(draft)] == [("Игра", "май 2025", "")]


def test_many_columns_of_their_own_do_not_hide_the_plan() -> None:
    own = ["Класс", "Кабинет", "Часы", "Отзыв", "Баллы"]

    draft = read_word("План мероприятий", [[*HEAD, *own], [*FIRST, "7", "12", "2", "да", "5"]])

    assert [event[1:] for event in events(draft)] == [tuple(FIRST)]
    assert [extra.column for extra in draft.events[0].extras] == own


def test_nameless_first_column_numbers_the_rows() -> None:
    draft = read_word("План мероприятий", [["", *HEAD[1:]], FIRST, LAST])

    assert [event[1] for event in events(draft)] == ["1", "3"]
