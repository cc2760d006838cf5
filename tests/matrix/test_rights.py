"""The table of rights is the one written by hand, line by line, whatever the pages make of it."""

import pytest

from mentoring.access import ACTIONS
from tests.matrix.expectations import MAY


@pytest.mark.parametrize("action", sorted(ACTIONS | MAY))
def test_right_belongs_to_the_roles_written_by_hand(action: str):
    assert set(ACTIONS[action]) == set(MAY[action].split())
