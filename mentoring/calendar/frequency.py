"""How often: «ежегодно», «2 раза в год», «раз в 2 недели», «по пятницам», «до 10 числа каждого месяца»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mentoring.calendar.due import Recurrence

NUMBERS = {
    "один": 1, "одна": 1, "одно": 1, "одного": 1, "одной": 1, "одну": 1, "два": 2, "две": 2, "двух": 2,
    "три": 3, "трех": 3, "четыре": 4, "четырех": 4, "пять": 5, "пяти": 5, "шесть": 6, "шести": 6,
    "семь": 7, "семи": 7, "восемь": 8, "восьми": 8, "девять": 9, "девяти": 9, "десять": 10, "десяти": 10,
    "четырнадцать": 14, "четырнадцати": 14, "пятнадцать": 15, "пятнадцати": 15, "двадцать": 20, "двадцати": 20,
    "тридцать": 30, "тридцати": 30,
}  # fmt: skip
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_UNIT = (
    r"(?:учебн\w+ )?(?P<unit>год\w*|лет|полугоди\w*|квартал\w*|кв\.?|четверт\w*|триместр\w*|месяц\w*|мес\.?|недел\w*|"
    r"нед\.?|день|дня|дней)"
)
_LEAST = r"(?:(?:не (?:реже|менее|чаще|более)|минимум|как минимум|хотя бы)(?: чем)? )?"
_ONCE = r"(?:раз[ау]?|(?:(?<=\d)|(?<=\d ))р\.?)"
_TIMES = rf"(?:(?P<times>{NUMBER})(?:-(?:х|ми|м|ого|го))?(?: ?- ?{NUMBER})? ?(?=р))?{_ONCE}"
_IN = r"(?: (?:в течени[ие]|в|за) | ?/ ?)"
_WEEKDAYS = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень")
_REVIEW = r"(?:уточн|корректир|актуализ|обновл|пересмотр|пополн|дополн)\w*"
_OF_UNITS = rf"(?:(?:каждый|каждую|каждое) )?(?:(?P<every>{NUMBER})(?:-?х)? )?{_UNIT}"
_PATTERNS = tuple(
    re.compile(rf"(?<!\w){pattern}")
    for pattern in (
        rf"(?P<review>{_REVIEW}(?: \w+)?[ ,-]+ежегодн\w*|ежегодн\w+ {_REVIEW})(?!\w)",
        rf"{_LEAST}{_TIMES}{_IN}{_OF_UNITS}(?!\w)",
        rf"{_LEAST}(?P<twice>дважды|трижды) (?:в|за) {_UNIT}(?!\w)",
        rf"(?:(?:в|во|за|на) )?кажд(?:ый|ого|ом|ую|ой|ое|ые) (?:(?P<every>{NUMBER}) )?{_UNIT}(?!\w)",
        r"кажд(?:ый|ого|ом) (?=(?P<month>янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек))",
        r"еже(?P<adverb>годн|квартальн|месячн|недельн|дневн|полугодн)\w*(?!\w)",
        rf"(?:по |(?:в |во )?кажд(?:ый|ую|ое) )(?P<weekday>{'|'.join(_WEEKDAYS)})(?:ам|ям|у|е|)(?!\w)",
    )
)
_ADVERBS = {
    "годн": "год", "квартальн": "квартал", "месячн": "месяц", "недельн": "недел", "дневн": "день",
    "полугодн": "полугод",
}  # fmt: skip
_UNITS = (
    ("полугод", Recurrence.YEARLY, 2, ""),
    ("год", Recurrence.YEARLY, 1, ""),
    ("лет", Recurrence.YEARLY, 1, ""),
    ("кв", Recurrence.QUARTERLY, 1, ""),
    ("четверт", Recurrence.QUARTERLY, 1, "quarters"),
    ("триместр", Recurrence.YEARLY, 3, "trimesters"),
    ("мес", Recurrence.MONTHLY, 1, ""),
    ("нед", Recurrence.WEEKLY, 1, ""),
    ("д", Recurrence.CONTINUOUS, 1, ""),
)
DAY_OF_MONTH = re.compile(r"(?<!\w)(?P<by>(?:до|к|не позднее) )?(?P<day>[12]\d|3[01]|[1-9])(?:-?го)? числа(?!\w)")


@dataclass(frozen=True)
class Frequency:
    """How often a text repeats a thing; `terms` says whose quarters are meant, `on_day` the weekday or day of month."""

    recurrence: Recurrence
    every: int = 1
    times: int = 1
    review: bool = False
    terms: str = ""
    on_day: int | None = None


def take(text: str) -> tuple[Frequency | None, str]:
    """Find how often and blank these words out; the rest keeps its places."""
    for pattern in _PATTERNS:
        if found := pattern.search(text):
            return _with_day(_frequency(found.groupdict()), _blank(text, found))
    return None, text


def _frequency(groups: dict[str, str | None]) -> Frequency:
    """Turn what a pattern caught into a frequency."""
    if groups.get("review"):
        return Frequency(Recurrence.YEARLY, review=True)
    if groups.get("month"):
        return Frequency(Recurrence.YEARLY)
    if weekday := groups.get("weekday"):
        return Frequency(Recurrence.WEEKLY, on_day=_WEEKDAYS.index(weekday))
    unit = groups.get("unit") or _ADVERBS[groups.get("adverb") or ""]
    recurrence, per_unit, terms = next(row[1:] for row in _UNITS if unit.startswith(row[0]))
    times = number(groups.get("times") or "1")
    if twice := groups.get("twice"):
        times = 2 if twice == "дважды" else 3
    return Frequency(recurrence, every=number(groups.get("every") or "1"), times=times * per_unit, terms=terms)


def _with_day(frequency: Frequency, text: str) -> tuple[Frequency, str]:
    """Take «до 10 числа» of a monthly thing and «по пятницам» of a weekly one."""
    if frequency.recurrence == Recurrence.MONTHLY and (found := DAY_OF_MONTH.search(text)):
        return replace(frequency, on_day=int(found["day"])), _blank(text, found)
    if frequency.recurrence == Recurrence.WEEKLY and (found := _PATTERNS[-1].search(text)):
        return replace(frequency, on_day=_WEEKDAYS.index(found["weekday"])), _blank(text, found)
    return frequency, text


def _blank(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + " " * (found.end() - found.start()) + text[found.end() :]


def number(text: str) -> int:
    """Read a small number in digits or in words; nonsense and nought count as one."""
    return max(1, int(text) if text.isdecimal() else NUMBERS.get(text, 1))
