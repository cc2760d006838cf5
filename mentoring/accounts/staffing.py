"""Those who have access to a school: what they may do, how they stand, how their access ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mentoring.access import ROLE_WORDS, Role
from mentoring.accounts import inviting, journal, schooldays
from mentoring.accounts.models import Grant, Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.calendar import words, zones


@dataclass(frozen=True)
class Standing:
    """How a member's access stands, as a tone and words."""

    tone: str
    words: str


def everybody(organization: Organization):
    """Return all who have or had access, with what a list shows of them."""
    return (
        Membership.objects.filter(organization=organization)
        .select_related("user", "organization")
        .prefetch_related("grants", "invitations")
    )


def standing(membership: Membership, now: datetime) -> Standing:
    """Tell how the access of this member stands; their invitations are loaded beforehand."""
    codes = sorted(membership.invitations.all(), key=lambda code: code.created_at)
    last = codes[-1] if codes else None
    is_open = last and not last.used_at and not last.revoked_at and last.expires_at > now
    until = f"до {schooldays.moment_words(membership.organization, last.expires_at)}" if is_open else ""
    if membership.ended_at:
        return Standing("", f"доступ закрыт {_day(membership, membership.ended_at)}")
    if membership.user:
        return Standing("ok", f"работает, код для пароля {until}" if until else "работает")
    if until:
        return Standing("go", f"приглашение действует {until}")
    if last is None:
        return Standing("warn", "кода ещё нет")
    return Standing("warn", "приглашение отозвано" if last.revoked_at else "приглашение истекло")


def _day(membership, moment: datetime) -> str:
    return words.day_month(zones.local(membership.organization.zone, moment).date())


@transaction.atomic
def change(
    membership: Membership, *, name: str, email: str, roles: Iterable[Role], version: int, by: Membership
) -> Membership:
    """Change who somebody is here and what they may do; counts from their next request."""
    row = Membership.objects.select_for_update(of=("self",)).select_related("organization").get(pk=membership.pk)
    roles = set(roles)
    _refuse_change(row, roles, version, by)
    before = {"name": row.name, "email": row.email, "roles": row.role_words}
    row.name, row.email, row.version = name, email, row.version + 1
    row.save()
    row.grants.exclude(role__in=roles).delete()
    for role in sorted(roles - row.roles):
        Grant.objects.create(organization=row.organization, membership=row, role=role)
    after = {"name": name, "email": email, "roles": row.role_words}
    journal.write(row.organization, "membership.change", row, by=by, before=before, after=after)
    return row


def _refuse_change(row: Membership, roles: set[str], version: int, by: Membership) -> None:
    if row.ended_at:
        raise Refused(f"{row.name}: доступ уже закрыт, менять нечего.")
    if row.version != version:
        raise Refused(
            f"Не сохранено: пока вы правили, это изменил кто-то ещё. Сейчас: {row.name}, {row.email or 'без почты'}, "
            f"{row.role_words}. Проверьте и сохраните снова."
        )
    if not roles:
        raise Refused("Отметьте хотя бы одну роль. Если человек больше не работает, закройте ему доступ.")
    if row.pk == by.pk and roles != row.roles:
        raise Refused("Свои роли себе не меняют: попросите другого сотрудника с этим правом.")
    if strange := roles - set(inviting.offered_roles(row.organization)):
        raise Refused(f"В этой организации нет роли «{ROLE_WORDS[strange.pop()]}».")


@transaction.atomic
def close(membership: Membership, *, by: Membership) -> Membership:
    """End the access at once: pages, links, feeds and codes; what was done stays in the journal."""
    row = Membership.objects.select_for_update(of=("self",)).select_related("organization").get(pk=membership.pk)
    if row.ended_at:
        raise Refused(f"{row.name}: доступ уже закрыт.")
    if row.pk == by.pk:
        raise Refused("Свой доступ себе не закрывают: попросите другого сотрудника с этим правом.")
    now = timezone.now()
    row.ended_at, row.version = now, row.version + 1
    row.save(update_fields=["ended_at", "version"])
    inviting.forget_codes(row)
    row.links.filter(revoked_at=None).update(revoked_at=now)
    journal.write(row.organization, "membership.close", row, by=by, before={"roles": row.role_words})
    return row
