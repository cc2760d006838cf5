"""Answers become properties of candidates by what each question declares."""

import pytest

from mentoring.pairs.models import Trait
from mentoring.registry.models import Mentor
from mentoring.registry.tests.cast import learner, teacher
from surveys import answering, learning
from surveys.models import Respondent
from surveys.tests.answer_cast import make_wave

Kind = Trait.Kind
ASKED = (
    {"code": "likes", "kind": "many", "text": "Что интересно?", "options": ["спорт", "музыка"], "trait": "interest"},
    {"code": "place", "kind": "one", "text": "Где удобно?", "options": ["в школе", "по сети"], "trait": "place"},
    {"code": "days", "kind": "short", "text": "Когда вы свободны?", "trait": "time"},
    {
        "code": "whom", "kind": "person", "text": "Кого вы хотите?", "register": "mentors", "low": 0, "high": 3,
        "trait": "wish",
    },
    {"code": "else", "kind": "short", "text": "Что ещё?"},
)  # fmt: skip
SAID = {"likes": ["0", "1"], "place": "1", "days": "вторник", "else": "ничего"}


@pytest.fixture
def mentor(programme) -> Mentor:
    person = teacher(programme.organization, "Зимин")
    return Mentor.objects.create(
        organization=programme.organization, programme=programme, person=person, state=Mentor.State.REGISTERED
    )


def respondent(programme, *, about=None, **facts) -> Respondent:
    wave = make_wave(programme, asked=ASKED, **facts)
    person = learner(programme.organization, "Орлов")
    return Respondent.objects.create(organization=programme.organization, wave=wave, person=person, about=about)


def told() -> list[tuple]:
    rows = Trait.objects.order_by("kind", "rank").values_list("person__surname", "kind", "value", "about__surname")
    return list(rows)


def test_each_answer_becomes_what_its_question_declares(programme, mentor):
    row = respondent(programme)

    answering.submit(row, SAID | {"whom": [str(mentor.person_id)]}, how="link")

    assert told() == [
        ("Орлов", "interest", "спорт", None),
        ("Орлов", "interest", "музыка", None),
        ("Орлов", "place", "по сети", None),
        ("Орлов", "time", "вторник", None),
        ("Орлов", "wish", "", "Зимин"),
    ]
    assert set(Trait.objects.values_list("source", flat=True)) == {"анкета «Перед началом»"}


def test_what_is_said_of_somebody_else_is_theirs(programme, mentor):
    child = learner(programme.organization, "Лапин")

    answering.submit(respondent(programme, about=child), SAID, how="link")

    assert {surname for surname, *_ in told()} == {"Лапин"}


def test_answers_keyed_again_take_the_place_of_those_before(programme, mentor, curator):
    row = respondent(programme, by=curator.member)
    on = row.wave.opens_on
    answering.key_in(row, SAID, on=on, by=curator.member)

    answering.key_in(Respondent.objects.get(pk=row.pk), {"likes": ["1"]}, on=on, by=curator.member)

    assert told() == [("Орлов", "interest", "музыка", None)]


def test_nobody_learns_anything_of_an_anonymous_wave(programme, mentor):
    answering.submit(respondent(programme, anonymous=True), SAID, how="link")

    assert not Trait.objects.exists()


def test_questions_about_people_tell_wishes_and_the_others_properties():
    assert [kind for kind, _ in learning.offered("person")] == [Kind.WISH, Kind.BAN]
    assert Kind.WISH not in [kind for kind, _ in learning.offered("many")]
