"""The text of a document as fields of a form: each block by its place, changed and put together again. Pure."""

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mentoring.people.declension.cases import CASE_WORDS, Case
from reports.documents import spoken, wording
from reports.documents.kinds.body import BLOCK_WORDS, CONDITIONS, REPEATS, SIGNERS, TABLES

Body = list[dict[str, Any]]

# Which field of a block holds its words.
WORDS_OF = {
    **dict.fromkeys(("addressee", "preamble", "paragraph", "point"), "text"),
    **dict.fromkeys(("acquaintance", "annex"), "title"),
}
DROPPED = ("paragraph", "point", "annex")
MOVED = ("paragraph", "point")
FOLLOWED = ("preamble", "paragraph", "point")
RULES = ("when", "each")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PEOPLE = ("curator", "head", "deputy", "methodist", "psychologist", "hr", "technician", "chair", "secretary")
_OTHERS = (
    "{curator|name acc}",
    "{curator|position ins}",
    "{period}",
    "{due:+10}",
    "{roadmap.word|gen}",
    "{group.names}",
)
_SAYINGS = {"who": "должность и имя", "position": "должность", "name": "имя"}


@dataclass(frozen=True)
class Piece:
    """One block of a body: where it stands, what it is, its words if it has any of its own."""

    path: str
    kind: str
    text: str | None
    level: int
    about: str
    depth: int
    when: str = ""
    each: str = ""

    @property
    def drops(self) -> bool:
        return self.kind in DROPPED

    @property
    def moves(self) -> bool:
        return self.kind in MOVED

    @property
    def is_followed(self) -> bool:
        return self.kind in FOLLOWED


@dataclass(frozen=True)
class Changes:
    """What somebody did to a body, by the places of its blocks; a rule is a condition or a repeat, empty for none."""

    texts: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)
    rules: Mapping[tuple[str, str], str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    added: Mapping[str, str] = field(default_factory=dict)
    moved: str = ""
    down: bool = False


def pieces(body: Body) -> Iterator[Piece]:
    """Yield the blocks of a body in the order of the text, annexes opened."""
    yield from _pieces(body, "", 0)


def _pieces(blocks: Body, above: str, depth: int) -> Iterator[Piece]:
    for place, block in enumerate(blocks):
        path, kind = f"{above}{place}", block["block"]
        text = block[WORDS_OF[kind]] if kind in WORDS_OF else None
        level, when, each = block.get("level", 1), block.get("when", ""), block.get("each", "")
        yield Piece(path, kind, text, level, about(block), depth, when, each)
        if kind == "annex":
            yield from _pieces(block["blocks"], f"{path}-", depth + 1)


def about(block: Mapping[str, Any]) -> str:
    """Say what a block is, and when it is printed."""
    said = BLOCK_WORDS[block["block"]]
    if block.get("of") in TABLES and block["block"] == "table":
        said += f": {TABLES[block['of']]}"
    if block.get("who") in SIGNERS:
        said += f": {SIGNERS[block['who']]}"
    if block.get("when") in CONDITIONS:
        said += f" — если {CONDITIONS[block['when']]}"
    if block.get("each") in REPEATS:
        said += f", повторяется {REPEATS[block['each']]}"
    return said


def rewritten(body: Body, changes: Changes) -> Body:
    """Return the body with the changes made."""
    return _rewritten(copy.deepcopy(body), "", changes)


def _rewritten(blocks: Body, above: str, changes: Changes) -> Body:
    made: Body = []
    for place, block in _in_order(blocks, above, changes):
        path = f"{above}{place}"
        if path in changes.dropped:
            continue
        if path in changes.texts and block["block"] in WORDS_OF:
            block[WORDS_OF[block["block"]]] = changes.texts[path]
        level = block.get("level", 1)
        if block["block"] == "point" and changes.levels.get(path, level) != level:
            block["level"] = changes.levels[path]
        _rule(block, path, changes)
        if block["block"] == "annex":
            block["blocks"] = _rewritten(block["blocks"], f"{path}-", changes)
        made.append(block)
        if changes.added.get(path, "").strip():
            made.append(_following(block, changes.added[path]))
    return made


def _rule(block: dict[str, Any], path: str, changes: Changes) -> None:
    """Say when a paragraph is printed and what it is repeated for."""
    for name in RULES if block["block"] in MOVED else ():
        said = changes.rules.get((path, name))
        if said:
            block[name] = said
        elif said is not None:
            block.pop(name, None)


def _in_order(blocks: Body, above: str, changes: Changes) -> list[tuple[int, dict]]:
    """Return the blocks with their places, one of them moved past its neighbour."""
    found = list(enumerate(blocks))
    if not changes.moved.startswith(above) or not changes.moved.removeprefix(above).isdecimal():
        return found
    here = int(changes.moved.removeprefix(above))
    there = here + (1 if changes.down else -1)
    if min(here, there) >= 0 and max(here, there) < len(found) and blocks[there]["block"] in FOLLOWED:
        found[here], found[there] = found[there], found[here]
    return found


def _following(block: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Make a block of the same sort for words added below one."""
    made = {"block": "paragraph" if block["block"] == "paragraph" else "point", "text": text.strip()}
    if block.get("level", 1) > 1:
        made["level"] = block["level"]
    return made


def chips(text: str) -> list[tuple[str, str]]:
    """Return each placeholder of a text as it is written and in words: «куратор, должность и имя, винительный»."""
    return [(spoken.spoken(found[0]), in_words(found[1])) for found in _PLACEHOLDER.finditer(text)]


def offered() -> list[tuple[str, str]]:
    """Return the placeholders that may be typed, with what each becomes."""
    who = [f"{{{name}|who dat}}" for name in _PEOPLE]
    return [chip for text in (*who, *_OTHERS) for chip in chips(text)]


def in_words(inside: str) -> str:
    """Say what a placeholder will become."""
    name, _, how = inside.partition("|")
    said = [_asked(name.strip())]
    for part in how.split():
        if part in _SAYINGS:
            said.append(_SAYINGS[part])
        elif part in tuple(Case):
            said.append(f"{CASE_WORDS[Case(part)]} падеж")
    return ", ".join(said)


def _asked(name: str) -> str:
    key, _, argument = name.partition(":")
    if key == "annex":
        return "номер приложения"
    if key == "person" and argument.startswith("<"):
        return "тот, о ком документ"
    if key == "due" and argument.startswith("+"):
        return f"срок, рабочих дней: {argument[1:]}"
    return wording.label(name)
