"""Children who will soon be 14 or 18: from then on other signatures are needed."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from mentoring.accounts.models import Membership, Organization
from mentoring.people import ages
from mentoring.people.consents import finding, rules
from mentoring.people.models import Enrollment, Person

AHEAD = 30  # days
SHOWN = 20


@dataclass(frozen=True)
class Turning:
    """One child, the age to come and its day."""

    person: Person
    age: int
    day: date

    @property
    def what(self) -> str:
        """Say what is to be done by that day."""
        if self.age == ages.OF_AGE:
            return "согласия родителя кончатся: нужны собственные"
        return "новые согласия подписывают и родитель, и ребёнок"


def near(member: Membership, today: date) -> list[Turning]:
    """Return the learners whose signatures change within a month, the nearest first, in two queries."""
    own = finding.reached(member) & learners(member.organization, today)
    return of_days(own, today, today + timedelta(AHEAD))[:SHOWN]


def learners(organization: Organization, today: date) -> QuerySet[Person]:
    """Return who studies here today."""
    studying = Enrollment.objects.on(today).filter(organization=organization)
    return Person.objects.filter(organization=organization, pk__in=studying.values("person"))


def of_days(people: QuerySet[Person], first: date, last: date) -> list[Turning]:
    """Return those who turn 14 or 18 within these days, both included."""
    found = []
    for age in (rules.SIGNS_TOO, ages.OF_AGE):
        born = (rules.birthday_before(first, age) - timedelta(1), rules.birthday_before(last, age))
        for person in people.filter(birth_date__range=born).only("surname", "given", "patronymic", "birth_date"):
            day = rules.birthday(person.birth_date, age)
            if first <= day <= last:
                found.append(Turning(person, age, day))
    return sorted(found, key=lambda one: (one.day, one.person.pk))
