"""Deeds that change many rows at once: each change is kept beside what was before, to be taken back within a week."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction

from mentoring.accounts import journal
from mentoring.accounts.keys import RussianKeyField
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.accounts.rows import Versioned
from mentoring.people.models import BulkDeed

WEEK = timedelta(days=7)
CHANGED, GONE, TAKEN = "изменено с тех пор", "такой записи больше нет", "место занято другой записью"


class Changes:
    """Changes rows one by one and remembers of each what it was and became."""

    def __init__(self):
        self.kept: list[dict[str, Any]] = []

    def change(self, row: models.Model, **values) -> None:
        """Set columns of a row that its deed has locked; nothing is kept where nothing differs."""
        before = _plain(row, values)
        for name, value in values.items():
            setattr(row, name, value)
        after = _plain(row, values)
        if before != after:
            _save(row, values)
            self._keep(row, row.pk, before, after)

    def add(self, row: models.Model) -> None:
        row.save(force_insert=True)
        self._keep(row, row.pk, None, _plain(row, _columns(row)))

    def remove(self, row: models.Model) -> None:
        """Delete a row with what goes when it goes; what protects it is an error of whoever calls."""
        for relation in references(type(row)):
            theirs = relation.related_model._default_manager.filter(**{relation.field.name: row})
            if relation.on_delete is models.CASCADE:
                for one in theirs:
                    self.remove(one)
            elif relation.on_delete is models.SET_NULL:
                for one in theirs:
                    self.change(one, **{relation.field.attname: None})
        self._keep(row, row.pk, _plain(row, _columns(row)), None)
        row.delete()

    def _keep(self, row, pk, before, after) -> None:
        words = f"{row._meta.verbose_name}: {row}"
        self.kept.append({"model": row._meta.label_lower, "pk": pk, "row": words, "before": before, "after": after})

    def deed(self, kind: str, title: str, *, by: Membership) -> BulkDeed:
        """Keep all that was changed as one deed."""
        return BulkDeed.objects.create(
            organization_id=by.organization_id, kind=kind, title=title[:400], changes=self.kept, by=by
        )


def references(model: type[models.Model]) -> list[models.ForeignObjectRel]:
    """Name every foreign key that leads to this model, also those that have no name on its side."""
    found = model._meta.get_fields(include_hidden=True)
    return [one for one in found if one.auto_created and not one.concrete and (one.one_to_many or one.one_to_one)]


@transaction.atomic
def delete(row: models.Model, *, by: Membership) -> BulkDeed:
    """Delete a row so that it can be brought back for a week."""
    changes, title = Changes(), f"{row._meta.verbose_name} «{row}»"
    changes.remove(row)
    return changes.deed(BulkDeed.Kind.DELETION, title, by=by)


def forget(now: datetime) -> int:
    """Empty what the deeds kept to be taken back, once their week is over; return of how many."""
    return BulkDeed.objects.filter(at__lt=now - WEEK).exclude(changes=[]).update(changes=[])


def until(deed: BulkDeed, now: datetime) -> datetime | None:
    """Give the moment until which the deed can be taken back; None where it cannot."""
    open_still = deed.undone_at is None and now - deed.at <= WEEK
    return deed.at + WEEK if open_still else None


@transaction.atomic
def undo(deed: BulkDeed, *, by: Membership, now: datetime) -> BulkDeed:
    """Take a deed back, the last change first; what somebody has changed since stays and is named."""
    organization = Organization.objects.select_for_update(no_key=True).get(pk=deed.organization_id)
    row = BulkDeed.objects.select_for_update(of=("self",)).get(pk=deed.pk)
    if row.undone_at:
        raise Refused(f"«{row}» — это уже отменено.")
    if until(row, now) is None:
        raise Refused(f"«{row}» — с тех пор прошло больше недели: отменить уже нельзя.")
    row.left = list(_stayed(reversed(row.changes)))
    row.undone_at = now
    row.save(update_fields=["left", "undone_at"])
    after = {"title": row.title, "undone": len(row.changes) - len(row.left), "kept": len(row.left)}
    journal.write(organization, f"bulkdeed.{row.kind}_undo", row, by=by, after=after)
    return row


def _stayed(changes: Iterable[dict]) -> Iterator[dict[str, str]]:
    for change in changes:
        try:
            with transaction.atomic():
                why = _restore(change)
        except (IntegrityError, models.ProtectedError):
            why = TAKEN
        if why:
            yield {"row": change["row"], "why": why}


def _restore(change: dict) -> str:
    """Put one row back as it was; say why where it must stay."""
    model, before, after = apps.get_model(change["model"]), change["before"], change["after"]
    row = model._default_manager.select_for_update(of=("self",)).filter(pk=change["pk"]).first()
    if after is None:
        return TAKEN if row else _bring_back(model, before)
    if row is None:
        return "" if before is None else GONE
    if _plain(row, after) != after:
        return CHANGED
    if before is None:
        row.delete()
        return ""
    if not _leads_somewhere(model, before):
        return GONE
    for name, value in before.items():
        setattr(row, name, model._meta.get_field(name).to_python(value))
    _save(row, before)
    return ""


def _bring_back(model: type[models.Model], values: dict) -> str:
    if not _leads_somewhere(model, values):
        return GONE
    model(**{name: model._meta.get_field(name).to_python(value) for name, value in values.items()}).save(
        force_insert=True
    )
    return ""


def _leads_somewhere(model: type[models.Model], values: dict) -> bool:
    """Whether what the old values refer to is still there; the database itself would ask only at the end."""
    for name, value in values.items():
        field = model._meta.get_field(name)
        if (
            field.is_relation
            and value is not None
            and not field.related_model._default_manager.filter(pk=value).exists()
        ):
            return False
    return True


def _columns(row: models.Model) -> list[str]:
    return [field.attname for field in row._meta.concrete_fields]


def _plain(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """Give columns as JSON keeps them, so that what is read back compares equal."""
    return json.loads(json.dumps({name: getattr(row, name) for name in names}, cls=DjangoJSONEncoder))


def _save(row: models.Model, names: Iterable[str]) -> None:
    """Save some columns with the keys that follow from them, as the next version of the row."""
    changed = {row._meta.get_field(name).name for name in names}
    keys = {
        field.name
        for field in row._meta.concrete_fields
        if isinstance(field, RussianKeyField) and changed & set(field.sources)
    }
    if isinstance(row, Versioned):
        row.version += 1
        changed.add("version")
    row.save(update_fields=changed | keys)
