"""A family for tests of consents: a child, a mother who may sign, the kinds of the school."""

from dataclasses import dataclass
from datetime import date

from mentoring.accounts.models import Organization
from mentoring.people.consents import usual
from mentoring.people.models import ConsentKind, Enrollment, Guardianship, Person, StudyGroup


@dataclass(frozen=True)
class Family:
    child: Person
    mother: Person
    group: StudyGroup
    kinds: dict[str, ConsentKind]

    @property
    def signed(self) -> dict:
        """Return what the mother's signature is to a verb."""
        return {"right": "mother", "given_by": self.mother}


def make_person(school: Organization, surname: str, given: str = "Майя", birth: date | None = None) -> Person:
    return Person.objects.create(organization=school, surname=surname, given=given, birth_date=birth)


def make_group(school: Organization, title: str) -> StudyGroup:
    return StudyGroup.objects.get_or_create(organization=school, title=title)[0]


def make_child(school: Organization, birth: date | None = date(2014, 5, 4), *, surname="Орлова", group="6 «А»"):
    child = make_person(school, surname, birth=birth)
    Enrollment.objects.create(organization=school, person=child, group=make_group(school, group))
    return child


def make_family(school: Organization, birth: date | None = date(2014, 5, 4), **facts) -> Family:
    child, mother = make_child(school, birth, **facts), make_person(school, "Орлова", "Ирина", date(1985, 3, 2))
    Guardianship.objects.create(organization=school, child=child, guardian=mother, right="mother")
    rows = ConsentKind.objects.filter(organization=school)
    kinds = {kind.code: kind for kind in rows or usual.take_usual(school, by=None)}
    return Family(child, mother, make_group(school, facts.get("group", "6 «А»")), kinds)
