"""The plan as an Excel sheet, from the same sheet as the PDF; no text of ours ever becomes a formula."""

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from mentoring import workbooks
from roadmap.outputs.table import EventRow, SectionRow, Sheet

_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_LETTERS = 120  # of all columns together


def render(sheet: Sheet) -> bytes:
    """Write the sheet as .xlsx, ready to be printed: head repeated, width of one page."""
    book = Workbook()
    page = book.active
    page.title = "План"
    book.properties.title = sheet.title[:255]
    for text, bold in ((sheet.organization, False), (sheet.title, True), (sheet.period, False)):
        if text:
            _across(page, page.max_row + 1 if page.max_row > 1 or page["A1"].value else 1, 1, sheet, text, bold=bold)
    head = page.max_row + 1
    for place, column in enumerate(sheet.columns, 1):
        _put(page.cell(head, place), column.heading, bold=True)
    for row in sheet.rows:
        _write(page, page.max_row + 1, row, sheet)
    for note in sheet.footnotes:
        _across(page, page.max_row + 1, 1, sheet, note)
    _layout(page, head, sheet)
    return workbooks.saved(book)


def _write(page: Worksheet, number: int, row: SectionRow | EventRow, sheet: Sheet) -> None:
    if isinstance(row, EventRow):
        for place, paragraphs in enumerate(row.cells, 1):
            _put(page.cell(number, place), "\n".join(paragraphs))
        return
    for place in range(1, len(sheet.columns) + 1):
        page.cell(number, place).border = _BOX
    title = row.title if sheet.numbered else row.heading
    said = "\n".join([title, *(f"{label}: {text}" for label, text in row.said)])
    if sheet.numbered:
        _put(page.cell(number, 1), row.number, bold=True)
    _across(page, number, 1 + sheet.numbered, sheet, said, bold=True)
    page.row_dimensions[number].height = 16 * (1 + len(row.said))


def _across(page: Worksheet, number: int, first: int, sheet: Sheet, text: str, *, bold: bool = False) -> None:
    _put(page.cell(number, first), text, bold=bold)
    if first < len(sheet.columns):
        page.merge_cells(start_row=number, start_column=first, end_row=number, end_column=len(sheet.columns))


def _put(cell: Cell, text: str, *, bold: bool = False) -> None:
    """Write text as text: «=», «+», «-» and «@» at its start must not be counted by Excel."""
    cell.value = workbooks.visible(text)
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.font = Font(name="Times New Roman", size=11, bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = _BOX


def _layout(page: Worksheet, head: int, sheet: Sheet) -> None:
    for place, share in enumerate(sheet.shares, 1):
        page.column_dimensions[get_column_letter(place)].width = max(round(_LETTERS * share), 6)
    page.freeze_panes = page.cell(head + 1, 1)
    page.print_title_rows = f"{head}:{head}"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
