from datetime import UTC, date, datetime

import pytest
import time_machine

from reports.desk import overview, progress
from reports.desk.overview import Tally
from roadmap.models import Roadmap
from roadmap.tests.cast import make_roadmap
from tests.cast import make_programme

TODAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def the_eighteenth_of_november():
    with time_machine.travel(datetime(2026, 11, 18, 6, tzinfo=UTC), tick=False):
        yield


@pytest.mark.parametrize(
    ("tally", "state"),
    [
        (Tally(), ("", "нет в плане")),
        (Tally(events=4), ("ok", "готово")),
        (Tally(events=4, unfinished=1, overdue=1, soon=2), ("bad", "просрочено")),
        (Tally(events=4, unfinished=3, overdue=3), ("bad", "просрочено: 3")),
        (Tally(events=4, unfinished=3, soon=2), ("warn", "2\u00a0срока за неделю")),
        (Tally(events=4, unfinished=4, start=date(2027, 4, 15)), ("", "с 15\u00a0апреля")),
        (Tally(events=4, unfinished=3, start=date(2026, 10, 1)), ("go", "идёт, 1 из 4")),
    ],
)
def test_stage_is_said_by_what_presses_most(tally, state):
    assert overview.readiness(tally, TODAY) == state


@pytest.mark.django_db
def test_stages_are_counted_by_events_and_pressed_by_dates(curator, school):
    make_roadmap(school)  # the first stage has one event done and one late since September, the second three open ones

    stages = overview.of_member(curator.member).stages

    assert [(stage["number"], stage["words"]) for stage in stages][:3] == [
        (1, "просрочено"),
        (2, "просрочено"),
        (3, "нет в плане"),
    ]


@pytest.mark.django_db
def test_table_names_what_is_missing_first_in_a_stage(curator, school):
    make_roadmap(school)

    rows = overview.table(overview.of_member(curator.member))

    assert [(row["words"], row["missing"]) for row in rows[:2]] == [
        ("просрочено, 1 из 2", "Родительские собрания"),
        ("просрочено, 0 из 3", "Опрос желающих: что поможет учёбе"),
    ]


@pytest.mark.django_db
def test_archived_and_second_plans_are_not_the_plan_in_force(curator, school):
    main = make_roadmap(school)
    make_roadmap(school, state=Roadmap.State.ARCHIVED)
    make_roadmap(school, state=Roadmap.State.SECOND)

    assert overview.of_member(curator.member).roadmap == main


@pytest.mark.django_db
def test_plan_of_another_school_is_never_counted(curator, school, other_school):
    make_roadmap(other_school, programme=make_programme(other_school))

    assert overview.of_member(curator.member).roadmap is None


def test_chart_shows_months_without_dates_too():
    chart = progress.chart([(date(2026, 9, 1), 2, 2), (date(2026, 11, 1), 6, 2)], TODAY)

    assert [bar.letter for bar in chart.bars] == ["сен", "окт", "ноя"]
    assert [(bar.planned_height, bar.done_height) for bar in chart.bars] == [(22, 22), (0, 0), (66, 22)]
    assert (chart.done, chart.words) == (2, "из 6 сроков ноября выполнено")


def test_chart_keeps_ten_months_around_today():
    months = [(date(2025 + n // 12, n % 12 + 1, 1), 1, 0) for n in range(36)]

    chart = progress.chart(months, TODAY)

    assert len(chart.bars) == 10
    assert [bar.letter for bar in chart.bars if bar.current] == ["ноя"]


def test_plan_without_dates_has_no_chart():
    assert progress.chart([], TODAY) is None
