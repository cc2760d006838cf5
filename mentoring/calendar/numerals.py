"""Numbers spelled out in Russian, as papers about money want them: «5 000 (пять тысяч) рублей 00 копеек». Pure."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from mentoring.calendar.words import NBSP, plural

_UNITS = ("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
_FEMININE = {1: "одна", 2: "две"}
_TEENS = (
    "десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать",
    "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать",
)  # fmt: skip
_TENS = (
    "", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто",
)  # fmt: skip
_HUNDREDS = (
    "", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот",
)  # fmt: skip
# Powers of a thousand: the three forms of the word, and whether it is feminine.
_POWERS = (
    (("", "", ""), False),
    (("тысяча", "тысячи", "тысяч"), True),
    (("миллион", "миллиона", "миллионов"), False),
)
BEYOND = 1000 ** len(_POWERS)


def spelled(number: int) -> str:
    """Spell a number of masculine things: 1 021 is «одна тысяча двадцать один»."""
    if not 0 <= number < BEYOND:
        raise ValueError(f"not from 0 to {BEYOND - 1}: {number}")
    said: list[str] = []
    for power, (forms, feminine) in reversed(list(enumerate(_POWERS))):
        three = number // 1000**power % 1000
        if three:
            said += [*_three(three, feminine=feminine), plural(three, *forms)]
    return " ".join(filter(None, said)) or "ноль"


def money(amount: Decimal | int) -> str:
    """Say «5 000 (пять тысяч) рублей 00 копеек»."""
    rounded = Decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP)
    roubles, kopecks = divmod(int(rounded * 100), 100)
    of_roubles = plural(roubles, "рубль", "рубля", "рублей")
    of_kopecks = plural(kopecks, "копейка", "копейки", "копеек")
    return f"{grouped(roubles)}{NBSP}({spelled(roubles)}) {of_roubles} {kopecks:02d}{NBSP}{of_kopecks}"


def percent(number: int) -> str:
    """Say «15 (пятнадцать) процентов»."""
    return f"{number}{NBSP}({spelled(number)}) {plural(number, 'процент', 'процента', 'процентов')}"


def grouped(number: int) -> str:
    """Write a number by threes: «1 001 000»."""
    return f"{number:,}".replace(",", NBSP)


def _three(number: int, *, feminine: bool) -> list[str]:
    """Spell a number below a thousand."""
    hundreds, rest = divmod(number, 100)
    if 10 <= rest < 20:
        return [_HUNDREDS[hundreds], _TEENS[rest - 10]]
    tens, units = divmod(rest, 10)
    unit = _FEMININE.get(units, _UNITS[units]) if feminine else _UNITS[units]
    return [_HUNDREDS[hundreds], _TENS[tens], unit]
