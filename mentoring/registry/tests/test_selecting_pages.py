"""The pages on which mentors are chosen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.people.models import Person
from mentoring.programmes.models import GroupMember
from mentoring.registry import criteria, selecting
from mentoring.registry.models import Evaluation, Interview, Mentor, RestrictedNote
from tests.cast import browse, make_member

SECRET = "Склонен к поспешным выводам"


def person(school, surname: str) -> Person:
    return Person.objects.create(organization=school, surname=surname, given="Нина")


def apply(school, programme, surname: str) -> Mentor:
    return Mentor.objects.create(organization=school, programme=programme, person=person(school, surname))


@pytest.fixture
def mentor(school, programme) -> Mentor:
    return apply(school, programme, "Кедрова")


@pytest.fixture
def member(school, programme) -> Person:
    row = GroupMember.objects.create(organization=school, programme=programme, person=person(school, "Лугова"))
    return row.person


def today(school) -> str:
    return schooldays.today(school).isoformat()


def test_sheet_of_a_conversation_has_the_usual_questions_ready(curator, mentor, member):
    page = curator.get("interview_add", mentor.pk).content.decode()

    assert all(question in page for question in criteria.questions())
    assert member.full_name in page


def test_conversation_is_saved_with_what_was_asked_and_answered(curator, school, mentor, member):
    data = {
        "on": today(school), "held_by": member.pk, "commission": [member.pk], "verdict": "recommended",
        "question-0": "Зачем вам это?", "answer-0": "Хочу помочь", "mark-0": "3", "question-1": "", "version": "0",
    }  # fmt: skip

    answer = curator.post("interview_add", mentor.pk, action="selection.edit", data=data)

    interview = Interview.objects.get()
    assert answer.url == curator.at("candidate", mentor.pk)
    assert [(row.question, row.mark) for row in interview.answers.all()] == [("Зачем вам это?", 3)]
    assert interview.held_by == member
    assert "Хочу помочь" in curator.get("interview", interview.pk).content.decode()


def test_answer_without_a_question_is_asked_about(curator, school, mentor):
    data = {"on": today(school), "question-0": "", "answer-0": "Хочу помочь"}

    answer = curator.post("interview_add", mentor.pk, action="selection.edit", data=data)

    assert "Впишите вопрос, на который отвечали." in answer.content.decode()
    assert not Interview.objects.exists()


def test_sheet_without_criteria_says_where_to_take_them(curator, mentor):
    page = curator.get("evaluation_add", mentor.pk).content.decode()

    assert "Критериев ещё нет" in page
    assert curator.at("admin:registry_criterion_changelist") in page


def test_marks_are_added_up_and_said(curator, school, mentor):
    asked = criteria.take_usual(school, by=curator.member)
    data = {f"mark-{one.pk}": "3" for one in asked} | {"on": today(school), "verdict": "recommended"}

    curator.post("evaluation_add", mentor.pk, action="selection.edit", data=data)

    page = curator.get("candidate", mentor.pk).content.decode()
    assert "51 из 51 баллов, 100\u00a0%, уровень высокий" in page
    assert Evaluation.objects.get().verdict == "recommended"


def test_missing_mark_keeps_the_sheet_open(curator, school, mentor):
    asked = criteria.take_usual(school, by=curator.member)
    data = {f"mark-{one.pk}": "3" for one in asked[1:]} | {"on": today(school)}

    answer = curator.post("evaluation_add", mentor.pk, action="selection.edit", data=data)

    assert answer.status_code == 200
    assert answer.context["form"].errors == {f"mark-{asked[0].pk}": ["Поставьте оценку."]}


@pytest.mark.parametrize(("role", "reads"), [("psychologist", True), ("deputy", False), ("director", False)])
def test_words_of_the_psychologist_are_on_the_page_of_few(role, reads, curator, school, mentor):
    selecting.note_of_psychologist(mentor, SECRET, by=curator.member)
    reader = browse(make_member(school, Role(role)))

    page = reader.get("candidate", mentor.pk).content.decode()

    assert (SECRET in page) == reads
    assert ("Заключение психолога" in page) == reads


def test_note_of_the_psychologist_is_written_from_the_page(curator, mentor):
    curator.post("candidate_note", mentor.pk, action="restricted.see", data={"text": SECRET})

    assert RestrictedNote.objects.get().text == SECRET


def test_list_asks_the_same_number_of_questions_for_any_number_of_candidates(curator, school, programme):
    asked = criteria.take_usual(school, by=curator.member)
    counts = []
    for surname in ("Вязова", "Елова", "Ивова"):
        mentor = apply(school, programme, surname)
        selecting.hold_interview(mentor, selecting.Conversation(on=schooldays.today(school)), by=curator.member)
        marks = {one.pk: 2 for one in asked}
        selecting.evaluate(mentor, selecting.Judgement(schooldays.today(school), marks, {}), by=curator.member)
        with CaptureQueriesContext(connection) as asked_for:
            curator.get("selection")
        counts.append(len(asked_for))

    assert counts[1:] == [13, 13]


def test_empty_list_says_the_next_step(curator, programme):
    assert "Сначала внесите тех, кто хочет быть наставником" in curator.get("selection").content.decode()
