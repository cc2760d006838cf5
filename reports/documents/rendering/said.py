"""What every form of a paper adds to its blocks in the same words: lines for the pen, heads of the sheet. Pure."""

import base64
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mentoring import qr
from reports.documents.paper import (
    PLAIN,
    Letterhead,
    Look,
    Point,
    Registration,
    Row,
    Run,
    SignSheet,
    Table,
    Text,
    words,
)

PEN = "_" * 16
_SHORT = 900  # letters of a row
_DENSE = 9  # columns of a table that is set in small letters
_LINE = 60  # letters of a line in bold
_ROOM = 35  # millimetres of the lower margin that hold the square with the code
SIGN_COLUMNS = (("№ п/п", 8), ("Фамилия, имя, отчество", 30), ("Должность", 30), ("Дата", 14), ("Подпись", 18))
_SPLIT = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
# Control letters, halves of letters, marks of direction and of joining, choices of a picture.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)


def clean(text: str) -> str:
    """Drop what no file can hold and what turns the direction of letters; compose the rest."""
    return _UNSEEN.sub("", _SPLIT.sub("\n", unicodedata.normalize("NFC", text)))


_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
# What a typist would not part: a number from its sign, a date, initials from the surname, a preposition.
_TOGETHER = (
    re.compile(r"(№) (?=\S)"),
    re.compile(r"(\b[Пп]риложени\w+) (?=№)"),
    re.compile(rf"(\b\d{{1,2}}) (?=(?:{_MONTHS})\b)"),
    re.compile(r"(\b\d{4}) (?=г\.|года\b|году\b)"),
    re.compile(r"([а-яё]) (?=[А-ЯЁ]\. ?[А-ЯЁ]\.)"),
    re.compile(r"(\b[А-ЯЁ]\.) (?=[А-ЯЁ])"),
    re.compile(r"(\b[вВкКоОсСуУ]) (?=\S)"),
)


_ENDLESS = re.compile(r"\S{80,}")
_PIECE = re.compile(r"(\S{25})(?=\S)")
_BREAK = "\u200b"


def breakable(text: str) -> str:
    """Let a word that no line can hold end a line anywhere near: looking for places letter by letter takes minutes."""
    return _ENDLESS.sub(lambda word: _PIECE.sub(rf"\1{_BREAK}", word[0]), text)


def bound(text: str) -> str:
    """Bind with hard spaces what must stay on one line."""
    for pattern in _TOGETHER:
        text = pattern.sub("\\1\u00a0", text)
    return text


@dataclass(frozen=True)
class Margins:
    """What stays white around the text, in millimetres."""

    top: int
    right: int
    bottom: int
    left: int


def margins(look: Look, *, landscape: bool = False) -> Margins:
    """Return the margins of a sheet; one that lies across is bound by its upper edge."""
    if landscape:
        return Margins(top=look.left, right=look.top, bottom=look.right, left=look.bottom)
    return Margins(look.top, look.right, look.bottom, look.left)


def with_room(margins: Margins) -> Margins:
    """Make room for the square with the code under the text."""
    return replace(margins, bottom=max(margins.bottom, _ROOM))


def pictures(look: Look) -> dict[str, bytes]:
    """Return the pictures of a sheet, each a PNG, by name."""
    found = {"emblem": base64.b64decode(look.emblem)} if look.emblem else {}
    return found | ({"check": qr.png(look.check)} if look.check else {})


def stamp_width(look: Look) -> int:
    """Return how wide a stamp or an addressee is, in millimetres: the standard of 2025 gives it more."""
    return 75 if look.profile == "2016" else 80


def heads(letterhead: Letterhead, look: Look = PLAIN) -> Iterator[tuple[str, str]]:
    """Yield the lines of a letterhead, each with the name of its look."""
    if letterhead.founder:
        yield "founder", letterhead.founder
    yield "organization", _in_lines(letterhead.name)
    if short := letterhead.short_name:
        yield "short", short if short.startswith("(") else f"({short})"
    yield from (("line", line) for line in look.lines)


def _in_lines(name: str) -> str:
    """Begin the name in quotes on a line of its own where the whole needs more than one."""
    return name if len(name) < _LINE or "\n" in name else name.replace(" «", "\n«", 1)


def registered(registration: Registration) -> tuple[str, str]:
    """Return date and number, each a line for the pen where it is not known yet."""
    number = registration.number or PEN
    return registration.on or PEN, number if "№" in number else f"№ {number}"


def leads(runs: Text) -> bool:
    """Tell whether a paragraph announces the next one, as a subheading does, and so never ends a page."""
    return words(runs).rstrip().endswith(":") or bool(runs) and all(run.bold for run in runs)


def numbered(point: Point) -> Text:
    """Put the number before the words of a point, bold before a subheading."""
    return (Run(f"{point.number} ", bold=bool(point.text) and all(run.bold for run in point.text)), *point.text)


def is_short(row: Row) -> bool:
    """Tell whether a row is never torn between pages."""
    return sum(len(words(line)) for cell in row.cells for line in cell) < _SHORT


def is_dense(table: Table) -> bool:
    return len(table.columns) >= _DENSE


def signers(sheet: SignSheet) -> Iterator[tuple[str, ...]]:
    """Yield the rows of an acquaintance list; date and hand are left free."""
    for place, person in enumerate(sheet.people, 1):
        yield f"{place}.", person.name, person.position, "", ""
