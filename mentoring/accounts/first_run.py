"""The one-time address at which an organization begins; it dies when the organization is there."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from mentoring.accounts.models import FirstRunAddress, Organization

LASTS = timedelta(hours=24)


def is_set_up() -> bool:
    """Tell whether this installation has an organization already."""
    return Organization.objects.exists()


@transaction.atomic
def make_address() -> str:
    """Make the address anew; the one before dies."""
    FirstRunAddress.objects.all().delete()
    token = secrets.token_urlsafe(24)
    FirstRunAddress.objects.create(token_hash=_hash(token), expires_at=timezone.now() + LASTS)
    return settings.SITE_URL + reverse("begin_link", args=[token])


def find(token: str) -> FirstRunAddress | None:
    """Return the address that this token opens, if it still does."""
    return _open().filter(token_hash=_hash(token)).first()


def is_open(address: int) -> bool:
    """Tell whether an address found before is still good."""
    return _open().filter(pk=address).exists()


def spend(address: int) -> bool:
    """Use the address up in the current transaction; False when somebody was first."""
    deleted, _ = _open().filter(pk=address).delete()
    return bool(deleted)


def _open():
    return FirstRunAddress.objects.filter(expires_at__gt=timezone.now())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
