"""Conversations with candidates, marks of the commission, and what the psychologist writes."""

from datetime import date

import pytest

from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry, JournalValues
from mentoring.accounts.operations import Refused
from mentoring.people.models import Person
from mentoring.programmes.models import MentoringForm
from mentoring.registry import criteria, selecting
from mentoring.registry.models import Criterion, Interview, Mentor, MentorForm, RestrictedNote
from mentoring.registry.selecting import Conversation, Judgement, Said

TODAY = date(2026, 11, 20)
TALK = Conversation(on=TODAY, place="кабинет 12", answers=(Said("Зачем вам это?", "Хочу помочь", 3),))


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


def person(school, surname: str) -> Person:
    return Person.objects.create(organization=school, surname=surname, given="Нина")


@pytest.fixture
def mentor(school, programme) -> Mentor:
    return Mentor.objects.create(organization=school, programme=programme, person=person(school, "Кедрова"))


@pytest.fixture
def asked(school, curator) -> list[Criterion]:
    return criteria.take_usual(school, by=curator.member)


def judged(asked, mark: int = 2, **own) -> Judgement:
    usual = {"on": TODAY, "marks": {one.pk: mark for one in asked}, "comments": {asked[0].pk: "горит делом"}}
    return Judgement(**usual | own)


def test_conversation_is_kept_with_its_questions_and_commission(mentor, school, curator):
    member = person(school, "Лугова")
    said = Conversation(on=TODAY, commission=(member, member), answers=TALK.answers, verdict="recommended")

    interview = selecting.hold_interview(mentor, said, by=curator.member)

    assert [(row.question, row.answer, row.mark) for row in interview.answers.all()] == [
        ("Зачем вам это?", "Хочу помочь", 3)
    ]
    assert [row.person for row in interview.members.all()] == [member]
    assert JournalEntry.objects.get(action="interview.add").values.after["verdict"] == "рекомендовать"


def test_conversation_written_anew_replaces_the_old_words(mentor, curator):
    interview = selecting.hold_interview(mentor, TALK, by=curator.member)
    said = Conversation(on=TODAY, answers=(Said("Сколько времени?", "Час в неделю"),))

    kept = selecting.rewrite_interview(interview, said, version=1, by=curator.member)

    assert [row.question for row in kept.answers.all()] == ["Сколько времени?"]
    assert kept.version == 2


def test_stale_conversation_is_refused(mentor, curator):
    interview = selecting.hold_interview(mentor, TALK, by=curator.member)
    selecting.rewrite_interview(interview, TALK, version=1, by=curator.member)

    with pytest.raises(Refused, match="изменил кто-то ещё"):
        selecting.rewrite_interview(interview, TALK, version=1, by=curator.member)


def test_another_school_rewrites_nothing(mentor, curator, other_curator):
    interview = selecting.hold_interview(mentor, TALK, by=curator.member)

    with pytest.raises(Interview.DoesNotExist):
        selecting.rewrite_interview(interview, Conversation(on=TODAY), version=1, by=other_curator.member)


def test_conversation_of_tomorrow_is_refused(mentor, curator):
    with pytest.raises(Refused, match="ещё не наступил"):
        selecting.hold_interview(mentor, Conversation(on=date(2026, 11, 21)), by=curator.member)


def test_mentor_in_the_register_is_not_chosen_again(mentor, curator, asked):
    mentor.state = Mentor.State.REGISTERED

    with pytest.raises(Refused, match="в реестре"):
        selecting.evaluate(mentor, judged(asked), by=curator.member)


def test_candidate_cannot_sit_in_the_commission(mentor, curator):
    with pytest.raises(Refused, match="Уберите его из комиссии"):
        selecting.hold_interview(mentor, Conversation(on=TODAY, commission=(mentor.person,)), by=curator.member)


def test_stranger_cannot_sit_in_the_commission(mentor, curator, other_school):
    stranger = person(other_school, "Чужая")

    with pytest.raises(Refused, match="в списках вашей организации нет"):
        selecting.hold_interview(mentor, Conversation(on=TODAY, held_by=stranger), by=curator.member)


def test_usual_criteria_are_taken_once(school, curator, asked):
    assert [one.order for one in asked] == list(range(1, 9))
    assert criteria.missing(school) == []
    with pytest.raises(Refused, match="уже в списке"):
        criteria.take_usual(school, by=curator.member)


def test_judgement_keeps_the_weights_of_its_day(mentor, curator, asked):
    evaluation = selecting.evaluate(mentor, judged(asked), by=curator.member)
    Criterion.objects.update(weight=9)

    kept = selecting.scored().get(pk=evaluation.pk)

    assert selecting.score_of(kept).total == 2 * sum(one.weight for one in asked)
    assert selecting.score_of(kept).percent == 67


def test_judgement_put_right_keeps_its_weights_too(mentor, curator, asked):
    evaluation = selecting.evaluate(mentor, judged(asked), by=curator.member)
    Criterion.objects.update(weight=9)

    kept = selecting.rewrite_evaluation(evaluation, judged(asked, mark=3), version=1, by=curator.member)

    assert selecting.score_of(kept).total == 3 * sum(one.weight for one in asked)


def test_judgement_without_a_mark_names_the_criterion(mentor, curator, asked):
    marks = {one.pk: 2 for one in asked[1:]}

    with pytest.raises(Refused, match=asked[0].title):
        selecting.evaluate(mentor, judged(asked, marks=marks), by=curator.member)


def test_nobody_is_judged_by_nothing(mentor, curator):
    with pytest.raises(Refused, match="Сначала возьмите обычные критерии"):
        selecting.evaluate(mentor, Judgement(on=TODAY, marks={}, comments={}), by=curator.member)


def test_criterion_of_a_form_concerns_those_who_chose_it(mentor, school, asked):
    form = MentoringForm.objects.create(organization=school, code="own", title="Учитель — учитель")
    other = MentoringForm.objects.create(organization=school, code="two", title="Ученик — ученик")
    lesson = Criterion.objects.create(organization=school, form=form, title="Открытые уроки", order=9)
    Criterion.objects.create(organization=school, form=other, title="Оценки", order=10)
    MentorForm.objects.create(organization=school, mentor=mentor, form=form)

    assert criteria.for_mentor(mentor) == [*asked, lesson]


def test_words_of_the_psychologist_stand_in_no_journal(mentor, curator):
    selecting.note_of_psychologist(mentor, "Склонен к поспешным выводам", by=curator.member)

    assert RestrictedNote.objects.get().text == "Склонен к поспешным выводам"
    assert "поспешным" not in str(list(JournalValues.objects.values_list("before", "after")))


def test_words_of_the_psychologist_are_read_by_few(mentor, curator, director):
    note = selecting.note_of_psychologist(mentor, "Тревожится", by=curator.member)

    assert selecting.notes_of_psychologist(mentor, seen_by=curator.member) == [note]
    assert selecting.notes_of_psychologist(mentor, seen_by=director.member) == []
    with pytest.raises(Refused, match="куратор и педагог-психолог"):
        selecting.note_of_psychologist(mentor, "Тревожится", by=director.member)
