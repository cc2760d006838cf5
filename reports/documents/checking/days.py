"""Faults of the terms that an act gives: past days, free days, days without a year. Pure."""

import re
from collections.abc import Iterator
from datetime import date

from mentoring.calendar import words
from mentoring.calendar.workdays import SchoolCalendar
from reports.documents.checking.fault import Fault, warning
from reports.documents.checking.places import Said, said
from reports.documents.facts import Facts
from reports.documents.laying import Laid

_MONTHS = "|".join(words.MONTHS_OF)
_GAP = r"[ \u00a0]"
_TERM = rf"(?:\bдо|не{_GAP}позднее|не{_GAP}позже|в{_GAP}срок){_GAP}(?:до{_GAP})?"
_FULL = re.compile(
    rf"{_TERM}(?:(?P<day>\d{{1,2}}){_GAP}(?P<month>{_MONTHS}){_GAP}(?P<year>\d{{4}})"
    rf"|(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>\d{{4}}))"
)
_YEARLESS = re.compile(
    rf"{_TERM}(?:\d{{1,2}}{_GAP}(?:{_MONTHS})(?!{_GAP}\d{{4}})|\d{{1,2}}\.\d{{1,2}}(?!\.?\d))", re.IGNORECASE
)


def find(laid: Laid, facts: Facts) -> Iterator[Fault]:
    for one in said(laid.paper):
        if one.rule:
            yield from _terms(one, facts.on, facts.calendar)


def _terms(one: Said, on: date, calendar: SchoolCalendar) -> Iterator[Fault]:
    for found in _FULL.finditer(one.text):
        day = _day(found)
        if day is None:
            yield warning(one.place, f"Такого дня нет: «{found[0]}».", "Исправьте срок.")
        elif day < on:
            yield warning(one.place, f"Срок уже прошёл: {words.full(day)}", "Назначьте другой срок.")
        elif why := calendar.day_off(day):
            yield warning(
                one.place, f"Срок в нерабочий день: {words.full(day)} — {why}.", "Назначьте срок на рабочий день."
            )
    for found in _YEARLESS.finditer(one.text):
        yield warning(one.place, f"В сроке нет года: «{found[0].strip()}».", "Допишите год.")


def _day(found: re.Match[str]) -> date | None:
    month = words.MONTHS_OF.index(found["month"]) + 1 if found["month"] else int(found["m"])
    try:
        return date(int(found["year"] or found["y"]), month, int(found["day"] or found["d"]))
    except ValueError:
        return None
