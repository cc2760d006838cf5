"""The sample of diaries, and the meetings in the calendar of a phone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry
from mentoring.accounts.operations import Refused
from mentoring.notifications import feed
from mentoring.pairs import seating
from mentoring.pairs.diary import days as meeting_days
from mentoring.pairs.diary import meetings as diary
from mentoring.pairs.diary import remarks, sampling
from mentoring.pairs.models import Confirmation, Meeting
from mentoring.pairs.tests import cast
from mentoring.pairs.tests.diary_cast import TODAY, entry, led

DAY = timedelta(1)
OCTOBER, DRAWN_ON = date(2026, 10, 1), date(2026, 11, 6)


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


@pytest.fixture
def pair_and_mentor(programme, curator):
    return led(programme, curator.member)


@given(st.sets(st.integers(1, 10**6), min_size=10, max_size=400), st.text())
def test_lot_draws_five_to_ten_per_cent(keys: set[int], seed: str):
    drawn = sampling.draw(keys, seed)

    assert len(keys) * 5 <= len(drawn) * 100 <= len(keys) * 10
    assert set(drawn) <= keys and len(set(drawn)) == len(drawn)
    assert sampling.draw(sorted(keys, reverse=True), seed) == drawn


def test_lot_of_few_entries_draws_one_and_of_none_nothing():
    assert len(sampling.draw([4, 8], "october")) == 1
    assert sampling.draw([], "october") == []
    assert {tuple(sampling.draw(range(100), str(seed))) for seed in range(5)} != {tuple(sampling.draw(range(100), "0"))}


def test_month_is_drawn_once_from_its_held_meetings_and_the_lot_is_logged(pair_and_mentor, school):
    pair, mentor = pair_and_mentor
    of_october = {diary.record(pair, entry(pair, OCTOBER + DAY * number), by=mentor).pk for number in range(21)}
    diary.miss(pair, OCTOBER + 25 * DAY, reason="заболел наставник", by=mentor)
    diary.record(pair, entry(pair, TODAY), by=mentor)

    assert sampling.sample(school, date(2026, 11, 5)) == 0
    assert (sampling.sample(school, DRAWN_ON), sampling.sample(school, DRAWN_ON)) == (2, 0)

    drawn = Confirmation.objects.filter(organization=school)
    assert {one.meeting_id for one in drawn} == set(sampling.draw(of_october, sampling.seed_of(school, OCTOBER)))
    assert {(one.month, one.seed) for one in drawn} == {(OCTOBER, sampling.seed_of(school, OCTOBER))}
    assert JournalEntry.objects.filter(organization=school, action="organization.sampled").count() == 1
    assert set(sampling.asked_about(pair)) == set(drawn)


def test_denied_entry_comes_before_the_curator_again_and_is_answered_once(pair_and_mentor, school, curator):
    pair, mentor = pair_and_mentor
    row = diary.record(pair, entry(pair, OCTOBER), by=mentor)
    remarks.tick([row], by=curator.member)
    sampling.sample(school, DRAWN_ON)
    drawn = sampling.asked_about(pair).get()

    sampling.answer(drawn, False)

    row.refresh_from_db()
    assert row.seen_at is None
    assert (
        "другая сторона говорит, что было не так"
        in curator.get("diary_feed", query={"show": "denied"}).content.decode()
    )
    with pytest.raises(Refused, match="уже ответили"):
        sampling.answer(drawn, True)
    assert not sampling.asked_about(pair).exists()


def test_confirmed_entry_stays_read(pair_and_mentor, school, curator):
    pair, mentor = pair_and_mentor
    row = diary.record(pair, entry(pair, OCTOBER), by=mentor)
    remarks.tick([row], by=curator.member)
    sampling.sample(school, DRAWN_ON)

    sampling.answer(sampling.asked_about(pair).get(), True)

    row.refresh_from_db()
    assert (row.seen_by, row.confirmation.agreed) == (curator.member, True)


def test_planned_meetings_stand_in_the_mentors_calendar_without_names(pair_and_mentor):
    pair, mentor = pair_and_mentor
    diary.record(pair, entry(pair, next_on=TODAY + 7 * DAY), by=mentor)

    body = feed.write(mentor, datetime(2026, 11, 20, tzinfo=UTC), TODAY).decode()

    assert body.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Встреча: наставляемый" in body
    assert "DTSTART;VALUE=DATE:20261127" in body
    assert f"/diary/pair/{pair.public_id}/write/" in body.replace("\r\n ", "")
    assert "Орлов" not in body


def test_calendar_follows_the_seat(programme, pair_and_mentor, curator):
    pair, lead = pair_and_mentor
    helper = cast.mentor(programme, "Заменин")
    member = cast.account(helper)
    seating.substitute(pair, helper, since=TODAY, until=TODAY + 6 * DAY, by=curator.member)
    for days in (3, 20):
        diary.plan_next(pair, TODAY + days * DAY, by=lead)

    assert [one.day for one in meeting_days.feed(member, TODAY)] == [TODAY + 3 * DAY]
    assert [one.day for one in meeting_days.feed(lead, TODAY)] == [TODAY + 3 * DAY, TODAY + 20 * DAY]
    assert meeting_days.feed(curator.member, TODAY) == []
    assert Meeting.objects.visible_to(curator.member).count() == 2
