"""One-time tokens of forms: a double click, a retry or the back button has one effect."""

import secrets

from django.core import signing

from mentoring.accounts.models import Operation


class Refused(Exception):
    """A deed that the state of things forbids; carries the Russian sentence shown to the person."""


class StaleForm(Refused):
    """A form without its own token: sent by another member, for another deed, or cut."""

    def __init__(self):
        super().__init__("Страница устарела. Ничего не изменено: откройте её заново и повторите.")


def _signer(membership, action) -> signing.Signer:
    return signing.Signer(salt=f"operation:{membership.pk}:{action}")


def offer(membership, action: str) -> str:
    """Make a token bound to this member and this deed."""
    return _signer(membership, action).sign(secrets.token_urlsafe(12))


def spend(membership, action: str, token: str) -> tuple[Operation, bool]:
    """Spend a token in the current transaction; return its operation and whether it is the first time."""
    try:
        value = _signer(membership, action).unsign(token)
    except signing.BadSignature:
        raise StaleForm from None
    return Operation.objects.get_or_create(
        token=value,
        defaults={"organization_id": membership.organization_id, "membership": membership, "action": action},
    )


def settle(operation: Operation, result_url: str) -> None:
    """Remember where the deed led, for whoever sends the same form again."""
    operation.result_url = result_url[:500]
    operation.save(update_fields=["result_url"])
