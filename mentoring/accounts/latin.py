"""Russian names in Latin letters, for logins and addresses: «Соколова Вера» is «v.sokolova»."""

import re

_PLAIN = dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", strict=True))
_SPECIAL = {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
_LETTERS = _PLAIN | _SPECIAL


def latin(text: str) -> str:
    """Write Russian text in small Latin letters; whatever is neither letter nor digit becomes a space."""
    written = "".join(_LETTERS.get(letter, letter) for letter in text.casefold())
    return " ".join(re.findall(r"[a-z0-9]+", written))


def slug_of(name: str, *, longest: int = 40) -> str:
    """Propose the name of a school in addresses, whole words where they fit: «sosh-7»."""
    slug = latin(name).replace(" ", "-")
    if len(slug) <= longest:
        return slug
    whole, _, _ = slug[: longest + 1].rpartition("-")
    return whole or slug[:longest]


def login_of(name: str) -> str:
    """Propose a login from a surname and a given name: «v.sokolova»."""
    surname, *others = (latin(word).replace(" ", "-") for word in name.split() or [""])
    initial = f"{others[0][0]}." if others and others[0] else ""
    return f"{initial}{surname or 'user'}"[:50]
