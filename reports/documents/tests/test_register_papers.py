"""Registers, criteria and the programme of the school of mentors as papers: their columns, whom they leave out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.access import Role
from mentoring.people.models import Consent, Person
from mentoring.registry import criteria, mentees, registers
from mentoring.registry.models import Mentee, RestrictedNote, Session
from reports.documents import approving, checking, composing, drafting, issuing, listing, paper
from reports.documents.models import Document
from reports.documents.paper import SignSheet, words
from reports.documents.rendering import docx, pdf
from reports.documents.tests import participants
from reports.documents.tests.aloud import TODAY, composed, rows, said, table_of
from reports.documents.tests.printed import lines_of_docx, squashed, text_of_pdf
from tests.cast import browse, make_member

pytestmark = pytest.mark.usefixtures("august")


def stamp_of(document: Document) -> list[str]:
    return [words(line).replace("\u00a0", " ") for line in composed(document).stamp]


def told(document: Document) -> list[tuple[str, str, str]]:
    return [(fault.level, fault.place, fault.text.replace("\u00a0", " ")) for fault in checking.faults(document)]


def test_register_of_mentees_has_the_thirteen_columns_across_the_sheet(took, programme, curator):
    mentee = Mentee.objects.get(person=took.people["Ежова"])
    mentees.ask(mentee, text="Подтянуть алгебру", by=curator.member)

    register = drafting.draft("register_mentees", programme, by=curator.member)

    sheet = composed(register)
    assert sheet.landscape and tuple(one.heading for one in table_of(sheet.blocks).columns) == registers.MENTEES
    assert rows(table_of(sheet.blocks))[0][:8] == (
        "1", "Ежова Яна Олеговна", "мать: Ежова Вера Ильинична, +7 900 111-22-33", "2012", "Подтянуть алгебру",
        "10.08.2026", "", "Учитель — ученик",
    )  # fmt: skip
    assert said(register) == [
        "Реестр (база) наставляемых", "Средняя школа ozernaya", "на период с 1 сентября 2026 г. по 31 мая 2027 г.",
    ]  # fmt: skip
    assert told(register) == []


def test_register_of_mentors_has_the_sixteen_columns(took, programme, curator):
    register = drafting.draft("register_mentors", programme, by=curator.member)

    table = table_of(composed(register).blocks)
    assert tuple(one.heading for one in table.columns) == registers.MENTORS
    assert rows(table)[1][:5] == ("2", "Кедрова Нина Павловна", "", "Завод «Маяк», технолог", "проекты")


@pytest.mark.parametrize("kind", ["register_mentees", "O4"])
def test_whose_consent_was_withdrawn_stands_in_no_register(kind, took, programme, curator):
    Consent.objects.filter(person=took.people["Ивин"]).update(withdrawn_on=TODAY)

    document = drafting.draft(kind, programme, by=curator.member)

    assert "Ивин" not in str(paper.to_json(composed(document)))
    assert [one for one in told(document) if "Ивин" in one[2]] == [
        (
            "warning",
            "База наставляемых в столбцах типовой формы" if kind == "register_mentees" else "Наставляемые из реестра",
            "Не вошли, согласие не действует: Ивин Пётр Саввич.",
        )
    ]


def test_register_without_anybody_stops(took, programme, curator):
    Consent.objects.all().update(withdrawn_on=TODAY)

    found = told(drafting.draft("register_mentees", programme, by=curator.member))

    assert found[0] == ("error", "Таблица", "Не указано: наставляемые в реестре.")


def test_closed_notes_stand_in_no_register(took, programme, curator):
    RestrictedNote.objects.create(
        organization=programme.organization, person=took.people["Ежова"], kind="registered", text="Закрытое слово"
    )

    assert "Закрытое" not in str(
        paper.to_json(composed(drafting.draft("register_mentees", programme, by=curator.member)))
    )


def test_register_is_put_in_force_by_its_order(took, programme, curator, director):
    Person.objects.filter(pk=took.people["Рябинин"].pk).update(membership=director.member)
    assert stamp_of(drafting.draft("register_mentees", programme, by=curator.member))[0] == "УТВЕРЖДАЮ"
    order = drafting.draft("O4", programme, by=curator.member)
    approving.submit(order, by=curator.member, accept_warnings=True)
    issuing.approve_and_issue(order, on=TODAY, by=director.member)

    register = drafting.draft("register_mentees", programme, by=curator.member)

    assert stamp_of(register) == ["УТВЕРЖДЁН", "приказом директора", "от 24.08.2026 № 1"]


def test_register_with_contacts_is_not_for_every_teacher(took, programme, curator, director):
    Person.objects.filter(pk=took.people["Рябинин"].pk).update(membership=director.member)
    register = drafting.draft("register_mentees", programme, by=curator.member)
    approving.submit(register, by=curator.member, accept_warnings=True)
    issuing.approve_and_issue(register, on=TODAY, by=director.member)

    for role in (Role.CLASS_TEACHER, Role.HR, Role.TECHNICIAN):
        reader = browse(make_member(programme.organization, role))
        assert reader.get("document", register.public_id).status_code == 404
        assert list(listing.listed(reader.member)) == []
    assert director.get("document", register.public_id).status_code == 200


@pytest.mark.parametrize("kind", ["register_mentees", "register_mentors", "O4", "O6", "confidentiality"])
def test_long_list_costs_as_many_questions_as_a_short_one(kind, took, programme, curator):
    made = drafting.draft(kind, programme, by=curator.member)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            composing.compose(
                Document.objects.select_related("organization", "programme", "drafted_by").get(pk=made.pk)
            )
        counts.append(len(asked))
        participants.take_more(programme)

    assert counts[0] == counts[1]


def test_criteria_are_listed_with_weight_and_threshold(took, programme, curator):
    criteria.take_usual(programme.organization, by=curator.member)

    listed = drafting.draft("criteria", programme, by=curator.member)

    assert rows(table_of(composed(listed).blocks))[0] == (
        "1.", "Мотивация: хочет помогать и понимает, зачем", "все формы", "3", "1 из 3",
    )  # fmt: skip
    assert said(listed)[3] == (
        "Кандидата рекомендуют в наставники, если он набрал не меньше 67 % наибольшей суммы баллов и ни одна оценка не "
        "ниже порога. При меньшей сумме, но не ниже 50 %, кандидата зачисляют в резерв."
    )
    assert told(listed) == []


def test_criteria_without_a_list_are_asked_for(took, programme, curator):
    found = told(drafting.draft("criteria", programme, by=curator.member))

    assert found == [("error", "Таблица", "Не указано: критерии отбора.")]


def test_programme_of_the_school_gives_lessons_and_totals(took, programme, curator):
    Session.objects.filter(theme="Границы").update(materials="памятка", expert=None, expert_text="Юрист Попечителев")

    school = drafting.draft("school_programme", programme, by=curator.member)

    assert rows(table_of(composed(school).blocks))[2] == (
        "3.", "Границы", "тренинг", "21.08.2026", "2", "Юрист Попечителев", "памятка",
    )  # fmt: skip
    assert said(school)[-2:] == [
        "Всего: 3 занятия, часов — 6, 2 эксперта.",
        "Руководитель «Школы наставников»: педагог-психолог Лебедь Д. И.",
    ]


@pytest.mark.parametrize("kind", ["school_programme", "O5"])
def test_small_school_is_told_what_the_model_asks_for(kind, took, programme, curator):
    Session.objects.filter(theme="Границы").delete()

    found = told(drafting.draft(kind, programme, by=curator.member))

    assert ("warning", "Группа «первая»", "2 занятия, а нужно не меньше 3.") in found
    assert ("warning", "Школа наставников", "1 эксперт, а нужно не меньше 5.") in found


def test_instruction_is_signed_by_every_mentor_who_agreed(took, programme, curator):
    Person.objects.filter(pk=took.people["Осипова"].pk).update(phone="+7 900 555-66-77")

    instruction = drafting.draft("confidentiality", programme, by=curator.member)

    sheet = next(block for block in composed(instruction).blocks if isinstance(block, SignSheet))
    assert [(one.name, one.position) for one in sheet.people] == [
        ("Осипова Инна Львовна", "советник директора по воспитанию"),
        ("Дятлов Олег Юрьевич", "учитель химии"),
        ("Кедрова Нина Павловна", "технолог, Завод «Маяк»"),
    ]
    assert [one for one in told(instruction) if one[0] == "error"] == []


@pytest.mark.parametrize("kind", ["register_mentees", "register_mentors", "criteria", "school_programme"])
def test_word_and_pdf_say_the_same(kind, took, programme, curator):
    criteria.take_usual(programme.organization, by=curator.member)
    sheet = composing.compose(drafting.draft(kind, programme, by=curator.member))

    assert squashed("".join(lines_of_docx(docx.render(sheet)))) == text_of_pdf(pdf.render(sheet), sheet)
