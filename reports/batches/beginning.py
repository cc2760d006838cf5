"""A batch is begun: whose papers, of which sort, as one file or many; the outbox gets the work in small groups."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from mentoring.accounts import journal
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.notifications import outbox
from mentoring.programmes.models import Programme
from reports.batches import knowing
from reports.batches.models import Batch, Part
from reports.batches.sorts import Filter, Row, Sort

State = Batch.State
GROUP = 20  # papers that one worker takes at a time
MOST = 500  # papers of one batch
ROOM = 4_000  # papers of all batches that a school keeps
EFFECT = "batch"


@dataclass(frozen=True)
class Asked:
    """What somebody wants made: the rows, each a paper, and how they get it."""

    sort: Sort
    rows: Sequence[Row]
    form: str = Batch.Form.ZIP
    programme: Programme | None = None
    more: Mapping[str, object] = field(default_factory=dict)  # what the sort alone understands, as plain values


def found(sort: Sort, wanted: Filter, *, unsigned: bool, by: Membership) -> list[Row]:
    """Return the rows of a filter; `unsigned` leaves out those whose paper has come back with a signature."""
    if not unsigned:
        return list(sort.rows(by, wanted)[: MOST + 1])
    rows = list(sort.rows(by, wanted))
    papers = knowing.papers(sort, wanted.programme, rows, scanned=True)
    return [row for row in rows if row.pk not in papers][: MOST + 1]


@transaction.atomic
def begin(asked: Asked, *, by: Membership) -> Batch:
    """Write the batch down and leave its groups to the outbox; the same asked again while it is made is the same."""
    if not by.can(asked.sort.action):
        raise Refused("Такие бумаги готовит куратор или заместитель руководителя.")
    if not asked.rows:
        raise Refused("По этому отбору бумаг нет. Измените отбор.")
    if len(asked.rows) > MOST:
        raise Refused(f"За один раз готовим не больше {MOST} бумаг. Отберите по классам или формам.")
    batch, new = Batch.objects.get_or_create(
        by=by,
        digest=_digest(asked),
        state=State.WORKING,
        defaults={
            "organization": by.organization,
            "programme": asked.programme,
            "sort": asked.sort.code,
            "title": f"{asked.sort.title}: {len(asked.rows)}",
            "form": asked.form,
            "asked": dict(asked.more),
        },
    )
    if new:
        _refuse_without_room(len(asked.rows), by.organization)
        _write_parts(batch, asked)
        queue(batch)
        journal.write(by.organization, "batch.start", batch, by=by, after={"title": batch.title, "form": batch.form})
    return batch


def queue(batch: Batch) -> None:
    """Leave each group of papers that are still to be made to whoever looks next; free workers share them."""
    waiting = batch.parts.filter(state=Part.State.WAITING).values_list("order", flat=True)
    attempt = secrets.token_hex(4)
    for first in sorted({order - order % GROUP for order in waiting}):
        key = f"batch:{batch.public_id}:{first}:{attempt}"
        payload = {"batch_id": batch.pk, "first": first, "key": key}
        outbox.add(EFFECT, key, payload, organization=batch.organization)


@transaction.atomic
def stop(batch: Batch, *, by: Membership) -> None:
    """Make no more papers; what is made stays and can be taken."""
    going = Batch.objects.filter(pk=batch.pk, state=State.WORKING)
    if not going.update(state=State.STOPPED, ended_at=timezone.now()):
        raise Refused("Пачка уже не готовится: останавливать нечего.")
    journal.write(batch.organization, "batch.stop", batch, by=by)


@transaction.atomic
def again(batch: Batch, *, by: Membership) -> None:
    """Make what did not come out, or what was stopped, once more."""
    row = Batch.objects.select_for_update().get(pk=batch.pk)
    lost = row.parts.filter(state=Part.State.FAILED)
    if row.state == State.WORKING or not (row.state in (State.STOPPED, State.FAILED) or lost.exists()):
        raise Refused("Повторять нечего: пачка готовится или уже готова.")
    if Batch.objects.filter(by=by, digest=row.digest, state=State.WORKING).exists():
        raise Refused("Такая же пачка уже готовится: она на странице «Пачки документов».")
    _refuse_without_room(lost.count(), row.organization)
    lost.update(state=Part.State.WAITING, error="")
    before, row.state, row.error = row.state, State.WORKING, ""
    row.ended_at = row.seen_at = None
    row.save(update_fields=["state", "error", "ended_at", "seen_at"])
    if row.parts.filter(state=Part.State.WAITING).exists():
        queue(row)
    else:
        close(row)
    journal.write(row.organization, "batch.render", row, by=by, before={"state": before}, after={"state": row.state})


def close(batch: Batch) -> None:
    """Leave the end of a batch, all of whose papers are made or named, to the outbox."""
    key = f"batch-end:{batch.public_id}:{secrets.token_hex(4)}"
    outbox.add("batch_end", key, {"batch_id": batch.pk}, organization=batch.organization)


def _refuse_without_room(count: int, organization: Organization) -> None:
    """Leave the place for files to the documents themselves: papers of batches are copies."""
    kept = Part.objects.filter(organization=organization, state__in=(Part.State.WAITING, Part.State.READY)).count()
    if kept + count > ROOM:
        papers = words.counted(kept, "бумага", "бумаги", "бумаг")
        raise Refused(
            f"В пачках школы уже {papers}, вместе с этими вышло бы больше {ROOM}. Удалите ненужные пачки или "
            "подождите: каждая хранится две недели."
        )


def _write_parts(batch: Batch, asked: Asked) -> None:
    Part.objects.bulk_create(
        Part(
            organization=batch.organization,
            batch=batch,
            order=order,
            subject=row.pk,
            person=asked.sort.person_of(row),
            name=asked.sort.name(row)[:300],
        )
        for order, row in enumerate(asked.rows)
    )


def _digest(asked: Asked) -> str:
    said = [asked.sort.code, asked.form, [row.pk for row in asked.rows], dict(asked.more)]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
