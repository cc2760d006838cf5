"""Names of folders and files that every system can unpack: no path, no sign it forbids, none too long. Pure."""

import re
import unicodedata

FOLDER, FILE = 60, 90  # letters of a name; Cyrillic takes two bytes each, and a name may have 255
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_BYTES = 200  # of a name, with room for a mark of its copy
_SUFFIX = re.compile(r"\.[0-9A-Za-z]{1,8}")


def safe(text: str, longest: int = FILE) -> str:
    """Make one part of a path of any text."""
    whole = unicodedata.normalize("NFC", text)
    seen = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in whole)
    parted = " ".join(_FORBIDDEN.sub("-", seen).split())
    short = _fit(parted.strip(" ."), longest).rstrip(" .-")
    if not short:
        return "без названия"
    return f"_{short}" if _RESERVED.fullmatch(short) else short


def _fit(text: str, longest: int) -> str:
    """Cut by letters and by bytes, whichever ends first."""
    return text[:longest].encode()[:_BYTES].decode(errors="ignore")


def suffix(name: str) -> str:
    """Return the ending of a file's name, «.pdf»; what is not one is left out."""
    found = name[name.rfind(".") :] if "." in name else ""
    return found.lower() if _SUFFIX.fullmatch(found) else ""


class Names:
    """Names given in one package: none twice, however letters are written."""

    def __init__(self):
        self._given: set[str] = set()

    def give(self, folder: str, stem: str, ending: str) -> str:
        """Return a path of the package that nobody has yet: «01-15 Приказы/2026-11-18 № 12.pdf»."""
        number, name = 1, f"{folder}/{stem}{ending}"
        while name.casefold() in self._given:
            number += 1
            name = f"{folder}/{stem} ({number}){ending}"
        self._given.add(name.casefold())
        return name
