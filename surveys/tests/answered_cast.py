"""A named wave, one without names, and a comparison, for the tests of pages and files of results."""

from datetime import date

import pytest

from surveys import pairing
from surveys.models import Comparison, Wave
from surveys.tests import answered


@pytest.fixture
def people(programme):
    return answered.make_people(programme, 30)


@pytest.fixture
def made(programme, people):
    return answered.make_wave(programme, answered.make_questionnaire(programme.organization), people)


@pytest.fixture
def nameless(programme, people):
    return answered.make_wave(
        programme,
        answered.make_questionnaire(programme.organization),
        people,
        anonymous=True,
        moment=Wave.Moment.ONCE,
        title="Без имён",
    )


@pytest.fixture
def compared(programme, people, made, curator) -> Comparison:
    leave = answered.make_wave(
        programme, made.wave.edition, people, seed=3, moment=Wave.Moment.EXIT, opens_on=date(2027, 5, 3)
    )
    return pairing.compare(made.wave, leave.wave, by=curator.member)


def text(answer) -> str:
    """Return the page that was given."""
    assert answer.status_code == 200
    return answer.content.decode()
