"""Whether two names may be one person's: a letter more or less, «Наталья» and «Наталия», a patronymic left out."""

from itertools import zip_longest

LONG_ENOUGH = 4  # one letter makes another name of a shorter word: «Ян», «Яна»


def near(one: str, other: str) -> bool:
    """Compare two keys of names word by word; only what comes after the given name may be missing."""
    mine, theirs = one.split(), other.split()
    if min(len(mine), len(theirs)) < 2:
        return one == other
    return all(_same_word(a, b) for a, b in zip_longest(mine, theirs, fillvalue=""))


def _same_word(one: str, other: str) -> bool:
    if one == other or not (one and other):
        return True
    if min(len(one), len(other)) < LONG_ENOUGH or one[0] != other[0]:
        return False
    return _one_letter_apart(one, other)


def _one_letter_apart(one: str, other: str) -> bool:
    """Allow one letter put in, left out, changed or swapped with its neighbour."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[start:], other[start:]
    if len(rest) == len(others):
        swapped = rest[:2] == others[:2][::-1] and rest[2:] == others[2:]
        return rest[1:] == others[1:] or swapped
    return rest[1:] == others if len(rest) > len(others) else rest == others[1:]
