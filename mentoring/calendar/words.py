"""Dates in Russian for people, with non-breaking spaces where a line must not break."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from mentoring.calendar.due import Span

NBSP = "\N{NO-BREAK SPACE}"
MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
MONTHS_OF = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
WEEKDAYS_IN_FULL = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")


def plural(count: int, one: str, few: str, many: str) -> str:
    """Choose the form that agrees: plural(8, "день", "дня", "дней") is «дней»."""
    tens, ones = abs(count) % 100, abs(count) % 10
    if 11 <= tens <= 14 or ones == 0 or ones >= 5:
        return many
    return one if ones == 1 else few


def counted(count: int, one: str, few: str, many: str) -> str:
    """Give the number with its word: «8 дней»."""
    return f"{count}{NBSP}{plural(count, one, few, many)}"


def some(names: Sequence[str], most: int) -> str:
    """Name a few and count the rest: some(["а", "б", "в"], 2) is «а, б и ещё 1»."""
    more = f" и ещё {len(names) - most}" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def day_month(day: date) -> str:
    """Say «18 ноября»."""
    return f"{day.day}{NBSP}{MONTHS_OF[day.month - 1]}"


def short(day: date) -> str:
    """Say «18 ноября, вт»."""
    return f"{day_month(day)}, {WEEKDAYS[day.weekday()]}"


def full(day: date) -> str:
    """Say «18 ноября 2025 г.»."""
    return f"{day_month(day)} {year(day.year)}"


def year(number: int) -> str:
    """Say «2025 г.»."""
    return f"{number}{NBSP}г."


def digits(day: date) -> str:
    """Say «18.11.2025»."""
    return f"{day.day:02d}.{day.month:02d}.{day.year}"


def decimal(share: Decimal) -> str:
    """Say «5,9», without a zero that tells nothing."""
    return f"{share.normalize():f}".replace(".", ",")


def per_cent(share: Decimal) -> str:
    """Say «5,9 %»."""
    return f"{decimal(share)}{NBSP}%"


def near(day: date, today: date) -> str:
    """Say «18 ноября, вт», with the year where it is not the current one."""
    return short(day) if day.year == today.year else f"{full(day)}, {WEEKDAYS[day.weekday()]}"


def month_year(day: date) -> str:
    """Say «октябрь 2025 г.»."""
    return f"{MONTHS[day.month - 1]} {year(day.year)}"


def span(value: Span, *, with_year: bool = True) -> str:
    """Say «1–31 октября 2025 г.», «до 31 октября 2025 г.», «с 1 октября 2025 г.»."""
    say = full if with_year else day_month
    if value.start is None or value.end is None:
        if value.end:
            return f"до{NBSP}{say(value.end)}"
        return f"с{NBSP}{say(value.start)}" if value.start else ""
    start, end = value.start, value.end
    if start == end:
        return say(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{say(end)}"
    first = day_month(start) if start.year == end.year else say(start)
    return f"{first}{NBSP}– {say(end)}"


def months(value: Span) -> str:
    """Say whole months by their names: «октябрь 2025 г.», «октябрь – ноябрь 2025 г.»; other days as `span` does."""
    start, end = value.start, value.end
    if not start or not end or start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return span(value)
    if (start.year, start.month) == (end.year, end.month):
        return month_year(end)
    first = MONTHS[start.month - 1] if start.year == end.year else month_year(start)
    return f"{first}{NBSP}– {month_year(end)}"


def from_now(day: date, today: date) -> str:
    """Say how far the deadline is: «сегодня», «завтра», «через 5 дней», «просрочено на 8 дней»."""
    left = (day - today).days
    if left < 0:
        return f"просрочено на{NBSP}{counted(-left, 'день', 'дня', 'дней')}"
    named = ("сегодня", "завтра", "послезавтра")
    return named[left] if left < len(named) else f"через{NBSP}{counted(left, 'день', 'дня', 'дней')}"


def ago(day: date, today: date) -> str:
    """Say how long ago something was: «сегодня», «вчера», «5 дней назад»."""
    passed = (today - day).days
    if passed <= 0:
        return "сегодня"
    return "вчера" if passed == 1 else f"{counted(passed, 'день', 'дня', 'дней')} назад"
