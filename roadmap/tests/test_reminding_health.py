from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from mentoring.calendar import zones
from mentoring.notifications import claiming, health, quiet
from mentoring.notifications.models import Reminder
from roadmap import reminding
from roadmap.tests.cast import make_roadmap

NOW = datetime(2026, 11, 9, 7, tzinfo=UTC)


@pytest.fixture
def planned(school):
    with time_machine.travel(NOW, tick=False) as clock:
        make_roadmap(school, events=[{"title": "Встреча пар", "due": date(2026, 11, 18)}])
        reminding.replan_all(school)
        yield clock


def test_reminders_in_line_with_the_plan_are_no_trouble(planned):
    assert [*health.told_reminders(), *health.planned_reminders()] == []


def test_lost_reminder_is_noticed_and_nothing_is_changed_by_looking(planned, school):
    Reminder.objects.filter(step="late7").delete()

    (problem,) = health.planned_reminders()

    assert problem.text == "Озёрная школа: с планом и календарём расходятся напоминания, их 1."
    assert Reminder.objects.filter(step="late7").count() == 0


def test_reminder_moved_by_hand_is_noticed(planned):
    Reminder.objects.filter(step="late7").update(day=date(2026, 11, 26))

    assert len(list(health.planned_reminders())) == 1


def test_reminder_that_nobody_told_in_its_day_is_noticed_while_the_school_is_open(planned):
    planned.move_to(zones.moment("Europe/Moscow", date(2026, 11, 12), 11))
    by_day = [problem.text for problem in health.told_reminders()]
    planned.move_to(zones.moment("Europe/Moscow", date(2026, 11, 14), 11))

    assert by_day == ["Озёрная школа: не сказано в свой день: 1\xa0напоминание."]
    assert list(health.told_reminders()) == []  # a Saturday


def test_reminder_taken_and_never_told_is_noticed(planned):
    planned.move_to(zones.moment("Europe/Moscow", date(2026, 11, 11), 9))
    now = datetime(2026, 11, 11, 6, tzinfo=UTC)
    claiming.claim(quiet.open_now(now), now)
    planned.move_to(now + timedelta(hours=2))

    assert [problem.text for problem in health.told_reminders()] == ["Взято и не сказано: 1\xa0напоминание."]
