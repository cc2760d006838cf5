"""Thousands of people: as many queries as for ten, and any part of a name is found by an index."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.accounts.keys import russian_key
from mentoring.people.models import Employment, Enrollment, Guardianship, Person, Position, StudyGroup

LIST = "admin:people_person_changelist"
MOST = 20


def crowd(school, first: int, number: int) -> None:
    """Add learners of one class with a guardian each, and colleagues."""
    own = {"organization": school}
    group, _ = StudyGroup.objects.get_or_create(**own, title="9 «А»", grade=9)
    post, _ = Position.objects.get_or_create(**own, title="учитель физики")
    learners, guardians, staff = (
        Person.objects.bulk_create(named(school, surname, given, one) for one in range(first, first + number))
        for surname, given in (("Рощин", "Лев"), ("Рощина", "Инна"), ("Ольхин", "Пётр"))
    )
    Enrollment.objects.bulk_create(Enrollment(**own, person=one, group=group) for one in learners)
    Employment.objects.bulk_create(Employment(**own, person=one, position=post) for one in staff)
    Guardianship.objects.bulk_create(
        Guardianship(**own, child=child, guardian=adult, right="mother")
        for child, adult in zip(learners, guardians, strict=True)
    )


def named(school, surname: str, given: str, number: int) -> Person:
    surname = f"{surname}-{number:05}"
    key = russian_key(f"{surname} {given}")
    return Person(
        organization=school, surname=surname, given=given, birth_date=date(2011, 5, 6), name_key=key, phone="1"
    )


def asked(curator, **query) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        answer = curator.get(LIST, query=query)
    assert answer.status_code == 200
    return len(seen)


@pytest.mark.parametrize("query", [{}, {"who": "learners"}, {"q": "рощин"}, {"who": "staff", "o": "-0"}])
def test_page_of_people_asks_the_same_for_ten_and_for_three_hundred(school, curator, query):
    crowd(school, 0, 10)
    asked(curator, **query)  # the first page of a process asks what it then remembers
    few = asked(curator, **query)

    crowd(school, 100, 100)

    assert (asked(curator, **query), few <= MOST) == (few, True)


def test_page_holds_fifty_people(school, curator):
    crowd(school, 0, 30)

    shown = curator.get(LIST).content.decode()

    assert shown.count('<th scope="row"') == 50


@pytest.mark.postgres_only
def test_any_part_of_a_name_is_found_by_an_index(school):
    crowd(school, 0, 4_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE people_person")
    found = Person.objects.filter(organization=school, name_key__contains="щин 0123")

    plan = found.explain()

    assert "person_name_parts" in plan
    assert found.count() == 10


@pytest.mark.parametrize("typed", ["Сёмушк", "семушкин петр", "ПЁТР СЕМ", "ушкин", "Петр Сёмушкин"])
def test_slash_finds_a_person_by_any_part_in_any_spelling(school, curator, typed):
    Person.objects.create(organization=school, surname="Сёмушкин-Лис", given="Пётр", patronymic="Ильич")

    shown = curator.get("search", query={"q": typed}).content.decode()

    assert "Сёмушкин-Лис Пётр Ильич" in shown
