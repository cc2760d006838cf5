"""Given names by case, where the rules of pytrovich err; None leaves the name to them."""

from __future__ import annotations

from mentoring.people.declension.cases import VOWELS, Case, syllables, words
from mentoring.people.declension.endings import (
    HARD,
    HISSING,
    IN_A,
    IN_YA_STRESSED,
    SOFT,
    THIRD,
    in_a,
    in_ya,
    put,
)

_STRESSED_IN_IYA = words(
    "алия альфия асия галия гульфия зульфия разия рамзия рузия фаузия фавзия нурия фания хания салия сания "
    "хадия надия шамсия гузалия назия рафия мадия"
)
_THIRD = words("нинель рахиль рашель рахель жизель агидель иезавель юдифь иудифь руфь эсфирь суламифь любовь")
_UNCHANGED = words("николя шота")
_LIKE_IN_A = words("данило гаврило михайло кирило самойло")
_LIKE_NEUTER = words("павло петро дмитро левко юрко сашко")
# The first half of a double name of the East or of France stays: Хас-Магомеда, Жан-Жака.
UNCHANGED_FIRST = words(
    "жан пьер шарль анри луи магомед магомет мухаммед мухаммад мухамед мохаммед хас хан шах шейх абу абд абдул абдель "
    "али саид сайд сеид ахмед ахмад хаджи гаджи нур мир мирза ибн бек бай кызыл ак кара алтан хасан гасан хусейн "
    "гусейн зайн умм ум бей дин сулейман курбан рамазан иса джан"
)


def decline(word: str, case: Case, sex: str) -> str | None:
    """Put one lower-case given name without hyphens into a case."""
    if len(word) == 1 or word in _UNCHANGED:
        return word
    if word[-1] in "ая":
        return _in_vowel(word, case, sex)
    if sex == "f":
        return _feminine(word, case)
    return _masculine(word, case)


def _in_vowel(word: str, case: Case, sex: str) -> str:
    if word[-1] == "а":
        return word if word[-2:-1] in VOWELS else in_a(word, case)
    if word in _STRESSED_IN_IYA or (sex != "f" and word.endswith("ья")):
        return put(word[:-1], IN_YA_STRESSED, case)
    return in_ya(word, case)


def _feminine(word: str, case: Case) -> str:
    if word in _THIRD or (word[-1] == "ь" and word[-2:-1] != "л"):
        return put(word[:-1], THIRD, case)
    return word


def _masculine(word: str, case: Case) -> str | None:
    if word in _LIKE_IN_A:
        return put(word[:-1], IN_A, case)
    if word in _LIKE_NEUTER:
        return put(word[:-1], HARD, case)
    if word.endswith("ий") and syllables(word) == 1:
        return put(word[:-1], SOFT, case)
    if word[-1] in "цчщ":
        return put(word, HISSING, case)
    if word.endswith("ек"):
        return put(word, HARD, case)
    return None
