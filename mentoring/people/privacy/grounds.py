"""What was kept only because of one consent, as the apps declare it: found, named and destroyed without the rest."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q

from mentoring.accounts.models import JournalValues
from mentoring.accounts.rows import Versioned
from mentoring.people.models import Person
from mentoring.people.privacy import traces
from mentoring.people.privacy.declaring import Ground, Held, declared, grounds
from mentoring.people.privacy.erasing import empty
from mentoring.people.privacy.foreseeing import Part


@dataclass(frozen=True)
class Found:
    """The rows of one person that rested on a consent."""

    ground: Ground
    held: Held
    rows: models.QuerySet

    @property
    def part(self) -> Part:
        meta, fields = self.held.rows._meta, self.ground.names
        labels = ", ".join(str(meta.get_field(name).verbose_name) for name in fields)
        what = ": ".join(part for part in (str(meta.verbose_name_plural), labels) if part)
        first = fields[0] if fields else next(iter(self.held.said))
        return Part(self.held.said[first].category, what, self.rows.count())


def of(person: Person, gate: str) -> list[Found]:
    """Find what this person's consents to such a purpose had made lawful and is still there."""
    return [one for one in _found(person, gate) if one.rows.exists()]


def parts(found: Collection[Found]) -> list[Part]:
    """Say what there is, before it goes."""
    return [one.part for one in found]


def _found(person: Person, gate: str) -> Iterator[Found]:
    known = {held.model: held for held in declared()}
    for ground in grounds():
        if ground.gate != gate:
            continue
        held = known[ground.model]
        own = Q(*((path, person.pk) for path in held.of), _connector=Q.OR)
        rows = held.rows._default_manager.filter(own, ground.only, organization=person.organization_id)
        yield Found(ground, held, rows.exclude(_says_nothing(held, ground)) if ground.names else rows)


def _says_nothing(held: Held, ground: Ground) -> Q:
    return Q(**{name: empty(held.rows._meta.get_field(name)) for name in ground.names})


def destroy(person: Person, found: Collection[Found]) -> None:
    """Delete the rows that go and empty the fields of those that stay, with what the journal and large deeds kept."""
    for one in found:
        keys = list(one.rows.values_list("pk", flat=True))
        rows = one.held.rows._default_manager.filter(pk__in=keys)
        if one.ground.names:
            fields = one.held.rows._meta
            values = {name: empty(fields.get_field(name)) for name in one.ground.names}
            if issubclass(one.held.rows, Versioned):
                values["version"] = F("version") + 1
            rows.update(**values)
        else:
            rows.delete()
        _empty_traces(person, one, {str(key) for key in keys})


def _empty_traces(person: Person, one: Found, keys: set[str]) -> None:
    """Empty what was said of these rows: an entry whose fields alone are named elsewhere stays as it is."""
    values = JournalValues.objects.filter(
        organization=person.organization_id, entry__subject_kind=one.held.model, entry__subject_id__in=keys
    )
    for row in values:
        if not one.ground.names or {*row.before, *row.after} & set(one.ground.names):
            row.before, row.after = {}, {}
            row.save(update_fields=["before", "after"])
    traces.leave_out(person, lambda change: change["model"] == one.held.model and str(change["pk"]) in keys)
