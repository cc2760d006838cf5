"""What every form of a paper adds to its blocks in the same words: lines for the pen, heads of the sheet. Pure."""

import base64
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mentoring import qr
from mentoring.calendar.words import MONTHS_OF
from reports.documents.paper import (
    PLAIN,
    Block,
    Heading,
    Letterhead,
    Name,
    Paragraph,
    Point,
    Registration,
    Row,
    Run,
    SignSheet,
    Stationery,
    Table,
    Text,
    words,
)

PEN, SHORT_PEN = "_" * 16, "_" * 8
_SHORT = 900  # letters of a row
_BRIEF = 6  # rows of a table that is never torn
_DENSE = 9  # columns of a table that is set in small letters
_LINE = 60  # letters of a line in bold
_ROOM = 35  # millimetres of the lower margin that hold the square with the code
_LETTER, _PADDING, _PERCENT = 2.3, 3, 1.7  # millimetres: a letter of a cell, its white edges, a share of the sheet
_NAME = re.compile(r"[А-ЯЁ][а-яё]+(?:[- ][А-ЯЁ][а-яё]+)+(?: (?:оглы|кызы))?")
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


_MONTHS = "|".join(MONTHS_OF)
# What a typist would not part: a number from its sign, a date, initials from the surname, a preposition.
_TOGETHER = (
    re.compile(r"(№) (?=\S)"),
    re.compile(r"(\b[Пп]риложени\w+) (?=№)"),
    re.compile(rf"(\b\d{{1,2}}) (?=(?:{_MONTHS})\b)"),
    re.compile(r"(\b\d{4}) (?=г\.|года\b|году\b)"),
    re.compile(r"([а-яё]) (?=[А-ЯЁ]\. ?[А-ЯЁ]\.)"),
    re.compile(r"(\b[А-ЯЁ]\.) (?=[А-ЯЁ])"),
    re.compile(r"(\b[вВкКоОсСуУ]) (?=\S)"),
    re.compile(r"(\+7) (?=\d)"),
    re.compile(r"(\+7\u00a0\d{3}) (?=\d)"),
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


def margins(look: Stationery, *, landscape: bool = False) -> Margins:
    """Return the margins of a sheet; one that lies across is bound by its upper edge."""
    if landscape:
        return Margins(top=look.left, right=look.top, bottom=look.right, left=look.bottom)
    return Margins(look.top, look.right, look.bottom, look.left)


def with_room(margins: Margins) -> Margins:
    """Make room for the square with the code under the text."""
    return replace(margins, bottom=max(margins.bottom, _ROOM))


def pictures(look: Stationery) -> dict[str, bytes]:
    """Return the pictures of a sheet, each a PNG, by name."""
    return {name: picture(look, name) for name in ("emblem", "check") if getattr(look, name)}


def picture(look: Stationery, name: str) -> bytes:
    """Return one picture of a sheet: the square with the code is drawn only when it is asked for."""
    return base64.b64decode(look.emblem) if name == "emblem" else qr.png(look.check)


def stamp_width(look: Stationery) -> int:
    """Return how wide a stamp or an addressee is, in millimetres: the standard of 2025 gives it more."""
    return 75 if look.profile == "2016" else 80


def heads(letterhead: Letterhead, look: Stationery = PLAIN) -> Iterator[tuple[str, str]]:
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
    return words(runs).rstrip().endswith(":") or is_bold(runs)


def is_bold(runs: Text) -> bool:
    """Tell whether a text stands as a subheading."""
    return bool(runs) and all(run.bold for run in runs)


def last_words(blocks: Sequence[Block]) -> Block | None:
    """Return what is said last before the table of signatures that ends a paper: hands never stand on a page alone."""
    match tuple(blocks[-3:]):
        case (said_last, Point(text=heading), Table()) if is_bold(heading):
            return said_last
    return None


def is_lined(runs: Text) -> bool:
    """Tell whether a paragraph has lines for the pen, which spread its words apart where both edges are straight."""
    return SHORT_PEN in words(runs)


def caption(blocks: Sequence[Block]) -> Paragraph | None:
    """Return the first words in bold in the middle: the title of a paper that has no other."""
    if any(isinstance(block, Name | Heading) for block in blocks):
        return None
    middle = (block for block in blocks if isinstance(block, Paragraph) and block.centered)
    return next((block for block in middle if is_bold(block.text)), None)


def numbered(point: Point) -> Text:
    """Put the number before the words of a point, bold before a subheading."""
    return (Run(f"{point.number} ", bold=is_bold(point.text)), *point.text)


def is_short(row: Row) -> bool:
    """Tell whether a row is never torn between pages."""
    return _letters(row) < _SHORT


def _letters(row: Row) -> int:
    return sum(len(words(line)) for cell in row.cells for line in cell)


def is_brief(table: Table) -> bool:
    """Tell whether a table is so short that it stands on one page whole, as the table of signatures does.

    One of many narrow columns grows high all the same.
    """
    few = len(table.rows) <= _BRIEF and not is_dense(table)
    return few and sum(map(_letters, table.rows)) < _SHORT


def is_dense(table: Table) -> bool:
    return len(table.columns) >= _DENSE


def is_whole(cell: Sequence[Text], share: int) -> bool:
    """Tell whether a cell is a full name whose words have room in their column: such a name is not hyphenated."""
    name = words(cell[0]) if len(cell) == 1 else ""
    if not _NAME.fullmatch(name):
        return False
    longest = max(map(len, name.replace("-", " ").split(" ")))
    return longest * _LETTER + _PADDING <= share * _PERCENT


def signers(sheet: SignSheet) -> Iterator[tuple[str, ...]]:
    """Yield the rows of an acquaintance list; date and hand are left free."""
    for place, person in enumerate(sheet.people, 1):
        yield f"{place}.", person.name, person.position, "", ""
