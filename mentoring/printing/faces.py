"""Families of letters that papers may be set in: ours, and whole ones that the operator has put into FONTS_DIR."""

import logging
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

log = logging.getLogger(__name__)

OURS = "Tinos"
RUSSIAN = frozenset("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя№«»–—")
_NAME = re.compile(r"\w[\w .-]{0,59}")  # it gets into a sheet of style
_FAMILY = 1  # what a table of names keeps under this number
_ITALIC, _BOLD, _FORBIDDEN = 0x01, 0x20, 0x02
_WHOLE = frozenset({0, _ITALIC, _BOLD, _ITALIC | _BOLD})
_REGULAR = Path(__file__).resolve().parent.parent.parent / "static" / "fonts" / "tinos" / "Tinos-Regular.ttf"


def offered() -> tuple[str, ...]:
    """Return the families beside ours that have all four faces and Russian letters, and may be put into a file."""
    return tuple(sorted(_families(settings.FONTS_DIR))) if settings.FONTS_DIR else ()


def regular(family: str) -> Path:
    """Return the file with the upright letters of a family; of ours, where it is not there."""
    return _families(settings.FONTS_DIR)[family] if family in offered() else _REGULAR


@cache
def _families(folder: Path) -> Mapping[str, Path]:
    """Read the folder once: the renderer does so too."""
    found: dict[str, dict[int, Path]] = {}
    for path in sorted(folder.glob("*.ttf")):
        try:
            family, style = _read(path)
        except Exception as error:  # a broken font breaks its reader in too many ways to list them
            log.warning("%s is no font for papers: %s", path.name, error)
            continue
        found.setdefault(family, {})[style] = path
    return {family: faces[0] for family, faces in found.items() if faces.keys() >= _WHOLE and family != OURS}


def _read(path: Path) -> tuple[str, int]:
    """Return family and style of a file; refuse one that could not set a Russian paper."""
    with path.open("rb") as stream, TTFont(stream, lazy=True) as font:
        family, about = font["name"].getDebugName(_FAMILY) or "", font["OS/2"]
        if not _NAME.fullmatch(family):
            raise ValueError("its name")
        if about.fsType & _FORBIDDEN:
            raise ValueError("it may not be put into a file")
        if lost := RUSSIAN - set(map(chr, font.getBestCmap())):
            raise ValueError(f"{len(lost)} Russian letters are lost")
        return family, about.fsSelection & (_ITALIC | _BOLD)
