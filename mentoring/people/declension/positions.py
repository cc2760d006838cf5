"""Positions by case: the head of the phrase and what agrees with it change, what depends on it stays."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pymorphy3.analyzer import Parse

from mentoring.people.declension import lexicon, stored
from mentoring.people.declension.cases import Case, tidy, words
from mentoring.people.declension.endings import HARD, HISSING, put

_LONGEST = 500  # letters; a longer text is no position
_PIECES = re.compile(r"(\s*[,;/()]\s*|\s+[-–—]\s+|\s+(?:и|или)\s+)")
_WORD = re.compile(r"(?:[A-Za-zА-ЯЁа-яё]+[-–‑])*[А-ЯЁа-яё]+$")
_QUOTES = re.compile('[«»“”„"]')
_FROZEN = re.compile(r"(?:врио|врид|и\.\s?о\.|и/о|ио|вр\.\s?и\.\s?о\.|зам\.|зав\.|пом\.)(?:\s|$)", re.IGNORECASE)
# «временно исполняющий», «гл. бухгалтер», «1-й заместитель»
_BEFORE_HEAD = re.compile(r"(?:временно|постоянно|непосредственно|также|ныне|(?:[а-яё]{1,4}\.)+|\d\S*)$", re.IGNORECASE)
_GLUED = re.compile(r"(?:[а-яё]{1,4}\.)+(?=[а-яё]{4})", re.IGNORECASE)
# The first half of these stays: шеф-повара, пресс-секретаря.
_PREFIXES = words(
    "шеф пресс вице экс обер арт веб бизнес топ фитнес фото видео интернет медиа аудио гранд лейб штаб унтер смм кадр "
    "камер бренд ивент контент джаз рок поп мини про эко спорт тайм генерал контр блок флаг онлайн офис кейс"
)
_THINGS = words(
    "отдел совет комитет центр кабинет персонал коллектив штаб отряд клуб педсовет департамент профсоюз профком актив "
    "сектор методсовет консилиум"
)
# Participles that became adjectives: what follows them agrees, while «исполняющий» and «курирующий» govern.
_AGREEING = words("вести действовать начинать обучать работать")
_ORDINAL = {Case.GEN: "го", Case.DAT: "му", Case.ACC: "го", Case.INS: "м", Case.PREP: "м"}
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
    first = _read(_head(pieces[0].split(" "))[0])
    number = first.number if first else "sing"
    quoted = False
    for index in range(0, len(pieces), 2):
        changes = index == 0 or (not quoted and _goes_on(pieces[index], number))
        quoted ^= len(_QUOTES.findall(pieces[index])) % 2 == 1
        if changes:
            pieces[index] = _phrase(pieces[index], case)
    return "".join(pieces)


def _goes_on(piece: str, number: str) -> bool:
    """Tell another position («…, классный руководитель») from a tail («… и литературы», «(обслуживающий труд)»)."""
    parts = piece.split(" ")
    first, rest = _head(parts)
    found = _read(first)
    if found is None or found.number != number:
        return False
    if _is_genitive(first):  # «музыки и мировой культуры»
        return False
    if found.is_noun:
        return "anim" in found.parse.tag or stored.is_head(first)
    return _governs(found, rest) or not _is_thing(rest)


def _is_thing(rest: list[str]) -> bool:
    nouns = [one for one in map(_as_found, _heads(rest[0])) if one.is_noun] if rest else []
    return bool(nouns) and not any("anim" in one.parse.tag for one in nouns)


def _head(parts: list[str]) -> tuple[str, list[str]]:
    """Return the first word that can change, and what follows it."""
    start = 0
    while start < len(parts) - 1 and _BEFORE_HEAD.match(parts[start]):
        start += 1
    return parts[start], parts[start + 1 :]


def _phrase(text: str, case: Case) -> str:
    """Decline the head of one phrase: adjectives before the noun, the noun, and nothing after it."""
    if _FROZEN.match(text):
        return text
    if glued := _GLUED.match(text):  # «ст.воспитатель»
        rest = text[glued.end() :]
        return text if _is_genitive(rest.split(" ")[0]) else glued[0] + _phrase(rest, case)
    parts = text.split(" ")
    start = len(parts) - 1 - len(_head(parts)[1])
    if start and _is_genitive(parts[start]):  # «вр. и. о. директора»
        return text
    parts[:start] = [_ordinal(part, case) for part in parts[:start]]
    read: list[_Found] = []
    for index in range(start, len(parts)):
        agreed = read[-1] if read else None
        found = _read(parts[index], agreed, noun_follows=_noun_may_follow(parts[index + 1 :]))
        if found is None:
            parts[index] = _guessed(parts[index], agreed, case)
            break
        read.append(found)
        if found.is_noun or _governs(found, parts[index + 1 :]):
            break
    # The accusative of a person is the genitive; a committee is no person.
    as_thing = case == Case.ACC and bool(read) and read[-1].parse.normal_form in _THINGS
    for index, found in enumerate(read, start):
        parts[index] = parts[index] if as_thing and found.gender == "masc" else _form(parts[index], found, case)
    return " ".join(parts)


def _is_genitive(word: str) -> bool:
    return any({"gent", "sing"} in parse.tag for parse in lexicon.parses(_last_half(word)))


def _ordinal(word: str, case: Case) -> str:
    """Give «1-го» for «1-й»."""
    return word[:-1] + _ORDINAL[case] if re.fullmatch(r"\d+-й", word) else word


def _guessed(word: str, agreed: _Found | None, case: Case) -> str:
    """Decline as a man's name a word that the dictionary does not know as a head: «коуч», «инженер-электроник»."""
    first, last = word.split("-")[0], _last_half(word)
    is_new = not lexicon.known(last) or any(one.is_noun for one in map(_as_found, _heads(first)) if last != word)
    feminine = agreed is not None and agreed.gender != "masc"
    if feminine or not is_new or not re.fullmatch(r"[а-яё]{2,}[бвгджзклмнпрстфхцчшщ]", last):
        return word
    endings = HISSING if last[-1] in "жцчшщ" else HARD
    return f"{_guessed_first(word, case)}{put(last, endings, case)}"


def _guessed_first(word: str, case: Case) -> str:
    first, joint, _ = word.rpartition("-")
    return f"{first if first.lower() in _PREFIXES else by_rules(first, case)}{joint}" if joint else ""


def _noun_may_follow(rest: list[str]) -> bool:
    return bool(rest) and bool(_heads(rest[0]))


def _heads(word: str) -> list[Parse]:
    """Return the readings of a word that can stand in a head phrase."""
    return [parse for parse in lexicon.parses(_last_half(word)) if _can_be_head(parse)] if _WORD.match(word) else []


def _last_half(word: str) -> str:
    return re.split(r"[-–‑]", word)[-1]


def _governs(found: _Found, rest: list[str]) -> bool:
    """Tell «заведующий мастерской», which governs its noun, from «ведущий специалист» and «лечащий врач»."""
    if not rest or not {"PRTF", "actv"} <= found.parse.tag.grammemes or found.parse.normal_form in _AGREEING:
        return False
    return not any({"NOUN", "anim", "nomn"} in parse.tag for parse in lexicon.parses(_last_half(rest[0])))


def _read(word: str, agreed: _Found | None = None, *, noun_follows: bool = False) -> _Found | None:
    """Choose how a word of a head phrase is read, if it can be one at all."""
    found = [_as_found(parse) for parse in _heads(word)]
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
    found = [_as_found(parse) for parse in _heads(half)]
    found = [one for one in found if one.is_noun and one.number == whole.number]
    if not found or not (lexicon.known(half) or any("anim" in one.parse.tag for one in found)):
        return half
    return _inflected(half, min(found, key=lambda one: _doubt(one, False)), case)


def _inflected(word: str, found: _Found, case: Case) -> str:
    """Put one word into a case; whoever holds a position is a person, so the accusative is that of a person."""
    wanted = {lexicon.GRAMMEMES[case], found.number}
    is_person = found.is_noun and found.number == "sing" and "anim" in found.parse.tag
    if case == Case.ACC and not is_person and (found.number == "plur" or found.gender == "masc"):
        wanted = {lexicon.GRAMMEMES[Case.GEN], found.number}
    if not found.is_noun and found.gender:
        wanted.add(found.gender)
    return lexicon.put(found.parse, wanted, word)
