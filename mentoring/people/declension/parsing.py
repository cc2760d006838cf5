"""Which word of a name is the surname, the given name, the patronymic."""

from __future__ import annotations

from typing import NamedTuple

from mentoring.people.declension.cases import tidy


class Parts(NamedTuple):
    surname: str
    given: str
    patronymic: str


def parts(full_name: str) -> Parts:
    """Take a full name apart."""
    words = tidy(full_name).split(" ")
    return Parts(words[0], " ".join(words[1:2]), " ".join(words[2:]))
