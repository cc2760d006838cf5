"""Words that agree with a document or a person."""

from __future__ import annotations

from mentoring.people.declension.cases import tidy
from mentoring.people.declension.lexicon import parses

_APPROVED = {"m": "УТВЕРЖДЁН", "f": "УТВЕРЖДЕНА", "n": "УТВЕРЖДЕНО", "p": "УТВЕРЖДЕНЫ"}
_GENDERS = {"masc": "m", "femn": "f", "neut": "n"}


def approved(noun_phrase: str) -> str:
    """Give the word of the stamp: «УТВЕРЖДЕНА» for «Программа наставничества»."""
    return _APPROVED[number_or_gender(noun_phrase)]


def number_or_gender(noun_phrase: str) -> str:
    """Return "m", "f", "n" or, for the plural, "p", by the head of the phrase."""
    for word in tidy(noun_phrase).split(" "):
        for parse in parses(word):
            if "NOUN" in parse.tag and "nomn" in parse.tag:
                return "p" if "plur" in parse.tag else _GENDERS.get(parse.tag.gender, "m")
    return "n"
