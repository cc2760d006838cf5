"""Faults of the days that an act names: past, free, without a year, not in the calendar. Pure."""

import re
from collections.abc import Iterator
from datetime import date

from mentoring.calendar import words
from reports.documents.checking.fault import Fault, error, warning
from reports.documents.checking.places import Said, said
from reports.documents.facts import Facts
from reports.documents.laying import Laid

_MONTHS = "|".join(words.MONTHS_OF)
_GAP = r"[ \u00a0]"
_TERM = rf"(?:\bдо|не{_GAP}позднее|не{_GAP}позже|в{_GAP}срок){_GAP}(?:до{_GAP})?"
DAY = (
    rf"(?<!\d)(?:(?P<day>\d{{1,2}}){_GAP}(?P<month>{_MONTHS}){_GAP}(?P<year>\d{{4}})"
    r"|(?<!\d\.)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?:19|20)\d\d))(?!\d)"
    r"(?!-\d{2}(?!\d|\.\d))"  # «2.4.3648-20» is a number of rules, «01.09.2026-31.05.2027» is a period
)
_FULL, _ANY = re.compile(f"{_TERM}{DAY}"), re.compile(DAY)
# «25.12» is a day, «17.00» an hour, and so is what ends «с 9.00 до 10.12».
_YEARLESS = re.compile(
    rf"{_TERM}(?:\d{{1,2}}{_GAP}(?:{_MONTHS})\b(?!{_GAP}\d{{4}})"
    rf"|(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])(?!\.?\d|{_GAP}?ч))",
    re.IGNORECASE,
)
_HOUR_BEFORE = re.compile(rf"\bс{_GAP}\d{{1,2}}[.:](?:00|1[3-9]|[2-5]\d){_GAP}$", re.IGNORECASE)
_YEARLY = re.compile(r"ежегодн|кажд(?:ый|ого) год", re.IGNORECASE)
_BEFORE = 12  # letters before a term, where an hour may stand
_IN_WORDS = re.compile(
    rf"(?<!\d)(?:(?P<first>\d{{1,2}}){_GAP}?(?:[–—-]|по){_GAP}?)?(?P<day>\d{{1,2}}){_GAP}(?P<month>{_MONTHS})\b"
    rf"(?:{_GAP}(?P<year>\d{{4}}))?",
    re.IGNORECASE,
)
_IN_DIGITS = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?![\d.]*\d)")
_SHORT_YEAR, _CENTURY = 99, 2000
_SINCE = re.compile(rf"\bс{_GAP}$", re.IGNORECASE)
_UNTIL = re.compile(rf"^(?:{_GAP}г(?:\.|ода?))?{_GAP}(?:по|до){_GAP}$")
_YEAR = 366  # days after the programme: what is dated later is a slip of the pen


def find(laid: Laid, facts: Facts) -> Iterator[Fault]:
    for one in said(laid.paper):
        if one.rule:
            yield from _terms(one, facts)
        if not one.cell:
            yield from _calendar(one, facts)


def _terms(one: Said, facts: Facts) -> Iterator[Fault]:
    for found in _FULL.finditer(one.text):
        day = day_of(found)
        if day is None or _far(day, facts):
            continue
        if day < facts.on:
            yield warning(one.place, f"Срок уже прошёл: {words.full(day)}", "Назначьте другой срок.")
        elif why := facts.calendar.day_off(day):
            yield warning(
                one.place, f"Срок в нерабочий день: {words.full(day)} — {why}.", "Назначьте срок на рабочий день."
            )
    for found in () if _YEARLY.search(one.text) else _YEARLESS.finditer(one.text):
        if not _HOUR_BEFORE.search(one.text[max(0, found.start() - _BEFORE) : found.start()]):
            yield warning(one.place, f"В сроке нет года: «{found[0].strip()}».", "Допишите год.")


def _calendar(one: Said, facts: Facts) -> Iterator[Fault]:
    """A day is one of the calendar, not years after the programme; a period does not end before it begins."""
    since: tuple[date, int] | None = None  # the first day of a period and where it was said
    for found in _ANY.finditer(one.text):
        day = day_of(found)
        if day is None:
            yield error(one.place, f"Такого дня нет: «{found[0]}».", "Исправьте дату.")
            since = None
            continue
        if since and _UNTIL.match(one.text[since[1] : found.start()]) and day < since[0]:
            yield error(one.place, f"Срок кончается раньше, чем начинается: «{found[0]}».", "Исправьте одну из дат.")
        if one.rule and _far(day, facts):
            remedy = f"Проверьте год: программа идёт до {words.digits(facts.period.end)}."
            yield warning(one.place, f"Дата далеко за концом программы: «{found[0]}».", remedy)
        since = (day, found.end()) if _SINCE.search(one.text[max(0, found.start() - _BEFORE) : found.start()]) else None


def _far(day: date, facts: Facts) -> bool:
    return (day - facts.period.end).days > _YEAR


def day_of(found: re.Match[str]) -> date | None:
    """Return the day that `DAY` has found, where the calendar has it."""
    month = words.MONTHS_OF.index(found["month"]) + 1 if found["month"] else int(found["m"])
    try:
        return date(int(found["year"] or found["y"]), month, int(found["day"] or found["d"]))
    except ValueError:
        return None


def tells(text: str, day: date) -> bool:
    """Tell whether a text names this day, in words or in digits; a day said without its year may be any year's."""
    for found in _IN_WORDS.finditer(text):
        same_month = words.MONTHS_OF.index(found["month"].lower()) + 1 == day.month
        same_year = not found["year"] or int(found["year"]) == day.year
        if same_month and same_year and str(day.day) in (found["day"].lstrip("0"), found["first"]):
            return True
    return any(_in_digits(*map(int, found.groups())) == day for found in _IN_DIGITS.finditer(text))


def _in_digits(number: int, month: int, year: int) -> date | None:
    try:
        return date(year if year > _SHORT_YEAR else year + _CENTURY, month, number)
    except ValueError:
        return None
