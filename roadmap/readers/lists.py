"""Lists inside a cell: numbered, dashed, or one item a line."""

import re
from dataclasses import dataclass

from roadmap.readers.blocks import Cell
from roadmap.readers.cleaning import join_lines, squeeze

_NUMBERED = re.compile(r"(?:\d{1,2}|[а-яa-z])[.)]\s*(?=\D)")
_BULLET = re.compile(r"[-–—•*·▪●◦\uf0b7\uf02d]\s*(?=\S)")
_INLINE = re.compile(r"(?:(?<=\s)|^)(\d{1,2})[.)]\s*(?=[^\d\s])")
# What a list on one line cannot do without.
_MAY_LIST = re.compile(r"\n|\d[.)]|\A(?:[-–—•*·▪●◦\uf0b7\uf02d]|[а-яa-z][.)])")
_ENDS = (";", ".", ":", ",")


@dataclass(frozen=True)
class Items:
    lead: str
    items: tuple[str, ...]
    numbered: bool


def is_marked(line: str) -> bool:
    """Tell whether the line opens an item of a list."""
    return bool(_NUMBERED.match(line) or _BULLET.match(line))


def split(cell: Cell) -> Items:
    """Part a cell into the words before its list and the items of the list."""
    if len(cell.paragraphs) == 1 and not any(cell.labels) and not _MAY_LIST.search(cell.paragraphs[0]):
        return Items("", (squeeze(cell.paragraphs[0]),), False)
    lead, items, marks = "", [], []
    lines = [line for line in _lines(cell) if line[1]]
    any_marked = any(mark for mark, _ in lines)
    for mark, text in lines:
        continues = bool(items) and not mark and (any_marked or text[0].islower() and not items[-1][-1].endswith(_ENDS))
        if continues:
            items[-1].append(text)
        elif any_marked and not mark and not items:
            lead = f"{lead} {text}".strip()
        else:
            items.append([text])
            marks.append(mark)
    joined = tuple(join_lines(parts) for parts in items)
    numbered = bool(marks) and all(mark == "number" for mark in marks)
    if len(joined) == 1 and not lead:
        return _inline(joined[0]) or Items("", joined, numbered)
    return Items(lead, joined, numbered)


def _lines(cell: Cell) -> list[tuple[str, str]]:
    found = []
    for paragraph, label in zip(cell.paragraphs, cell.labels or ("",) * len(cell.paragraphs), strict=False):
        for position, line in enumerate(paragraph.split("\n")):
            text = squeeze(line)
            if label and position == 0:
                found.append(("bullet" if label == "•" else "number", text))
            elif match := _NUMBERED.match(text):
                found.append(("number", text[match.end() :]))
            elif match := _BULLET.match(text):
                found.append(("bullet", text[match.end() :]))
            else:
                found.append(("", text))
    return found


def _inline(text: str) -> Items | None:
    """«1) …; 2) …» on one line: the numbers must count up from one."""
    found = list(_INLINE.finditer(text))
    expected, starts = 1, []
    for match in found:
        if int(match[1]) == expected:
            starts.append(match)
            expected += 1
    if len(starts) < 2:
        return None
    ends = [match.start() for match in starts[1:]] + [len(text)]
    items = tuple(squeeze(text[match.end() : end]) for match, end in zip(starts, ends, strict=True))
    return Items(squeeze(text[: starts[0].start()]), items, True) if all(items) else None
