"""Words that agree with a document («УТВЕРЖДЕНА») or with a person («назначенная», «ознакомлена»).

Genders and numbers are letters: "m", "f", "n", and "p" for the plural.
"""

from __future__ import annotations

import re
from functools import lru_cache

from mentoring.people.declension import lexicon
from mentoring.people.declension.cases import Case, tidy

_GRAMMEMES = {"m": {"masc", "sing"}, "f": {"femn", "sing"}, "n": {"neut", "sing"}, "p": {"plur"}}
_LETTERS = {"masc": "m", "femn": "f", "neut": "n"}
_WORDS = re.compile(r"[А-ЯЁа-яё]+")
_PLACED = re.compile(r"(?:ниже|выше)(?=[а-яё]{4})", re.IGNORECASE)  # «нижеподписавшийся» is in no dictionary
_FULL, _SHORT = ("ADJF", "PRTF"), ("ADJS", "PRTS")


def approved(noun_phrase: str) -> str:
    """Give the word of the stamp for a document: «УТВЕРЖДЕНА» for «Программа наставничества»."""
    return stamp("УТВЕРЖДЁН", noun_phrase)


def stamp(word: str, noun_phrase: str) -> str:
    """Make a short participle agree with the name of a document: «ПРИНЯТО», «СОГЛАСОВАНЫ»."""
    return agreed(word, kind_of(noun_phrase))


@lru_cache(maxsize=1_000)
def kind_of(noun_phrase: str) -> str:
    """Return "m", "f", "n" or "p" by the head of the phrase; "n" where the words do not tell."""
    before: set[str] = set()
    for word in _WORDS.findall(tidy(noun_phrase)):
        if "NUMR" in lexicon.parses(word)[0].tag:
            return "p"
        fitting = [kind for kind in _kinds(word, ("NOUN",)) if not before or kind in before]
        if fitting:
            return fitting[0]
        adjectives = _kinds(word, _FULL)
        if not adjectives:
            break
        before = set(adjectives)
    return min(before) if before else "n"


def of_person(word: str, sex: str, case: Case = Case.NOM) -> str:
    """Give a word about a person: «назначенной», «ознакомлена»; both words where the sex is not known."""
    if sex in ("m", "f"):
        return agreed(word, sex, case)
    his, hers = agreed(word, "m", case), agreed(word, "f", case)
    return his if his == hers else f"{his} ({hers})"


@lru_cache(maxsize=5_000)
def agreed(word: str, kind: str, case: Case = Case.NOM) -> str:
    """Put an adjective or participle, full or short, into a gender or the plural, and a full one into a case."""
    placed = _PLACED.match(word)
    rest = word[placed.end() :] if placed else ""
    return _put(word, kind, case) or (placed[0] + (_put(rest, kind, case) or rest) if placed else word)


def _put(word: str, kind: str, case: Case) -> str:
    """Return the form of a word that a dictionary has as an adjective or a participle; of another nothing."""
    for parse in lexicon.parses(word):
        if parse.tag.POS in _SHORT:
            return lexicon.put(parse, set(_GRAMMEMES[kind]), word)
        if parse.tag.POS in _FULL and "nomn" in parse.tag:
            # The accusative is that of persons.
            like = Case.GEN if case == Case.ACC and kind in ("m", "p") else Case(case)
            return lexicon.put(parse, {lexicon.GRAMMEMES[like], *_GRAMMEMES[kind]}, word)
    return ""


def _kinds(word: str, parts_of_speech: tuple[str, ...]) -> list[str]:
    """Return the genders a word may have in the nominative, the singular first."""
    found = []
    for parse in lexicon.parses(word):
        if parse.tag.POS in parts_of_speech and "nomn" in parse.tag and "Name" not in parse.tag:
            kind = "p" if "plur" in parse.tag else _LETTERS.get(str(parse.tag.gender), "")
            found.append(kind)
    return sorted({kind for kind in found if kind}, key="mfnp".index)
