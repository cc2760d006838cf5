"""Registers as files: the columns of the standard bases, no formulas, on the site only those who agreed."""

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from mentoring.access import Role
from mentoring.accounts.models import JournalEntry
from mentoring.programmes.models import MentoringForm
from mentoring.registry import mentees, registers
from mentoring.registry.models import Mentee, MenteeForm, Mentor, RestrictedNote
from mentoring.registry.tests.cast import agree, learner, teacher
from tests.cast import browse, make_member

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 5)


def entered(model, programme, person, **facts):
    own = {"organization": programme.organization, "programme": programme, "person": person}
    return model.objects.create(**own, state="registered", entered_on=TODAY, **facts)


def sheet(answer) -> list[tuple]:
    return list(load_workbook(io.BytesIO(answer.content)).active.values)


def test_base_of_mentees_has_the_thirteen_columns(programme, curator):
    person = learner(programme.organization, "Рябинин")
    mother = person.guardianships.get().guardian
    mother.phone = "+7 900 000-00-00"
    mother.save()
    row = entered(Mentee, programme, person, result="Сдал на пять")
    mentees.ask(row, text="Подтянуть алгебру", by=curator.member)
    form = MentoringForm.objects.create(organization=programme.organization, code="a", title="Ученик — ученик")
    MenteeForm.objects.create(organization=programme.organization, mentee=row, form=form)

    head, only = sheet(curator.get("register", programme.pk, "mentees", "xlsx"))

    assert (len(head), head) == (13, registers.MENTEES)
    assert only[:6] == (
        "1",
        "Рябинин Ян Львович",
        "мать: Рябинина Ян Львович, +7 900 000-00-00",
        "2012",
        "Подтянуть алгебру",
        "05.10.2026",
    )
    assert (only[7], only[10]) == ("Ученик — ученик", "Сдал на пять")


def test_base_of_mentors_has_the_sixteen_columns(programme, curator):
    entered(Mentor, programme, teacher(programme.organization, "Кедров"), age_from=12, age_to=15, hours="1.5")

    head, only = sheet(curator.get("register", programme.pk, "mentors", "xlsx"))

    assert (len(head), head) == (16, registers.MENTORS)
    assert (only[1], only[3], only[7], only[8]) == ("Кедров Ян Львович", "учитель", "от 12 до 15 лет", "1,5 ч в неделю")


def test_who_is_only_offered_stands_in_no_register(programme, curator):
    mentees.enrol(programme, [learner(programme.organization, "Рябинин")], by=curator.member)

    assert registers.mentees(programme, today=TODAY, by=curator.member) == []


def test_formula_of_a_card_stays_a_text(programme, curator):
    entered(Mentee, programme, learner(programme.organization, "Рябинин"), result="=1+1")

    book = load_workbook(io.BytesIO(curator.get("register", programme.pk, "mentees", "xlsx").content)).active
    text = curator.get("register", programme.pk, "mentees", "csv").content.decode("utf-8-sig")

    assert (book["K2"].value, book["K2"].data_type) == ("=1+1", "s")
    assert list(csv.reader(io.StringIO(text), delimiter=";"))[1][10] == "'=1+1"


def test_site_shows_only_those_who_agreed_to_be_named(programme, curator):
    agreed, silent = learner(programme.organization, "Рябинин"), learner(programme.organization, "Вязов")
    for person in (agreed, silent):
        entered(Mentee, programme, person)
        agree(person, on=TODAY)
    agree(agreed, on=TODAY, gate="publication", codes=["pd_distribution"])

    assert registers.public(programme, today=TODAY, by=curator.member) == [
        ("1", "Рябинин Ян Львович", "наставляемый", "")
    ]


def test_closed_note_is_in_no_register(programme, curator):
    person = learner(programme.organization, "Рябинин")
    entered(Mentee, programme, person)
    RestrictedNote.objects.create(
        organization=programme.organization, person=person, kind="registered", text="Закрытое-слово"
    )

    for code in ("mentees", "public"):
        assert "Закрытое" not in curator.get("register", programme.pk, code, "csv").content.decode()


def test_taking_a_register_is_written_down(programme, curator):
    curator.get("register", programme.pk, "mentees", "csv")

    entry = JournalEntry.objects.get(action="programme.export")
    assert (entry.by, entry.values.after["rows"]) == (curator.member, 0)


def test_personnel_department_takes_no_register_of_children(programme):
    reader = browse(make_member(programme.organization, Role.HR))

    assert reader.get("register", programme.pk, "mentees", "xlsx").status_code == 403


def test_unknown_register_is_not_there(programme, curator):
    assert curator.get("register", programme.pk, "other", "xlsx").status_code == 404
    assert curator.get("register", programme.pk, "mentees", "exe").status_code == 404


def test_page_of_registers_leads_to_the_files(programme, curator):
    page = curator.get("registers").content.decode()

    assert curator.at("register", programme.pk, "public", "csv") in page
