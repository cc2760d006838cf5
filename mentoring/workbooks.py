"""Workbooks of texts: nothing in them is a formula, and no sign is there that a workbook cannot hold."""

import io
import unicodedata

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_000  # letters that Excel keeps in a cell


def visible(text: str) -> str:
    """Leave out signs that nobody sees: some of them a workbook cannot hold."""
    if not text.isprintable():
        text = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign)[0] != "C")
    return text[:LONGEST]


def cell(sheet, text: str, *, bold: bool = False) -> WriteOnlyCell:
    """Make a cell that is a text whatever stands in it: «=…» must not become a formula."""
    made = WriteOnlyCell(sheet, value=visible(text))
    made.data_type, made.number_format = "s", "@"
    made.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        made.font = Font(bold=True)
    return made


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
