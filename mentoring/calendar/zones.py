"""The organisation's own time: eleven Russian zones; the clock is asked by the caller."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONES: dict[str, str] = {
    "Europe/Kaliningrad": "Калининград (МСК−1)",
    "Europe/Moscow": "Москва (МСК)",
    "Europe/Samara": "Самара (МСК+1)",
    "Asia/Yekaterinburg": "Екатеринбург (МСК+2)",
    "Asia/Omsk": "Омск (МСК+3)",
    "Asia/Krasnoyarsk": "Красноярск (МСК+4)",
    "Asia/Irkutsk": "Иркутск (МСК+5)",
    "Asia/Yakutsk": "Якутск (МСК+6)",
    "Asia/Vladivostok": "Владивосток (МСК+7)",
    "Asia/Magadan": "Магадан (МСК+8)",
    "Asia/Kamchatka": "Петропавловск-Камчатский (МСК+9)",
}


def local(zone: str, now: datetime) -> datetime:
    """Give the aware moment as the clock on the school's wall shows it."""
    if now.tzinfo is None:
        raise ValueError("a moment without a zone has no local time")
    return now.astimezone(ZoneInfo(zone))


def today(zone: str, now: datetime) -> date:
    """Give the date on the school's wall calendar."""
    return local(zone, now).date()


def moment(zone: str, day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Give the aware moment of a wall clock: plans keep the wall time when a region changes its zone."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))
