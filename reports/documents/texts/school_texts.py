"""A school's own words for a kind of papers: each change is a version, the newest one is what papers are made from."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from mentoring.accounts import journal
from mentoring.accounts.models import Membership, Organization
from reports.documents import bodies, kinds, spoken
from reports.documents.bodies import Body
from reports.documents.kinds import Kind
from reports.documents.models import SchoolText
from reports.documents.texts import checks as text_checks
from reports.documents.texts import slots
from reports.documents.texts.checks import TextRefused

STANDARD = 0  # the version that everybody begins with


@dataclass(frozen=True)
class Standing:
    """What papers of a kind say in a school today."""

    kind: Kind
    version: int
    body: Body
    is_own: bool
    is_behind: bool  # the product's text has changed since the school took its own


class StaleText(TextRefused):
    """Somebody has changed the text meanwhile: `stands` is what it says now."""

    def __init__(self, stands: Standing):
        super().__init__(
            "Не сохранено: пока вы правили, текст изменил кто-то ещё. Ваши слова остались, рядом — то, что сохранено "
            "сейчас. Проверьте и сохраните снова."
        )
        self.stands = stands


def body_of(kind: str, organization: Organization) -> Body:
    """Return the blocks that a paper of this kind begins with in this school."""
    stands = standing(kind, organization)
    text_checks.refuse_gone(stands.kind, stands.body)
    return stands.body


def standing(kind: str, organization: Organization) -> Standing:
    row = SchoolText.objects.filter(organization=organization, kind=kind).order_by("-version").first()
    return _standing(kinds.get(kind), row)


def all_standing(organization: Organization) -> Mapping[str, Standing]:
    """Return every kind as it stands, in one query."""
    own = SchoolText.objects.filter(organization=organization)
    last = own.filter(kind=OuterRef("kind")).order_by("-version").values("pk")[:1]
    newest = {row.kind: row for row in own.filter(pk=Subquery(last))}
    return {code: _standing(kind, newest.get(code)) for code, kind in kinds.KINDS.items()}


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


@transaction.atomic
def change(kind: str, body: Body, *, by: Membership, version: int) -> Standing:
    """Let papers of a kind say this from now on; nothing changed is no version."""
    stands = _lock(kind, by, version)
    body = list(body)
    if body == stands.body:
        return stands
    text_checks.check(stands.kind, body, before=stands.body)
    standard = stands.kind.body
    return _write("reword", stands, [] if body == standard else body, by, standard=_digest(standard))


@transaction.atomic
def restore(kind: str, wanted: int, *, by: Membership, version: int) -> Standing:
    """Go back to a version that was, or to the standard text; it becomes the newest."""
    stands = _lock(kind, by, version)
    body, standard = _version(stands, wanted, by.organization)
    if (body or stands.kind.body) == stands.body:
        return stands
    if body:
        text_checks.check(stands.kind, body, before=body)
    return _write("text_back", stands, body, by, standard=standard)


def paragraphs(body: Body) -> list[str]:
    """Return the words of a text as its writer sees them: what the journal keeps and pages compare."""
    return [written(piece.text) for piece in bodies.pieces(body) if piece.text is not None]


def written(text: str) -> str:
    return slots.spoken(spoken.spoken(text))


def _standing(kind: Kind, row: SchoolText | None) -> Standing:
    own = row is not None and bool(row.body)
    return Standing(
        kind=kind,
        version=row.version if row else STANDARD,
        body=row.body if own else kind.body,
        is_own=own,
        is_behind=own and row.standard != _digest(kind.body),
    )


def _lock(kind: str, by: Membership, version: int) -> Standing:
    """Hold the school's texts while one changes: the first version has no row of its own to lock."""
    if not by.can("documents.edit"):
        raise TextRefused("Тексты документов меняет куратор или заместитель руководителя.")
    Organization.objects.select_for_update(no_key=True).get(pk=by.organization_id)
    stands = standing(kind, by.organization)
    if version != stands.version:
        raise StaleText(stands)
    return stands


def _version(stands: Standing, wanted: int, organization: Organization) -> tuple[Body, str]:
    """Return what a version said, and the digest of the standard text it was begun from."""
    if wanted == STANDARD:
        return [], _digest(stands.kind.body)
    row = SchoolText.objects.filter(organization=organization, kind=stands.kind.code, version=wanted).first()
    if row is None:
        raise TextRefused(f"Версии {wanted} у этого текста нет. Выберите из списка версий.")
    return row.body, row.standard


def _write(deed: str, stands: Standing, body: Body, by: Membership, *, standard: str) -> Standing:
    row = SchoolText.objects.create(
        organization=by.organization,
        kind=stands.kind.code,
        version=stands.version + 1,
        body=body,
        standard=standard,
        by=by,
    )
    now = _standing(stands.kind, row)
    before = {"kind": stands.kind.title, "version": stands.version, "body": paragraphs(stands.body)}
    after = {"version": now.version, "body": paragraphs(now.body)}
    journal.write(by.organization, f"school_text.{deed}", row, by=by, before=before, after=after)
    return now


def _digest(body: Body) -> str:
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
