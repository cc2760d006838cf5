"""Lists as schools make them, for the tests: workbooks and texts out of rows."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

HEAD = ("ФИО", "Класс", "Дата рождения", "Телефон", "Мать", "Тел. матери")
ORLOVA = ("Орлова Майя Игоревна", "9А", "06.05.2011", "8 912 000-11-22", "Орлова Инна Львовна", "8 912 000-33-44")
LESNOV = ("Леснов Тимур Олегович", "9Б", "17.02.2011", "", "Леснова Зоя Павловна", "8 912 000-55-66")
STAFF_HEAD = ("ФИО", "Должность", "Предмет", "Стаж", "Категория", "Телефон")
RYABOVA = ("Рябова Ольга Юрьевна", "Учитель математики; классный руководитель 9А", "Алгебра", "12 лет", "высшая", "")


def xlsx(*rows: Sequence[Any], sheets: dict[str, Iterable[Sequence[Any]]] | None = None) -> bytes:
    """Make a workbook of one sheet, or of several by their titles."""
    book = Workbook()
    book.remove(book.active)
    for title, content in (sheets or {"Лист1": rows}).items():
        sheet = book.create_sheet(title)
        for row in content:
            sheet.append(list(row))
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, date):
                    cell.number_format = "DD.MM.YYYY"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def separated(*rows: Sequence[Any], encoding: str = "utf-8", delimiter: str = ";") -> bytes:
    """Make a text with a delimiter between the cells."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)
