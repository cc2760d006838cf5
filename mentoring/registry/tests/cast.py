"""Invented people of a school, and their consents."""

from collections.abc import Collection
from datetime import date

from mentoring.people.consents import usual
from mentoring.people.models import (
    Affiliation,
    Consent,
    ConsentKind,
    Employment,
    Enrollment,
    Guardianship,
    Partner,
    Person,
    Position,
    StudyGroup,
)

BORN = date(2012, 5, 6)


def person(school, surname: str, *, birth: date | None = None) -> Person:
    return Person.objects.create(
        organization=school, surname=surname, given="Ян", patronymic="Львович", birth_date=birth
    )


def learner(school, surname: str, *, birth: date | None = BORN) -> Person:
    """Make a learner of the only class, with a mother."""
    row = person(school, surname, birth=birth)
    group, _ = StudyGroup.objects.get_or_create(organization=school, title_key="8 а", defaults={"title": "8 «А»"})
    Enrollment.objects.create(organization=school, person=row, group=group)
    Guardianship.objects.create(organization=school, child=row, guardian=person(school, f"{surname}а"), right="mother")
    return row


def teacher(school, surname: str) -> Person:
    row = person(school, surname, birth=date(1984, 2, 3))
    position, _ = Position.objects.get_or_create(
        organization=school, title_key="учитель", defaults={"title": "учитель"}
    )
    Employment.objects.create(organization=school, person=row, position=position)
    return row


def outsider(school, surname: str) -> Person:
    """Make somebody who works with a partner."""
    row = person(school, surname, birth=date(1980, 2, 3))
    partner, _ = Partner.objects.get_or_create(organization=school, title_key="маяк", defaults={"title": "Маяк"})
    Affiliation.objects.create(organization=school, person=row, partner=partner)
    return row


def agree(who: Person, *, on: date, codes: Collection[str] | None = None, gate: str = "programme") -> list[Consent]:
    """Give the consents of a gate: of a parent for a child, of a grown person for themselves."""
    if usual.lacking(who.organization):
        usual.take_usual(who.organization, by=None)
    ward = who.guardianships.first()
    kinds = ConsentKind.objects.filter(organization=who.organization, gate=gate)
    if codes is not None:
        kinds = kinds.filter(code__in=codes)
    whose = ("any", "minor") if ward else ("any", "adult")
    signed = {"right": ward.right, "given_by": ward.guardian} if ward else {"right": "self"}
    return [
        Consent.objects.create(organization=who.organization, person=who, kind=kind, on=on, **signed)
        for kind in kinds.filter(whose__in=whose)
    ]
