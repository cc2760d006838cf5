"""Long lists go out as a job with progress and a file; short ones at once."""

import csv
import io

import pytest

from mentoring import exporting
from mentoring.access import Role
from mentoring.accounts import files
from mentoring.accounts.models import JournalEntry
from mentoring.notifications import outbox
from mentoring.notifications.models import Job
from mentoring.people.models import Erasure, Person
from mentoring.people.privacy import erasing
from tests.cast import browse, make_member

LIST, EXPORT = "admin:people_person_changelist", "admin:people_person_export"
ACTION = "lists.export"


def crowd(school, count: int, surname: str = "Рощин") -> None:
    Person.objects.bulk_create(
        Person(organization=school, surname=f"{surname}-{number:04}", given="Лев") for number in range(count)
    )


def begin(browser, label: str = "people.person", form: str = "csv", asked: str = ""):
    return browser.post("list_export", label, form, action=ACTION, data={"asked": asked}, follow=True)


def rows_of(job: Job) -> list[list[str]]:
    return list(csv.reader(io.StringIO(files.read(job.file).decode("utf-8-sig")), delimiter=";"))


def test_two_thousand_rows_go_out_at_once_and_one_more_as_a_job(school, curator):
    crowd(school, exporting.AT_ONCE)
    answer = curator.get(EXPORT, "csv")
    offered = curator.get(LIST).content.decode()
    crowd(school, 1, "Ясенев")

    later = curator.get(EXPORT, "csv", follow=True)

    assert len(answer.content.splitlines()) == exporting.AT_ONCE + 1
    assert curator.at(EXPORT, "csv") in offered and curator.at("list_export", "people.person", "csv") not in offered
    assert "Строк много" in later.content.decode()
    assert curator.at("list_export", "people.person", "csv") in later.content.decode()
    assert curator.at(EXPORT, "csv") not in later.content.decode()


def test_job_shows_how_far_it_is_and_gives_the_file(school, curator):
    crowd(school, exporting.AT_ONCE + 1)

    waiting = begin(curator).content.decode()
    outbox.run_due()

    job = Job.objects.get()
    done = curator.get("job", job.public_id).content.decode()
    assert "Ждёт очереди" in waiting
    assert (job.state, job.done, job.total) == (Job.State.DONE, 2001, 2001)
    assert (job.title, job.message) == ("Люди: 2001\u00a0строка", "Список готов: 2001\u00a0строка.")
    assert curator.at("file", job.file.public_id) in done
    assert len(rows_of(job)) == 2002
    given = curator.get("file", job.file.public_id)
    assert b"".join(given.streaming_content) == files.read(job.file)
    entry = JournalEntry.objects.get(organization=school, action="person.export")
    assert (entry.by, entry.values.after["rows"]) == (curator.member, 2001)


def test_job_takes_what_the_filter_leaves_and_nobody_of_another_school(school, other_school, curator):
    crowd(school, 3), crowd(school, 2, "Ясенев"), crowd(other_school, 4, "Ясенев")

    begin(curator, asked="q=ясен&o=-0")
    outbox.run_due()

    assert [row[0] for row in rows_of(Job.objects.get())[1:]] == ["Ясенев-0001", "Ясенев-0000"]


def test_workbook_of_a_registry_is_written_by_a_job_too(school, curator):
    begin(curator, "registry.course", "xlsx")
    outbox.run_due()

    job = Job.objects.get()
    assert (job.state, job.file.name) == (Job.State.DONE, "course.xlsx")


@pytest.mark.parametrize("label", ["registry.restrictednote", "accounts.user", "nobody.knows"])
def test_list_that_never_goes_out_begins_no_job(curator, label):
    answer = begin(curator, label)

    assert "Этот список в файл не выгружают." in answer.content.decode()
    assert Job.objects.count() == 0


def test_nonsense_in_the_filter_is_said(curator):
    assert "Такого отбора у списка нет" in begin(curator, asked="given__nonsense=1").content.decode()
    assert Job.objects.count() == 0


def test_form_nobody_knows_is_not_there(curator):
    assert begin(curator, form="exe").status_code == 404


def test_who_may_take_no_lists_begins_no_job(school):
    teacher = browse(make_member(school, Role.CLASS_TEACHER))

    assert begin(teacher).status_code == 403
    assert Job.objects.count() == 0


def test_written_list_goes_with_the_data_of_a_person_and_the_act_says_so(
    school, curator, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    crowd(school, 1)
    begin(curator)
    outbox.run_due()
    job, person = Job.objects.get(), Person.objects.get()
    path = tmp_path / job.file.path

    with django_capture_on_commit_callbacks(execute=True):
        act = erasing.erase(person, Erasure.Reason.DEMAND, by=curator.member)

    job.refresh_from_db()
    assert (job.file, path.exists()) == (None, False)
    assert ["файлы выгрузок, бланков и планов: их можно сделать снова", 1] in [part[1:] for part in act.destroyed]


def test_list_stays_unwritten_for_whom_the_right_was_taken_from_meanwhile(school, curator):
    begin(curator)
    curator.member.grants.all().delete()

    outbox.run_due()

    job = Job.objects.get()
    assert (job.state, job.file, job.message) == (Job.State.FAILED, None, "Не сделано: доступ к этой работе закрыт.")
