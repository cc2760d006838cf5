"""Somebody answers a reminder: seen, put off, told again."""

from datetime import date

import pytest
from django.core import mail

from mentoring.access import Role
from mentoring.accounts.models import JournalEntry
from mentoring.notifications import reminding, telling
from mentoring.notifications.models import Delivery, Notice, Reminder
from roadmap.tests.reminded import DUE, by_teacher, remind
from tests.cast import make_member


def test_seen_reminder_is_not_repeated_before_the_deadline_and_is_once_it_has_passed(teacher, today):
    by_teacher(teacher)
    remind(date(2026, 11, 11))

    reminding.acknowledge(Notice.objects.get(), today=date(2026, 11, 12), by=teacher)
    remind(DUE)
    remind(date(2026, 11, 23))

    assert Reminder.objects.get(step="day").reason == telling.ANSWERED
    spoken = [letter.body for letter in mail.outbox if "Подходит срок" in letter.body or "Срок прошёл" in letter.body]
    assert len(spoken) == 2
    assert JournalEntry.objects.get(action="reminder.seen").by == teacher


def test_put_off_reminder_is_told_again_on_its_day(teacher, today):
    by_teacher(teacher)
    remind(date(2026, 11, 11))

    notice = Notice.objects.get()
    reminding.snooze(
        notice, until=date(2026, 11, 16), reason="Ждём приказ", today=date(2026, 11, 11), by=teacher
    )  # fmt: skip
    quiet = reminding.for_member(teacher, date(2026, 11, 12)), reminding.put_off(teacher, date(2026, 11, 12))
    remind(date(2026, 11, 13))
    before = len(mail.outbox)
    remind(date(2026, 11, 16))

    assert (quiet[0], [told.notice.pk for told in quiet[1]]) == ([], [notice.pk])
    assert before == 1
    assert "Встреча пар 0" in mail.outbox[1].body
    assert [told.line.title for told in reminding.for_member(teacher, date(2026, 11, 16))] == ["Встреча пар 0"]


@pytest.mark.parametrize(
    ("until", "reason", "words"),
    [
        (date(2026, 11, 11), "Ждём", "на завтра или позже"),
        (date(2027, 11, 11), "Ждём", "не больше двух месяцев"),
        (date(2026, 11, 16), " ", "почему откладываете"),
    ],
)
def test_reminder_is_put_off_with_a_reason_and_not_too_far(teacher, today, until, reason, words):
    by_teacher(teacher)
    remind(date(2026, 11, 11))

    with pytest.raises(reminding.RemindingRefused, match=words):
        reminding.snooze(
            Notice.objects.get(), until=until, reason=reason, today=date(2026, 11, 11), by=teacher
        )  # fmt: skip


def test_answered_reminder_takes_no_second_answer(teacher, today):
    by_teacher(teacher)
    remind(date(2026, 11, 11))
    reminding.acknowledge(Notice.objects.get(), today=date(2026, 11, 12), by=teacher)

    with pytest.raises(reminding.RemindingRefused, match="уже ответили"):
        reminding.acknowledge(Notice.objects.get(), today=date(2026, 11, 12), by=teacher)


def test_member_without_a_mailbox_finds_the_reminder_on_the_page(school, today):
    teacher = make_member(school, Role.CLASS_TEACHER)
    teacher.user.email = ""
    teacher.user.save()
    by_teacher(teacher)

    remind(date(2026, 11, 11))

    assert mail.outbox == []
    assert Delivery.objects.get(membership=teacher).item is None
    assert [told.line.title for told in reminding.for_member(teacher, date(2026, 11, 11))] == ["Встреча пар 0"]
