"""The thirty forms of the model: each has a paper or a page, and a blank on which nobody is named."""

import io
import re
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from mentoring.access import ACTIONS, Role
from mentoring.accounts import files
from mentoring.notifications import outbox
from mentoring.notifications.models import Job
from mentoring.printing import press
from reports.documents import annexes, blanks, blanks_pack, kinds, paper
from reports.documents.facts import School
from reports.documents.look import Look
from reports.documents.paper import Table
from reports.documents.tests.aloud import rows
from reports.documents.tests.printed import pages_of
from tests.cast import browse, make_member

SCHOOL = School("Средняя школа «Прибрежная»", "Школа «Прибрежная»", "Отдел образования", "Прибрежный")
TODAY = date(2026, 11, 23)
FORMS = pytest.mark.parametrize("form", annexes.FORMS, ids=lambda form: str(form.number))
KINDS = pytest.mark.parametrize("code", sorted(annexes.BLANKS))


def laid(code: str) -> paper.Paper:
    return blanks.lay(kinds.get(code), SCHOOL, TODAY)


def lines(code: str) -> list[str]:
    return [line.replace("\u00a0", " ") for line in paper.lines(laid(code))]


def test_numbers_are_those_of_the_thirty_forms_once_each():
    assert [form.number for form in annexes.FORMS] == list(range(1, 31))


@FORMS
def test_form_names_papers_that_exist_and_pages_that_open(form):
    assert form.kinds or form.places
    assert set(form.kinds) <= kinds.KINDS.keys()
    for place in form.places:
        assert reverse(place.url)
        assert place.action in ACTIONS


@KINDS
def test_blank_lacks_nothing_and_tells_nothing_of_a_school_but_its_name(code):
    whole = "\n".join(lines(code))

    assert "[" not in whole and "{" not in whole and "<" not in whole
    assert not re.search(r"20\d\d", whole)
    assert ".." not in whole.replace("...", "")


def test_line_of_a_value_runs_to_the_edge_and_one_more_stands_below():
    said = lines("mentor_application")

    assert f"Почему хочу быть наставником: {'_' * 34}\n{'_' * 64}" in "\n".join(said)
    assert "Готов (готова) уделять наставничеству ________ в неделю и пройти обучение в «Школе наставников»." in said


def test_table_of_a_row_becomes_empty_rows_with_room_for_a_hand():
    table = next(block for block in laid("pair_plan").blocks if isinstance(block, Table))

    assert [column.heading for column in table.columns][:3] == ["№ п/п", "Проект, задание", "Срок"]
    assert rows(table) == [("  /  ",) * 6] * 8


def test_terms_of_an_order_are_written_by_hand():
    said = lines("O7")

    assert "3.1. Провести первую встречу с наставляемыми в срок до «____» ____________ 20___ г." in said


def test_two_wordings_of_one_thing_never_stand_on_a_blank_together():
    said = "\n".join(lines("O1"))

    assert said.count("Разместить сведения") + said.count("разместить сведения") == 1


@pytest.mark.parametrize("role", [Role.CURATOR, Role.TECHNICIAN])
def test_page_leads_only_where_its_reader_may_go(programme, role):
    reader = browse(make_member(programme.organization, role))

    page = reader.get("annexes").content.decode()

    for place in {place for form in annexes.FORMS for place in form.places}:
        url = reader.at(place.url)
        assert (f'href="{url}"' in page) is reader.member.can(place.action)
        assert not reader.member.can(place.action) or reader.get(place.url).status_code == 200
    assert reader.at("document_blank", "interview_protocol") in page
    assert "форма РНЦ" not in page.lower()


def test_blank_is_printed_on_the_sheet_of_the_school(programme, curator):
    Look.objects.create(organization=programme.organization, lines="ул. Лесная, д. 5", left=40)

    said = "".join(pages_of(curator.get("document_blank", "interview_protocol").content))

    assert "ул.Лесная,д.5" in said


def test_blank_is_a_pdf_with_the_name_of_the_school(programme, curator):
    answer = curator.get("document_blank", "pair_summary")

    assert answer.status_code == 200 and answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "private, no-store"
    assert ".pdf" in answer["Content-Disposition"]


@pytest.mark.parametrize("code", ["O11", "nothing"])
def test_kind_that_is_no_form_of_the_model_has_no_blank(programme, curator, code):
    assert curator.get("document_blank", code).status_code == 404


def test_all_forms_come_as_one_archive_and_one_that_cannot_be_set_is_named(programme, curator, monkeypatch):
    def set_or_fail(kind: str, organization) -> bytes:
        if kind == "pair_plan":
            raise press.Failed(press.Reason.START)
        return f"%PDF {kind}".encode()

    monkeypatch.setattr(blanks_pack, "sheet", set_or_fail)

    curator.post("document_blanks", action="documents.see")
    outbox.run_due()

    job = Job.objects.select_related("file").get(by=curator.member)
    with zipfile.ZipFile(io.BytesIO(files.read(job.file))) as package:
        made = {name: package.read(name).decode() for name in package.namelist()}
    assert set(made.values()) == {f"%PDF {kind}" for kind in annexes.BLANKS - {"pair_plan"}}
    assert made["30 Резюме завершения взаимодействия.pdf"] == "%PDF pair_summary"
    assert (job.state, job.done, job.total) == (Job.State.DONE, len(annexes.BLANKS), len(annexes.BLANKS))
    first, failed = job.message.split("\n")
    assert first == ("Готово: 30\u00a0бланков. Форм 3, 7, 8 здесь нет: анкеты и согласия печатают на своих страницах.")
    assert failed == f"28 План индивидуального развития: {press.WORDS[press.Reason.START]}"
