"""The six cases, and the letters of a word that change."""

from __future__ import annotations

import unicodedata
from enum import StrEnum


class Case(StrEnum):
    NOM = "nom"
    GEN = "gen"
    DAT = "dat"
    ACC = "acc"
    INS = "ins"
    PREP = "prep"


OBLIQUE = (Case.GEN, Case.DAT, Case.ACC, Case.INS, Case.PREP)

CASE_WORDS = {
    Case.NOM: "именительный",
    Case.GEN: "родительный",
    Case.DAT: "дательный",
    Case.ACC: "винительный",
    Case.INS: "творительный",
    Case.PREP: "предложный",
}

# What each case asks, for forms and previews.
QUESTIONS = {
    Case.NOM: "кто?",
    Case.GEN: "кого?",
    Case.DAT: "кому?",
    Case.ACC: "кого?",
    Case.INS: "кем?",
    Case.PREP: "о ком?",
}

QUESTIONS_OF_THINGS = {
    Case.NOM: "что?",
    Case.GEN: "чего?",
    Case.DAT: "чему?",
    Case.ACC: "что?",
    Case.INS: "чем?",
    Case.PREP: "о чём?",
}

VOWELS = "аеёиоуыэюя"


def words(text: str) -> frozenset[str]:
    """Read a list of words written in one line."""
    return frozenset(text.split())


def tidy(text: str) -> str:
    """Trim the text, leave one plain space between words, and put «й» and «ё» together from their parts."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def syllables(word: str) -> int:
    """Count the vowels of a word."""
    return sum(letter in VOWELS for letter in word.lower())


def dressed(form: str, like: str) -> str:
    """Give a lower-case form the capitals of the word it comes from."""
    if len(like) > 1 and like.isupper():
        return form.upper()
    kept = "".join(old if old.lower() == new else new for old, new in zip(like, form, strict=False))
    return kept + form[len(kept) :]
