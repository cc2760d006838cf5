"""A pair that ends is asked what it gave."""

import pytest

from mentoring.accounts import schooldays
from mentoring.pairs.models import Pair
from mentoring.pairs.tests import cast
from mentoring.people.models import Consent
from surveys import ending, waves
from surveys.models import Questionnaire, Respondent, Wave
from surveys.tests.cast import make_edition

DAY = cast.END.replace(month=3)
QUESTION = ({"code": "useful", "kind": "scale", "text": "Насколько полезно?", "low_words": "нет", "high_words": "да"},)


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: DAY)


@pytest.fixture
def pair(programme, curator) -> Pair:
    return cast.working(programme, curator.member)


def questionnaire(school, side: str, moment: str = "exit", **facts) -> Questionnaire:
    code = f"{side}-{moment}-{Questionnaire.objects.count()}"
    return make_edition(
        school, QUESTION, code=code, title=f"Итог: {side}", side=side, moment=moment, **facts
    ).questionnaire


def reached() -> list[tuple[str, str]]:
    rows = Respondent.objects.order_by("person__surname")
    return list(rows.values_list("wave__edition__questionnaire__side", "person__surname"))


def test_both_sides_are_asked_and_nobody_else(pair, school, programme, curator):
    for side in ("mentee", "mentor"):
        questionnaire(school, side)
    cast.working(
        programme, curator.member, led_by=cast.mentor(programme, "Лугов"), mentees=[cast.mentee(programme, "Ним")]
    )

    made = ending.ask(pair, by=curator.member)

    assert reached() == [("mentor", "Зимин"), ("mentee", "Орлов")]
    assert {(wave.pair, wave.state, wave.opens_on) for wave in made} == {(pair, Wave.State.OPEN, DAY)}


def test_nobody_is_asked_twice_nor_by_a_questionnaire_of_the_entry(pair, school, curator):
    questionnaire(school, "mentee", "entry")
    assert ending.ask(pair, by=curator.member) == []
    questionnaire(school, "mentee")

    assert len(ending.ask(pair, by=curator.member)) == 1
    assert ending.ask(pair, by=curator.member) == []


def test_questionnaire_of_the_form_comes_before_the_common_one(pair, school, curator):
    questionnaire(school, "mentee")
    own = questionnaire(school, "mentee", form=pair.form)

    [wave] = ending.ask(pair, by=curator.member)

    assert wave.edition.questionnaire == own


def test_side_without_a_consent_is_left_in_peace(pair, school, curator):
    questionnaire(school, "mentee")
    Consent.objects.filter(person=pair.mentees.get().mentee.person).update(withdrawn_on=DAY)

    assert ending.ask(pair, by=curator.member) == []
    assert not Wave.objects.exists()


def test_closing_such_a_wave_compares_nothing(pair, school, curator):
    questionnaire(school, "mentee")
    [wave] = ending.ask(pair, by=curator.member)

    assert waves.close(wave, by=curator.member).state == Wave.State.CLOSED
