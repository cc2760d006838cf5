"""An extract as files: a workbook to read, JSON to take elsewhere."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.timezone import localtime
from openpyxl import Workbook

from mentoring import workbooks
from mentoring.people.privacy import extract
from mentoring.people.privacy.extract import Extract

_HEADS = ("Сведения", "Запись", "Поле", "Значение", "Кто внёс или изменил", "Когда")
_STEPS = ("Когда", "Кто", "Что сделано", "Поле", "Было", "Стало")
_WIDTHS = (30, 30, 26, 50, 30, 18)


def xlsx(told: Extract) -> bytes:
    """Write what is kept on one sheet, what was done with it on another."""
    book = Workbook(write_only=True)
    kept = [
        (part.category, f"{part.title}, {number}", fact.label, fact.value, record.by, _moment(record.at))
        for part in told.parts
        for number, record in enumerate(part.records, 1)
        for fact in record.facts
    ]
    _sheet(book, "Что хранится", _HEADS, kept)
    done = [
        (_moment(step.at), step.by, step.deed, change.label, change.before, change.after)
        for step in told.steps
        for change in step.changes or [None]
        if change
    ]
    _sheet(book, "Кто и когда менял", _STEPS, done)
    _sheet(book, "Документы", ("Документ, в котором названо имя",), [(paper,) for paper in told.papers])
    return workbooks.saved(book)


def as_json(told: Extract) -> bytes:
    return json.dumps(extract.plain(told), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


def _moment(at) -> str:
    return f"{localtime(at):%d.%m.%Y %H:%M}" if at else ""


def _sheet(book: Workbook, title: str, heads: tuple[str, ...], lines: list[tuple[str, ...]]) -> None:
    sheet = book.create_sheet(title)
    for number, width in enumerate(_WIDTHS[: len(heads)]):
        sheet.column_dimensions["ABCDEF"[number]].width = width
    sheet.append([workbooks.cell(sheet, words, bold=True) for words in heads])
    for line in lines:
        sheet.append([workbooks.cell(sheet, words) for words in line])
