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
    r"|(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}))(?!\d)"
)
_FULL, _ANY = re.compile(f"{_TERM}{DAY}"), re.compile(DAY)
_YEARLESS = re.compile(
    rf"{_TERM}(?:\d{{1,2}}{_GAP}(?:{_MONTHS})(?!{_GAP}\d{{4}})|\d{{1,2}}\.\d{{1,2}}(?!\.?\d))", re.IGNORECASE
)
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
    for found in _YEARLESS.finditer(one.text):
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
        since = (day, found.end()) if _SINCE.search(one.text[: found.start()]) else None


def _far(day: date, facts: Facts) -> bool:
    return (day - facts.period.end).days > _YEAR


def day_of(found: re.Match[str]) -> date | None:
    """Return the day that `DAY` has found, where the calendar has it."""
    month = words.MONTHS_OF.index(found["month"]) + 1 if found["month"] else int(found["m"])
    try:
        return date(int(found["year"] or found["y"]), month, int(found["day"] or found["d"]))
    except ValueError:
        return None
