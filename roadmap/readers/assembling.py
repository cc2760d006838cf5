"""Gather the tables of a document into plans, wherever they stand and however they are cut."""

import re
from dataclasses import dataclass, field, replace

from roadmap.readers import beside, columns, entries, heads, matrix, numbers, parting, plans, sections
from roadmap.readers.blocks import Cell, Line, Pages, Place
from roadmap.readers.cleaning import fold, squeeze
from roadmap.readers.columns import Role, Table
from roadmap.readers.draft import Contingent, Member, Plan
from roadmap.readers.entries import Entry
from roadmap.readers.parting import LONG_LINE, SECTION_LINES, Part, is_new_title, names_section, section_lines

_STAGE = re.compile(r"\b(?:этап|раздел|блок|модул|направлени|стади)", re.IGNORECASE)


@dataclass
class Gathered:
    plans: list[Plan] = field(default_factory=list)
    contingent: Contingent | None = None
    group: tuple[Member, ...] = ()
    strange: list[Place] = field(default_factory=list)
    runs: list[list[Line]] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [line for run in self.runs for line in run]


def gather(pages: Pages) -> Gathered:
    parted = parting.part(pages.blocks)
    gathered = Gathered(strange=parted.strange, runs=parted.runs)
    groups: list[list[Part]] = []
    for part in parted.parts:
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


def _belongs(group: list[Part], part: Part) -> bool:
    """The same plan goes on under a repeated heading unless a new title says otherwise."""
    first = group[0]
    if part.glued:
        return True
    if part.heading.kind != first.heading.kind:
        return False
    if part.place.sheet != first.place.sheet and not (_stage_of_sheet(part) and _stage_of_sheet(first)):
        return False
    if any(is_new_title([squeeze(line.text)]) and not numbers.split(line.text)[0] for line in part.lead):
        return False
    own, other = ([column.role for column in heading.columns] for heading in (part.heading, first.heading))
    if own == other or [fold(text) for text in part.heading.texts] == [fold(text) for text in first.heading.texts]:
        return len(part.lead) <= 2 * SECTION_LINES or any(line.heading for line in part.lead[-SECTION_LINES:])
    return not part.lead or len(part.lead) <= SECTION_LINES and set(own) & set(other) >= {Role.TITLE}


def _stage_of_sheet(part: Part) -> str:
    """A workbook may hold a stage on each sheet: the line above the table names it, else the sheet does."""
    said = [squeeze(line.text) for line in part.lead if numbers.is_stage_like(squeeze(line.text))]
    return next((text for text in (*said, part.place.sheet) if _STAGE.search(text)), "")


def _plan(group: list[Part]) -> Plan:
    first = group[0]
    title, used = heads.plan_title(first.lead)
    if not title:
        title, used = _title_by_look(first.lead)
    read: list[Entry] = []
    for index, part in enumerate(group):
        lines = section_lines(part.lead) if index else _first_section(group, part.lead[used:] if title else [])
        sheet = _stage_of_sheet(part) if len({one.place.sheet for one in group}) > 1 else ""
        if sheet and (not index or part.place.sheet != group[index - 1].place.sheet) and not lines:
            lines = [Line(sheet, part.place)]
        read += _line_entries(lines)
        read += _rows(part)
    joined = entries.join_cut(read)
    build = matrix.build if first.heading.kind == Table.MATRIX else plans.build
    return build(title, first.heading, joined, str(first.place))


def _title_by_look(lead: list[Line]) -> tuple[str, int]:
    """Without the usual words the last heading above the table is its title."""
    for index in range(len(lead) - 1, -1, -1):
        text = squeeze(lead[index].text)
        alone = len(lead) == 1 and not text.endswith((".", ":", ";")) and not names_section(lead[index])
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


def _first_section(group: list[Part], lead: list[Line]) -> list[Line]:
    """The line above the first table names a section only if the other tables of the plan have one too."""
    lines = section_lines(lead)
    others = [part for part in group[1:] if section_lines(part.lead)]
    if not lines:
        return []
    return lines if others or names_section(lines[0]) and numbers.is_stage_like(lines[0].text) else []


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
