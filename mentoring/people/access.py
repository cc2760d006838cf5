"""People of the school and their way into the system: one person, one place."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Prefetch, Q

from mentoring.access import Role
from mentoring.accounts import inviting, schooldays
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.people.models import Affiliation, Employment, Person


@transaction.atomic
def invite(person: Person, roles: Iterable[Role], *, by: Membership) -> Membership:
    """Give a person of the school a place with these roles; the code is made by `inviting.issue`."""
    row = Person.objects.select_for_update(of=("self",)).select_related("organization", "membership").get(pk=person.pk)
    if row.membership and not row.membership.ended_at:
        raise Refused(f"{row.full_name}: доступ уже есть, роли меняются на странице «Доступ сотрудников».")
    if Role.PARTNER in roles and not curates_partner(row, schooldays.today(row.organization)):
        raise Refused(f"{row.full_name}: отметьте на карточке, что это куратор от партнёра, затем дайте эту роль.")
    row.membership = inviting.invite(row.organization, row.full_name, roles, email=row.email, by=by)
    row.version += 1
    row.save(update_fields=["membership", "version"])
    return row.membership


def without(organization: Organization, today: date):
    """Return those who work here today, or curate a partner, and cannot sign in, with the positions they hold."""
    working = Employment.objects.on(today).filter(organization=organization)
    curating = Affiliation.objects.on(today).filter(organization=organization, curates=True)
    return (
        Person.objects.filter(Q(employments__in=working) | Q(affiliations__in=curating), organization=organization)
        .exclude(membership__isnull=False, membership__ended_at=None)
        .distinct()
        .prefetch_related(
            Prefetch("employments", working.select_related("position"), "held"),
            Prefetch("affiliations", curating.select_related("partner"), "curated"),
        )
    )


def usual_roles(person: Person, today: date) -> list[Role]:
    """Return the roles that the duties of a person suggest, here or with a partner."""
    duties = set(Employment.objects.on(today).filter(person=person).values_list("duty", flat=True))
    named = {Employment.Duty.HEAD: Role.DIRECTOR} | {role.value: role for role in Role}
    curates = curates_partner(person, today)
    return sorted([named[duty] for duty in duties if duty in named] + ([Role.PARTNER] if curates else []))


def curates_partner(person: Person, today: date) -> bool:
    """Tell whether somebody leads a partner's part of the programme today."""
    return Affiliation.objects.on(today).filter(person=person, curates=True).exists()
