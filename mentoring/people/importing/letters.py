"""Letters that look alike and signs that nobody sees."""

import re
import unicodedata

_ALIKE = str.maketrans("AaBCcEeHKkMmOoPpTXxYy3", "АаВСсЕеНКкМмОоРрТХхУу3")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """Give the text as it is seen: letters composed, no signs without width, spaces single."""
    if text.isascii():
        return " ".join(text.split())
    return _SPACES.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFC", text))).strip()


def clean_lines(text: str) -> str:
    """The same, with the lines of the cell kept apart."""
    return "\n".join(line for line in map(clean, text.splitlines()) if line)


def has_latin(text: str) -> bool:
    return bool(_LATIN.search(text))


def has_cyrillic(text: str) -> bool:
    return bool(_CYRILLIC.search(text))


def cyrillic(text: str) -> str:
    """Put Russian letters for Latin ones that look the same."""
    return text.translate(_ALIKE)
