"""The matrix of stages: one row a stage, its deeds, papers and indicators as lists in cells."""

from collections.abc import Sequence

from roadmap.readers import lists, numbers, responsible, sections
from roadmap.readers.blocks import Cell
from roadmap.readers.columns import Heading
from roadmap.readers.draft import Event, Extra, Layout, Plan, Section
from roadmap.readers.entries import Entry


def build(title: str, heading: Heading, entries: Sequence[Entry], place: str) -> Plan:
    found: list[Section] = []
    events: list[Event] = []
    for entry in entries:
        if not entry.stage and not entry.content.paragraphs and not entry.text:
            continue
        if entry.stage or not found:
            found.append(_section(entry))
        events += _deeds(entry, len(found) - 1, found[-1])
    return Plan(title, heading.texts, tuple(found), tuple(events), Layout.MATRIX, place)


def _section(entry: Entry) -> Section:
    number, stage = numbers.split(entry.stage or entry.text)
    title, goal, task, result = sections.split_goals(stage)
    deeds = lists.split(entry.content)
    return Section(
        entry.number or number,
        title,
        goal,
        task,
        result or entry.result.flat,
        due=sections.due_of(entry.due.flat),
        responsible_text=entry.responsible.flat,
        items=deeds.items,
        documents=_items(entry.documents),
        indicators=_items(entry.indicator),
        place=str(entry.place),
    )


def _items(cell: Cell) -> tuple[str, ...]:
    listed = lists.split(cell)
    return (listed.lead, *listed.items) if listed.lead else listed.items


def _deeds(entry: Entry, section: int, stage: Section) -> list[Event]:
    listed = lists.split(entry.content)
    extras = (Extra("Пояснение", listed.lead),) if listed.lead else ()
    return [
        Event(
            section,
            "",
            item,
            due=stage.due,
            due_inherited=bool(stage.due.raw),
            responsible_text=stage.responsible_text,
            responsibles=responsible.read(stage.responsible_text),
            responsible_inherited=bool(stage.responsible_text),
            extras=extras,
            place=str(entry.place),
            order=order,
        )
        for order, item in enumerate(listed.items, start=1)
    ]
