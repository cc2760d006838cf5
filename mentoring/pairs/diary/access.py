"""Whose diaries a member reads, writes and answers."""

from datetime import date

from django.db.models import QuerySet

from mentoring.accounts.models import Membership
from mentoring.pairs.models import Meeting, Pair

READ, WRITE, ANSWER = "diary.see", "diary.write", "diary.answer"


def readable(membership: Membership, today: date) -> QuerySet[Pair]:
    """Return the pairs whose diary this member reads: all for the office, the own ones for a mentor."""
    if membership.can(READ):
        return Pair.objects.visible_to(membership)
    return Pair.objects.filter(organization=membership.organization_id).led_by(membership, today)


def writable(membership: Membership, today: date) -> QuerySet[Pair]:
    """Return the pairs whose meetings this member writes down: those led today; of all pairs for the curator."""
    if membership.can("pairs.edit"):
        return Pair.objects.visible_to(membership)
    return Pair.objects.filter(organization=membership.organization_id).led_by(membership, today)


def answerable(membership: Membership, today: date) -> QuerySet[Meeting]:
    """Return the meetings about which this member may leave a remark."""
    rows = Meeting.objects.visible_to(membership)
    return rows if membership.can(ANSWER) else rows.filter(pair__in=writable(membership, today).values("pk"))
