"""What candidates are asked and judged by: the ready sets and the school's own list (annexes 12, 16)."""

import json
from functools import cache
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from mentoring.accounts import journal
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.registry.models import Criterion, Mentor

_READY = Path(__file__).parent / "data" / "selection.json"


@cache
def _ready() -> dict:
    return json.loads(_READY.read_text(encoding="utf-8"))


def questions() -> tuple[str, ...]:
    """Return what is usually asked in a conversation with a candidate."""
    return tuple(_ready()["questions"])


def missing(organization: Organization) -> list[dict]:
    """Return the usual criteria that this school does not have yet."""
    own = set(Criterion.objects.filter(organization=organization).values_list("title", flat=True))
    return [one for one in _ready()["criteria"] if one["title"] not in own]


@transaction.atomic
def take_usual(organization: Organization, *, by: Membership) -> list[Criterion]:
    """Add the usual criteria with their weights, to be changed and removed by the school."""
    taken = []
    if not (lacking := missing(organization)):
        raise Refused("Обычные критерии уже в списке. Другой добавьте сами.")
    first = Criterion.objects.filter(organization=organization).count() + 1
    for order, one in enumerate(lacking, first):
        row = Criterion.objects.create(organization=organization, order=order, **one)
        journal.write(organization, "criterion.add", row, by=by, after=one)
        taken.append(row)
    return taken


def for_mentor(mentor: Mentor) -> list[Criterion]:
    """Return what this candidate is judged by: what is for all, and what is for the forms they choose."""
    forms = mentor.forms.values("form")
    rows = Criterion.objects.filter(Q(form=None) | Q(form__in=forms), organization=mentor.organization_id)
    return list(rows.order_by("order", "pk"))
