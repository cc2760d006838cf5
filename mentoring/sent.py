"""Whole numbers as a browser sends them: anything else is none, and nothing is longer than what is looked for."""

from collections.abc import Iterable

from django.http import QueryDict

KEY, VERSION = 17, 9  # digits of a key of a row, and of the version of one


def whole(text: str, digits: int = KEY) -> int | None:
    """Return the whole number that was sent, None where it is none or too long."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def keys(texts: Iterable[str]) -> list[int]:
    """Return those of the texts that may be keys of rows, in their order."""
    return [number for number in map(whole, texts) if number is not None]


def version(data: QueryDict) -> int:
    """Return the version of the row that a form was about; one that no row has, where none was sent."""
    number = whole(data.get("version", ""), VERSION)
    return -1 if number is None else number
