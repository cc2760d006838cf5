"""Names of organisations by case: heads of phrases change; abbreviations, tails and all from the first quote stay."""

from __future__ import annotations

import re
from functools import lru_cache

from mentoring.people.declension import lexicon, names, phrases
from mentoring.people.declension.cases import Case, tidy

_LONGEST = 1_000  # letters; a longer text is no name
_OPENING = re.compile(r'([^«»"“”„‟(),;:№\d]*)(.*)', re.DOTALL)
_ENTREPRENEUR = re.compile(r"((?:ИП|(?:[Ии]ндивидуальный )?[Пп]редприниматель) )(\S.*)", re.DOTALL)
_DASHES = ("–", "—", "-")


def decline(name: str, case: Case) -> str:
    """Put a name into a case: «муниципальному учреждению „Школа № 1“»; «МБОУ „Школа № 1“» stays."""
    name, case = tidy(name), Case(case)
    if case == Case.NOM or len(name) > _LONGEST:
        return name
    return _declined(name, case)


@lru_cache(maxsize=2_000)
def _declined(name: str, case: Case) -> str:
    opening, rest = _OPENING.fullmatch(name).groups()  # type: ignore[union-attr]  # every text matches
    if found := _ENTREPRENEUR.fullmatch(opening):
        return _heads(found[1], case) + names.decline(found[2], case) + rest
    return _heads(opening, case) + rest


def _heads(text: str, case: Case) -> str:
    """Decline «учреждение», and «средняя школа» that stands beside it; stop at «дополнительного образования»."""
    words = text.split(" ")
    at = 0
    while at < len(words):
        read = [] if at and _may_depend(words[at]) else phrases.head(words[at:])
        if not read and words[at] not in _DASHES and not phrases.is_abbreviation(words[at]):
            break
        end = at + (len(read) or 1)
        if read:
            words[at:end] = phrases.put(words[at:end], read, case)
        at = end
    return " ".join(words)


def _may_depend(word: str) -> bool:
    return any("gent" in parse.tag for parse in lexicon.parses(word))
