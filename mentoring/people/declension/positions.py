"""Positions by case: the head of the phrase and what agrees with it change, what depends on it stays."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pymorphy3.analyzer import Parse

from mentoring.people.declension import lexicon, stored
from mentoring.people.declension.cases import Case, dressed, tidy, words

_LONGEST = 500  # letters; a longer text is no position
_PIECES = re.compile(r"(\s*[,;/()]\s*|\s+[-–—]\s+|\s+(?:и|или)\s+)")
_WORD = re.compile(r"[А-ЯЁа-яё]+(?:[-–‑][А-ЯЁа-яё]+)*$")
_FROZEN = re.compile(r"(?:врио|врид|и\.\s?о\.|и/о|ио|вр\.\s?и\.\s?о\.|зам\.|зав\.|пом\.)(?:\s|$)", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(?:[а-яё]{1,4}\.)+$", re.IGNORECASE)  # «гл. бухгалтер», «ст. воспитатель»
_ADVERBS = frozenset({"временно", "постоянно", "непосредственно", "также", "особо", "ныне"})
# The first half of these stays: шеф-повара, пресс-секретаря.
_PREFIXES = words(
    "шеф пресс вице экс обер арт веб бизнес топ фитнес фото видео интернет медиа аудио гранд лейб штаб унтер смм кадр "
    "камер бренд ивент контент джаз рок поп мини про эко спорт тайм генерал контр блок флаг онлайн офис кейс"
)
# Participles that became adjectives: what follows them agrees, while «исполняющий» and «курирующий» govern.
_AGREEING = words("вести действовать начинать обучать работать")
_KINDS = frozenset({"NOUN", "ADJF", "PRTF"})


class _Found(NamedTuple):
    """One word of a head phrase as it is read: what it is, of which gender and number."""

    parse: Parse
    is_noun: bool
    gender: str
    number: str


def decline(title: str, case: Case) -> str:
    """Put a position into a case: «заместителю директора по воспитательной работе»."""
    title, case = tidy(title), Case(case)
    if case == Case.NOM or len(title) > _LONGEST:
        return title
    return stored.form(title, case) or by_rules(title, case)


@lru_cache(maxsize=10_000)
def by_rules(title: str, case: Case) -> str:
    """Decline by the dictionary of words alone."""
    pieces = _PIECES.split(title)
    declined, quoted = [], False
    for index in range(0, len(pieces), 2):
        before = pieces[index - 1] if index else ""
        follows = not quoted and _goes_on(pieces[index])
        declined.append(before)
        declined.append(_phrase(pieces[index], case) if index == 0 or follows else pieces[index])
        quoted ^= (pieces[index].count("«") - pieces[index].count("»")) % 2 == 1
    return "".join(declined)


def _goes_on(piece: str) -> bool:
    """Tell another position («…, классный руководитель») from a tail («… и литературы», «(по воспитанию)»)."""
    first = piece.split(" ")[0]
    found = _read(first) if _WORD.match(first) else None
    if found is None or found.number == "plur":
        return False
    if any("gent" in parse.tag for parse in lexicon.parses(first)):  # «музыки и мировой культуры»
        return False
    return not found.is_noun or "anim" in found.parse.tag or stored.is_head(first)


def _phrase(text: str, case: Case) -> str:
    """Decline the head of one phrase: adjectives before the noun, the noun, and nothing after it."""
    parts = text.split(" ")
    if _FROZEN.match(text):
        return text
    start = 0
    while start < len(parts) - 1 and (parts[start].lower() in _ADVERBS or _ABBREVIATED.match(parts[start])):
        start += 1
    agreed: _Found | None = None
    for index in range(start, len(parts)):
        word, rest = parts[index], parts[index + 1 :]
        found = _read(word, agreed, noun_follows=_noun_may_follow(rest))
        if found is None:
            break
        parts[index] = _form(word, found, case)
        if found.is_noun or not rest or _governs(found, rest):
            break
        agreed = found
    return " ".join(parts)


def _noun_may_follow(rest: list[str]) -> bool:
    return (
        bool(rest)
        and _WORD.match(rest[0]) is not None
        and any({"nomn"} in parse.tag and parse.tag.POS in _KINDS for parse in lexicon.parses(_last_half(rest[0])))
    )


def _last_half(word: str) -> str:
    return re.split(r"[-–‑]", word)[-1]


def _governs(found: _Found, rest: list[str]) -> bool:
    """Tell «заведующий мастерской», which governs its noun, from «ведущий специалист» and «лечащий врач»."""
    if not {"PRTF", "actv"} <= found.parse.tag.grammemes or found.parse.normal_form in _AGREEING:
        return False
    return not any({"NOUN", "anim", "nomn"} in parse.tag for parse in lexicon.parses(_last_half(rest[0])))


def _read(word: str, agreed: _Found | None = None, *, noun_follows: bool = False) -> _Found | None:
    """Choose how a word of a head phrase is read, if it can be one at all."""
    if not _WORD.match(word):
        return None
    found = [_as_found(parse) for parse in lexicon.parses(_last_half(word)) if _can_be_head(parse)]
    if agreed is not None:
        found = [one for one in found if one.number == agreed.number and one.gender in (agreed.gender, "")]
    if not found:
        return None
    return min(found, key=lambda one: _doubt(one, noun_follows))


def _can_be_head(parse: Parse) -> bool:
    tag = parse.tag
    if tag.POS not in _KINDS or "nomn" not in tag:
        return False
    return not any(mark in tag for mark in ("Name", "Surn", "Patr", "Geox", "Abbr", "Fixd"))


def _as_found(parse: Parse) -> _Found:
    number = "plur" if "plur" in parse.tag else "sing"
    gender = "" if "ms-f" in parse.tag.grammemes or number == "plur" else str(parse.tag.gender or "")
    return _Found(parse, parse.tag.POS == "NOUN", gender, number)


def _doubt(found: _Found, noun_follows: bool) -> tuple:
    """Order readings: one person rather than several; an adjective before a noun; a person rather than a thing."""
    return (
        found.number == "plur",
        noun_follows and found.is_noun,
        not noun_follows and not found.is_noun,
        found.is_noun and "anim" not in found.parse.tag,
        -found.parse.score,
    )


def _form(word: str, found: _Found, case: Case) -> str:
    halves = re.split(r"([-–‑])", word)
    last = _inflected(halves[-1], found, case)
    for index in range(0, len(halves) - 1, 2):
        halves[index] = _first_half(halves[index], found, case)
    return "".join((*halves[:-1], last))


def _first_half(half: str, whole: _Found, case: Case) -> str:
    """Decline the first half of «учитель-логопед»; leave it in «шеф-повар» and «учебно-методический»."""
    if half.lower() in _PREFIXES or not whole.is_noun:
        return half
    found = [_as_found(parse) for parse in lexicon.parses(half) if _can_be_head(parse)] if _WORD.match(half) else []
    found = [one for one in found if one.is_noun and one.number == whole.number]
    if not found or not (lexicon.known(half) or any("anim" in one.parse.tag for one in found)):
        return half
    return _inflected(half, min(found, key=lambda one: _doubt(one, False)), case)


def _inflected(word: str, found: _Found, case: Case) -> str:
    """Put one word into a case; whoever holds a position is a person, so the accusative is that of a person."""
    wanted = {lexicon.GRAMMEMES[case], found.number}
    if case == Case.ACC and (found.number == "plur" or found.gender == "masc"):
        wanted = {lexicon.GRAMMEMES[Case.GEN], found.number}
    if not found.is_noun and found.gender:
        wanted.add(found.gender)
    form = found.parse.inflect(wanted)
    return dressed(form.word, word) if form else word
