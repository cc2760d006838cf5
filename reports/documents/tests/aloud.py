"""A drafted paper read aloud: its lines, its tables, who signs it."""

from datetime import date

from reports.documents import composing, paper
from reports.documents.models import Document
from reports.documents.paper import Paragraph, Point, Signature, Table, words

TODAY = date(2026, 8, 24)
ACT = {"on": date(2026, 8, 25), "number": "41-од"}


def composed(document: Document) -> paper.Paper:
    return composing.compose(document, **ACT)


def said(document: Document) -> list[str]:
    """Return the paragraphs and the points as plain lines."""
    return [
        (f"{block.number} " if isinstance(block, Point) else "") + words(block.text).replace("\u00a0", " ")
        for block in composed(document).blocks
        if isinstance(block, Point | Paragraph)
    ]


def rows(table: Table) -> list[tuple[str, ...]]:
    return [
        tuple(" / ".join(map(words, cell)).replace("\u00a0", " ") for cell in row.cells) for row in table.rows
    ]  # fmt: skip


def table_of(blocks) -> Table:
    return next(block for block in blocks if isinstance(block, Table))


def signed(document: Document) -> list[tuple[str, str]]:
    return [
        (words(block.position), words(block.name).replace("\u00a0", " "))
        for block in composed(document).blocks
        if isinstance(block, Signature)
    ]
