"""Days in any Russian form; what may be another day is asked about."""

import re
from datetime import date, timedelta
from functools import lru_cache

from mentoring.people.importing.letters import clean
from mentoring.people.importing.remarks import (
    NOTHING,
    Understood,
    doubt,
    fault,
    formula_error,
    is_blank,
    note,
    shown,
)

MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
ROMAN = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12,
}  # fmt: skip
WRITE = "Напишите так: 06.05.2012."
_TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_TAIL = r"(?:\s*(?:г|год|года|г\.\s*р|гр)\.?)?"
_DIGITS = re.compile(rf"(\d{{1,2}})\s?([./-]|\s)\s?(\d{{1,2}})\s?([./-]|\s)\s?(\d{{4}}|\d{{2}}){_TAIL}{_TIME}")
_ISO = re.compile(rf"(\d{{4}})\s?[./-]\s?(\d{{1,2}})\s?[./-]\s?(\d{{1,2}}){_TIME}")
_WORDS = re.compile(rf"[«\"]?(\d{{1,2}})[»\"]?[\s.-]*([а-яё]+)\.?[\s.-]*(\d{{4}}|\d{{2}})?{_TAIL}", re.IGNORECASE)
_ROMAN = re.compile(rf"(\d{{1,2}})[\s.-]+([IVXХ]+)[\s.-]+(\d{{4}}|\d{{2}}){_TAIL}", re.IGNORECASE)
_RUN = re.compile(r"\d{8}")
_SERIAL = re.compile(r"\d{5}(?:[.,]0+)?")
_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)


@lru_cache(maxsize=50_000)
def read(text: str, *, today: date, counts_from_1904: bool = False) -> Understood:
    """Give the day of birth that a cell means."""
    seen = clean(text)
    if is_blank(seen):
        return NOTHING
    if wrong := formula_error(seen, "дату"):
        return wrong
    return _checked(_day(seen, today, counts_from_1904), seen, today)


def _day(seen: str, today: date, counts_from_1904: bool) -> Understood:
    if found := _DIGITS.fullmatch(seen):
        return _by_digits(seen, found, today)
    if found := _ISO.fullmatch(seen):
        return _made(seen, int(found[3]), int(found[2]), int(found[1]))
    if found := _ROMAN.fullmatch(seen):
        month = ROMAN.get(found[2].upper().replace("Х", "X"), 0)
        return _aged(seen, int(found[1]), month, found[3], today)
    if found := _WORDS.fullmatch(seen):
        return _by_words(seen, found, today)
    if _RUN.fullmatch(seen):
        whole = _made(seen, int(seen[:2]), int(seen[2:4]), int(seen[4:]))
        return whole if whole.is_refused else _asked(whole.value, f"{shown(seen)}: дата без точек")
    if _SERIAL.fullmatch(seen):
        return _by_serial(seen, counts_from_1904)
    return fault(f"{shown(seen)}: это не дата", WRITE)


def _by_digits(seen: str, found: re.Match, today: date) -> Understood:
    day, month = int(found[1]), int(found[3])
    if len(found[5]) == 2:
        return _aged(seen, day, month, found[5], today)
    if found[2] == found[4] == "/" and day <= 12 and month <= 12 and day != month:
        made = _made(seen, day, month, int(found[5]))
        return made if made.is_refused else _asked(made.value, f"{shown(seen)}: с косыми чертами первым бывает и месяц")
    if found[2] == found[4] == "/" and day <= 12 < month <= 31:
        return fault(f"{shown(seen)}: похоже, месяц стоит первым", WRITE)
    return _made(seen, day, month, int(found[5]))


def _by_words(seen: str, found: re.Match, today: date) -> Understood:
    word = found[2].casefold()
    month = next((number for number, start in enumerate(MONTHS, 1) if _names(word, start)), 0)
    if not month:
        return fault(f"{shown(seen)}: это не дата", WRITE)
    if not found[3]:
        return fault(f"{shown(seen)}: нет года", WRITE)
    return _aged(seen, int(found[1]), month, found[3], today)


def _names(word: str, start: str) -> bool:
    return word in ("май", "мая") if start == "ма" else word.startswith(start)


def _aged(seen: str, day: int, month: int, year: str, today: date) -> Understood:
    """Make a day whose year may have two digits only: the latest one that is not in the future, and a question."""
    if len(year) == 4:
        return _made(seen, day, month, int(year))
    number = int(year) + today.year // 100 * 100
    made = _made(seen, day, month, number if number <= today.year else number - 100)
    return made if made.is_refused else _asked(made.value, f"{shown(seen)}: год двумя цифрами")


def _asked(day: date, what: str) -> Understood:
    return doubt(day, what, f"Поняли как {day:%d.%m.%Y}.")


def _made(seen: str, day: int, month: int, year: int) -> Understood:
    try:
        return Understood(date(year, month, day))
    except ValueError:
        return fault(f"{shown(seen)}: такого дня нет", "Проверьте число и месяц. " + WRITE)


def _by_serial(seen: str, counts_from_1904: bool) -> Understood:
    number = int(float(seen.replace(",", ".")))
    made = (_EPOCH_1904 if counts_from_1904 else _EPOCH) + timedelta(days=number)
    return _asked(made, f"{shown(seen)}: число вместо даты")


def _checked(read: Understood, seen: str, today: date) -> Understood:
    """Refuse days on which nobody here can have been born."""
    if read.value is None:
        return read
    if read.value > today:
        return fault(f"{shown(seen)}: дата в будущем", "Проверьте год.")
    if read.value.year < today.year - 110:
        return fault(f"{shown(seen)}: больше ста лет назад", "Проверьте год.")
    return read


def years(since: date, today: date) -> int:
    """Count the full years from one day to another."""
    return today.year - since.year - ((today.month, today.day) < (since.month, since.day))


def years_ago(number: int, today: date) -> date:
    """Give the day so many full years before."""
    try:
        return today.replace(year=today.year - number)
    except ValueError:
        return today.replace(year=today.year - number, day=28)


_YEARS = re.compile(r"(\d{1,2})(?:[.,]\d+)?\s*(?:лет|год|года|г\.?|л\.?)?(?:\s*\d{1,2}\s*мес\w*\.?)?", re.IGNORECASE)
_SINCE = re.compile(r"(?:с\s+)?((?:19|20)\d{2})\s*(?:г|год|года)?\.?", re.IGNORECASE)


def experience(text: str, *, today: date) -> Understood:
    """Read how long somebody works, «5 лет» or «с 2019 года», as the day since when."""
    seen = clean(text)
    if is_blank(seen):
        return NOTHING
    if found := _YEARS.fullmatch(seen):
        number = int(found[1])
        if number > 70:
            return fault(f"{shown(seen)}: стаж больше 70 лет", "Напишите число лет, например 12.")
        since = years_ago(number, today)
        return note(since, f"{shown(seen)}: считаем стаж с {since:%d.%m.%Y}")
    if found := _SINCE.fullmatch(seen):
        since = date(int(found[1]), 9, 1)
        if since > today:
            return fault(f"{shown(seen)}: дата в будущем", "Проверьте год.")
        return note(since, f"{shown(seen)}: считаем стаж с {since:%d.%m.%Y}")
    read_as_day = read(seen.removeprefix("с "), today=today)
    if read_as_day.value is None:
        return fault(f"{shown(seen)}: стаж не понят", "Напишите число лет, например 12, или день начала.")
    return read_as_day
