"""Read a PDF that has a text layer: ruled tables as grids, the rest as lines."""

import io
import logging
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from roadmap.readers import text
from roadmap.readers.blocks import Block, Cell, Grid, Line, Pages, Place, Row, UnreadableFile
from roadmap.readers.cleaning import clean, squeeze
from roadmap.readers.limits import check_columns, check_rows

MAX_PAGES = 100
NEAR = 3.0
MAX_OPEN_ENDS = 12
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def read(name: str, data: bytes) -> Pages:
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return _read(name, document)
    except PDFPasswordIncorrect as error:
        raise UnreadableFile(f"Файл «{name}» защищён паролем. Сохраните PDF без пароля и загрузите снова.") from error
    except UnreadableFile:
        raise
    except RecursionError as error:
        raise _broken(name) from error
    except Exception as error:  # pdfminer raises whatever its input makes it stumble over
        if "password" in f"{type(error).__name__} {error}".lower():
            raise UnreadableFile(
                f"Файл «{name}» защищён паролем. Сохраните PDF без пароля и загрузите снова."
            ) from error
        raise _broken(name) from error


def _broken(name: str) -> UnreadableFile:
    return UnreadableFile(f"Файл «{name}» — повреждённый PDF. Откройте исходный документ и загрузите его как .docx.")


def _read(name: str, document: pdfplumber.PDF) -> Pages:
    if len(document.pages) > MAX_PAGES:
        raise UnreadableFile(f"Файл «{name}»: больше {MAX_PAGES} страниц. Оставьте в нём только страницы с планом.")
    blocks: list[Block] = []
    pages_text: list[str] = []
    tables = 0
    for number, page in enumerate(document.pages, start=1):
        found = list(_page(name, page, number, tables))
        tables += sum(1 for block in found if isinstance(block, Grid))
        blocks += found
        pages_text.append(page.extract_text(layout=False) or "")
        page.close()
    if sum(len(squeeze(page)) for page in pages_text) < 20:
        raise UnreadableFile(
            f"Файл «{name}» — скан: в PDF нет текста. Распознайте его или загрузите исходный документ Word (.docx)."
        )
    if not tables:
        lines = [line for page in pages_text for line in clean(page).split("\n")]
        found, guessed = text.blocks(lines)
        return Pages("pdf", tuple(found), (text.GUESSED,) if guessed else ())
    return Pages("pdf", tuple(blocks))


def _page(name: str, page: Any, number: int, tables: int) -> Iterator[Block]:
    """Give the lines above, between and below the tables of a page in reading order."""
    found = sorted(page.find_tables(_settings(page)), key=lambda table: table.bbox[1])
    found = [table for table in found if len(table.rows) > 1 or len(table.rows[0].cells) > 1]
    words = [word for word in page.extract_words() if not any(_inside(word, table.bbox) for table in found)]
    top = 0.0
    for order, table in enumerate(found, start=1):
        yield from _lines((word for word in words if top <= word["top"] < table.bbox[1]), Place(page=number))
        yield _grid(name, table, Place(table=tables + order, page=number))
        top = table.bbox[1]
    yield from _lines((word for word in words if word["top"] >= top), Place(page=number))


def _settings(page: Any) -> dict[str, Any]:
    """Close a table that a page break has left without its upper or lower line."""
    drawn = [edge["top"] for edge in page.edges if edge["orientation"] == "h"]
    upright = [edge for edge in page.edges if edge["orientation"] == "v" and edge["bottom"] - edge["top"] > NEAR]
    ends = {round(edge[end], 1) for edge in upright for end in ("top", "bottom")}
    open_ends = sorted(end for end in ends if not any(abs(end - line) <= NEAR for line in drawn))
    if not 0 < len(open_ends) <= MAX_OPEN_ENDS:
        return {}
    left, right = min(edge["x0"] for edge in upright), max(edge["x1"] for edge in upright)
    line = {"object_type": "line", "x0": left, "x1": right, "width": right - left}  # a table may be wider than its page
    return {"explicit_horizontal_lines": [{**line, "top": end, "bottom": end} for end in open_ends]}


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle = (word["top"] + word["bottom"]) / 2
    return box[0] - 1 <= word["x0"] and word["x1"] <= box[2] + 1 and box[1] <= middle <= box[3]


def _lines(words: Iterator[dict[str, Any]], place: Place) -> Iterator[Line]:
    """Join words that stand at one height."""
    line: list[dict[str, Any]] = []
    for word in sorted(words, key=lambda word: (round(word["top"] / NEAR), word["x0"])):
        if line and abs(word["top"] - line[-1]["top"]) > NEAR:
            yield from _line(line, place)
            line = []
        line.append(word)
    yield from _line(line, place)


def _line(words: list[dict[str, Any]], place: Place) -> Iterator[Line]:
    joined = squeeze(clean(" ".join(word["text"] for word in words)))
    if joined and not joined.isdigit():
        yield Line(joined, place)


def _grid(name: str, table: Any, place: Place) -> Grid:
    left, _, right, _ = table.bbox
    width = max(right - left, 1.0)
    rows = []
    for index, (row, texts) in enumerate(zip(table.rows, table.extract(), strict=True), start=1):
        check_rows(name, index, str(place))
        check_columns(name, len(row.cells), place)
        cells = [
            _cell((box[0] - left) / width, (box[2] - left) / width, content or "")
            for box, content in zip(row.cells, texts, strict=True)
            if box is not None
        ]
        rows.append(Row(tuple(_with_continued(cells, rows)), place._replace(row=index)))
    return Grid(tuple(rows), place)


def _cell(start: float, end: float, content: str) -> Cell:
    lines = [line.strip() for line in clean(content).split("\n") if line.strip()]
    return Cell(tuple(_paragraphs(lines)), (), start, end)


def _paragraphs(lines: list[str]) -> list[str]:
    """Lines of a narrow cell are one text until a mark of a list begins a new one."""
    joined: list[str] = []
    for line in lines:
        starts = line[0] in "-–—•" or line[:2].rstrip(".)").isdigit() and line[1:3].strip()[:1] in (".", ")")
        if joined and not starts:
            hyphen = joined[-1].endswith("-") and joined[-1][-2:-1].isalpha() and line[0].islower()
            joined[-1] += line if hyphen else f" {line}"
        else:
            joined.append(line)
    return joined


def _with_continued(cells: list[Cell], above: list[Row]) -> list[Cell]:
    """Where a row has no cell, the cell above reaches down into it."""
    if not above:
        return cells
    filled = sorted(cells, key=lambda cell: cell.left)
    gaps = [
        cell._replace(paragraphs=(), continues=True)
        for cell in above[-1].cells
        if not any(own.left < cell.right - 0.01 and cell.left < own.right - 0.01 for own in filled)
    ]
    return sorted([*filled, *gaps], key=lambda cell: cell.left)
