"""Which programme a school works with, whoever else works with theirs."""

from datetime import date

import pytest

from mentoring.accounts.operations import Refused
from mentoring.programmes import listed
from tests.cast import make_programme


def test_programme_in_use_is_the_schools_own_though_another_began_later(programme, other_school, curator):
    make_programme(other_school, start=date(2026, 10, 1))

    assert listed.in_use(curator.member) == programme
    assert listed.needed(curator.member) == programme


def test_school_without_a_programme_is_told_what_to_do(programme, other_curator):
    assert listed.in_use(other_curator.member) is None
    with pytest.raises(Refused, match="Сначала заведите её"):
        listed.needed(other_curator.member)
