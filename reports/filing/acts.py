"""What an inspection is given of each act: its files under safe names, or the reason why there is none."""

from collections.abc import Iterator

from mentoring.accounts import naming
from mentoring.accounts.naming import Names
from reports.documents import kinds, telling, ties
from reports.documents.models import Document, Rendering, Scan
from reports.filing import placing
from reports.filing.line import Line, Piece
from reports.filing.shelves import Shelf

State = Rendering.State
KEPT_BACK = "не вложен: в документе названы участники"
_NOT_READY = {State.WAITING: "файл ещё готовится", State.FAILED: "файл не получился"}


def lines(shelf: Shelf, folder: str, names: Names, *, personal: bool) -> list[Line]:
    """Lay out the acts; one that names participants goes without its files unless they are asked."""
    return [
        _open(shelf, document, folder, names) if personal or not _is_personal(document) else _withheld(shelf, document)
        for document in shelf.acts
    ]


def _is_personal(document: Document) -> bool:
    """Tell whether an act names people by itself or by the act that it changes or ends."""
    return any(placing.is_personal(one.kind) for one in ties.lineage(document))


def _withheld(shelf: Shelf, document: Document) -> Line:
    """Tell of an act only that it is there: its title may name a person."""
    kind = kinds.KINDS.get(ties.lineage(document)[-1].kind)
    title = kind.title if kind else "Документ"
    if document.amends_id or document.cancels_id:
        title = f"Приказ об {'изменении' if document.amends_id else 'отмене'}: «{title}»"
    return _line(shelf, document, title, lacking=KEPT_BACK)


def _open(shelf: Shelf, document: Document, folder: str, names: Names) -> Line:
    title = telling.name(document)
    stem = naming.safe(f"{document.on:%Y-%m-%d} № {document.number} {title}")
    pieces = tuple(_pieces(document, folder, stem, names))
    return _line(shelf, document, title, pieces=pieces, lacking=_lacking(document))


def _line(shelf: Shelf, document: Document, title: str, **given) -> Line:
    look = telling.look(document)
    return Line(shelf, title, look, number=document.number, on=document.on, of=document, **given)


def _pieces(document: Document, folder: str, stem: str, names: Names) -> Iterator[Piece]:
    """Name the PDF, the Word file where it is what was signed, the scans, then each signature after its file."""
    beside = list(document.scans.all())
    signatures = [row for row in beside if row.sort == Scan.Sort.SIGNATURE]
    signed = {row.signed for row in signatures}
    given = {}
    for made in _made(document):
        if made.format == Rendering.Format.PDF or made.file.sha256 in signed:
            given[made.file.sha256] = names.give(folder, stem, f".{made.format}")
            yield Piece(given[made.file.sha256], made.file, made.get_format_display())
    for scan in (row for row in beside if row.sort == Scan.Sort.SCAN):
        given[scan.file.sha256] = names.give(folder, f"{stem} скан", naming.suffix(scan.file.name))
        yield Piece(given[scan.file.sha256], scan.file, "скан")
    for row in signatures:
        of = given.get(row.signed, f"{folder}/{stem}").removeprefix(f"{folder}/")
        yield Piece(names.give(folder, of, naming.suffix(row.file.name)), row.file, "подпись", row.signed)


def _made(document: Document) -> list[Rendering]:
    """Return the files that were made of an act, the PDF first."""
    ready = [row for row in document.renderings.all() if row.state == State.READY]
    return sorted(ready, key=lambda row: row.format != Rendering.Format.PDF)


def _lacking(document: Document) -> str:
    made = next((row for row in document.renderings.all() if row.format == Rendering.Format.PDF), None)
    if made is None:
        return "файла PDF у документа нет"
    said = _NOT_READY.get(made.state, "")
    return f"{said}: {made.error}" if said and made.error else said
