"""The plan as its document prints it: columns, rows of sections, rows of events, footnotes. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mentoring.calendar import words
from roadmap.lines import Column, Line, Plan

MARK = Column("mark", "Отметка о выполнении")
AT_ONCE = 60  # rows that are set as PDF while one waits; more go to the background
WIDE = 4  # more columns than this lie across the sheet
_NARROWEST = 0.13  # share of the width that a column of words takes at least
_NUMBERS = 0.09
_UPRIGHT, _ACROSS, _LETTER = 180, 267, 2.8  # mm: widths of the text, a letter of a heading
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class SectionRow:
    """A row across the table: a title and the words printed under it, each with its label."""

    number: str
    title: str
    said: tuple[tuple[str, str], ...] = ()

    @property
    def heading(self) -> str:
        """Return the title together with its number, for a table without a column of numbers."""
        number = self.number.rstrip(".")
        return f"{number}. {self.title}" if number else self.title


@dataclass(frozen=True)
class EventRow:
    """One event: for each column, its paragraphs."""

    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Sheet:
    """Everything that stands on the paper."""

    title: str
    period: str
    organization: str
    columns: tuple[Column, ...]
    rows: tuple[SectionRow | EventRow, ...]
    footnotes: tuple[str, ...] = ()

    @property
    def landscape(self) -> bool:
        return len(self.columns) > WIDE

    @property
    def numbered(self) -> bool:
        """Tell whether the first column holds numbers: a section's own number stands there too."""
        return self.columns[0].kind == "number"

    @property
    def shares(self) -> tuple[float, ...]:
        """Return the widths of the columns as shares of the whole: the more words, the wider, with room for heads."""
        letter = _LETTER / (_ACROSS if self.landscape else _UPRIGHT)
        least = [_narrowest(column, letter) for column in self.columns]
        said = [0 if column.kind == "number" else _letters(self, place) for place, column in enumerate(self.columns)]
        free = max(1 - sum(least), 0) / (sum(said) or 1)
        parts = [narrow + letters * free for narrow, letters in zip(least, said, strict=True)]
        return tuple(part / sum(parts) for part in parts)


def _narrowest(column: Column, letter: float) -> float:
    """Leave room for the longest word of the heading."""
    if column.kind == "number":
        return _NUMBERS
    longest = max((len(word) for word in column.heading.split()), default=0)
    return max(_NARROWEST, longest * letter)


def _letters(sheet: Sheet, place: int) -> int:
    cells = (row.cells[place] for row in sheet.rows if isinstance(row, EventRow))
    return sum(len(paragraph) for cell in cells for paragraph in cell)


@dataclass(frozen=True)
class _Setting:
    """How the cells of one sheet are filled."""

    columns: tuple[Column, ...]
    stars: dict[str, str]
    names: bool

    @property
    def content_apart(self) -> bool:
        return any(column.kind == "content" for column in self.columns)


def sheet(plan: Plan, *, organization: str, marks: bool = False, names: bool = False) -> Sheet:
    """Lay a plan out; `marks` adds the column of fulfilment, `names` those who hold the positions today."""
    columns = (*plan.columns, MARK) if marks else plan.columns
    setting = _Setting(columns, _stars(plan), names)
    return Sheet(
        title=clean(plan.title),
        period=words.span(plan.period),
        organization=clean(organization),
        columns=tuple(Column(column.kind, clean(column.heading)) for column in columns),
        rows=tuple(_rows(plan, setting)),
        footnotes=tuple(f"{star} {clean(text)}" for text, star in setting.stars.items()),
    )


def clean(text: str) -> str:
    """Drop what no file can hold and no font can draw."""
    return _FORBIDDEN.sub("", text)


def _rows(plan: Plan, setting: _Setting) -> Iterator[SectionRow | EventRow]:
    for block in plan.blocks:
        if block.title:
            said = tuple((label, clean(text)) for label, text in block.said)
            yield SectionRow(clean(block.number), clean(block.title), said)
        for line in block.lines:
            if not line.withdrawn:
                yield EventRow(tuple(_cleaned(_cell(line, column, setting)) for column in setting.columns))


def _cleaned(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(clean(paragraph) for paragraph in paragraphs)


def _stars(plan: Plan) -> dict[str, str]:
    """Give each footnote its mark; the same words have the same one."""
    texts = dict.fromkeys(line.footnote for line in plan.lines if line.footnote and not line.withdrawn)
    return {text: "*" * place for place, text in enumerate(texts, 1)}


def _cell(line: Line, column: Column, setting: _Setting) -> tuple[str, ...]:
    match column.kind:
        case "number":
            return _paragraphs(line.number)
        case "title":
            inside = () if setting.content_apart else tuple(f"– {part}" for part in line.content)
            return (f"{line.title}{setting.stars.get(line.footnote, '')}", *inside)
        case "due":
            return _paragraphs(line.said or line.when)
        case "responsible":
            return _responsible(line, names=setting.names)
        case "mark":
            return _mark(line)
    return _paragraphs(dict(line.others).get(column.heading, ""))


def _responsible(line: Line, *, names: bool) -> tuple[str, ...]:
    if names and line.who:
        return tuple(f"{who.label} ({who.held_by})" if who.held_by else who.label for who in line.who)
    return _paragraphs(line.responsible_text) or tuple(who.label for who in line.who)


def _mark(line: Line) -> tuple[str, ...]:
    """Say when an event was held, each time by itself."""
    days = [words.digits(time.done_at) for time in line.times if time.done_at]
    off = [time for time in line.times if time.off_at]
    if not days:
        return ("снято с плана",) if off and len(off) == len(line.times) else ()
    if len(line.times) == 1:
        return (f"выполнено {days[0]}",)
    return (f"выполнено {len(days)} из {len(line.times) - len(off)}:", *days)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.splitlines() if part.strip())
