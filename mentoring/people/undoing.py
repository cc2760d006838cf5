"""Taking a whole list back within a week: what somebody has used since stays and is named."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import models, transaction

from mentoring.accounts import journal
from mentoring.accounts.models import Membership, Organization
from mentoring.people import copying, deciding
from mentoring.people.committing import CHANGED_MODELS, value_of
from mentoring.people.deeds import WEEK, references
from mentoring.people.models import (
    Employment,
    Enrollment,
    Guardianship,
    ImportBatch,
    ImportRow,
    Person,
    Position,
    StudyGroup,
)
from mentoring.people.staging import ImportRefused

BROUGHT: tuple[type[models.Model], ...] = (Guardianship, Enrollment, Employment, Person)
_CHUNK = 5_000  # numbers in one question; SQLite takes no more than some thirty thousand


def can(batch: ImportBatch, now: datetime) -> bool:
    return batch.state == ImportBatch.State.COMMITTED and now - batch.committed_at <= WEEK


@transaction.atomic
def undo(batch: ImportBatch, *, by: Membership, now: datetime) -> ImportBatch:
    """Remove what the list brought and restore what it changed, except where somebody has worked since."""
    organization = Organization.objects.select_for_update(no_key=True).get(pk=batch.organization_id)
    row = ImportBatch.objects.select_for_update(of=("self",)).select_related("organization", "file").get(pk=batch.pk)
    if row.state != ImportBatch.State.COMMITTED:
        raise ImportRefused(f"Список «{row.name}» не внесён: отменять нечего.")
    if now - row.committed_at > WEEK:
        raise ImportRefused(f"Список «{row.name}» внесён больше недели назад: отменить его уже нельзя.")
    rows = list(ImportRow.objects.filter(batch=row).exclude(created={}, changes=[]).order_by("number"))
    kept = _used(rows)
    gone = [one for one in rows if one.number not in kept]
    spared = _spared([one for one in rows if one.number in kept])
    _delete(gone, spared)
    later = _restore(gone)
    _delete_shared(row)
    row.found["kept"] = [
        {"number": one.number, "name": _name(one), "why": kept[one.number]} for one in rows if one.number in kept
    ]
    row.found["later"] = later
    row.state, row.undone_at = ImportBatch.State.UNDONE, now
    row.version += 1
    row.save(update_fields=["found", "state", "undone_at", "version"])
    after = {"name": row.name, "undone": len(gone), "kept": len(kept)}
    journal.write(organization, "importbatch.import_undo", row, by=by, after=after)
    return row


def _name(row: ImportRow) -> str:
    return " ".join(row.values.get(part, "") for part in ("surname", "given", "patronymic")).strip()


def _created(rows: Iterable[ImportRow], model: type[models.Model]) -> dict[int, int]:
    """Give the primary keys of what the rows brought, each with the number of its row."""
    name = model._meta.model_name
    return {pk: row.number for row in rows for pk in row.created.get(name, ())}


def _chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    listed = list(keys)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]


def _used(rows: list[ImportRow]) -> dict[int, str]:
    """Say which rows of the list somebody has worked with since, and how."""
    used: dict[int, str] = {}
    ours = {model: _created(rows, model) for model in BROUGHT}
    for model in BROUGHT:
        for chunk in _chunks(ours[model]):
            for pk in model.objects.filter(pk__in=chunk, version__gt=1).values_list("pk", flat=True):
                used.setdefault(ours[model][pk], f"изменено с тех пор: {model._meta.verbose_name}")
        for relation in references(model):
            other, name = relation.related_model, relation.field.attname
            if other is ImportRow:
                continue
            for chunk in _chunks(ours[model]):
                own = ours.get(other, {})
                found = other._default_manager.filter(**{f"{name}__in": chunk}).values_list(name, "pk")
                for pk, theirs in found:
                    if theirs not in own:
                        used.setdefault(ours[model][pk], f"есть запись: {other._meta.verbose_name}")
    return used


def _spared(kept: list[ImportRow]) -> set[int]:
    """Name the guardians of children that stay: they stay too, whichever row brought them."""
    spared: set[int] = set()
    for chunk in _chunks(_created(kept, Guardianship)):
        spared.update(Guardianship.objects.filter(pk__in=chunk).values_list("guardian_id", flat=True))
    return spared


def _delete(rows: list[ImportRow], spared: set[int]) -> None:
    for model in BROUGHT:
        keys = _created(rows, model).keys() - (spared if model is Person else set())
        for chunk in _chunks(keys):
            model.objects.filter(pk__in=chunk).delete()


def _restore(rows: list[ImportRow]) -> list[dict[str, Any]]:
    """Put old values back where the value is still the list's own; name the others."""
    later: list[dict[str, Any]] = []
    by_model: dict[str, list[tuple[ImportRow, dict[str, Any]]]] = defaultdict(list)
    for row in rows:
        for change in row.changes:
            if change["model"]:
                by_model[change["model"]].append((row, change))
    for name, changes in by_model.items():
        model = CHANGED_MODELS[name]
        kept = model.objects.select_for_update(of=("self",)).in_bulk({change["pk"] for _, change in changes})
        fields: set[str] = {"name_key"} if model is Person else set()
        for row, change in changes:
            one, field = kept.get(change["pk"]), change["field"]
            if one is None or getattr(one, field) != value_of(field, change["after"]):
                later.append({"number": row.number, "name": _name(row), "what": change["what"] or "Класс"})
                continue
            setattr(one, field, value_of(field, change["before"]))
            fields.add(field)
        copying.upsert(list(kept.values()), sorted(fields))
    return later


def _delete_shared(batch: ImportBatch) -> None:
    """Remove classes and positions that nobody is in."""
    for model in (StudyGroup, Position):
        made = model.objects.filter(pk__in=batch.created.get(model._meta.model_name, ()), version=1)
        if model is StudyGroup:
            made = made.filter(teacher=None)
        for relation in references(model):
            busy = relation.related_model._default_manager.filter(**{f"{relation.field.name}__isnull": False})
            made = made.exclude(pk__in=busy.values(relation.field.attname))
        made.delete()


def told(batch: ImportBatch) -> list[str]:
    """Say what stayed, row by row."""
    kept = [
        f"{deciding.place_words(one['number']).capitalize()}, {one['name']}: осталось, {one['why']}"
        for one in batch.found.get("kept", ())
    ]
    later = [
        f"{deciding.place_words(one['number']).capitalize()}, {one['name']}: {one['what']} — не вернули, изменено позже"
        for one in batch.found.get("later", ())
    ]
    return kept + later


def until(batch: ImportBatch, now: datetime) -> datetime | None:
    """Give the moment until which the list can be taken back; None where it cannot."""
    return batch.committed_at + WEEK if can(batch, now) else None
