"""Tables copied with their spaces: columns stand under each other, parted by gaps."""

import re
from dataclasses import dataclass
from itertools import pairwise

from roadmap.readers import columns, numbers, tabbed
from roadmap.readers.blocks import Block, Grid, Place, Row
from roadmap.readers.columns import Heading, Role

_PIECE = re.compile(r"\S+(?:\s\S+)*")
PROSE_LINES = 3
MAX_HEADING_LINES = 3


@dataclass(frozen=True)
class _Frame:
    """The heading and the places where the columns are cut."""

    heading: Heading
    texts: tuple[str, ...]
    cuts: tuple[int, ...]
    end: int


def blocks(lines: list[str]) -> list[Block] | None:
    """Give the blocks when a heading with gaps is found; None when the text is not laid out so."""
    found: list[Block] = []
    index, any_table = 0, False
    while index < len(lines):
        frame = _frame(lines, index)
        if frame is None:
            if lines[index].strip():
                found.append(tabbed.line(lines[index], index + 1))
            index += 1
            continue
        any_table = True
        rows, after = _rows(lines, frame)
        head = tabbed.row(list(frame.texts), Place(line=index + 1))
        found.append(Grid((head, *rows), head.place))
        index = after
    return found if any_table else None


def _pieces(line: str) -> list[tuple[int, int, str]]:
    return [(found.start(), found.end(), found[0]) for found in _PIECE.finditer(line)]


def _frame(lines: list[str], index: int) -> _Frame | None:
    """Read the line as a heading with gaps; the lines under it may finish its words."""
    pieces = _pieces(lines[index])
    if len(pieces) < 3 or columns.at((tabbed.row([text for _, _, text in pieces], Place()),), 0) is None:
        return None
    texts, end = [text for _, _, text in pieces], index + 1
    while end < min(len(lines), index + MAX_HEADING_LINES) and (more := _finishing(lines[end], pieces)):
        for column, text in more:
            texts[column] = f"{texts[column]} {text}"
        end += 1
    heading = columns.at((tabbed.row(texts, Place()),), 0)
    if heading is None:
        return None
    return _Frame(heading, tuple(texts), _cuts(pieces, lines[end : end + 400]), end)


def _finishing(line: str, pieces: list[tuple[int, int, str]]) -> list[tuple[int, str]]:
    """Words right under the heading that go on with it: small letters or brackets only."""
    more = []
    for start, end, text in _pieces(line):
        column = next((number for number, (left, right, _) in enumerate(pieces) if start < right and left < end), None)
        if column is None or not (text[0].islower() or text[0] == "(") or numbers.is_number(text):
            return []
        more.append((column, text))
    return more


def _cuts(pieces: list[tuple[int, int, str]], body: list[str]) -> tuple[int, ...]:
    """Cut between two headings where the fewest lines have a letter, as far right as that allows."""
    cuts = []
    for (_, left, _), (right, _, _) in pairwise(pieces):
        taken = {
            place: sum(1 for line in body if place < len(line) and not line[place].isspace())
            for place in range(left, right + 1)
        }
        fewest = min(taken.values())
        cuts.append(max(place for place, count in taken.items() if count == fewest))
    return tuple(cuts)


def _rows(lines: list[str], frame: _Frame) -> tuple[list[Row], int]:
    rows: list[tuple[int, list[list[str]]]] = []
    prose, blank, index = 0, True, frame.end
    while index < len(lines):
        line = lines[index]
        if not line.strip():
            blank = True
            index += 1
            continue
        if _frame(lines, index) and not _same(lines[index], frame):
            break
        crossed = _crosses(line, frame)
        prose = prose + 1 if crossed else 0
        if prose >= PROSE_LINES:
            rows, index = rows[: -(prose - 1)] if prose > 1 else rows, index - prose + 1
            break
        cells = [line.strip()] if crossed else _cells(line, frame.cuts)
        if crossed and not blank and rows and len(rows[-1][1]) == 1 and cells[0][:1].islower():
            rows[-1][1][0].append(cells[0])
        elif crossed or not rows or _opens(cells, frame.heading, blank=blank) or len(rows[-1][1]) == 1:
            rows.append((index + 1, [[text] if text else [] for text in cells]))
        else:
            for cell, text in zip(rows[-1][1], cells, strict=True):
                cell.extend([text] if text else [])
        blank = False
        index += 1
    return [_row(number, cells, len(frame.texts)) for number, cells in rows], index


def _row(number: int, cells: list[list[str]], width: int) -> Row:
    texts = [" ".join(lines) for lines in cells]
    if len(texts) == 1:
        own, rest = numbers.split(texts[0])
        texts = [own, rest] if own and width > 1 else ["", rest]
    return tabbed.row([*texts, *[""] * (width - len(texts))], Place(line=number))


def _same(line: str, frame: _Frame) -> bool:
    return [text for _, _, text in _pieces(line)] == list(frame.texts)


def _crosses(line: str, frame: _Frame) -> bool:
    """A text that runs over two cuts is a heading of a section, or no part of the table at all."""
    return sum(1 for cut in frame.cuts if line[max(cut - 1, 0) : cut + 1].strip() and _letters_at(line, cut)) >= min(
        2, len(frame.cuts) - 1
    )


def _letters_at(line: str, cut: int) -> bool:
    return cut < len(line) and not re.search(r"\s{2}", line[max(cut - 2, 0) : cut + 2])


def _cells(line: str, cuts: tuple[int, ...]) -> list[str]:
    """Part the line at the cuts, never inside a piece: a piece belongs where most of it lies."""
    cells = [""] * (len(cuts) + 1)
    for start, end, text in _pieces(line):
        middle = start if end - start < 3 else start + min(4, (end - start) // 2)
        column = sum(1 for cut in cuts if middle >= cut)
        cells[column] = f"{cells[column]} {text}".strip()
    return cells


def _opens(cells: list[str], heading: Heading, *, blank: bool) -> bool:
    """Tell whether the line begins a row: by its number, else by a title beside a date."""
    by_role = {column.role: text for column, text in zip(heading.columns, cells, strict=True)}
    if Role.NUMBER in by_role:
        return numbers.is_number(by_role[Role.NUMBER]) or blank and bool(by_role.get(Role.TITLE))
    title = by_role.get(Role.TITLE, "")
    return bool(title) and (blank or not title[0].islower() and bool(by_role.get(Role.DUE)))
