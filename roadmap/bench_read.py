"""Measure the reader of Word tables: beside python-docx, beside a bare walk over the XML, and how it grows."""

import io
import time
import zipfile
from collections.abc import Callable
from functools import partial
from xml.etree import ElementTree

from docx import Document

from mentoring.bench import Goal, Result, interleave, peak_mib
from roadmap.readers import reading

# Rounds of a few milliseconds are many, so that one hiccup says nothing.
QUICK = 3
ROWS = (20, 200, 1000)
HEAD = ("№ п/п", "Мероприятие", "Сроки", "Ответственные", "Ожидаемый результат")
MONTHS = ("сентябрь", "октябрь", "ноябрь", "декабрь", "январь", "февраль", "март", "апрель", "май")
WHO = ("директор", "куратор программы", "заместитель директора по УВР", "классные руководители", "педагог-психолог")
WHAT = (
    "Беседа с родителями о ходе работы пары и о том, что изменилось за месяц",
    "Занятие школы наставников: как слушать, как ставить цель, как благодарить",
    "Сбор коротких отзывов участников и обсуждение их на рабочей группе",
    "Открытая встреча пар с выпускниками, которые сами были наставляемыми",
)
NS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document(rows: int) -> bytes:
    """Make a plan of so many rows in python-docx's own form."""
    word = Document()
    word.add_paragraph("План мероприятий («дорожная карта») на 2024–2027 годы")
    table = word.add_table(rows + 1, len(HEAD))
    cells = table._cells
    for row in range(rows + 1):
        for column, text in enumerate(_row(row - 1) if row else HEAD):
            cells[row * len(HEAD) + column].text = text
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _row(index: int) -> tuple[str, ...]:
    return (
        f"{index // 20 + 1}.{index % 20 + 1}",
        f"{WHAT[index % len(WHAT)]}, встреча {index + 1}",
        f"{MONTHS[index % len(MONTHS)]} {2024 + index % 3}",
        WHO[index % len(WHO)],
        f"Протокол встречи {index + 1}",
    )


def measure(rounds: int) -> Result:
    files = {rows: document(rows) for rows in ROWS}
    ours = {f"ours {rows}": partial(reading.read, "план.docx", files[rows]) for rows in ROWS}
    bare = {f"bare {rows}": partial(walk, files[rows]) for rows in ROWS}
    quick = interleave({**ours, **bare}, QUICK * rounds, clock=time.process_time)
    middle = files[200]
    peers: dict[str, Callable[[], object]] = {"cells": partial(by_cell, middle), "ours": ours["ours 200"]}
    slow = interleave(peers, rounds, warm=False, clock=time.process_time)
    per_row = {rows: quick.median(f"ours {rows}") / rows for rows in ROWS}
    ratios = {
        "python-docx cell(i, j) / ours, 200 rows": slow.ratio("cells", "ours"),
        "ours / bare ElementTree, 200 rows": quick.ratio("ours 200", "bare 200"),
        "ours / bare ElementTree, 1000 rows": quick.ratio("ours 1000", "bare 1000"),
        "time per row, 1000 rows / 200 rows": per_row[1000] / per_row[200],
        "time per row, 200 rows / 20 rows": per_row[200] / per_row[20],
    }
    figures = {f"ours, {rows} rows, ms": 1000 * quick.median(f"ours {rows}") for rows in ROWS}
    figures["python-docx cell(i, j), 200 rows, ms"] = 1000 * slow.median("cells")
    figures["bare ElementTree, 200 rows, ms"] = 1000 * quick.median("bare 200")
    figures["peak memory, 1000 rows, MiB"] = peak_mib(ours["ours 1000"])
    goals = {
        "python-docx cell(i, j) / ours, 200 rows": Goal(">=", 200),
        "ours / bare ElementTree, 200 rows": Goal("<=", 4),
        "time per row, 1000 rows / 200 rows": Goal("<=", 1.25),
        "time per row, 200 rows / 20 rows": Goal("<=", 1.25),
    }
    return Result("read", rounds, ratios, figures, goals)


def by_cell(data: bytes) -> list[list[str]]:
    """Walk the table as the first page of python-docx's manual does."""
    table = Document(io.BytesIO(data)).tables[0]
    return [[table.cell(i, j).text for j in range(len(HEAD))] for i in range(len(table.rows))]


def walk(data: bytes) -> list[list[str]]:
    """Take the texts of the cells and nothing else: the least that any reader must do."""
    root = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    return [
        [
            "\n".join("".join(t.text or "" for t in p.iter(f"{NS}t")) for p in tc.findall(f"{NS}p"))
            for tc in tr.findall(f"{NS}tc")
        ]
        for tr in next(root.iter(f"{NS}tbl")).findall(f"{NS}tr")
    ]
