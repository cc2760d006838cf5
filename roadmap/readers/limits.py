"""How much of a file is read; each refusal names the limit."""

from roadmap.readers.blocks import Place, UnreadableFile

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_CELL = 4_000


def check_rows(name: str, rows: int, where: str) -> None:
    if rows > MAX_ROWS:
        raise UnreadableFile(
            f"Файл «{name}», {where}: больше 5 000 строк. Оставьте в файле только план и загрузите его снова."
        )


def check_columns(name: str, columns: int, place: Place) -> None:
    if columns > MAX_COLUMNS:
        raise UnreadableFile(
            f"Файл «{name}», {place}: больше {MAX_COLUMNS} столбцов. Удалите лишние столбцы и загрузите файл снова."
        )
