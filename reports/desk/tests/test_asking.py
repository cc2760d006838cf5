"""What surveys ask of a member on «Сегодня»."""

from datetime import timedelta

import pytest

from mentoring.accounts import schooldays
from mentoring.people.models import Person
from reports.desk import asking
from surveys import answering, waves
from surveys.models import Wave
from surveys.tests.cast import TODAY, make_questionnaire, open_wave, take_mentee, take_mentor


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


@pytest.fixture
def wave(programme, curator) -> Wave:
    for surname in ("Вязов", "Елова"):
        take_mentee(programme, surname)
    ends = TODAY + timedelta(2)
    return open_wave(programme, make_questionnaire(programme), curator.member, closes_on=ends)


def titles(member, today=TODAY) -> list[str]:
    return [need.title for need in asking.of_member(member, today)]


def test_wave_that_ends_while_few_have_answered_is_named(wave, curator):
    need = next(asking.of_member(curator.member, TODAY))

    assert (need.title, need.when) == ("Опрос «Опрос» скоро закроется", "послезавтра")
    assert need.why.startswith("Ответили 0 из 2.")


def test_wave_that_most_have_answered_that_ends_later_or_has_ended_is_not_named(wave, curator):
    assert titles(curator.member, TODAY - timedelta(1)) == []
    for row in wave.respondents.all():
        answering.submit(row, {"help": "7"}, how="link")
    assert titles(curator.member) == []


def test_closed_wave_is_not_named(wave, curator):
    waves.close(wave, by=curator.member)

    assert titles(curator.member) == []


def test_waves_of_another_school_are_not_named(wave, other_curator, director):
    assert titles(other_curator.member) == []
    assert titles(director.member) == []


def test_member_is_asked_to_answer_what_waits_for_them(programme, curator, director):
    person = take_mentor(programme, "Липова")
    Person.objects.filter(pk=person.pk).update(membership=director.member)
    mentors = make_questionnaire(programme, code="mentors", side="mentor")
    wave = open_wave(programme, mentors, curator.member, title="Наставник на входе")

    assert [need.why for need in asking.of_member(director.member, TODAY)] == ["«Наставник на входе»."]
    answering.submit(wave.respondents.get(), {"help": "7"}, how="page")
    assert titles(director.member) == []
