"""Read a plain text as it comes out of a document or a PDF: choose how its tables are written."""

from roadmap.readers import glued, layout, markup, piped, separated, tabbed
from roadmap.readers.blocks import Block, Grid, Pages, Remark, UnreadableFile
from roadmap.readers.limits import MAX_ROWS, check_rows

GUESSED = Remark(
    "guessed-columns",
    "В копии текста столбцы потеряны: ячейки разложены по смыслу.",
    "Сверьте каждую строку с документом или загрузите сам документ (.docx).",
)
MAX_LINES = 10 * MAX_ROWS
MAX_LINE = 100_000


def read(name: str, data: bytes) -> Pages:
    text = markup.decode(name, data)
    if not text.strip():
        raise UnreadableFile(f"Файл «{name}» пуст. Выберите файл с планом и загрузите его снова.")
    lines = markup.lines(text)
    if len(lines) > MAX_LINES or any(len(line) > MAX_LINE for line in lines):
        raise UnreadableFile(
            f"Файл «{name}» слишком велик: больше {MAX_LINES} строк или строка длиннее {MAX_LINE} знаков. "
            "Оставьте в файле только план."
        )
    found, guessed = blocks(lines)
    for block in found:
        if isinstance(block, Grid):
            check_rows(name, len(block.rows), str(block.place))
    return Pages("txt", tuple(found), (GUESSED,) if guessed else ())


def blocks(lines: list[str]) -> tuple[list[Block], bool]:
    """Give lines and grids by the way most of the table is written, and whether its columns had to be guessed."""
    if piped.is_written_so(lines):
        return piped.blocks(lines), False
    if separated.is_written_so(lines):
        lines = separated.with_tabs(lines)
    inner = sum(1 for line in lines if "\t" in line.strip())
    leading = sum(1 for line in lines if line.startswith("\t") and "\t" not in line.strip() and line.strip())
    if leading >= 4 and leading > 1.5 * inner:
        return tabbed.by_cells(lines), False
    if inner >= 2:
        return tabbed.by_rows(lines), False
    found = layout.blocks(lines) or glued.blocks(lines)
    return found, any(isinstance(block, Grid) for block in found)
