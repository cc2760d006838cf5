"""Which documents the rows of a batch have already: nothing is drafted twice.

A document that a batch has drafted or taken once is known by its `Origin`, one that nobody has taken yet by its words.
"""

from collections.abc import Collection, Iterable

from django.db.models import F, QuerySet

from mentoring.programmes.models import Programme
from reports.batches.models import Origin
from reports.batches.sorts import Row, Sort
from reports.documents.models import Document


def papers(
    sort: Sort, programme: Programme, rows: Iterable[Row], *, scanned: bool = False, but: Collection[int] = ()
) -> dict[int, Document]:
    """Return the newest document of each row, by the key of the row; of `scanned` ones alone if so asked.

    Documents of the keys in `but` are not looked through: they were before.
    """
    found = _of_kind(sort, programme).first_issues().exclude(state=Document.State.CANCELLED).defer("snapshot")
    found = found.annotate(made_for=F("origin__subject"))
    found = found.exclude(pk__in=but) if but else found
    if scanned:
        found = found.filter(scans__isnull=False).distinct()
    documents = list(found.prefetch_related("concerns").order_by("-pk"))
    known: dict[int, Document] = {}
    for row in rows:
        if own := next((one for one in documents if _its(one, row, sort)), None):
            known[row.pk] = own
            documents.remove(own)  # of two rows of the same words one has this paper, the other has none yet
    return known


def keep(document: Document, row: Row) -> None:
    """Write down which row a document is for; what was written before stays."""
    Origin.objects.get_or_create(document=document, defaults={"organization": document.organization, "subject": row.pk})


def keys(sort: Sort, programme: Programme) -> set[int]:
    """Return the keys of all documents that `papers` looks through now."""
    return set(_of_kind(sort, programme).values_list("pk", flat=True))


def _its(document: Document, row: Row, sort: Sort) -> bool:
    return sort.its(document, row) if document.made_for is None else document.made_for == row.pk


def _of_kind(sort: Sort, programme: Programme) -> QuerySet[Document]:
    return Document.objects.filter(organization=programme.organization_id, programme=programme, kind=sort.kind)
