import pytest

from mentoring.access import Role
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.people import access
from mentoring.people.models import Person


@pytest.fixture
def person(school):
    return Person.objects.create(
        organization=school, surname="Ёлкина", given="Мария", patronymic="Петровна", email="maria@example.org"
    )


def test_invited_person_and_their_place_are_linked(person, director):
    place = access.invite(person, [Role.METHODIST], by=director.member)

    assert Person.objects.get().membership == place
    assert (place.name, place.email, place.roles) == ("Ёлкина Мария Петровна", "maria@example.org", {"methodist"})


def test_person_with_access_is_not_invited_twice(person, director):
    access.invite(person, [Role.METHODIST], by=director.member)

    with pytest.raises(Refused, match="доступ уже есть"):
        access.invite(person, [Role.DEPUTY], by=director.member)

    assert Membership.objects.filter(name=person.full_name).count() == 1


def test_person_whose_access_was_closed_gets_a_new_place(person, director):
    old = access.invite(person, [Role.METHODIST], by=director.member)
    Membership.objects.filter(pk=old.pk).update(ended_at="2026-09-01T09:00:00Z")

    new = access.invite(person, [Role.DEPUTY], by=director.member)

    assert Person.objects.get().membership == new != old
