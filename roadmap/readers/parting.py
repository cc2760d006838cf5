"""Cut the blocks of a document into parts: a heading, the rows under it, the lines above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from roadmap.readers import aligning, columns, heads, numbers, responsible, sections
from roadmap.readers.blocks import Block, Grid, Line, Place, Row
from roadmap.readers.cleaning import squeeze
from roadmap.readers.columns import Heading, Role, Table

SECTION_LINES = 3
LONG_LINE = 250
MAX_HEADING_WORDS = 5
_OTHER_MATTER = re.compile(
    r"ознаком|подпис|показател|индикатор|риск|расписани|\b(?:график|лист|бланк|форма|анкета|журнал|дневник)\b",
    re.IGNORECASE,
)
_BLANK_FORM = re.compile(r"_{3,}")
_COUNT = re.compile(r"[\d\s.,%+–—-]*%?\Z")


@dataclass
class Part:
    """A table, or a piece of one, under one heading, with the lines that stood above it."""

    lead: list[Line]
    heading: Heading
    rows: list[Row]
    place: Place
    glued: bool = False


@dataclass
class Parted:
    """What was found: `runs` are the lines between tables, `strange` the tables that belong nowhere."""

    parts: list[Part]
    runs: list[list[Line]]
    strange: list[Place]


def part(blocks: Sequence[Block]) -> Parted:
    found = Parted([], [], [])
    lead: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lead.append(block)
        else:
            lead = _grid(block, found, lead)
    found.runs.append(lead)
    return found


def _grid(block: Grid, found: Parted, lead: list[Line]) -> list[Line]:
    """Add a table under its own headings, else under the heading before it; give the lines still unused."""
    start, parts = 0, found.parts
    goes_on = _makes_sense(block.rows, parts, lead)
    while head := _next_heading(block.rows, start, parts[-1].heading if start or goes_on else None):
        index, heading = head
        _before(block, block.rows[start:index], parts, lead)
        parts.append(Part(lead, heading, [], _place(block, block.rows[index])))
        found.runs.append(lead)
        lead, start = [], index + heading.rows
    if start:
        parts[-1].rows += block.rows[start:]
    elif goes_on:
        parts.append(Part(lead, parts[-1].heading, list(block.rows), block.place, glued=True))
        found.runs.append(lead)
        lead = []
    else:
        found.strange.append(block.place)
    return lead


def _next_heading(rows: Sequence[Row], start: int, above: Heading | None) -> tuple[int, Heading] | None:
    """Find the next heading; under another one only a row that nobody can take for an event."""
    for index in range(start, len(rows)):
        heading = columns.at(rows, index)
        if heading and (above is None or _replaces(rows, index, heading, above)):
            return index, heading
    return None


def _replaces(rows: Sequence[Row], index: int, heading: Heading, above: Heading) -> bool:
    """The heading above again, the first row of a table, another kind of table, or all columns named after a break."""
    plans = (Table.PLAN, Table.MATRIX)
    if columns.repeats(rows[index], above) or (heading.kind in plans) != (above.kind in plans):
        return True
    filled = [text for text in heading.texts if text]
    if any(len(text.split()) > MAX_HEADING_WORDS for text in filled):
        return False
    named = all(columns.role_of(text) for text in filled)
    return index == 0 or named and _is_break(rows[index - 1], rows[index])


def _is_break(above: Row, row: Row) -> bool:
    texts = [squeeze(cell.text) for cell in above.cells if cell.paragraphs]
    return not texts or len(texts) == 1 and is_new_title(texts) or row.place.row - above.place.row > 1


def _place(block: Grid, row: Row) -> Place:
    return row.place._replace(row=0) if block.place.table else row.place


def _before(block: Grid, rows: Sequence[Row], parts: list[Part], lead: list[Line]) -> None:
    """Rows above a heading row go on with the table before it, or are its title."""
    started_here = (
        bool(parts) and parts[-1].place.table == block.place.table and parts[-1].place.sheet == block.place.sheet
    )
    for row in rows:
        texts = [squeeze(cell.text) for cell in row.cells if cell.paragraphs]
        if started_here and (len(texts) > 1 or not is_new_title(texts)):
            parts[-1].rows.append(row)
        elif texts and (len(texts) == 1 or not parts):
            started_here = False
            lead.append(Line(" ".join(texts), row.place, heading=len(texts) == 1))
        elif texts and parts and not lead:
            parts[-1].rows.append(row)


def is_new_title(texts: list[str]) -> bool:
    return bool(texts) and bool(heads.PLAN_TITLE.match(texts[0]))


def _makes_sense(rows: Sequence[Row], parts: list[Part], lead: list[Line]) -> bool:
    """A table without a heading goes on with the one before it when its cells make sense there."""
    if not parts:
        return False
    heading = parts[-1].heading
    if any(heads.PLAN_TITLE.match(squeeze(line.text)) for line in lead) or len(section_lines(lead)) > SECTION_LINES:
        return False
    if lead and _OTHER_MATTER.search(lead[-1].text) and not numbers.split(lead[-1].text)[0]:
        return False
    filled = [row for row in rows if not row.is_empty]
    widest = max((len(row.cells) for row in filled), default=0)
    if not len(heading.columns) - 1 <= widest <= len(heading.columns) + 1:
        return False
    if heading.kind not in (Table.PLAN, Table.MATRIX):
        return not lead and any(len(row.cells) == len(heading.columns) for row in filled)
    if _is_form(filled, heading):
        return False
    if not lead and len(filled) == 1:
        return True
    dated = sum(1 for row in filled if _has_date(row, heading))
    return dated > 0 or not lead and all(len(row.cells) == len(heading.columns) for row in filled)


def _is_form(rows: Sequence[Row], heading: Heading) -> bool:
    """Signatures, names and figures where the titles of events would be."""
    if any(_BLANK_FORM.search(cell.text) for row in rows for cell in row.cells):
        return True
    return sum(1 for row in rows if _holds_no_event(row, heading)) * 2 >= len(rows) > 0


def _holds_no_event(row: Row, heading: Heading) -> bool:
    roles = {heading.columns[index].role: squeeze(cell.text) for index, cell, _ in aligning.place(row, heading)}
    title, answers = roles.get(Role.TITLE, ""), roles.get(Role.RESPONSIBLE, "")
    figures = any(text and _COUNT.match(text) for text in (title, answers))
    signature = responsible.begins_with_post(title) and not roles.get(Role.DUE) and responsible.is_person(answers)
    return figures or signature or responsible.is_person(title)


def _has_date(row: Row, heading: Heading) -> bool:
    return any(
        heading.columns[index].role == Role.DUE and aligning.is_date(squeeze(cell.text))
        for index, cell, _ in aligning.place(row, heading)
    )


def section_lines(lead: list[Line]) -> list[Line]:
    """Of the lines between two tables, those that can name what follows."""
    lines = [line for line in lead if squeeze(line.text)]
    if len(lines) > SECTION_LINES:
        lines = [line for line in lines[-SECTION_LINES:] if line.heading or names_section(line)]
    return [
        line
        for line in lines
        if len(line.text) < LONG_LINE or sections.starts_with_goal(line.text) or names_section(line)
    ]


def names_section(line: Line) -> bool:
    return bool(numbers.split(line.text)[0]) or numbers.is_stage_like(line.text) or sections.starts_with_goal(line.text)
