"""Consents of the invented people: most signed in September, some lacking, refused, withdrawn or about to end."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership, Organization
from mentoring.people.consents import gates, giving, withdrawing
from mentoring.people.models import Affiliation, ConsentKind, Employment, Enrollment, Guardianship, Person

CHILDS = ("pd_processing_minor", "participation_minor")


def sign(organization: Organization, *, by: Membership) -> None:
    """Let every family answer as real ones do: the same answers every time."""
    today = schooldays.today(organization)
    kinds = {kind.code: kind for kind in ConsentKind.objects.filter(organization=organization)}
    learners = Enrollment.objects.on(today).filter(organization=organization).order_by("person")
    for number, row in enumerate(learners.select_related("person__organization")):
        day = today - timedelta(days=70 + number % 15)
        own = _signature(row.person, day)
        for code in _asked(number, adult=own["right"] == "self"):
            on = _old(today) if code == CHILDS[0] and number % 9 == 2 else day
            acts = _signature(row.person, on) if on != day else own
            consent = giving.give(row.person, kinds[code], on=on, **acts, by=by)
            if code == "image_use" and number % 13 == 7:
                withdrawing.withdraw(consent, on=today - timedelta(days=2), words_of="заявление", version=1, by=by)
        if number % 11 == 4:
            refusing = {name: own[name] for name in ("right", "given_by")}
            giving.refuse(row.person, kinds["image_use"], on=day, **refusing, by=by)
    working = (model.objects.on(today).filter(organization=organization) for model in (Employment, Affiliation))
    staff, outside = (rows.values("person") for rows in working)
    grown = Person.objects.filter(Q(pk__in=staff) | Q(pk__in=outside))
    for number, person in enumerate(grown.order_by("pk")):
        if number % 5 != 4:
            giving.give(person, kinds["pd_processing_adult"], on=today - timedelta(days=75), by=by)


def _asked(number: int, *, adult: bool) -> Iterator[str]:
    """Name what a family has signed: some nothing, some only a part."""
    if number % 7 == 6:
        return
    yield from ("pd_processing_adult",) if adult else CHILDS[: 1 if number % 7 == 5 else 2]
    if number % 11 != 4 and number % 3:
        yield "image_use"
    if number % 4 == 0:
        yield "pd_distribution"


def _signature(person: Person, day: date) -> dict:
    """Say who signs for this learner on this day."""
    subject = gates.subjects_of(person.organization, [person.pk], day)[person.pk]
    if not subject.is_minor(day):
        return {"right": "self", "given_by": None, "co_signed": False}
    guardian = Guardianship.objects.filter(child=person).select_related("guardian").order_by("pk")[0]
    return {"right": guardian.right, "given_by": guardian.guardian, "co_signed": subject.signs_too(day)}


def _old(today: date) -> date:
    """Return a day two years ago: what was signed then ends within a month."""
    return date(today.year - 2, today.month, min(today.day, 28)) + timedelta(days=20)
