"""Marks of the plan: done, by whom, when, with what evidence; taken off the plan; each can be taken back."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from mentoring.accounts import files, journal
from mentoring.accounts.models import Membership, StoredFile
from mentoring.accounts.operations import Refused
from roadmap import holders, reminding
from roadmap.models import Event, Evidence, Occurrence, Roadmap

OPENED_BY = "plan.see"  # the right that opens a file of evidence
NOTE_LIMIT = 4000


class FulfilmentRefused(Refused):
    """A mark that the state of the plan forbids."""


def may_mark(event: Event, *, by: Membership, today: date) -> bool:
    """Tell whether this member may mark the event: any, or one they answer for today."""
    if by.can("event.mark_any"):
        return True
    responsibles = event.responsibles.select_related("position", "person")
    return by.can("event.mark") and holders.on(event.organization, today).answers(by, responsibles)


@transaction.atomic
def done(
    occurrence: Occurrence,
    *,
    on: date,
    today: date,
    by: Membership,
    note: str = "",
    papers: Iterable[tuple[str, bytes]] = (),
    version: int | None = None,
) -> Occurrence:
    """Mark one time of an event as held; `papers` are names and bytes of the files that show it."""
    occurrence = _locked(occurrence, by=by, today=today, version=version)
    if occurrence.cancelled_at:
        raise FulfilmentRefused("Это мероприятие снято с плана. Сначала верните его в план.")
    if occurrence.done_at:
        raise FulfilmentRefused(f"Уже отмечено выполненным {occurrence.done_at:%d.%m.%Y}. Ничего не изменено.")
    if on > today:
        raise FulfilmentRefused("Дата выполнения ещё не наступила. Укажите сегодняшний или прошедший день.")
    before = _facts(occurrence)
    occurrence.done_at, occurrence.done_by = on, by
    occurrence.note = note[:NOTE_LIMIT] or occurrence.note
    _save(occurrence, "occurrence.done", before, by=by)
    _keep(occurrence, papers, by=by)
    return occurrence


@transaction.atomic
def undo(occurrence: Occurrence, *, today: date, by: Membership, version: int | None = None) -> Occurrence:
    """Take the mark back; the note and the evidence stay for the next one."""
    occurrence = _locked(occurrence, by=by, today=today, version=version)
    if not occurrence.done_at:
        raise FulfilmentRefused("Отметки о выполнении нет, отменять нечего.")
    before = _facts(occurrence)
    occurrence.done_at = occurrence.done_by = None
    return _save(occurrence, "occurrence.undo", before, by=by)


@transaction.atomic
def cancel(
    occurrence: Occurrence, *, reason: str, today: date, by: Membership, version: int | None = None
) -> Occurrence:
    """Take one time of an event off the plan, with the reason."""
    occurrence = _locked(occurrence, by=by, today=today, version=version)
    if occurrence.done_at:
        raise FulfilmentRefused("Мероприятие отмечено выполненным. Сначала отмените отметку.")
    if occurrence.cancelled_at:
        raise FulfilmentRefused("Мероприятие уже снято с плана. Ничего не изменено.")
    if not reason.strip():
        raise FulfilmentRefused("Напишите, почему мероприятие снято с плана: причина останется в плане.")
    before = _facts(occurrence)
    occurrence.cancelled_at, occurrence.note = today, reason.strip()[:NOTE_LIMIT]
    return _save(occurrence, "occurrence.cancel", before, by=by)


@transaction.atomic
def restore(occurrence: Occurrence, *, today: date, by: Membership, version: int | None = None) -> Occurrence:
    """Put what was taken off back into the plan."""
    occurrence = _locked(occurrence, by=by, today=today, version=version)
    if not occurrence.cancelled_at:
        raise FulfilmentRefused("Мероприятие и так в плане. Ничего не изменено.")
    before = _facts(occurrence)
    occurrence.cancelled_at, occurrence.note = None, ""
    return _save(occurrence, "occurrence.restore", before, by=by)


@transaction.atomic
def attach(
    occurrence: Occurrence, papers: Iterable[tuple[str, bytes]], *, today: date, by: Membership
) -> list[Evidence]:
    """Add evidence to one time of an event, before or after its mark."""
    occurrence = _locked(occurrence, by=by, today=today, version=None)
    kept = _keep(occurrence, papers, by=by)
    if not kept:
        raise FulfilmentRefused("Выберите файл: снимок, протокол или список.")
    return kept


@transaction.atomic
def detach(evidence: Evidence, *, today: date, by: Membership) -> tuple[Occurrence, StoredFile]:
    """Take a file off the evidence; the file itself stays, so that it can be put back."""
    occurrence = _locked(evidence.occurrence, by=by, today=today, version=None)
    file = evidence.file
    journal.write(
        occurrence.organization,
        "evidence.detach",
        occurrence,
        by=by,
        before={"file": file.public_id, "name": file.name},
    )
    evidence.delete()
    return occurrence, file


@transaction.atomic
def attach_again(occurrence: Occurrence, file: StoredFile, *, today: date, by: Membership) -> Evidence:
    """Put back a file that was taken off this very event."""
    occurrence = _locked(occurrence, by=by, today=today, version=None)
    if Evidence.objects.filter(occurrence__organization=occurrence.organization, file=file).exists():
        raise FulfilmentRefused("Этот файл уже приложен. Ничего не изменено.")
    return _evidence(occurrence, file, by=by)


def _locked(occurrence: Occurrence, *, by: Membership, today: date, version: int | None) -> Occurrence:
    """Lock the row and check that it may be marked by this member and is the one they saw."""
    row = (
        Occurrence.objects.visible_to(by)
        .select_for_update(of=("self",))
        .select_related("event__roadmap", "organization")
        .get(pk=occurrence.pk)
    )
    if not may_mark(row.event, by=by, today=today):
        raise FulfilmentRefused("Отмечать это мероприятие может куратор или тот, кто за него отвечает.")
    if row.event.roadmap.state == Roadmap.State.ARCHIVED:
        raise FulfilmentRefused("План в архиве: его можно читать, отметки в нём больше не меняются.")
    if version is not None and version != row.version:
        raise FulfilmentRefused(
            "Не сохранено: пока страница была открыта, эту отметку изменил кто-то ещё. Посмотрите, что стоит сейчас, "
            "и повторите, если нужно."
        )
    return row


def _facts(occurrence: Occurrence) -> dict:
    return {
        "done_at": occurrence.done_at,
        "note": occurrence.note,
        "cancelled_at": occurrence.cancelled_at,
    }


def _save(occurrence: Occurrence, action: str, before: dict, *, by: Membership) -> Occurrence:
    occurrence.version += 1
    occurrence.save(update_fields=["done_at", "done_by", "note", "cancelled_at", "version"])
    reminding.replan(occurrence.event.roadmap, events=[occurrence.event_id])
    journal.write(occurrence.organization, action, occurrence, by=by, before=before, after=_facts(occurrence))
    return occurrence


def _keep(occurrence: Occurrence, papers: Iterable[tuple[str, bytes]], *, by: Membership) -> list[Evidence]:
    return [
        _evidence(occurrence, files.store(occurrence.organization, name, content, action=OPENED_BY, by=by), by=by)
        for name, content in papers
    ]


def _evidence(occurrence: Occurrence, file: StoredFile, *, by: Membership) -> Evidence:
    evidence = Evidence.objects.create(organization=occurrence.organization, occurrence=occurrence, file=file)
    after = {"file": file.public_id, "name": file.name}
    journal.write(occurrence.organization, "evidence.attach", occurrence, by=by, after=after)
    return evidence
