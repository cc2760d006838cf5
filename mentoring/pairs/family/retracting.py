"""A consent is taken back on the family's page, by whoever has signed it; without it the work may stop."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.pairs.family import office
from mentoring.pairs.family.places import Place
from mentoring.pairs.models import Side
from mentoring.people import ages, consents
from mentoring.people.consents import giving, withdrawing
from mentoring.people.models import Consent, ConsentKind, Person


def in_force(place: Place, day: date) -> QuerySet[Consent]:
    """Return what is agreed to for the mentees of a place: the act of a parent ends as the child comes of age."""
    rows = Consent.objects.filter(person__in=[one.pk for one in place.learners]).valid(day)
    birth = place.person.birth_date
    of_child = place.side == Side.PARENT or (birth is not None and ages.is_minor(birth, day))
    return rows if of_child else rows.filter(given_by=None)


def signed_by(place: Place) -> QuerySet[Consent]:
    """Return the acts, withdrawn ones too, that bear the signature of whoever holds the place."""
    rows = Consent.objects.filter(person__in=[one.pk for one in place.learners], refused=False)
    if place.side == Side.PARENT:
        return rows.filter(given_by=place.person)
    return rows.filter(Q(given_by=None) | Q(co_signed=True))


def withdrawn(place: Place) -> QuerySet[Consent]:
    """Return what was taken back for the mentees of a place, the last first."""
    rows = Consent.objects.filter(person__in=[one.pk for one in place.learners], withdrawn_on__isnull=False)
    return rows.order_by("-withdrawn_on", "-pk")


def also_signed(consent: Consent, day: date) -> bool:
    """Tell whether somebody else's act under this purpose falls with this one."""
    same = Consent.objects.filter(person=consent.person_id, kind=consent.kind_id).valid(day)
    return same.exclude(given_by=consent.given_by_id).exists()


def stopped(place: Place, day: date) -> list[Person]:
    """Return the mentees of a place who have no consent to the programme on this day."""
    people = [one.pk for one in place.learners]
    lacks = consents.missing(people, ConsentKind.Gate.PROGRAMME, day, organization=place.pair.organization)
    return [one for one in place.learners if lacks[one.pk]]


@transaction.atomic
def withdraw(place: Place, consent: Consent) -> None:
    """Take a consent back on the word of who signed it and call the curators; asked twice it is done once."""
    giving.locked(consent.person)
    row = giving.of_version(consent)
    if row.withdrawn_on:
        return
    today = schooldays.today(place.pair.organization)
    if not (in_force(place, today) & signed_by(place)).filter(pk=row.pk).exists():
        raise Refused("Этого согласия в силе уже нет: отзывать нечего. Обновите страницу.")
    whose = row.get_right_display() if place.side == Side.PARENT else place.side.label
    words_of = f"по личной ссылке: {whose}"
    withdrawing.withdraw(row, on=today, words_of=words_of, version=row.version, by=None)
    curators = office.holders(row.organization, {Role.CURATOR})
    office.write(curators, "withdrawn", "consents_of", row.person_id, key=f"withdrawn:{row.pk}")
