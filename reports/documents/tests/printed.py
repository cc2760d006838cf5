"""What stands on a printed paper: its text without page numbers and repeated heads, its pages as pictures."""

import io
import re
from collections.abc import Iterable

import pypdfium2
from docx import Document
from docx.table import Table as WordTable
from PIL import Image

from reports.documents.paper import Paper, SignSheet, Table
from reports.documents.rendering import said

MM = 72 / 25.4
_NUMBERS = {True: 25 * MM, False: 18 * MM}  # how far down the number of a page reaches, across and upright
_GAPS = re.compile(r"[\s\u00ad\u200b\u2010\u2011\ufffe\x02-]+")


def squashed(text: str) -> str:
    """Drop spaces and hyphens: a printed line ends where it wants to."""
    return _GAPS.sub("", text)


def pages_of(content: bytes) -> list[str]:
    """Return the text of each page of a PDF below its number, squashed."""
    with pypdfium2.PdfDocument(content) as document:
        return [squashed(_below_the_number(page)) for page in document]


def _below_the_number(page) -> str:
    width, height = page.get_size()
    return page.get_textpage().get_text_bounded(0, 0, width, height - _NUMBERS[width > height])


def heads_of(paper: Paper) -> list[str]:
    """Return the heads of the paper's tables, squashed."""
    parts = [paper.blocks, *(annex.blocks for annex in paper.annexes)]
    tables = [block for part in parts for block in part if isinstance(block, Table | SignSheet)]
    return [squashed("".join(_headings(table))) for table in tables]


def _headings(table: Table | SignSheet) -> Iterable[str]:
    if isinstance(table, Table):
        return [column.heading for column in table.columns]
    return [heading for heading, _ in said.SIGN_COLUMNS]


def text_of_pdf(content: bytes, paper: Paper) -> str:
    """Return the whole text of a PDF; a head that is repeated on a new page is left out."""
    heads, taken = heads_of(paper), ""
    for page in pages_of(content):
        for head in heads:
            if taken and page.startswith(head):
                page = page.removeprefix(head)
                break
        taken += page
    return taken


def lines_of_docx(content: bytes) -> list[str]:
    """Return the paragraphs of a Word document in reading order, each cell of a table once."""
    lines: list[str] = []
    for part in Document(io.BytesIO(content)).iter_inner_content():
        lines += _cells(part) if isinstance(part, WordTable) else [part.text]
    return [" ".join(line.split()) for line in lines if line.strip()]


def _cells(table: WordTable) -> list[str]:
    cells = [cell for row in table.rows for cell in dict.fromkeys(row.cells)]
    return [paragraph.text for cell in cells for paragraph in cell.paragraphs]


def pictures_of(content: bytes, *, dpi: int = 80) -> list[Image.Image]:
    """Return the pages of a PDF as grey pictures."""
    with pypdfium2.PdfDocument(content) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
