"""Kinds of documents as data: each JSON file beside this module is one kind. Pure.

A body is a list of blocks; `body.py` says which blocks there are and what may stand in them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reports.documents.kinds.body import BadBody, check_body

__all__ = ["KINDS", "BadBody", "Kind", "check_body", "get"]


@dataclass(frozen=True)
class Kind:
    """What a sort of document is: its name, who drafts and approves it, where it is numbered, what it says."""

    code: str
    title: str
    name: str
    word: Mapping[str, str]  # «приказ» by cases, for «к приказу», «приказом»
    about: str
    journal: str
    approver: str
    drafter: str
    blocks: tuple[dict[str, Any], ...]
    annexes: tuple[dict[str, Any], ...] = ()
    stamp: str = ""  # «approve»: the head's УТВЕРЖДАЮ, or УТВЕРЖДЕНА by the order that has the same plan
    landscape: str = ""  # «roadmap»: as wide as the plan wants to lie
    anchors: str = ""
    needs_roadmap: bool = False
    needs: tuple[str, ...] = ()  # lists that must not be empty: mentees, mentors, lessons
    subject: str = ""  # «interview»: drafted from one row, whose words are written into the text at once
    pairs: str = ""  # which pairs it is about, chosen as it is drafted: «projects», «peers», «plans»
    after: tuple[str, ...] = ()  # kinds of which one must be in force before
    heeds: tuple[str, ...] = ()  # kinds on whose acts it rests too, where there are any
    by_order: str = ""  # the kind of order that puts this paper in force, for its stamp
    seen: str = "documents.see"  # who may open it: a paper shows no more of people than its page does
    pen: bool = False  # lines are left for the hand on purpose
    formats: tuple[str, ...] = ("pdf", "docx")

    @property
    def is_approved(self) -> bool:
        """Tell whether the head approves it and a journal numbers it; another is printed as it is drafted."""
        return bool(self.journal)

    @property
    def body(self) -> list[dict[str, Any]]:
        """Return the blocks with the annexes after them, as a document keeps them."""
        return json.loads(json.dumps([*self.blocks, *self.annexes]))


@cache
def _read() -> Mapping[str, Kind]:
    files = sorted(Path(__file__).parent.glob("*.json"))
    found = [_kind(json.loads(path.read_text(encoding="utf-8"))) for path in files]
    return MappingProxyType({kind.code: kind for kind in found})


def _kind(data: dict[str, Any]) -> Kind:
    check_body([*data["blocks"], *data.get("annexes", ())])
    return Kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in data.items()})


KINDS: Mapping[str, Kind] = _read()
_UNKNOWN = {
    "nom": "документ",
    "gen": "документа",
    "dat": "документу",
    "ins": "документом",
    "prep": "документе",
}


def word_of(code: str, case: str = "nom") -> str:
    """Call an act by its sort, in a case: «приказом»; one of a sort that is no more is a «документ»."""
    return KINDS[code].word[case] if code in KINDS else _UNKNOWN[case]


def get(code: str) -> Kind:
    """Return the kind of this code; an unknown one is a bug."""
    return KINDS[code]
