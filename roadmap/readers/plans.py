"""Rows of a plan become sections and events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from mentoring.calendar.due import DueSpec
from roadmap.readers import aligning, lists, numbers, responsible, sections
from roadmap.readers.blocks import Cell
from roadmap.readers.cleaning import squeeze
from roadmap.readers.columns import Heading, Role
from roadmap.readers.draft import Aside, Event, Extra, Layout, Plan, Section
from roadmap.readers.entries import EMPTY, Entry, same_stage


@dataclass
class _Building:
    """The plan so far; `current` is the section that the next event falls into."""

    staged: bool
    sections: list[Section] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    current: int | None = None
    stage: str = ""


def build(title: str, heading: Heading, entries: Sequence[Entry], place: str) -> Plan:
    building = _Building(heading.has(Role.STAGE))
    numbered = sum(1 for entry in entries if entry.number) * 3 >= len(entries)
    for index, entry in enumerate(entries):
        if entry.is_note and (building.events or building.sections):
            building.asides.append(Aside(entry.text, str(entry.place)))
        elif building.sections and sections.starts_with_goal(entry.text) and entry.is_bare:
            building.sections[-1] = sections.add_goal(building.sections[-1], entry.text)
        else:
            if building.staged:
                entry = _open_stage(building, entries, index)
            if entry.title.paragraphs or not entry.is_bare:
                _add(building, entries, index, entry, numbered)
    events = tuple(_with_footnote(event, building.asides) for event in building.events)
    found, footnotes = tuple(building.sections), {event.footnote for event in events}
    asides = tuple(aside for aside in building.asides if aside.text not in footnotes)
    return Plan(title, heading.texts, found, events, _layout(heading, found, events), place, asides)


def _add(building: _Building, entries: Sequence[Entry], index: int, entry: Entry, numbered: bool) -> None:
    if sections.is_heading(entries, index, numbered=numbered, staged=building.staged) and entry.title.paragraphs:
        building.sections.append(sections.read(entry, building.sections))
        building.current = len(building.sections) - 1
        return
    section = _section_of(building, entry.number)
    if not building.staged:
        building.current = section
    building.events.extend(_events(building, entry, section))


def _open_stage(building: _Building, entries: Sequence[Entry], index: int) -> Entry:
    """A new text in the column of stages opens a section; the number beside it may be the stage's own."""
    entry = entries[index]
    if not entry.stage or same_stage(entry.stage, building.stage):
        return entry
    building.stage = entry.stage
    number, title = numbers.split(entry.stage)
    after = entries[index + 1] if index + 1 < len(entries) else None
    owns_number = entry.number and (
        after is None or bool(after.stage) or not after.number or Role.NUMBER in after.merged
    )
    if owns_number and len(numbers.key(entry.number)) == 1:
        number, entry = number or entry.number, entry._replace(number="")
    name, goal, task, result = sections.split_goals(title)
    building.sections.append(Section(number, name, goal, task, result, place=str(entry.place)))
    building.current = len(building.sections) - 1
    return entry


def _section_of(building: _Building, number: str) -> int | None:
    """The number decides among the open sections: 2.3 after 2.2.1 is back in 2."""
    current = building.current
    chain = []
    while current is not None:
        chain.append(current)
        current = building.sections[current].parent
    for index in chain:
        own = building.sections[index].number
        if number and own and numbers.is_under(number, own):
            return index
    if number and len(chain) > 1 and len(numbers.key(number)) <= len(numbers.key(building.sections[chain[0]].number)):
        return chain[-1]
    return building.current


def _events(building: _Building, entry: Entry, section: int | None) -> Iterator[Event]:
    """Give one event for the row, or one for each item of the list that the row holds."""
    listed = lists.split(entry.title)
    if len(listed.items) < 2:
        yield _event(building, entry, section, entry.number, entry.text, listed)
        return
    lines = _dated_lines(entry.due)
    paired = listed.numbered and len(listed.items) > 1 and not listed.lead and len(lines) == len(listed.items)
    spread = building.staged and len(listed.items) > 1 and not listed.lead and _is_list(entry.title, listed)
    if not paired and not spread:
        yield _event(building, entry, section, entry.number, entry.text, listed)
        return
    own = lines if len(lines) == len(listed.items) else ()
    columns = {name: _lines(getattr(entry, name), len(listed.items)) for name in ("responsible", "result", "indicator")}
    for order, item in enumerate(listed.items):
        parts = {name: cells[order] for name, cells in columns.items() if cells}
        if own:
            parts["due"] = Cell((own[order],), ("",))
        number = f"{order + 1}" if paired and not building.staged else ""
        part = entry._replace(title=Cell((item,), ("",)), **parts)
        event = _event(building, part, section, number, item, lists.Items("", (), False))
        yield replace(event, order=order + 1)


def _is_list(cell: Cell, listed: lists.Items) -> bool:
    return (
        listed.numbered
        or len(cell.paragraphs) >= len(listed.items)
        and any(label for label in cell.labels)
        or all(line.lstrip()[:1] in "-–—•*·▪●◦" for line in cell.paragraphs)
    )


def _dated_lines(cell: Cell) -> tuple[str, ...]:
    lines = tuple(squeeze(line) for line in cell.text.split("\n") if line.strip())
    return lines if all(aligning.is_date(line) for line in lines) else ()


def _lines(cell: Cell, count: int) -> tuple[Cell, ...]:
    """Part a cell line by line when it has as many lines as the list has items."""
    lines = [line for line in cell.text.split("\n") if line.strip()]
    return tuple(Cell((line,), ("",)) for line in lines) if len(lines) == count > 1 else ()


def _event(
    building: _Building, entry: Entry, section: int | None, number: str, title: str, listed: lists.Items
) -> Event:
    merged = []
    due_text, answer_text = entry.due.flat, entry.responsible.flat
    due, due_inherited = sections.due_of(due_text), False
    above = building.events[-1] if building.events else None
    if not due_text and Role.DUE in entry.merged and above:
        due, due_inherited = above.due, True
        merged.append("date")
    elif not due_text and section is not None and (own := _due_of_section(building, section)).raw:
        due, due_inherited = own, True
    answer_inherited = not answer_text and Role.RESPONSIBLE in entry.merged and above is not None
    if answer_inherited and above:
        answer_text = above.responsible_text
        merged.append("responsible")
    content = listed.items if len(listed.items) > 1 else ()
    if entry.content is not EMPTY:
        content = (*content, *lists.split(entry.content).items)
    return Event(
        section,
        number,
        title,
        content,
        due,
        due_inherited,
        answer_text,
        responsible.read(answer_text),
        bool(answer_inherited),
        entry.result.flat,
        entry.indicator.flat,
        "",
        (*entry.extras, *_documents(entry)),
        str(entry.place),
        tuple(merged),
    )


def _documents(entry: Entry) -> tuple[Extra, ...]:
    text = entry.documents.flat
    return (Extra("Документы", text),) if text else ()


def _due_of_section(building: _Building, section: int | None) -> DueSpec:
    while section is not None:
        if building.sections[section].due.raw:
            return building.sections[section].due
        section = building.sections[section].parent
    return DueSpec()


def _with_footnote(event: Event, asides: list[Aside]) -> Event:
    if not asides or not event.title.rstrip().endswith("*"):
        return event
    stars = len(event.title) - len(event.title.rstrip("*"))
    fitting = (aside.text for aside in asides if len(aside.text) - len(aside.text.lstrip("*")) == stars)
    return replace(event, footnote=next(fitting, ""))


def _layout(heading: Heading, found: tuple[Section, ...], events: tuple[Event, ...]) -> Layout:
    """Name the shape of the plan by the letters of the domain file."""
    if heading.has(Role.STAGE):
        return Layout.CONTENTS if heading.has(Role.CONTENT) else Layout.TEACHERS
    if any(section.parent is not None for section in found):
        return Layout.COMPLEX
    if any(section.task or section.goal for section in found):
        return Layout.STAGED
    if heading.has(Role.RESULT) and heading.has(Role.NUMBER):
        return Layout.RESULTS
    return Layout.SECTIONS if found else Layout.FLAT
