"""Every text of a paper with the place where a person finds it. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from reports.documents.paper import Block, Heading, Paper, Paragraph, Point, Row, Table, words

_REFERENCE = re.compile(r"(?:приложени\w*|\b(?:под)?пункт\w*|\bпп?\.)(?:\s*(?:№\s*)?\d[\d.]*)?", re.IGNORECASE)
PLAN = "План"
_SHORT, _NUMBER = 40, 10  # letters
_ENDING, _LEAST = 3, 3  # letters that a case may change; letters that must be the same


@dataclass(frozen=True)
class Said:
    """A text and where it stands; `rule` tells that it belongs to what the act orders, `cell` that to a table.

    `above` names the annex it stands in, `point` is its number where it has one.
    """

    place: str
    text: str
    rule: bool = True
    cell: bool = False
    above: str = ""
    point: str = ""


def said(paper: Paper) -> Iterator[Said]:
    """Yield the texts of a paper, annexes after it."""
    for block in paper.blocks:
        yield from _of_block(block, "")
    for annex in paper.annexes:
        place = words(annex.stamp[0])
        yield Said(f"{place}, заголовок", annex.title, rule=False, above=place)
        for block in annex.blocks:
            yield from _of_block(block, place)


def _of_block(block: Block, above: str) -> Iterator[Said]:
    match block:
        case Heading():
            yield Said(_under(above, "заголовок"), words(block.text), above=above)
        case Paragraph():
            where = _under(above, f"абзац «{short(words(block.text))}»")
            yield Said(where, words(block.text), rule=not above, above=above)
        case Point():
            number = block.number.rstrip(".")
            where = _under(above, f"пункт {number}")
            yield Said(where, words(block.text), rule=not above, above=above, point=number)
        case Table():
            for place, row in enumerate(block.rows, 1):
                where = _under(above, row_place(row, place))
                yield from (Said(where, words(line), rule=False, cell=True) for cell in row.cells for line in cell)


def row_place(row: Row, place: int) -> str:
    """Name a row by its number, else by its words or its place."""
    first = " ".join(words(line) for line in row.cells[0]) if row.cells else ""
    if row.across:
        return f"раздел «{short(first)}»"
    number = first.rstrip(".")
    if number[:1].isdigit() and len(number) < _NUMBER:
        return f"строка {number}"
    return f"строка «{short(first)}»" if first else f"строка {place}"


def short(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"


def unquoted(texts: Iterable[Said]) -> Iterator[Said]:
    """Blank the references that stand in quotes: a new wording of another act leads to places of that act."""
    for one, quoted in with_quotes(texts):
        text = _REFERENCE.sub(lambda found, quoted=quoted: " " if quoted[found.start()] else found[0], one.text)
        yield replace(one, text=text)


def with_quotes(texts: Iterable[Said]) -> Iterator[tuple[Said, list[bool]]]:
    """Tell of each letter of the texts whether it is quoted; a quotation may go on through several paragraphs."""
    depth = 0
    for one in texts:
        quoted = []
        for letter in one.text:
            depth += letter == "«"
            quoted.append(depth > 0)
            depth -= letter == "»" and depth > 0
        yield one, quoted
        if one.text.rfind("»") > one.text.rfind("«"):  # the last «»» closes all quotes
            depth = 0


def alike(word: str, other: str) -> bool:
    """Tell whether two words may be forms of one: all but the ending is the same."""
    one, two = (some.lower().replace("ё", "е") for some in (word, other))
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))
    longest = max(len(one), len(two))
    return common >= min(_LEAST, longest) and longest - common <= _ENDING


def _under(above: str, place: str) -> str:
    return f"{above}, {place}" if above else place[:1].upper() + place[1:]


def of_plan(plan_place: str | None) -> str:
    """Name the place where the plan stands: its annex, or the paper itself."""
    return plan_place or PLAN
