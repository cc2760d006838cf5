"""The faults that real orders and plans had, each beside its nearest right one: found where it stands, or silent."""

from dataclasses import replace
from datetime import date

import pytest

from mentoring.calendar.due import Span
from reports.documents.facts import Seat
from reports.documents.tests import test_faulty_pairs as pairs
from reports.documents.tests.blamed import SHEET, TABLE, annex, found, of_plan
from reports.documents.tests.known import (
    PERIOD,
    lay,
    make_block,
    make_facts,
    make_line,
    make_plan,
    points,
    whole,
    with_plan,
)

OTHERS = 40  # pairs besides those of real papers
DAY, LATER, LATEST = date(2026, 12, 1), date(2026, 12, 15), date(2027, 1, 20)


def of_annexes(plan: str, again: str, group: str):
    """An order that names its roadmap twice and its group once."""
    texts = (
        f"Утвердить дорожную карту (приложение № {plan}).",
        f"Утвердить состав рабочей группы (приложение № {group}).",
        f"Разместить дорожную карту (приложение № {again}) на сайте.",
    )
    body = [*points("{curator|who dat} проверить.", *texts), SHEET, annex("a", "Дорожная карта")]
    return found(lay([*body, annex("b", "Состав рабочей группы")]))


def of_sections(first: str, second: str):
    return of_plan(make_block(first, "Начало", make_line("", "Сбор", DAY)), make_block(second, "Обучение"))


def of_row(title: str):
    return of_plan(make_block("1", "Начало", make_line("1.1", title, DAY)))


def of_stages(first: date, second: date):
    blocks = (
        make_block("1", "Начало", make_line("1.1", "Сбор", first), stage=1),
        make_block("2", "Запросы", make_line("2.1", "Опрос", second), stage=2),
    )
    return of_plan(*blocks)


def of_deeds(first: tuple[str, date], second: tuple[str, date]):
    lines = (make_line("1.1", *first), make_line("1.2", *second))
    return of_plan(make_block("1", "Работа", *lines))


def of_text(text: str):
    return found(lay([*points("{curator|who dat} проверить.", text), SHEET]))


def of_sheet(also: str):
    body = points("{curator|who dat} проверить.", f"Известить о сборе: {also}.")
    return found(lay([*body, SHEET], make_facts(chosen={3: make_facts().leads[0].worker})))


def of_group(seat: Seat):
    facts = make_facts(group=(*make_facts().group, seat))
    return found(whole(facts), facts)


def of_list(left_out: tuple[str, ...]):
    """An order that fixes pairs, where the register holds somebody whose consent is not in force."""
    facts = make_facts()
    roster = replace(facts.rosters["pairs"], left_out=left_out)
    facts = replace(facts, rosters={**facts.rosters, "pairs": roster})
    return found(whole(facts, kind="O7"), facts)


def of_year(said: str):
    """A row of a plan for two years."""
    line = make_line("1.1", "Сбор", DAY, said=said)
    plan = make_plan(make_block("1", "Начало", line), period=Span(PERIOD.start, date(2028, 5, 31)))
    facts = with_plan(make_facts(period=plan.period), plan)
    return found(lay([*points("Утвердить ({annex:plan})."), SHEET, annex("plan", "План", TABLE)], facts), facts)


SELECTION, PAIRS = ("Собеседования и отбор наставников", DAY), ("Закрепление пар приказом", LATER)
PLANS = ("Приказ об утверждении планов развития", LATEST)
# The number in the list of what was seen, where, what is said, how the paper is made, the faulty and the right.
SEEDS = [
    (1, "Пункт 4", "дорожная карта названо приложением № 1 и № 2", of_annexes, ("1", "2", "2"), ("1", "1", "2")),
    (2, "Пункт 2", "Пропущено число: «…Провести не менее … выст", of_text,
     ("Провести не менее … выступлений.",), ("Провести не менее 3 выступлений.",)),
    (2, "Пункт 2", "Пропущено число", of_text,
     ("Пригласить не менее представителей.",), ("Пригласить не менее 2 представителей.",)),
    (3, "Пункт 2", "потеряно «не»", of_text,
     ("Доля: планы, реализованные менее чем на 90 %.",), ("Доля: планы, реализованные не менее чем на 90 %.",)),
    (4, "Приложение, раздел «Начало»", "Номер раздела «1» повторяется", of_sections, ("1", "1"), ("1", "2")),
    (4, "Приложение, строка 1.1", "Остались слова бланка", of_row,
     ("Цель: Задача: собрать анкеты",), ("Цель: собрать анкеты",)),
    (4, "Приложение, строка 1.1", "похоже на название столбца", of_row, ("Сроки сбора",), ("Сбор отзывов",)),
    (5, "Пункт 2", "этого человека нет в листе ознакомления", of_sheet, ("Соловей А. А",), ("{person:3|who nom}",)),
    (5, "Рабочая группа", "Вакансия: педагог-психолог", of_group,
     (Seat(None, "", "педагог-психолог"),), (Seat(4, "Зябликов Марк Саввич", "педагог-психолог"),)),
    (6, "Наставнические пары и группы", "Не вошли, согласие не действует: Ежова Яна", of_list,
     (("Ежова Яна Олеговна",),), ((),)),
    (6, "Приложение, строки 1.2, 1.1", "Пары закрепляют раньше, чем отобраны наставники", of_deeds,
     ((SELECTION[0], LATER), (PAIRS[0], DAY)), (SELECTION, PAIRS)),
    (6, "Приложение, строки 1.2, 1.1", "Планы пар утверждают раньше, чем есть сами пары", of_deeds,
     ((PAIRS[0], LATEST), (PLANS[0], LATER)), (PAIRS, PLANS)),
    (7, "Приложение, раздел «Запросы»", "Этап 2 идёт раньше этапа 1", of_stages, (LATEST, DAY), (DAY, LATEST)),
    (7, "Приложение, строка 2.1", "Срок вне периода плана", of_stages, (DAY, date(2027, 6, 15)), (DAY, LATEST)),
    (7, "Приложение, строка 1.1", "В сроке нет года", of_year, ("до 1 декабря",), ("до 1 декабря 2026 г.",)),
]  # fmt: skip


@pytest.mark.parametrize(("number", "place", "said", "made", "faulty", "right"), SEEDS)
def test_fault_of_a_real_paper_is_found_and_its_nearest_right_one_is_silent(number, place, said, made, faulty, right):
    told = made(*faulty)

    assert {where for _, where, _ in told[:1]} == {place}
    assert {text for _, _, text in told} == {told[0][2]}
    assert said in told[0][2]
    assert made(*right) == []


def test_every_sort_of_fault_of_real_papers_and_forty_more_are_pairs(capsys):
    others = [*pairs.POINTS, *pairs.ANNEXES, *pairs.BONDS]
    with capsys.disabled():
        print(f"\npairs: {len(SEEDS)} of real papers, {len(others)} more")

    assert {number for number, *_ in SEEDS} == set(range(1, 8))
    assert len(others) >= OTHERS
    assert len({text for _, text in pairs.POINTS}) == len(pairs.POINTS)
