"""Whatever stands in a cell or comes from a form, a list is read, taken in and taken back without an error."""

import io
import random

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from mentoring.access import Role
from mentoring.people import committing, staging, undoing
from mentoring.people.importing.reading import MAX_CELL, Book, Sheet
from mentoring.people.models import Enrollment, Guardianship, ImportBatch, ImportRow, Person, StudyGroup
from mentoring.people.tests import defects
from mentoring.people.tests.lists import ORLOVA, xlsx
from tests.cast import browse, make_member


def values(longest: int) -> tuple[str, ...]:
    """Give texts that break careless programs, and those that only a list of people could hold."""
    noise = random.Random(7)
    whole = (
        "",
        " ",
        "-",
        "—",
        "NULL",
        "None",
        "nan",
        "NaN",
        "inf",
        "-inf",
        "true",
        "#REF!",
        "#ССЫЛКА!",
        "#N/A",
        "[]",
        "{}",
    )
    numbers = (
        "0",
        "-1",
        "-0",
        "1e308",
        "1E+309",
        "1e-400",
        "2147483648",
        "9223372036854775808",
        "٣",
        "½",
        "1.5",
        "0x10",
    )
    days = (
        "0001-01-01", "9999-12-31", "0000-00-00", "32.13.2024", "31.12.9999", "01.01.0000", "30.02.2012", "00.00.00",
        "29.02.2100", "1e5", "99999", "-45000", "60", "45000.99", "6.5.1", "май", "завтра",
    )  # fmt: skip
    marks = (
        "\u202eвонавИ", "И\u200bванов", "\ufeffИванов", "Ива\u0301нов", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤", "😀", "👩‍👩‍👧", "﷽", "Ⅳ", "ﬁ",
        "\u2028", "\u00a0", "И\u0307", "İ", "ß", "ǅ", "_x0000_", "_x000D_", "_xD800_", "\uffff", "\ue000",
    )  # fmt: skip
    code = (
        "=1+1", "=cmd|' /C calc'!A0", "+7", "-1+1", "@SUM(1)", "\t=1", "<script>alert(1)</script>",
        "'; DROP TABLE x; --", "{{7*7}}", "{% debug %}", "%s%n%x", "${jndi:ldap://x}", "../../etc/passwd", "\\",
        "\\N", "\\.", "a\tb", "a\nb\nc",
        '"', "'", "`", "&amp;", "&#0;", "%00", "C:\\", "а;б,в|г", "Иванов; DROP", "О'Коннор",
    )  # fmt: skip
    long = tuple("ж" * count for count in (1, 60, 61, 100, 101, 200, 201, 255, 256, longest))
    mixed = tuple("".join(noise.choices("Иванов ИИ.,;()-'0189@+\u200f", k=noise.randint(1, 40))) for _ in range(60))
    return whole + numbers + days + marks + code + long + mixed


LEARNER = ("Орлова Майя Игоревна", "9А", "06.05.2011", "ж", "", "", "", "Орлова Инна Львовна", "8 912 000-33-44")
STAFF_HEAD = ("Фамилия", "Имя", "Отчество", "Должность", "Предмет", "Стаж", "Категория", "Дата рождения", "Почта")
WORKER = ("Рябова", "Ольга", "Юрьевна", "учитель", "алгебра", "12 лет", "высшая", "06.05.1982", "")
LISTS = {"learners": (defects.HEAD, LEARNER), "staff": (STAFF_HEAD, WORKER)}
IN_FORMS = [*values(5000)[::4], "\x00", "a\x00b", "\x7f", "ж" * 100_000, "²", "r1-cells", "c0"]


@pytest.fixture
def deputy(school):
    return browse(make_member(school, Role.DEPUTY))


def staged(deputy, kind: str, rows) -> ImportBatch:
    data = xlsx(*([one if one.isprintable() else "" for one in row] for row in rows[:2]))
    book = Book([Sheet("Лист", [list(row) for row in rows])])
    batch = staging.keep(kind, "список.xlsx", data, book, by=deputy.member)
    return staging.stage(batch, book)


@pytest.mark.parametrize("kind", LISTS)
def test_any_value_in_any_column_is_shown_taken_in_and_taken_back(deputy, kind):
    head, usual = LISTS[kind]
    rows = [[*usual[:at], value, *usual[at + 1 :]] for at in range(len(head)) for value in values(MAX_CELL)]
    batch = staged(deputy, kind, [head, *rows])

    assert sum(batch.counts.values()) == sum(1 for row in rows if any(row))
    staging.agree(batch, version=batch.version, by=batch.by)
    batch.refresh_from_db()
    for tab in batch.counts:
        assert deputy.get("people_import_batch", batch.public_id, query={"tab": tab}).status_code == 200
    mended = load_workbook(io.BytesIO(deputy.get("people_import_failed", batch.public_id).content))
    left = batch.counts["refused"] + batch.counts["doubtful"]
    assert mended.active.max_row == left + 1

    taken = committing.commit(batch, version=batch.version, by=deputy.member)
    assert taken.people == batch.counts["new"] + batch.counts["changed"] > 0
    undoing.undo(taken.batch, by=deputy.member, now=timezone.now())
    assert [model.objects.count() for model in (Person, StudyGroup, Enrollment, Guardianship)] == [0, 0, 0, 0]


def test_signs_that_a_book_hides_in_its_texts_are_no_error(deputy):
    data = xlsx(("ФИО", "Класс"), ("Орлова_x0000_ Майя", "9А"), ("Леснов_xD800_ Лев", "9_x0001_А"), ORLOVA[:2])

    batch, _ = staging.take("learners", "список.xlsx", data, by=deputy.member)

    assert ImportRow.objects.filter(batch=batch).count() == 3
    assert deputy.get("people_import_batch", batch.public_id, query={"tab": "refused"}).status_code == 200


def test_any_value_sent_from_the_page_of_a_list_is_no_error(deputy):
    batch = staged(deputy, "learners", [defects.HEAD, LEARNER, ("Зимин Лев", "9A", "05.06.12", "", "", "", "", "", "")])
    row = ImportRow.objects.filter(batch=batch).first()
    codes = {f"c{at}": code for at, code in enumerate(batch.columns)}
    forms = [
        ("people_import_columns", lambda value: codes | {"c1": "", "group": value}),
        ("people_import_columns", lambda value: codes | {"c0": value}),
        ("people_import_answer", lambda value: {f"r{row.pk}-cells": value, f"r{row.pk}-who": value}),
        ("people_import_answer", lambda value: {f"r{value}-{value}": "take", "tab": value, "do": value}),
        ("people_import_commit", lambda value: {"version": value}),
        ("people_import_columns", lambda value: codes | {"version": value}),
    ]

    answers = {
        deputy.post(name, batch.public_id, action="people.import", data={"version": _version(batch)} | made(value))
        for value in IN_FORMS
        for name, made in forms
    }

    assert {answer.status_code for answer in answers} <= {302, 400}
    assert Person.objects.count() == 0


def _version(batch: ImportBatch) -> int:
    return ImportBatch.objects.values_list("version", flat=True).get(pk=batch.pk)


def test_any_value_in_the_address_of_a_list_is_no_error(deputy):
    batch = staged(deputy, "learners", [defects.HEAD, LEARNER])

    asked = [
        deputy.get("people_import_batch", batch.public_id, query={name: value}).status_code
        for value in IN_FORMS[:-4]
        for name in ("tab", "page", "kind")
    ]

    assert set(asked) <= {200, 400}


def test_any_kind_of_list_and_no_file_is_a_sentence(deputy):
    answers = [deputy.post("people_import", action="people.import", data={"kind": value}) for value in IN_FORMS[:-4]]

    assert {answer.status_code for answer in answers} <= {200, 400}
    assert ImportBatch.objects.count() == 0
