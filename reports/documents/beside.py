"""What stands beside a paper: the acts of its programme, its participants, its pairs and their other papers. Pure."""

from dataclasses import dataclass
from datetime import date

from reports.documents.facts import Ordered


@dataclass(frozen=True)
class Act(Ordered):
    """An act of the programme that has a number."""

    word: str  # «приказ»
    code: str
    cancelled: bool = False

    @property
    def said(self) -> str:
        return f"{self.word} {self.words}"


@dataclass(frozen=True)
class Party:
    """A participant of the programme: who, in which class, and whether the register still has them."""

    person: int
    name: str
    group: str = ""
    registered: bool = True


@dataclass(frozen=True)
class Bond:
    """A pair that the paper is about, as it stands today."""

    name: str
    start: date
    end: date
    state: str  # in words
    project: bool = False
    over: bool = False
    mentors: tuple[Party, ...] = ()
    mentees: tuple[Party, ...] = ()
    coming: tuple[Party, ...] = ()  # mentors whom an order under way brings
    fixes: tuple[str, ...] = ()  # other papers that fix the same pair


@dataclass(frozen=True)
class Beside:
    """All of it, and whom the text itself names."""

    acts: tuple[Act, ...] = ()
    mentors: tuple[Party, ...] = ()
    mentees: tuple[Party, ...] = ()
    bonds: tuple[Bond, ...] = ()
    named: frozenset[int] = frozenset()
    in_force: frozenset[str] = frozenset()  # codes of kinds

    @classmethod
    def of(cls, acts: tuple[Act, ...], **rest) -> "Beside":
        """Put the acts in, and the kinds of those in force."""
        return cls(acts, in_force=frozenset(act.code for act in acts if not act.cancelled), **rest)
