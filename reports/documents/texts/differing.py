"""How two texts of one kind differ, paragraph by paragraph, and within a paragraph word by word. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_PIECE = re.compile(r"\s+|\{\{[^{}]*\}\}|[\w-]+|.", re.DOTALL)
_WORD = re.compile(r"[\w-]+")
_ALIKE = 0.4  # of the words of two paragraphs, so that one is the other rewritten
_MOST = 400_000  # comparisons of pieces: what is longer is shown whole


@dataclass(frozen=True)
class Span:
    """Words of a changed paragraph: as they were, gone or new."""

    text: str
    how: str = ""


@dataclass(frozen=True)
class Difference:
    """A paragraph that one text has and the other has not, or has in other words."""

    how: str
    spans: tuple[Span, ...]


def differences(before: Sequence[str], after: Sequence[str]) -> list[Difference]:
    """Say what became of each paragraph that is not as it was, in the order of the text."""
    made: list[Difference] = []
    for how, first, last, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how != "equal":
            made += _between(before[first:last], after[begin:end])
    return made


def _between(gone: Sequence[str], came: Sequence[str]) -> Iterator[Difference]:
    """Pair what was rewritten in its order; the rest is gone or new."""
    known = [(new, _words(new)) for new in came]
    for old in gone:
        words = _words(old)
        place = next((place for place, (_, others) in enumerate(known) if _alike(words, others)), None)
        if place is None:
            yield Difference(REMOVED, (Span(old, REMOVED),))
            continue
        yield from (Difference(ADDED, (Span(new, ADDED),)) for new, _ in known[:place])
        yield Difference(CHANGED, tuple(_spans(old, known[place][0])))
        known = known[place + 1 :]
    yield from (Difference(ADDED, (Span(new, ADDED),)) for new, _ in known)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _alike(some: frozenset[str], others: frozenset[str]) -> bool:
    return len(some & others) >= _ALIKE * max(len(some), len(others), 1)


def _spans(old: str, new: str) -> Iterator[Span]:
    """Set what is gone before what stands in its place."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    if len(before) * len(after) > _MOST:
        yield from (Span(old, REMOVED), Span(new, ADDED))
        return
    for how, first, last, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            yield Span("".join(after[begin:end]))
            continue
        if first < last:
            yield Span("".join(before[first:last]), REMOVED)
        if begin < end:
            yield Span("".join(after[begin:end]), ADDED)
