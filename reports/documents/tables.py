"""Tables of papers: the working group, the plan as its document prints it, what the curator typed. Pure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reports.documents import paper
from reports.documents.facts import VACANCY, Roster, Seat
from reports.documents.paper import Column, Row, Run, Table, Text
from roadmap.outputs.table import EventRow, SectionRow, Sheet

_GROUP = (("№ п/п", 8), ("Фамилия, имя, отчество", 28), ("Должность", 26), ("Обязанности", 38))
_GROUP_SHORT = (("№ п/п", 10), ("Фамилия, имя, отчество", 45), ("Должность", 45))


def group(seats: Sequence[Seat]) -> Table:
    """Lay out the working group; the column of duties stands only where somebody has some."""
    duties = any(seat.duties for seat in seats)
    return Table(
        tuple(Column(*column) for column in (_GROUP if duties else _GROUP_SHORT)),
        tuple(_seat(place, seat, duties=duties) for place, seat in enumerate(seats, 1)),
    )


def _seat(place: int, seat: Seat, *, duties: bool) -> Row:
    cells = [_cell(f"{place}."), _cell(seat.name or VACANCY), _cell(seat.position)]
    if duties:
        lines = seat.duties if len(seat.duties) < 2 else [f"– {duty}" for duty in seat.duties]
        cells.append(tuple(paper.text(line) for line in lines))
    return Row(tuple(cells))


def roster(known: Roster) -> Table:
    """Lay out rows of the school's own lists; a row of one cell goes across."""
    rows = (tuple(_cell(cell) for cell in row) for row in known.rows)
    return Table(
        tuple(Column(*column) for column in known.columns),
        tuple(
            Row(((paper.text(row[0], bold=True),),)) if len(row) == 1 else Row(cells)
            for row, cells in zip(known.rows, rows, strict=True)
        ),
    )


def plan(sheet: Sheet) -> Table:
    """Lay out a plan with the columns of its document; a section goes across."""
    shares = whole(sheet.shares)
    columns = tuple(Column(column.heading, share) for column, share in zip(sheet.columns, shares, strict=True))
    return Table(columns, tuple(_across(row) if isinstance(row, SectionRow) else _event(row) for row in sheet.rows))


def _across(row: SectionRow) -> Row:
    said = tuple((Run(f"{label}: "), Run(text)) for label, text in row.said)
    return Row(((paper.text(row.heading, bold=True), *said),))


def _event(row: EventRow) -> Row:
    return Row(tuple(tuple(paper.text(line) for line in cell) for cell in row.cells))


def typed(block: Mapping[str, Any], fill: Callable[[str], Text]) -> Table:
    """Lay out a table that was typed in the document itself."""
    columns = tuple(Column(column["heading"], column["share"]) for column in block["columns"])
    return Table(columns, tuple(Row(tuple(_lines(cell, fill) for cell in row)) for row in block["rows"]))


def _lines(cell: str, fill: Callable[[str], Text]) -> tuple[Text, ...]:
    return tuple(fill(line) for line in cell.splitlines() if line.strip())


def whole(shares: Sequence[float]) -> list[int]:
    """Round shares of 1 to per cents that make exactly 100, each at least one."""
    parts = [max(int(share * 100), 1) for share in shares]
    order = sorted(range(len(parts)), key=lambda place: shares[place] * 100 - parts[place], reverse=True)
    left = 100 - sum(parts)
    for place in range(abs(left)):
        widest = max(range(len(parts)), key=parts.__getitem__)
        parts[order[place % len(order)] if left > 0 else widest] += 1 if left > 0 else -1
    return parts


def _cell(words: str) -> tuple[Text, ...]:
    return tuple(paper.text(line) for line in words.splitlines())
