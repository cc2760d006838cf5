"""People of the school and their way into the system: one person, one place."""

from collections.abc import Iterable

from django.db import transaction

from mentoring.access import Role
from mentoring.accounts import inviting
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.people.models import Person


@transaction.atomic
def invite(person: Person, roles: Iterable[Role], *, by: Membership) -> Membership:
    """Give a person of the school a place with these roles; the code is made by `inviting.issue`."""
    row = Person.objects.select_for_update(of=("self",)).select_related("organization", "membership").get(pk=person.pk)
    if row.membership and not row.membership.ended_at:
        raise Refused(f"{row.full_name}: доступ уже есть, роли меняются на странице «Доступ сотрудников».")
    row.membership = inviting.invite(row.organization, row.full_name, roles, email=row.email, by=by)
    row.version += 1
    row.save(update_fields=["membership", "version"])
    return row.membership
