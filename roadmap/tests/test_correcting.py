from dataclasses import replace
from datetime import date

import pytest

from mentoring.calendar import reading
from mentoring.calendar.due import Period
from mentoring.calendar.workdays import SchoolCalendar
from roadmap import correcting, stages
from roadmap.readers.draft import Event, Extra, Layout, Plan, Section
from roadmap.sheets import flow

PERIOD = Period(date(2026, 9, 1), date(2028, 5, 31))
PLAN = Plan(
    "План",
    ("№ п/п", "Мероприятие", "Срок", "Ответственный", "Где"),
    (Section("1", "Подготовка условий", task="собрать людей"), Section("2", "Формирование базы наставников")),
    (
        Event(0, "1.1", "Рассказ педагогам", due=reading.read("сентябрь"), responsible_text="куратор"),
        Event(0, "1.2", "Сбор родителей", due=reading.read("октябрь"), extras=(Extra("Где", "актовый зал"),)),
        Event(1, "2.1", "Опрос", due=reading.read("октябрь"), due_inherited=True),
        Event(1, "2.2", "Список", due=reading.read("раз в квартал")),
    ),
    Layout.STAGED,
)
SHEET = correcting.read_sheet(PLAN, "План", PERIOD)


def shape(sheet) -> list:
    return [line.key if line.key in {one.key for one in sheet.sections} else f" {line.key}" for line in flow(sheet)]


def test_a_draft_is_read_with_its_columns_stages_and_inherited_cells():
    assert SHEET.columns == (
        ("number", "№ п/п"),
        ("title", "Мероприятие"),
        ("due", "Срок"),
        ("responsible", "Ответственный"),
        ("other", "Где"),
    )
    assert [section.stage for section in SHEET.sections] == [1, 3]
    assert SHEET.events[1].extras == (("Где", "актовый зал"),)
    assert SHEET.events[2].inherited == ("due",)
    assert shape(SHEET) == ["s0", " e0", " e1", "s1", " e2", " e3"]


def test_without_corrections_nothing_changes():
    assert correcting.correct(SHEET, {}) == SHEET


def test_a_corrected_cell_is_read_anew():
    found = correcting.correct(SHEET, {"e2": {"due": "до 10.11.2026", "title": "Опрос желающих"}})

    assert (found.events[2].due.end, found.events[2].title) == (date(2026, 11, 10), "Опрос желающих")
    assert found.events[2].inherited == ()


def test_a_line_left_out_is_out_and_its_neighbours_stay():
    assert shape(correcting.correct(SHEET, {"e1": {"dropped": True}})) == ["s0", " e0", "s1", " e2", " e3"]


def test_events_of_a_heading_left_out_go_to_the_one_above():
    found = correcting.correct(SHEET, {"s1": {"dropped": True}})

    assert [event.section for event in found.events] == ["s0"] * 4


def test_a_heading_may_be_an_event_after_all():
    found = correcting.correct(SHEET, {"s1": {"kind": "event"}})

    assert shape(found) == ["s0", " e0", " e1", " s1", " e2", " e3"]
    assert [event.section for event in found.events] == ["s0"] * 5


def test_the_first_heading_left_out_leaves_its_events_without_one():
    found = correcting.correct(SHEET, {"s0": {"dropped": True}})

    assert [event.section for event in found.events] == [None, None, "s1", "s1"]


def test_an_event_may_be_a_heading_after_all_and_takes_what_follows():
    found = correcting.correct(SHEET, {"e1": {"kind": "section", "stage": "2"}})

    assert shape(found) == ["s0", " e0", "e1", "s1", " e2", " e3"]
    assert found.sections[1].stage == 2
    again = correcting.correct(SHEET, {"e0": {"kind": "section"}})
    assert (again.events[0].key, again.events[0].section) == ("e1", "e0")


def test_a_line_without_a_number_gets_the_next_one_where_it_is_free():
    events = (*SHEET.events, replace(SHEET.events[0], key="e4", number="", section="s1"))
    gap = replace(SHEET, events=(SHEET.events[0], replace(SHEET.events[1], number=""), *SHEET.events[2:]))

    assert [event.number for event in correcting.number(replace(SHEET, events=events)).events][-1] == "2.3"
    assert [event.number for event in correcting.number(gap).events] == ["1.1", "1.2", "2.1", "2.2"]
    doubled = replace(gap, events=(*gap.events, replace(SHEET.events[0], key="e4", number="1.2")))
    assert [event.number for event in correcting.number(doubled).events][1] == ""


def test_answers_are_given_to_every_text_alike_and_defaults_stand_in():
    answered = correcting.answer(SHEET, {"dates": {"октябрь": {"year": "2027"}}}, SchoolCalendar())

    assert [event.answers for event in answered.events] == [
        {"year": "every"},
        {"year": "2027"},
        {"year": "2027"},
        {"quarters": "calendar"},
    ]


def test_an_answer_that_is_no_longer_offered_gives_way_to_the_default():
    answered = correcting.answer(SHEET, {"dates": {"октябрь": {"year": "1999"}}}, SchoolCalendar())

    assert answered.events[1].answers == {"year": "every"}


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("Подготовка условий для начала работы", 1),
        ("Формирование базы наставляемых", 2),
        ("Создание банка наставников", 3),
        ("Отбор и обучение наставников", 4),
        ("Формирование пар и групп", 5),
        ("Организация работы наставнических пар", 6),
        ("Завершение программы", 7),
        ("Информационная поддержка", None),
    ],
)
def test_a_heading_names_its_stage(title, stage):
    assert stages.guess(title) == stage
