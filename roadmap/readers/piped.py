"""Tables copied cell by cell: each cell ends with a bar, the bars of empty cells stand on one line."""

from collections.abc import Iterator
from dataclasses import dataclass

from roadmap.readers import aligning, columns, numbers, tabbed
from roadmap.readers.blocks import Block, Grid, Place
from roadmap.readers.cleaning import squeeze
from roadmap.readers.columns import Heading, Role

BAR = "|"
ENOUGH = 8
MAX_WIDTH = 12


@dataclass
class _Cell:
    text: str
    line: int
    ends_row: bool = False


def is_written_so(lines: list[str]) -> bool:
    """Tell whether nearly every line with bars is one cell that ends with its bar."""
    barred = [line.strip() for line in lines if BAR in line]
    single = sum(1 for line in barred if line.endswith(BAR) and line.count(BAR) == 1)
    return single >= ENOUGH and single * 2 > len(barred)


def blocks(lines: list[str]) -> list[Block]:
    """Give the lines around the table as they are, and the table by its bars."""
    first, last = (next(index for index in order if BAR in lines[index]) for order in _both_ways(len(lines)))
    cells = list(_cells(lines[first : last + 1], first + 1))
    width, heading = _heading(cells)
    if heading is None:
        return [tabbed.line(text, number) for number, text in enumerate(lines, start=1) if text.strip()]
    rows = [tabbed.row([cell.text for cell in part], Place(line=part[0].line)) for part in _rows(cells, width, heading)]
    return [
        *(tabbed.line(text, number) for number, text in enumerate(lines[:first], start=1) if text.strip()),
        Grid(tuple(rows), rows[0].place),
        *(tabbed.line(text, number) for number, text in enumerate(lines[last + 1 :], start=last + 2) if text.strip()),
    ]


def _both_ways(count: int) -> tuple[range, range]:
    return range(count), range(count - 1, -1, -1)


def _cells(lines: list[str], number: int) -> Iterator[_Cell]:
    """A cell may run over several lines; bars alone are empty cells that end their row."""
    text = ""
    for line_number, line in enumerate(lines, start=number):
        parts = f"{text}\n{line}".strip().split(BAR)
        text = parts.pop()
        alone = not line.strip(f"{BAR} \t") and bool(line.strip())
        for index, part in enumerate(parts):
            yield _Cell(part.strip(), line_number, ends_row=alone and index == len(parts) - 1)
    if text.strip():
        yield _Cell(text.strip(), number + len(lines) - 1)


def _heading(cells: list[_Cell]) -> tuple[int, Heading | None]:
    """Take as many first cells for the heading as put the most dates under its dates."""
    best: tuple[int, int, Heading | None] = (0, 0, None)
    for width in range(2, min(MAX_WIDTH, len(cells)) + 1):
        heading = columns.at((tabbed.row([cell.text for cell in cells[:width]], Place()),), 0)
        due = next((i for i, one in enumerate(heading.columns) if one.role == Role.DUE), None) if heading else None
        if heading is None or due is None:
            continue
        rows = _rows(cells, width, heading)
        dated = sum(1 for row in rows if len(row) == width and aligning.is_date(squeeze(row[due].text)))
        if dated > best[0]:
            best = (dated, width, heading)
    return best[1], best[2]


def _rows(cells: list[_Cell], width: int, heading: Heading) -> list[list[_Cell]]:
    """Count the cells off; empty cells alone on a line, or a number where numbers stand, set the count right."""
    numbered = heading.columns[0].role == Role.NUMBER
    rows: list[list[_Cell]] = [[]]
    for cell in cells:
        full = len(rows[-1]) == width
        if rows[-1] and (full or rows[-1][-1].ends_row or numbered and _opens(cell, rows[-1])):
            rows.append([])
        if full and not cell.text and cell.ends_row:
            continue  # one bar too many
        rows[-1].append(cell)
    return [row for row in rows if row]


def _opens(cell: _Cell, row: list[_Cell]) -> bool:
    return len(row) > 2 and numbers.is_number(cell.text) and numbers.is_number(row[0].text)
