"""Invented papers: a plan that waits in the wizard and what shows that events were held."""

import io
from datetime import date

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from PIL import Image, ImageDraw

_HEADS = ("№ п/п", "Мероприятие", "Срок исполнения", "Ответственный", "Ожидаемый результат")
_WIDTHS = (14, 92, 44, 56, 54)
# Each line: number, what, by when, who, what comes of it; the slips are those that people make.
_TEACHERS = (
    (
        "Раздел I. Узнать и договориться",
        "1.1|Беседы с молодыми и новыми педагогами: что даётся трудно|до 20 сентября|Педагог-психолог|листы бесед",
        "1.2|Анкета о желаемой помощи|сентябрь|методист Тихонова Ф. А.|сводка ответов",
        "1.3|Приказ о наставниках молодых педагогов|до 1 октября ежегодно|директор, специалист по кадрам|приказ",
    ),
    (
        "Раздел II. Работать рядом",
        "2.1|Посещение уроков наставника|2 раза в месяц|наставляемые педагоги|листы наблюдений",
        "2.2|Разбор уроков молодого педагога|не реже 1 раза в четверть|наставники|записи в плане пары",
        "2.3|Неделя открытых уроков «Начало положено»|с 10 по 20 декабря|"
        "заместитель директора по УВР Ёлкина А. С.|расписание, отзывы",
        "2.3|Встреча с учителями школы-соседки|весенние каникулы|куратор|договорённости",
        "2.5|Помощь с рабочими программами|по мере необходимости|методист|",
    ),
    (
        "Раздел III. Показать и подвести итоги",
        "3.1|Мастер-класс молодого педагога для коллег|март|руководитель методического объединения|разработка занятия",
        "3.2|Беседа с каждой парой об итогах года|до 25 мая|куратор, педагог-психолог|листы бесед",
        "3.3|Отчёт на педагогическом совете|30 июня|Ёлкина А. С., заместитель директора по УВР|протокол",
        "3.4|Список тех, кто готов стать наставником|||предложения к приказу",
    ),
)


def teachers_plan(year: int) -> tuple[str, bytes]:
    """Make the plan for two school years as somebody has typed it: dates without a year, a number given twice."""
    document = Document()
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    document.add_paragraph("УТВЕРЖДАЮ\nДиректор МБОУ СШ № 7\n_____________ О. М. Беляев")
    document.add_paragraph("Дорожная карта")
    document.add_paragraph(f"«Рядом с молодым педагогом» на {year}–{year + 2} учебные годы")
    table = document.add_table(1, len(_HEADS), style="Table Grid")
    _fill(table.rows[0], _HEADS)
    for title, *events in _TEACHERS:
        row = table.add_row()
        row.cells[0].merge(row.cells[-1]).text = title
        for event in events:
            _fill(table.add_row(), event.split("|"))
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width)
    return f"Рядом с молодым педагогом, {year}–{year + 2}.docx", _saved(document)


def minutes(title: str, on: date) -> tuple[str, bytes]:
    """Make the minutes of a meeting."""
    document = Document()
    document.add_heading(f"Протокол от {on:%d.%m.%Y}", level=1)
    document.add_paragraph(f"Слушали: «{title}».")
    document.add_paragraph("Решили: провели, замечаний нет.")
    return f"Протокол от {on:%d.%m.%Y}.docx", _saved(document)


def photograph() -> tuple[str, bytes]:
    """Draw what stands in for a photograph of a class."""
    picture = Image.new("RGB", (640, 420), "#d8e6e4")
    pencil = ImageDraw.Draw(picture)
    pencil.rectangle((0, 300, 640, 420), fill="#b99a72")
    pencil.rectangle((170, 60, 470, 200), fill="#2f5d50", outline="#8a6d46", width=8)
    for place, shade in enumerate(("#7a4b52", "#3f5d7d", "#6b7f4f", "#8a6b3d", "#5b4b7a")):
        left = 60 + place * 110
        pencil.ellipse((left + 22, 215, left + 68, 261), fill="#e3c2a2")
        pencil.rounded_rectangle((left, 258, left + 90, 360), 30, fill=shade)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=80)
    return "Классный час 8 «Б».jpg", stream.getvalue()


def _fill(row, texts) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text


def _saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
