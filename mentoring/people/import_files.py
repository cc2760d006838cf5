"""Workbooks that go out: an empty list to fill in, and the rows that could not be taken."""

from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from mentoring import workbooks
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
    sheet.append([workbooks.cell(sheet, name, bold=True) for name, _ in fields])
    told = book.create_sheet("Как заполнять")
    _widths(told, [36, 80])
    told.append([workbooks.cell(told, words, bold=True) for words in ("Столбец", "Что писать")])
    for field in fields:
        told.append([workbooks.cell(told, words) for words in field])
    return workbooks.saved(book)


def failed(batch: ImportBatch) -> bytes:
    """Give the rows that stay out as they stood in the file, with what to mend in the last column."""
    rows = ImportRow.objects.filter(
        batch=batch, verdict__in=(ImportRow.Verdict.REFUSED, ImportRow.Verdict.DOUBTFUL)
    ).order_by("number")
    headings = batch.found["headings"]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Исправить")
    _widths(sheet, [max(12, len(heading) + 4) for heading in headings] + [80])
    sheet.append([workbooks.cell(sheet, heading, bold=True) for heading in [*headings, MEND]])
    for row in rows.iterator():
        cells = [*row.cells[: len(headings)], *[""] * (len(headings) - len(row.cells))]
        sheet.append([workbooks.cell(sheet, text) for text in [*cells, mend(row)]])
    return workbooks.saved(book)


def mend(row: ImportRow) -> str:
    """Say all that keeps a row out, and what to do."""
    said = [one for one in [*row.faults, *row.doubts] if one["level"] in (FAULT, DOUBT)]
    return " ".join(f"{one['what']}. {one['mend']}" for one in said) or "Вы решили не вносить эту строку."


def _widths(sheet, widths: Iterable[int] | Sequence[int]) -> None:
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(width, 80)
