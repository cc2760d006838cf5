"""The pages of a diary: one screen, few queries, one line to type."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.models import Grant
from mentoring.pairs import seating
from mentoring.pairs.diary import meetings, remarks
from mentoring.pairs.models import Meeting
from mentoring.pairs.tests import cast
from mentoring.pairs.tests.diary_cast import TODAY, entry, led, planned_items, step
from tests.cast import browse

DAY = timedelta(1)
HEAVIEST, MOST_QUERIES = 80 * 1024, 10


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


@pytest.fixture
def pair_and_mentor(programme, curator):
    pair, member = led(programme, curator.member)
    return pair, browse(member)


def said(page: str) -> dict:
    """Return what the form of the page sends when nobody touches it."""
    form = re.search(r"<form method=\"post\" novalidate.*?</form>", page, re.DOTALL)[0]
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        known = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if known.get("type") in ("radio", "checkbox") and not re.search(r"\bchecked\b", tag):
            continue
        if "name" in known:
            fields.setdefault(known["name"], []).append(known.get("value", ""))
    return fields


def test_page_of_a_meeting_is_light_and_asks_little(pair_and_mentor):
    pair, mentor = pair_and_mentor
    items = planned_items(pair, *(f"Дело номер {number} с длинным именем" for number in range(7)))
    step(items[0], TODAY, "Дроби")
    for week in range(1, 5):
        meetings.record(pair, entry(pair, TODAY - 7 * DAY * week, next_on=TODAY), by=mentor.member)
    mentor.get("diary_write", pair.public_id)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = mentor.get("diary_write", pair.public_id)

    assert page.status_code == 200
    assert len(page.content) <= HEAVIEST
    assert len(asked) <= MOST_QUERIES, [one["sql"][:90] for one in asked]
    assert len(re.findall(r'<textarea|type="text"', page.content.decode())) == 1


def test_untouched_page_writes_the_proposed_meeting(pair_and_mentor):
    pair, mentor = pair_and_mentor
    first, _ = planned_items(pair, "Разобрать контрольную", "План недели")
    page = mentor.get("diary_write", pair.public_id).content.decode()
    data = said(page) | {"done": "Решил шесть из восьми", "mark": "8"}

    answer = mentor.post("diary_write", pair.public_id, action="diary.write", data=data)

    assert answer.status_code == 302 and answer.url == mentor.at("diary_mine")
    held = pair.meetings.get(state="held")
    assert (held.on, held.kind, held.minutes, held.topic) == (TODAY, "intro", 45, "Разобрать контрольную")
    assert (held.done, held.mark) == ("Решил шесть из восьми", 8)
    assert list(held.items.values_list("item", flat=True)) == [first.pk]
    assert pair.meetings.get(state="planned").on == TODAY + 7 * DAY
    assert "Записали встречу 20" in mentor.get("diary_mine").content.decode()


def test_kept_entry_that_comes_twice_with_other_tokens_is_written_once(pair_and_mentor):
    pair, mentor = pair_and_mentor
    data = said(mentor.get("diary_write", pair.public_id).content.decode())

    answers = [mentor.post("diary_write", pair.public_id, action="diary.write", data=data) for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert pair.meetings.filter(state="held").count() == 1


def test_entry_that_was_kept_for_days_is_written_on_its_own_day(pair_and_mentor, monkeypatch):
    pair, mentor = pair_and_mentor
    (item,) = planned_items(pair, "Разобрать контрольную")
    data = said(mentor.get("diary_write", pair.public_id).content.decode()) | {"finished": str(item.pk)}
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY + 4 * DAY)
    item.done_on = TODAY + 3 * DAY
    item.save()

    answer = mentor.post("diary_write", pair.public_id, action="diary.write", data=data)

    assert answer.status_code == 302
    assert pair.meetings.get(state="held").on == TODAY


def test_other_day_is_typed_where_it_is_chosen(pair_and_mentor):
    pair, mentor = pair_and_mentor
    data = said(mentor.get("diary_write", pair.public_id).content.decode()) | {"on": "other"}

    refused = mentor.post("diary_write", pair.public_id, action="diary.write", data=data)
    data["other_on"] = (TODAY - 5 * DAY).isoformat()
    done = mentor.post("diary_write", pair.public_id, action="diary.write", data=data)

    assert "Укажите день." in refused.content.decode()
    assert done.status_code == 302
    assert pair.meetings.get(state="held").on == TODAY - 5 * DAY


def test_refusal_is_said_on_the_page_and_keeps_what_was_typed(pair_and_mentor):
    pair, mentor = pair_and_mentor
    data = said(mentor.get("diary_write", pair.public_id).content.decode())
    data |= {"on": (TODAY + DAY).isoformat(), "done": "Решил сам"}

    page = mentor.post("diary_write", pair.public_id, action="diary.write", data=data)

    assert page.status_code == 200
    assert "Этот день ещё не наступил" in page.content.decode()
    assert 'value="Решил сам"' in page.content.decode()
    assert not pair.meetings.exists()


def test_group_ticks_who_came(programme, curator):
    pair, member = led(
        programme,
        curator.member,
        led_by=cast.mentor(programme, capacity=3),
        mentees=[cast.mentee(programme, surname) for surname in ("Вязов", "Дубов", "Елов")],
    )
    mentor = browse(member)
    data = said(mentor.get("diary_write", pair.public_id).content.decode())
    assert len(data["present"]) == 3
    data["present"] = data["present"][:2]

    mentor.post("diary_write", pair.public_id, action="diary.write", data=data)

    assert sorted(pair.meetings.get(state="held").presences.values_list("came", flat=True)) == [False, True, True]
    assert "Не были:</span> " in curator.get("diary_pair", pair.public_id).content.decode()


def test_missed_meeting_is_written_by_three_taps(pair_and_mentor):
    pair, mentor = pair_and_mentor
    data = said(mentor.get("diary_miss", pair.public_id).content.decode()) | {"reason": "заболел наставляемый"}

    answer = mentor.post("diary_miss", pair.public_id, action="diary.write", data=data)

    assert answer.status_code == 302
    assert list(pair.meetings.values_list("state", "on")) == [("missed", TODAY), ("planned", TODAY + 7 * DAY)]


def test_days_before_the_own_seat_are_not_proposed_to_a_substitute(programme, pair_and_mentor, curator):
    pair, lead = pair_and_mentor
    meetings.record(pair, entry(pair, TODAY - 10 * DAY, kind="intro", next_on=TODAY - 2 * DAY), by=lead.member)
    helper = cast.mentor(programme, "Заменин")
    substitute = browse(cast.account(helper))
    seating.substitute(pair, helper, since=TODAY, until=TODAY + 6 * DAY, by=curator.member)

    page = substitute.get("diary_write", pair.public_id).content.decode()

    data = said(page)
    assert (data["on"], data["kind"]) == ([TODAY.isoformat()], ["trial"])
    assert (TODAY - DAY).isoformat() not in page
    assert substitute.post("diary_write", pair.public_id, action="diary.write", data=data).status_code == 302
    assert "Встреч ещё не было" not in substitute.get("diary_pair", pair.public_id).content.decode()


def test_own_meetings_name_what_is_not_written_and_what_comes_next(pair_and_mentor, monkeypatch):
    pair, mentor = pair_and_mentor
    meetings.plan_next(pair, TODAY, by=mentor.member)
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY + 3 * DAY)
    meetings.plan_next(pair, TODAY + 7 * DAY, by=mentor.member)

    page = mentor.get("diary_mine").content.decode()

    assert "не записана" in page and "20\N{NO-BREAK SPACE}ноября, пт" in page
    assert mentor.at("diary_write", pair.public_id) in page


def test_mentor_without_a_pair_is_told_so(curator, director):
    assert "Пары у вас пока нет" in director.get("diary_mine").content.decode()


def test_own_meetings_ask_as_much_for_three_pairs_as_for_one(programme, curator):
    leader = cast.mentor(programme, capacity=5)
    first, member = led(programme, curator.member, led_by=leader)
    mentor = browse(member)
    meetings.record(first, entry(first), by=member)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            mentor.get("diary_mine")
        return len(queries)

    asked()
    before = asked()
    for surname in ("Дубов", "Елов"):
        pair, _ = led(programme, curator.member, led_by=leader, mentees=[cast.mentee(programme, surname)])
        meetings.record(pair, entry(pair), by=member)

    assert asked() == before


def test_entry_is_corrected_on_its_page(pair_and_mentor):
    pair, mentor = pair_and_mentor
    (item,) = planned_items(pair, "Разобрать контрольную")
    row = meetings.record(pair, entry(pair, finished=frozenset({item.pk}), done="Ршил"), by=mentor.member)
    data = said(mentor.get("diary_correct", row.public_id).content.decode())
    assert (data["done"], data["finished"], data["version"]) == (["Ршил"], [str(item.pk)], ["1"])

    answer = mentor.post("diary_correct", row.public_id, action="diary.write", data=data | {"done": "Решил"})

    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.done, row.version) == ("Решил", 2)
    Meeting.objects.filter(pk=row.pk).update(by=None)
    assert mentor.get("diary_correct", row.public_id).status_code == 404


def test_planned_meeting_is_moved_by_calling_it_off(pair_and_mentor):
    pair, mentor = pair_and_mentor
    data = said(mentor.get("diary_plan", pair.public_id).content.decode())
    mentor.post("diary_plan", pair.public_id, action="diary.write", data=data)
    row = pair.meetings.get()
    off = said(mentor.get("diary_call_off", row.public_id).content.decode())
    off |= {"reason": "отменились занятия", "next_on": "other", "other_next_on": (TODAY + 9 * DAY).isoformat()}

    mentor.post("diary_call_off", row.public_id, action="diary.write", data=off)

    assert list(pair.meetings.values_list("state", "on")) == [
        ("cancelled", TODAY + 7 * DAY),
        ("planned", TODAY + 9 * DAY),
    ]


def test_curator_reads_the_important_first_answers_and_ticks(pair_and_mentor, curator):
    pair, mentor = pair_and_mentor
    quiet = meetings.record(pair, entry(pair, done="Спокойно"), by=mentor.member)
    loud = meetings.record(pair, entry(pair, TODAY - 7 * DAY, done="Тревожно", important=True), by=mentor.member)

    page = curator.get("diary_feed").content.decode()
    assert page.index("Тревожно") < page.index("Спокойно")
    curator.post("diary_remark", loud.public_id, action="diary.write", data={"text": "Позвоню сегодня"})
    curator.post("diary_tick", action="diary.answer", data={"row": [quiet.pk, "x", 10**9]})

    assert "Всё прочитано" in curator.get("diary_feed").content.decode()
    assert "Тревожно" in curator.get("diary_feed", query={"show": "all"}).content.decode()
    assert (
        "Таких записей нет" in curator.get("diary_feed", query={"show": "denied", "form": "9" * 400}).content.decode()
    )
    answered = mentor.get("diary_pair", pair.public_id).content.decode()
    assert "Позвоню сегодня" in answered
    assert "Куратор ответил под записью" in mentor.get("diary_mine").content.decode()


def test_feed_asks_as_much_for_three_entries_as_for_one(pair_and_mentor, curator):
    pair, mentor = pair_and_mentor
    row = meetings.record(pair, entry(pair), by=mentor.member)
    remarks.say(row, "Спасибо", by=mentor.member)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            curator.get("diary_feed")
        return len(queries)

    asked()
    before = asked()
    for week in (1, 2):
        meetings.record(pair, entry(pair, TODAY - 7 * DAY * week), by=mentor.member)

    assert asked() == before


def test_class_teacher_who_mentors_a_pupil_of_another_class_writes_the_own_diary_alone(programme, curator):
    pair, member = led(programme, curator.member)
    other = cast.fixed(
        programme, curator.member, led_by=cast.mentor(programme, "Иной"), mentees=[cast.mentee(programme, "Дубов")]
    )
    Grant.objects.create(organization=member.organization, membership=member, role=Role.CLASS_TEACHER)
    teacher = browse(type(member).objects.get(pk=member.pk))

    data = said(teacher.get("diary_write", pair.public_id).content.decode())
    assert teacher.post("diary_write", pair.public_id, action="diary.write", data=data).status_code == 302

    assert pair.meetings.filter(state="held").count() == 1
    assert teacher.get("diary_pair", pair.public_id).status_code == 200
    assert teacher.get("diary_pair", other.public_id).status_code == 404
