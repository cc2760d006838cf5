"""The card of a mentor goes to another organization with the consent alone, and is read there as it was sent."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from mentoring import exporting
from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry, JournalValues
from mentoring.accounts.operations import Refused
from mentoring.people.consents import withdrawing
from mentoring.people.models import Affiliation, Partner, Person
from mentoring.registry import cards, passing
from mentoring.registry.cards import Card
from mentoring.registry.models import Competence, Mentor, MentorCompetence
from mentoring.registry.tests.cast import agree, learner, outsider, person
from tests.cast import browse, make_programme

EDIT = "registry.edit"
CARD = Card(
    surname="Окунев",
    given="Ян",
    patronymic="Львович",
    phone="+7 900 000-11-22",
    email="okunev@example.org",
    place="Маяк, наладчик",
    achievements="=призёр «Лучший по профессии»",
    interests="шахматы\nкоротковолновое радио",
    experience="вёл кружок",
    age_from=12,
    age_to=15,
    capacity=2,
    hours=Decimal("1.5"),
    days=(2, 4),
    together="и так и так",
    skills=("Робототехника", "Черчение"),
    sent_by="Озёрная школа",
    sent_to="Лесная школа",
    sent_on="22.11.2026",
    ground="Согласие на передачу персональных данных от 01.11.2026",
)


@pytest.fixture
def today(school):
    return schooldays.today(school)


@pytest.fixture
def mentor(school, programme, today) -> Mentor:
    """Make a mentor of the register who may be offered to others, and has not yet signed for it."""
    row = outsider(school, "Окунев")
    agree(row, on=today)
    own = {"organization": school, "programme": programme, "person": row}
    mentor = Mentor.objects.create(
        **own,
        state="registered",
        shared=True,
        interests="шахматы",
        note="Канарейка-заметка",
        motivation="Канарейка-мотив",
    )
    skill = Competence.objects.create(organization=school, title="Робототехника")
    MentorCompetence.objects.create(organization=school, mentor=mentor, competence=skill)
    return mentor


def sent(card: Card) -> bytes:
    return exporting.workbook(cards.TITLE, cards.HEADINGS, cards.rows(card))


@pytest.mark.parametrize(
    "card", [CARD, Card("Ким", "Вера"), replace(CARD, hours=Decimal(10), days=(), achievements="", capacity=0)]
)
def test_card_is_read_as_it_was_written(card):
    assert passing.read("карточка.xlsx", sent(card)) == card


def test_long_text_is_cut_and_read():
    read = passing.read("карточка.xlsx", sent(replace(CARD, experience="очень " * 3000)))

    assert read == replace(CARD, experience=("очень " * 3000)[: cards.LONGEST].strip())


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["Список", "1"]], "Это не карточка наставника"),
        ([[cards.TITLE, ""], ["Фамилия", "Ким"]], "нет фамилии или имени"),
        ([[cards.TITLE], ["Фамилия", "Ким"], ["Имя", "Вера"], ["Возьмёт наставляемых", "много"]], "не целое число"),
        ([[cards.TITLE], ["Фамилия", "Ким"], ["Имя", "Вера"], ["Часов в неделю", "-1"]], "не число часов"),
        ([[cards.TITLE], ["Фамилия", "Ким"], ["Имя", "Вера"], ["Часов в неделю", "NaN"]], "не число часов"),
        (
            [[cards.TITLE], ["Фамилия", "Ким"], ["Имя", "Вера"],
             ["Наставляемому от, лет", "15"], ["Наставляемому до, лет", "12"]],
            "меньше, чем «от»",
        ),
        ([], "Это не карточка наставника"),
    ],
)  # fmt: skip
def test_what_is_no_card_is_refused_in_words(rows, said):
    with pytest.raises(cards.NoCard, match=said):
        cards.read(rows)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"state": "applied"}, "из реестра и резерва"),
        ({"shared": False}, "можно предложить другой организации"),
    ],
)
def test_card_of_one_who_may_not_be_offered_stays(facts, said, mentor, today, curator):
    agree(mentor.person, on=today, gate="transfer")
    Mentor.objects.filter(pk=mentor.pk).update(**facts)

    with pytest.raises(Refused, match=said):
        passing.pass_on(mentor, "Лесная школа", on=today, by=curator.member)


def test_without_the_consent_to_transfer_the_card_stays(mentor, today, curator):
    with pytest.raises(Refused, match="нет согласия на передачу персональных данных"):
        passing.pass_on(mentor, "Лесная школа", on=today, by=curator.member)

    page = curator.get("mentor_card", mentor.pk).content.decode()
    assert "Сейчас передать нельзя" in page and "Подготовить карточку" not in page


def test_card_of_a_child_needs_the_parent(school, programme, today, curator):
    child = learner(school, "Рябинин")
    agree(child, on=today, gate="programme")
    row = Mentor.objects.create(organization=school, programme=programme, person=child, state="registered", shared=True)

    with pytest.raises(Refused, match="нет согласия родителя"):
        passing.pass_on(row, "Лесная школа", on=today, by=curator.member)
    agree(child, on=today, gate="transfer")

    assert passing.pass_on(row, "Лесная школа", on=today, by=curator.member).action == passing.PASSED


def test_card_goes_with_its_audience_and_without_what_the_school_thinks(mentor, today, curator):
    agree(mentor.person, on=today, gate="transfer")

    answer = curator.post("mentor_card", mentor.pk, action=EDIT, data={"to": "Лесная школа, куратор"})

    entry = JournalEntry.objects.get(action=passing.PASSED)
    assert entry.values.after == {"person": "Окунев Ян Львович", "to": "Лесная школа, куратор"}
    assert answer.url == curator.at("mentor_card_given", mentor.pk, entry.number)
    assert "Кому: Лесная школа, куратор" in curator.client.get(answer.url).content.decode()
    file = curator.get("mentor_card_file", mentor.pk, entry.number)
    card = passing.read("карточка.xlsx", file.content)
    assert (card.full_name, card.skills, card.sent_to) == (
        "Окунев Ян Львович", ("Робототехника",), "Лесная школа, куратор"
    )  # fmt: skip
    assert card.ground.startswith("Согласие на передачу персональных данных от ")
    assert "Канарейка" not in str(card)


def test_card_is_handed_over_by_those_who_keep_the_register(mentor, curator, director):
    cards = [who.get("admin:registry_mentor_change", mentor.pk).content.decode() for who in (curator, director)]

    assert ["Передать карточку" in card for card in cards] == [True, False]


def test_file_of_an_entry_that_was_destroyed_is_gone(mentor, today, curator):
    agree(mentor.person, on=today, gate="transfer")
    entry = passing.pass_on(mentor, "Лесная школа", on=today, by=curator.member)
    JournalValues.objects.filter(entry=entry).update(after={})

    assert curator.get("mentor_card_file", mentor.pk, entry.number).status_code == 404


def test_file_is_closed_with_the_consent_and_with_the_day(mentor, today, curator):
    [act] = agree(mentor.person, on=today, gate="transfer")
    entry = passing.pass_on(mentor, "Лесная школа", on=today, by=curator.member)
    withdrawing.withdraw(act, on=today, version=1, by=curator.member)

    assert curator.get("mentor_card_file", mentor.pk, entry.number).status_code == 302

    with time_machine.travel(entry.at + timedelta(days=1, minutes=1), tick=False):
        assert browse(curator.member).get("mentor_card_file", mentor.pk, entry.number).status_code == 404


def test_other_school_takes_the_card_in(other_curator, other_school):
    make_programme(other_school)
    Competence.objects.create(organization=other_school, title="Черчение")

    shown = other_curator.client.post(
        other_curator.at("mentor_card_take"), {"file": SimpleUploadedFile("карточка.xlsx", sent(CARD))}
    )
    assert "Окунев" in shown.content.decode() and not Mentor.objects.exists()
    other_curator.post("mentor_card_take", action=EDIT, data={"card": shown.context["sealed"], "who": ""})

    row = Mentor.objects.get()
    assert (row.state, row.person.full_name, row.organization) == ("applied", "Окунев Ян Львович", other_school)
    assert (row.age_from, row.age_to, row.capacity, row.hours, row.days) == (12, 15, 2, Decimal("1.5"), [2, 4])
    assert row.together == "both" and row.experience == "вёл кружок\nУмеет: Робототехника"
    assert [one.competence.title for one in row.competences.all()] == ["Черчение"]
    partner = Partner.objects.get()
    assert (partner.title, partner.kind, Affiliation.objects.get().person) == ("Озёрная школа", "school", row.person)
    page = other_curator.get("admin:registry_mentor_change", row.pk).content.decode()
    assert "нет согласия на обработку персональных данных" in page


def test_known_person_is_offered_and_gets_no_second_card(curator, school, programme):
    known = person(school, "Окунев")

    shown = curator.client.post(curator.at("mentor_card_take"), {"file": SimpleUploadedFile("к.xlsx", sent(CARD))})
    assert [one.kept for one in shown.context["doubles"]] == [known]
    data = {"card": shown.context["sealed"], "who": known.pk}
    curator.post("mentor_card_take", action=EDIT, data=data)
    again = curator.post("mentor_card_take", action=EDIT, data=data)

    assert Mentor.objects.get().person == known and Person.objects.filter(surname="Окунев").count() == 1
    assert "уже есть в базе наставников" in again.content.decode()


def test_changed_seal_and_person_of_another_school_are_not_taken(curator, programme, other_school):
    stranger = Person.objects.create(organization=other_school, surname="Окунев", given="Ян")
    shown = curator.client.post(curator.at("mentor_card_take"), {"file": SimpleUploadedFile("к.xlsx", sent(CARD))})
    seal = shown.context["sealed"]

    for data in ({"card": seal[:-3] + "abc"}, {"card": seal, "who": stranger.pk}):
        assert curator.post("mentor_card_take", action=EDIT, data=data).status_code == 200

    assert not Mentor.objects.exists()


def test_file_that_is_no_card_is_named_beside_its_field(curator, programme):
    for name, content in (
        ("снимок.png", b"\x89PNG"),
        ("список.csv", "ФИО;класс\n".encode()),
        ("к.xlsx", b"PK\x03\x04"),
    ):
        answer = curator.client.post(curator.at("mentor_card_take"), {"file": SimpleUploadedFile(name, content)})
        assert (name, answer.status_code, bool(answer.context["form"].errors["file"])) == (name, 200, True)
