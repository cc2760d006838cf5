"""The plan as plain values: its sections, its events as rows, and how each stands on a day. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mentoring.accounts.keys import russian_key
from mentoring.calendar import words
from mentoring.calendar.due import Span
from roadmap.standing import Standing, State, Time

_MARK_OF_ITEM = re.compile(r"[\s–—•▪●◦·*-]*(?:(?:\d{1,2}|[а-яa-z])[.)])?\s*$")


def lead(title: str, content: Sequence[str]) -> str:
    """Return the words before the list that a cell holds; the reader keeps the cell whole as the title."""
    start = title.find(content[0]) if content else -1
    return _MARK_OF_ITEM.sub("", title[:start]) if start > 0 else title


@dataclass(frozen=True)
class Column:
    """A column of the document: what it says and how it is headed."""

    kind: str
    heading: str


@dataclass(frozen=True)
class Paper:
    name: str
    public_id: str


@dataclass(frozen=True)
class Who:
    """One who answers: the place in the plan and those who hold it today."""

    key: str
    label: str
    held_by: str = ""


@dataclass(frozen=True)
class Line:
    """An event as a row of the plan."""

    pk: int
    number: str
    title: str
    look: Standing
    state: State
    content: tuple[str, ...] = ()
    when: str = ""
    repeated: str = ""
    moved: str = ""
    inferred: bool = False
    said: str = ""
    who: tuple[Who, ...] = ()
    responsible_text: str = ""
    result: str = ""
    indicator: str = ""
    footnote: str = ""
    others: tuple[tuple[str, str], ...] = ()  # heading of a column → what it says
    papers: tuple[Paper, ...] = ()
    times: tuple[Time, ...] = ()
    following: Time | None = None  # the time that «Отметить» marks
    mine: bool = False
    markable: bool = False
    withdrawn: bool = False
    key: str = ""

    @property
    def unproved(self) -> bool:
        return not self.papers and any(time.done_at for time in self.times)

    @property
    def undated(self) -> bool:
        return not any(time.due for time in self.times)

    def due_within(self, span: Span) -> bool:
        return any(time.due and not time.off_at and span.start <= time.due <= span.end for time in self.times)


@dataclass(frozen=True)
class Block:
    """A section of the plan with its events; the events outside any section have a block without a title."""

    pk: int | None
    number: str
    title: str
    said: tuple[tuple[str, str], ...]  # «Задача», «Результат» and the like with their words
    stage: int | None
    depth: int
    lines: tuple[Line, ...]
    look: Standing
    start: date | None = None
    end: date | None = None

    @property
    def finished(self) -> bool:
        """Tell whether its rows may be folded away: there is nothing left to do in them."""
        return bool(self.lines) and all(line.state in (State.DONE, State.OFF) for line in self.lines)

    @property
    def count_words(self) -> str:
        return words.counted(len(self.lines), "мероприятие", "мероприятия", "мероприятий")

    @property
    def anchor(self) -> str:
        return f"stage-{self.stage}" if self.stage and not self.depth else f"section-{self.pk}"


@dataclass(frozen=True)
class Counts:
    total: int = 0
    done: int = 0
    late: int = 0
    week: int = 0
    unproved: int = 0
    mine: int = 0
    undated: int = 0


@dataclass(frozen=True)
class Plan:
    """A roadmap of a school on one day."""

    pk: int
    title: str
    period: Span
    today: date
    archived: bool
    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]
    counts: Counts
    vacations: tuple[Span, ...]
    moving: str
    notes: tuple[tuple[str, str], ...] = ()
    from_document: bool = True  # not from a ready pattern: its words are worth quoting beside our dates

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for block in self.blocks for line in block.lines)

    @property
    def people(self) -> tuple[Who, ...]:
        """Return everybody who answers for something, each once, by name."""
        found = {who.key: who for line in self.lines for who in line.who}
        return tuple(sorted(found.values(), key=lambda who: russian_key(who.label)))

    @property
    def moved(self) -> bool:
        return any(line.moved for line in self.lines)
