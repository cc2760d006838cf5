"""Find the period that the heading of a plan names among its other words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby, takewhile

from mentoring.calendar import dated, marks
from mentoring.calendar.due import Period
from mentoring.calendar.tidy import plain, tidy

LONGEST = 2000
_SHORTEST = timedelta(27)


def read_period(text: str) -> Period | None:
    """Read «на 2023–2025 годы», «на 2021-2022 уч. год»; the longest where several are named, None where none is."""
    found = marks.tokens(plain(tidy(text)[:LONGEST]))
    runs = (tuple(run) for are_marks, run in groupby(found, key=lambda token: marks.are_marks((token,))) if are_marks)
    periods = [period for run in runs if (period := _period(run))]
    return max(periods, key=lambda period: period.end - period.start, default=None)


def _period(run: tuple[str, ...]) -> Period | None:
    """Read the first stretch of days in a run of marks; numbers of papers may stand before it."""
    return next(_stretches(run), None)


def _stretches(run: tuple[str, ...]) -> Iterator[Period]:
    numbers = len(list(takewhile(lambda mark: mark.isdecimal() or mark == ",", run)))
    for start in range(numbers + 1):
        try:
            spec = dated.read(run[start:])
        except dated.Impossible:
            continue
        if spec and spec.start and spec.end and spec.end - spec.start >= _SHORTEST:
            yield Period(spec.start, spec.end)
