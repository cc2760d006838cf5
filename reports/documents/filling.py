"""The words of one row written into the text of a kind: «Кандидат: <candidate>». Pure.

What stands in «<…>» is filled when the paper is drafted and never again; «{…}» stays for the day of the paper. A block
that names an empty value is left out; neighbours marked «each: rows» are repeated together for each row.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

_NAME = re.compile(r"<([a-z_]+)>")
_ENDED = re.compile(r"([!?…])\.(?=\s|$)")  # a sentence that ends by itself, and the full stop of the kind after it
_BRACES = str.maketrans("{}", "()")


@dataclass(frozen=True)
class Subject:
    """What a paper says of one row: its words, its table, who sits in the commission."""

    words: Mapping[str, str]
    columns: Sequence[tuple[str, int]] = ()
    rows: Sequence[Sequence[str]] = ()
    commission: Sequence[int] = field(default=())
    parts: Sequence[Mapping[str, str]] = ()  # words of each row where the paper is about several


def plain(text: object) -> str:
    """Return words of a person as words: their braces ask for nothing."""
    return str(text).translate(_BRACES).strip()


def fill(text: str, words: Mapping[str, str]) -> str:
    """Write the words in, never two full stops in a row; an unknown name is a bug."""
    made = _ENDED.sub(r"\1", _NAME.sub(lambda found: words[found[1]], text))
    return made.removesuffix(".") if made.endswith("..") and not made.endswith("...") else made


def names(text: str) -> list[str]:
    return _NAME.findall(text)


def body(blocks: Sequence[Mapping[str, Any]], subject: Subject) -> list[dict[str, Any]]:
    """Return the blocks of a kind with the words of its subject."""
    made: list[dict[str, Any]] = []
    for repeated, some in groupby(blocks, lambda block: block.get("each") == "rows"):
        run = list(some)
        if not repeated:
            made += [one for block in run for one in _block(dict(block), subject)]
        for place, part in enumerate(subject.parts if repeated else ()):
            about = replace(subject, words={**subject.words, **part})
            made += [one for block in run for one in _block(_of_part(block, place), about)]
    return made


def _of_part(block: Mapping[str, Any], place: int) -> dict[str, Any]:
    """Return a repeated block as it stands for one row: numbers begin anew with the first row alone."""
    dropped = ("each", "restart") if place else ("each",)
    return {name: value for name, value in block.items() if name not in dropped}


def _block(block: dict[str, Any], subject: Subject) -> Iterator[dict[str, Any]]:
    if block.get("who") == "commission":
        yield from (block | {"who": f"person:{pk}"} for pk in subject.commission)
    elif block.get("of") == "subject":
        if subject.rows:
            columns = [{"heading": heading, "share": share} for heading, share in subject.columns]
            yield {"block": "table", "columns": columns, "rows": [list(row) for row in subject.rows]}
    elif "text" not in block:
        yield block
    elif all(subject.words[name] for name in names(block["text"])):
        yield block | {"text": fill(block["text"], subject.words)}
