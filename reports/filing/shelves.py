"""The acts of a school on their shelves: each in its дело of its year, chosen for a page or for an inspection."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from mentoring.accounts.models import Membership
from reports.documents import listing, ties
from reports.documents.models import Document, Rendering, Scan
from reports.filing import placing
from reports.filing.models import CaseFile
from reports.filing.placing import Case

LOOSE = "Без дела"


@dataclass(frozen=True)
class Choice:
    """What was asked for: nothing chosen means all."""

    programme: int | None = None
    year: int | None = None
    indexes: tuple[str, ...] = ()
    personal: bool = False


@dataclass(frozen=True)
class Shelf:
    """One дело in one year, or the acts of a year that have none."""

    case: Case | None
    year: int
    acts: tuple[Document, ...] = ()

    @property
    def index(self) -> str:
        return self.case.index if self.case else LOOSE

    @property
    def name(self) -> str:
        return f"{self.case.index} {self.case.title}" if self.case else LOOSE


def cases(membership: Membership) -> list[Case]:
    """Return the list of cases of the school as plain values."""
    rows = CaseFile.objects.visible_to(membership)
    return [Case(row.index, row.title, row.term, frozenset(row.kinds), row.year, row.ground, row.pk) for row in rows]


def acts(membership: Membership, choice: Choice):
    """Return the acts with numbers that this member may see, in the order of their numbers."""
    rows = listing.numbered(membership)
    if choice.programme is not None:
        rows = rows.filter(programme=choice.programme)
    if choice.year is not None:
        rows = rows.filter(year=choice.year)
    return rows.order_by("on", "journal__title", "sequence", "pk")


def with_files(rows):
    """Ask at once for the files beside many acts."""
    made = Rendering.objects.select_related("file")
    beside = Scan.objects.select_related("file")
    return rows.prefetch_related(Prefetch("renderings", made), Prefetch("scans", beside))


def lay(documents: Iterable[Document], known: Iterable[Case]) -> list[Shelf]:
    """Put every act into the one дело of its year; acts without one lie last of their year."""
    known, filed = list(known), {}
    for document in documents:
        case = placing.place(_kind(document), document.year, known)
        filed.setdefault((document.year, case), []).append(document)
    shelves = [Shelf(case, year, tuple(some)) for (year, case), some in filed.items()]
    return sorted(shelves, key=_order)


def _kind(document: Document) -> str:
    """Say beside which papers an act lies: an order that changes another order, beside that one."""
    about = ties.lineage(document)[-1].kind
    return about if about.startswith("O") else document.kind


def with_empty(shelves: list[Shelf], known: Iterable[Case], year: int) -> list[Shelf]:
    """Add the cases of a year in which nothing lies yet."""
    there = {shelf.case for shelf in shelves if shelf.year == year}
    empty = [Shelf(case, year) for case in known if case.is_of(year) and case not in there]
    return sorted([*shelves, *empty], key=_order)


def _order(shelf: Shelf) -> tuple:
    return shelf.year, shelf.case is None, shelf.case.index if shelf.case else ""


def chosen(membership: Membership, choice: Choice) -> list[Shelf]:
    """Return the shelves for an inspection, with the files of their acts."""
    shelves = lay(with_files(acts(membership, choice)), cases(membership))
    return [shelf for shelf in shelves if not choice.indexes or shelf.index in choice.indexes]
