"""What stands on a printed paper: its text without page numbers and repeated heads, its pages as pictures."""

import io
import re
from collections.abc import Iterable, Iterator

import pypdfium2
from docx import Document
from docx.table import Table as WordTable
from PIL import Image

from reports.documents.paper import (
    Block,
    Letterhead,
    Paper,
    Registration,
    SignSheet,
    Stationery,
    Table,
    Text,
    lines,
    words,
)
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
            if head in taken and page.startswith(head):
                page = page.removeprefix(head)
                break
        taken += page
    return taken


def words_of(paper: Paper) -> str:
    """Return the whole text that a printed paper must have, no word more, squashed."""
    parts = [*_stamped(paper.stamp), *_worded(paper.blocks, paper.look)]
    for annex in paper.annexes:
        parts += [*_stamped(annex.stamp), annex.title, *_worded(annex.blocks, paper.look)]
    return squashed("".join(map(said.clean, parts)))


def _stamped(stamp: Iterable[Text]) -> Iterator[str]:
    return (words(line) for line in stamp)


def _worded(blocks: Iterable[Block], look: Stationery) -> Iterator[str]:
    """Yield what stands in blocks, with what a form of the paper adds: lines for the pen, heads of a sheet."""
    for block in blocks:
        match block:
            case Letterhead():
                yield from (line for _, line in said.heads(block, look))
            case Registration():
                yield from (*said.registered(block), block.place)
            case SignSheet():
                yield from (block.title, *_headings(block))
                yield from (cell for row in said.signers(block) for cell in row)
            case _:
                yield from lines(Paper("", (block,)))


def lines_of_docx(content: bytes) -> list[str]:
    """Return the paragraphs of a Word document in reading order, each cell of a table once."""
    found: list[str] = []
    for part in Document(io.BytesIO(content)).iter_inner_content():
        found += _cells(part) if isinstance(part, WordTable) else [part.text]
    return [" ".join(line.split()) for line in found if line.strip()]


def _cells(table: WordTable) -> list[str]:
    cells = [cell for row in table.rows for cell in dict.fromkeys(row.cells)]
    return [paragraph.text for cell in cells for paragraph in cell.paragraphs]


def pictures_of(content: bytes, *, dpi: int = 80) -> list[Image.Image]:
    """Return the pages of a PDF as grey pictures."""
    with pypdfium2.PdfDocument(content) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
