"""How old somebody is on a day, and whether the law takes them for a child."""

from datetime import date

OF_AGE = 18


def age_on(birth: date, day: date) -> int:
    """Count whole years; who was born on 29 February is a year older on 1 March of a common year."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def is_minor(birth: date | None, day: date) -> bool:
    """Take a learner whose birth date nobody knows for a child."""
    return birth is None or age_on(birth, day) < OF_AGE
