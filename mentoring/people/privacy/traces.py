"""What work with a person has left behind: values in the journal, rows of lists, large deeds, letters."""

import email
import email.policy
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from mentoring.accounts.models import JournalEntry, JournalValues, Membership
from mentoring.notifications.models import Delivery, Job, OutboxItem
from mentoring.people.models import BulkDeed, ImportBatch, ImportRow, Person
from mentoring.people.privacy.marks import Marks
from mentoring.people.privacy.rows import Own

_CELLS = ("cells", "values", "faults", "doubts", "choices", "changes")
_EMPTY = {"cells": [], "values": {}, "faults": [], "doubts": [], "choices": {}, "changes": []}
_OPEN = (ImportBatch.State.READ, ImportBatch.State.READING)
_CHUNK = 500  # rows named in one statement


def empty_lists(person: Person, known: Marks) -> set[int]:
    """Empty the rows of lists in which the person stands; return the files of these lists and of those put aside.

    A list that is not taken in yet goes as a whole: it would bring the person back.
    """
    rows = rows_of_lists(person, known)
    batches = ImportBatch.objects.filter(organization=person.organization_id)
    touched = batches.filter(Q(pk__in={row.batch_id for row in rows}) | Q(state=ImportBatch.State.DROPPED))
    files = set(touched.values_list("file", flat=True))
    for batch in touched.filter(state__in=_OPEN):
        ImportRow.objects.filter(batch=batch).delete()
        batch.state, batch.found, batch.columns = ImportBatch.State.DROPPED, {}, []
        batch.version += 1
        batch.save(update_fields=["state", "found", "columns", "version"])
    for row in rows:
        own = {"created": {}, "person": None} if row.person_id == person.pk else {}
        ImportRow.objects.filter(pk=row.pk).update(**_EMPTY | own)
    touched.update(name="Список")
    return files


def rows_of_lists(person: Person, known: Marks) -> list[ImportRow]:
    """Find the rows that are about the person, or name them: a mother in the row of her child."""
    rows = known.somewhere(ImportRow, _CELLS, Q(person=person)).filter(organization=person.organization_id)
    return [
        row for row in rows if row.person_id == person.pk or known.known([getattr(row, name) for name in _CELLS])
    ]  # fmt: skip


def files_of_works(person: Person) -> set[int]:
    """Return what long works have written for their owners: a list may name anybody, and is soon written anew."""
    return set(
        Job.objects.filter(organization=person.organization_id, file__isnull=False).values_list("file", flat=True)
    )


def empty_journal(person: Person, known: Marks, own: Own) -> None:
    """Empty the values of every entry about rows of the person, and of every entry that names them."""
    keys = {entry.pk for entry in entries(person, known, own)}
    listed = sorted(keys)
    for start in range(0, len(listed), _CHUNK):
        values = JournalValues.objects.filter(entry__in=listed[start : start + _CHUNK])
        values.update(before={}, after={})


def entries(person: Person, known: Marks, own: Own) -> list[JournalEntry]:
    """Find the entries of the journal that tell about the person, those of rows that are gone among them."""
    school = {"organization": person.organization_id}
    values = known.somewhere(JournalValues, ("before", "after")).filter(**school).select_related("entry__by")
    named = [one.entry for one in values if known.known([one.before, one.after])]
    personal = _personal_kinds()
    keys = {kind: set(pks) for kind, pks in own.keys.items()}
    for entry in named:
        if entry.subject_kind in personal:
            keys.setdefault(entry.subject_kind, set()).add(entry.subject_id)
    found = {entry.pk: entry for entry in named}
    listed = [(kind, pk) for kind, pks in sorted(keys.items()) for pk in sorted(pks)]
    for start in range(0, len(listed), _CHUNK):
        about = Q()
        for kind, pks in groupby(listed[start : start + _CHUNK], key=itemgetter(0)):
            about |= Q(subject_kind=kind, subject_id__in=[pk for _, pk in pks])
        told = JournalEntry.objects.filter(about, **school).select_related("by", "values")
        found |= {one.pk: one for one in told}
    return sorted(found.values(), key=lambda entry: entry.number)


def _personal_kinds() -> set[str]:
    """Name the kinds of rows that are about one person: what named them once was theirs."""
    from_people = ("employment", "enrollment", "affiliation", "clearance", "consent", "declension")
    from_registry = ("mentee", "mentor", "request", "restrictednote", "interview", "evaluation", "certificate")
    return {f"people.{name}" for name in from_people} | {f"registry.{name}" for name in from_registry}


def empty_deeds(person: Person, known: Marks, own: Own) -> None:
    """Leave out of large deeds what they changed about the person: it cannot be taken back any more."""
    leave_out(person, lambda change: _is_about(change, person, known, own))


def leave_out(person: Person, is_about: Callable[[dict[str, Any]], bool]) -> None:
    """Leave such changes out of the large deeds of the person's school."""
    for deed in BulkDeed.objects.filter(organization=person.organization_id):
        left = [one for one in deed.changes if not is_about(one)]
        if left != deed.changes:
            deed.changes = left
            deed.save(update_fields=["changes"])


def _is_about(change: dict[str, Any], person: Person, known: Marks, own: Own) -> bool:
    """Whether a kept change is about a row of the person, leads to them, or names them."""
    if str(change.get("pk")) in own.keys.get(change.get("model", ""), ()) or known.known(change):
        return True
    model = apps.get_model(change["model"])
    leads = {field.attname for field in model._meta.concrete_fields if field.related_model is Person}
    values = [change.get(side) or {} for side in ("before", "after")]
    return any(one.get(name) == person.pk for one in values for name in leads)


def empty_letters(person: Person, member: Membership | None, known: Marks, name: str) -> None:
    """Stop letters to the person, blank those that were sent, leave their name out of letters to others."""
    school = {"organization": person.organization_id}
    for item in known.somewhere(OutboxItem, ("payload",)).filter(**school):
        if known.sure.search(str(item.payload.get("to", ""))):
            OutboxItem.objects.filter(pk=item.pk).update(payload={}, state=OutboxItem.State.FAILED, error="")
        else:
            OutboxItem.objects.filter(pk=item.pk).update(payload=known.in_values(item.payload, name))
    addressee = Q(addressee=f"p{person.pk}") | (Q(membership=member) if member else Q())
    for delivery in Delivery.objects.filter(addressee, **school):
        delivery.name, delivery.to = name, ""
        delivery.save(update_fields=["name", "to", "search_key"])
    transaction.on_commit(lambda: _burn(known), robust=True)


def _burn(known: Marks) -> None:
    """Remove copies of letters that an installation without a mail server keeps as files."""
    for path in _kept_letters():
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        body = message.get_body(("plain",))
        said = [str(message["To"]), str(message["Subject"]), body.get_content() if body else ""]
        if known.sure.search(" ".join(said)):
            path.unlink(missing_ok=True)


def _kept_letters() -> Iterator[Path]:
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    return Path(folder).glob("*.log") if folder else iter(())
