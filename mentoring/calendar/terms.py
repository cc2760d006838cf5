"""Quarters, half-years and vacations: «1-2 четверть», «I полугодие», «до конца учебного года», «III квартал 2024 г.»."""

from __future__ import annotations

import re
from datetime import date

from mentoring.calendar.due import DueSpec, Kind, MonthDay, Part, Recurrence, Span
from mentoring.calendar.schoolyear import VACATIONS

_PREFIX = {"Q": "quarter", "H": "half", "T": "trimester"}
_LIMITS = {"Q": 4, "H": 2, "T": 3, "K": 4}
_VACATIONS = dict(zip(("осенн", "зимн", "весенн", "летн"), VACATIONS, strict=True))
_TERM = re.compile(
    r"(?P<bound>[<k>] )?(?P<end>кон(?:ец|ц[а-я]+) )?(?P<first>\d)(?: [-,] (?P<last>\d))? (?P<what>[QHTK])(?P<year>.*)"
)
_VACATION = re.compile(r"(?:(?:дни|время|период) )?(?P<names>[а-я]+(?: , [а-я]+)*) V(?P<year>.*)")
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
    first, last, what = int(found["first"]), int(found["last"] or found["first"]), found["what"]
    if not 1 <= first <= last <= _LIMITS[what]:
        return None
    only_end = bool(found["bound"])
    if found["bound"] == "> " or (only_end and not found["end"]) or (found["end"] and not only_end):
        return None
    year = re.fullmatch(r" Y(\d{4})", found["year"])
    if what == "K" or (what == "H" and year):
        length = 3 if what == "K" else 6
        return _months((first - 1) * length + 1, last * length, found["year"].strip(), only_end)
    codes = tuple(f"{_PREFIX[what]}{index}" for index in range(first, last + 1))
    return _term(codes, found["year"], only_end)


def _months(first: int, last: int, year: str, only_end: bool) -> DueSpec | None:
    """Give calendar quarters and half-years as months."""
    start = None if only_end else MonthDay(first)
    part = Part(start, MonthDay(last))
    kind = Kind.MONTH_END if only_end else Kind.MONTH_RANGE
    if not year:
        return DueSpec(kind=kind, parts=(part,))
    if year[0] != "Y":
        return None
    return DueSpec(kind=kind, spans=(part.in_year(int(year[1:])),))


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
