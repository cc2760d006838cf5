"""Each fault of a plan and of its days is found in its row; a plan without it is not blamed."""

from datetime import date

import pytest

from mentoring.calendar.due import Span
from reports.documents.tests.blamed import found, of_plan, of_text
from reports.documents.tests.known import (
    make_block,
    make_facts,
    make_line,
    make_plan,
    whole,
    with_plan,
)
from roadmap.standing import Time


def test_blank_number_in_a_row_of_the_plan_is_found_there():
    block = make_block("1", "Начало", make_line("1.4", "Не менее выступлений", date(2026, 12, 1)))

    assert ("error", "Приложение, строка 1.4") in [told[:2] for told in of_plan(block)]


def test_words_of_a_form_left_over_ask():
    block = make_block("1", "Начало", make_line("1.1", "Опрос", date(2026, 12, 1)), said=(("Цель", "Задача: узнать"),))

    assert of_plan(block) == [
        ("warning", "Приложение, раздел «1. Начало Цель: Задача: узнать»", "Остались слова бланка: «Цель: Задача:».")
    ]


def test_doubled_number_of_a_section_asks():
    one = make_block("1", "Начало", make_line("1.1", "Опрос", date(2026, 12, 1)))
    other = make_block("1", "Опять", make_line("1.2", "Беседа", date(2026, 12, 2)), pk=2)

    assert of_plan(one, other) == [
        ("warning", "Приложение, раздел «Начало»", "Номер раздела «1» повторяется."),
        ("warning", "Приложение, раздел «Опять»", "Номер раздела «1» повторяется."),
    ]


def test_doubled_number_of_an_event_asks():
    lines = [make_line("1.1", title, date(2026, 12, 1)) for title in ("Опрос", "Беседа")]

    assert of_plan(make_block("1", "Начало", *lines)) == [
        ("warning", "Приложение, строка 1.1", "Номер «1.1» уже стоит у другого мероприятия.")
    ]


def test_title_of_a_column_as_an_event_asks():
    block = make_block("1", "Начало", make_line("1.1", "Сроки сбора ответов", date(2026, 12, 1)))

    assert of_plan(block) == [
        ("warning", "Приложение, строка 1.1", "«Сроки сбора ответов» похоже на название столбца, а не мероприятия.")
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Сделать в срок до {due:2026-11-20}.", "Срок уже прошёл: 20\u00a0ноября 2026\u00a0г."),
        ("Сделать до 01.11.2026.", "Срок уже прошёл: 1\u00a0ноября 2026\u00a0г."),
        (
            "Сделать не позднее {due:2026-11-28}.",
            "Срок в нерабочий день: 28\u00a0ноября 2026\u00a0г. — суббота.",
        ),
        ("Сделать до 25 декабря.", "В сроке нет года: «до 25 декабря»."),
        ("Сделать в срок до 25.12.", "В сроке нет года: «в срок до 25.12»."),
    ],
)
def test_term_of_a_point_asks(text, told):
    assert of_text(text) == [("warning", "Пункт 1", told)]


@pytest.mark.parametrize(
    "text",
    ["Сделать в срок до {due:2026-12-04}.", "Сделать до 25.12.2026.", "На основании приказа от 25.12.2019 сделать."],
)
def test_good_term_is_fine(text):
    assert of_text(text) == []


def test_event_outside_the_period_asks():
    block = make_block(
        "1", "Начало", make_line("1.1", "Опрос", date(2027, 6, 15)), make_line("1.2", "Б", date(2026, 12, 1))
    )

    assert of_plan(block) == [("warning", "Приложение, строка 1.1", "Срок вне периода плана (01.09.2026–31.05.2027).")]


def test_past_events_without_a_mark_ask_together():
    days = [date(2026, 10, day) for day in range(1, 7)]
    lines = [make_line(f"1.{number}", f"Дело {number}", day) for number, day in enumerate(days, 1)]
    done = make_line("1.9", "Готово", times=(Time(due=days[0], done_at=days[0]),))
    lasting = make_line("1.8", "Всё время", times=(Time(start=days[0], due=days[1], lasting=True),))

    assert of_plan(make_block("1", "Начало", *lines, lasting, done)) == [
        (
            "warning",
            "Приложение, строки 1.1, 1.2, 1.3, 1.4 и ещё 2",
            "Срок уже прошёл, а отметки о выполнении нет.",
        )
    ]


def test_day_without_a_year_asks_where_the_plan_is_longer_than_a_year():
    lines = [
        make_line("1.1", "Опрос", date(2026, 12, 1), said="до 1 декабря"),
        make_line("1.2", "Беседа", date(2026, 12, 1), said="до 1 декабря 2026 г."),
        make_line("1.3", "Отчёт", date(2026, 12, 1), said="до 1 декабря ежегодно"),
    ]
    long = Span(date(2026, 9, 1), date(2028, 5, 31))

    told = [text for text in of_plan(make_block("1", "Начало", *lines), period=long) if "года" in text[2]]

    assert told == [("warning", "Приложение, строка 1.1", "В сроке нет года, а план идёт больше года.")]
    assert of_plan(make_block("1", "Начало", *lines)) == []


def test_plan_longer_than_its_programme_asks():
    assert of_plan(period=Span(date(2026, 9, 1), date(2027, 8, 31))) == [
        ("warning", "Приложение", "Период плана выходит за дни программы.")
    ]


def test_stages_that_begin_out_of_order_ask():
    early = make_block("2", "Запросы", make_line("2.1", "Опрос", date(2026, 12, 1)), stage=2)
    late = make_block("1", "Начало", make_line("1.1", "Рассказ", date(2027, 1, 15)), stage=1)

    assert of_plan(late, early) == [
        ("warning", "Приложение, раздел «Запросы»", "Этап 2 идёт раньше этапа 1: 1\u00a0декабря 2026\u00a0г.")
    ]
    assert of_plan(early, late) == [("warning", "Приложение, раздел «Начало»", "Этап 1 стоит после этапа 2.")]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Собеседования и отбор наставников", "Приказ о закреплении пар", "Пары закрепляют раньше, чем отобраны"),
        ("Закрепление пар приказом", "Приказ об утверждении планов развития", "Планы пар утверждают раньше"),
        ("Сбор согласий родителей", "Реестр наставляемых", "Список наставляемых составляют раньше"),
    ],
)
def test_deed_before_what_it_rests_on_asks(before, after, told):
    early, late = date(2026, 12, 1), date(2027, 1, 20)

    wrong = of_plan(make_block("1", "Начало", make_line("1.1", before, late), make_line("1.2", after, early)))
    right = of_plan(make_block("1", "Начало", make_line("1.1", before, early), make_line("1.2", after, late)))

    assert [(level, place) for level, place, _ in wrong] == [("warning", "Приложение, строки 1.2, 1.1")]
    assert wrong[0][2].startswith(told)
    assert right == []


def test_plan_without_dates_stops():
    block = make_block("1", "Начало", make_line("1.1", "Опрос"), make_line("1.2", "Беседа"))

    assert of_plan(block) == [("error", "Приложение", "В плане нет сроков.")]


def test_event_without_a_date_or_a_responsible_asks():
    lines = [
        make_line("1.1", "Опрос", date(2026, 12, 1)),
        make_line("1.2", "Беседа", said="по мере необходимости"),
        make_line("1.3", "Встреча"),
        make_line("1.4", "Отчёт", date(2026, 12, 1), who=(), responsible_text=""),
    ]

    assert of_plan(make_block("1", "Начало", *lines)) == [
        ("warning", "Приложение, строка 1.3", "«Встреча»: срок не указан."),
        ("warning", "Приложение, строка 1.4", "«Отчёт»: не указан ответственный."),
    ]


def test_plan_without_events_stops():
    assert ("error", "Приложение", "В плане нет ни одного мероприятия.") in of_plan(make_block("1", "Начало"))


def test_plan_that_stands_alone_is_called_the_plan():
    block = make_block("1", "Начало", make_line("1.1", "Сроки сбора", date(2026, 12, 1)))
    facts = with_plan(make_facts(), make_plan(block))

    assert [place for _, place, _ in found(whole(facts, kind="roadmap"), facts)] == ["План, строка 1.1"]


def test_plan_that_the_paper_does_not_print_is_not_judged():
    facts = with_plan(make_facts(), make_plan(make_block("1", "Начало")))

    assert found(whole(facts, kind="group_protocol"), facts) == []
