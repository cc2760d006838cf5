import pytest

from mentoring.accounts import schooldays
from practices.models import Gathering
from practices.tests import cast


@pytest.fixture(autouse=True)
def frozen_day(monkeypatch):
    monkeypatch.setattr(schooldays, "today", lambda organization: cast.TODAY)


@pytest.fixture
def gathering(programme, curator) -> Gathering:
    return cast.gathering(programme, curator.member)
