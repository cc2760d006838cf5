"""The sample of diaries: each month a lot draws a few entries, and the other side says whether it was so."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from mentoring.accounts import journal
from mentoring.accounts.models import Organization
from mentoring.accounts.operations import Refused
from mentoring.pairs.models import Confirmation, Meeting, Pair

SHARE = 0.075  # between 5 and 10 per cent, whatever the number
LATE = timedelta(days=5)  # entries of a month may come so late


def seed_of(organization: Organization, month: date) -> str:
    """Return the lot of a school's month; the same month gives the same draw."""
    return hashlib.sha256(f"{organization.pk}:{month:%Y-%m}".encode()).hexdigest()


def draw(keys: Iterable[int], seed: str) -> list[int]:
    """Draw 5 to 10 per cent of the keys, one at least; the order in which they come changes nothing."""
    keys = set(keys)
    count = max(1, round(len(keys) * SHARE)) if keys else 0
    return sorted(keys, key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).digest())[:count]


@transaction.atomic
def sample(organization: Organization, today: date) -> int:
    """Draw the entries of the month that is over, once; return how many."""
    month = (today.replace(day=1) - timedelta(1)).replace(day=1)
    if today < today.replace(day=1) + LATE:
        return 0
    # Two clocks may strike at once: the row of the organization is the lock of the draw.
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    if Confirmation.objects.filter(organization=organization, month=month).exists():
        return 0
    held = Meeting.objects.filter(
        organization=organization, state=Meeting.State.HELD, on__gte=month, on__lt=today.replace(day=1)
    )
    seed = seed_of(organization, month)
    drawn = draw(held.values_list("pk", flat=True), seed)
    if not drawn:
        return 0
    Confirmation.objects.bulk_create(
        Confirmation(organization=organization, meeting_id=key, month=month, seed=seed) for key in drawn
    )
    after = {"month": month, "seed": seed, "rows": len(drawn)}
    journal.write(organization, "organization.sampled", organization, by=None, after=after)
    return len(drawn)


def asked_about(pair: Pair):
    """Return the entries of a pair about which its other side has not been heard yet."""
    return Confirmation.objects.filter(
        meeting__pair=pair, meeting__state=Meeting.State.HELD, agreed=None
    ).select_related("meeting")


@transaction.atomic
def answer(confirmation: Confirmation, agreed: bool) -> Confirmation:
    """Keep what the other side says of a drawn entry; a denied one comes before the curator again."""
    rows = Confirmation.objects.select_for_update(of=("self",)).select_related("meeting", "organization")
    row = rows.filter(pk=confirmation.pk).first()
    if row is None or row.agreed is not None:
        raise Refused("На этот вопрос уже ответили. Спасибо.")
    row.agreed, row.answered_at = agreed, timezone.now()
    row.save(update_fields=["agreed", "answered_at"])
    if not agreed:
        Meeting.objects.filter(pk=row.meeting_id).update(seen_by=None, seen_at=None)
    verb = "confirmed" if agreed else "denied"
    journal.write(row.organization, f"meeting.{verb}", row.meeting, by=None)
    return row
