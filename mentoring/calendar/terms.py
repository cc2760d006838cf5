"""Quarters, half-years and vacations: «1-2 четверть», «I полугодие», «до конца учебного года»."""

from __future__ import annotations

import re
from datetime import date

from mentoring.calendar.due import DueSpec, Kind, MonthDay, Part, Recurrence, Span
from mentoring.calendar.schoolyear import VACATIONS

_PREFIX = {"Q": "quarter", "H": "half", "T": "trimester"}
_LIMITS = {"Q": 4, "H": 2, "T": 3, "K": 4}
_VACATIONS = dict(zip(("осенн", "зимн", "весенн", "летн"), VACATIONS, strict=True))
_YEAR = r"(?: (?:G|Y\d{4}|S\d{4}:\d{4}))?"
_TERM = re.compile(
    rf"(?P<bound>[<k>] )?(?P<end>кон(?:ец|ц[а-я]+) )?(?P<numbers>\d(?: [-,] \d)*) (?P<what>[QHTK])(?P<year>{_YEAR})"
)
_VACATION = re.compile(rf"(?:(?:дни|время|период) )?(?P<names>[а-я]+(?: , [а-я]+)*) V(?P<year>{_YEAR})")
_SCHOOL_YEAR_EDGE = re.compile(r"(?P<bound>[<k>] )?(?P<what>начал[а-я]|кон(?:ец|ц[а-я]+))(?P<year> (?:G|S\d{4}:\d{4}))")
_YEAR_EDGE = re.compile(r"(?P<bound>[<k>] )?кон(?:ец|ц[а-я]+)(?: (?P<year>Y\d{4})| (?:этого )?года)")


def read(marks: tuple[str, ...]) -> DueSpec | None:
    """Read the marks of a term; None where they are something else."""
    text = " ".join(marks)
    if found := _TERM.fullmatch(text):
        return _numbered(found)
    if found := _VACATION.fullmatch(text):
        names = found["names"].split(" , ")
        codes = tuple(code for name in names for stem, code in _VACATIONS.items() if name.startswith(stem))
        return _term(codes, found["year"]) if len(codes) == len(names) else None
    if found := _SCHOOL_YEAR_EDGE.fullmatch(text):
        return _school_year_edge(found)
    if found := _YEAR_EDGE.fullmatch(text):
        return _year_edge(found)
    return None


def _numbered(found: re.Match[str]) -> DueSpec | None:
    """Read a numbered term: of the calendar year (K, or H with one plain year) or of the school year."""
    what = found["what"]
    numbers = _numbers(found["numbers"])
    if not numbers or not 1 <= numbers[0] <= numbers[-1] <= _LIMITS[what]:
        return None
    only_end = bool(found["bound"])
    if found["bound"] == "> " or (only_end and not found["end"]) or (found["end"] and not only_end):
        return None
    year = re.fullmatch(r" Y(\d{4})", found["year"])
    if what == "K" or (what == "H" and year):
        length = 3 if what == "K" else 6
        return _months([(number - 1) * length + 1 for number in numbers], length, found["year"].strip(), only_end)
    codes = tuple(f"{_PREFIX[what]}{number}" for number in numbers)
    return _term(codes, found["year"], only_end)


def _numbers(text: str) -> list[int]:
    """Read «1», «1 - 3», «1 , 3»; empty where they do not rise."""
    numbers = [int(digit) for digit in re.findall(r"\d", text)]
    if len(numbers) == 2 and "-" in text:
        numbers = list(range(numbers[0], numbers[1] + 1))
    elif "-" in text:
        return []
    return numbers if numbers == sorted(set(numbers)) else []


def _months(starts: list[int], length: int, year: str, only_end: bool) -> DueSpec | None:
    """Give calendar quarters and half-years as months; neighbours are one span."""
    whole = starts[-1] - starts[0] == length * (len(starts) - 1)
    edges = [(starts[0], starts[-1])] if whole else [(start, start) for start in starts]
    parts = tuple(Part(None if only_end else MonthDay(first), MonthDay(last + length - 1)) for first, last in edges)
    kind = Kind.MONTH_END if only_end else Kind.MONTH_RANGE if whole else Kind.MULTI_DATE
    if not year:
        return DueSpec(kind=kind, parts=parts)
    if year[0] != "Y":
        return None
    return DueSpec(kind=kind, spans=tuple(part.in_year(int(year[1:])) for part in parts))


def _term(codes: tuple[str, ...], year: str, only_end: bool = False) -> DueSpec | None:
    """Give a term, of this school year where it is named."""
    year = year.strip()
    if year in ("", "G"):
        return DueSpec(kind=Kind.TERM, terms=codes, only_end=only_end)
    school = re.fullmatch(r"S(\d{4}):(\d{4})", year)
    if not school or int(school[2]) != int(school[1]) + 1:
        return None
    return DueSpec(kind=Kind.TERM, terms=codes, school_year=int(school[1]), only_end=only_end)


def _school_year_edge(found: re.Match[str]) -> DueSpec | None:
    """Read «начало учебного года», «до конца учебного года», «к началу учебного года»."""
    starts = found["what"].startswith("начал")
    if found["bound"] == "> " or not found["bound"]:
        return _term(("year_start" if starts else "year_end",), found["year"]) if not found["bound"] else None
    if not starts:
        return _term(("year_end",), found["year"], only_end=True)
    eve = Part(None, MonthDay(8))
    year = found["year"].strip()
    if year == "G":
        return DueSpec(kind=Kind.DEADLINE, parts=(eve,))
    return DueSpec(kind=Kind.DEADLINE, spans=(eve.in_year(int(year[1:5])),))


def _year_edge(found: re.Match[str]) -> DueSpec | None:
    """Read «до конца года»: whose year is asked; «до конца 2024 года» is its December."""
    if found["bound"] not in ("< ", "k "):
        return None
    if not found["year"]:
        return DueSpec(kind=Kind.YEAR, recurrence=Recurrence.NONE, only_end=True)
    end = date(int(found["year"][1:]), 12, 31)
    return DueSpec(kind=Kind.DEADLINE, spans=(Span(None, end),))
