"""A paper as blocks: what an order, a protocol or a plan says, before it is HTML, PDF or DOCX. Pure.

The same blocks are shown as a preview, set as PDF, written as DOCX and frozen as the snapshot of an issued act.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Run:
    """A piece of text. `word` names what was declined in it («person:17:acc»), so that a preview can mark it."""

    text: str
    word: str = ""
    bold: bool = False


Text = tuple[Run, ...]


def text(words: str, *, bold: bool = False) -> Text:
    """Make a text of one piece."""
    return (Run(words, bold=bold),)


def words(runs: Text) -> str:
    """Return a text without its marks."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True)
class Letterhead:
    """Who issues the paper: the founder's line, the full name, the short one in brackets."""

    founder: str
    name: str
    short_name: str = ""


@dataclass(frozen=True)
class Name:
    """What the paper is: «ПРИКАЗ»."""

    text: str


@dataclass(frozen=True)
class Registration:
    """Date to the left, number to the right, place under them; what is empty is drawn as a line for the pen."""

    on: str = ""
    number: str = ""
    place: str = ""


@dataclass(frozen=True)
class Heading:
    """What the paper is about: «О внедрении …», from the left margin, without a full stop."""

    text: Text


@dataclass(frozen=True)
class Addressee:
    """To whom a letter or an application goes, from whom: lines at the right."""

    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a flat one has no first-line indent."""

    text: Text
    flat: bool = False
    centered: bool = False


@dataclass(frozen=True)
class Point:
    """A numbered point of an order or a decision; level 2 is «1.1»."""

    number: str
    text: Text
    level: int = 1


@dataclass(frozen=True)
class Column:
    """A column of a table; `share` is its part of the width, all shares of a table make 100."""

    heading: str
    share: int


@dataclass(frozen=True)
class Row:
    """A row of a table: for each column its paragraphs; one cell where the row goes across the whole table."""

    cells: tuple[tuple[Text, ...], ...]

    @property
    def across(self) -> bool:
        return len(self.cells) == 1


@dataclass(frozen=True)
class Table:
    """A table whose head is repeated on each page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Signature:
    """The position to the left, the initials and the surname to the right, room for the hand between."""

    position: Text
    name: Text


@dataclass(frozen=True)
class Signer:
    """Somebody who signs that they have read the paper."""

    name: str
    position: str = ""


@dataclass(frozen=True)
class SignSheet:
    """The acquaintance list: «С приказом ознакомлены», with room for date and hand."""

    title: str
    people: tuple[Signer, ...]


Block = Letterhead | Name | Registration | Heading | Addressee | Paragraph | Point | Table | Signature | SignSheet


@dataclass(frozen=True)
class Annex:
    """An annex on a page of its own: the stamp at the top right, a centred title, its blocks."""

    stamp: tuple[Text, ...]
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True)
class Stationery:
    """The school's own sheet: the emblem (PNG in base64), lines under its names, margins in millimetres.

    `profile` is the year of the standard; `check` is the address where anybody learns whether the act is in force;
    `font` is a family beside the usual one. `lost` says that the emblem cannot be read: no act is issued so.
    """

    emblem: str = ""
    emblem_at: str = "center"
    lines: tuple[str, ...] = ()
    left: int = 30
    right: int = 10
    top: int = 20
    bottom: int = 20
    profile: str = "2025"
    check: str = ""
    font: str = ""
    lost: bool = False

    @property
    def heads(self) -> bool:
        """Tell whether the school has made a letterhead of its own: papers that need none carry it too."""
        return bool(self.emblem or self.lines)

    @property
    def code(self) -> str:
        """The end of the address, for those who type it."""
        return self.check.rstrip("/").rpartition("/")[2]


PLAIN = Stationery()


@dataclass(frozen=True)
class Paper:
    """A whole paper. `stamp` is the approval stamp of a paper that is itself approved («УТВЕРЖДЕНА приказом …»)."""

    title: str
    blocks: tuple[Block, ...]
    annexes: tuple[Annex, ...] = ()
    stamp: tuple[Text, ...] = ()
    landscape: bool = False
    look: Stationery = PLAIN


_BLOCKS = {kind.__name__.lower(): kind for kind in Block.__args__}


def to_json(paper: Paper) -> dict[str, Any]:
    """Return the paper as plain values, to be kept as a snapshot; a plain look is left out, as before there was any."""
    kept = {
        "title": paper.title,
        "blocks": [_block_to_json(block) for block in paper.blocks],
        "annexes": [
            asdict(annex) | {"blocks": [_block_to_json(block) for block in annex.blocks]} for annex in paper.annexes
        ],
        "stamp": [[asdict(run) for run in line] for line in paper.stamp],
        "landscape": paper.landscape,
    }
    return kept if paper.look == PLAIN else kept | {"look": _look_to_json(paper.look)}


def from_json(kept: Mapping[str, Any]) -> Paper:
    """Return the paper that was kept by `to_json`."""
    return Paper(
        title=kept["title"],
        blocks=tuple(_block(block) for block in kept["blocks"]),
        annexes=tuple(
            Annex(
                stamp=tuple(_text(line) for line in annex["stamp"]),
                title=annex["title"],
                blocks=tuple(_block(block) for block in annex["blocks"]),
                landscape=annex["landscape"],
            )
            for annex in kept["annexes"]
        ),
        stamp=tuple(_text(line) for line in kept["stamp"]),
        landscape=kept["landscape"],
        look=_look(kept.get("look", {})),
    )


def digest(paper: Paper) -> str:
    """Return the SHA-256 of the paper's content: the same words in the same places have the same one."""
    return digest_of_kept(to_json(paper))


def digest_of_kept(kept: Mapping[str, Any]) -> str:
    """Return the digest of a paper as it was kept, whatever of it this version still knows."""
    written = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def lines(paper: Paper) -> Iterator[str]:
    """Yield every line of the paper in reading order: what PDF and DOCX must both say."""
    yield from (words(line) for line in paper.stamp)
    for block in paper.blocks:
        yield from _lines(block)
        if isinstance(block, Letterhead):
            yield from paper.look.lines
    for annex in paper.annexes:
        yield from (words(line) for line in annex.stamp)
        yield annex.title
        for block in annex.blocks:
            yield from _lines(block)


def declined(paper: Paper) -> dict[str, str]:
    """Return every declined word of the paper by its key, as it stands there first."""
    found: dict[str, str] = {}
    for run in _runs(to_json(paper)):
        if run["word"]:
            found.setdefault(run["word"], run["text"])
    return found


def _runs(kept: Any) -> Iterator[dict]:
    if isinstance(kept, dict):
        if "word" in kept:
            yield kept
        else:
            for value in kept.values():
                yield from _runs(value)
    elif isinstance(kept, list | tuple):
        for value in kept:
            yield from _runs(value)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Letterhead(first, second, third) | Registration(first, second, third):
            yield from filter(None, (first, second, third))
        case Name():
            yield block.text
        case Heading() | Paragraph():
            yield words(block.text)
        case Addressee():
            yield from map(words, block.lines)
        case Point():
            yield f"{block.number} {words(block.text)}"
        case Table():
            yield from (column.heading for column in block.columns)
            yield from (words(line) for row in block.rows for cell in row.cells for line in cell)
        case Signature():
            yield from (words(block.position), words(block.name))
        case SignSheet():
            yield block.title
            for person in block.people:
                yield from (line for line in (person.name, person.position) if line)


def _block_to_json(block: Block) -> dict[str, Any]:
    return {"block": type(block).__name__.lower()} | asdict(block)


def _look_to_json(look: Stationery) -> dict[str, Any]:
    """Keep what is not usual alone: a field that a later version adds changes no digest of before."""
    return {name: value for name, value in asdict(look).items() if value != getattr(PLAIN, name)}


def _look(kept: Mapping[str, Any]) -> Stationery:
    """Take the fields that are known here: a later version may have kept more."""
    known = {field.name: kept[field.name] for field in fields(Stationery) if field.name in kept}
    return Stationery(**{**known, "lines": tuple(known.get("lines", ()))})


def _text(runs: list[dict]) -> Text:
    return tuple(Run(**run) for run in runs)


def _block(kept: Mapping[str, Any]) -> Block:
    kind = _BLOCKS[kept["block"]]
    return kind(**{field.name: _value(field.name, kept[field.name]) for field in fields(kind) if field.name in kept})


def _value(name: str, kept: Any) -> Any:
    """Rebuild the value of a block's field; lists of runs are texts."""
    match name:
        case "columns":
            return tuple(Column(**column) for column in kept)
        case "people":
            return tuple(Signer(**person) for person in kept)
        case "rows":
            return tuple(Row(tuple(tuple(_text(line) for line in cell) for cell in row["cells"])) for row in kept)
        case "lines":
            return tuple(_text(line) for line in kept)
    if isinstance(kept, list | tuple) and not isinstance(kept, str):
        return _text(kept)
    return kept
