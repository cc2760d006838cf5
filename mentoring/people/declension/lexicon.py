"""The dictionary of Russian words; about 0.1 s and 28 MB once, at the first word that needs it."""

from __future__ import annotations

from functools import cache, lru_cache

import pymorphy3
from pymorphy3.analyzer import Parse
from pymorphy3.tagset import OpencorporaTag

from mentoring.people.declension.cases import Case, dressed

GRAMMEMES = {
    Case.NOM: "nomn",
    Case.GEN: "gent",
    Case.DAT: "datv",
    Case.ACC: "accs",
    Case.INS: "ablt",
    Case.PREP: "loct",
}
PROPER = ("Name", "Surn", "Patr", "Geox")  # marks of names of people and of places


@cache
def _analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=20_000)
def parses(word: str) -> tuple[Parse, ...]:
    """Return every reading of a word, the likeliest first."""
    return tuple(_analyzer().parse(word.lower()))


def begins_with_name(text: str) -> bool:
    """Tell whether a text begins with the name of somebody or of a place: «Анна…», «Вера Ильинична…», «Вологда…»."""
    first, second = (*(word.strip(".,:;!?«»()") for word in text.split()[:2]), "", "")[:2]
    told = [any(mark in parse.tag for mark in PROPER) for parse in parses(first)] if first else []
    return bool(told) and (told[0] or any(told) and second.istitle())


def known(word: str) -> bool:
    """Tell whether the dictionary has the word itself rather than one that ends alike."""
    return _analyzer().word_is_known(word.lower())


@lru_cache(maxsize=20_000)
def sexes_of_name(word: str) -> frozenset[str]:
    """Return whose given name the word is in the dictionary: "m", "f", both or nobody's."""
    if not known(word):
        return frozenset()
    named = [parse.tag for parse in parses(word) if {"Name", "nomn", "sing"} in parse.tag]
    return frozenset("".join(_of_gender(tag) for tag in named))


def _of_gender(tag: OpencorporaTag) -> str:
    if "ms-f" in tag.grammemes:
        return "mf"
    return {"masc": "m", "femn": "f"}.get(str(tag.gender), "")


@lru_cache(maxsize=20_000)
def common_noun(word: str, gender: str) -> Parse | None:
    """Find a word as a common noun of this gender ("masc", "femn") in the nominative singular."""
    if not known(word):
        return None
    for parse in parses(word):
        proper = any(mark in parse.tag for mark in (*PROPER, "Abbr", "Fixd"))
        if (
            {"NOUN", "nomn", "sing"} in parse.tag
            and not {gender, "ms-f"}.isdisjoint(parse.tag.grammemes)
            and not proper
        ):
            return parse
    return None


def inflected(parse: Parse, case: Case) -> str:
    """Put a found noun into a case; empty where the dictionary has no such form."""
    form = parse.inflect({GRAMMEMES[case], "sing"})
    return form.word if form else ""


def put(parse: Parse, grammemes: set[str], word: str) -> str:
    """Inflect a word that is written so: with its capitals, without «ё» where it has none; else leave it."""
    form = parse.inflect(grammemes)
    return dressed(as_written(form.word, parse, word), word) if form else word


def as_written(form: str, parse: Parse, word: str) -> str:
    """Leave «ё» out of «вахтера» where the school writes «вахтер»."""
    return form.replace("ё", "е") if "ё" in parse.word and "ё" not in word.lower() else form


@lru_cache(maxsize=2_000)
def is_adjective_of_animal(word: str) -> bool:
    """Tell «волчий» and «третий», whose stem ends in «ь»: волчьего, третьего."""
    masculine = [parse for parse in parses(word) if {"ADJF", "masc", "nomn"} in parse.tag] if known(word) else []
    return any(inflected(parse, Case.GEN) == word[:-2] + "ьего" for parse in masculine)
