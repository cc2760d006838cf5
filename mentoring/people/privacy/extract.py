"""The extract for the person themselves: all that is kept about them, by titles of fields, and who wrote it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.text import capfirst

from mentoring import history, shown
from mentoring.accounts import journal
from mentoring.accounts.models import JournalEntry, Membership
from mentoring.people.models import Person
from mentoring.people.privacy import foreseeing, marks, rows, seeing, traces
from mentoring.people.privacy.declaring import Category, Held

ACTION = "privacy.extract"
GIVEN = "person.extract"  # the deed as the journal knows it
LASTS = timedelta(hours=24)  # an extract is what was true on its day
_HIDDEN = ("password", "code_hash", "token_hash", "data", "session_data", "session_key")


@dataclass(frozen=True)
class Fact:
    """One value by the title of its field."""

    label: str
    value: str


@dataclass(frozen=True)
class Record:
    """One row about the person: its facts, who changed it last and when."""

    facts: tuple[Fact, ...]
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Part:
    """All rows of one kind in one category."""

    category: str
    title: str
    records: tuple[Record, ...]


@dataclass(frozen=True)
class Step:
    """One entry of the journal about the person."""

    at: datetime
    by: str
    deed: str
    changes: tuple[history.Change, ...]


@dataclass(frozen=True)
class Extract:
    """The whole extract; `withheld` are categories that its reader may not see."""

    person: str
    parts: tuple[Part, ...]
    papers: tuple[str, ...]
    steps: tuple[Step, ...]
    withheld: tuple[str, ...]


@transaction.atomic
def give(person: Person, *, by: Membership) -> JournalEntry:
    """Write down that an extract is handed out; it can be opened by the number of this entry for a day."""
    return journal.write(person.organization, GIVEN, person, by=by)


def given(person: Person, number: int) -> JournalEntry | None:
    """Return the entry by which an extract was handed out, while it is still that day's."""
    return (
        JournalEntry.objects.filter(
            organization=person.organization_id,
            number=number,
            action=GIVEN,
            subject_id=str(person.pk),
            at__gt=timezone.now() - LASTS,
        )
        .select_related("by")
        .first()
    )


def of(person: Person, reader: Membership) -> Extract:
    """Gather what the school keeps about a person, as far as this member may see it."""
    known, own = marks.of(person), rows.narrowed(rows.of(person), reader)
    entries = traces.entries(person, known, own)
    last = {(entry.subject_kind, entry.subject_id): entry for entry in entries if entry.action != GIVEN}
    open_to = {category for category in Category if seeing.may_see(reader.roles, category)}
    steps = (_step(entry) for entry in entries if _is_open(entry, own, open_to))
    parts, withheld = [], set()
    for held, unread in own.rows:
        leads = [name for name in held.said if held.rows._meta.get_field(name).is_relation]
        found = rows.read(person, held, unread.select_related(*leads) if leads else unread)
        for category in dict.fromkeys(said.category for said in held.said.values()):
            made = _part(held, category, found, last)
            if made and category in open_to:
                parts.append(made)
            elif made:
                withheld.add(category.label)
    papers = tuple(what for what, _ in foreseeing.papers(person, known))
    return Extract(person.full_name, tuple(parts), papers, tuple(steps), tuple(sorted(withheld)))


def _is_open(entry: JournalEntry, own: rows.Own, open_to: set[Category]) -> bool:
    """Whether an entry is about this person alone, and of nothing that its reader may not see."""
    if entry.subject_id not in own.keys.get(entry.subject_kind, ()):
        return False
    said = [said for held, _ in own.rows if held.model == entry.subject_kind for said in held.said.values()]
    if "note" in entry.fields and Category.NOTE not in open_to:
        return False
    return not said or any(one.category in open_to for one in said)


def _step(entry: JournalEntry) -> Step:
    told = history.told(entry)
    return Step(told.at, told.by, told.deed, told.changes)


def _part(held: Held, category: Category, found: list[models.Model], last: dict) -> Part | None:
    names = [name for name, said in held.said.items() if said.category == category and name not in _HIDDEN]
    records = [record for row in found if (record := _record(held, names, row, last))]
    title = capfirst(str(held.rows._meta.verbose_name_plural if held.goes else category.label))
    return Part(category.label, title, tuple(records)) if records else None


def _record(held: Held, names: list[str], row: models.Model, last: dict) -> Record | None:
    facts = tuple(_facts(row, names))
    if not facts:
        return None
    entry = last.get((held.model, str(row.pk)))
    return Record(facts, entry.by.name if entry and entry.by else "", entry.at if entry else None)


def _facts(row: models.Model, names: list[str]) -> Iterator[Fact]:
    for name in names:
        field = row._meta.get_field(name)
        value = getattr(row, name)
        if value not in (None, "", [], {}):
            yield Fact(capfirst(str(field.verbose_name)), _said(value, field))


def _said(value, field: models.Field) -> str:
    if isinstance(value, bool):
        return "да" if value else "нет"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list | dict):
        return "; ".join(marks.texts(value))
    return str(value) if isinstance(field, models.TextField) else str(shown.value(value, field))


def plain(extract: Extract) -> dict:
    """Return the extract as plain values, to be written as JSON."""
    return asdict(extract)
