import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from hypothesis import settings

from mentoring.notifications.health import planned_reminders
from reports.desk.management.commands.doctor import examine
from roadmap.health import dated_plans
from roadmap.models import Roadmap
from tests import remembered
from tests.cast import curator, director, other_curator, other_school, programme, school  # noqa: F401
from tests.installation import demo_installation, empty_place, installation, server  # noqa: F401

# The same examples on every machine: a red run elsewhere must be red here too.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    # A server of our own goes with all its databases; dropping one first would only wait for the last connection.
    own = os.environ["TEST_ENGINE"] == "postgresql" and "TEST_DATABASE_URL" not in os.environ
    return own or request.config.getoption("reuse_db")


@pytest.fixture(scope="session")
def remembered_tables() -> Iterator[Path]:
    kept = remembered.place()
    with remembered.recalled(kept):
        yield kept


@pytest.fixture(scope="session")
def django_db_setup(remembered_tables: Path, django_db_setup: None, django_db_blocker) -> None:
    if not remembered_tables.exists():
        with django_db_blocker.unblock():
            remembered.keep(remembered_tables)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    # The cache in the database goes with the test's transaction; Redis would keep rate limits for the next test.
    if os.environ["TEST_ENGINE"] == "postgresql":
        cache.clear()


@pytest.fixture(autouse=True)
def healthy_after_a_journey(request: pytest.FixtureRequest) -> Iterator[None]:
    """Ask the doctor after each journey, while its rows are still there."""
    is_journey = "live_server" in request.fixturenames
    if is_journey:
        request.getfixturevalue("live_server")
    yield
    if is_journey:
        drawn_by_hand = Roadmap.objects.filter(origin="").exists()  # dates of the cast follow the test, not the text
        assert examine(without={dated_plans, planned_reminders} if drawn_by_hand else set()) == []
