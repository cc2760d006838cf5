"""Letters that our font has not: known before a paper is signed, drawn as boxes if it is set all the same."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

BOX = "□"
_FONT = Path(__file__).resolve().parent.parent.parent / "static" / "fonts" / "tinos" / "Tinos-Regular.ttf"


def missing(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the letters that would be boxes, each once, in the order they are met."""
    letters = dict.fromkeys(letter for text in texts for letter in text)
    return tuple(letter for letter in letters if letter not in _drawn())


def boxed(text: str) -> str:
    """Put a box in the place of each letter that the font has not."""
    lost = set(text) - _drawn()
    return text.translate({ord(letter): BOX for letter in lost}) if lost else text


@cache
def _drawn() -> frozenset[str]:
    with TTFont(_FONT, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap())) | {"\n", "\t"}
