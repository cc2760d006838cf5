"""Which дело a paper belongs to, and which papers name participants. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.documents import kinds

CONSENTS = "consents"  # stands among the kinds of papers for consents, which are no acts
# Open to every employee as acts, they name participants all the same, and a participant may be a child.
NAMES_PARTICIPANTS = frozenset(
    (
        *("O4", "O5", "O6", "O7", "O8", "O11", "O11_end"),
        *("council_protocol", "attachment", "attendance", "certificate", "confidentiality"),
    )
)


@dataclass(frozen=True)
class Case:
    """A дело of the list; without a year it is begun anew each year."""

    index: str
    title: str
    term: str
    kinds: frozenset[str]
    year: int | None = None
    ground: str = ""
    pk: int = 0

    def is_of(self, year: int) -> bool:
        return self.year in (None, year)


def place(kind: str, year: int, cases: Iterable[Case]) -> Case | None:
    """Return the one дело for papers of a kind in a year: that of the very year first, then the lowest index."""
    fit = [case for case in cases if kind in case.kinds and case.is_of(year)]
    return min(fit, key=lambda case: (case.year is None, case.index), default=None)


def is_personal(kind: str) -> bool:
    """Tell whether a paper shows more of people than an inspection needs by itself; an unknown sort may."""
    known = kinds.KINDS.get(kind)
    return known is None or known.seen != "documents.see" or kind in NAMES_PARTICIPANTS


def numbered() -> list[kinds.Kind]:
    """Return the kinds whose papers are acts with numbers: those alone are filed."""
    return [kind for kind in kinds.KINDS.values() if kind.is_approved]
