import pytest

from mentoring.access import Role
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.notifications.models import OutboxItem
from mentoring.people import access
from mentoring.people.models import Employment, Person, Position

Duty = Employment.Duty


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


def work(person, title="методист", duty=Employment.Duty.METHODIST, **dates) -> None:
    position = Position.objects.create(organization=person.organization, title=title)
    Employment.objects.create(organization=person.organization, person=person, position=position, duty=duty, **dates)


def test_list_offers_those_who_work_today_and_cannot_sign_in(person, director, school, other_school):
    work(person)
    gone = Person.objects.create(organization=school, surname="Ушедший", given="Иван")
    work(gone, "учитель", Duty.NONE, end="2020-05-31")
    foreign = Person.objects.create(organization=other_school, surname="Канарейкина", given="Чужая")
    work(foreign)
    known = Person.objects.create(organization=school, surname="Беляев", given="Олег", membership=director.member)
    work(known, "директор", Duty.HEAD)

    page = director.get("people_without_access").content.decode()

    assert "Ёлкина Мария Петровна" in page
    for name in ("Ушедший", "Канарейкина", "Беляев Олег<"):
        assert name not in page


def test_roles_are_proposed_by_the_duties_of_today(person, director):
    work(person)
    work(person, "директор", Duty.HEAD)

    form = director.get("person_access", person.pk).context["form"]

    assert form.initial["roles"] == ["director", "methodist"]


def test_person_with_mail_is_invited_by_letter(person, director):
    answer = director.post("person_access", person.pk, action="members.invite", data={"roles": ["methodist"]})

    assert answer.url == director.at("members")
    assert OutboxItem.objects.get().payload["to"] == "maria@example.org"
    assert Person.objects.get().membership.roles == {"methodist"}


def test_foreign_person_is_like_one_that_never_was(director, other_school):
    foreign = Person.objects.create(organization=other_school, surname="Канарейкина", given="Чужая")

    asked = [director.get("person_access", pk).status_code for pk in (foreign.pk, 10**6)]
    sent = director.post("person_access", foreign.pk, action="members.invite", data={"roles": ["methodist"]})

    assert (asked, sent.status_code) == ([404, 404], 404)
    assert Membership.objects.filter(organization=other_school).count() == 0
