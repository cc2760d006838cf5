"""Russian names, positions and organisations by case, words that agree, numbers in words; without Django."""

from mentoring.people.declension.cases import Case

__all__ = ["Case"]
