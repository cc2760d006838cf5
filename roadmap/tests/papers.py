"""Documents of schools that do not exist: each table is rows of texts, «<» merges with the left, «^» with the above."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import openpyxl
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table

from roadmap.readers import reading
from roadmap.readers.draft import Draft, Event, Plan

LEFT, ABOVE = "<", "^"
Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Heading:
    """A paragraph in a heading style."""

    text: str


def word(*blocks: str | Heading | Rows, widths: Sequence[int] | None = None) -> bytes:
    """Make a Word document of paragraphs, headings and tables."""
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        elif isinstance(block, Heading):
            document.add_heading(block.text, level=1)
        else:
            _table(document, block, widths)
    return saved(document)


def saved(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _table(document: WordDocument, rows: Rows, widths: Sequence[int] | None) -> Table:
    width = max(len(row) for row in rows)
    table = document.add_table(len(rows), width)
    for column, size in enumerate(widths or ()):
        table.columns[column].width = Mm(size)
    cells = table._cells
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            if text not in (LEFT, ABOVE):
                _fill(cells[i * width + j], str(text))
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            if text == LEFT and (j + 1 == len(row) or row[j + 1] != LEFT):
                start = max(k for k in range(j) if row[k] != LEFT)
                cells[i * width + start].merge(cells[i * width + j])
            if text == ABOVE and (i + 1 == len(rows) or rows[i + 1][j] != ABOVE):
                start = max(k for k in range(i) if rows[k][j] != ABOVE)
                cells[start * width + j].merge(cells[i * width + j])
    return table


def _fill(cell: Any, text: str) -> None:
    first, *others = text.split("\n")
    cell.text = first
    for line in others:
        cell.add_paragraph(line)


def numbered(document: WordDocument, table: Table, column: int, start: int = 1) -> None:
    """Number the cells of a column as Word does: the text stays empty."""
    for row in table.rows[start:]:
        row.cells[column].paragraphs[0].style = document.styles["List Number"]


def narrow(table: Table, row: int, removed: int) -> None:
    """Take a cell out of a row without telling the grid, as converters do."""
    cells = table.rows[row]._tr.findall(qn("w:tc"))
    table.rows[row]._tr.remove(cells[removed])


def workbook(sheets: dict[str, Rows], *, hidden: Iterable[str] = (), formats: dict[str, str] | None = None) -> bytes:
    """Make an Excel workbook; dates are dates, merged ranges are merged."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for i, row in enumerate(rows, start=1):
            for j, value in enumerate(row, start=1):
                if value not in (LEFT, ABOVE, ""):
                    sheet.cell(i, j, value)
                if isinstance(value, date):
                    sheet.cell(i, j).number_format = (formats or {}).get(title, "DD.MM.YYYY")
        _merge(sheet, rows)
        if title in hidden:
            sheet.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _merge(sheet: Any, rows: Rows) -> None:
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if value in (LEFT, ABOVE):
                continue
            last_row = i
            while last_row + 1 < len(rows) and j < len(rows[last_row + 1]) and rows[last_row + 1][j] == ABOVE:
                last_row += 1
            last_column = j
            while last_column + 1 < len(row) and row[last_column + 1] == LEFT:
                last_column += 1
            if (last_row, last_column) != (i, j):
                sheet.merge_cells(start_row=i + 1, start_column=j + 1, end_row=last_row + 1, end_column=last_column + 1)


def read_word(*blocks: str | Heading | Rows, **options: Any) -> Draft:
    return reading.read("план.docx", word(*blocks, **options))


def read_text(text: str) -> Draft:
    return reading.read("план.txt", text.encode())


def short(plan: Plan, event: Event) -> tuple[str, str, str, str, str]:
    """An event as a test compares it: section, number, title, date, responsible."""
    section = "" if event.section is None else plan.sections[event.section].title
    return section, event.number, event.title, event.due.raw, event.responsible_text


def events(draft: Draft) -> list[tuple[str, str, str, str, str]]:
    return [short(plan, event) for plan in draft.plans for event in plan.events]


def sections(draft: Draft) -> list[tuple[str, str]]:
    return [(section.number, section.title) for plan in draft.plans for section in plan.sections]


def codes(draft: Draft) -> list[str]:
    return [problem.code for problem in draft.problems]
