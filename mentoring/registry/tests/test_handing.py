"""Training and selection are handed over with the other duties of a person: what is over stays with them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.accounts import schooldays
from mentoring.people import deeds, handing
from mentoring.registry.models import (
    Course,
    Evaluation,
    EvaluationMember,
    Interview,
    InterviewMember,
    Mentor,
    Session,
)
from mentoring.registry.tests.cast import person, teacher

DAY = timedelta(days=1)


@pytest.fixture
def today(school):
    return schooldays.today(school)


@pytest.fixture
def leaver(school):
    return teacher(school, "Ольхин")


@pytest.fixture
def to(school):
    return teacher(school, "Рощин")


@pytest.fixture
def mentor(school, programme):
    return Mentor.objects.create(organization=school, programme=programme, person=person(school, "Дубов"))


@pytest.fixture
def places(school, programme, mentor, leaver, today) -> list:
    """Let somebody hold one open place of each kind, and one of each that is over."""
    own = {"organization": school}
    course = Course.objects.create(**own, programme=programme, title="Осенняя группа", head=leaver)
    Course.objects.create(**own, programme=programme, title="Прошлая группа", head=leaver, end=today - DAY)
    lesson = Session.objects.create(**own, course=course, theme="Первая встреча", on=today + DAY, expert=leaver)
    Session.objects.create(**own, course=course, theme="Вводная", on=today - DAY, expert=leaver)
    talk = Interview.objects.create(**own, mentor=mentor, on=today, held_by=leaver)
    judged = Evaluation.objects.create(**own, mentor=mentor, on=today, verdict="recommended")
    EvaluationMember.objects.create(**own, evaluation=judged, person=leaver)
    open_one = Evaluation.objects.create(**own, mentor=mentor, on=today)
    return [
        course,
        lesson,
        talk,
        InterviewMember.objects.create(**own, interview=talk, person=leaver),
        EvaluationMember.objects.create(**own, evaluation=open_one, person=leaver),
    ]


def test_open_places_of_training_and_selection_are_named(places, leaver, today):
    found = [one for one in handing.held(leaver, today) if one.row._meta.app_label == "registry"]

    assert [one.row for one in found] == places
    assert [one.kind for one in found] == [
        "школа наставников",
        "занятие",
        "собеседование",
        "комиссия собеседования",
        "комиссия оценки",
    ]


def test_they_follow_in_one_deed_and_come_back(places, leaver, to, today, curator):
    keys = [one.key for one in handing.held(leaver, today) if one.row._meta.app_label == "registry"]

    deed = handing.hand(leaver, to, keys, on=today, today=today, by=curator.member)

    assert _holders(places) == {to.pk}

    deeds.undo(deed, by=curator.member, now=timezone.now())

    assert _holders(places) == {leaver.pk}


def test_successor_who_sits_in_the_commission_is_there_once(places, leaver, to, today, curator, school):
    talk = places[2]
    InterviewMember.objects.create(organization=school, interview=talk, person=to)
    keys = [one.key for one in handing.held(leaver, today) if one.kind == "комиссия собеседования"]

    handing.hand(leaver, to, keys, on=today, today=today, by=curator.member)

    assert [one.person for one in talk.members.all()] == [to]


def _holders(places) -> set[int]:
    columns = ("head_id", "expert_id", "held_by_id", "person_id", "person_id")
    return {getattr(type(row).objects.get(pk=row.pk), column) for row, column in zip(places, columns, strict=True)}
