"""Names of organisations by case: heads of phrases change; abbreviations, tails and all from the first quote stay."""

from __future__ import annotations

import re
from functools import lru_cache

from mentoring.people.declension import lexicon, names, phrases
from mentoring.people.declension.cases import Case, tidy, words

_LONGEST = 1_000  # letters; a longer text is no name
_OPENING = re.compile(r'((?:[^«»"“”„‟(),;:№\d]|\([А-ЯЁа-яё]+\))*)(.*)', re.DOTALL)
_ENTREPRENEUR = re.compile(
    r"((?:ИП|(?:индивидуальный )?предприниматель|глава (?:КФХ|крестьянского \(фермерского\) хозяйства)) )(\S.*)",
    re.DOTALL | re.IGNORECASE,
)
# Nouns that stand beside a first one and change with it, quotes or not: учреждения средней школы, МБУ Дома детей.
_BESIDE = words(
    "школа гимназия лицей сад ясли центр дом дворец станция колледж техникум училище институт университет академия "
    "корпус прогимназия интернат школа-интернат библиотека музей клуб комбинат студия"
)
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
    """Decline «учреждение» and «дом» beside it, but not «дополнительного образования» between them."""
    parts = text.split(" ")
    at = 0
    while at < len(parts):
        read = [] if at and _is_genitive(parts[at]) else phrases.head(parts[at:])
        if at and read and read[-1].normal_form not in _BESIDE:
            break
        if not read and not _may_stand_between(parts[at], at):
            break
        end = at + (len(read) or 1)
        if read:
            parts[at:end] = phrases.put(parts[at:end], read, case)
        at = end
    return " ".join(parts)


def _may_stand_between(part: str, at: int) -> bool:
    return part in _DASHES or phrases.is_abbreviation(part) or (at > 0 and _is_genitive(part))


def _is_genitive(word: str) -> bool:
    return any("gent" in parse.tag for parse in lexicon.parses(word))
