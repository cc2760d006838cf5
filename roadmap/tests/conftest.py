"""People and days of tests that remind."""

from datetime import date

import pytest
import time_machine

from mentoring.access import Role
from roadmap.tests.reminded import mailed, moment
from tests.cast import make_member


@pytest.fixture
def today():
    """A day on which nothing is due yet."""
    with time_machine.travel(moment(date(2026, 11, 2)), tick=False) as clock:
        yield clock


@pytest.fixture
def teacher(school):
    return mailed(make_member(school, Role.CLASS_TEACHER, name="Лунёва Дарья Павловна"))
