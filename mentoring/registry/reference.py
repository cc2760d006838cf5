"""Spheres of help and categories of participants that organizations usually begin with (domain §2.5, annex 6)."""

import json
from pathlib import Path

from django.db import transaction
from django.db.models import Model

from mentoring.accounts import journal
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.registry.models import Category, Competence

_USUAL = json.loads((Path(__file__).parent / "data" / "reference.json").read_text(encoding="utf-8"))


def usual(model: type[Model], kind: str) -> list[dict]:
    """Return the fields of the usual rows; a kindergarten has mentoring of its staff alone."""
    groups = ("staff",) if kind == Organization.Kind.KINDERGARTEN else ("learners", "staff")
    if model is Competence:
        return [{"title": title} for group in groups for title in _USUAL["competence"][group]]
    return [
        {"of": side, "title": title, "restricted": restricted}
        for side in Category.Of.values
        for group in groups
        for title, restricted in _USUAL[side][group]
    ]


def lacking(model: type[Model], organization: Organization) -> list[dict]:
    """Return the usual rows that the organization does not have."""
    own = set(model.objects.filter(organization=organization).values_list("title_key", flat=True))
    return [fields for fields in usual(model, organization.kind) if russian_key(fields["title"]) not in own]


@transaction.atomic
def take_usual(model: type[Model], organization: Organization, *, by: Membership) -> list[Model]:
    """Add the usual rows, to be renamed and removed by the organization."""
    wanted = lacking(model, organization)
    if not wanted:
        raise Refused("Обычные строки уже в списке. Другую добавьте сами.")
    taken = []
    for fields in wanted:
        row = model.objects.create(organization=organization, **fields)
        journal.write(organization, f"{model._meta.model_name}.add", row, by=by, after=fields)
        taken.append(row)
    return taken
