"""The register of acts as a workbook and as PDF."""

import io

from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from mentoring.access import Role
from mentoring.accounts.models import JournalEntry
from mentoring.notifications import jobs
from mentoring.notifications.models import Job
from mentoring.people.models import Person
from reports.documents import act_register, issuing, listing, numbering
from reports.documents.models import Document
from reports.documents.tests import acts
from reports.documents.tests.office import text
from tests.cast import browse, make_member

WHOLE = {"journal": None, "year": None, "kind": "", "asked": ""}


def in_force(cycle, head, by, kind: str = "O1", **fields) -> Document:
    document = acts.make_approved(cycle, head, by=by, kind=kind, **fields)
    return issuing.issue(document, on=acts.today(document), by=by)


def rows_of(content: bytes) -> list[tuple[str, ...]]:
    """Return the texts of a workbook, without hard spaces; its cells are texts and never formulas."""
    page = load_workbook(io.BytesIO(content)).active
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None} == {"s"}
    return [tuple((value or "").replace("\u00a0", " ") for value in row) for row in page.iter_rows(values_only=True)]


def test_workbook_has_the_standard_columns_and_every_number(cycle, head, curator, act):
    numbering.record_outside(act.journal, act.year, 2, 4, "=приказы на бумаге", by=curator.member)
    protocol = in_force(cycle, head, curator.member, "attachment", title="О прикреплении")
    order = in_force(cycle, head, curator.member, "O7", title="О закреплении пар")
    today, year = f"{act.on:%d.%m.%Y}", f"{act.year}"

    response = curator.get("acts_file", "xlsx")

    orders, protocols = "Приказы по основной деятельности", "Протоколы"
    on = f"протокол от {today} № {protocol.number}"
    assert rows_of(response.content) == [
        (*act_register.HEADINGS, "Журнал", "Год"),
        ("1", today, act.number, "приказ", act.title, "Ракитин И. Л.", "", "", orders, year),
        ("2", f"{year} г.", "2–4", "вне системы", "=приказы на бумаге", "", "", "", orders, year),
        ("3", today, order.number, "приказ", "О закреплении пар", "Ракитин И. Л.", on, "", orders, year),
        ("1", today, protocol.number, "протокол", "О прикреплении", "Ракитин И. Л.", "", "", protocols, year),
    ]


def test_register_counts_those_who_have_read(school, cycle, head, curator):
    people = [Person.objects.create(organization=school, surname=name, given="Анна") for name in ("Липина", "Вязова")]
    sheet = {"block": "acquaintance", "title": "С приказом ознакомлены:", "also": [one.pk for one in people]}
    made = in_force(cycle, head, curator.member, body=[*acts.BODY, sheet])
    made.acquaintances.filter(person=people[0]).update(on=made.on, how="paper", by=curator.member)

    (entry,) = act_register.lay(curator.member, **WHOLE)

    assert entry.cells[-1] == "1 из 2"


def test_register_holds_what_the_page_was_asked_for(cycle, head, curator, act):
    in_force(cycle, head, curator.member, "attachment", title="О прикреплении")

    found = rows_of(curator.get("acts_file", "xlsx", query={"q": "прикреплении", "year": act.year}).content)

    assert [row[4] for row in found] == ["Заголовок", "О прикреплении"]
    assert JournalEntry.objects.filter(action="document.export").count() == 1


def test_paper_of_the_register_says_the_same(curator, act):
    response = curator.get("acts_file", "pdf")

    assert response.content.startswith(b"%PDF")
    sheet = act_register.sheet(act_register.lay(curator.member, **WHOLE), "Озёрная школа")
    said = [line.replace("\u00a0", " ") for line in act_register.paper.lines(sheet)]
    assert said[:2] == ["Озёрная школа", "Журнал регистрации документов"]
    assert f"Приказы по основной деятельности, {act.year} г." in said
    assert act.title in said


def test_long_register_is_set_in_the_background(curator, act, monkeypatch):
    monkeypatch.setattr(act_register, "AT_ONCE", 0)
    assert "Подготовить PDF" in text(curator.get("acts"))
    assert curator.get("acts_file", "pdf", query={"year": act.year}).url.endswith(f"?year={act.year}")

    curator.post("acts_later", action="documents.see", data={"journal": act.journal.pk, "year": act.year})

    job = Job.objects.get()
    payload = {"journal_id": act.journal.pk, "year": act.year, "kind": "", "asked": ""}
    jobs.run(job=job.pk, payload=payload)
    job.refresh_from_db()
    assert (job.state, job.message.replace("\u00a0", " "), job.done) == (Job.State.DONE, "Журнал готов: 1 строка.", 1)
    assert job.file.name == "zhurnal-dokumentov.pdf"


def test_register_of_a_journal_that_is_gone_is_not_the_whole_one(curator, act):
    payload = {"journal_id": act.journal.pk + 1000, "year": None, "kind": "", "asked": ""}
    job = jobs.start(act_register.JOB, act_register.TITLE, by=curator.member, payload=payload)

    jobs.run(job=job.pk, payload=payload)

    job.refresh_from_db()
    assert (job.state, job.file) == (Job.State.FAILED, None)
    assert "Журнала, который вы выбрали, больше нет" in job.message


def test_reader_takes_no_line_that_the_page_hides(school, cycle, head, curator, act):
    in_force(cycle, head, curator.member, "register_mentees", title="Реестр участников")
    teacher = browse(make_member(school, Role.CLASS_TEACHER))

    assert [row[4] for row in rows_of(teacher.get("acts_file", "xlsx").content)] == ["Заголовок", act.title]


def test_another_school_takes_its_own(act, other_curator):
    assert len(rows_of(other_curator.get("acts_file", "xlsx").content)) == 1


def test_unknown_form_is_no_page(curator):
    assert curator.get("acts_file", "doc").status_code == 404


def test_thirty_acts_ask_as_much_as_three(cycle, head, curator):
    def cost(made: int) -> int:
        for _ in range(made):
            in_force(cycle, head, curator.member)
        with CaptureQueriesContext(connection) as found:
            act_register.lay(curator.member, **WHOLE)
        return len(found)

    few = cost(3)

    assert cost(27) == few


def test_acts_that_are_changed_come_without_their_texts(cycle, head, curator):
    first = in_force(cycle, head, curator.member)
    in_force(cycle, head, curator.member, cancels=first)

    latest, _ = listing.acts(curator.member, **WHOLE)

    assert {"body", "snapshot"} <= latest.document.cancels.get_deferred_fields()


def test_empty_register_has_no_files_to_take(curator, school):
    assert curator.at("acts_file", "xlsx") not in text(curator.get("acts"))
