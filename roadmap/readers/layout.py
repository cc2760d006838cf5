"""Tables copied with their spaces: columns stand under each other, parted by gaps."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from roadmap.readers import columns, numbers, sections, tabbed
from roadmap.readers.blocks import Block, Grid, Place, Row
from roadmap.readers.columns import Heading, Role
from roadmap.readers.markup import PAGE

_NUMBER_SIGN = re.compile(r"№(?:\s?п/?\s?п?)?\s+(?=[А-ЯЁ])")
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3}[.)]?)\s+(?=\S)|(\d{1,2}(?:\.\d{1,2}){0,3}[.)]?)\Z")
_PIECE = re.compile(r"\S+(?:\s\S+)*")
PROSE_LINES = 3
MAX_HEADING_LINES = 3
MAX_BODY = 150
# A gutter may be crossed by one line in so many: a heading of a section.
FEW = 30
NUMBER_WIDTH = 8


@dataclass(frozen=True)
class _Frame:
    """The heading and the places where the columns are cut."""

    heading: Heading
    texts: tuple[str, ...]
    cuts: tuple[int, ...]
    end: int
    numbered: bool = False


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
        rows, after = _rows(lines, _on_page(frame, lines[frame.end :]))
        head = tabbed.row(list(frame.texts), Place(line=index + 1))
        found.append(Grid((head, *rows), head.place))
        index = after
    return found if any_table else None


def _pieces(line: str) -> list[tuple[int, int, str]]:
    return [(found.start(), found.end(), found[0]) for found in _PIECE.finditer(line)]


def _frame(lines: list[str], index: int) -> _Frame | None:
    """Read the line as a heading with gaps; the lines under it may finish its words."""
    pieces = _pieces(lines[index])
    numbered = bool(pieces) and bool(_NUMBER_SIGN.match(pieces[0][2]))
    if numbered:
        # The number stands so close to the title that no gap parts them: it is told by its form.
        pieces[0] = (pieces[0][0], pieces[0][1], _NUMBER_SIGN.sub("", pieces[0][2]))
    if len(pieces) < 3 or columns.at((tabbed.row([text for _, _, text in pieces], Place()),), 0) is None:
        return None
    texts, end = [text for _, _, text in pieces], index + 1
    while end < min(len(lines), index + MAX_HEADING_LINES) and (more := _finishing(lines[end], pieces)):
        for column, text in more:
            texts[column] = f"{texts[column]} {text}"
        end += 1
    cuts = _cuts(pieces, lines[end : end + MAX_BODY])
    if numbered:
        texts = ["№ п/п", re.sub(r"\s+п/?п?$", "", texts[0]), *texts[1:]]
    heading = columns.at((tabbed.row(texts, Place()),), 0)
    return None if heading is None else _Frame(heading, tuple(texts), cuts, end, numbered)


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
    body = [line for line in body if len(_pieces(line)) > 1]
    for (_, left, _), (right, _, _) in pairwise(pieces):
        taken = {
            place: sum(1 for line in body if place < len(line) and not line[place].isspace())
            for place in range(left, right + 1)
        }
        fewest = min(taken.values())
        cuts.append(max(place for place, count in taken.items() if count == fewest))
    return tuple(cuts)


def _on_page(frame: _Frame, lines: list[str]) -> _Frame:
    """Each page sets its columns anew: find its widest gutters."""
    end = next((index for index, line in enumerate(lines) if index and line.startswith(PAGE)), len(lines))
    page = [line for line in (line.removeprefix(PAGE) for line in lines[:end]) if len(_pieces(line)) > 1]
    width = max((len(line) for line in page), default=0)
    taken = [sum(1 for line in page if place < len(line) and not line[place].isspace()) for place in range(width)]
    free = "".join("." if count * FEW <= len(page) else "x" for count in taken)
    gutters = [
        found for found in re.finditer(r"(?<=x)\.+(?=x)", free) if not frame.numbered or found.end() > NUMBER_WIDTH
    ]
    gutters.sort(key=lambda found: found.start() - found.end())
    chosen = sorted(gutter.end() for gutter in gutters[: len(frame.cuts)])
    enough = len(chosen) == len(frame.cuts) and len(page) > 2
    return replace(frame, cuts=tuple(chosen)) if enough else frame


def _rows(lines: list[str], frame: _Frame) -> tuple[list[Row], int]:
    rows: list[tuple[int, list[list[str]]]] = []
    prose, blank, index, in_section = 0, True, frame.end, False
    while index < len(lines):
        line = lines[index].removeprefix(PAGE)
        if lines[index].startswith(PAGE):
            frame = _on_page(frame, lines[index:])
        if not line.strip():
            blank = True
            index += 1
            continue
        if _frame(lines, index) and not _same(lines[index], frame):
            break
        crossed = _crosses(line, frame)
        opens_section = bool(_NUMBER.match(line.strip())) or sections.starts_with_goal(line.strip())
        prose = prose + 1 if crossed and (prose or not opens_section) and not in_section else 0
        in_section = crossed and (in_section or opens_section)
        if prose >= PROSE_LINES:
            rows, index = rows[: -(prose - 1)] if prose > 1 else rows, index - prose + 1
            break
        cells = [line.strip()] if crossed else _numbered(_cells(line, frame.cuts), frame)
        if crossed and rows and len(rows[-1][1]) == 1 and not (blank or _NUMBER.match(cells[0])):
            rows[-1][1][0].append(cells[0])
        elif crossed or not rows or _opens(cells, frame.heading, blank=blank) or len(rows[-1][1]) == 1:
            rows.append((index + 1, [[text] if text else [] for text in cells]))
        else:
            for cell, text in zip(rows[-1][1], cells, strict=True):
                cell.extend([text] if text else [])
        blank = False
        index += 1
    return [_row(number, cells, len(frame.texts)) for number, cells in rows], index


def _numbered(cells: list[str], frame: _Frame) -> list[str]:
    found = _NUMBER.match(cells[0]) if frame.numbered else None
    if not frame.numbered:
        return cells
    return [found[0].strip(), cells[0][found.end() :], *cells[1:]] if found else ["", *cells]


def _row(number: int, cells: list[list[str]], width: int) -> Row:
    texts = [" ".join(lines) for lines in cells]
    if len(texts) == 1:
        own, rest = numbers.split(texts[0])
        texts = [own, rest] if own and width > 1 else ["", rest]
    return tabbed.row([*texts, *[""] * (width - len(texts))], Place(line=number))


def _same(line: str, frame: _Frame) -> bool:
    texts = [_NUMBER_SIGN.sub("", text) for _, _, text in _pieces(line)]
    return texts[1:] == list(frame.texts)[-len(texts) + 1 :]


def _crosses(line: str, frame: _Frame) -> bool:
    """A text that runs over the cuts is a heading of a section, or no part of the table at all."""
    if _is_set_in_the_middle(line, frame):
        return True
    crossed = sum(1 for cut in frame.cuts if line[cut - 1 : cut].strip() and line[cut : cut + 1].strip())
    return crossed >= min(2, len(frame.cuts) - 1)


def _cells(line: str, cuts: tuple[int, ...]) -> list[str]:
    """Part the line at the cuts; a word that lies over a cut stays whole where it began."""
    cells, start = [], 0
    for cut in cuts:
        end = max(cut, start)
        while end < len(line) and not line[end - 1 : end].isspace() and not line[end].isspace():
            end += 1
        cells.append(line[start:end].strip())
        start = end
    return [*cells, line[start:].strip()]


def _opens(cells: list[str], heading: Heading, *, blank: bool) -> bool:
    """Tell whether the line begins a row: by its number, else by a title beside a date."""
    by_role = {column.role: text for column, text in zip(heading.columns, cells, strict=True)}
    if Role.NUMBER in by_role:
        return numbers.is_number(by_role[Role.NUMBER]) or blank and bool(by_role.get(Role.TITLE))
    title = by_role.get(Role.TITLE, "")
    return bool(title) and (blank or not title[0].islower() and bool(by_role.get(Role.DUE)))


def _is_set_in_the_middle(line: str, frame: _Frame) -> bool:
    """A number that begins outside the column of numbers opens a short heading."""
    pieces = _pieces(line)
    has_numbers = frame.heading.columns[0].role == Role.NUMBER and not frame.numbered
    return has_numbers and len(pieces) == 1 and pieces[0][0] >= frame.cuts[0] and bool(numbers.split(pieces[0][2])[0])
