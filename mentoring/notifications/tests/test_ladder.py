from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.calendar import zones
from mentoring.calendar.schoolyear import Term
from mentoring.calendar.workdays import SchoolCalendar
from mentoring.notifications import ladder
from mentoring.notifications.ladder import OpenDays, Step, Times, To, When

STEPS = (
    Step("first", When.FIRST, To.RESPONSIBLE),
    Step("before", When.BEFORE, To.RESPONSIBLE, 7),
    Step("day", When.DAY, To.RESPONSIBLE),
    Step("late3", When.LATE, To.RESPONSIBLE, 3),
    Step("late7", When.LATE, To.CURATOR, 7),
    Step("late14", When.LATE, To.HEAD, 14),
)
DAYS = OpenDays(SchoolCalendar())


def planned(times: Times, days: OpenDays = DAYS) -> dict[str, date]:
    return {notice.step: notice.day for notice in ladder.plan(times, STEPS, days)}


def test_deadline_on_a_quiet_day_is_told_a_week_before_on_the_day_and_thrice_when_it_is_late():
    assert planned(Times(date(2026, 11, 18))) == {
        "before": date(2026, 11, 11),
        "day": date(2026, 11, 18),
        "late3": date(2026, 11, 23),  # the 21st is a Saturday
        "late7": date(2026, 11, 25),
        "late14": date(2026, 12, 2),
    }


def test_late_steps_climb_from_the_responsible_to_the_curator_and_the_head():
    to = {notice.step: notice.to for notice in ladder.plan(Times(date(2026, 11, 18)), STEPS, DAYS)}

    assert to == {
        "before": To.RESPONSIBLE,
        "day": To.RESPONSIBLE,
        "late3": To.RESPONSIBLE,
        "late7": To.CURATOR,
        "late14": To.HEAD,
    }


def test_month_is_announced_on_its_first_open_day_and_due_on_its_last():
    times = Times(date(2026, 11, 30), date(2026, 11, 1))

    assert list(planned(times).items())[:2] == [("first", date(2026, 11, 2)), ("day", date(2026, 11, 30))]


def test_month_whose_last_day_was_moved_is_still_a_month():
    times = Times(date(2026, 11, 2), date(2026, 10, 1), end=date(2026, 10, 31))

    assert "first" in planned(times)


def test_what_goes_on_all_the_time_is_announced_and_never_late():
    times = Times(date(2027, 5, 31), date(2026, 9, 1), lasting=True)

    assert planned(times) == {"first": date(2026, 9, 1)}


def test_what_has_no_date_has_no_ladder():
    assert planned(Times()) == {}


def test_day_in_a_vacation_is_told_on_the_last_open_day_before_it():
    assert planned(Times(date(2027, 6, 15)))["day"] == date(2027, 5, 26)


def test_week_before_that_would_fall_behind_the_day_itself_is_left_out():
    assert "before" not in planned(Times(date(2027, 6, 15)))


def test_vacation_is_not_counted_as_late():
    summer = planned(Times(date(2027, 5, 25)))

    assert (summer["late3"], summer["late7"]) == (date(2027, 9, 2), date(2027, 9, 6))


def test_week_before_waits_for_the_first_open_day_of_a_vacation_that_ends_in_time():
    assert planned(Times(date(2026, 11, 6)))["before"] == date(2026, 11, 2)


def test_school_that_is_never_open_hears_nothing():
    closed = tuple(Term("summer", year, date(year, 9, 1), date(year + 1, 8, 31)) for year in range(2024, 2030))

    assert planned(Times(date(2026, 11, 18)), OpenDays(SchoolCalendar(terms=closed))) == {}


def test_what_has_no_date_is_looked_at_once_a_quarter_within_the_plan():
    step = Step("review", When.DAY, To.CURATOR)
    marks = ((9, 10), (11, 10), (1, 20), (4, 10))

    found = list(ladder.reviews(date(2026, 10, 1), date(2027, 4, 30), marks, step, DAYS))

    assert [(one.due, one.day) for one in found] == [
        (date(2026, 11, 10), date(2026, 11, 10)),
        (date(2027, 1, 20), date(2027, 1, 20)),
        (date(2027, 4, 10), date(2027, 4, 12)),
    ]


days = st.dates(date(2025, 1, 1), date(2029, 12, 31))
corrections = st.lists(st.tuples(days, st.booleans()), max_size=20).map(tuple)
calendars = st.builds(
    lambda six, corrections, gap: SchoolCalendar(
        six_day_week=six,
        corrections=corrections,
        terms=(Term("winter", 2026, date(2026, 12, 20), date(2026, 12, 20) + timedelta(gap)),),
    ),
    st.booleans(),
    corrections,
    st.integers(0, 60),
)


@given(due=days, length=st.integers(0, 120), lasting=st.booleans(), calendar=calendars)
def test_every_notice_stands_on_an_open_day_once_and_in_order(due, length, lasting, calendar):
    open_days = OpenDays(calendar)

    found = ladder.plan(Times(due, due - timedelta(length), lasting=lasting), STEPS, open_days)

    assert all(calendar.is_working(one.day) and not calendar.is_vacation(one.day) for one in found)
    assert len({one.step for one in found}) == len(found)
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert all(one.day < due or one.day <= one.until for one in found if one.until)
    assert all(one.day > due for one in found if one.step.startswith("late"))
    assert not lasting or {one.step for one in found} <= {"first"}


@given(due=days, calendar=calendars)
def test_deadline_is_always_told_and_its_lateness_too(due, calendar):
    found = {one.step for one in ladder.plan(Times(due), STEPS, OpenDays(calendar))}

    assert {"day", "late3", "late7", "late14"} <= found <= {"before", "day", "late3", "late7", "late14"}


moments = st.datetimes(datetime(2025, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))


@given(now=moments, zone=st.sampled_from(sorted(zones.ZONES)))
def test_next_opening_is_by_day_on_an_open_day_of_the_schools_own_clock(now, zone):
    opens = ladder.opening(now, zone, DAYS)

    here = zones.local(zone, opens)
    assert opens >= now
    assert 9 <= here.hour < 18
    assert DAYS.is_open(here.date())
    assert opens == now or (here.hour, here.minute) == (9, 0)


@pytest.mark.parametrize(
    ("zone", "is_open"),
    [("Europe/Kaliningrad", False), ("Europe/Moscow", True), ("Asia/Yekaterinburg", True), ("Asia/Kamchatka", False)],
)
def test_hours_are_those_of_the_school(zone, is_open):
    now = datetime(2026, 11, 18, 6, 30, tzinfo=UTC)

    assert ladder.is_open_at(now, zone, DAYS) is is_open
