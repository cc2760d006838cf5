"""How much of a file is read; each refusal names the limit."""

import re

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


def check_size(name: str, data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            f"Файл «{shown_name(name)}» больше {MAX_BYTES // 2**20} МБ. Оставьте в нём только план, без картинок."
        )
    if not data:
        raise UnreadableFile(f"Файл «{shown_name(name)}» пуст. Выберите файл с планом и загрузите его снова.")


def shown_name(name: str) -> str:
    """The name as it may stand in a message: its last part, no control or direction marks, not too long."""
    last = re.split(r"[\\/]", name)[-1]
    plain = "".join(letter for letter in last if letter.isprintable() and not "\u202a" <= letter <= "\u2069").strip()
    return (plain if len(plain) <= 100 else f"{plain[:60]}…{plain[-20:]}") or "без имени"
