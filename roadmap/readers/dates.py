"""Tell dates from other texts of a cell."""

from functools import lru_cache

from mentoring.calendar import reading
from mentoring.calendar.due import Kind


@lru_cache(maxsize=4096)
def is_date(text: str) -> bool:
    """Tell whether the calendar understands the text as a date."""
    return bool(text) and len(text) < 150 and reading.read(text).kind not in (Kind.NONE, Kind.UNCLEAR)


def is_only_date(text: str) -> bool:
    """«Сентябрь 2024» is a date and nothing else; «Подготовительный (сентябрь 2024)» is a title."""
    return is_date(text) and not reading.read(text).rest
