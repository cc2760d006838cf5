"""Read a Russian date text of a plan: «ноябрь 2020», «до 10 сентября ежегодно», «1 раз в квартал»."""

from mentoring.calendar.due import DueSpec
from mentoring.calendar.resolving import Period


def read(raw: str) -> DueSpec:
    """Say what the text says, and nothing more; never raises, `Kind.UNCLEAR` with a reason where it is not understood.

    `spec.raw` is the text with white space as one space and traces of extraction removed.
    """
    raise NotImplementedError


def read_period(text: str) -> Period | None:
    """Read the period a heading names: «на 2023–2025 годы», «на 2021-2022 уч. год»; None where it names none."""
    raise NotImplementedError
