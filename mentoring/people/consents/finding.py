"""Whose consents a member keeps, and how they are found: by class, by name, by what they lack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from mentoring import access
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership
from mentoring.people import ages
from mentoring.people.consents import rules
from mentoring.people.models import Affiliation, Consent, ConsentKind, Employment, Enrollment, Person
from mentoring.people.models.persons import learners_of

LEARNERS, GROWN = "learners", "grown"
LACKING, SOON, REFUSED = "lacking", "soon", "refused"


@dataclass(frozen=True)
class Sought:
    """What somebody looks for: who, of which class, by which part of a name, lacking what."""

    who: str = LEARNERS
    group: int | None = None
    name: str = ""
    kind: int | None = None
    state: str = ""

    @property
    def narrowed(self) -> bool:
        return self != Sought()


def reached(member: Membership) -> QuerySet[Person]:
    """Return whose consents this member may see: a class teacher's own class, everybody for the others."""
    people = Person.objects.visible_to(member)
    if not access.of_own_class(member.roles, "consents.see"):
        return people
    return people.filter(pk__in=learners_of(member).values("pk"))


def found(member: Membership, sought: Sought, kinds: Sequence[ConsentKind], today: date) -> QuerySet[Person]:
    """Return the people who are looked for, by name."""
    people = of_sort(reached(member), sought, today)
    for word in russian_key(sought.name).split():
        people = people.filter(name_key__contains=word)
    asked = [kind for kind in kinds if _asked(kind, sought)]
    if sought.state == LACKING:
        return people.filter(_any([lacks(kind, sought.who, today) for kind in asked]))
    if sought.state == SOON:
        return people.filter(_any([_soon(kind, today) for kind in asked]))
    if sought.state == REFUSED:
        return people.filter(_any([_taken_back(kind) & lacks(kind, sought.who, today) for kind in asked]))
    return people


def of_sort(people: QuerySet[Person], sought: Sought, today: date) -> QuerySet[Person]:
    """Narrow people to learners, of one class perhaps, or to those who are no learners."""
    studying = Enrollment.objects.on(today)
    if sought.who == GROWN:
        work = Q(pk__in=Employment.objects.on(today).values("person"))
        side = Q(pk__in=Affiliation.objects.on(today).values("person"))
        return people.filter(work | side).exclude(pk__in=studying.values("person"))
    if sought.group:
        studying = studying.filter(group=sought.group)
    return people.filter(pk__in=studying.values("person"))


def lacks(kind: ConsentKind, who: str, today: date) -> Q:
    """Say in the database's words what `rules.standing` says in values: the purpose is closed for the person."""
    of_age = rules.birthday_before(today, ages.OF_AGE)
    adult = Q(birth_date__lte=of_age) | Q(birth_date=None) if who == GROWN else Q(birth_date__lte=of_age)
    minor = Q(birth_date__gt=of_age) if who == GROWN else Q(birth_date__gt=of_age) | Q(birth_date=None)
    concerned = {"adult": adult, "minor": minor}.get(kind.whose, Q())
    return concerned & ~Exists(_valid(kind, today))


def _valid(kind: ConsentKind, today: date) -> QuerySet[Consent]:
    """Return the acts on which one may rest; what a parent signed ends before the child is of age."""
    childs = Q(person__birth_date=None) | Q(person__birth_date__gt=rules.birthday_before(today, ages.OF_AGE))
    acts = Consent.objects.filter(person=OuterRef("pk"), organization=kind.organization_id, kind=kind)
    return acts.valid(today).filter(Q(given_by=None) | childs)


def _soon(kind: ConsentKind, today: date) -> Q:
    last = today + timedelta(rules.SOON)
    ending, lasting = _valid(kind, today).filter(until__lte=last), Q(until=None) | Q(until__gt=last)
    return Exists(ending) & ~Exists(_valid(kind, today).filter(lasting))


def _taken_back(kind: ConsentKind) -> Q:
    acts = Consent.objects.filter(person=OuterRef("pk"), organization=kind.organization_id, kind=kind)
    return Q(Exists(acts.filter(Q(refused=True) | Q(withdrawn_on__isnull=False))))


def _asked(kind: ConsentKind, sought: Sought) -> bool:
    """Without a chosen purpose «lacking» means what the programme cannot do without."""
    if sought.kind:
        return kind.pk == sought.kind
    return sought.state != LACKING or kind.gate == ConsentKind.Gate.PROGRAMME


def _any(conditions: Sequence[Q]) -> Q:
    whole = Q(pk__in=[])
    for condition in conditions:
        whole |= condition
    return whole
