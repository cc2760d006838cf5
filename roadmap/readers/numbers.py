"""Numbers of lines: «1.1», «2.1.1.», «3)», «IV», «Этап 2», «2 этап»."""

import re
from functools import lru_cache

_ROMAN = "(?:X{0,3}(?:IX|IV|V?I{1,3}|V|X))"
_PLAIN = re.compile(rf"(?:\d{{1,3}}(?:\.\s?\d{{1,3}}){{0,4}}|{_ROMAN})\s?[.)]?\Z")
_AHEAD = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,4}[.)]?(?=[\sА-ЯЁа-яёA-Z«\"(])(?!\s?(?:%|процент|г\.|году?\b))|\d{1,2}[.)](?=[\sА-ЯЁ«\"])(?!\s?\d)|"
    + _ROMAN
    + r"[.)](?=\s))\s*(?P<rest>\S.*)\Z",
    re.DOTALL,
)
_STAGE = re.compile(
    r"(?:(?:этап|раздел|блок|модуль|направление|стадия)\s*№?\s*(?P<after>\d{1,2}(?:\.\d{1,2})?|" + _ROMAN + r")|"
    r"(?P<before>\d{1,2}(?:-?[ыо]?й)?|" + _ROMAN + r")\s+(?:этап|раздел|блок|модуль|направление|стадия))"
    r"\s*[.:)–—-]*\s*(?P<rest>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)


def is_number(text: str) -> bool:
    return bool(_PLAIN.match(text))


def is_stage_like(text: str) -> bool:
    return bool(_STAGE.match(text))


def split(text: str) -> tuple[str, str]:
    """Part the number a line begins with from its text; a date, a share or a count is not a number."""
    stage = _STAGE.match(text)
    if stage and stage["rest"] and not stage["rest"][0].islower():
        return stage["after"] or stage["before"], stage["rest"]
    found = _AHEAD.match(text)
    if not found or re.match(r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d", text):
        return "", text
    return found["number"], found["rest"]


@lru_cache(maxsize=4096)
def key(number: str) -> tuple[str, ...]:
    """The number without its last dot or bracket, part by part; «3.0» is the third itself."""
    parts = [part.strip() for part in re.split(r"[.\s]+", number.strip(" .)")) if part.strip()]
    while len(parts) > 1 and parts[-1] == "0":
        parts.pop()
    return tuple(part.lstrip("0") or "0" for part in parts)


def is_under(child: str, parent: str) -> bool:
    """Tell whether the number continues the other one: 2.1.1 and 2.1; «II» counts as 2."""
    above, below = _arabic(parent) or key(parent), key(child)
    return bool(above) and len(below) > len(above) and below[: len(above)] == above


def _arabic(number: str) -> tuple[str, ...]:
    """Give the key of a Roman number; empty for any other."""
    values = [{"I": 1, "V": 5, "X": 10}.get(letter, 0) for letter in number.strip(" .)")]
    if not values or not all(values):
        return ()
    following = [*values[1:], 0]
    return (str(sum(-one if one < after else one for one, after in zip(values, following, strict=True))),)
