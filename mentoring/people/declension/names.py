"""Names of people by case: pytrovich, and before it the rules for what it does not know."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from pytrovich.enums import Case as Rule
from pytrovich.enums import Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from mentoring.people.declension import gender, given, parsing, surnames
from mentoring.people.declension.cases import Case, dressed, words

_RULES = {
    Case.GEN: Rule.GENITIVE,
    Case.DAT: Rule.DATIVE,
    Case.ACC: Rule.ACCUSATIVE,
    Case.INS: Rule.INSTRUMENTAL,
    Case.PREP: Rule.PREPOSITIONAL,
}
_RUSSIAN_WORD = re.compile(r"[А-ЯЁа-яё][А-ЯЁа-яё'’`ʼ-]*$")
_LONGEST = 60  # letters; a longer word is no name
# The first half of a double surname that never changes; «де» and «тер» are particles anywhere.
_SURNAMES_FIRST = words("бонч грум кара мелик вар корвин книппер тян сент")
_SONS_OF_HOUSES = words("заде задэ зода пур")  # Рустам-заде stays as a whole
_UNCHANGED_FIRST = parsing.PARTICLES | given.UNCHANGED_FIRST | _SURNAMES_FIRST


def decline(full_name: str, case: Case, *, sex: str = "") -> str:
    """Put a full name into a case: «Иванову Анну Петровну»; what is no Russian name stays."""
    parts = parsing.parts(full_name)
    return str(_declined(parts, Case(case), sex or gender.of_parts(*parts[:3])))


def decline_parts(surname: str, given_name: str, patronymic: str, case: Case, *, sex: str = "") -> parsing.Parts:
    """Put a name into a case whose parts are known."""
    parts = parsing.Parts(*(parsing.normal(part) for part in (surname, given_name, patronymic)))
    return _declined(parts, Case(case), sex or gender.of_parts(*parts[:3]))


def _declined(parts: parsing.Parts, case: Case, sex: str) -> parsing.Parts:
    if case == Case.NOM:
        return parts
    return parts._replace(
        surname=_surname_words(parts.surname, case, sex),
        given=_given_words(parts, case, sex),
        patronymic=_patronymic(parts.patronymic, case, sex),
    )


def _each(text: str, decline_word: Callable[[str, Case, str], str], case: Case, sex: str) -> str:
    return " ".join(decline_word(word, case, sex) for word in text.split(" "))


def _surname_words(text: str, case: Case, sex: str) -> str:
    """Decline each word of a surname; «Ван» of «Ван Дейк» is a particle, though it begins with a capital."""
    *first, last = text.split(" ")
    first = [word if word.lower() in parsing.PARTICLES else _surname(word, case, sex) for word in first]
    return " ".join((*first, _surname(last, case, sex)))


def _given_words(parts: parsing.Parts, case: Case, sex: str) -> str:
    """Decline each given name; of a name of the East, which has no surname apart, only the last word."""
    first, _, last = parts.given.rpartition(" ")
    if first and not parts.surname and not parts.patronymic:
        return f"{first} {_given(last, case, sex)}"
    return _each(parts.given, _given, case, sex)


def _patronymic(text: str, case: Case, sex: str) -> str:
    """Decline «Петрович»; «Рашид оглы» stays."""
    kin = set(text.lower().replace("-", " ").split(" "))
    if kin & (parsing.SONS | parsing.DAUGHTERS):
        return text
    return _each(text, lambda word, *_: _by_rules(NamePart.MIDDLENAME, word, case, sex), case, sex)


@lru_cache(maxsize=50_000)
def _surname(word: str, case: Case, sex: str) -> str:
    if not _is_russian(word) or word in parsing.PARTICLES:
        return word
    *first, last = word.split("-")
    if last.lower() in _SONS_OF_HOUSES:
        return word
    first = [piece if piece.lower() in _UNCHANGED_FIRST else _surname_piece(piece, case, sex) for piece in first]
    return "-".join((*first, _surname_piece(last, case, sex)))


def _surname_piece(piece: str, case: Case, sex: str) -> str:
    return dressed(surnames.decline(piece.lower(), case, sex), piece) if piece else piece


@lru_cache(maxsize=50_000)
def _given(word: str, case: Case, sex: str) -> str:
    if not _is_russian(word):
        return word
    *first, last = word.split("-")
    first = [piece if piece.lower() in given.UNCHANGED_FIRST else _given_piece(piece, case, sex) for piece in first]
    return "-".join((*first, _given_piece(last, case, sex)))


def _given_piece(piece: str, case: Case, sex: str) -> str:
    if not piece:
        return piece
    form = given.decline(piece.lower(), case, sex)
    return _by_rules(NamePart.FIRSTNAME, piece, case, sex) if form is None else dressed(form, piece)


def _by_rules(part: NamePart, word: str, case: Case, sex: str) -> str:
    if not _is_russian(word):
        return word
    return _maker().make(part, Gender.FEMALE if sex == "f" else Gender.MALE, _RULES[case], word)


def _is_russian(word: str) -> bool:
    return len(word) <= _LONGEST and _RUSSIAN_WORD.match(word) is not None


@cache
def _maker() -> PetrovichDeclinationMaker:
    return PetrovichDeclinationMaker()
