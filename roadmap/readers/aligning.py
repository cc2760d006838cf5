"""Put the cells of a row under the columns of the heading: by place where it is known, by sense where it is not."""

import re
from functools import lru_cache

from roadmap.readers.blocks import Cell, Row
from roadmap.readers.cleaning import squeeze
from roadmap.readers.columns import Column, Heading, Role
from roadmap.readers.dates import is_date

COVERS = 0.6
NEAR = 0.04
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXivx]{1,5})[.)]?\Z")
_POST = re.compile(
    r"директор|куратор|зам\b|завуч|педагог|учител|методист|психолог|наставник|руководител|координатор|"
    r"администрац|групп|специалист|мастер|преподавател|заведующ|воспитател|библиотекар|[А-ЯЁ]\.\s?[А-ЯЁ]\.",
    re.IGNORECASE,
)


def place(row: Row, heading: Heading) -> tuple[tuple[int, Cell, frozenset[int]], ...]:
    """Give each cell its column and all the columns that it covers."""
    width = len(heading.columns)
    if row.exact and heading.exact and (len(row.cells) == width or _same_grid(row.cells, heading.columns)):
        placed = _by_extent(row.cells, heading.columns)
        if placed:
            return placed
    cells = list(row.cells)
    while len(cells) > width and not cells[-1].paragraphs:
        cells.pop()
    if len(cells) > width:
        cells = [cell for cell in cells if cell.paragraphs] or cells[:width]
    if len(cells) == width:
        return tuple((index, cell, frozenset((index,))) for index, cell in enumerate(cells))
    return _by_sense(cells, heading.columns)


def _same_grid(cells: tuple[Cell, ...], columns: tuple[Column, ...]) -> bool:
    """Tell whether the row keeps to the grid of the heading: merged cells do, a new table does not."""
    edges = _edges(columns)
    return all(any(abs(cell.left - edge) < NEAR for edge in edges) for cell in cells)


@lru_cache(maxsize=256)
def _edges(columns: tuple[Column, ...]) -> tuple[float, ...]:
    return tuple(column.left for column in columns)


def _by_extent(cells: tuple[Cell, ...], columns: tuple[Column, ...]) -> tuple[tuple[int, Cell, frozenset[int]], ...]:
    placed, taken = [], set()
    edges = tuple((column.left, column.right) for column in columns)
    for cell in cells:
        primary, covered = _under(cell.left, cell.right, edges)
        if primary in taken and cell.paragraphs:
            return ()
        if primary not in taken:
            taken.add(primary)
            placed.append((primary, cell, covered))
    return tuple(placed)


@lru_cache(maxsize=1024)
def _under(left: float, right: float, edges: tuple[tuple[float, float], ...]) -> tuple[int, frozenset[int]]:
    """Say under which column a cell stands, and which it covers."""
    shares = [max(0.0, min(right, end) - max(left, start)) / max(end - start, 1e-6) for start, end in edges]
    covered = frozenset(index for index, share in enumerate(shares) if share >= COVERS)
    primary = min(covered) if covered else max(range(len(shares)), key=shares.__getitem__)
    return primary, covered or frozenset((primary,))


def _by_sense(cells: list[Cell], columns: tuple[Column, ...]) -> tuple[tuple[int, Cell, frozenset[int]], ...]:
    """Choose the columns, in order, that the texts fit best; what is left over stays with the last column."""
    count, width = len(cells), len(columns)
    if count > width:
        return tuple(
            (min(index, width - 1), cell, frozenset((min(index, width - 1),))) for index, cell in enumerate(cells)
        )
    best: list[list[tuple[float, tuple[int, ...]]]] = [[(0.0, ())] * (width + 1) for _ in range(count + 1)]
    for i in range(1, count + 1):
        for j in range(i, width + 1):
            fit = _fit(cells[i - 1], columns[j - 1]) - (0.01 * (j - i))
            take = (best[i - 1][j - 1][0] + fit, (*best[i - 1][j - 1][1], j - 1))
            skip = best[i][j - 1] if j - 1 >= i else (float("-inf"), ())
            best[i][j] = max(take, skip, key=lambda option: option[0])
    chosen = best[count][width][1]
    return tuple((column, cell, frozenset((column,))) for column, cell in zip(chosen, cells, strict=True))


def _fit(cell: Cell, column: Column) -> float:
    text = squeeze(cell.text)
    if not text:
        return 0.1
    if column.role == Role.NUMBER:
        return 3.0 if _NUMBER.match(text) else -3.0
    if _NUMBER.match(text):
        return -2.0
    if column.role == Role.DUE:
        return 3.0 if is_date(text) else -2.0
    if column.role == Role.RESPONSIBLE:
        return 2.0 if _POST.search(text) and len(text) < 160 else -0.5
    if column.role == Role.TITLE:
        return 1.0 if len(text) > 15 else 0.5
    return -1.0 if is_date(text) else 0.2
