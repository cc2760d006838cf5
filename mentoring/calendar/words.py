"""Dates in Russian for people, with non-breaking spaces where a line must not break."""

from datetime import date

from mentoring.calendar.due import DueSpec, Span


def plural(count: int, one: str, few: str, many: str) -> str:
    """Choose the form that agrees: plural(8, "день", "дня", "дней") is «дней»."""
    raise NotImplementedError


def counted(count: int, one: str, few: str, many: str) -> str:
    """Give the number with its word: «8 дней»."""
    raise NotImplementedError


def short(day: date) -> str:
    """Say «18 ноября, вт»."""
    raise NotImplementedError


def full(day: date) -> str:
    """Say «18 ноября 2025 г.»."""
    raise NotImplementedError


def digits(day: date) -> str:
    """Say «18.11.2025»."""
    raise NotImplementedError


def near(day: date, today: date) -> str:
    """Say «18 ноября, вт», with the year where it is not the current one."""
    raise NotImplementedError


def span(value: Span, *, year: bool = True) -> str:
    """Say «1–31 октября 2025 г.», «до 31 октября 2025 г.», «с 1 октября 2025 г.»."""
    raise NotImplementedError


def from_now(day: date, today: date) -> str:
    """Say how far the deadline is: «сегодня», «завтра», «через 5 дней», «просрочено на 8 дней»."""
    raise NotImplementedError


def month_year(day: date) -> str:
    """Say «октябрь 2025»."""
    raise NotImplementedError


def describe(spec: DueSpec) -> str:
    """Say how the text was understood: «каждый год до 10 сентября», «раз в квартал», «весь период плана»."""
    raise NotImplementedError
