"""What tests of the matching have in common: a form, two who wait and two who help, a draft."""

import pytest

from mentoring.pairs.models import Run
from mentoring.pairs.tests.desk_cast import begun, make_form, two_and_two


@pytest.fixture
def form(programme):
    return make_form(programme)


@pytest.fixture
def people(programme, form):
    return two_and_two(programme, form)


@pytest.fixture
def run(programme, form, people, curator) -> Run:
    return begun(programme, form, curator.member)
