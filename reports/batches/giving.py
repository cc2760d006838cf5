"""A batch at its end: one file or an archive for whoever asked, kept for a while and then let go."""

import io
import logging
import zipfile
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mentoring import faults
from mentoring.accounts import files, journal, naming
from mentoring.accounts.contents import FileRefused
from mentoring.accounts.models import Membership
from mentoring.accounts.naming import Names
from mentoring.accounts.operations import Refused
from mentoring.people.privacy import shredding
from mentoring.printing import binding
from reports.batches.models import Batch, Part
from reports.batches.sorts import SORTS, Sort

log = logging.getLogger(__name__)

State = Batch.State
PDF = "application/pdf"
NOTHING = "Ни одна бумага не получилась. Причины названы ниже: исправьте их и нажмите «Повторить»."
LARGE = "Один файл вышел больше 20 МБ. Возьмите бумаги архивом или отберите меньше."
UNBOUND = "Собрать один файл не удалось. Бумаги готовы: возьмите их архивом."


def end(batch_id: int) -> None:
    """End a batch whose papers are all made or named; a second run finds it ended."""
    batch = Batch.objects.select_related("organization", "by").filter(pk=batch_id).first()
    if batch is None or batch.state != State.WORKING or _waits(batch):
        return
    made = list(ready(batch))
    if not made and batch.parts.filter(state=Part.State.FAILED).exists():
        _close(batch, error=NOTHING)
        return
    try:
        content = bound(batch, made) if made and batch.form != Batch.Form.ZIP else None
    except (binding.NotOurs, OSError):
        log.exception("batch %s cannot be bound", batch.pk)
        give_up(batch_id)
        return
    faults.point("batch.bound")
    if content and len(content) > files.LIMIT:
        _close(batch, error=LARGE)
        return
    try:
        _close(batch, content)
    except FileRefused as refusal:
        _close(batch, error=f"{refusal} Бумаги готовы: возьмите их архивом.")


def ready(batch: Batch) -> QuerySet[Part]:
    """Return the papers that are made, in their order; one that was destroyed with its person is none."""
    parts = batch.parts.filter(state=Part.State.READY, file__content_type=PDF)
    return parts.select_related("file").order_by("order")


def bound(batch: Batch, parts: Iterable[Part]) -> bytes:
    """Bind the papers into one file with a bookmark for each."""
    papers = ((part.name, files.read(part.file)) for part in parts)
    return binding.bind(batch.title, papers, sheets=batch.form == Batch.Form.LEAVES)


def archive(parts: Iterable[Part]) -> bytes:
    """Put the papers that are made into an archive; two of one name are told apart by a number."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:  # what is inside is compressed already
        names = Names()
        for part in parts:
            shown = names.give("", part.file.name.removesuffix(".pdf"), ".pdf").lstrip("/")
            package.writestr(shown, files.read(part.file))
    return made.getvalue()


def name(whose: str, sort: Sort) -> str:
    """Name the file of a paper: «Орлов М. И. – соглашение с наставником.pdf»."""
    what = f" – {sort.one}" if sort.one else ""
    return f"{naming.safe(whose[: naming.FILE - len(what)] + what)}.pdf"


def fail(batch: Batch, words: str) -> None:
    """End a batch before its papers are made, saying why."""
    going = Batch.objects.filter(pk=batch.pk, state=State.WORKING)
    going.update(state=State.FAILED, error=words[:500], ended_at=timezone.now())


def give_up(batch_id: int) -> None:
    """Tell whoever asked that the papers could not be bound."""
    if batch := Batch.objects.filter(pk=batch_id).first():
        _close(batch, error=UNBOUND)


@transaction.atomic
def see(batch: Batch, *, by: Membership) -> None:
    """Remember that the owner knows of the end of a batch; once is enough."""
    ended = Batch.objects.filter(pk=batch.pk, seen_at=None).exclude(state=State.WORKING)
    if ended.update(seen_at=timezone.now()):
        journal.write(batch.organization, "batch.seen", batch, by=by)


@transaction.atomic
def delete(batch: Batch, *, by: Membership) -> None:
    """Let a batch go with its files before its days are over; the documents themselves stay."""
    row = Batch.objects.select_for_update(of=("self",)).filter(pk=batch.pk).first()
    if row is None:
        raise Refused("Этой пачки уже нет: её удалили раньше.")
    if row.state == State.WORKING:
        raise Refused("Пачка ещё готовится. Сначала остановите её, затем удалите.")
    journal.write(row.organization, "batch.delete", row, by=by, before={"title": row.title})
    _forget(row)


def forget(now: datetime) -> int:
    """Let the batches go that were kept long enough, with their files; the documents themselves stay."""
    gone = 0
    for batch in Batch.objects.outlived(now).select_related("organization"):
        _forget(batch)
        gone += 1
    return gone


@transaction.atomic
def _forget(batch: Batch) -> None:
    row = Batch.objects.select_for_update(of=("self",)).filter(pk=batch.pk).first()
    if row is None:
        return
    kept = [row.file_id, *row.parts.select_for_update(of=("self",)).values_list("file", flat=True)]
    row.delete()
    shredding.destroy(batch.organization, [pk for pk in kept if pk])


@transaction.atomic
def _close(batch: Batch, content: bytes | None = None, *, error: str = "") -> None:
    """End a batch unless it was stopped meanwhile, or goes on with papers that are to be made again."""
    row = Batch.objects.select_for_update(of=("self",)).filter(pk=batch.pk, state=State.WORKING).first()
    if row is None or _waits(row):
        return
    if content is not None:
        sort = SORTS[batch.sort]
        row.file = files.store(batch.organization, f"{sort.title}.pdf", content, action=sort.seen, by=batch.by)
    row.state, row.error, row.ended_at = State.FAILED if error else State.READY, error[:500], timezone.now()
    row.save(update_fields=["state", "error", "ended_at", "file"])
    if batch.file_id and not error:
        shredding.destroy(batch.organization, [batch.file_id])  # that of the time before


def _waits(batch: Batch) -> bool:
    return batch.parts.filter(state=Part.State.WAITING).exists()
