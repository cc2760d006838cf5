"""The signed paper beside its act: a scan of it, or of the sheet of signatures."""

from django.db import transaction

from mentoring.accounts import files, journal
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from reports.documents import kinds
from reports.documents.approving import locked
from reports.documents.models import Document, Scan

KINDS = ("application/pdf", "image/jpeg", "image/png")


class ScanRefused(Refused):
    """A scan that cannot be kept."""


@transaction.atomic
def attach(document: Document, name: str, data: bytes, *, by: Membership) -> Scan:
    """Keep a scan with an issued act; the act itself does not change."""
    document = locked(document, by=by)
    if not (by.can("documents.number") or by.can("documents.edit")):
        raise ScanRefused("Прикладывать сканы может тот, кто ведёт документы.")
    if not document.is_issued:
        raise ScanRefused("Скан прикладывают к документу с номером: сначала утвердите и зарегистрируйте его.")
    file = files.store(document.organization, name, data, action=kinds.get(document.kind).seen, by=by)
    if file.content_type not in KINDS:
        raise ScanRefused(f"«{file.name}»: скан принимаем в PDF, JPEG или PNG. Сохраните его так и приложите снова.")
    if document.scans.filter(file__sha256=file.sha256).exists():
        raise ScanRefused(f"«{file.name}»: этот скан уже приложен. Ничего не изменено.")
    scan = Scan.objects.create(organization=document.organization, document=document, file=file, by=by)
    journal.write(document.organization, "document.scan", document, by=by, after={"file": file.public_id})
    return scan
