"""Sums and signatures below a list are left out and told of; whoever is called nearly so stays."""

import pytest

from mentoring.access import Role
from mentoring.people import staging
from mentoring.people.importing import columns, summaries
from mentoring.people.models import ImportBatch, ImportRow
from mentoring.people.tests.lists import HEAD, LESNOV, ORLOVA, xlsx
from tests.cast import make_member

LEARNERS = {"number": 0, "fio": 1, "birth": 2}
STAFF = {"position": 0, "fio": 1}

BELOW = [
    ("", "Итого", "25"),
    ("", "Итого: 25 человек"),
    ("", "ИТОГО мальчиков: 12"),
    ("Всего", "", "25"),
    ("", "Всего учеников"),
    ("", "Количество учащихся: 25"),
    ("", "Средний балл", "4,2"),
    ("", "Подпись _______"),
    ("", "Дата составления: 01.09.2026"),
    ("", "Составила Дымова Е. Л."),
    ("М.П.",),
    ("", "Директор ________ Дымов О. М."),
    ("", "Классный руководитель", "Дымова Е. Л."),
    ("", "Кл. рук. Дымова"),
    ("Зам. директора", "", "Дымова"),
]
PEOPLE = [
    ("26", "Итогов Лев Олегович", "06.05.2012"),
    ("26", "Итого-Марин Лев", "06.05.2012"),
    ("26", "Всеволодова Ева Львовна", "06.05.2012"),
    ("26", "Средний Лев Олегович", "06.05.2012"),
    ("26", "Среднева Анна Львовна", "06.05.2012"),
    ("26", "Подписов Илья Ильич", "06.05.2012"),
    ("26", "Директоренко Яна Ильинична", "06.05.2012"),
    ("26", "Исполнителев Лев", "06.05.2012"),
    ("26", "Количев Лев Олегович", "06.05.2012"),
    ("26", "", "06.05.2012"),
]


@pytest.mark.parametrize("cells", BELOW, ids=lambda cells: " ".join(cells).strip())
def test_line_below_a_list_is_no_person(cells):
    assert summaries.is_summary(cells, LEARNERS)


@pytest.mark.parametrize("cells", PEOPLE, ids=lambda cells: cells[1] or "no name")
def test_person_called_nearly_so_stays(cells):
    assert not summaries.is_summary(cells, LEARNERS)


@pytest.mark.parametrize(
    "cells",
    [
        ("Директор", "Дымов Олег Маркович"),
        ("Заместитель директора", "Дымова Е. Л."),
        ("классный руководитель 9А", "Дымова Ева Львовна"),
        ("Ответственный за форму", "Дымова Ева Львовна"),
    ],
)
def test_position_of_a_colleague_is_no_signature(cells):
    assert not summaries.is_summary(cells, STAFF)


def test_signature_below_a_list_of_staff_is_no_colleague():
    assert summaries.is_summary(("Директор", ""), STAFF)
    assert summaries.is_summary(("Итого штатных единиц", "25"), STAFF)


def test_sums_are_told_of_and_stand_in_no_failed_file(school):
    member = make_member(school, Role.CURATOR)
    named = ("Итогов Лев Олегович", *LESNOV[1:])
    data = xlsx(HEAD, ORLOVA, named, ("Итого", "2"), (), ("Директор ______ Дымов О. М.",))

    batch, _ = staging.take(columns.LEARNERS, "класс.xlsx", data, by=member)

    batch = ImportBatch.objects.get(pk=batch.pk)
    assert list(ImportRow.objects.values_list("verdict", "values__surname")) == [("new", "Орлова"), ("new", "Итогов")]
    assert batch.counts["refused"] == 0
    assert batch.found["left_out"] == (
        "Не взяли 2\u00a0строки с итогами и подписями, это не люди. Номер в файле: 4, 6."
    )


def test_list_without_sums_says_nothing_of_them(school):
    batch, _ = staging.take(columns.LEARNERS, "класс.xlsx", xlsx(HEAD, ORLOVA), by=make_member(school, Role.CURATOR))

    assert ImportBatch.objects.get(pk=batch.pk).found["left_out"] == ""
