from datetime import timedelta

import pytest

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.contents import FileRefused
from mentoring.accounts.models import StoredFile
from mentoring.accounts.operations import Refused
from mentoring.notifications.letters import TooManyLetters
from mentoring.notifications.models import OutboxItem
from mentoring.people.models import Person
from reports.documents import acquainting, issuing, scanning
from reports.documents.acquainting import AcquaintanceRefused
from reports.documents.models import Acquaintance, Document
from reports.documents.scanning import ScanRefused
from reports.documents.tests import acts
from reports.documents.tests.office import text
from tests.cast import browse, make_member

PDF, PNG = b"%PDF-1.7 scan", b"\x89PNG\r\n\x1a\n scan"


@pytest.fixture
def office(school):
    return acts.make_office(school)


@pytest.fixture
def reader(school):
    return make_member(school, Role.METHODIST)


@pytest.fixture
def act(office, school, reader):
    programme, head, by = office
    people = [
        Person.objects.create(organization=school, surname="Липина", given="Анна", membership=reader),
        Person.objects.create(organization=school, surname="Вязова", given="Нина"),
    ]
    sheet = {"block": "acquaintance", "title": "С приказом ознакомлены:", "also": [person.pk for person in people]}
    document = acts.make_approved(programme, head, by=by, body=[*acts.BODY, sheet])
    return issuing.issue(document, on=acts.today(document) - timedelta(days=1), by=by)


def row(act, surname: str) -> Acquaintance:
    return act.acquaintances.get(person__surname=surname)


def test_person_signs_here_for_themselves(act, reader):
    signed = acquainting.sign_here(row(act, "Липина"), by=reader, on=acts.today(act))

    assert (signed.on, signed.how, signed.by) == (acts.today(act), "here", reader)
    with pytest.raises(AcquaintanceRefused, match="Вы уже ознакомлены"):
        acquainting.sign_here(signed, by=reader, on=acts.today(act))


@pytest.mark.parametrize("surname", ["Липина", "Вязова"])
def test_nobody_signs_here_for_another(act, office, surname):
    with pytest.raises(AcquaintanceRefused, match=f"может только {surname}"):
        acquainting.sign_here(row(act, surname), by=office[2], on=acts.today(act))


def test_hands_on_paper_are_marked_by_who_keeps_documents(act, office, reader):
    rows, by = list(act.acquaintances.all()), office[2]

    with pytest.raises(AcquaintanceRefused, match="тот, кто ведёт документы"):
        acquainting.mark_paper(rows, on=act.on, by=reader)
    acquainting.mark_paper(rows, on=act.on, by=by)

    assert set(act.acquaintances.values_list("on", "how", "by")) == {(act.on, "paper", by.pk)}


@pytest.mark.parametrize("days", [-2, 1])
def test_nobody_reads_an_act_before_it_is_there_or_tomorrow(act, office, days):
    with pytest.raises(AcquaintanceRefused, match="Ознакомиться можно было с"):
        acquainting.mark_paper([row(act, "Вязова")], on=acts.today(act) + timedelta(days=days), by=office[2])


def test_mark_that_stands_stops_the_whole_sheet(act, office, reader):
    acquainting.sign_here(row(act, "Липина"), by=reader, on=acts.today(act))

    with pytest.raises(AcquaintanceRefused, match="подпись уже отмечена"):
        acquainting.mark_paper(act.acquaintances.all(), on=act.on, by=office[2])
    assert row(act, "Вязова").on is None
    with pytest.raises(AcquaintanceRefused, match="Отметьте хотя бы одного"):
        acquainting.mark_paper([], on=act.on, by=office[2])


def test_scan_is_kept_beside_the_act(act, office):
    scan = scanning.attach(act, "приказ.pdf", PDF, by=office[2])

    assert (scan.document, scan.file.name, scan.file.action) == (act, "приказ.pdf", "documents.see")
    with pytest.raises(ScanRefused, match="этот скан уже приложен"):
        scanning.attach(act, "ещё раз.pdf", PDF, by=office[2])
    assert scanning.attach(act, "лист.png", PNG, by=office[2]).file.content_type == "image/png"


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [("приказ.txt", "текст".encode(), ScanRefused), ("приказ.pdf", PNG, FileRefused), ("a.exe", b"MZ", FileRefused)],
)
def test_scan_is_a_picture_or_pdf(act, office, name, data, error):
    with pytest.raises(error):
        scanning.attach(act, name, data, by=office[2])
    assert not StoredFile.objects.exists()


def test_draft_has_no_scan(office):
    programme, _, by = office

    with pytest.raises(ScanRefused, match="к документу с номером"):
        scanning.attach(acts.make_draft(programme, by=by), "приказ.pdf", PDF, by=by)


def test_reader_attaches_no_scan(act, reader):
    with pytest.raises(ScanRefused, match="тот, кто ведёт документы"):
        scanning.attach(act, "приказ.pdf", PDF, by=reader)


def test_act_of_another_school_is_not_there(act, other_curator):
    with pytest.raises(type(act).DoesNotExist):
        scanning.attach(act, "приказ.pdf", PDF, by=other_curator.member)
    with pytest.raises(AcquaintanceRefused, match="Отметьте хотя бы одного"):
        acquainting.mark_paper(act.acquaintances.all(), on=act.on, by=other_curator.member)


def age(act, days: int) -> Document:
    """Let an act be issued so many days ago; its text and number stay."""
    Document.objects.filter(pk=act.pk).update(issued_at=act.issued_at - timedelta(days=days))
    act.refresh_from_db()
    return act


def letters_about(row) -> list[str]:
    return list(OutboxItem.objects.filter(key__startswith=f"letter:acquaint:{row.pk}").values_list("key", flat=True))


def test_reminder_goes_to_those_who_can_sign_here(act, office):
    today, unread = acts.today(act), row(act, "Липина")

    told = acquainting.remind(age(act, 3), by=office[2], today=today)

    assert told == [unread]
    assert letters_about(unread)[1:] == [f"letter:acquaint:{unread.pk}:{today:%Y-%m-%d}"]
    subject = OutboxItem.objects.get(key=letters_about(unread)[1]).payload["subject"]
    assert subject.startswith(f"Напоминание: ознакомьтесь с документом № {act.number}")
    assert letters_about(row(act, "Вязова")) == []
    assert acquainting.reminded(act) == today


def test_person_is_reminded_once_a_day(act, office):
    today = acts.today(act)
    acquainting.remind(age(act, 3), by=office[2], today=today)

    with pytest.raises(AcquaintanceRefused, match="Сегодня этим людям уже написали"):
        acquainting.remind(act, by=office[2], today=today)
    acquainting.remind(act, by=office[2], today=today + timedelta(days=1))

    assert len(letters_about(row(act, "Липина"))) == 3


def test_day_of_issue_needs_no_reminder(act, office):
    with pytest.raises(AcquaintanceRefused, match="Сегодня этим людям уже написали"):
        acquainting.remind(act, by=office[2], today=acts.today(act))
    assert acquainting.reminded(act) is None


def test_nobody_is_reminded_of_what_is_read_or_over(act, office, reader):
    today, by = acts.today(act), office[2]
    with pytest.raises(AcquaintanceRefused, match="тот, кто ведёт документы"):
        acquainting.remind(act, by=reader, today=today)
    acquainting.sign_here(row(act, "Липина"), by=reader, on=today)
    with pytest.raises(AcquaintanceRefused, match="Писать некому"):
        acquainting.remind(age(act, 3), by=by, today=today)
    act.state = Document.State.CANCELLED
    act.save(update_fields=["state"])
    with pytest.raises(AcquaintanceRefused, match="не действует"):
        acquainting.remind(act, by=by, today=today)


def test_reminder_that_may_not_go_out_today_is_said(act, office, settings):
    settings.LETTERS_A_DAY = 0

    with pytest.raises(Refused, match="больше нельзя"):
        acquainting.remind(age(act, 3), by=office[2], today=acts.today(act))
    assert acquainting.reminded(act) is None


def test_letters_that_found_no_room_at_the_issue_are_not_called_written(act, office, settings):
    OutboxItem.objects.filter(key__startswith="letter:acquaint:").delete()
    limit, settings.LETTERS_A_DAY = settings.LETTERS_A_DAY, 0

    with pytest.raises(TooManyLetters, match="больше нельзя"):
        acquainting.remind(act, by=office[2], today=acts.today(act))

    settings.LETTERS_A_DAY = limit
    assert acquainting.remind(act, by=office[2], today=acts.today(act)) == [row(act, "Липина")]


def test_double_press_sends_one_letter(act, office):
    keeper = browse(office[2])
    age(act, 3)
    assert "Напомнить" in text(keeper.get("document", act.public_id))

    for _ in range(2):
        keeper.post("document_remind", act.public_id, action="documents.number")

    assert len(letters_about(row(act, "Липина"))) == 2
    assert "Напомнили:" in text(keeper.get("document", act.public_id))


def test_act_that_waits_for_signatures_too_long_is_told_of(act, office, reader):
    keeper, calendar = browse(office[2]), schooldays.calendar_of(act.organization)
    today = acts.today(act)
    fifth = calendar.add_working_days(today, -acquainting.LONG)

    age(act, (today - fifth).days)
    assert "Ждут подписей" not in text(keeper.get("documents"))
    age(act, 1)

    page = text(keeper.get("documents"))
    assert "Ждут подписей больше 5 рабочих дней: 1" in page
    assert "не ознакомлены 2" in page
    assert "Ждут подписей" not in text(browse(reader).get("documents"))
    acquainting.mark_paper(act.acquaintances.all(), on=act.on, by=office[2])
    assert "Ждут подписей" not in text(keeper.get("documents"))
