"""A school's own words for a kind of papers: what has been said, and what papers are made from, the newest version."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

from mentoring.accounts.models import Organization
from reports.documents import bodies, kinds, spoken
from reports.documents.bodies import Body
from reports.documents.kinds import Kind
from reports.documents.models import SchoolText
from reports.documents.texts import checks as text_checks
from reports.documents.texts import slots

STANDARD = 0  # the version that everybody begins with


@dataclass(frozen=True)
class Standing:
    """What papers of a kind say in a school today."""

    kind: Kind
    version: int
    body: Body
    is_own: bool
    is_behind: bool  # the product's text has changed since the school took its own


def body_of(kind: str, organization: Organization) -> Body:
    """Return the blocks that a paper of this kind begins with in this school."""
    stands = standing(kind, organization)
    text_checks.refuse_gone(stands.kind, stands.body)
    return stands.body


def standing(kind: str, organization: Organization) -> Standing:
    row = SchoolText.objects.filter(organization=organization, kind=kind).order_by("-version").first()
    return standing_of(kinds.get(kind), row)


def all_standing(organization: Organization) -> Mapping[str, Standing]:
    """Return every kind as it stands, in one query."""
    own = SchoolText.objects.filter(organization=organization)
    last = own.filter(kind=OuterRef("kind")).order_by("-version").values("pk")[:1]
    newest = {row.kind: row for row in own.filter(pk=Subquery(last))}
    return {code: standing_of(kind, newest.get(code)) for code, kind in kinds.KINDS.items()}


def versions(kind: str, organization: Organization) -> list[SchoolText]:
    """Return what the text has been, the newest first, without the words themselves; `own` tells the school's."""
    rows = SchoolText.objects.filter(organization=organization, kind=kind)
    rows = rows.annotate(own=~Q(body=[])).defer("body")
    return list(rows.select_related("by").order_by("-version"))


def bodies_of(kind: Kind, numbers: Sequence[int], organization: Organization) -> list[Body]:
    """Return what these versions said, in their order; the one before the first is the standard text."""
    rows = SchoolText.objects.filter(organization=organization, kind=kind.code, version__in=numbers)
    said = dict(rows.values_list("version", "body"))
    return [said.get(number) or kind.body for number in numbers]


def paragraphs(body: Body) -> list[str]:
    """Return the words of a text as its writer sees them: what the journal keeps and pages compare."""
    return [written(piece.text) for piece in bodies.pieces(body) if piece.text is not None]


def written(text: str) -> str:
    return slots.spoken(spoken.spoken(text))


def standing_of(kind: Kind, row: SchoolText | None) -> Standing:
    """Say what papers of a kind say where this row is the newest."""
    own = row is not None and bool(row.body)
    return Standing(
        kind=kind,
        version=row.version if row else STANDARD,
        body=row.body if own else kind.body,
        is_own=own,
        is_behind=own and row.standard != digest(kind.body),
    )


def digest(body: Body) -> str:
    """Tell one standard text from another."""
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
