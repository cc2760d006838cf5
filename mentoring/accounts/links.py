"""Personal links: 128 bits and more, only the hash is stored, they expire and can be revoked."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.utils import timezone

from mentoring import access
from mentoring.accounts.membership import site_path
from mentoring.accounts.models import Membership, Organization, PersonalLink


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make(
    organization: Organization,
    purpose: str,
    subject: str,
    *,
    person_name: str = "",
    membership: Membership | None = None,
    lasts: timedelta,
) -> tuple[PersonalLink, str]:
    """Make a link; its token is returned this once and never kept."""
    token = secrets.token_urlsafe(24)
    link = PersonalLink.objects.create(
        organization=organization,
        purpose=purpose,
        subject=subject,
        person_name=person_name,
        membership=membership,
        token_hash=token_hash(token),
        expires_at=timezone.now() + lasts,
    )
    return link, token


def make_many(organization: Organization, purpose: str, subjects: Iterable[str], *, lasts: timedelta) -> dict[str, str]:
    """Make a link for each subject; the tokens are returned this once, by subject."""
    ends = timezone.now() + lasts
    tokens = {subject: secrets.token_urlsafe(24) for subject in subjects}
    PersonalLink.objects.bulk_create(
        PersonalLink(
            organization=organization,
            purpose=purpose,
            subject=subject,
            token_hash=token_hash(token),
            expires_at=ends,
        )
        for subject, token in tokens.items()
    )
    return tokens


def address(page: str, token: str) -> str:
    """Return the whole address of a page by a link: it belongs to no school's own pages."""
    return f"{settings.SITE_URL}{site_path(page, token)}"


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


def secret_page(view):
    """Mark a page whose address is a secret: open to anybody, its address told to nobody, kept by no cache.

    It leads on to a clean address: a form on a page without referrer would not pass the check of its origin.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    answer.action = access.PUBLIC
    return answer
