"""Workbooks that go out: an empty list to fill in, and the rows that could not be taken."""

import io
import unicodedata
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from mentoring.people.importing.remarks import DOUBT, FAULT
from mentoring.people.models import ImportBatch, ImportRow

MEND = "Что исправить"
SAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    ImportBatch.Kind.LEARNERS: (
        ("Фамилия", "Обязательно."),
        ("Имя", "Обязательно, целиком."),
        ("Отчество", "Если есть."),
        ("Класс", "Обязательно: 9А или название группы."),
        ("Дата рождения", "06.05.2012. По ней мы узнаём человека при следующей загрузке."),
        ("Пол", "м или ж. Если пусто, возьмём по отчеству и пометим."),
        ("Телефон", "+7 912 345-67-89."),
        ("Почта", "Один адрес."),
        ("Мать: ФИО", "Фамилия, имя, отчество."),
        ("Мать: телефон", "+7 912 345-67-89."),
        ("Мать: почта", "Один адрес."),
        ("Отец: ФИО", "Фамилия, имя, отчество."),
        ("Отец: телефон", "+7 912 345-67-89."),
        ("Отец: почта", "Один адрес."),
        ("Законный представитель: ФИО", "Если это не мать и не отец."),
        ("Кем приходится", "Опекун, попечитель, приёмный родитель."),
        ("Законный представитель: телефон", "+7 912 345-67-89."),
    ),
    ImportBatch.Kind.STAFF: (
        ("Фамилия", "Обязательно."),
        ("Имя", "Обязательно, целиком."),
        ("Отчество", "Если есть."),
        ("Должность", "Несколько — через точку с запятой."),
        ("Предмет", "Для учителей."),
        ("Стаж", "Полных лет или день начала."),
        ("Категория", "Первая, высшая, без категории."),
        ("Дата рождения", "06.05.1982. По ней мы узнаём человека при следующей загрузке."),
        ("Пол", "м или ж. Если пусто, возьмём по отчеству и пометим."),
        ("Телефон", "+7 912 345-67-89."),
        ("Почта", "Один адрес."),
    ),
}


def sample(kind: str) -> bytes:
    """Make a workbook with the headings alone; how to fill it in stands on its second sheet."""
    fields = SAMPLES[kind]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Список")
    _widths(sheet, [len(name) + 6 for name, _ in fields])
    sheet.append([_cell(sheet, name, bold=True) for name, _ in fields])
    told = book.create_sheet("Как заполнять")
    _widths(told, [36, 80])
    told.append([_cell(told, words, bold=True) for words in ("Столбец", "Что писать")])
    for field in fields:
        told.append([_cell(told, words) for words in field])
    return _saved(book)


def failed(batch: ImportBatch) -> bytes:
    """Give the rows that stay out as they stood in the file, with what to mend in the last column."""
    rows = ImportRow.objects.filter(
        batch=batch, verdict__in=(ImportRow.Verdict.REFUSED, ImportRow.Verdict.DOUBTFUL)
    ).order_by("number")
    headings = batch.found["headings"]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Исправить")
    _widths(sheet, [max(12, len(heading) + 4) for heading in headings] + [80])
    sheet.append([_cell(sheet, heading, bold=True) for heading in [*headings, MEND]])
    for row in rows.iterator():
        cells = [*row.cells[: len(headings)], *[""] * (len(headings) - len(row.cells))]
        sheet.append([_cell(sheet, text) for text in [*cells, mend(row)]])
    return _saved(book)


def mend(row: ImportRow) -> str:
    """Say all that keeps a row out, and what to do."""
    said = [one for one in [*row.faults, *row.doubts] if one["level"] in (FAULT, DOUBT)]
    return " ".join(f"{one['what']}. {one['mend']}" for one in said) or "Вы решили не вносить эту строку."


def _cell(sheet, text: str, *, bold: bool = False) -> WriteOnlyCell:
    """Make a cell that is a text whatever stands in it: «=…» of a file must not become a formula."""
    cell = WriteOnlyCell(sheet, value=_plain(text))
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _plain(text: str) -> str:
    """Leave out signs that nobody sees: some of them a workbook cannot hold."""
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign)[0] != "C")


def _widths(sheet, widths: Iterable[int] | Sequence[int]) -> None:
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(width, 80)


def _saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
