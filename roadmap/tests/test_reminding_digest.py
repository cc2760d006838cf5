"""What is told without a deadline: the quarter's look, lasting events, the Monday digest."""

from datetime import date

from django.core import mail

from mentoring.notifications.models import Reminder
from roadmap.models import Occurrence, Responsible, Roadmap
from roadmap.reminding import replan_all
from roadmap.tests.reminded import by_teacher, mailed, make_event, remind, steps


def test_event_without_a_date_is_looked_at_by_the_curator_once_a_quarter(school, curator, today):
    mailed(curator.member)
    make_event(school, due=(), due_text="по мере необходимости")
    Occurrence.objects.create(organization=school, event=Roadmap.objects.get().events.get(), number=1)
    replan_all(school)

    remind(date(2026, 11, 10))

    assert "Без даты" in mail.outbox[0].body
    assert list(Reminder.objects.exclude(subject_kind="week").order_by("day").values_list("step", "day")) == [
        ("review", date(2026, 11, 10)),
        ("review", date(2027, 1, 20)),
        ("review", date(2027, 4, 12)),
    ]


def test_lasting_event_is_announced_and_never_late(school, today):
    event = make_event(school, due=())
    Occurrence.objects.create(
        organization=school, event=event, number=1, start=date(2026, 12, 1), due=date(2026, 12, 31), lasting=True
    )
    replan_all(school)

    assert steps(event) == {"first": "planned"}


def test_monday_digest_comes_once_a_week_with_the_week_and_what_is_late(curator, teacher, today):
    mailed(curator.member)
    by_teacher(teacher)
    make_event(teacher.organization, Responsible.objects.get().person, due=date(2026, 10, 20))

    for hour in (9, 10, 17):
        remind(date(2026, 11, 16), hour)
    remind(date(2026, 11, 17))

    weekly = [letter for letter in mail.outbox if "План на неделю" in letter.subject]
    assert sorted((letter.to[0], letter.subject) for letter in weekly) == [
        (teacher.email, "План на неделю 16–22 ноября: сроков — 1, просрочено — 1"),
        (curator.member.email, "План на неделю 16–22 ноября: сроков — 1, просрочено — 1"),
    ]
    assert all("Встреча пар 0" in letter.body and "Встреча пар 1" in letter.body for letter in weekly)


def test_digest_moves_to_the_first_open_day_and_is_silent_in_vacations(teacher, curator, today):
    mailed(curator.member)
    by_teacher(teacher, due=date(2027, 1, 14))
    for day in (date(2026, 12, 31), date(2027, 1, 4), date(2027, 1, 5), date(2027, 1, 11), date(2027, 1, 12)):
        remind(day)

    found = Reminder.objects.filter(subject_kind="week").order_by("due")
    assert list(found.values_list("due", "day", "state")) == [(date(2027, 1, 11), date(2027, 1, 11), "told")]


def test_digest_missed_by_an_outage_comes_within_its_week_and_earlier_ones_are_said_to_be_missed(
    teacher, curator, today
):
    mailed(curator.member)
    by_teacher(teacher)
    remind(date(2026, 11, 2))

    remind(date(2026, 11, 19))

    found = Reminder.objects.filter(subject_kind="week").order_by("due")
    assert list(found.values_list("due", "state")) == [
        (date(2026, 11, 2), "told"),
        (date(2026, 11, 9), "skipped"),
        (date(2026, 11, 16), "told"),
    ]
