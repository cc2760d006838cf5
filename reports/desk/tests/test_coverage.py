"""Coverage on the curator's index: a chart and the same numbers as a table."""

from datetime import date
from decimal import Decimal

import pytest

from mentoring.access import Role
from mentoring.accounts import schooldays, vocabulary
from mentoring.pairs.covering import Share
from mentoring.pairs.tests import cast
from mentoring.programmes.models import Target
from reports.desk import coverage
from tests.cast import browse, make_member

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: date(2026, 11, 22))


def test_bars_and_goals_have_one_scale():
    shares = (
        Share("learners_mentees", 10, 100, Decimal(20), 2026),
        Share("learners_mentors", 0, 100),
        Share("teachers_mentees", 0, 0, Decimal("2.5"), 2025),
        Share("teachers_mentors", 23, 100, Decimal(12), 2026),
    )

    drawn = coverage.chart(shares, vocabulary.SCHOOL)

    assert [(line.length, line.goal) for line in drawn.lines] == [(120, 241), (0, None), (0, 30), (278, 145)]
    assert [line.reached for line in drawn.lines] == [False, False, False, True]
    assert drawn.description == (
        f"Охват по группам. Ученики — наставляемые: 10{NBSP}%, цель 20{NBSP}%; Ученики — наставники: 0{NBSP}%; "
        f"Сотрудники — наставляемые: —, цель 2,5{NBSP}%; Сотрудники — наставники: 23{NBSP}%, цель 12{NBSP}%."
    )


def test_nothing_is_drawn_before_the_first_pair(programme, curator, school):
    Target.objects.create(organization=school, year=2026, group="learners_mentees", percent=10)
    cast.project(programme, curator.member)

    assert "Охват парами" not in curator.get("admin:index").content.decode()


def test_index_shows_the_chart_and_the_table(programme, curator, school):
    cast.working(programme, curator.member)
    Target.objects.create(organization=school, year=2026, group="learners_mentees", percent=10)

    page = curator.get("admin:index").content.decode().replace(NBSP, " ")

    assert "Охват парами и группами" in page
    assert "Ученики — наставляемые: 100 %, цель 10 %" in page
    assert "<td>1</td><td>1</td><td>100 %</td><td>10 % (2026)</td>" in page


def test_class_teacher_is_told_nothing_of_the_whole_school(programme, curator, school):
    cast.working(programme, curator.member)
    teacher = browse(make_member(school, Role.CLASS_TEACHER))

    assert "Охват парами" not in teacher.get("start").content.decode()
