"""Rows that people fill in by a form: made, locked against another hand, changed, and written into the journal."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction

from mentoring.accounts import journal
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.accounts.rows import OrganizationRow
from mentoring.people.privacy import shredding

GONE = "Этой записи уже нет. Вернитесь к списку."
STALE = "Не сохранено: эту запись успел изменить кто-то ещё. Откройте страницу заново и внесите правку ещё раз."
Row = TypeVar("Row", bound=OrganizationRow)


@transaction.atomic
def add(row: Row, *, by: Membership) -> Row:
    """Save a row that a form has filled in."""
    row.save()
    write("add", row, by=by, after=_said(row))
    return row


@transaction.atomic
def change(row: Row, facts: Mapping[str, Any], *, version: int, by: Membership) -> Row:
    """Give a row these facts unless it has changed since it was shown."""
    kept = locked(row, version=version, by=by)
    before = {name: getattr(kept, name) for name in facts}
    for name, fact in facts.items():
        setattr(kept, name, fact)
    touch(kept)
    write("change", kept, by=by, before=before, after=facts)
    return kept


@transaction.atomic
def remove(row: OrganizationRow, *, by: Membership) -> None:
    """Delete a row on which nothing rests."""
    kept = locked(row, by=by)
    write("remove", kept, by=by, before=_said(kept))
    kept.delete()


def locked(row: Row, *, by: Membership, version: int | None = None) -> Row:
    """Lock the row as it stands now; refuse where it is gone or is not the one that was seen."""
    rows = type(row).objects.visible_to(by).select_related("organization").select_for_update(of=("self",))
    kept = rows.filter(pk=row.pk).first()
    if kept is None:
        raise Refused(GONE)
    if version is not None and version != kept.version:
        raise Refused(STALE)
    return kept


def touch(row: OrganizationRow) -> None:
    """Save a locked row as its next version."""
    row.version += 1
    row.save()


def write(verb: str, row: OrganizationRow, *, by: Membership, **values: Mapping[str, Any]) -> None:
    """Tell the journal what was done with a row."""
    journal.write(row.organization, f"{row._meta.model_name}.{verb}", row, by=by, **values)


def destroy_file(organization: Organization, key: int | None) -> None:
    """Destroy a file that another has replaced."""
    shredding.destroy(organization, [] if key is None else [key])


def _said(row: OrganizationRow) -> dict[str, Any]:
    """Return what a row says, without what it was born with."""
    silent = {"id", "organization", "public_id", "version", "programme"}
    said = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.name not in silent}
    return {name: fact for name, fact in said.items() if fact not in (None, "")}
