"""Which words of a name are the surname, the given name, the patronymic; their capitals and spaces."""

from __future__ import annotations

import re
from typing import NamedTuple

from mentoring.people.declension import lexicon
from mentoring.people.declension.cases import syllables, tidy, words

SONS = frozenset({"оглы", "оглу", "огли", "улы", "уулу", "угли", "углы", "углу"})
DAUGHTERS = frozenset({"кызы", "гызы", "кизи", "кызи"})
PARTICLES = words(
    "фон ван ван-дер дер ден де ди да ду дю дель делла дос дас ла ле лос эль аль ас аш ибн бин бинт бен бар "
    "тер сен сан санта мак"
)

_DASH_INSIDE = re.compile(r"(?<=\w)[‐‑–—−](?=\w)")
_INITIALS = re.compile(r"(?:[А-ЯЁ]\.-?)+$")
_CYRILLIC = re.compile(r"[А-ЯЁа-яё]")
_PATRONYMIC = re.compile(
    r"..(?:[оеё]вич|[оеё]вна|[иы]чна|инишна|ьич)$|^(?:кузьм|фом|лук|савв|никит|хом|сил|фок|ион)ич$|"
    r"...(?:улы|оглы|[кг]ызы)$"
)
_SURNAME = re.compile(r"..(?:[оеё]ва?|[сц]кий|[сц]кая)$")
# Given names in the dictionary, yet surnames before a given name that it does not know.
_SURNAMES_TOO = words("ким тома ян тен лин лан кан ли хан пак тян")


class Parts(NamedTuple):
    """The surname, the given name and the patronymic; `reversed` when the surname stands last."""

    surname: str
    given: str
    patronymic: str
    reversed: bool = False

    def __str__(self) -> str:
        named = (self.given, self.patronymic)
        order = (*named, self.surname) if self.reversed else (self.surname, *named)
        return " ".join(part for part in order if part)


def normal(text: str) -> str:
    """Leave single spaces and usual capitals: « СОКОЛОВА  анна» is «Соколова Анна»."""
    return " ".join(_capitals(word) for word in _DASH_INSIDE.sub("-", tidy(text)).split(" "))


def _capitals(word: str) -> str:
    lower = word.lower()
    if lower in SONS or lower in DAUGHTERS or (lower in PARTICLES and not word[:1].isupper()):
        return lower
    if is_initials(word) or not _CYRILLIC.match(word) or not (word.islower() or (word.isupper() and len(word) > 1)):
        return word
    return re.sub(r"(^|[-'’])(\w)", lambda found: found[1] + found[2].upper(), lower)


def is_initials(word: str) -> bool:
    """Tell «А.», «А.П.», «Ж.-Ж.» from words."""
    return bool(_INITIALS.match(word))


def is_patronymic(word: str) -> bool:
    """Tell by the ending; a surname may look the same."""
    return bool(_PATRONYMIC.search(word.lower()))


def parts(full_name: str) -> Parts:
    """Take a full name apart: the surname comes first unless the words say otherwise."""
    words = normal(full_name).split(" ")
    if len(words) == 1:
        return Parts("", words[0], "") if lexicon.sexes_of_name(words[0]) else Parts(words[0], "", "")
    if words[-1] in SONS or words[-1] in DAUGHTERS:
        return _split(words, len(words) - 2, len(words))
    if any(is_initials(word) for word in words):
        return _by_initials(words)
    if len(words) == 2:
        return _of_two(words)
    found = [index for index in range(1, len(words)) if is_patronymic(words[index])]
    if not found:
        return _without_patronymic(words)
    if found[0] == 1:
        return Parts(" ".join(words[2:]), words[0], words[1], reversed=True)
    return _split(words, found[-1], found[-1] + 1)


def _split(words: list[str], start: int, end: int) -> Parts:
    """Take the patronymic at its place, the given name before it, and the surname around them."""
    patronymic = " ".join(words[start:end])
    if start <= 1:
        return Parts(" ".join(words[end:]), words[0] if start else "", patronymic, reversed=True)
    return Parts(" ".join(words[: start - 1]), words[start - 1], " ".join((patronymic, *words[end:])))


def _by_initials(words: list[str]) -> Parts:
    surname = [word for word in words if not is_initials(word)]
    initials = [word for word in words if is_initials(word)]
    return Parts(" ".join(surname), " ".join(initials), "", reversed=is_initials(words[0]))


def _of_two(words: list[str]) -> Parts:
    first, second = words
    if first in PARTICLES:
        return Parts(" ".join(words), "", "")
    named = _sexes(first)
    if is_patronymic(second) and not (second.endswith("ич") and named == {"f"}):
        return Parts("", first, second, reversed=True)
    if named and not lexicon.sexes_of_name(second) and first.lower() not in _SURNAMES_TOO:
        return Parts(second, first, "", reversed=True)
    if _SURNAME.search(second) and not _SURNAME.search(first) and not lexicon.sexes_of_name(second):
        return Parts(second, first, "", reversed=True)
    return Parts(first, second, "")


def _sexes(given: str) -> frozenset[str]:
    """Return whose name it is; «Мария-Луиза» is told by its first half."""
    return lexicon.sexes_of_name(given) or lexicon.sexes_of_name(given.split("-")[0])


def _without_patronymic(words: list[str]) -> Parts:
    if all(syllables(word) <= 2 for word in words) and all(syllables(word) == 1 for word in words[1:]):
        return Parts("", " ".join(words), "")  # a name of the East: only its last word changes
    count = 1
    while count < len(words) - 1 and words[count - 1].lower() in PARTICLES:
        count += 1
    return Parts(" ".join(words[:count]), " ".join(words[count:]), "")
