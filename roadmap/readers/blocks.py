"""What every reader gives: lines and grids of cells, each with its place in the file.

What is made by the thousand is a named tuple: it is as frozen as a dataclass and made in half the time.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """Where in the file something stands, counted from one as a person counts."""

    table: int = 0
    row: int = 0
    line: int = 0
    page: int = 0
    sheet: str = ""

    def __str__(self) -> str:
        parts = [f"лист «{self.sheet}»"] if self.sheet else []
        parts += [
            f"{word} {number}"
            for word, number in (("страница", self.page), ("таблица", self.table), ("строка", self.row or self.line))
            if number
        ]
        return ", ".join(parts) or "документ"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph outside the tables."""

    text: str
    place: Place
    heading: bool = False
    label: str = ""


class Cell(NamedTuple):
    """A cell by its horizontal extent, so that merged and shifted cells find their column."""

    paragraphs: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    left: float = 0.0
    right: float = 1.0
    continues: bool = False
    bold: bool = False

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)

    @property
    def flat(self) -> str:
        """The text with its lines and spaces as one space each."""
        return " ".join(" ".join(self.paragraphs).split()) if self.paragraphs else ""


NOWHERE = Place()


class Row(NamedTuple):
    """`exact` says that the extents are measured, not counted."""

    cells: tuple[Cell, ...]
    place: Place
    exact: bool = True

    @property
    def is_empty(self) -> bool:
        return not any(cell.paragraphs for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    rows: tuple[Row, ...]
    place: Place


Block = Line | Grid


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the reader of a format saw and left out."""

    code: str
    text: str
    remedy: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Pages:
    """The whole file as blocks in reading order."""

    source: str
    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()


class UnreadableFile(Exception):
    """The file cannot be read; the message names the file, the place and the remedy."""
