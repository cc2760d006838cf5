"""Names with initials, which never part from the surname at the end of a line."""

from __future__ import annotations

NBSP = "\N{NO-BREAK SPACE}"


def of(given: str, patronymic: str = "") -> str:
    """Give «А. П.» for «Анна Петровна», «Ж.-Ж.» for «Жан-Жак»."""
    return NBSP.join(_initial(name) for name in (given, patronymic) if name.strip())


def _initial(name: str) -> str:
    pieces = [piece for piece in name.split()[0].split("-") if piece[:1].isupper()]
    return "-".join(f"{piece[0]}." for piece in pieces or [name.strip()])


def after(surname: str, given: str, patronymic: str = "") -> str:
    """Give «Иванова А. П.»."""
    return NBSP.join(part for part in (surname, of(given, patronymic)) if part)


def before(surname: str, given: str, patronymic: str = "") -> str:
    """Give «А. П. Иванова»."""
    return NBSP.join(part for part in (of(given, patronymic), surname) if part)
