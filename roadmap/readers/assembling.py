"""Gather the tables of a document into plans, wherever they stand and however they are cut."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from roadmap.readers import aligning, beside, columns, entries, heads, matrix, numbers, plans, sections
from roadmap.readers.blocks import Cell, Grid, Line, Pages, Place, Row
from roadmap.readers.cleaning import fold, squeeze
from roadmap.readers.columns import Heading, Role, Table
from roadmap.readers.draft import Contingent, Member, Plan
from roadmap.readers.entries import Entry

SECTION_LINES = 3
LONG_LINE = 250


@dataclass
class Part:
    """A table, or a piece of one, under one heading, with the lines that stood above it."""

    lead: list[Line]
    heading: Heading
    rows: list[Row]
    place: Place
    glued: bool = False


@dataclass
class Gathered:
    plans: list[Plan] = field(default_factory=list)
    contingent: Contingent | None = None
    group: tuple[Member, ...] = ()
    strange: list[Place] = field(default_factory=list)
    doubled: list[Place] = field(default_factory=list)
    runs: list[list[Line]] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [line for run in self.runs for line in run]


def gather(pages: Pages) -> Gathered:
    gathered = Gathered()
    groups: list[list[Part]] = []
    for part in _parts(pages, gathered):
        kind = part.heading.kind
        if kind in (Table.PLAN, Table.MATRIX):
            if groups and _belongs(groups[-1], part):
                groups[-1].append(part)
            else:
                groups.append([part])
        elif kind == Table.CONTINGENT:
            _add_contingent(gathered, part)
        else:
            gathered.group = (*gathered.group, *beside.group(part.heading, part.rows))
    gathered.plans = [_plan(group) for group in groups]
    gathered.plans = [plan for plan in gathered.plans if plan.events or plan.sections]
    return gathered


def _add_contingent(gathered: Gathered, part: Part) -> None:
    found = beside.contingent(part.heading, part.rows, str(part.place))
    if gathered.contingent is None:
        gathered.contingent = found
    elif part.glued:
        gathered.contingent = replace(gathered.contingent, rows=(*gathered.contingent.rows, *found.rows))


def _parts(pages: Pages, gathered: Gathered) -> list[Part]:
    parts: list[Part] = []
    lead: list[Line] = []
    for block in pages.blocks:
        if isinstance(block, Line):
            lead.append(block)
            continue
        start = 0
        while found := columns.find(block.rows, start):
            index, heading = found
            _before(block, block.rows[start:index], parts, lead)
            parts.append(Part(lead, heading, [], _place(block, block.rows[index])))
            gathered.runs.append(lead)
            lead, start = [], index + heading.rows
        rest = block.rows[start:]
        if start:
            parts[-1].rows += rest
        elif _makes_sense(rest, parts, lead):
            parts.append(Part(lead, parts[-1].heading, list(rest), block.place, glued=True))
            gathered.runs.append(lead)
            lead = []
        else:
            gathered.strange.append(block.place)
    gathered.runs.append(lead)
    return parts


def _place(block: Grid, row: Row) -> Place:
    return row.place._replace(row=0) if block.place.table else row.place


def _before(block: Grid, rows: Sequence[Row], parts: list[Part], lead: list[Line]) -> None:
    """Rows above a heading row go on with the table before it, or are its title."""
    started_here = (
        bool(parts) and parts[-1].place.table == block.place.table and parts[-1].place.sheet == block.place.sheet
    )
    for row in rows:
        texts = [squeeze(cell.text) for cell in row.cells if cell.paragraphs]
        if started_here and (len(texts) > 1 or not _is_new_title(texts)):
            parts[-1].rows.append(row)
        elif texts and (len(texts) == 1 or not parts):
            started_here = False
            lead.append(Line(" ".join(texts), row.place, heading=len(texts) == 1))
        elif texts and parts and not lead:
            parts[-1].rows.append(row)


def _is_new_title(texts: list[str]) -> bool:
    return bool(texts) and bool(heads.PLAN_TITLE.match(texts[0]))


def _makes_sense(rows: Sequence[Row], parts: list[Part], lead: list[Line]) -> bool:
    """A table without a heading goes on with the one before it when its cells make sense there."""
    if not parts:
        return False
    heading = parts[-1].heading
    if any(heads.PLAN_TITLE.match(squeeze(line.text)) for line in lead) or len(_section_lines(lead)) > SECTION_LINES:
        return False
    filled = [row for row in rows if not row.is_empty]
    widest = max((len(row.cells) for row in filled), default=0)
    if not len(heading.columns) - 1 <= widest <= len(heading.columns) + 1:
        return False
    if heading.kind not in (Table.PLAN, Table.MATRIX):
        return not lead and any(len(row.cells) == len(heading.columns) for row in filled)
    if not lead and len(filled) == 1:
        return True
    dated = sum(1 for row in filled if _has_date(row, heading))
    return dated > 0 or not lead and all(len(row.cells) == len(heading.columns) for row in filled)


def _has_date(row: Row, heading: Heading) -> bool:
    return any(
        heading.columns[index].role == Role.DUE and aligning.is_date(squeeze(cell.text))
        for index, cell, _ in aligning.place(row, heading)
    )


def _belongs(group: list[Part], part: Part) -> bool:
    """The same plan goes on under a repeated heading unless a new title says otherwise."""
    first = group[0]
    if part.glued:
        return True
    if part.heading.kind != first.heading.kind or part.place.sheet != first.place.sheet:
        return False
    if any(_is_new_title([squeeze(line.text)]) and not numbers.split(line.text)[0] for line in part.lead):
        return False
    own, other = ([column.role for column in heading.columns] for heading in (part.heading, first.heading))
    if own == other or [fold(text) for text in part.heading.texts] == [fold(text) for text in first.heading.texts]:
        return len(part.lead) <= 2 * SECTION_LINES or any(line.heading for line in part.lead[-SECTION_LINES:])
    return not part.lead or len(part.lead) <= SECTION_LINES and set(own) & set(other) >= {Role.TITLE}


def _plan(group: list[Part]) -> Plan:
    first = group[0]
    title, used = heads.plan_title(first.lead)
    if not title:
        title, used = _title_by_look(first.lead)
    read: list[Entry] = []
    for index, part in enumerate(group):
        lines = _section_lines(part.lead) if index else _first_section(group, part.lead[used:] if title else [])
        read += _line_entries(lines)
        read += _rows(part)
    joined = entries.join_cut(read)
    build = matrix.build if first.heading.kind == Table.MATRIX else plans.build
    return build(title, first.heading, joined, str(first.place))


def _title_by_look(lead: list[Line]) -> tuple[str, int]:
    """Without the usual words the last heading above the table is its title."""
    for index in range(len(lead) - 1, -1, -1):
        text = squeeze(lead[index].text)
        alone = len(lead) == 1 and not text.endswith((".", ":", ";")) and not _names_section(lead[index])
        if (lead[index].heading or alone) and len(text) < LONG_LINE:
            return text, index + 1
    return "", 0


def _rows(part: Part) -> list[Entry]:
    read, after_heading = [], True
    for row in part.rows:
        if columns.repeats(row, part.heading) or after_heading and columns.is_ordinals(row):
            after_heading = True
            continue
        after_heading = False
        entry = entries.from_row(row, part.heading)
        if entry:
            read.append(entry)
    return read


def _section_lines(lead: list[Line]) -> list[Line]:
    """Of the lines between two tables, those that can name what follows."""
    lines = [line for line in lead if squeeze(line.text)]
    if len(lines) > SECTION_LINES:
        lines = [line for line in lines[-SECTION_LINES:] if line.heading or _names_section(line)]
    return [
        line
        for line in lines
        if len(line.text) < LONG_LINE or sections.starts_with_goal(line.text) or _names_section(line)
    ]


def _names_section(line: Line) -> bool:
    return bool(numbers.split(line.text)[0]) or numbers.is_stage_like(line.text) or sections.starts_with_goal(line.text)


def _first_section(group: list[Part], lead: list[Line]) -> list[Line]:
    """The line above the first table names a section only if the other tables of the plan have one too."""
    lines = _section_lines(lead)
    others = [part for part in group[1:] if _section_lines(part.lead)]
    if not lines:
        return []
    return lines if others or _names_section(lines[0]) and numbers.is_stage_like(lines[0].text) else []


def _line_entries(lines: list[Line]) -> list[Entry]:
    """Lines like «Задача: …» belong to the heading above them."""
    read: list[Entry] = []
    for line in lines:
        text = squeeze(line.text)
        if read and (sections.starts_with_goal(text) or text[:1].islower()):
            above = read[-1]
            title = Cell((*above.title.paragraphs, text), (*above.title.labels, ""))
            read[-1] = above._replace(title=title)
        else:
            read.append(entries.from_line(line))
    return read
