"""The papers of a school on their shelves: each in its дело of its year, chosen for a page or for an inspection."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Prefetch, Q

from mentoring.accounts.models import Membership, Organization
from mentoring.people.models import Consent, ConsentKind
from mentoring.registry.models import Mentee, Mentor
from reports.documents import listing, ties
from reports.documents.models import Document, Rendering, Scan
from reports.filing import placing
from reports.filing.models import CaseFile
from reports.filing.placing import Case

LOOSE = "Без дела"
SEE = "consents.see"
CLOSED = (ConsentKind.Gate.SPECIAL, ConsentKind.Gate.TESTS)  # the scan itself tells what few may know


@dataclass(frozen=True)
class Choice:
    """What was asked for: nothing chosen means all."""

    programme: int | None = None
    year: int | None = None
    indexes: tuple[str, ...] = ()
    personal: bool = False


@dataclass(frozen=True)
class Shelf:
    """One дело in one year, or the papers of a year that have none."""

    case: Case | None
    year: int
    acts: tuple[Document, ...] = ()
    consents: tuple[Consent, ...] = ()

    @property
    def index(self) -> str:
        return self.case.index if self.case else LOOSE

    @property
    def name(self) -> str:
        return f"{self.case.index} {self.case.title}" if self.case else LOOSE

    @property
    def papers(self) -> int:
        return len(self.acts) + len(self.consents)


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


def consents(membership: Membership, choice: Choice):
    """Return the consents that this member may see, in the order of their days.

    They are of no programme: those of a programme are of whoever has been in its registries.
    """
    rows = Consent.objects.visible_to(membership)
    if not membership.can(SEE):
        return rows.none()
    if choice.programme is not None:
        mentees, mentors = (
            side.objects.visible_to(membership).filter(programme=choice.programme).values("person")
            for side in (Mentee, Mentor)
        )
        rows = rows.filter(Q(person__in=mentees) | Q(person__in=mentors))
    if choice.year is not None:
        rows = rows.filter(on__year=choice.year)
    return rows.order_by("on", "person__name_key", "person", "kind__order", "pk")


def with_scans(rows, organization: Organization):
    """Ask at once for what is told of many consents; a scan may hold one to what is closed beside another.

    It is known by its digest: the same sheet may have been attached to each of them apart.
    """
    closed = Consent.objects.filter(organization=organization, kind__gate__in=CLOSED).exclude(scan=None)
    beside = ExpressionWrapper(Q(scan__sha256__in=closed.values("scan__sha256")), BooleanField())
    return rows.select_related("kind", "person", "given_by", "text", "scan", "act").annotate(beside_closed=beside)


def lay(acts: Iterable[Document], consents: Iterable[Consent], known: Iterable[Case]) -> list[Shelf]:
    """Put every paper into the one дело of its year; those without one lie last of their year."""
    known, filed = list(known), {}
    for act in acts:
        case = placing.place(_kind(act), act.year, known)
        filed.setdefault((act.year, case), ([], []))[0].append(act)
    for consent in consents:
        case = placing.place(placing.CONSENTS, consent.on.year, known)
        filed.setdefault((consent.on.year, case), ([], []))[1].append(consent)
    shelves = [Shelf(case, year, tuple(acts), tuple(signed)) for (year, case), (acts, signed) in filed.items()]
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
    """Return the shelves for an inspection, with the files of their papers."""
    signed = with_scans(consents(membership, choice), membership.organization)
    shelves = lay(with_files(acts(membership, choice)), signed, cases(membership))
    return [shelf for shelf in shelves if not choice.indexes or shelf.index in choice.indexes]


def years(membership: Membership) -> list[int]:
    """Return the years that have papers, the latest first."""
    signed = consents(membership, Choice()).order_by().values_list("on__year", flat=True).distinct()
    return sorted({*listing.years(membership), *signed}, reverse=True)
