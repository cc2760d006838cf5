"""The sex of a person by the name, where nobody has said it."""

from __future__ import annotations

import re
from functools import cache

from pytrovich.detector import PetrovichGenderDetector
from pytrovich.enums import Gender

from mentoring.people.declension import lexicon, parsing
from mentoring.people.declension.cases import words

# Given names that the dictionary and pytrovich take for those of the other sex.
_MEN = words(
    "иона илия исса иса сава мина кирила микита мыкола зия яхья рза аюша бата бадма закария муса мустафа гоча гия важа "
    "шота лема николя добрыня мирза мурза ата"
)
_WOMEN = words(
    "лейсан ляйсан мехрибан секинат чолпон сэсэг чойган гюльчатай кюннэй нино нурсулу шахло элен айгюн севиндж "
    "севда нармин нурай нигяр шахноз фируз дильназ нургиз айнур бибинур салтанат марьям марьяна мириам эстер "
    "кетеван тамар назгуль чечек туйаара алтынай алтынгуль жылдыз айжан юдифь иудифь суламифь рахель иезавель"
)
_HERS = re.compile(r"^(?:гул|гюл)ь?[бвгджзклмнпрсфхцчшщ]|(?:[иы]мат|[иа]жат|[иа]нат|[иы]сат|гуль|гюль|бике|сулу|нисо)$")
_SEX = {Gender.MALE: "m", Gender.FEMALE: "f"}
_HIS = re.compile(r"(?:[оеё]в|[иы]н|[сц]кий|[сц]кой|ый)$")
_HER = re.compile(r"(?:[оеё]ва|[иы]на|[сц]кая|[^аеиоуыэюя]ая)$")


def of(full_name: str) -> str:
    """Return "m", "f", or "" where the name does not tell."""
    return of_parts(*parsing.parts(full_name)[:3])


def of_parts(surname: str, given: str, patronymic: str) -> str:
    """Tell by the patronymic, then by the given name, then by the surname."""
    return _by_patronymic(patronymic.lower()) or _by_names(surname.lower(), given.lower())


def _by_patronymic(patronymic: str) -> str:
    words = set(patronymic.replace("-", " ").split())
    if words & parsing.SONS or patronymic.endswith(("ич", "ыч", "улы", "оглы")):
        return "m"
    return "f" if words & parsing.DAUGHTERS or patronymic.endswith(("на", "кызы", "гызы")) else ""


def _by_names(surname: str, given: str) -> str:
    """Tell by the first of several given names that is one sex's alone: Карл Мария is a man."""
    pieces = given.replace("-", " ").split(" ")
    told = [_of_given(piece) for piece in pieces if piece]
    return next(filter(None, told), "") or _of_last(surname, pieces[-1])


def _of_given(own: str) -> str:
    if own in _MEN or own in _WOMEN:
        return "m" if own in _MEN else "f"
    known = lexicon.sexes_of_name(own)
    return "".join(known) if len(known) == 1 else ""


def _of_last(surname: str, own: str) -> str:
    if _HERS.search(own):
        return "f"
    return _by_surname(surname) or ("" if own and lexicon.sexes_of_name(own) else _guessed(own))


def _by_surname(surname: str) -> str:
    if _HIS.search(surname):
        return "m"
    return "f" if _HER.search(surname) else ""


def _guessed(given: str) -> str:
    if not given or "." in given:
        return ""
    found = _SEX.get(_detector().detect(firstname=given), "")
    return found or ("f" if given.endswith(("а", "я")) else "")


@cache
def _detector() -> PetrovichGenderDetector:
    return PetrovichGenderDetector()
