"""The pages of a list: taken, looked at, decided, taken in, downloaded, taken back."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from mentoring.access import Role
from mentoring.notifications import outbox
from mentoring.notifications.models import Job
from mentoring.people import import_files, staging
from mentoring.people.importing import columns
from mentoring.people.models import ImportBatch, ImportRow, Person
from mentoring.people.tests.lists import HEAD, LESNOV, ORLOVA, RYABOVA, STAFF_HEAD, xlsx
from tests.cast import browse, make_member

WRONG = ("Петров", "9А", "31.02.2012", "", "", "")
ASKED = ("Зимин Лев Олегович", "9А", "05.06.12", "", "", "")


@pytest.fixture
def deputy(school):
    return browse(make_member(school, Role.DEPUTY))


def send(browser, *rows, kind="learners", name="9А.xlsx"):
    file = SimpleUploadedFile(name, xlsx(*rows))
    return browser.post("people_import", action="people.import", data={"kind": kind, "file": file})


def send_and_get(browser, *rows, kind="learners") -> ImportBatch:
    assert send(browser, *rows, kind=kind).status_code == 302
    return ImportBatch.objects.latest("pk")


def press(browser, name: str, batch: ImportBatch, **data):
    return browser.post(name, batch.public_id, action="people.import", data={"version": batch.version} | data)


def page(browser, batch: ImportBatch, **query) -> str:
    return browser.get("people_import_batch", batch.public_id, query=query).content.decode()


def test_list_is_shown_before_anybody_is_in(deputy):
    batch = send_and_get(deputy, HEAD, ORLOVA, WRONG)

    shown = page(deputy, batch)
    assert "Орлова Майя Игоревна" in shown
    assert "Внести 1\N{NO-BREAK SPACE}человека" in shown
    assert Person.objects.count() == 0
    assert "«31.02.2012»: такого дня нет" in page(deputy, batch, tab="refused")


def test_one_press_takes_the_list_in(deputy):
    batch = send_and_get(deputy, HEAD, ORLOVA, LESNOV)

    press(deputy, "people_import_commit", batch)

    assert "Список внесён" in page(deputy, batch)
    assert Person.objects.filter(enrollments__isnull=False).count() == 2


def test_doubtful_rows_are_decided_on_the_page(deputy):
    batch = send_and_get(deputy, HEAD, ORLOVA, ASKED)
    assert "год двумя цифрами" in page(deputy, batch)
    row = ImportRow.objects.get(batch=batch, verdict="doubtful")

    press(deputy, "people_import_answer", batch, **{f"r{row.pk}-cells": "take"})

    row.refresh_from_db()
    assert (row.verdict, row.choices) == ("new", {"cells": "take"})


def test_all_doubtful_cells_are_confirmed_at_once(deputy):
    batch = send_and_get(deputy, HEAD, ASKED, ("Зимин Егор Олегович", "9A", "", "", "", ""))

    press(deputy, "people_import_answer", batch, do="agree")

    assert set(ImportRow.objects.values_list("verdict", flat=True)) == {"new"}


def test_answer_about_a_row_of_another_list_changes_nothing(deputy):
    first, second = send_and_get(deputy, HEAD, ASKED), send_and_get(deputy, HEAD, LESNOV)
    row = ImportRow.objects.get(batch=first)

    press(deputy, "people_import_answer", second, **{f"r{row.pk}-cells": "take"})

    row.refresh_from_db()
    assert row.choices == {}


def test_columns_are_said_anew_on_the_page(deputy):
    batch = send_and_get(deputy, ("ФИО", "Класс", "Связь"), ("Орлова Майя Игоревна", "9А", "89120001122"))

    press(deputy, "people_import_columns", batch, c0="fio", c1="group", c2="phone")

    assert ImportRow.objects.get(batch=batch).values["phone"] == "+7 912 000-11-22"


def test_class_of_a_list_without_such_a_column_is_said_once(deputy):
    batch = send_and_get(deputy, ("Фамилия", "Имя"), ("Орлова", "Майя"))
    assert ImportRow.objects.get(batch=batch).verdict == "refused"

    press(deputy, "people_import_columns", batch, c0="surname", c1="given", group="9а")

    assert ImportRow.objects.get(batch=batch).values["group"]["title"] == "9 «А»"


def test_rows_to_mend_are_downloaded_with_the_remedy_and_no_formulas(deputy):
    batch = send_and_get(deputy, HEAD, ORLOVA, ("=1+1", "9А", "31.02.2012", "", "", ""))

    answer = deputy.get("people_import_failed", batch.public_id)

    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows())
    assert [cell.value for cell in rows[0]] == [*HEAD, "Что исправить"]
    assert len(rows) == 2
    assert {cell.data_type for cell in rows[1] if cell.value} == {"s"}
    assert "такого дня нет. Проверьте число и месяц." in rows[1][-1].value


def test_mended_rows_are_taken_from_the_downloaded_file(deputy):
    batch = send_and_get(deputy, HEAD, WRONG)
    book = load_workbook(io.BytesIO(deputy.get("people_import_failed", batch.public_id).content))
    book.active["A2"], book.active["C2"] = "Петров Лев Ильич", "29.02.2012"
    stream = io.BytesIO()
    book.save(stream)

    again, _ = staging.take("learners", "исправлено.xlsx", stream.getvalue(), by=deputy.member)

    assert list(ImportRow.objects.filter(batch=again).values_list("verdict", flat=True)) == ["new"]


@pytest.mark.parametrize("kind", ["learners", "staff"])
def test_every_column_of_an_empty_list_is_understood(deputy, kind):
    book = load_workbook(io.BytesIO(deputy.get("people_import_sample", kind).content))

    headings = [cell.value for cell in book["Список"][1]]
    head = columns.find(kind, [headings])
    assert [heading for heading, code in zip(headings, head.codes, strict=True) if not code] == []
    assert len(headings) == len(import_files.SAMPLES[kind])


def test_staff_list_goes_the_same_road(deputy):
    batch = send_and_get(deputy, STAFF_HEAD, RYABOVA, kind="staff")

    press(deputy, "people_import_commit", batch)

    assert Person.objects.get(given="Ольга").employments.count() == 2


def test_big_list_is_read_and_taken_in_as_jobs_whose_progress_is_seen(deputy):
    many = [
        (f"Лесн{'аоуыэя'[n % 6]}{'вгджзк'[n // 6 % 6]}{'лмнпрс'[n // 36]}ин Тимур", "9Б", "", "", "", "")
        for n in range(210)
    ]
    double = [(f"{name}ов Егор", "9В", *rest) for (name, _, *rest) in many]
    answer = send(deputy, HEAD, *many, *double)

    job = Job.objects.get()
    assert answer.headers["Location"].endswith(f"/jobs/{job.public_id}/")
    assert "читается" in page(deputy, ImportBatch.objects.get())
    outbox.run_due()
    job.refresh_from_db()
    batch = ImportBatch.objects.get()
    assert (job.state, job.done, job.total, batch.state) == ("done", 420, 420, "read")

    press(deputy, "people_import_commit", batch)
    outbox.run_due()
    assert Job.objects.latest("pk").message.startswith("Внесли")
    assert Person.objects.count() == batch.counts["new"]


def test_whole_list_is_taken_back_from_its_page(deputy):
    batch = send_and_get(deputy, HEAD, ORLOVA)
    press(deputy, "people_import_commit", batch)
    assert "Отменить внесение" in deputy.get("people_import_undo", batch.public_id).content.decode()

    press(deputy, "people_import_undo_now", batch)

    assert "Всё вернули, как было" in page(deputy, batch)
    assert Person.objects.count() == 0


def test_after_a_week_there_is_nothing_to_undo(deputy):
    batch = send_and_get(deputy, HEAD, ORLOVA)
    press(deputy, "people_import_commit", batch)
    batch.refresh_from_db()
    batch.committed_at -= timedelta(days=8)
    batch.save(update_fields=["committed_at"])

    assert deputy.get("people_import_undo", batch.public_id).status_code == 404


def test_page_asks_as_often_for_two_rows_as_for_fifty(deputy):
    few = send_and_get(deputy, HEAD, ORLOVA, LESNOV)
    names = [f"Лесн{'аоуыэяюи'[n % 8]}{'вгджзклм'[n // 8]}ин Тимур" for n in range(50)]
    many = send_and_get(deputy, HEAD, *[(name, "9Б", "", "", "", "") for name in names])

    assert queries(deputy, few) == queries(deputy, many)


def queries(browser, batch: ImportBatch) -> int:
    with CaptureQueriesContext(connection) as asked:
        page(browser, batch)
    return len(asked)


def test_list_of_another_school_is_not_there(deputy, other_curator):
    batch = send_and_get(deputy, HEAD, ORLOVA)

    assert other_curator.get("people_import_batch", batch.public_id).status_code == 404
