"""The sex of a person by the name, where nobody has said it."""

from __future__ import annotations

from functools import cache

from pytrovich.detector import PetrovichGenderDetector
from pytrovich.enums import Gender

from mentoring.people.declension import parsing

_SEX = {Gender.MALE: "m", Gender.FEMALE: "f"}


def of(full_name: str) -> str:
    """Return "m", "f", or "" where the name does not tell."""
    return of_parts(*parsing.parts(full_name))


def of_parts(surname: str, given: str, patronymic: str) -> str:
    """Tell by the patronymic, then by the given name, then by the surname."""
    found = _detector().detect(lastname=surname or None, firstname=given or None, middlename=patronymic or "")
    return _SEX.get(found, "")


@cache
def _detector() -> PetrovichGenderDetector:
    return PetrovichGenderDetector()
