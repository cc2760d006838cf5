"""Read an Excel workbook into grids: merged ranges, date cells, hidden sheets, with the standard library alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from xml.etree.ElementTree import Element

from roadmap.readers.archive import Archive, broken
from roadmap.readers.blocks import Block, Cell, Grid, Pages, Place, Remark, Row, UnreadableFile
from roadmap.readers.cleaning import clean
from roadmap.readers.limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS, check_rows

WORKBOOK = "xl/workbook.xml"
MAX_MERGES = 20_000
_EMPTY_CELL = re.compile(rb"<c\b[^<>]*?(?:/>|>\s*</c>)")
_EMPTY_ROW = re.compile(rb"<row\b[^<>]*?(?:/>|>\s*</row>)")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")
_BUILT_IN_DATES = {14, 15, 16, 22, *range(27, 32), 34, 35, 36, *range(50, 59)}
_MONTH_YEAR = {17, 55}
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)


@dataclass
class _Book:
    archive: Archive
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    epoch: date = date(1899, 12, 30)
    remarks: list[Remark] = field(default_factory=list)


def read(archive: Archive) -> Pages:
    book = _Book(archive)
    workbook = archive.tree(WORKBOOK)
    for properties in _named(workbook, "workbookPr"):
        if properties.get("date1904") in ("1", "true"):
            book.epoch = date(1904, 1, 1)
    book.strings, book.formats = _strings(archive), _formats(archive)
    blocks: list[Block] = []
    for title, part, hidden in _sheets(archive, workbook):
        if hidden:
            book.remarks.append(
                Remark(
                    "hidden-sheet",
                    f"Лист «{title}» скрыт и не прочитан.",
                    "Откройте его в Excel, если он нужен.",
                    Place(sheet=title),
                )
            )
        elif part in archive.names:
            blocks += _sheet(book, title, part)
    if not blocks:
        raise UnreadableFile(f"Файл «{archive.name}»: на видимых листах нет данных. Проверьте, тот ли файл выбран.")
    return Pages("xlsx", tuple(blocks), tuple(book.remarks))


def _named(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if element.tag.rpartition("}")[2] == name)


def _sheets(archive: Archive, workbook: Element) -> Iterator[tuple[str, str, bool]]:
    relations = "xl/_rels/workbook.xml.rels"
    if relations not in archive.names:
        raise broken(archive.name, relations)
    targets = {
        relation.get("Id"): relation.get("Target", "") for relation in _named(archive.tree(relations), "Relationship")
    }
    for sheet in _named(workbook, "sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.rpartition("}")[2] == "id"), "")
        target = targets.get(key, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield sheet.get("name", ""), part, sheet.get("state", "visible") in ("hidden", "veryHidden")


def _strings(archive: Archive) -> list[str]:
    part = next((name for name in archive.names if name.lower() == "xl/sharedstrings.xml"), None)
    return [_rich(item) for item in _named(archive.tree(part), "si")] if part else []


def _rich(item: Element) -> str:
    """Join the runs of a text; the phonetic guide is not text."""
    if len(item) == 1:
        return item[0].text or "" if item[0].tag.endswith("}t") else "".join(t.text or "" for t in _named(item, "t"))
    return "".join(t.text or "" for child in item if not child.tag.endswith("}rPh") for t in _named(child, "t"))


def _formats(archive: Archive) -> list[str]:
    """Say for each cell style whether it shows a date («d»), a month with its year («m») or neither."""
    part = "xl/styles.xml"
    if part not in archive.names:
        return []
    root = archive.tree(part)
    own = {item.get("numFmtId"): item.get("formatCode", "") for item in _named(root, "numFmt")}
    table = next(_named(root, "cellXfs"), None)
    return [] if table is None else [_shown(style.get("numFmtId", "0"), own) for style in table]


def _shown(key: str, own: dict[str | None, str]) -> str:
    if key in own:
        code = _QUOTED.sub("", own[key].lower()).split(";")[0]
        if not re.search("[dmyдмг]", code) or "general" in code or "основной" in code or not re.search("[yгdд]", code):
            return ""
        return "d" if re.search("[dд]", code) else "m"
    number = int(key) if key.isdigit() else 0
    return "d" if number in _BUILT_IN_DATES else "m" if number in _MONTH_YEAR else ""


def _sheet(book: _Book, title: str, part: str) -> list[Block]:
    content = book.archive.read(part)
    if b"<!" not in content:
        # A million formatted but empty rows are nothing; they are dropped before they cost anything.
        content = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", content)) if len(content) > 2**20 else content
    check_rows(book.archive.name, content.count(b"<row"), f"лист «{title}»") if len(content) > 2**22 else None
    root = book.archive.parse(part, content)
    rows = list(_rows(book, title, root))
    check_rows(book.archive.name, len(rows), f"лист «{title}»")
    width = max((max(cells) for _, cells in rows if cells), default=0) + 1
    if width > MAX_COLUMNS:
        raise UnreadableFile(
            f"Файл «{book.archive.name}», лист «{title}»: больше {MAX_COLUMNS} столбцов. "
            "Удалите лишние столбцы и загрузите файл снова."
        )
    merged = _merges(root, width)
    read_rows = tuple(_row(number, cells, width, merged, title) for number, cells in rows if cells or number in merged)
    return [Grid(read_rows, Place(sheet=title))] if any(not row.is_empty for row in read_rows) else []


def _rows(book: _Book, title: str, root: Element) -> Iterator[tuple[int, dict[int, str]]]:
    """Give the rows that hold something, with the column of each text."""
    previous, filled = 0, 0
    for element in _named(root, "row"):
        number = element.get("r", "")
        previous = int(number) if number.isdigit() and len(number) < 8 else previous + 1
        if element.get("hidden") in ("1", "true"):
            book.remarks.append(
                Remark(
                    "hidden-row",
                    "Скрытая строка не прочитана.",
                    "Откройте её в Excel, если она нужна.",
                    Place(sheet=title, row=previous),
                )
            )
            continue
        cells: dict[int, str] = {}
        column = -1
        for cell in element:
            reference = _REFERENCE.match(cell.get("r", ""))
            column = _column(reference[1]) if reference else column + 1
            text = clean(_value(book, cell)).strip()
            if text:
                cells[column] = text[:MAX_CELL]
                if len(text) > MAX_CELL:
                    book.remarks.append(
                        Remark(
                            "long-cell",
                            f"Ячейка длиннее {MAX_CELL} знаков обрезана.",
                            "Сократите текст ячейки.",
                            Place(sheet=title, row=previous),
                        )
                    )
        if cells:
            filled += 1
            check_rows(book.archive.name, filled, f"лист «{title}»")
        yield previous, cells
        if previous > MAX_ROWS * 250:
            return


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(book: _Book, cell: Element) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(t.text or "" for t in _named(cell, "t"))
    stored = next((child.text or "" for child in cell if child.tag.rpartition("}")[2] == "v"), "")
    if not stored:
        return ""
    if kind == "s":
        return book.strings[int(stored)] if stored.isdigit() and int(stored) < len(book.strings) else ""
    if kind == "d":
        return _iso(stored)
    if kind == "b":
        return "да" if stored == "1" else "нет"
    return _number(book, stored, cell.get("s", "")) if kind == "n" else stored


def _number(book: _Book, stored: str, style: str) -> str:
    shown = book.formats[int(style)] if style.isdigit() and int(style) < len(book.formats) else ""
    try:
        value = float(stored)
    except ValueError:
        return stored
    if shown and 1 <= value < 110_000:
        day = book.epoch + timedelta(days=int(value))
        return f"{day:%d.%m.%Y}" if shown == "d" else f"{_MONTHS[day.month - 1]} {day.year}"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.10g}"


def _iso(stored: str) -> str:
    try:
        return f"{datetime.fromisoformat(stored.replace('Z', '+00:00')):%d.%m.%Y}"
    except ValueError:
        return stored


@dataclass(frozen=True)
class _Merge:
    first_column: int
    last_column: int
    first_row: int


def _merges(root: Element, width: int) -> dict[int, list[_Merge]]:
    """Give the merged ranges by the rows they cover, within the rows and columns that are read."""
    by_row: dict[int, list[_Merge]] = {}
    count = 0
    for element in _named(root, "mergeCell"):
        first, _, last = element.get("ref", "").replace("$", "").partition(":")
        start, end = _REFERENCE.match(first), _REFERENCE.match(last)
        if not start or not end or count > MAX_MERGES:
            continue
        merge = _Merge(_column(start[1]), min(_column(end[1]), width - 1), int(start[2]))
        for row in range(merge.first_row, min(int(end[2]), merge.first_row + MAX_ROWS) + 1):
            count += 1
            if count > MAX_MERGES:
                break
            by_row.setdefault(row, []).append(merge)
    return by_row


def _row(number: int, cells: dict[int, str], width: int, merged: dict[int, list[_Merge]], title: str) -> Row:
    """Lay the cells of a row out; a merged cell is one cell, empty in the rows below its first."""
    built, column = [], 0
    ranges = {merge.first_column: merge for merge in merged.get(number, ()) if merge.first_column < width}
    while column < width:
        merge = ranges.get(column)
        last = max(merge.last_column, column) if merge else column
        continues = merge is not None and merge.first_row < number
        text = "" if continues else cells.get(column, "")
        paragraphs = tuple(part.strip() for part in text.split("\n") if part.strip())
        built.append(Cell(paragraphs, ("",) * len(paragraphs), column / width, (last + 1) / width, continues))
        column = last + 1
    return Row(tuple(built), Place(sheet=title, row=number))
