"""Letters that our font has not: named before a paper is issued, drawn as boxes if it is issued all the same."""

from functools import cache

from django.conf import settings
from fontTools.ttLib import TTFont

from reports.documents.paper import Paper, lines
from reports.documents.rendering.said import clean

BOX = "□"
_FONT = settings.BASE_DIR / "static" / "fonts" / "tinos" / "Tinos-Regular.ttf"


def missing(paper: Paper) -> tuple[str, ...]:
    """Return the letters of the paper that would be boxes in the PDF, each once."""
    letters = dict.fromkeys(letter for line in lines(paper) for letter in clean(line))
    return tuple(letter for letter in letters if letter not in _letters())


def boxed(text: str) -> str:
    """Put a box in the place of each letter that the font has not."""
    lost = set(text) - _letters()
    return text.translate({ord(letter): BOX for letter in lost}) if lost else text


@cache
def _letters() -> frozenset[str]:
    with TTFont(_FONT, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap())) | {"\n", "\t"}
