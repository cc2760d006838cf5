"""The verbs of a diary: what is written, by whom, of which day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry
from mentoring.accounts.operations import Refused
from mentoring.notifications.models import OutboxItem
from mentoring.pairs import pairing, seating
from mentoring.pairs.diary import meetings, remarks
from mentoring.pairs.models import Meeting, Pair
from mentoring.pairs.tests import cast
from mentoring.pairs.tests.diary_cast import TODAY, entry, led, planned_items, step

DAY = timedelta(1)


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


@pytest.fixture
def pair_and_mentor(programme, curator):
    return led(programme, curator.member)


def verbs(row) -> list[str]:
    rows = JournalEntry.objects.filter(subject_kind=row._meta.label_lower, subject_id=str(row.pk))
    return [one.action for one in rows.order_by("number")]


def test_meeting_is_written_once_with_everything_said_of_it(pair_and_mentor):
    pair, mentor = pair_and_mentor
    first, second = planned_items(pair, "Разобрать контрольную", "Составить план недели")
    said = entry(
        pair,
        items={first.pk},
        finished={second.pk},
        mark=8,
        done="Решил сам",
        topic="Дроби",
        next_on=TODAY + 7 * DAY,
        key="k1",
    )

    row = meetings.record(pair, said, by=mentor)
    again = meetings.record(pair, said, by=mentor)

    assert again == row
    held, planned = pair.meetings.order_by("on")
    assert (held.state, held.on, held.minutes, held.mark, held.done) == ("held", TODAY, 45, 8, "Решил сам")
    assert (held.mentor, held.by) == (cast.lead(pair), mentor)
    assert list(held.presences.values_list("came", flat=True)) == [True]
    assert set(held.items.values_list("item", "finished")) == {(first.pk, False), (second.pk, True)}
    second.refresh_from_db()
    assert second.done_on == TODAY
    assert (planned.state, planned.on, planned.kind) == ("planned", TODAY + 7 * DAY, "regular")
    assert verbs(row) == ["meeting.held"]


def test_first_meeting_sets_the_pair_to_work(pair_and_mentor):
    pair, mentor = pair_and_mentor

    meetings.record(pair, entry(pair, kind="intro"), by=mentor)

    pair.refresh_from_db()
    assert pair.state == Pair.State.WORKS


def test_planned_meeting_of_a_near_day_becomes_the_held_one(pair_and_mentor):
    pair, mentor = pair_and_mentor
    planned = Meeting.objects.create(organization=pair.organization, pair=pair, on=TODAY - 2 * DAY, minutes=45)
    far = Meeting.objects.create(organization=pair.organization, pair=pair, on=TODAY - 6 * DAY, minutes=45)

    row = meetings.record(pair, entry(pair), by=mentor)

    assert row == planned
    assert list(pair.meetings.values_list("pk", "state", "on")) == [
        (far.pk, "planned", TODAY - 6 * DAY),
        (planned.pk, "held", TODAY),
    ]


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ({"on": TODAY + DAY}, "ещё не наступил"),
        ({"on": cast.START - DAY}, "Пара работает с"),
        ({"present": frozenset()}, "Отметьте, кто был"),
        ({"present": frozenset({10**9})}, "Отметьте, кто был"),
        ({"items": frozenset({10**9})}, "больше нет"),
        ({"step": 10**9}, "больше нет"),
        ({"minutes": 601}, "Сколько минут"),
        ({"next_on": TODAY}, "раньше этой"),
        ({"next_on": cast.END + DAY}, "Пара работает до"),
    ],
)
def test_entry_that_cannot_be_is_refused_and_leaves_nothing(pair_and_mentor, own, words):
    pair, mentor = pair_and_mentor

    with pytest.raises(Refused, match=words):
        meetings.record(pair, replace(entry(pair), **own), by=mentor)

    assert not pair.meetings.exists()


def test_paused_pair_writes_no_meetings(pair_and_mentor, curator):
    pair, mentor = pair_and_mentor
    meetings.record(pair, entry(pair), by=mentor)
    pairing.pause(pair, reason="болеет", on=TODAY, by=curator.member)

    with pytest.raises(Refused, match="приостановлена"):
        meetings.record(pair, entry(pair), by=mentor)


def test_mentor_of_another_pair_writes_nothing_and_the_curator_writes_for_the_leading_one(
    programme, pair_and_mentor, curator
):
    pair, _ = pair_and_mentor
    stranger = cast.account(cast.mentor(programme, "Чужов"))

    with pytest.raises(Refused, match="ведёт другой наставник"):
        meetings.record(pair, entry(pair), by=stranger)

    row = meetings.record(pair, entry(pair), by=curator.member)
    assert (row.mentor, row.by) == (cast.lead(pair), curator.member)


def test_replaced_mentor_loses_the_diary_on_the_day_of_the_order(programme, pair_and_mentor, curator, monkeypatch):
    pair, before = pair_and_mentor
    meetings.record(pair, entry(pair, TODAY - DAY), by=before)
    other = cast.mentor(programme, "Новиков")
    after = cast.account(other)
    seating.replace(pair, other, on=TODAY + 5 * DAY, by=curator.member, reason="уволился")

    assert Meeting.objects.visible_to(before).count() == 1
    assert Meeting.objects.visible_to(after).count() == 0
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY + 5 * DAY)
    assert Meeting.objects.visible_to(before).count() == 0
    assert Meeting.objects.visible_to(after).count() == 1
    with pytest.raises(Refused, match="ведёт другой наставник"):
        meetings.record(pair, entry(pair, TODAY), by=before)
    with pytest.raises(Refused, match="пару вели не вы"):
        meetings.record(pair, entry(pair, TODAY), by=after)
    assert meetings.record(pair, entry(pair, TODAY + 5 * DAY), by=after).mentor == other


def test_substitute_sees_and_writes_the_own_weeks_alone(programme, pair_and_mentor, curator):
    pair, lead = pair_and_mentor
    early = meetings.record(pair, entry(pair, TODAY - 10 * DAY), by=lead)
    helper = cast.mentor(programme, "Заменин")
    member = cast.account(helper)
    seating.substitute(pair, helper, since=TODAY - DAY, until=TODAY + 6 * DAY, by=curator.member)
    own = meetings.record(pair, entry(pair, TODAY), by=member)
    meetings.plan_next(pair, TODAY + 6 * DAY, by=member)
    meetings.plan_next(pair, TODAY + 20 * DAY, by=lead)

    seen = Meeting.objects.visible_to(member)
    assert [one.on for one in seen] == [TODAY, TODAY + 6 * DAY]
    assert own.mentor == helper
    assert [one.on for one in Meeting.objects.visible_to(lead)] == [
        early.on,
        TODAY,
        TODAY + 6 * DAY,
        TODAY + 20 * DAY,
    ]
    with pytest.raises(Refused, match="пару вели не вы"):
        meetings.record(pair, entry(pair, TODAY - 5 * DAY), by=member)


def test_missed_meeting_has_its_reason_and_takes_the_planned_row(pair_and_mentor):
    pair, mentor = pair_and_mentor
    planned = meetings.plan_next(pair, TODAY, by=mentor)

    row = meetings.miss(pair, TODAY, reason="заболел наставляемый", next_on=TODAY + 7 * DAY, key="m", by=mentor)
    again = meetings.miss(pair, TODAY, reason="заболел наставляемый", key="m", by=mentor)

    assert row == again == planned
    assert list(pair.meetings.values_list("state", "on", "reason")) == [
        ("missed", TODAY, "заболел наставляемый"),
        ("planned", TODAY + 7 * DAY, ""),
    ]
    pair.refresh_from_db()
    assert pair.state == Pair.State.FIXED  # nobody has met yet


def test_planned_meeting_is_called_off_once(pair_and_mentor):
    pair, mentor = pair_and_mentor
    planned = meetings.plan_next(pair, TODAY + DAY, by=mentor)

    row = meetings.call_off(planned, reason="отменились занятия", by=mentor)

    assert (row.state, row.reason) == ("cancelled", "отменились занятия")
    with pytest.raises(Refused, match="уже «отменена»"):
        meetings.call_off(planned, reason="отменились занятия", by=mentor)


def test_day_has_one_planned_meeting(pair_and_mentor):
    pair, mentor = pair_and_mentor

    assert meetings.plan_next(pair, TODAY, by=mentor) == meetings.plan_next(pair, TODAY, by=mentor)
    with pytest.raises(Refused, match="раньше этой"):
        meetings.plan_next(pair, TODAY - DAY, by=mentor)


def test_author_corrects_an_entry_within_a_week_and_the_curator_later(pair_and_mentor, curator):
    pair, mentor = pair_and_mentor
    (item,) = planned_items(pair, "Разобрать контрольную")
    row = meetings.record(pair, entry(pair, finished=frozenset({item.pk})), by=mentor)

    row = meetings.correct(row, entry(pair, minutes=60, items=frozenset({item.pk})), version=row.version, by=mentor)

    item.refresh_from_db()
    assert (row.minutes, item.done_on) == (60, None)
    assert list(row.items.values_list("item", "finished")) == [(item.pk, False)]
    with pytest.raises(Refused, match="пока вы правили"):
        meetings.correct(row, entry(pair), version=row.version - 1, by=mentor)
    Meeting.objects.filter(pk=row.pk).update(written_at=timezone.now() - timedelta(8))
    with pytest.raises(Refused, match="в течение недели"):
        meetings.correct(row, entry(pair), version=row.version, by=mentor)
    assert meetings.correct(row, entry(pair, mark=5), version=row.version, by=curator.member).mark == 5


def test_entry_made_by_mistake_is_struck_with_all_it_said(pair_and_mentor, programme):
    pair, mentor = pair_and_mentor
    (item,) = planned_items(pair, "Разобрать контрольную")
    row = meetings.record(pair, entry(pair, finished=frozenset({item.pk}), key="k"), by=mentor)

    struck = meetings.strike(row, by=mentor)

    item.refresh_from_db()
    assert (struck.state, struck.reason, item.done_on) == ("cancelled", "записано по ошибке", None)
    assert (struck.items.count(), struck.presences.count()) == (0, 0)
    assert (
        meetings.record(pair, entry(pair, key="k"), by=mentor) == row
    )  # the form that was struck writes nothing again
    with pytest.raises(Refused, match="Обновите страницу"):
        meetings.strike(row, by=mentor)


def test_important_entry_goes_to_the_curators_at_once_without_names(pair_and_mentor, curator):
    pair, mentor = pair_and_mentor

    row = meetings.record(pair, entry(pair, important=True, done="Расстроен", key="x"), by=mentor)
    meetings.record(pair, entry(pair, important=True, done="Расстроен", key="x"), by=mentor)

    letters = OutboxItem.objects.filter(kind="letter")
    assert [one.payload["to"] for one in letters] == [curator.member.user.email]
    assert letters.get().payload["subject"] == "Важная запись в дневнике пары: 20 ноября"
    told = letters.get().payload["text"] + letters.get().payload["html"]
    assert pair.public_id in told
    assert not any(word in told for word in ("Орлов", "Зимин", "Расстроен"))
    assert list(remarks.unread(Meeting.objects.visible_to(curator.member))) == [row]


def test_remark_of_the_curator_is_a_tick_and_a_letter_and_the_mentors_one_takes_the_tick_back(
    pair_and_mentor, curator, director
):
    pair, mentor = pair_and_mentor
    row = meetings.record(pair, entry(pair), by=mentor)

    remarks.say(row, "Хорошее начало", by=curator.member)

    row.refresh_from_db()
    assert row.seen_by == curator.member
    assert OutboxItem.objects.get(kind="reminder").payload["to"] == mentor.user.email
    remarks.say(row, "Спасибо, а как быть с дробями?", by=mentor)
    row.refresh_from_db()
    assert (row.seen_by, row.seen_at) == (None, None)
    assert [one.by for one in row.remarks.all()] == [curator.member, mentor]
    with pytest.raises(Refused):
        remarks.say(row, "Мнение", by=director.member)
    with pytest.raises(Refused, match="Напишите"):
        remarks.say(row, "  ", by=mentor)


def test_entries_are_ticked_once(pair_and_mentor, curator):
    pair, mentor = pair_and_mentor
    rows = [meetings.record(pair, entry(pair, TODAY - 7 * DAY * week), by=mentor) for week in (0, 1)]

    assert (remarks.tick(rows, by=curator.member), remarks.tick(rows, by=curator.member)) == (2, 0)
    assert not remarks.unread(Meeting.objects.visible_to(curator.member)).exists()


def test_step_of_the_route_map_is_kept_with_its_meeting(pair_and_mentor):
    pair, mentor = pair_and_mentor
    (item,) = planned_items(pair, "Разобрать контрольную")
    line = step(item, date(2026, 11, 19), "Дроби без ошибок")

    row = meetings.record(pair, entry(pair, step=line.pk), by=mentor)

    assert row.step == line
