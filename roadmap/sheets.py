"""A plan as plain values: what a document, a template or an adopted plan says, ready to be compared and adopted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mentoring.calendar.due import DueSpec, Period


@dataclass(frozen=True)
class Section:
    """A stage or a block; `key` names it inside its sheet, `parent` is the key of the block above."""

    key: str
    title: str
    number: str = ""
    goal: str = ""
    task: str = ""
    result: str = ""
    due_text: str = ""
    responsible_text: str = ""
    stage: int | None = None
    parent: str | None = None
    place: str = ""


@dataclass(frozen=True)
class Event:
    """A line of the plan; `marked` is one somebody has already worked on, `withdrawn` one no longer in the plan."""

    key: str
    title: str
    section: str | None = None
    number: str = ""
    content: tuple[str, ...] = ()
    due: DueSpec = DueSpec()
    answers: Mapping[str, str] = field(default_factory=dict)
    responsible_text: str = ""
    result_text: str = ""
    indicator_text: str = ""
    footnote: str = ""
    extras: tuple[tuple[str, str], ...] = ()
    inherited: tuple[str, ...] = ()
    template_code: str = ""
    place: str = ""
    marked: bool = False
    withdrawn: bool = False


@dataclass(frozen=True)
class Sheet:
    """A whole plan; sections and events stand in the order of the document."""

    title: str
    period: Period
    columns: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    events: tuple[Event, ...] = ()

    def section(self, key: str | None) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)


def flow(sheet: Sheet) -> Iterator[Section | Event]:
    """Give headings and events as one reads them: a heading stands before the first event that needs it."""
    order = {section.key: index for index, section in enumerate(sheet.sections)}
    shown = 0
    for event in sheet.events:
        needed = order.get(event.section, -1) + 1 if event.section is not None else 0
        yield from sheet.sections[shown:needed]
        shown = max(shown, needed)
        yield event
    yield from sheet.sections[shown:]
