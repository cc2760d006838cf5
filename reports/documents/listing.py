"""Which documents a member sees, and in what order pages list them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404

from mentoring.accounts.keys import russian_key
from mentoring.programmes.models import Programme
from reports.documents import kinds, numbering, telling
from reports.documents.models import Acquaintance, Counter, Document, Journal, OutsideNumbers
from roadmap.models import Roadmap

State = Document.State
GROUPS = (
    ("Возвращены с замечаниями", (State.RETURNED,)),
    ("Ждут номера", (State.APPROVED,)),
    ("На утверждении", (State.SUBMITTED,)),
    ("Черновики", (State.DRAFT,)),
    ("Действуют", Document.IN_FORCE),
    ("Отменены", (State.CANCELLED,)),
)
PRINTED = "Для печати"
_UNUSED = ("body", "snapshot")
# A change of a paper names whom the paper names, and so does the change of a change.
_CHANGES = ("amends__", "cancels__")
_ABOUT = ("", *_CHANGES, *(f"{first}{second}" for first in _CHANGES for second in _CHANGES))


def sees_drafts(membership) -> bool:
    """Tell who works on documents; everybody else meets them when they are issued."""
    return any(membership.can(f"documents.{deed}") for deed in ("edit", "approve", "number"))


def seen_by(membership):
    """Return the documents that this member may open: whoever is asked to read an act may, whatever it tells of."""
    rows = Document.objects.visible_to(membership).select_related(
        "organization", "drafted_by", "submitted_by", "approved_by", "programme"
    )
    closed = [code for code, kind in kinds.KINDS.items() if not membership.can(kind.seen)]
    if closed:
        of_closed = Q.create([(f"{about}kind__in", closed) for about in _ABOUT], connector=Q.OR)
        on_the_sheet = Acquaintance.objects.filter(document=OuterRef("pk"), person__membership=membership)
        rows = rows.exclude(of_closed & ~Exists(on_the_sheet))
    return rows if sees_drafts(membership) else rows.issued()


def one(membership, public_id: str) -> Document:
    """Return the document of an address with all that its text is made from; what is not visible is not there."""
    rows = seen_by(membership).select_related(
        "programme", "roadmap__programme", "roadmap__organization", "signer__person", "signer__position"
    )
    rows = rows.select_related("amends", "cancels").prefetch_related("drafted_by__grants")
    document = get_object_or_404(rows, public_id=public_id)
    # All of them are of this one school: nobody has to ask for it again.
    for row in (document, document.drafted_by, document.programme):
        row.organization = membership.organization
    return document


def listed(membership):
    """Return them for a list, without their texts."""
    return seen_by(membership).defer(*_UNUSED)


def numbered(membership):
    """Return the acts with numbers for a list, each with the act that it amends or cancels."""
    rows = listed(membership).issued().select_related("journal", "amends", "cancels")
    return rows.defer(*_UNUSED, *(f"{other}__{name}" for other in ("amends", "cancels") for name in _UNUSED))


def waiting(membership):
    """Return what lies with the head, the longest wait first."""
    if not membership.can("documents.approve"):
        return Document.objects.none()
    return listed(membership).waiting().order_by("submitted_at", "pk")


def pending(membership) -> list[Document]:
    """Return what somebody has to do something about: papers under way, and acts this member has not read."""
    unread = Acquaintance.objects.filter(document=OuterRef("pk"), person__membership=membership, on=None)
    under_way = Q(state__in=(State.SUBMITTED, State.RETURNED, State.APPROVED))
    rows = listed(membership).annotate(unread=Exists(unread))
    return list(rows.filter(under_way | Q(unread=True, state__in=Document.IN_FORCE)).order_by("pk"))


def groups(documents: Iterable[Document]) -> list[tuple[str, list[Document]]]:
    """Put documents under the headings of their states; empty headings are left out."""
    rows = list(documents)
    printed = [row for row in rows if not telling.is_approved(row)]
    found = [(title, [row for row in rows if row.state in states and row not in printed]) for title, states in GROUPS]
    return [(title, some) for title, some in [*found, (PRINTED, printed)] if some]


def adopted(programme: Programme) -> Roadmap | None:
    """Return the plan that papers of a programme put in force: the last one adopted."""
    return Roadmap.objects.filter(programme=programme, state=Roadmap.State.ADOPTED).first()


@dataclass(frozen=True)
class ActRow:
    """One line of the register: a document, or numbers that stand on papers made elsewhere."""

    document: Document | None = None
    outside: OutsideNumbers | None = None


def acts(membership, *, journal: Journal | None, year: int | None, kind: str, asked: str) -> list[ActRow]:
    """Return the register, the latest number of each year first; each word asked for must occur."""
    documents = numbered(membership).select_related("signer__person")
    outside = OutsideNumbers.objects.visible_to(membership).select_related("journal", "by")
    chosen = {name: value for name, value in (("journal", journal), ("year", year)) if value}
    documents, outside = documents.filter(**chosen), outside.filter(**chosen)
    if kind:
        documents, outside = documents.filter(kind=kind), outside.none()
    words = russian_key(asked).split()
    rows = [
        ((row.year, row.sequence), ActRow(document=row)) for row in documents if _says(words, row.number, row.title)
    ]
    rows += [((row.year, row.last), ActRow(outside=row)) for row in outside if _says(words, row.reason)]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0], reverse=True)]


def _says(words: list[str], *texts: str) -> bool:
    whole = russian_key(" ".join(texts))
    return all(word in whole for word in words)


def next_number(document: Document, on: date) -> str:
    """Say which number a document would get on this day; asking makes no journal."""
    code = kinds.get(document.kind).journal
    journal = Journal.objects.filter(organization=document.organization_id, code=code).first()
    return numbering.preview_next(journal, on) if journal else numbering.format(Journal().scheme, 1, on.year)


def next_numbers(membership, year: int) -> list[tuple[Journal, str]]:
    """Return each journal with the number it gives next in this year."""
    journals = Journal.objects.visible_to(membership)
    following = dict(Counter.objects.filter(journal__in=journals, year=year).values_list("journal", "next"))
    return [(one, numbering.format(one.scheme, following.get(one.pk, 1), year)) for one in journals]


def years(membership) -> list[int]:
    """Return the years that have numbers, the latest first."""
    documents = Document.objects.visible_to(membership).issued().values_list("year", flat=True).distinct()
    outside = OutsideNumbers.objects.visible_to(membership).values_list("year", flat=True).distinct()
    return sorted({*documents.order_by(), *outside.order_by()}, reverse=True)
