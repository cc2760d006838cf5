"""Russian names and positions by case, without Django: proposals that a curator may correct."""

from mentoring.people.declension.cases import Case

__all__ = ["Case"]
