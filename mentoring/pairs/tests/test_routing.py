"""The route of a mentor: days of meetings, what opens, what is worked on, what sums it up."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mentoring.calendar.workdays import SchoolCalendar
from mentoring.pairs import routing
from mentoring.pairs.routing import MAIN, MEETING, REVIEW, Rhythm, Task

CALENDAR = SchoolCalendar()
AUTUMN = Rhythm(date(2026, 9, 1), date(2026, 10, 31), 4)


def themes(tasks, rhythm, **more) -> list[tuple]:
    return [(one.on.isoformat()[5:], one.stage, one.theme) for one in routing.lay(tasks, rhythm, CALENDAR, **more)]


def test_route_opens_goes_by_the_days_of_the_items_and_sums_up():
    tasks = [Task(1, "Чертёж моста", date(2026, 12, 1)), Task(2, "Дроби", date(2026, 9, 30))]

    assert themes(tasks, AUTUMN) == [
        ("09-03", MEETING, "Знакомство"),
        ("09-11", MEETING, "Пробная рабочая встреча"),
        ("09-18", MEETING, "Планирование"),
        ("09-28", MAIN, "Дроби"),
        ("10-05", MAIN, "Чертёж моста"),
        ("10-09", MAIN, "Чертёж моста"),
        ("10-15", MAIN, "Чертёж моста"),
        ("10-21", REVIEW, "Итоговая встреча"),
    ]


def test_mentor_meets_on_the_days_of_the_week_that_suit():
    found = routing.days(Rhythm(date(2026, 9, 1), date(2026, 9, 30), 4, frozenset({2})), CALENDAR)

    assert [day.isoformat() for day in found] == ["2026-09-01", "2026-09-08", "2026-09-22", "2026-09-29"]


def test_few_days_keep_the_first_and_the_last_meeting():
    one, two = Rhythm(date(2026, 9, 7), date(2026, 9, 7), 4), Rhythm(date(2026, 9, 7), date(2026, 9, 17), 4)

    assert [step.theme for step in routing.lay([], one, CALENDAR)] == ["Знакомство"]
    assert [step.theme for step in routing.lay([], two, CALENDAR)] == ["Знакомство", "Итоговая встреча"]


def test_meetings_that_are_behind_do_not_open_the_route_again():
    assert [step.stage for step in routing.lay([], AUTUMN, CALENDAR, opened=3)] == [MAIN] * 7 + [REVIEW]


@given(
    tasks=st.lists(
        st.builds(
            Task,
            key=st.integers(1, 10**6),
            theme=st.just("Пункт"),
            due=st.none() | st.dates(date(2026, 9, 1), date(2027, 5, 31)),
            weight=st.integers(1, 100),
        ),
        max_size=40,
        unique_by=lambda task: task.key,
    ),
    start=st.dates(date(2026, 9, 1), date(2027, 5, 1)),
    length=st.integers(0, 270),
    monthly=st.integers(1, 31),
    weekdays=st.frozensets(st.integers(1, 7)),
    opened=st.integers(0, 3),
)
def test_every_item_has_a_meeting_on_a_day_of_lessons(tasks, start, length, monthly, weekdays, opened):
    rhythm = Rhythm(start, start + timedelta(length), monthly, weekdays)
    steps = routing.lay(tasks, rhythm, CALENDAR, opened=opened)
    found = routing.days(rhythm, CALENDAR)

    assert [step.on for step in steps] == sorted(step.on for step in steps)
    assert {step.on for step in steps} == set(found)
    assert all(CALENDAR.is_working(day) and not CALENDAR.is_vacation(day) for day in found)
    if found:
        assert {step.item for step in steps if step.item} == {task.key for task in tasks}
        order = list(dict.fromkeys(step.item for step in steps if step.item))
        by_day = sorted(tasks, key=lambda task: (task.due is None, task.due or date.max))
        assert order == [task.key for task in by_day]
