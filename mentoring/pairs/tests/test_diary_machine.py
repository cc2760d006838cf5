"""Whatever comes in whatever order, a diary holds together: Hypothesis writes, plans, misses and calls off."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.pairs.diary import meetings
from mentoring.pairs.models import Meeting, Pair
from mentoring.pairs.tests import cast
from mentoring.pairs.tests.diary_cast import entry, led, planned_items

State = Meeting.State
AROUND = st.integers(-9, 9)
KEYS = st.sampled_from([f"key-{number}" for number in range(6)])
DAY = timedelta(1)


class Clock:
    """The day on the wall."""

    def __init__(self):
        self.today = cast.START + timedelta(20)


class Diary(RuleBasedStateMachine):
    """One pair, its mentor, and a memory of what was said."""

    def __init__(self, pair: Pair, mentor, items, clock: Clock):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        clock.__init__()
        self.pair, self.mentor, self.items, self.clock = pair, mentor, items, clock
        self.held: dict[str, date] = {}
        self.began = False

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def rows(self, *states: str) -> list[Meeting]:
        return list(self.pair.meetings.filter(state__in=states or State.values))

    @rule(days=st.integers(1, 5))
    def wait(self, days):
        self.clock.today = min(self.clock.today + timedelta(days), cast.END)

    @rule(key=KEYS, back=AROUND, ahead=st.none() | AROUND, finished=st.booleans())
    def record(self, key, back, ahead, finished):
        on = self.clock.today - back * DAY
        said = {"finished": frozenset({self.items[0].pk})} if finished else {}
        next_on = None if ahead is None else on + ahead * DAY
        new = key not in self.held and not self.pair.meetings.filter(key=key).exists()
        good = cast.START <= on <= self.clock.today and (ahead is None or ahead > 0 and next_on <= cast.END)
        try:
            row = meetings.record(self.pair, entry(self.pair, on, key=key, next_on=next_on, **said), by=self.mentor)
        except Refused:
            assert new and not good
            return
        if new:
            assert good
            self.held[key], self.began = on, True
            assert (row.state, row.on) == (State.HELD, on)
            assert next_on is None or next_on in {one.on for one in self.rows(State.PLANNED)}

    @rule(key=KEYS, back=AROUND)
    def miss(self, key, back):
        on = self.clock.today - back * DAY
        before = len(self.rows(State.MISSED))
        new = not self.pair.meetings.filter(key=key).exists()
        try:
            meetings.miss(self.pair, on, reason="заболел наставляемый", key=key, by=self.mentor)
        except Refused:
            assert not cast.START <= on <= self.clock.today
        else:
            assert len(self.rows(State.MISSED)) == before + new

    @rule(ahead=AROUND)
    def plan(self, ahead):
        on = self.clock.today + ahead * DAY
        try:
            assert meetings.plan_next(self.pair, on, by=self.mentor).on == on
        except Refused:
            assert ahead < 0 or on > cast.END

    @precondition(lambda self: self.rows(State.PLANNED, State.HELD))
    @rule(data=st.data())
    def call_off(self, data):
        row = data.draw(st.sampled_from(self.rows(State.PLANNED, State.HELD)))
        try:
            meetings.call_off(row, reason="отменились занятия", by=self.mentor)
        except Refused:
            assert row.state == State.HELD
        else:
            assert row.state == State.PLANNED

    @precondition(lambda self: self.rows(State.HELD))
    @rule(data=st.data(), stale=st.booleans())
    def correct(self, data, stale):
        row = data.draw(st.sampled_from(self.rows(State.HELD)))
        said = entry(self.pair, row.on, minutes=data.draw(st.integers(1, 600)))
        try:
            found = meetings.correct(row, said, version=row.version - stale, by=self.mentor)
        except Refused:
            assert stale
        else:
            assert (found.minutes, found.version) == (said.minutes, row.version + 1)

    @precondition(lambda self: self.rows(State.HELD))
    @rule(data=st.data())
    def strike(self, data):
        row = data.draw(st.sampled_from(self.rows(State.HELD)))
        assert meetings.strike(row, by=self.mentor).state == State.CANCELLED
        del self.held[row.key]

    @invariant()
    def every_entry_stands_once_on_its_day(self):
        assert {row.key: row.on for row in self.rows(State.HELD)} == self.held

    @invariant()
    def entries_are_whole(self):
        for row in self.rows(State.HELD):
            assert cast.START <= row.on <= self.clock.today
            assert row.presences.count() == 1

    @invariant()
    def day_has_one_planned_meeting(self):
        days = [row.on for row in self.rows(State.PLANNED)]
        assert len(days) == len(set(days))

    @invariant()
    def what_was_not_held_says_why(self):
        assert all(row.reason for row in self.rows(State.MISSED, State.CANCELLED))

    @invariant()
    def pair_works_since_its_first_meeting(self):
        state = Pair.objects.values_list("state", flat=True).get(pk=self.pair.pk)
        assert state == (Pair.State.WORKS if self.began else Pair.State.FIXED)

    @invariant()
    def item_is_done_as_long_as_a_meeting_says_so(self):
        self.items[0].refresh_from_db()
        said = self.items[0].meetings.filter(finished=True).exists()
        assert said or self.items[0].done_on is None


@pytest.mark.timeout(400)
def test_diary_holds_together(programme, curator, monkeypatch):
    clock = Clock()
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: clock.today)
    pair, mentor = led(programme, curator.member)
    items = planned_items(pair, "Разобрать контрольную")

    run_state_machine_as_test(
        lambda: Diary(pair, mentor, items, clock),
        settings=settings(
            max_examples=15, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
