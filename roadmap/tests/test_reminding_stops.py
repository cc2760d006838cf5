"""What is not reminded of: done, cancelled, archived, deleted, moved."""

from datetime import date

import time_machine
from django.core import mail

from mentoring.notifications.models import Reminder
from roadmap import editing, fulfilment
from roadmap.models import Occurrence, Roadmap
from roadmap.reminding import replan_all
from roadmap.tests.reminded import DUE, by_teacher, moment, remind, steps


def test_done_event_is_not_reminded_of_and_is_again_when_the_mark_is_taken_back(curator, teacher, today):
    event = by_teacher(teacher)
    day = date(2026, 11, 2)

    done = fulfilment.done(event.occurrences.get(), on=day, today=day, by=curator.member)
    after_done = steps(event)
    fulfilment.undo(done, today=day, by=curator.member)

    assert after_done == {}
    assert set(steps(event)) == {"before", "day", "late3", "late7", "late14"}


def test_cancelled_event_is_not_reminded_of_until_it_is_restored(curator, teacher, today):
    event = by_teacher(teacher)
    day = date(2026, 11, 2)

    off = fulfilment.cancel(event.occurrences.get(), reason="Перенесли", today=day, by=curator.member)
    after_cancel = steps(event)
    fulfilment.restore(off, today=day, by=curator.member)

    assert after_cancel == {}
    assert len(steps(event)) == 5


def test_event_done_past_the_plans_own_verbs_is_not_reminded_of(teacher, today):
    event = by_teacher(teacher)
    Occurrence.objects.update(done_at=date(2026, 11, 3))

    remind(date(2026, 11, 11))

    assert mail.outbox == []
    assert Reminder.objects.get(step="before").reason == "уже выполнено"
    assert event.occurrences.count() == 1


def test_archived_plan_is_silent(teacher, today):
    by_teacher(teacher)
    Roadmap.objects.update(state=Roadmap.State.ARCHIVED)

    remind(date(2026, 11, 11))

    assert mail.outbox == []
    assert Reminder.objects.get(step="before").reason == "план в архиве"


def test_deleted_event_is_silent(curator, teacher, today):
    editing.delete(by_teacher(teacher), by=curator.member)

    remind(date(2026, 11, 11))

    assert mail.outbox == []
    assert Reminder.objects.get(step="before").reason == "этого больше нет в плане"


def test_new_term_has_a_ladder_of_its_own_and_the_old_one_falls_silent(curator, teacher, today):
    event = by_teacher(teacher)
    remind(date(2026, 11, 11))
    Occurrence.objects.update(due=date(2026, 11, 27))

    with time_machine.travel(moment(date(2026, 11, 12)), tick=False):
        replan_all(teacher.organization)
    remind(date(2026, 11, 20))

    rows = Reminder.objects.filter(subject_kind="occurrence", subject_id=event.occurrences.get().pk).order_by(
        "day", "pk"
    )
    assert list(rows.values_list("due", "step", "state"))[:3] == [
        (DUE, "before", "told"),
        (date(2026, 11, 27), "before", "told"),
        (date(2026, 11, 27), "day", "planned"),
    ]
