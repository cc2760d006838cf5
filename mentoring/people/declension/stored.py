"""The stored table of positions of schools, colleges and kindergartens: its forms go before the rules."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from mentoring.people.declension.cases import OBLIQUE, Case, dressed


@cache
def _table() -> dict[str, tuple[str, ...]]:
    text = (files(__package__) / "positions.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line)
    return {title: tuple(forms) for title, *forms in rows}


@cache
def _heads() -> frozenset[str]:
    return frozenset(title.split(" ")[0] for title in _table())


def form(title: str, case: Case) -> str:
    """Return the stored form of a position, or nothing; a capital at the start stays."""
    small = title[:1].lower() + title[1:]
    forms = _table().get(small)
    return dressed(forms[OBLIQUE.index(case)], title) if forms else ""


def is_head(word: str) -> bool:
    """Tell whether some stored position begins with this word."""
    return word.lower() in _heads()
