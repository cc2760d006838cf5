"""Letters that a font has not: known before a paper is signed, drawn as boxes if it is set all the same."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from mentoring.printing import faces

BOX = "□"


def missing(texts: Iterable[str], *, family: str = faces.OURS) -> tuple[str, ...]:
    """Return the letters that would be boxes, each once, in the order they are met."""
    drawn = _drawn(faces.regular(family))
    return tuple(letter for letter in dict.fromkeys(letter for text in texts for letter in text) if letter not in drawn)


def boxed(text: str, *, family: str = faces.OURS) -> str:
    """Put a box in the place of each letter that the font has not."""
    lost = set(text) - _drawn(faces.regular(family))
    return text.translate({ord(letter): BOX for letter in lost}) if lost else text


@cache
def _drawn(path: Path) -> frozenset[str]:
    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap())) | {"\n", "\t"}
