"""Rows of a table copied as text: cells parted by tabs, or each cell on a line that begins with a tab."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from roadmap.readers import aligning, columns, numbers
from roadmap.readers.blocks import Block, Cell, Grid, Line, Place, Row
from roadmap.readers.cleaning import squeeze
from roadmap.readers.columns import Heading, Role
from roadmap.readers.markup import SOFT

LOOK_AHEAD = 40
_RULE = re.compile(r"[-–—_=\s|:+]+\Z")
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_HASHES = re.compile(r"#{1,6}\s+")


def row(cells: list[str], place: Place) -> Row:
    """Build a row whose columns are counted, not measured."""
    width = max(len(cells), 1)
    return Row(
        tuple(
            Cell(_paragraphs(text), ("",) * len(_paragraphs(text)), index / width, (index + 1) / width)
            for index, text in enumerate(cells)
        ),
        place,
        exact=False,
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(f"[\n{SOFT}]", text) if part.strip())


def line(text: str, number: int) -> Line:
    plain = _HASHES.sub("", text.strip())
    return Line(plain.replace(SOFT, " "), Place(line=number), heading=plain != text.strip())


def by_rows(lines: list[str]) -> list[Block]:
    """Read lines whose tabs part the cells of a row; other lines stand between the tables."""
    reading = _Rows(lines)
    return list(reading.blocks())


@dataclass
class _Rows:
    lines: list[str]
    heading: Heading | None = None

    def blocks(self) -> Iterator[Block]:
        rows: list[Row] = []
        index = 0
        while index < len(self.lines):
            text, number = self.lines[index], index + 1
            index += 1
            if not text.strip() or _RULE.match(text) or _PAGE_NUMBER.fullmatch(text.strip()):
                continue
            if "\t" not in text.strip("\n ") or len(self.cells(text)) < 2 and not text.startswith("\t"):
                if rows and self.continues(index - 1, rows):
                    rows[-1] = _longer(rows[-1], text)
                    continue
                if rows:
                    yield Grid(tuple(rows), rows[0].place)
                    rows = []
                yield line(text, number)
                continue
            cells = self.cells(text)
            cells, taken = self.completed(cells, index)
            index += taken
            rows.append(row(cells, Place(line=number)))
            self.heading = columns.at((rows[-1],), 0) or self.heading
        if rows:
            yield Grid(tuple(rows), rows[0].place)

    @staticmethod
    def cells(text: str) -> list[str]:
        return [cell.strip() for cell in text.split("\t")]

    def continues(self, index: int, rows: list[Row]) -> bool:
        """A line right under a row, beginning low, goes on with its last cell."""
        text = self.lines[index].strip()
        return (
            bool(self.lines[index - 1].strip()) and (text[0].islower() or text[0] in "-–—•") and len(rows[-1].cells) > 1
        )

    def completed(self, cells: list[str], index: int) -> tuple[list[str], int]:
        """A cell of several paragraphs breaks its row in the copy: take lines until the row is whole."""
        if self.heading is None or len(cells) >= len(self.heading.columns):
            return cells, 0
        width, whole = len(self.heading.columns), list(cells)
        for taken, text in enumerate(self.lines[index : index + LOOK_AHEAD], start=1):
            more = self.cells(text)
            if not text.strip() or numbers.is_number(more[0]) and self.heading.has(Role.NUMBER):
                break
            whole = [*whole[:-1], f"{whole[-1]}{SOFT}{more[0]}", *more[1:]]
            if len(whole) >= width:
                return (whole, taken) if len(whole) == width and self.makes_sense(whole) else (cells, 0)
        return cells, 0

    def makes_sense(self, cells: list[str]) -> bool:
        if self.heading is None:
            return False
        dates = [cell for cell, column in zip(cells, self.heading.columns, strict=True) if column.role == Role.DUE]
        return all(not date or aligning.is_date(squeeze(date.replace(SOFT, " "))) for date in dates)


def _longer(above: Row, text: str) -> Row:
    last = above.cells[-1]
    paragraphs = (*last.paragraphs, text.strip().replace(SOFT, " "))
    longer = Cell(paragraphs, ("",) * len(paragraphs), last.left, last.right)
    return Row((*above.cells[:-1], longer), above.place, exact=False)


class _Token(NamedTuple):
    text: str
    line: int
    apart: bool


def by_cells(lines: list[str]) -> list[Block]:
    """Read lines that hold one cell each: a tab opens a cell, a blank line mostly ends the row."""
    blocks: list[Block] = []
    tokens: list[_Token] = []
    blank = True
    for index, text in enumerate(lines):
        number = index + 1
        if not text.strip() and not text.startswith("\t"):
            blank = True
            continue
        if text.startswith("\t"):
            tokens.append(_Token(text.strip(), number, blank))
        elif tokens and not blank:
            tokens[-1] = _Token(f"{tokens[-1].text}\n{text.strip()}", tokens[-1].line, tokens[-1].apart)
        else:
            _close(blocks, tokens)
            tokens = []
            blocks.append(line(text, number))
        blank = False
    _close(blocks, tokens)
    return blocks


def _close(blocks: list[Block], tokens: list[_Token]) -> None:
    """Add the table; the first word of its heading may have lost its tab."""
    above = blocks[-1] if blocks else None
    if tokens and isinstance(above, Line) and above.place.line == tokens[0].line - 1:
        whole = [_Token(above.text, above.place.line, apart=True), tokens[0]._replace(apart=False), *tokens[1:]]
        is_number = columns.role_of(above.text) == Role.NUMBER
        if is_number or not isinstance(_table(tokens)[0], Grid) and isinstance(_table(whole)[0], Grid):
            blocks.pop()
            tokens = whole
    blocks += _table(tokens)


def _table(tokens: list[_Token]) -> list[Block]:
    """Part the cells into rows as wide as the heading, so that blank lines inside a row do no harm."""
    if not tokens:
        return []
    width = next((index for index, token in enumerate(tokens) if index and token.apart), len(tokens))
    heading = row([token.text for token in tokens[:width]], Place(line=tokens[0].line))
    known = columns.at((heading,), 0)
    if known is None or width < 2:
        return [line(token.text, token.line) for token in tokens if token.text]
    rows = [heading]
    body = tokens[width:]
    first_is_number = known.columns[0].role == Role.NUMBER
    start = 0
    for end in _cuts(body, width, first_is_number=first_is_number):
        part = body[start:end]
        cells = [token.text for token in part]
        if len(cells) > width:
            cells = [cell for cell in cells if cell]
        rows.append(row(cells, Place(line=part[0].line)))
        start = end
    return [Grid(tuple(rows), rows[0].place)]


def _cuts(tokens: list[_Token], width: int, *, first_is_number: bool) -> list[int]:
    """Choose the ends of the rows so that the fewest rows are too short, too long or cut by a blank line."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(tokens) + 1):
        options = [
            (best[start][0] + _cost(tokens[start:end], width, first_is_number=first_is_number), start)
            for start in range(max(0, end - width - 3), end)
        ]
        best.append(min(options))
    cuts, end = [], len(tokens)
    while end:
        cuts.append(end)
        end = best[end][1]
    return cuts[::-1]


def _cost(part: list[_Token], width: int, *, first_is_number: bool) -> float:
    filled = sum(1 for token in part if token.text)
    cost = 3.0 * abs(len(part) - width) if len(part) < width or filled > width else 0.5 * (len(part) - width)
    if len(part) == 1 and part[0].text:
        cost = 3.0
    cost += 1.5 * sum(1 for token in part[1:] if token.apart)
    cost += 0.0 if part[0].apart else 4.0
    if first_is_number and not numbers.is_number(part[0].text) and len(part) > 1:
        cost += 3.0
    return cost
