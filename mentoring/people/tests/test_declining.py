import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from mentoring.accounts.models import JournalEntry
from mentoring.people import declining
from mentoring.people.declension import Case
from mentoring.people.models import Declension, Person, Position


@pytest.fixture
def person(school):
    return Person.objects.create(organization=school, surname="Мороз", given="Саша", patronymic="Олегович", sex="m")


@pytest.fixture
def deputy(school):
    return Position.objects.create(organization=school, title="Заместитель директора по УВР")


def test_name_is_declined_in_three_styles(person):
    assert declining.name(person, Case.DAT) == "Морозу Саше Олеговичу"
    assert declining.name(person, Case.DAT, style="after") == "Морозу\u00a0С.\u00a0О."
    assert declining.name(person, Case.DAT, style="before") == "С.\u00a0О.\u00a0Морозу"
    assert declining.name(person, "nom", style="after") == person.short_name


def test_said_sex_decides_where_the_name_does_not(school):
    she = Person.objects.create(organization=school, surname="Мороз", given="Саша", sex="f")

    assert declining.name(she, Case.GEN) == "Мороз Саши"


def test_position_is_declined_and_keeps_its_capital(deputy):
    assert declining.position(deputy, Case.ACC) == "Заместителя директора по УВР"


def test_correction_of_a_name_is_kept_and_gives_the_form_with_initials(person, curator):
    declining.correct(person, Case.GEN, " Мороза   Саши Олеговича-мл. ", by=curator.member)

    assert declining.name(person, Case.GEN) == "Мороза Саши Олеговича-мл."
    declining.correct(person, Case.GEN, "Морозова Саши Олеговича", by=curator.member)
    assert declining.name(person, Case.GEN, style="after") == "Морозова\u00a0С.\u00a0О."
    assert declining.name(person, Case.DAT) == "Морозу Саше Олеговичу"
    assert declining.kept(person) == {Case.GEN: "Морозова Саши Олеговича"}


def test_correction_of_a_position_is_kept(deputy, curator):
    declining.correct(deputy, "ins", "заместителем по учебной работе", by=curator.member)

    assert declining.position(deputy, Case.INS) == "заместителем по учебной работе"
    assert declining.proposed(deputy, Case.INS) == "Заместителем директора по УВР"


def test_correction_of_a_former_surname_counts_no_more(person, curator):
    declining.correct(person, Case.GEN, "Мороза Саши Олеговича", by=curator.member)
    person.surname = "Снегирь"
    person.save()

    assert declining.name(person, Case.GEN) == "Снегиря Саши Олеговича"
    assert declining.kept(person) == {}


def test_correction_is_in_the_journal_once(person, curator):
    for _ in range(2):
        declining.correct(person, Case.GEN, "Морозова Саши Олеговича", by=curator.member)

    entry = JournalEntry.objects.get(action="person.form")
    assert (entry.by, entry.subject_id) == (curator.member, str(person.pk))
    assert entry.values.before == {"gen": "Мороза Саши Олеговича"}
    assert entry.values.after == {"gen": "Морозова Саши Олеговича"}


def test_forgotten_correction_gives_way_to_the_proposed_form(person, curator):
    declining.correct(person, Case.GEN, "Морозова Саши Олеговича", by=curator.member)

    declining.forget(person, Case.GEN, by=curator.member)
    declining.forget(person, Case.GEN, by=curator.member)

    assert declining.name(person, Case.GEN) == "Мороза Саши Олеговича"
    assert not Declension.objects.exists()
    assert JournalEntry.objects.filter(action="person.form").count() == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  ", "Напишите, как правильно"),
        ("Moroz", "нет русских букв"),
        ("Мороза\u200b Саши", "невидимые знаки"),
        ("Мороза\x00", "невидимые знаки"),
        ("а" * 301, "Слишком длинно"),
    ],
)
def test_form_that_cannot_be_printed_is_refused(person, curator, text, said):
    with pytest.raises(declining.DeclensionRefused, match=said):
        declining.correct(person, Case.GEN, text, by=curator.member)

    assert not Declension.objects.exists()


def test_nominative_is_corrected_in_the_record_itself(person, curator):
    with pytest.raises(declining.DeclensionRefused, match="Именительный"):
        declining.correct(person, Case.NOM, "Мороз Саша", by=curator.member)


def test_many_names_and_positions_take_one_query(school, person, deputy, curator, django_assert_num_queries):
    others = [Person.objects.create(organization=school, surname=f"Ткач{end}", given="Олег") for end in ("", "енко")]
    declining.correct(others[0], Case.GEN, "Ткача О.", by=curator.member)

    with django_assert_num_queries(1):
        forms = declining.preload([person, *others], [deputy])
        said = [forms.name(row, Case.GEN) for row in (person, *others)] + [forms.position(deputy, Case.GEN)]

    assert said == ["Мороза Саши Олеговича", "Ткача О.", "Ткаченко Олега", "Заместителя директора по УВР"]


@pytest.fixture
def own_name(school):
    school.full_name = "Муниципальное учреждение «Лесная школа»"
    school.save()
    return declining.OwnName(school, declining.Naming.FULL)


def test_name_of_the_school_is_declined_and_its_correction_is_kept(own_name, curator):
    assert declining.proposed(own_name, Case.GEN) == "Муниципального учреждения «Лесная школа»"

    declining.correct(own_name, Case.GEN, "муниципального учреждения «Лесной школы»", by=curator.member)

    forms = declining.preload([], [], own_name.organization)
    assert forms.own_name("full", str(own_name), Case.GEN) == "муниципального учреждения «Лесной школы»"
    assert forms.own_name("full", str(own_name), Case.DAT) == "Муниципальному учреждению «Лесная школа»"
    assert declining.kept(own_name) == {Case.GEN: "муниципального учреждения «Лесной школы»"}
    entry = JournalEntry.objects.get(action="organization.form")
    assert (entry.subject_id, entry.values.before) == (
        str(own_name.organization.pk), {"gen": "Муниципального учреждения «Лесная школа»"},
    )  # fmt: skip


@pytest.mark.postgres_only
def test_correction_of_the_school_lets_others_write_rows_of_it(own_name, curator):
    with CaptureQueriesContext(connection) as asked:
        declining.correct(own_name, Case.GEN, "Лесной школы", by=curator.member)

    locks = [query["sql"].rpartition(" FOR ")[2] for query in asked if '"accounts_organization"' in query["sql"]]
    assert [lock for lock in locks if "UPDATE" in lock] == ["NO KEY UPDATE"]


def test_correction_of_the_school_is_given_back_and_holds_for_this_name_alone(own_name, curator):
    declining.correct(own_name, Case.GEN, "Лесной школы", by=curator.member)
    school = own_name.organization

    school.full_name = "Луговая школа"
    school.save()
    assert declining.kept(own_name) == {}
    assert declining.preload([], [], school).namings == {}
    declining.correct(own_name, Case.GEN, "Луговой школы", by=curator.member)
    assert declining.kept(own_name) == {Case.GEN: "Луговой школы"}
    declining.forget(own_name, Case.GEN, by=curator.member)
    assert not Declension.objects.exists()


def test_correction_of_one_school_is_not_that_of_another(own_name, other_school, curator):
    other_school.full_name = own_name.organization.full_name
    other_school.save()

    declining.correct(own_name, Case.GEN, "Лесной школы", by=curator.member)

    assert declining.preload([], [], other_school).namings == {}
    assert declining.kept(declining.OwnName(other_school, declining.Naming.FULL)) == {}


def test_form_belongs_to_a_person_or_a_position_or_a_name_of_the_school(school, person, deputy):
    for whose in ({}, {"person": person, "position": deputy}, {"person": person, "naming": "full"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Declension.objects.create(organization=school, case="gen", text="кого", nominative="кто", **whose)


def test_form_of_another_school_cannot_be_kept(other_school, person):
    with pytest.raises(IntegrityError), transaction.atomic():
        Declension.objects.create(organization=other_school, person=person, case="gen", text="кого", nominative="кто")
