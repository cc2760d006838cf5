"""The signed paper beside its act: a scan of it, or a detached electronic signature of one of the act's files."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from mentoring.accounts import files, journal, signatures
from mentoring.accounts.contents import SIGNATURE
from mentoring.accounts.models import Membership, StoredFile
from mentoring.accounts.operations import Refused
from mentoring.accounts.signatures import SHA256, Signed
from reports.documents import ties
from reports.documents.approving import locked
from reports.documents.models import Document, Rendering, Scan

KINDS = ("application/pdf", "image/jpeg", "image/png")


class ScanRefused(Refused):
    """A scan or a signature that cannot be kept."""


@transaction.atomic
def attach(document: Document, name: str, data: bytes, *, by: Membership) -> Scan:
    """Keep a scan with an issued act; the act itself does not change."""
    document = _open_to(document, by)
    file = files.store(document.organization, name, data, action=ties.seen(document), by=by)
    if file.content_type not in KINDS:
        raise ScanRefused(f"«{file.name}»: скан принимаем в PDF, JPEG или PNG. Сохраните его так и приложите снова.")
    if document.scans.filter(sort=Scan.Sort.SCAN, file__sha256=file.sha256).exists():
        raise ScanRefused(f"«{file.name}»: этот скан уже приложен. Ничего не изменено.")
    return _keep(document, file, "document.scan", sort=Scan.Sort.SCAN, by=by)


@transaction.atomic
def attach_signature(document: Document, of: StoredFile, name: str, data: bytes, *, by: Membership) -> Scan:
    """Keep a detached signature of one file of an issued act, with the digests of both."""
    document = _open_to(document, by)
    own = signable(document)
    if of not in own:
        raise ScanRefused("Выберите из файлов этого документа тот, который подписан.")
    file = files.store(document.organization, name, data, action=ties.seen(document), by=by)
    if file.content_type != SIGNATURE:
        raise ScanRefused(f"«{file.name}»: нужен файл отсоединённой подписи .sig или .p7s.")
    _check_digest(file.name, signatures.read(data), of, own)
    if document.scans.filter(signed=of.sha256, file__sha256=file.sha256).exists():
        raise ScanRefused(f"«{file.name}»: эта подпись уже приложена. Ничего не изменено.")
    return _keep(document, file, "document.signature", sort=Scan.Sort.SIGNATURE, signed=of.sha256, by=by)


def signable(document: Document) -> list[StoredFile]:
    """Return the files of an act that may be signed: those made here, then the scans."""
    made = document.renderings.filter(state=Rendering.State.READY).select_related("file").order_by("-format")
    scans = document.scans.filter(sort=Scan.Sort.SCAN).select_related("file")
    return [row.file for row in (*made, *scans)]


@dataclass(frozen=True)
class Beside:
    """A scan or a signature as the page of its act tells it."""

    scan: Scan
    of: str = ""  # the file that was signed
    said: str = ""  # what the digest inside the signature shows


def beside(document: Document, own: Iterable[StoredFile]) -> list[Beside]:
    """Return what lies beside an act; of each signature whose file it is, and what could be compared."""
    names = {file.sha256: file.name for file in own}
    rows = document.scans.select_related("file", "by")
    return [
        Beside(row, names.get(row.signed, "файл документа"), _compared(row)) if row.signed else Beside(row)
        for row in rows
    ]


def _compared(row: Scan) -> str:
    """Say what was compared, from the file as it lies there now; never that a signature is valid."""
    try:
        found = signatures.read(files.read(row.file))
    except (OSError, signatures.NotDetached):
        return "Файл подписи сейчас не прочитать."
    compared = [one for one in found if one.algorithm == SHA256 and one.digest]
    if compared and all(one.digest == row.signed for one in compared):
        return "Отпечаток SHA-256 внутри подписи совпадает с отпечатком файла."
    return f"Отпечаток внутри подписи ({', '.join(sorted({one.algorithm for one in found}))}) здесь не сверить."


def _open_to(document: Document, by: Membership) -> Document:
    """Lock an act to which this member may put something."""
    document = locked(document, by=by)
    if not (by.can("documents.number") or by.can("documents.edit")):
        raise ScanRefused("Прикладывать сканы и подписи может тот, кто ведёт документы.")
    if not document.is_issued:
        raise ScanRefused("Скан прикладывают к документу с номером: сначала утвердите и зарегистрируйте его.")
    return document


def _check_digest(name: str, found: tuple[Signed, ...], of: StoredFile, own: Iterable[StoredFile]) -> None:
    """Refuse a signature made of another file, where that can be told."""
    for one in found:
        if one.algorithm != SHA256 or not one.digest or one.digest == of.sha256:
            continue
        other = next((file.name for file in own if file.sha256 == one.digest), "")
        hint = f"Она от файла «{other}»: выберите его." if other else "Скачайте файл отсюда и подпишите его заново."
        raise ScanRefused(f"«{name}»: подписан не файл «{of.name}». {hint}")


def _keep(document: Document, file: StoredFile, action: str, *, by: Membership, **facts) -> Scan:
    scan = Scan.objects.create(organization=document.organization, document=document, file=file, by=by, **facts)
    after = {"file": file.public_id, "sha256": file.sha256}
    journal.write(document.organization, action, document, by=by, after=after)
    return scan
