"""The papers of a batch are made, group by group: whoever takes a group over goes on at its first unmade paper."""

import logging
from dataclasses import dataclass

from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, transaction
from django.utils import timezone

from mentoring import faults
from mentoring.accounts import files, schooldays
from mentoring.accounts.operations import Refused
from mentoring.notifications import outbox
from mentoring.people.models import ConsentKind, Person
from mentoring.printing import press
from mentoring.programmes.models import Programme
from reports.batches import beginning, giving, knowing
from reports.batches.models import Batch, Part
from reports.batches.sorts import CONSENTS, SORTS, Filter, Row, Sort
from reports.documents import composing
from reports.documents.consents import pack as consent_pack
from reports.documents.models import Document, Rendering
from reports.documents.rendering import pdf
from reports.documents.subjects import table as subjects

log = logging.getLogger(__name__)

CLOSED = "Не сделано: доступ к этим бумагам закрыт."
LOST = "Не получилось: программа прерывалась, пока готовила эту бумагу. Нажмите «Повторить»."
BROKEN = "Не получилось: ошибка в программе. Нажмите «Повторить», а если не выйдет — скажите администратору сервера."
GONE = "Этой записи больше нет, или она закрыта для вас. Начните новую пачку."


@dataclass(frozen=True)
class _Group:
    """What the papers of one group have in common."""

    batch: Batch
    sort: Sort
    rows: dict[int, Row]
    known: dict[int, Document]
    met: set[int]  # keys of the documents among which those known were found


def make(batch_id: int, first: int, key: str) -> None:
    """Make the papers of one group that are not made yet; the last group ends the batch."""
    rows = Batch.objects.select_related("organization", "by__organization", "programme")
    batch = rows.filter(pk=batch_id).first()
    if batch is None or batch.state != Batch.State.WORKING:
        return
    sort = SORTS[batch.sort]
    if batch.by.ended_at or not batch.by.can(sort.action):
        giving.fail(batch, CLOSED)
        return
    Batch.objects.filter(pk=batch.pk, begun_at=None).update(begun_at=timezone.now())
    parts = list(_waiting(batch, first))
    group = _gathered(batch, sort, parts)
    for part in parts:
        if not Batch.objects.filter(pk=batch.pk, state=Batch.State.WORKING).exists():
            return
        _settle(part, group)
        outbox.prolong(key)
        faults.point("batch.part")
    _close_if_made(batch)


def give_up(batch_id: int, first: int, key: str) -> None:
    """Name the papers of a group whose making broke off again and again, and let the batch end."""
    if batch := Batch.objects.filter(pk=batch_id).first():
        _waiting(batch, first).update(state=Part.State.FAILED, error=LOST)
        _close_if_made(batch)


def _waiting(batch: Batch, first: int):
    return batch.parts.filter(state=Part.State.WAITING, order__gte=first, order__lt=first + beginning.GROUP)


def _gathered(batch: Batch, sort: Sort, parts: list[Part]) -> _Group:
    """Read what the papers of a group are about, as far as whoever asked for them sees it today."""
    rows = sort.rows(batch.by, Filter(batch.programme)).filter(pk__in=[part.subject for part in parts])
    by_key = {row.pk: row for row in rows}
    if not sort.kind or not by_key:
        return _Group(batch, sort, by_key, {}, set())
    met = knowing.keys(sort, batch.programme)
    return _Group(batch, sort, by_key, knowing.papers(sort, batch.programme, by_key.values()), met)


def _settle(part: Part, group: _Group) -> None:
    """Make one paper and keep it, or say why there is none; the others do not wait for it."""
    try:
        content = _content(part, group)
        faults.point("batch.written")
        _keep(part, group, content)
    except (OperationalError, SoftTimeLimitExceeded):
        raise  # neither is the paper's fault: the group is taken up once more
    except Part.DoesNotExist:
        return  # the batch was deleted meanwhile
    except press.Failed as failed:
        _mark_failed(part, failed.words)
    except Refused as refusal:
        _mark_failed(part, str(refusal))
    except Exception:
        log.exception("part %s of batch %s", part.pk, group.batch.pk)
        _mark_failed(part, BROKEN)


def _content(part: Part, group: _Group) -> bytes | None:
    """Set the paper of a row; nothing where none is needed."""
    row = group.rows.get(part.subject)
    if row is None:
        raise Refused(GONE)
    if group.sort.code == CONSENTS:
        return _consents(row, group.batch)
    document = _document(part, row, group)
    kept = document.renderings.filter(format=Rendering.Format.PDF).exclude(file=None).select_related("file").first()
    if kept:
        return files.read(kept.file)
    return pdf.render(composing.compose(document), made=document.issued_at)


def _consents(person: Person, batch: Batch) -> bytes | None:
    """Set the blanks that one person has still to sign."""
    chosen = list(ConsentKind.objects.visible_to(batch.by).filter(pk__in=batch.asked["kinds"]))
    today = schooldays.today(batch.organization)
    lacking = batch.asked["only_lacking"]
    blanks = list(consent_pack.blanks([person], chosen, today, only_lacking=lacking, by=batch.by))
    return consent_pack.pdf(blanks) if blanks else None


@transaction.atomic
def _document(part: Part, row: Row, group: _Group) -> Document:
    """Return the document of a row, drafted where there is none yet; the part remembers which it is."""
    part = Part.objects.select_for_update(of=("self",)).get(pk=part.pk)
    found = part.document or group.known.get(row.pk)
    if found is None:
        found = _drafted(row, group)
    if part.document_id != found.pk:
        part.document = found
        part.save(update_fields=["document"])
        knowing.keep(found, row)
    return found


def _drafted(row: Row, group: _Group) -> Document:
    """Draft the paper of a row unless another batch has done so meanwhile: the row of the programme is the lock."""
    programme = Programme.objects.select_for_update(no_key=True).get(pk=group.batch.programme_id)
    found = knowing.papers(group.sort, programme, [row], but=group.met).get(row.pk)
    return found or subjects.draft(group.sort.kind, row, by=group.batch.by)


@transaction.atomic
def _keep(part: Part, group: _Group, content: bytes | None) -> None:
    """Keep the file unless another worker has kept it meanwhile."""
    part = Part.objects.select_for_update(of=("self",)).get(pk=part.pk)
    if part.state != Part.State.WAITING:
        return
    part.state = Part.State.NEEDLESS
    if content is not None:
        name, batch = giving.name(part.name, group.sort), group.batch
        part.file = files.store(batch.organization, name, content, action=group.sort.seen, by=batch.by)
        part.state = Part.State.READY
    part.save(update_fields=["file", "state"])


def _mark_failed(part: Part, words: str) -> None:
    waiting = Part.objects.filter(pk=part.pk, state=Part.State.WAITING)
    waiting.update(state=Part.State.FAILED, error=_without_name(words, part.person)[:500])


def _without_name(words: str, person: Person | None) -> str:
    """Leave out whose paper it is, where an error begins with it: the page names them before it."""
    said = words.removeprefix(f"{person.full_name}: ") if person else words
    return said[:1].upper() + said[1:]


def _close_if_made(batch: Batch) -> None:
    if not batch.parts.filter(state=Part.State.WAITING).exists():
        beginning.close(batch)
