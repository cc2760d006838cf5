"""The append-only journal of one organization, chained by digests (152-ФЗ, приказ РКН № 179)."""

import hashlib
import json
import secrets
from collections.abc import Mapping

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from mentoring.accounts.models import JournalEntry, JournalHead, JournalValues, Membership, Organization


def _plain(values: Mapping) -> dict:
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder, default=str))


def _values_digest(salt: str, before: dict, after: dict) -> str:
    text = json.dumps([salt, before, after], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _digest(entry: JournalEntry) -> str:
    parts = [
        entry.previous,
        entry.organization_id,
        entry.number,
        entry.at.isoformat(),
        entry.by_id,
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        entry.fields,
        entry.salt,
        entry.values_digest,
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def write(
    organization: Organization,
    action: str,
    subject,
    *,
    by: Membership | None,
    before: Mapping | None = None,
    after: Mapping | None = None,
) -> JournalEntry:
    """Add an entry to the organization's chain, in the transaction of the deed itself."""
    before, after = _plain(before or {}), _plain(after or {})
    JournalHead.objects.get_or_create(organization=organization)
    head = JournalHead.objects.select_for_update().get(organization=organization)
    salt = secrets.token_hex(16)
    entry = JournalEntry(
        organization=organization,
        number=head.number + 1,
        at=timezone.now(),
        by=by,
        action=action,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        fields=sorted(before.keys() | after.keys()),
        salt=salt,
        values_digest=_values_digest(salt, before, after),
        previous=head.digest,
    )
    entry.digest = _digest(entry)
    entry.save(force_insert=True)
    JournalValues.objects.create(organization=organization, entry=entry, before=before, after=after)
    head.number, head.digest = entry.number, entry.digest
    head.save()
    return entry


def breaks(organization: Organization) -> list[str]:
    """Return what is wrong with the chain, in words; an emptied side table is no fault."""
    found, previous, number = [], "", 0
    for entry in organization_entries(organization).iterator():
        number += 1
        if entry.number != number or entry.previous != previous or entry.digest != _digest(entry):
            found.append(f"журнал «{organization}»: цепочка прервана на записи {entry.number}")
        values = entry.values
        erased = not values.before and not values.after
        if not erased and _values_digest(entry.salt, values.before, values.after) != entry.values_digest:
            found.append(f"журнал «{organization}»: значения записи {entry.number} не совпадают с отпечатком")
        previous, number = entry.digest, entry.number
    head = JournalHead.objects.filter(organization=organization).first()
    if head and (head.number, head.digest) != (number, previous):
        found.append(f"журнал «{organization}»: последние записи пропали")
    return found


def organization_entries(organization: Organization):
    """Return the chain from its first entry, with its values."""
    return JournalEntry.objects.filter(organization=organization).select_related("values").order_by("number")
