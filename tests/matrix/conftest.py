"""One world for all cells of a module: each cell is undone, the world once at the end."""

from pathlib import Path

import pytest
from django.db import transaction

from tests.matrix import world as worlds


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the first cell time to make the world on a busy machine."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.timeout(600))


@pytest.fixture(scope="package")
def whole_world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world = worlds.make()
        yield world
        print(f"\n{world.cells} cells")
        transaction.set_rollback(True)


@pytest.fixture
def world(whole_world, db):
    return whole_world
