"""A sheet is written into rows: as many queries for a plan of 350 events as for one of 35."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import F

from roadmap.models import Event, Responsible, Roadmap, Section
from roadmap.sheets import Event as Line
from roadmap.sheets import Section as Heading
from roadmap.sheets import Sheet

_ASIDE = 10_000  # places in the order wait here while lines change them
_LONGEST_NUMBER = 40
_SECTION_FIELDS = (
    "order",
    "number",
    "title",
    "goal",
    "task",
    "result",
    "due_text",
    "responsible_text",
    "stage",
    "parent",
)
_EVENT_FIELDS = (
    "section", "order", "number", "title", "content", "due_text", "due", "answers", "responsible_text", "result_text",
    "indicator_text", "footnote", "extras", "inherited", "withdrawn_at", "template_code", "search_key", "version",
)  # fmt: skip


def write(roadmap: Roadmap, sheet: Sheet, people: Mapping[str, Sequence[dict]], *, today: date) -> None:
    """Bring sections, events and those who answer in line with the sheet; rows whose keys it lacks go.

    `people` gives by the key of a line the fields of its rows of Responsible.
    """
    sections = _write_sections(roadmap, sheet)
    _write_events(roadmap, sheet, sections, people, today)
    gone = {row.pk for row in roadmap.sections.all()} - {row.pk for row in sections.values()}
    if gone:
        Section.objects.filter(pk__in=gone).delete()


def _write_sections(roadmap: Roadmap, sheet: Sheet) -> dict[str, Section]:
    known = {f"s{row.pk}": row for row in roadmap.sections.all()}
    if known:
        roadmap.sections.update(order=F("order") + _ASIDE)
    rows = {
        section.key: _fill_section(
            known.get(section.key) or Section(organization=roadmap.organization, roadmap=roadmap), section, order
        )
        for order, section in enumerate(sheet.sections)
    }
    Section.objects.bulk_create([row for row in rows.values() if row.pk is None])
    nested = []
    for section in sheet.sections:
        row = rows[section.key]
        row.parent = rows.get(section.parent)
        if section.key in known or row.parent:
            nested.append(row)
    _rewrite(Section, nested, _SECTION_FIELDS)
    return rows


def _rewrite(model, rows: list, fields: tuple[str, ...]) -> None:
    """Write rows that exist in one statement; keys compute themselves as in any other saving."""
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)


def _fill_section(row: Section, section: Heading, order: int) -> Section:
    row.order, row.number, row.title = order, section.number[:_LONGEST_NUMBER], section.title
    row.goal, row.task, row.result = section.goal, section.task, section.result
    row.due_text, row.responsible_text, row.stage = section.due_text, section.responsible_text, section.stage
    return row


def _write_events(
    roadmap: Roadmap, sheet: Sheet, sections: Mapping[str, Section], people: Mapping[str, Sequence[dict]], today: date
) -> None:
    known = {f"e{row.pk}": row for row in roadmap.events.all()}
    kept = {line.key for line in sheet.events}
    gone = [row.pk for key, row in known.items() if key not in kept]
    if gone:
        Event.objects.filter(pk__in=gone).delete()
    if known:
        roadmap.events.update(order=F("order") + _ASIDE)
    new, changed, answering = [], [], []
    for order, line in enumerate(sheet.events):
        row = known.get(line.key)
        if row is None or row.responsible_text != line.responsible_text:
            answering.append(line)
        row = row or Event(organization=roadmap.organization, roadmap=roadmap, version=0)
        (changed if line.key in known else new).append(row)
        _fill_event(row, line, order, sections, today)
        known[line.key] = row
    Event.objects.bulk_create(new)
    _rewrite(Event, changed, _EVENT_FIELDS)
    _write_responsibles([(known[line.key], line) for line in answering], people, fresh=not changed)


def _fill_event(row: Event, line: Line, order: int, sections: Mapping[str, Section], today: date) -> None:
    row.section = sections.get(line.section)
    row.order, row.number, row.title = order, line.number[:_LONGEST_NUMBER], line.title
    row.content = list(line.content)
    row.due_text, row.due, row.answers = line.due.raw, line.due.to_json(), dict(line.answers)
    row.responsible_text, row.result_text, row.indicator_text = (
        line.responsible_text,
        line.result_text,
        line.indicator_text,
    )
    row.footnote, row.template_code, row.inherited = line.footnote, line.template_code, list(line.inherited)
    long = (("№", line.number),) if len(line.number) > _LONGEST_NUMBER else ()
    row.extras = [list(pair) for pair in (*line.extras, *long)]
    row.withdrawn_at = (row.withdrawn_at or today) if line.withdrawn else None
    row.version += 1


def _write_responsibles(lines: list[tuple[Event, Line]], people: Mapping[str, Sequence[dict]], *, fresh: bool) -> None:
    if not fresh:
        Responsible.objects.filter(event__in=[row for row, _ in lines]).delete()
    Responsible.objects.bulk_create(
        Responsible(organization_id=row.organization_id, event=row, order=order, **fields)
        for row, line in lines
        for order, fields in enumerate(people.get(line.key, ()))
    )
