"""A clock that a walk moves over its years."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from mentoring.calendar import zones

pytest.register_assert_rewrite("tests.cycles.walk", "tests.cycles.stages", "tests.cycles.script")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(zones.moment("Europe/Moscow", date(2026, 8, 3), 10), tick=False) as clock:
        yield clock
