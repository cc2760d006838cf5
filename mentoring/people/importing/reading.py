"""Rows of cells out of the bytes of a file; runs in a confined child, because files come from strangers."""

import csv
import io
import json
import re
import zipfile
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, NamedTuple

import python_calamine

MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_CELL = 4_000
MAX_LINES = 12  # lines of one cell; more means a quote that never closes
DELIMITERS = ";\t,|"
_COMMON = re.compile("[оеаинтср]")


class Unreadable(Exception):
    """The file cannot be read; the message names the file, the place and the remedy."""


class Sheet(NamedTuple):
    """The rows of one sheet from its first, each a list of texts without trailing blanks."""

    title: str
    rows: list[list[str]]


class Book(NamedTuple):
    sheets: list[Sheet]
    counts_from_1904: bool = False
    hidden: tuple[str, ...] = ()


def read_json(name: str, data: bytes) -> bytes:
    """Read the file and give its rows as JSON, or the reason why not."""
    try:
        book = read(name, data)
    except Unreadable as refusal:
        return json.dumps({"unreadable": str(refusal)}, ensure_ascii=False).encode()
    return json.dumps(book._asdict(), ensure_ascii=False).encode()


def from_json(answer: bytes) -> Book:
    """Give the book that a child has read; raise what it could not."""
    said = json.loads(answer)
    if "unreadable" in said:
        raise Unreadable(said["unreadable"])
    sheets = [Sheet(title, rows) for title, rows in said["sheets"]]
    return Book(sheets, said["counts_from_1904"], tuple(said["hidden"]))


def read(name: str, data: bytes) -> Book:
    if PurePath(name).suffix.lower() == ".csv":
        return Book([Sheet("", _separated(name, data))])
    return _workbook(name, data)


def _workbook(name: str, data: bytes) -> Book:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible, hidden = [], []
        for one in book.sheets_metadata:
            shown = one.visible == python_calamine.SheetVisibleEnum.Visible
            if one.typ == python_calamine.SheetTypeEnum.WorkSheet:
                (visible if shown else hidden).append(one.name)
        sheets, left = [], MAX_ROWS
        for title in visible:
            rows = _rows(name, title, book.get_sheet_by_name(title), left)
            left -= len(rows)
            sheets.append(Sheet(title, rows))
    except python_calamine.PasswordError as error:
        raise Unreadable(f"«{name}»: файл защищён паролем. Снимите пароль в Excel и загрузите файл снова.") from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Unreadable(
            f"«{name}»: файл повреждён. Откройте его в Excel, сохраните как .xlsx и загрузите ещё раз."
        ) from error
    if not any(sheet.rows for sheet in sheets):
        where = "все листы скрыты" if hidden and not visible else "на листах ничего нет"
        raise Unreadable(f"«{name}»: {where}. Откройте файл, проверьте, что список виден, и загрузите снова.")
    return Book(sheets, _counts_from_1904(data), tuple(hidden))


def _rows(name: str, title: str, sheet: Any, left: int) -> list[list[str]]:
    """Give the rows of a sheet down to the last that holds something."""
    rows: list[list[str]] = [[] for _ in range(sheet.start[0])] if sheet.start else []
    margin = [""] * sheet.start[1] if sheet.start else []
    filled = len(rows)
    for cells in sheet.iter_rows():
        texts = [_text(cell) if cell != "" else "" for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        rows.append(margin + texts if texts else [])
        if texts:
            filled = len(rows)
            _check(name, f"лист «{title}», строка {filled}", rows[-1])
        if filled > left:
            raise _too_many(name, f"лист «{title}»")
    return rows[:filled]


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell.replace("\0", "").strip()  # a book may hide one as «_x0000_», and no database takes it
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y}" if cell.time() == cell.min.time() else f"{cell:%d.%m.%Y %H:%M}"
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else str(cell)


def _check(name: str, where: str, cells: list[str]) -> None:
    if len(cells) > MAX_COLUMNS:
        raise Unreadable(f"«{name}», {where}: больше {MAX_COLUMNS} столбцов. Удалите лишние и загрузите файл снова.")
    for column, cell in enumerate(cells, 1):
        if len(cell) > MAX_CELL:
            raise Unreadable(f"«{name}», {where}, столбец {column}: ячейка длиннее {MAX_CELL} знаков. Сократите её.")


def _too_many(name: str, where: str) -> Unreadable:
    return Unreadable(f"«{name}», {where}: больше 20 000 строк. Разделите список на несколько файлов.")


def _counts_from_1904(data: bytes) -> bool:
    """Tell whether a bare number means a day of the calendar that old Macs used."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open("xl/workbook.xml") as stream:
            return bool(re.search(rb"date1904\s*=\s*[\"'](?:1|true)", stream.read(200_000)))
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return False


def _separated(name: str, data: bytes) -> list[list[str]]:
    text = _decoded(name, data).replace("\r\n", "\n").replace("\r", "\n")
    said = re.match(r"sep=(.)\n", text, re.IGNORECASE)
    first = 1 if said else 0
    text = text[said.end() :] if said else text
    delimiter = said[1] if said else _delimiter(text)
    rows: list[list[str]] = [[]] * first
    csv.field_size_limit(10 * MAX_CELL)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    filled = 0
    try:
        for cells in reader:
            texts = [cell.strip().removeprefix("\ufeff") for cell in cells]
            while texts and not texts[-1]:
                texts.pop()
            rows.append(texts)
            where = f"строка {reader.line_num + first}"
            if any(cell.count("\n") >= MAX_LINES for cell in texts):
                raise _open_quote(name, where)
            if texts:
                _check(name, where, texts)
                filled = len(rows)
            if filled > MAX_ROWS:
                raise _too_many(name, "таблица")
    except csv.Error as error:
        raise _open_quote(name, f"строка {reader.line_num + first}") from error
    if not filled:
        raise Unreadable(f"«{name}»: файл пустой. Проверьте его и загрузите снова.")
    return rows[:filled]


def _open_quote(name: str, where: str) -> Unreadable:
    return Unreadable(
        f"«{name}», {where}: кавычка открыта и не закрыта. Исправьте строку или сохраните таблицу как .xlsx."
    )


def _delimiter(text: str) -> str:
    """Choose what stands as often in each of the first lines."""
    lines = [line for line in text.split("\n")[:20] if line.strip()] or [""]
    return max(DELIMITERS, key=lambda sign: (sum(1 for line in lines if sign in line), lines[0].count(sign)))


def _decoded(name: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        readings = [data.decode(encoding, errors="replace") for encoding in ("cp1251", "koi8-r", "cp866")]
        text = max(readings, key=lambda one: len(_COMMON.findall(one)))
    if "\ufffd" in text or text.count("\x00"):
        raise Unreadable(f"«{name}»: текст не читается. Сохраните таблицу как .xlsx или как CSV в кодировке UTF-8.")
    return text
