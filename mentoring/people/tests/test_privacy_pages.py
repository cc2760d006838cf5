"""What a person may know of their data, and the road to their end: the pages of it."""

import json
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from mentoring.access import Role
from mentoring.accounts import journal, operations
from mentoring.accounts.models import JournalEntry
from mentoring.people.models import Clearance, Erasure, Person
from mentoring.people.privacy import extract
from mentoring.registry.models import RestrictedNote
from tests.cast import browse, make_member


@pytest.fixture
def person(school, curator) -> Person:
    row = Person.objects.create(
        organization=school, surname="Зимородкин", given="Парамон", phone="+7 912 000-77-31", note="Любит рыбалку"
    )
    after = {"surname": row.surname, "phone": row.phone}
    journal.write(school, "person.add", row, by=curator.member, after=after)
    return row


def hand_out(who, person) -> int:
    answer = who.post("person_extract_give", person.pk, action=extract.ACTION)
    assert answer.status_code == 302
    return JournalEntry.objects.get(action="person.extract").number


def test_extract_tells_every_value_by_its_title_and_who_wrote_it(school, person, curator):
    Clearance.objects.create(
        organization=school, person=person, kind="medical", number="17", issued_on=timezone.localdate()
    )

    page = curator.get("person_extract", person.pk, hand_out(curator, person)).content.decode()

    for words in ("Фамилия", "Зимородкин", "Телефон", "+7 912 000-77-31", "Любит рыбалку", "медицинская справка"):
        assert words in page
    assert "Соколова Вера Ильинична" in page


def test_handing_out_is_written_in_the_journal_and_reading_is_not_possible_without_it(person, curator):
    assert curator.get("person_extract", person.pk, 10**6).status_code == 404

    number = hand_out(curator, person)

    entry = JournalEntry.objects.get(number=number)
    assert (entry.by, entry.subject_id) == (curator.member, str(person.pk))
    assert curator.get("person_extract", person.pk, number).status_code == 200


def test_extract_of_one_opens_no_extract_of_another(school, person, curator):
    another = Person.objects.create(organization=school, surname="Дятлов", given="Пётр")

    assert curator.get("person_extract", another.pk, hand_out(curator, person)).status_code == 404


def test_director_gets_no_closed_note_by_an_extract_and_is_told_so(school, person, curator, director):
    note = RestrictedNote.objects.create(organization=school, person=person, kind="psychologist", text="Канарейка")
    journal.write(school, "restrictednote.add", note, by=curator.member, after={"text": "Канарейка"})
    journal.write(school, "person.change", person, by=curator.member, after={"note": "Любит рыбалку"})

    number = hand_out(director, person)
    page = director.get("person_extract", person.pk, number).content.decode()
    file = director.get("person_extract_json", person.pk, number).content.decode()

    assert ("Канарейка" in page, "рыбалку" in page) == (False, False)
    assert ("Канарейка" in file, "рыбалку" in file) == (False, False)
    assert "Закрытые записи, Заметки куратора" in page


def test_curator_gets_the_whole(school, person, curator):
    RestrictedNote.objects.create(organization=school, person=person, kind="psychologist", text="Канарейка")

    page = curator.get("person_extract", person.pk, hand_out(curator, person)).content.decode()

    assert "Канарейка" in page


def test_workbook_and_json_hold_the_same_as_the_page_and_no_formula(school, person, curator):
    Person.objects.filter(pk=person.pk).update(note="=1+1")

    number = hand_out(curator, person)
    book = load_workbook(BytesIO(curator.get("person_extract_xlsx", person.pk, number).content))
    cells = [cell for row in book["Что хранится"].iter_rows() for cell in row]
    told = json.loads(curator.get("person_extract_json", person.pk, number).content)

    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]
    assert "Зимородкин" in {cell.value for cell in cells}
    assert {"label": "Фамилия", "value": "Зимородкин"} in told["parts"][0]["records"][0]["facts"]


def test_everybody_sees_who_sees_their_data(school, curator, other_curator):
    mentor = browse(make_member(school, Role.MENTOR, name="Павлинов Ян"))
    make_member(school, Role.PSYCHOLOGIST, name="Чижова Инна")
    Person.objects.create(organization=school, surname="Павлинов", given="Ян", membership=mentor.member, phone="8")

    page = mentor.get("who_sees").content.decode()

    assert "Соколова Вера Ильинична" in page
    assert "Чижова Инна" in page
    assert "Телефон и почта" in page
    assert other_curator.member.name not in page


def test_who_sees_notes_is_fewer_than_who_sees_names(school, person, curator, director):
    page = curator.get("person_seen", person.pk)

    seen = {one.category.value: who.names for group, who in page.context["groups"] for one in group}
    assert set(seen["identity"]) == {"Беляев Олег Маркович", "Соколова Вера Ильинична"}
    assert seen["note"] == ("Соколова Вера Ильинична",)


def test_page_of_erasure_says_what_goes_and_what_stays_before_anything_is_done(person, curator):
    page = curator.get("person_erase", person.pk).content.decode()

    assert "Исчезнет навсегда" in page
    assert "значения «было и стало» в журнале" in page
    assert Person.objects.filter(pk=person.pk).exists()


def test_another_surname_destroys_nothing(person, curator):
    data = {"reason": "demand", "basis": "", "surname": "Дятлов"}

    page = curator.post("person_erase", person.pk, action="privacy.erase", data=data)

    assert "Фамилия другая" in page.content.decode()
    assert Person.objects.filter(pk=person.pk).exists()


def test_name_is_not_written_into_the_act_by_its_basis(person, curator):
    data = {"reason": "demand", "basis": "заявление Зимородкина", "surname": "Зимородкин"}

    page = curator.post("person_erase", person.pk, action="privacy.erase", data=data)

    assert "В основании названо имя" in page.content.decode()


def test_typed_surname_destroys_and_leads_to_the_act(person, director):
    data = {"reason": "demand", "basis": "заявление от 12.10.2026 № 4", "surname": "зимородкин"}

    answer = director.post("person_erase", person.pk, action="privacy.erase", data=data)
    act = Erasure.objects.get()
    page = director.get("erasure", act.public_id).content.decode()

    assert answer.url == director.at("erasure", act.public_id)
    assert "Удалённый человек № 1" in page
    assert "заявление от 12.10.2026 № 4" in page
    assert "Выписка из журнала событий" in page
    assert "Зимородкин" not in page
    assert "Зимородкин" not in director.get("erasures").content.decode()


def test_act_holds_the_extract_that_its_own_school_wrote(person, director, other_school):
    data = {"reason": "demand", "basis": "", "surname": "Зимородкин"}
    director.post("person_erase", person.pk, action="privacy.erase", data=data)
    act = Erasure.objects.get()
    foreign = [journal.write(other_school, "person.erase", act, by=None, after={}) for _ in range(9)][-1]

    shown = director.get("erasure", act.public_id).context["entry"]

    assert shown.organization == person.organization
    assert shown.number < foreign.number


def test_form_sent_twice_destroys_once(person, curator):
    data = {"reason": "demand", "basis": "", "surname": "Зимородкин"}
    token = operations.offer(curator.member, "privacy.erase")
    first = curator.post("person_erase", person.pk, action="privacy.erase", data=data, token=token)

    again = curator.post("person_erase", person.pk, action="privacy.erase", data=data, token=token)

    assert first.status_code == 302
    assert again.status_code in (302, 404)
    assert Erasure.objects.count() == 1


def test_card_leads_to_the_data_of_the_person(person, curator):
    page = curator.get("admin:people_person_change", person.pk).content.decode()

    assert curator.at("person_data", person.pk) in page
