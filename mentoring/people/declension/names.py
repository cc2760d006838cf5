"""Names of people by case."""

from __future__ import annotations

from functools import cache

from pytrovich.enums import Case as Rule
from pytrovich.enums import Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from mentoring.people.declension import gender, parsing
from mentoring.people.declension.cases import Case

_RULES = {
    Case.GEN: Rule.GENITIVE,
    Case.DAT: Rule.DATIVE,
    Case.ACC: Rule.ACCUSATIVE,
    Case.INS: Rule.INSTRUMENTAL,
    Case.PREP: Rule.PREPOSITIONAL,
}


def decline(full_name: str, case: Case, *, sex: str = "") -> str:
    """Put a full name into a case: «Иванову Анну Петровну»."""
    return " ".join(part for part in decline_parts(*parsing.parts(full_name), case, sex=sex) if part)


def decline_parts(surname: str, given: str, patronymic: str, case: Case, *, sex: str = "") -> parsing.Parts:
    """Put the parts of a name into a case."""
    if case == Case.NOM:
        return parsing.Parts(surname, given, patronymic)
    sex = sex or gender.of_parts(surname, given, patronymic)
    of = Gender.FEMALE if sex == "f" else Gender.MALE
    kinds = (NamePart.LASTNAME, NamePart.FIRSTNAME, NamePart.MIDDLENAME)
    words = (surname, given, patronymic)
    return parsing.Parts(
        *(_maker().make(kind, of, _RULES[case], word) for kind, word in zip(kinds, words, strict=True))
    )


@cache
def _maker() -> PetrovichDeclinationMaker:
    return PetrovichDeclinationMaker()
