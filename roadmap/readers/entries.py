"""One row of a plan by the meaning of its cells, and the joining of rows that a page has cut."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from roadmap.readers import aligning, dates, lists, numbers
from roadmap.readers.blocks import Cell, Line, Place, Row
from roadmap.readers.cleaning import OPEN_END, fold, squeeze
from roadmap.readers.columns import Column, Heading, Role
from roadmap.readers.draft import Extra

EMPTY = Cell()
_BULLET = re.compile(r"[-–—•*▪●◦]\s*[а-яёА-ЯЁ«]")
_DUE_WORDS = re.compile(r"\b(?:срок|дат|период|реализаци|исполнени|проведени|выполнени)\w*", re.IGNORECASE)
_MARK = re.compile(r"[+*•✓✔vVxXхХ√]|да", re.IGNORECASE)
_NOTE = re.compile(r"\*|(?:примечани[ея]|сноска|итого|всего)\b|.*_{3}", re.IGNORECASE)
# Excel takes «1.2» for the first of February.
_SPOILED = re.compile(r"(\d{2})\.(\d{2})\.20\d\d")
_RULE = re.compile(r"[-–—_=\s|:+]*\Z")
_FIELDS = ("title", "content", "due", "responsible", "result", "indicator", "documents")
_ROLE_FIELDS = {Role(name): name for name in _FIELDS}


class Entry(NamedTuple):
    """A row of the plan; `wide` when its only text runs over the whole row, `line` when it stood between tables."""

    place: Place
    number: str = ""
    title: Cell = EMPTY
    content: Cell = EMPTY
    due: Cell = EMPTY
    responsible: Cell = EMPTY
    result: Cell = EMPTY
    indicator: Cell = EMPTY
    documents: Cell = EMPTY
    stage: str = ""
    extras: tuple[Extra, ...] = ()
    merged: frozenset[Role] = frozenset()
    wide: bool = False
    bold: bool = False
    line: bool = False
    stage_like: bool = False

    @property
    def text(self) -> str:
        return self.title.flat

    @property
    def is_bare(self) -> bool:
        """Nothing but a title: no date, nobody responsible, no result, own or merged."""
        own = (self.due, self.responsible, self.result, self.indicator, self.documents, self.content)
        return (
            not any(cell.paragraphs for cell in own)
            and not self.extras
            and not self.merged & {Role.DUE, Role.RESPONSIBLE}
        )

    @property
    def is_note(self) -> bool:
        return self.is_bare and bool(_NOTE.match(self.text))


def from_row(row: Row, heading: Heading) -> Entry | None:
    """Read a row by the heading; None where it holds nothing."""
    if row.is_empty and not any(cell.continues for cell in row.cells):
        return None
    if all(_RULE.match(cell.text) for cell in row.cells) and not any(cell.continues for cell in row.cells):
        return None
    values: dict[str, Cell] = {}
    extras, merged, covered, number, stage = [], set(), set(), "", ""
    for index, cell, covers in aligning.place(row, heading):
        column = heading.columns[index]
        if cell.continues:
            merged.add(column.role)
        if not cell.paragraphs:
            continue
        covered |= covers
        if column.role == Role.NUMBER:
            number = cell.flat
        elif column.role == Role.STAGE:
            stage = squeeze(f"{cell.labels[0] if cell.labels else ''} {cell.text}") or stage
        elif name := _ROLE_FIELDS.get(column.role):
            values[name] = _join_columns(values.get(name), _meant(cell, column))
        else:
            extras.append(Extra(column.text, cell.flat))
    wide = _is_wide(row, heading, covered)
    if wide and len(values) == 1:  # whatever column it begins in
        values = {"title": next(iter(values.values()))}
    return _settled(
        Entry(
            row.place,
            number,
            **values,
            stage=stage,
            extras=tuple(extras),
            merged=frozenset(merged),
            wide=wide,
            bold=any(cell.bold for cell in row.cells),
        )
    )


def _meant(cell: Cell, column: Column) -> Cell:
    """A mark in a column that is named by a date stands for that date."""
    marked = column.role == Role.DUE and _MARK.fullmatch(cell.flat)
    return cell._replace(paragraphs=(_date_in(column.text),)) if marked else cell


def _join_columns(first: Cell | None, second: Cell) -> Cell:
    """Two columns of one meaning: the beginning and the end of a date, two who answer."""
    if first is None:
        return second
    texts = first.flat, second.flat
    dated = all(map(aligning.is_date, texts))
    days = dated and all(re.search(r"\d\.\d|\d\s+[а-я]", text) for text in texts)
    joined = (" – " if days else ", ").join(texts) if dated else ""
    return first._replace(paragraphs=(joined,) if joined else (*first.paragraphs, *second.paragraphs), labels=())


def _date_in(heading: str) -> str:
    """The date that a column is named by: a mark under «Сроки 2024» or «октябрь» stands for it."""
    words = _DUE_WORDS.sub("", heading).split()
    return next((text for at in range(len(words)) if dates.is_only_date(text := " ".join(words[at:]))), heading)


def _is_wide(row: Row, heading: Heading, covered: set[int]) -> bool:
    """One text over the row, or a number and one text over the rest."""
    texts = [cell for cell in row.cells if cell.paragraphs]
    if len(texts) > 2:
        return False
    own = [cell for cell in texts if not numbers.is_number(cell.flat)]
    if len(own) != 1 or any(cell.continues for cell in row.cells):
        return False
    wanted = {index for index, column in enumerate(heading.columns) if column.role in (Role.DUE, Role.RESPONSIBLE)}
    return row.exact and heading.exact and wanted <= covered


def _settled(entry: Entry) -> Entry:
    """Move what stands in a wrong cell: a heading in the number column, a number in the title."""
    if spoiled := _SPOILED.fullmatch(entry.number):
        entry = entry._replace(number=f"{int(spoiled[1])}.{int(spoiled[2])}")
    elif entry.number and not numbers.is_number(entry.number):
        number, rest = numbers.split(entry.number)
        if not entry.title.paragraphs:
            stage_like = numbers.is_stage_like(entry.number)
            title = Cell((rest,), ("",), bold=entry.bold)
            entry = entry._replace(number=number, title=title, stage_like=stage_like)
        elif number or numbers.is_stage_like(entry.number):
            entry = entry._replace(number=number or entry.number)
        else:
            entry = entry._replace(number="", extras=(*entry.extras, Extra("№", entry.number)))
    if entry.title.paragraphs:
        entry = _number_out_of_title(entry)
    return entry


def _number_out_of_title(entry: Entry) -> Entry:
    first = entry.title.paragraphs[0]
    number, rest = numbers.split(first)
    labels = entry.title.labels
    if not number and not entry.number and labels and labels[0] not in ("", "•") and labels[1:2] in ((), ("",)):
        return entry._replace(number=labels[0], title=entry.title._replace(labels=("", *labels[1:])))
    listed = len(entry.title.paragraphs) > 1 and numbers.split(entry.title.paragraphs[1])[0]
    if not number or listed or entry.number and numbers.key(entry.number) != numbers.key(number):
        return entry
    title = entry.title._replace(paragraphs=(rest, *entry.title.paragraphs[1:]))
    entry = entry._replace(stage_like=numbers.is_stage_like(first))
    return entry._replace(number=entry.number or number, title=title)


def from_line(line: Line) -> Entry:
    number, rest = numbers.split(line.text)
    title = Cell((rest,), ("",))
    return Entry(line.place, number or line.label.strip("•"), title, wide=True, bold=line.heading, line=True)


def join_cut(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Join rows that a page break, or a cell merged downwards, has cut in two."""
    joined: list[Entry] = []
    torn: Entry | None = None
    for entry in entries:
        if torn and entry.title.paragraphs and not entry.due.paragraphs:
            entry, torn = entry._replace(due=torn.due), None
        elif torn:
            _append(joined, torn)
            torn = None
        if joined and _is_number_alone(joined[-1]) and not entry.number and not entry.wide:
            joined[-1] = entry._replace(number=joined[-1].number, place=joined[-1].place)
        elif joined and _belongs_below(joined[-1], entry):
            torn = entry
        elif joined and not joined[-1].line and not entry.line and _continues(joined[-1], entry):
            _append(joined, entry)
        else:
            joined.append(_give_back_tail(joined, entry) if joined else entry)
    if torn:
        _append(joined, torn)
    return tuple(joined)


def _is_number_alone(entry: Entry) -> bool:
    """A page break has left nothing of the row but its number."""
    return bool(entry.number) and entry.is_bare and not entry.title.paragraphs and not entry.stage


def _belongs_below(above: Entry, entry: Entry) -> bool:
    """A date alone under a row that has its own: the page break has torn it off the row below."""
    alone = not entry.number and not entry.title.paragraphs and not entry.responsible.paragraphs and not entry.merged
    dates = above.due.paragraphs and entry.due.paragraphs
    return bool(alone and dates and _is_date(above) and _is_date(entry))


def _is_date(entry: Entry) -> bool:
    return aligning.is_date(entry.due.flat)


def _continues(above: Entry, entry: Entry) -> bool:
    if entry.number or entry.stage or entry.wide or above.wide:
        return False
    if not entry.title.paragraphs:
        return not entry.is_bare and bool(above.title.paragraphs or above.content.paragraphs)
    text = entry.text
    if Role.TITLE in entry.merged:
        return True
    low = text[:1].islower()
    if not low and not _BULLET.match(text) and not OPEN_END.search(above.text[-12:]):
        return False
    dated = _is_date(entry)
    if _BULLET.match(text):
        return not dated and not entry.responsible.paragraphs and not entry.merged & {Role.DUE, Role.RESPONSIBLE}
    if dated:
        return False
    return bool(OPEN_END.search(above.text[-12:])) or low and (bool(above.number) or not above.text[:1].islower())


def _append(joined: list[Entry], entry: Entry) -> None:
    for name in _FIELDS:
        addition = getattr(entry, name)
        if not addition.paragraphs:
            continue
        index = len(joined) - 1
        while index and not getattr(joined[index], name).paragraphs and _starts_low(addition) and name != "title":
            index -= 1
        if not getattr(joined[index], name).paragraphs:
            index = len(joined) - 1
        whole = _glue(
            getattr(joined[index], name), addition, bulleted=name == "title" and bool(_BULLET.match(entry.text))
        )
        joined[index] = joined[index]._replace(**{name: whole})
    joined[-1] = joined[-1]._replace(extras=(*joined[-1].extras, *entry.extras))


def _glue(first: Cell, second: Cell, *, bulleted: bool) -> Cell:
    if not first.paragraphs:
        return second
    labels = first.labels or ("",) * len(first.paragraphs)
    more = second.labels or ("",) * len(second.paragraphs)
    if bulleted or more[0] or lists.is_marked(second.paragraphs[0]):
        return first._replace(paragraphs=(*first.paragraphs, *second.paragraphs), labels=(*labels, *more))
    seam = f"{first.paragraphs[-1]} {second.paragraphs[0]}"
    return first._replace(
        paragraphs=(*first.paragraphs[:-1], seam, *second.paragraphs[1:]), labels=(*labels, *more[1:])
    )


def _starts_low(cell: Cell) -> bool:
    return cell.paragraphs[0][:1].islower()


def _give_back_tail(joined: list[Entry], entry: Entry) -> Entry:
    """A page break may leave the tail of the result above in the result cell of the next row."""
    for name in ("result", "indicator"):
        own, above = getattr(entry, name), getattr(joined[-1], name)
        if len(own.paragraphs) < 2 or not above.paragraphs or own.labels[:1] not in ((), ("",)):
            continue
        if not _starts_low(own) or above.paragraphs[-1].endswith((".", ";", ":")) or own.paragraphs[1][:1].islower():
            continue
        tail = own._replace(paragraphs=own.paragraphs[:1], labels=("",))
        joined[-1] = joined[-1]._replace(**{name: _glue(above, tail, bulleted=False)})
        entry = entry._replace(**{name: own._replace(paragraphs=own.paragraphs[1:], labels=own.labels[1:])})
    return entry


def same_stage(first: str, second: str) -> bool:
    return fold(first) == fold(second)
