"""Whole numbers in words by case and gender, and things counted by them: «3 (трёх) рабочих дней»."""

from __future__ import annotations

from collections.abc import Sequence

from pymorphy3.analyzer import Parse

from mentoring.calendar import words
from mentoring.people.declension import phrases
from mentoring.people.declension.cases import Case, dressed, tidy

MOST = 999_999_999
_LAST_IN_WORDS = 10

_ORDER = (Case.NOM, Case.GEN, Case.DAT, Case.INS, Case.PREP)  # of the forms below
_ONE = {
    "m": "один одного одному одним одном",
    "f": "одна одной одной одной одной",
    "n": "одно одного одному одним одном",
}
_TWO = {"m": "два двух двум двумя двух", "f": "две двух двум двумя двух", "n": "два двух двум двумя двух"}
_OWN = {
    0: "ноль ноля нолю нолём ноле",
    3: "три трёх трём тремя трёх",
    4: "четыре четырёх четырём четырьмя четырёх",
    8: "восемь восьми восьми восемью восьми",
    40: "сорок сорока сорока сорока сорока",
    50: "пятьдесят пятидесяти пятидесяти пятьюдесятью пятидесяти",
    60: "шестьдесят шестидесяти шестидесяти шестьюдесятью шестидесяти",
    70: "семьдесят семидесяти семидесяти семьюдесятью семидесяти",
    80: "восемьдесят восьмидесяти восьмидесяти восемьюдесятью восьмидесяти",
    90: "девяносто девяноста девяноста девяноста девяноста",
    100: "сто ста ста ста ста",
    200: "двести двухсот двумстам двумястами двухстах",
    300: "триста трёхсот трёмстам тремястами трёхстах",
    400: "четыреста четырёхсот четырёмстам четырьмястами четырёхстах",
    500: "пятьсот пятисот пятистам пятьюстами пятистах",
    600: "шестьсот шестисот шестистам шестьюстами шестистах",
    700: "семьсот семисот семистам семьюстами семистах",
    800: "восемьсот восьмисот восьмистам восемьюстами восьмистах",
    900: "девятьсот девятисот девятистам девятьюстами девятистах",
}
_STEMS = (
    "пят", "шест", "сем", "девят", "десят", "одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат",
    "шестнадцат", "семнадцат", "восемнадцат", "девятнадцат", "двадцат", "тридцат",
)  # fmt: skip
_STEM_OF = dict(zip((5, 6, 7, 9, *range(10, 21), 30), _STEMS, strict=True))
_LIKE_FIVE = ("ь", "и", "и", "ью", "и")
_GROUPS = ((1_000_000, "миллион", "m"), (1_000, "тысяча", "f"))
_KINDS = {"masc": "m", "femn": "f", "neut": "n"}
# After a number these two are not the plural of the dictionary: пять лет, пяти человекам.
_AFTER_NUMBER = {
    ("год", Case.GEN): "лет",
    ("человек", Case.GEN): "человек",
    ("человек", Case.DAT): "человекам",
    ("человек", Case.INS): "человеками",
    ("человек", Case.PREP): "человеках",
}


def spelled(number: int, case: Case = Case.NOM, kind: str = "m", *, living: bool = False) -> str:
    """Say a number up to 999 999 999: «трёх», «двадцать одну» (`kind` "f"); `living` gives «двух» in the accusative."""
    if not 0 <= number <= MOST:
        raise ValueError(f"only numbers from 0 to {MOST} are spelled, not {number}")
    said, rest = [], number
    for size, name, its_kind in _GROUPS:
        count, rest = divmod(rest, size)
        if count:
            said += [_below_thousand(count, Case(case), its_kind, False), *_things(count, [name], Case(case))]
    if rest or not said:
        said.append(_below_thousand(rest, Case(case), kind, living))
    return " ".join(said)


def plainly(number: int, case: Case = Case.NOM, kind: str = "m") -> str:
    """Say a number within a sentence: by its word up to ten, then by its digits."""
    return spelled(number, case, kind) if number <= _LAST_IN_WORDS else str(number)


def counted(number: int, thing: str, case: Case = Case.NOM) -> str:
    """Count a thing named in the singular: «3 (три) рабочих дня», «2 (двух) наставников»."""
    things, case = tidy(thing).split(" "), Case(case)
    read = phrases.head(things)
    kind = _KINDS.get(str(read[-1].tag.gender), "m") if read else "m"
    said = spelled(number, case, kind, living=bool(read) and phrases.is_living(read[-1]))
    return f"{number}{words.NBSP}({said}) {' '.join(_things(number, things, case))}"


def _below_thousand(number: int, case: Case, kind: str, living: bool) -> str:
    hundreds, rest = number // 100 * 100, number % 100
    tens, ones = (0, rest) if rest < 20 else (rest // 10 * 10, rest % 10)
    parts = [part for part in (hundreds, tens, ones) if part] or [0]
    return " ".join(_word(part, case, kind, living and (part == 1 or number < 5)) for part in parts)


def _word(number: int, case: Case, kind: str, living: bool) -> str:
    """Say a number of one word; the accusative is the nominative but for «одну» and the living."""
    if case == Case.ACC:
        if number == 1 and kind == "f":
            return "одну"
        case = Case.GEN if living and number in (1, 2, 3, 4) else Case.NOM
    at = _ORDER.index(case)
    if number in _STEM_OF:
        return _STEM_OF[number] + _LIKE_FIVE[at]
    forms = {1: _ONE[kind], 2: _TWO[kind]}.get(number) or _OWN[number]
    return forms.split(" ")[at]


def _things(number: int, things: list[str], case: Case) -> list[str]:
    """Put the words after a number: their head agrees with it, what follows the head stays."""
    read = phrases.head(things)
    forms = [_thing(number, word, read, place, case) for place, word in enumerate(things[: len(read)])]
    return [*forms, *things[len(read) :]]


def _thing(number: int, word: str, read: Sequence[Parse], place: int, case: Case) -> str:
    parse, last = read[place], read[-1]
    form = words.plural(number, "one", "few", "many")
    few = form == "few"
    if form == "one":
        return phrases.put_word(word, parse, case, "sing", last)
    if case == Case.ACC and phrases.is_living(last) and number in (2, 3, 4):
        case = Case.GEN
    elif case in (Case.NOM, Case.ACC) and few and "NOUN" in parse.tag:
        return phrases.put_word(word, parse, Case.GEN, "sing", last)
    elif case in (Case.NOM, Case.ACC):
        case = Case.NOM if few and "femn" in parse.tag else Case.GEN
    own = _AFTER_NUMBER.get((parse.normal_form, case))
    return dressed(own, word) if own else phrases.put_word(word, parse, case, "plur", last)
