"""Clean a date text of what extraction and typing do to it, before anything is read."""

from __future__ import annotations

import re
import unicodedata

_JUNK = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc\ufffd]")
_BREVE = re.compile(r"(?<=[йЙ])\u0306+")
_CYRILLIC_WORD = re.compile(r"[A-Za-zА-Яа-яЁё]+")
_LETTER_NOUGHT = re.compile(r"(?<=\d)[oо](?=\d)")
_ROMAN = re.compile(r"[ivx]+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_QUOTES = str.maketrans(dict.fromkeys("«»\"“”„‟'’‘′`", " "))
_LOOK_ALIKE = str.maketrans("aceopxyktmhbuirn", "асеорхуктмнвиигп")
_UKRAINIAN_I = str.maketrans("іїⅰ", "iii")
_SPACED_MONTHS = (
    ("январ", "ь|я|е|ем"),
    ("феврал", "ь|я|е|ем"),
    ("март", "а|е|ом|"),
    ("апрел", "ь|я|е|ем"),
    ("июн", "ь|я|е|ем"),
    ("июл", "ь|я|е|ем"),
    ("август", "а|е|ом|"),
    ("сентябр", "ь|я|е|ем"),
    ("октябр", "ь|я|е|ем"),
    ("ноябр", "ь|я|е|ем"),
    ("декабр", "ь|я|е|ем"),
)
_BROKEN_MONTHS = tuple(
    re.compile(rf"(?<![а-я]){'(?:-? )?'.join(stem)}(?:(?:-? )?(?:{ends}))(?![а-я])") for stem, ends in _SPACED_MONTHS
)


def tidy(raw: str) -> str:
    """Give the text as printed: white space as one space, letters whole, invisible characters gone."""
    text = raw
    while (cleaned := _clean(text)) != text:
        text = cleaned
    return text


def _clean(text: str) -> str:
    """Clean once; composing a letter may uncover something more to clean."""
    text = "".join(" " if char.isspace() else char for char in _JUNK.sub("", text))
    text = "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cs", "Cn"))
    text = _BREVE.sub("", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def plain(text: str) -> str:
    """Fold case, «ё», dashes, quotes and Latin look-alikes; every character keeps its place."""
    folded = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    folded = folded.replace("ё", "е").translate(_UKRAINIAN_I).translate(_DASHES).translate(_QUOTES)
    return _CYRILLIC_WORD.sub(_to_cyrillic, _LETTER_NOUGHT.sub("0", folded))


def _to_cyrillic(word: re.Match[str]) -> str:
    """Turn Latin letters that look Cyrillic; a Roman number stays."""
    found = word.group()
    return found if _ROMAN.fullmatch(found) else found.translate(_LOOK_ALIKE)


def join_months(text: str) -> str:
    """Join month names that a line break has cut: «сен- тябрь», «нояб рь»."""
    for broken in _BROKEN_MONTHS:
        text = broken.sub(lambda found: re.sub(r"[- ]", "", found.group()), text)
    return text
