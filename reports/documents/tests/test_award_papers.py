"""Papers of one award: whom they name and how, whose they are not."""

import pytest
from django.http import Http404

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.models import Organization
from mentoring.accounts.operations import Refused
from mentoring.people import declining
from mentoring.people.declension import Case
from mentoring.people.models import Consent, Employment, Guardianship, Person, Position, StudyGroup
from practices.models import Award
from reports.documents import checking, paper
from reports.documents.models import Document
from reports.documents.subjects import table as subjects
from reports.documents.tests.aloud import composed, said
from reports.documents.tests.ending import TODAY, award, errors
from tests.cast import make_member


@pytest.fixture(autouse=True)
def spring(monkeypatch):
    """Stop the clock on the wall, which is the world outside, in the last month of the school year."""
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


def test_thanks_name_the_person_and_the_post_in_the_dative(took, programme, curator):
    row = award(took, programme, "Дятлов", "thanks", "За терпение и точность.")

    paper_ = subjects.draft("thanks", row, by=curator.member)

    assert paper_.title == "Благодарность Дятлову Олегу Юрьевичу"
    assert said(paper_)[1:] == [
        "Дятлову Олегу Юрьевичу",
        "учителю химии",
        "за терпение и точность",
        "Программа наставничества «2026/27 учебный год»",
    ]
    assert checking.faults(paper_) == ()


def test_corrected_form_of_a_position_is_used(took, programme, curator):
    post = Position.objects.get(title="учитель химии")
    declining.correct(post, Case.DAT, "учителю химии и биологии", by=curator.member)
    row = award(took, programme, "Дятлов", "thanks", "За терпение.")

    assert said(subjects.draft("thanks", row, by=curator.member))[2] == "учителю химии и биологии"


def test_post_taken_last_wins_over_one_whose_first_day_nobody_knows(took, programme, curator):
    own = {"organization": programme.organization, "person": took.people["Дятлов"]}
    post = Position.objects.create(organization=programme.organization, title="методист")
    Employment.objects.create(**own, position=post, start=TODAY)

    row = award(took, programme, "Дятлов", "thanks", "За терпение.")

    assert said(subjects.draft("thanks", row, by=curator.member))[2] == "методисту"


@pytest.mark.parametrize(
    ("kind", "title", "place"),
    [
        ("school", "8 «А»", "обучающаяся 8 «А» класса"),
        ("school", "8 «А» класс", "обучающаяся 8 «А» класса"),
        ("college", "ИС-21", "обучающаяся группы ИС-21"),
        ("college", "Группа ИС-21", "обучающаяся группы ИС-21"),
        ("additional", "«Робот»", "обучающаяся объединения «Робот»"),
    ],
)
def test_learner_is_named_by_the_class_in_full(took, programme, curator, kind, title, place):
    Organization.objects.filter(pk=programme.organization_id).update(kind=kind)
    StudyGroup.objects.update(title=title)
    row = Award.objects.get(pk=award(took, programme, "Ежова", "diploma", "За проект").pk)

    assert said(subjects.draft("diploma", row, by=curator.member))[2] == place


def test_diploma_names_who_comes_from_a_partner(took, programme, curator):
    row = award(took, programme, "Кедрова", "diploma", "Провела {семь} экскурсий")

    lines = said(subjects.draft("diploma", row, by=curator.member))

    assert lines[:4] == [
        "Награждается",
        "Кедрова Нина Павловна",
        "технолог, Завод «Маяк»",
        "Основание: провела (семь) экскурсий",
    ]


def test_letter_thanks_both_parents(took, programme, curator):
    father = Person.objects.create(
        organization=programme.organization, surname="Ежов", given="Олег", patronymic="Ильич", sex="m"
    )
    child = took.people["Ежова"]
    Guardianship.objects.create(organization=programme.organization, child=child, guardian=father, right="father")
    row = award(took, programme, "Ежова", "letter", "За проект по химии.")

    letter = subjects.draft("parents_letter", row, by=curator.member)

    addressee = next(block for block in composed(letter).blocks if isinstance(block, paper.Addressee))
    assert [paper.words(line) for line in addressee.lines] == ["Ежовой Вере Ильиничне", "Ежову Олегу Ильичу"]
    lines = said(letter)
    assert lines[0] == "Уважаемые Вера Ильинична и Олег Ильич!"
    assert lines[3].startswith("Спасибо вам за поддержку")
    assert lines[1].endswith(" благодарит вас за воспитание Ежовой Яны Олеговны, обучающейся 8 «А» класса.")
    assert lines[2] == ("Ваша дочь отмечена в программе наставничества «2026/27 учебный год» за проект по химии.")
    assert errors(letter) == []


def test_letter_to_a_guardian_speaks_of_the_child(took, programme, curator):
    Guardianship.objects.filter(child=took.people["Ивин"]).update(right="guardian")
    row = award(took, programme, "Ивин", "letter", "Помог новичкам")

    lines = said(subjects.draft("parents_letter", row, by=curator.member))

    assert lines[0] == "Уважаемая Вера Ильинична!"
    assert " благодарит Вас за воспитание " in lines[1] and lines[3].startswith("Спасибо Вам за поддержку")
    assert lines[2].startswith("Ваш ребёнок отмечен в программе наставничества «2026/27 учебный год»: помог новичкам")


def test_award_of_one_sort_has_no_paper_of_another(took, programme, curator):
    for kind, code in (("bonus", "thanks"), ("honour", "diploma"), ("thanks", "parents_letter")):
        row = award(took, programme, "Дятлов", kind, "За дело")
        with pytest.raises(Refused, match="такой бумагой не оформляют"):
            subjects.draft(code, row, by=curator.member)


def test_nobody_is_thanked_by_name_without_a_consent(took, programme, curator):
    Consent.objects.filter(person=took.people["Ежова"]).update(withdrawn_on=TODAY)
    row = award(took, programme, "Ежова", "letter", "За проект")

    with pytest.raises(Refused, match="Ежова Яна Олеговна: согласие не действует"):
        subjects.draft("parents_letter", row, by=curator.member)
    assert not Document.objects.exists()


def test_page_of_awards_drafts_the_paper_of_its_row(took, programme, curator):
    row = award(took, programme, "Дятлов", "thanks", "За дело")
    award(took, programme, "Дятлов", "bonus", "За дело")
    page = curator.get("awards").content.decode()
    assert page.count("/documents/new/") == 1
    assert curator.at("document_about", row.pk, "thanks") in page

    curator.post("document_about", row.pk, "thanks", action="documents.edit")

    assert Document.objects.get().kind == "thanks"


def test_paper_of_an_award_is_not_for_those_who_do_not_see_awards(took, programme, curator, school):
    row = award(took, programme, "Дятлов", "thanks", "За дело")

    with pytest.raises(Http404):
        subjects.find("thanks", row.pk, make_member(school, Role.METHODIST))
