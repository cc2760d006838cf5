"""Verbs of results change no row of another school, whoever hands them one."""

from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist

from mentoring.accounts.operations import Refused
from surveys import measuring, pairing, strengths
from surveys.models import Measure, Measurement, SwotLine, Thresholds
from surveys.tests import answered
from tests.cast import make_programme

DAYS = {"entry": date(2026, 9, 1), "exit": date(2026, 9, 1)}


@pytest.fixture
def stranger(other_curator):
    return other_curator.member


@pytest.fixture
def line(programme):
    return SwotLine.objects.create(
        organization=programme.organization, programme=programme, quadrant="threat", text="Мало времени"
    )


def test_strengths_are_not_touched_by_a_stranger(programme, line, stranger):
    deeds = (
        lambda: strengths.add(programme, "threat", "Чужое", by=stranger),
        lambda: strengths.change(line, "strength", "Чужое", version=1, by=stranger),
        lambda: strengths.drop(line, version=1, by=stranger),
        lambda: strengths.refresh(programme, by=stranger),
        lambda: strengths.bring_back(programme, by=stranger),
        lambda: strengths.set_thresholds(programme, Thresholds(), by=stranger),
    )

    for deed in deeds:
        with pytest.raises((ObjectDoesNotExist, Refused)):
            deed()

    assert list(SwotLine.objects.values_list("quadrant", "text", "dropped")) == [("threat", "Мало времени", False)]
    assert not Thresholds.objects.exists()


def test_values_of_a_measure_are_not_keyed_in_by_a_stranger(programme, people, stranger):
    measure = Measure.objects.create(organization=programme.organization, title="Математика")
    values = {(people[0].pk, "entry"): 7}

    with pytest.raises(ObjectDoesNotExist):
        measuring.key_in(measure, programme, values, days=DAYS, version=1, by=stranger)

    assert not Measurement.objects.exists()


def test_two_schools_may_measure_the_same(programme, stranger):
    Measure.objects.create(organization=programme.organization, title="Математика")

    made = measuring.add(Measure(title="Математика"), by=stranger)

    assert made.organization == stranger.organization


def test_conclusion_is_not_written_by_a_stranger(made, compared, stranger):
    before = compared.conclusion

    for row in (made.wave, compared):
        with pytest.raises(ObjectDoesNotExist):
            pairing.conclude(row, "Чужой вывод", version=row.version, by=stranger)

    compared.refresh_from_db()
    made.wave.refresh_from_db()
    assert (compared.conclusion, made.wave.conclusion) == (before, "")


def test_waves_of_two_schools_are_not_compared(made, stranger):
    edition = answered.make_questionnaire(stranger.organization)
    foreign = answered.make_wave(make_programme(stranger.organization), edition, [])

    with pytest.raises(Refused, match="одной организации"):
        pairing.compare(made.wave, foreign.wave, by=stranger)
