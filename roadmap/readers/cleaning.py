"""Make text from Word, Excel and PDF comparable: one form of letters, spaces and dashes."""

import re
import unicodedata

# Soft hyphens, zero-width and direction marks, byte order marks, control characters.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Anything that is not a plain letter, digit or sign of Russian and English text.
_SUSPECT = re.compile("[^\n\t -~А-яЁё«»–—№„“”…°§•]|\\[bookmark")
_SPLIT_BREVE = re.compile("([иИ]) ?\u0306")
_STRAY_BREVE = re.compile("(?<=[йЙ]) ?[\u0306\u02d8]")
_BOOKMARK = re.compile(r"\[bookmark: [^\]\n]{0,80}\]\s?")
_LOOKALIKES = str.maketrans("ABCEHKMOPTXaceopxyё", "АВСЕНКМОРТХасеорхуе")
_RUSSIAN = re.compile("[А-я]")
_NOT_WORD = re.compile(r"[^0-9a-zа-я№]+")

# A line that cannot be the end of its text.
OPEN_END = re.compile(
    r"(?:[,\-–(]|\b(?:с|и|в|на|по|для|к|от|о|об|из|при|за|или|до|под|над|между|их|его|а также|зам\.?))\Z", re.IGNORECASE
)


def clean(text: str) -> str:
    """Drop what nobody sees, keep line breaks and tabs."""
    if not _SUSPECT.search(text):
        return text
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    if "\u0306" in text or "\u02d8" in text or not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", _SPLIT_BREVE.sub("\\1\u0306", text))
        text = _STRAY_BREVE.sub("", text)
    if "[bookmark" in text:
        text = _BOOKMARK.sub("", text)
    return text


def squeeze(text: str) -> str:
    """White space as one space."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """The form in which headings are compared: lower case, Cyrillic look-alikes, words only."""
    if not _RUSSIAN.search(text):
        return _NOT_WORD.sub(" ", text.lower()).strip()
    return _NOT_WORD.sub(" ", text.translate(_LOOKALIKES).lower()).strip()


def join_lines(lines: list[str]) -> str:
    """Join the lines of one paragraph that the page width has cut."""
    text = ""
    for line in (squeeze(line) for line in lines):
        if not line:
            continue
        hyphenated = text.endswith("-") and text[-2:-1].isalpha() and line[0].islower()
        text += line if hyphenated or not text else f" {line}"
    return text
