"""Personal links: 128 bits and more, only the hash is stored, they expire and can be revoked."""

import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone

from mentoring.accounts.models import Organization, PersonalLink


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make(
    organization: Organization, purpose: str, subject: str, *, person_name: str = "", lasts: timedelta
) -> tuple[PersonalLink, str]:
    """Make a link; its token is returned this once and never kept."""
    token = secrets.token_urlsafe(24)
    link = PersonalLink.objects.create(
        organization=organization,
        purpose=purpose,
        subject=subject,
        person_name=person_name,
        token_hash=token_hash(token),
        expires_at=timezone.now() + lasts,
    )
    return link, token


def find(token: str, *, purpose: str) -> PersonalLink | None:
    """Return the live link of this purpose; used, expired, revoked and guessed ones are all None."""
    return (
        PersonalLink.objects.filter(
            token_hash=token_hash(token),
            purpose=purpose,
            revoked_at=None,
            used_at=None,
            expires_at__gt=timezone.now(),
        )
        .select_related("organization")
        .first()
    )


def revoke(link: PersonalLink) -> None:
    """Close the link at once."""
    PersonalLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())
