"""Reminders of consents: a birthday that changes who signs, and what a withdrawal leaves to do."""

from datetime import timedelta

import pytest

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.notifications import health
from mentoring.notifications.models import Reminder
from mentoring.people.consents import giving, reminding, rules, withdrawing
from mentoring.people.models import Enrollment, StudyGroup
from mentoring.people.tests.consent_cast import make_child, make_family, make_person
from tests.cast import make_member


@pytest.fixture
def today(school):
    return schooldays.today(school)


def laid(kind: str) -> list[tuple]:
    rows = Reminder.objects.filter(subject_kind=kind).order_by("due", "day")
    return list(rows.values_list("subject_id", "due", "step"))


def test_birthday_is_told_thirty_days_before_and_on_its_day(school, today):
    day = today + timedelta(45)
    child = make_child(school, rules.birthday_before(day, 14))
    make_child(school, rules.birthday_before(today + timedelta(90), 14), surname="Далёкая")
    make_child(school, rules.birthday_before(day, 15), surname="Прошлая")

    assert reminding.follow(school) == 2
    assert reminding.follow(school) == 0

    assert laid("consent_age") == [(child.pk, day, "before"), (child.pk, day, "day")]
    assert list(health.planned_reminders()) == []


def test_corrected_birth_date_moves_the_reminders(school, today):
    child = make_child(school, rules.birthday_before(today + timedelta(45), 18))
    reminding.follow(school)
    child.birth_date = rules.birthday_before(today + timedelta(50), 18)
    child.save()

    reminding.follow(school)

    assert {due for _, due, _ in laid("consent_age")} == {today + timedelta(50)}


def test_curator_and_class_teacher_are_told_and_a_leaver_is_not_spoken_of(school, today, curator):
    child = make_child(school, rules.birthday_before(today + timedelta(20), 14))
    teacher = make_person(school, "Лесной", "Илья")
    teacher.membership = make_member(school, Role.CLASS_TEACHER)
    teacher.save()
    StudyGroup.objects.update(teacher=teacher)

    fact = reminding.facts_of_ages(school, [child.pk], today)[child.pk]

    assert {one.membership_id for one in fact.addressees["responsible"]} == {curator.member.pk, teacher.membership.pk}
    assert "скоро 14 лет, новые согласия подписывают и родитель, и ребёнок" in fact.title
    Enrollment.objects.update(end=today - timedelta(1))
    assert reminding.facts_of_ages(school, [child.pk], today)[child.pk].closed == reminding.LEFT


def test_teacher_who_sees_no_consents_is_told_nothing(school, today, curator):
    child = make_child(school, rules.birthday_before(today + timedelta(20), 14))
    teacher = make_person(school, "Лесной", "Илья")
    teacher.membership = make_member(school, Role.HR)
    teacher.save()
    StudyGroup.objects.update(teacher=teacher)

    fact = reminding.facts_of_ages(school, [child.pk], today)[child.pk]

    assert [one.membership_id for one in fact.addressees["responsible"]] == [curator.member.pk]


def test_withdrawal_leaves_its_days_to_the_curator(school, today, curator):
    family = make_family(school, rules.birthday_before(today, 12))
    act = giving.give(family.child, family.kinds["image_use"], on=today, **family.signed, by=None)
    _, others, destroyed = withdrawing.foreseen(act, today)

    withdrawing.withdraw(act, on=today, version=1, by=curator.member)

    assert laid("withdrawal") == [
        (act.pk, others.due, "stop"),
        (act.pk, destroyed.due, "week"),
        (act.pk, destroyed.due, "end"),
    ]
    fact = reminding.facts_of_withdrawals(school, [act.pk], today)[act.pk]
    assert (fact.due, fact.addressees["curator"][0].membership_id) == (others.due, curator.member.pk)
    later = reminding.facts_of_withdrawals(school, [act.pk], destroyed.due)[act.pk]
    assert later.due == destroyed.due and "Уничтожить" in later.title
