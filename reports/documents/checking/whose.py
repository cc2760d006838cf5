"""Names of people in all their cases, as rules give them and as somebody has corrected them. Pure."""

from collections.abc import Callable
from functools import lru_cache

from mentoring.people.declension import Case, names
from reports.documents.facts import Facts, Human

_SEXES = ("m", "f")


def namesakes(surname: str, facts: Facts) -> list[Human]:
    """Find the people whose surname stands here in some case."""
    return [human for human in facts.humans.values() if _is_of(surname, human, facts)]


def is_surname(word: str, surname: str) -> bool:
    """Tell whether a word is this surname in some case, of a man or of a woman."""
    return _is(word, surname, _of_surname)


def is_given(word: str, given: str) -> bool:
    """Tell whether a word is this given name in some case."""
    return _is(word, given, _of_given)


def is_patronymic(word: str, patronymic: str) -> bool:
    """Tell whether a word is this patronymic in some case."""
    return _is(word, patronymic, _of_patronymic)


def _is_of(word: str, human: Human, facts: Facts) -> bool:
    surname = human.name.split()[0]
    if is_surname(word, surname):
        return True
    # What the curator has corrected may be no form of ours.
    return word[:1] == surname[:1] and any(
        _plain(word) == _plain(facts.forms.name(human.pk, case, "full").partition(" ")[0]) for case in Case
    )


def _is(word: str, name: str, forms: Callable[[str], frozenset[str]]) -> bool:
    return _plain(word[:1]) == _plain(name[:1]) and _plain(word) in forms(name)


@lru_cache(maxsize=10_000)
def _of_surname(surname: str) -> frozenset[str]:
    return _every(lambda case, sex: names.decline_parts(surname, "", "", case, sex=sex).surname)


@lru_cache(maxsize=10_000)
def _of_given(given: str) -> frozenset[str]:
    return _every(lambda case, sex: names.decline_parts("", given, "", case, sex=sex).given)


@lru_cache(maxsize=10_000)
def _of_patronymic(patronymic: str) -> frozenset[str]:
    return _every(lambda case, sex: names.decline_parts("", "", patronymic, case, sex=sex).patronymic)


def _every(said: Callable[[Case, str], str]) -> frozenset[str]:
    return frozenset(_plain(said(case, sex)) for case in Case for sex in _SEXES)


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е")
