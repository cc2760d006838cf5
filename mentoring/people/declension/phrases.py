"""The head of a phrase of things: adjectives that agree and the noun they stand before, read in the nominative."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pymorphy3.analyzer import Parse

from mentoring.people.declension import lexicon
from mentoring.people.declension.cases import Case

_WORD = re.compile(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*$")
_LATIN = re.compile(r"^[A-Za-z]+-")
_ADJECTIVES = ("ADJF", "PRTF")
_PROPER = ("Name", "Surn", "Patr", "Geox", "Abbr", "Fixd")


def head(words: Sequence[str]) -> list[Parse]:
    """Read «детский сад» of «детский сад комбинированного вида»; empty where the words begin with no such head."""
    found: list[Parse] = []
    for index, word in enumerate(words):
        fitting = [parse for parse in _nominatives(word) if not found or _agree(found[0], parse)]
        nouns = [parse for parse in fitting if "NOUN" in parse.tag]
        adjectives = [parse for parse in fitting if parse.tag.POS in _ADJECTIVES]
        if nouns and not (adjectives and _goes_on(adjectives[0], words[index + 1 :])):
            return [*found, nouns[0]]
        if not adjectives:
            break
        found.append(adjectives[0])
    return found if len(found) == len(words) else []


def put(words: Sequence[str], read: Sequence[Parse], case: Case) -> list[str]:
    """Put the words of a head into a case; their number stays."""
    return [put_word(word, parse, case, _number(parse), read[-1]) for word, parse in zip(words, read, strict=True)]


def put_word(word: str, parse: Parse, case: Case, number: str, last: Parse) -> str:
    """Put one word of a head into a case and a number ("sing", "plur"); `last` is the word all others agree with."""
    wanted = {lexicon.GRAMMEMES[case], number}
    if "NOUN" not in parse.tag:
        wanted |= {str(parse.tag.gender)} if number == "sing" and parse.tag.gender else set()
        wanted |= {"anim" if is_living(last) else "inan"} if case == Case.ACC and "femn" not in parse.tag else set()
    core = _core(word)
    first, joint, rest = core.partition("-") if _halves(core) else (core, "", "")
    return word.replace(core, f"{lexicon.put(parse, wanted, first)}{joint}{_half(rest, case)}")


def is_living(last: Parse) -> bool:
    """Tell whether a head names somebody: a noun for the living, or «наставляемый» with no noun."""
    return "NOUN" not in last.tag or "anim" in last.tag


def is_abbreviation(word: str) -> bool:
    """Tell «МБОУ» and «СШ», which never change, from a word in capitals."""
    return word.isupper() and (len(word) < 5 or not lexicon.known(word))


def _core(word: str) -> str:
    """Leave what can change: «сменная» of «(сменная)», «компания» of «IT-компания»."""
    return _LATIN.sub("", word.strip("()"))


def _half(noun: str, case: Case) -> str:
    """Decline the second half of «сад-ясли», which has a number of its own."""
    return put([noun], head([noun]), case)[0] if noun else ""


def _halves(word: str) -> bool:
    """Tell «сад-ясли», two nouns that both change, from «школа-интернат», which the dictionary has."""
    first, joint, last = word.partition("-")
    if not joint or "-" in last or lexicon.known(word):
        return False
    read = [_nominatives(first)[:1], _nominatives(last)[:1]]
    return all(half and "NOUN" in half[0].tag for half in read)


def _nominatives(word: str) -> list[Parse]:
    """Return the readings of a word in the nominative, one thing before several; of two nouns in one, the first."""
    word = _core(word)
    if not _WORD.match(word) or is_abbreviation(word):
        return []
    if _halves(word):
        return _nominatives(word.split("-")[0])
    found = [
        parse
        for parse in lexicon.parses(word)
        if parse.tag.POS in ("NOUN", *_ADJECTIVES) and "nomn" in parse.tag and not _is_proper(parse)
    ]
    return sorted(found, key=lambda parse: "plur" in parse.tag)


def _is_proper(parse: Parse) -> bool:
    return any(mark in parse.tag for mark in _PROPER)


def _goes_on(adjective: Parse, rest: Sequence[str]) -> bool:
    return bool(rest) and any(_agree(adjective, parse) for parse in _nominatives(rest[0]))


def _agree(first: Parse, second: Parse) -> bool:
    if _number(first) != _number(second):
        return False
    return _number(first) == "plur" or first.tag.gender == second.tag.gender


def _number(parse: Parse) -> str:
    return "plur" if "plur" in parse.tag else "sing"
