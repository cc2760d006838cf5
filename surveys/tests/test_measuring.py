"""Measures beside questionnaires: keyed in as one table, refused where a value cannot be."""

from datetime import date
from decimal import Decimal

import pytest

from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.registry.models import Mentee
from surveys import measuring
from surveys.models import Measure, Measurement
from surveys.tests import answered

DAYS = {"entry": date(2026, 9, 2), "exit": date(2026, 9, 3)}


@pytest.fixture
def people(programme):
    return answered.make_people(programme, 3)


@pytest.fixture
def measure(school):
    return Measure.objects.create(organization=school, title="Средний балл", low=2, high=5)


@pytest.fixture
def keyed(measure, programme, curator):
    """Return a way of keying in values as the curator."""

    def key_in(values: dict, *, version: int = 1, days: dict = DAYS) -> int:
        given = {key: value if value is None else Decimal(value) for key, value in values.items()}
        return measuring.key_in(measure, programme, given, days=days, version=version, by=curator.member)

    return key_in


def kept() -> list[tuple]:
    return sorted(Measurement.objects.values_list("person", "moment", "value", "on"))


def test_whole_table_is_kept_at_once(keyed, people):
    first, second, _ = (one.pk for one in people)

    touched = keyed({(first, "entry"): "3.5", (first, "exit"): "4", (second, "entry"): None})

    assert touched == 2
    assert kept() == [
        (first, "entry", Decimal("3.50"), DAYS["entry"]),
        (first, "exit", Decimal("4.00"), DAYS["exit"]),
    ]


def test_value_is_changed_emptied_and_left(keyed, people):
    first, second, third = (one.pk for one in people)
    keyed({(one, "entry"): "3" for one in (first, second, third)})

    touched = keyed({(first, "entry"): "4", (second, "entry"): None, (third, "entry"): "3"}, version=2)

    assert touched == 2
    assert [(person, value) for person, _, value, _ in kept()] == [(first, 4), (third, 3)]


def test_same_values_change_nothing(keyed, people, measure):
    keyed({(people[0].pk, "entry"): "3"})

    assert keyed({(people[0].pk, "entry"): "3"}, version=2) == 0
    measure.refresh_from_db()
    assert measure.version == 2


def test_stale_table_is_refused(keyed, people):
    keyed({(people[0].pk, "entry"): "3"})

    with pytest.raises(Refused, match="изменил кто-то ещё"):
        keyed({(people[0].pk, "entry"): "4"})


@pytest.mark.parametrize("value", ["1.99", "5.01"])
def test_value_beyond_the_bounds_is_refused(keyed, people, value: str):
    with pytest.raises(Refused, match="нужно от 2 до 5"):
        keyed({(people[0].pk, "entry"): value})

    assert kept() == []


def test_person_who_is_no_mentee_is_refused(keyed, people):
    Mentee.objects.filter(person=people[0]).update(state=Mentee.State.LEFT)

    with pytest.raises(Refused, match="в программе больше нет"):
        keyed({(people[0].pk, "entry"): "3"})


def test_day_to_come_is_refused(keyed, people, school):
    later = schooldays.today(school).replace(year=2099)

    with pytest.raises(Refused, match="ещё не наступил"):
        keyed({(people[0].pk, "entry"): "3"}, days=DAYS | {"exit": later})


def test_same_title_is_refused(measure, curator):
    with pytest.raises(Refused, match="уже есть"):
        measuring.add(Measure(title="Средний балл", low=0, high=1), by=curator.member)


def test_empty_measure_is_removed_and_a_filled_one_is_not(measure, keyed, people, curator):
    keyed({(people[0].pk, "entry"): "3"})

    with pytest.raises(Refused, match="уже внесены значения"):
        measuring.remove(measure, by=curator.member)

    Measurement.objects.all().delete()
    measuring.remove(measure, by=curator.member)
    assert not Measure.objects.exists()
