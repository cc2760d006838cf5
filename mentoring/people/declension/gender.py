"""The sex of a person by the name, where nobody has said it."""

from __future__ import annotations

import re
from functools import cache

from pytrovich.detector import PetrovichGenderDetector
from pytrovich.enums import Gender

from mentoring.people.declension import lexicon, parsing

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
    if words & parsing.SONS or patronymic.endswith(("ич", "ыч")):
        return "m"
    return "f" if words & parsing.DAUGHTERS or patronymic.endswith("на") else ""


def _by_names(surname: str, given: str) -> str:
    own = given.replace("-", " ").split(" ")[-1]
    known = lexicon.sexes_of_name(own) if own else frozenset()
    if len(known) == 1:
        return "".join(known)
    return _by_surname(surname) or _guessed(own)


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
