"""Endings of the five oblique cases, and a word put together with them."""

from __future__ import annotations

from mentoring.people.declension.cases import OBLIQUE, Case

Endings = tuple[str, str, str, str, str]

HARD: Endings = ("а", "у", "а", "ом", "е")
HISSING: Endings = ("а", "у", "а", "ем", "е")
SOFT: Endings = ("я", "ю", "я", "ем", "е")
SOFT_STRESSED: Endings = ("я", "ю", "я", "ём", "е")
IN_IY: Endings = ("я", "ю", "я", "ем", "и")
POSSESSIVE: Endings = ("а", "у", "а", "ым", "е")
ADJECTIVE: Endings = ("ого", "ому", "ого", "ым", "ом")
ADJECTIVE_VELAR: Endings = ("ого", "ому", "ого", "им", "ом")
ADJECTIVE_SOFT: Endings = ("его", "ему", "его", "им", "ем")

IN_A: Endings = ("ы", "е", "у", "ой", "е")
IN_A_VELAR: Endings = ("и", "е", "у", "ой", "е")
IN_A_HISSING: Endings = ("и", "е", "у", "ей", "е")
IN_TSA: Endings = ("ы", "е", "у", "ей", "е")
IN_YA: Endings = ("и", "е", "ю", "ей", "е")
IN_YA_STRESSED: Endings = ("и", "е", "ю", "ёй", "е")
IN_IYA: Endings = ("и", "и", "ю", "ей", "и")
POSSESSIVE_FEMININE: Endings = ("ой", "ой", "у", "ой", "ой")
ADJECTIVE_FEMININE: Endings = ("ой", "ой", "ую", "ой", "ой")
ADJECTIVE_FEMININE_HISSING: Endings = ("ей", "ей", "ую", "ей", "ей")
ADJECTIVE_FEMININE_SOFT: Endings = ("ей", "ей", "юю", "ей", "ей")
THIRD: Endings = ("и", "и", "ь", "ью", "и")


def put(stem: str, endings: Endings, case: Case) -> str:
    """Join a stem with its ending."""
    return stem + endings[OBLIQUE.index(case)]


def in_a(word: str, case: Case) -> str:
    """Decline a word in «-а» by its last consonant."""
    stem, last = word[:-1], word[-2:-1]
    if last in "гкх":
        return put(stem, IN_A_VELAR, case)
    if last in "жшчщ":
        return put(stem, IN_A_HISSING, case)
    return put(stem, IN_TSA if last == "ц" else IN_A, case)


def in_ya(word: str, case: Case) -> str:
    """Decline a word in «-я»; «-ия» after one syllable keeps «-е»: Ие, Лие."""
    if not word.endswith("ия"):
        return put(word[:-1], IN_YA, case)
    return put(word[:-1], IN_YA if len(word) == 2 or not _vowel_in(word[:-2]) else IN_IYA, case)


def _vowel_in(text: str) -> bool:
    return any(letter in "аеёиоуыэюя" for letter in text)
