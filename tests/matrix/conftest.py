"""One world for all cells of a module: each cell is undone, the world once at the end."""

import pytest
from django.db import transaction

from tests.matrix import world as worlds


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
