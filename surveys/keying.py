"""Answers of a paper as they are typed: digits for points, options by their numbers. Pure."""

import re
from collections.abc import Sequence

from surveys import filling
from surveys.filling import Item, Raw

_YES, _NO = ("1", "д", "да", "l"), ("0", "н", "нет", "y")  # the same keys, whichever letters are switched on
_NUMBERS = re.compile(r"\d+")


def raw_of(item: Item, typed: Raw) -> Raw:
    """Return the raw answer that somebody meant who reads a paper and types."""
    if item.kind == filling.YES_NO:
        said = str(typed).strip().lower()
        return "1" if said in _YES else "0" if said in _NO else said
    if item.kind == filling.ONE:
        return _place(str(typed).strip())
    if item.kind == filling.MANY:
        text = str(typed)
        numbers = _NUMBERS.findall(text)
        if len(numbers) == 1 and len(item.options) < 10:
            numbers = list(numbers[0])
        return [_place(one) for one in numbers] if numbers or not text.strip() else [text.strip()]
    return typed


def typed_of(item: Item, raw: Raw) -> str | Sequence[str]:
    """Return a raw answer as it would be typed."""
    if item.kind == filling.ONE:
        return _number(raw)
    if item.kind == filling.MANY:
        return " ".join(_number(one) for one in raw or ())
    return "" if raw is None else raw


def hint(item: Item) -> str:
    """Say what to type."""
    if item.kind in (filling.SCALE, filling.MATRIX):
        return f"{item.low}–{item.high}"
    if item.kind == filling.YES_NO:
        return "1 — да, 0 — нет"
    if item.kind in (filling.ONE, filling.MANY):
        listed = ", ".join(f"{number} — {words}" for number, words in enumerate(item.options, 1))
        return f"{listed}; можно несколько" if item.kind == filling.MANY else listed
    return {filling.DATE: "например 18.11.2026", filling.NUMBER: "число"}.get(item.kind, "")


def longest(item: Item) -> int:
    """Count the signs after which an answer cannot go on: then the next field waits; 0 where one cannot tell."""
    if item.kind in (filling.SCALE, filling.MATRIX):
        return len(str(item.high))
    if item.kind == filling.ONE:
        return len(str(len(item.options)))
    return 1 if item.kind == filling.YES_NO else 0


def _place(typed: str) -> str:
    return str(int(typed) - 1) if typed.isascii() and typed.isdigit() and len(typed) < 5 else typed


def _number(raw: Raw) -> str:
    text = "" if raw is None else str(raw)
    return str(int(text) + 1) if text.isascii() and text.isdigit() else text
