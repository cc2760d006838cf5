"""Each fault of a paper is found with its place and remedy, and a paper without it is not blamed."""

from datetime import date

import pytest

from mentoring.calendar.due import Span
from reports.documents import checking, kinds
from reports.documents.checking import people
from reports.documents.facts import Facts, Human, Seat
from reports.documents.tests.known import (
    ACT,
    lay,
    make_block,
    make_facts,
    make_line,
    make_plan,
    points,
    whole,
    with_plan,
)
from reports.documents.wording import Worker
from roadmap.standing import Time

TABLE = {"block": "table", "of": "roadmap"}
SHEET = {"block": "acquaintance", "title": "С приказом ознакомлены:"}


def annex(key: str, title: str, *blocks: dict) -> dict:
    return {"block": "annex", "key": key, "title": title, "blocks": list(blocks) or [{"block": "notes"}]}


def found(laid, facts: Facts | None = None) -> list[tuple[str, str, str]]:
    return [(fault.level, fault.place, fault.text) for fault in checking.find(laid, facts or make_facts())]


def of_text(text: str, *more: dict) -> list[tuple[str, str, str]]:
    return found(lay([*points(text), SHEET, *more]))


def of_plan(*blocks, **own) -> list[tuple[str, str, str]]:
    facts = with_plan(make_facts(), make_plan(*blocks, **own))
    return found(lay([*points("Утвердить ({annex:plan})."), SHEET, annex("plan", "План", TABLE)], facts), facts)


def test_ready_order_of_a_whole_school_has_no_faults():
    assert found(whole()) == []


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_every_fault_has_a_place_and_a_remedy(kind):
    facts = make_facts(staff={}, group=(), leads=(), chair=None, secretary=None, grounds=(), plan=None, sheet=None)

    faults = checking.find(whole(facts, kind=kind), facts)

    assert faults
    assert all(one.place and one.text and one.remedy.endswith(".") for one in faults)


# Missing values, the head, the curator.


def test_missing_value_stops_and_says_where_it_is_given():
    facts = make_facts(staff={"head": Worker(1, 10)})

    fault = checking.find(lay(points("Назначить {curator|who acc}."), facts), facts)[0]

    assert (fault.level, fault.place, fault.text) == ("error", "Пункт 1", "Не указано: куратор программы.")
    assert fault.url_name == "admin:people_employment_changelist"


def test_unknown_placeholder_stops():
    assert ("error", "Пункт 1", "Не понято: mystery.") in of_text("Сделать {mystery}.")


def test_torn_placeholder_stops():
    assert ("error", "Пункт 1", "Подстановка разорвана: скобка без пары.") in of_text("Сделать {period.")


def test_school_without_a_head_cannot_approve():
    facts = make_facts(staff={"curator": Worker(2, 11)})

    assert found(lay(points("Сделать."), facts), facts) == [
        ("error", "Утверждение", "Руководитель организации не назначен.")
    ]


def test_head_who_does_not_sign_is_told_once():
    facts = make_facts(staff={"curator": Worker(2, 11)})

    laid = lay([{"block": "signature", "who": "head"}], facts)

    assert found(laid, facts) == [("error", "Подпись", "Не указано: руководитель организации.")]


# 1. References to annexes.


def test_reference_to_an_annex_that_is_not_there_stops():
    assert of_text("Утвердить (приложение № 3).", annex("a", "Список"), annex("b", "Состав")) == [
        ("error", "Пункт 1", "Приложения «приложение № 3» в документе нет."),
        ("warning", "Приложение №\u00a01", "На «Список» в тексте нет ссылки."),
        ("warning", "Приложение №\u00a02", "На «Состав» в тексте нет ссылки."),
    ]


def test_reference_to_no_annex_at_all_stops():
    assert of_text("Утвердить (приложение).") == [("error", "Пункт 1", "Приложения «приложение» в документе нет.")]


def test_annex_named_without_a_number_among_two_stops():
    texts = of_text("Утвердить (приложение № 1) и {annex:b} и приложение.", annex("a", "Список"), annex("b", "Состав"))

    assert texts == [("error", "Пункт 1", "Приложение названо без номера, а их несколько.")]


def test_number_of_an_annex_that_is_alone_stops():
    told = ("error", "Пункт 1", "Приложения «приложение № 1» в документе нет.")

    assert told in of_text("Утвердить (приложение № 1).", annex("a", "Список"))


def test_roadmap_under_the_number_of_the_group_stops():
    body = [
        *points(
            "Утвердить состав рабочей группы (приложение № 1).",
            "Обеспечить выполнение дорожной карты (приложение № 1).",
            "Утвердить ({annex:b}).",
        ),
        annex("a", "Состав рабочей группы"),
        annex("b", "Дорожная карта"),
    ]

    assert [(level, place) for level, place, text in found(lay(body)) if "расходятся" in text] == [("error", "Пункт 2")]


def test_references_by_key_agree_however_annexes_are_turned_round():
    body = [
        *points("Утвердить состав рабочей группы ({annex:a}).", "Утвердить дорожную карту ({annex:b})."),
        annex("b", "Дорожная карта"),
        annex("a", "Состав рабочей группы"),
    ]

    assert found(lay(body)) == []


# 2, 3, 4. Blanks, a lost «не», pieces of a form.


@pytest.mark.parametrize(
    "text", ["Провести не менее ___ встреч.", "Провести не менее … встреч.", "Пригласить не менее представителей."]
)
def test_blank_number_stops(text):
    assert [(level, place) for level, place, told in of_text(text) if "Пропущено" in told] == [("error", "Пункт 1")]


def test_blank_place_stops():
    assert of_text("Поручить ________ подготовку.") == [
        ("error", "Пункт 1", "Осталось пустое место: «Поручить ________ подготовку.».")
    ]


def test_words_never_typed_between_the_marks_stop():
    assert of_text("Пункт 1 изложить в следующей редакции: «…».") == [
        ("error", "Пункт 1", "Осталось пустое место: «следующей редакции: «…».».")
    ]


def test_number_that_is_there_is_no_blank():
    assert of_text("Провести не менее 5 встреч.") == []


def test_lost_negation_asks():
    told = ("warning", "Пункт 1", "Похоже, потеряно «не»: «выполненные менее чем на».")

    assert of_text("Считать планы, выполненные менее чем на 90 %, успешными.") == [told]


def test_negation_in_its_place_is_fine():
    assert of_text("Считать планы, выполненные не менее чем на 90 %, успешными.") == []


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


# 5. People.


def test_name_typed_by_hand_that_is_not_on_the_sheet_stops():
    assert of_text("Назначить {curator|who acc} и Перепёлкина С. Л. ответственными.") == [
        ("error", "Пункт 1", "Перепёлкина С. Л.: этого человека нет в листе ознакомления.")
    ]


def test_name_typed_by_hand_with_initials_before_it_is_found_too():
    assert [told[:2] for told in of_text("{curator|who dat}: подготовить с С.\u00a0Л. Перепёлкиным план.")] == [
        ("error", "Пункт 1")
    ]


def test_name_typed_by_hand_of_somebody_on_the_sheet_is_fine():
    assert of_text("{curator|who dat}: известить Осипову И. Л. и Рябинина Е. И. до встречи.") == []


@pytest.mark.parametrize(
    ("said", "full", "expected"),
    [
        ("Соловья", "Соловей", True),
        ("Щёголева", "Щеголев", True),
        ("Ким", "Ким", True),
        ("Киму", "Ким", True),
        ("Осиповой", "Осипова", True),
        ("Осипов", "Осьминог", False),
        ("Петров", "Петриченко", False),
    ],
)
def test_surname_in_some_case_is_known_by_its_beginning(said, full, expected):
    assert people.same(said, full) is expected


def test_order_that_lost_its_sheet_stops():
    laid = lay(points("Назначить {curator|who acc}."))

    assert found(laid) == [("error", "Лист ознакомления", "Документ называет людей, а листа ознакомления в нём нет.")]


def test_paper_of_a_kind_without_a_sheet_needs_none():
    assert found(whole(kind="group_protocol")) == []


def test_vacancy_in_the_group_asks():
    facts = make_facts(group=(*make_facts().group, Seat(None, "", "социальный педагог")))

    assert found(whole(facts), facts) == [("warning", "Рабочая группа", "Вакансия: социальный педагог.")]


def test_group_of_vacancies_stops():
    facts = make_facts(group=(Seat(None, "", "психолог"),))

    assert found(whole(facts), facts) == [("error", "Рабочая группа", "В ней одни вакансии.")]


def test_empty_group_stops():
    facts = make_facts(group=())

    assert ("error", "Приложение №\u00a01, таблица", "Не указано: состав рабочей группы.") in found(whole(facts), facts)


def test_paper_without_the_group_does_not_ask_for_it():
    facts = make_facts(group=(Seat(None, "", "психолог"),))

    assert found(whole(facts, kind="roadmap"), facts) == []


def test_those_without_an_account_are_counted():
    humans = make_facts().humans | {3: Human(3, "Дятлова Рита Олеговна", "учитель химии")}
    facts = make_facts(humans=humans)

    assert found(whole(facts), facts) == [
        ("warning", "Лист ознакомления", "1\u00a0человек без доступа в систему: Дятлова Рита Олеговна.")
    ]


def test_long_list_of_names_is_cut():
    humans = [Human(pk, f"Человек {pk}") for pk in range(5)]

    assert people._names(humans) == "Человек 0, Человек 1, Человек 2 и ещё 2"


def test_unknown_sex_and_position_ask():
    humans = make_facts().humans | {2: Human(2, "Осипова Инна Львовна", "", account=True, sex_known=False)}
    facts = make_facts(humans=humans)

    assert found(whole(facts), facts) == [
        ("warning", "Имена в тексте", "Не указан пол, падежи имени могут быть неверны: Осипова Инна Львовна."),
        ("warning", "Имена в тексте", "Не указана должность: Осипова Инна Львовна."),
    ]


# 6, 7. Days and order.


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Сделать в срок до {due:2026-11-20}.", "Срок уже прошёл: 20\u00a0ноября 2026\u00a0г."),
        ("Сделать до 01.11.2026.", "Срок уже прошёл: 1\u00a0ноября 2026\u00a0г."),
        (
            "Сделать не позднее {due:2026-11-28}.",
            "Срок в нерабочий день: 28\u00a0ноября 2026\u00a0г. — суббота.",
        ),
        ("Сделать до 31.02.2027.", "Такого дня нет: «до 31.02.2027»."),
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


# Grounds.


def test_order_without_grounds_asks():
    facts = make_facts(grounds=())

    assert found(whole(facts), facts) == [("warning", "Преамбула", "Не названо правовое основание.")]


def test_order_about_another_act_needs_no_other_ground():
    facts = make_facts(grounds=(), about=ACT, about_title="О начале")

    assert found(lay(points("Отменить приказ {about} «{about.title}»."), facts), facts) == []


def test_grounds_typed_by_hand_are_grounds():
    facts = make_facts(grounds=())
    body = kinds.get("O1").body
    body[4]["text"] = "в соответствии с уставом школы"

    assert found(lay(body, facts), facts) == []


def test_errors_stand_before_warnings():
    facts = make_facts(staff={}, grounds=(), group=(Seat(None, "", "психолог"),))

    levels = [level for level, _, _ in found(whole(facts), facts)]

    assert levels == sorted(levels) and {"error", "warning"} == set(levels)
