"""What was read, together with what a curator corrected: the draft stays as it was, corrections lie over it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from mentoring.calendar import reading, resolving
from mentoring.calendar.due import DueSpec, Period
from mentoring.calendar.workdays import SchoolCalendar
from roadmap import numbering, stages
from roadmap.readers import columns
from roadmap.readers.cleaning import fold
from roadmap.readers.draft import Plan
from roadmap.sheets import Event, Section, Sheet, flow

EVENT, SECTION = "event", "section"
_EVENT_FIELDS = {
    "title": "title",
    "number": "number",
    "responsible": "responsible_text",
    "result": "result_text",
    "indicator": "indicator_text",
    "footnote": "footnote",
}
_SECTION_FIELDS = {"title": "title", "number": "number", "goal": "goal", "task": "task", "result": "result"}


def read_sheet(plan: Plan, title: str, period: Period) -> Sheet:
    """Give a plan of a draft as a sheet; «e4» is its fifth event, «s0» its first section."""
    sections = tuple(
        Section(
            key=f"s{index}",
            title=one.title,
            number=one.number,
            goal=one.goal,
            task=one.task,
            result=one.result,
            due_text=one.due.raw,
            responsible_text=one.responsible_text,
            stage=stages.guess(one.title),
            parent=None if one.parent is None else f"s{one.parent}",
            place=one.place,
        )
        for index, one in enumerate(plan.sections)
    )
    events = tuple(
        Event(
            key=f"e{index}",
            title=one.title,
            section=None if one.section is None else f"s{one.section}",
            number=one.number,
            content=one.content,
            due=one.due,
            responsible_text=one.responsible_text,
            result_text=one.result_text,
            indicator_text=one.indicator_text,
            footnote=one.footnote,
            extras=tuple((extra.column, extra.text) for extra in one.extras),
            inherited=_inherited(one.due_inherited, one.responsible_inherited),
            place=one.place,
        )
        for index, one in enumerate(plan.events)
    )
    heads = tuple((str(columns.role_of(text) or columns.Role.OTHER), text) for text in plan.columns)
    return Sheet(title, period, heads, sections, events)


def _inherited(due: bool, responsible: bool) -> tuple[str, ...]:
    return tuple(name for name, is_so in (("due", due), ("responsible", responsible)) if is_so)


@dataclass
class _Written:
    """The corrected plan so far; `standing` says where events of a heading that went now belong."""

    sections: list[Section] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    gone: dict[str, str | None] = field(default_factory=dict)
    opened: dict[str | None, str] = field(default_factory=dict)

    def home(self, key: str | None) -> str | None:
        """Say which section stands now where this one stood."""
        while key in self.gone:
            key = self.gone[key]
        return key


def correct(sheet: Sheet, corrections: Mapping[str, Mapping[str, Any]]) -> Sheet:
    """Lay the corrections of lines over what was read: other words, another kind of line, a line left out."""
    written = _Written()
    for line in flow(sheet):
        fixes = corrections.get(line.key, {})
        kind = fixes.get("kind") or (SECTION if isinstance(line, Section) else EVENT)
        if isinstance(line, Section):
            _add_section(written, line, fixes, kind)
        else:
            _add_event(written, line, fixes, kind)
    return replace(sheet, sections=tuple(written.sections), events=tuple(written.events))


def _add_section(written: _Written, section: Section, fixes: Mapping, kind: str) -> None:
    above = section.parent or (written.sections[-1].key if written.sections else None)
    if fixes.get("dropped") or kind == EVENT:
        written.gone[section.key] = above
        if not fixes.get("dropped"):
            written.events.append(_edited_event(_as_event(section, written.home(above)), fixes))
        return
    written.sections.append(_edited_section(replace(section, parent=written.home(section.parent)), fixes))


def _add_event(written: _Written, event: Event, fixes: Mapping, kind: str) -> None:
    if fixes.get("dropped"):
        return
    if kind == SECTION:
        parent = written.home(event.section)
        written.sections.append(_edited_section(_as_section(event, parent), fixes))
        written.opened[event.section] = event.key
        return
    section = written.opened.get(event.section) or written.home(event.section)
    written.events.append(_edited_event(replace(event, section=section), fixes))


def _as_event(section: Section, home: str | None) -> Event:
    return Event(
        key=section.key,
        title=section.title,
        section=home,
        number=section.number,
        due=reading.read(section.due_text),
        responsible_text=section.responsible_text,
        result_text=section.result,
        extras=tuple((name, text) for name, text in (("Цель", section.goal), ("Задача", section.task)) if text),
        place=section.place,
    )


def _as_section(event: Event, parent: str | None) -> Section:
    return Section(
        key=event.key,
        title=event.title,
        number=event.number,
        result=event.result_text,
        due_text=event.due.raw,
        responsible_text=event.responsible_text,
        stage=stages.guess(event.title),
        parent=parent,
        place=event.place,
    )


def _edited_event(event: Event, fixes: Mapping) -> Event:
    said = {name: fixes[key] for key, name in _EVENT_FIELDS.items() if key in fixes}
    inherited = event.inherited
    if "due" in fixes:
        said["due"] = reading.read(fixes["due"])
        inherited = tuple(name for name in inherited if name != "due")
    if "responsible" in fixes:
        inherited = tuple(name for name in inherited if name != "responsible")
    return replace(event, inherited=inherited, **said)


def _edited_section(section: Section, fixes: Mapping) -> Section:
    said: dict = {name: fixes[key] for key, name in _SECTION_FIELDS.items() if key in fixes}
    if "stage" in fixes:
        said["stage"] = int(fixes["stage"]) if fixes["stage"] else None
    elif "title" in fixes:
        said["stage"] = stages.guess(fixes["title"])
    return replace(section, **said)


def number(sheet: Sheet) -> Sheet:
    """Number the lines that have none in a plan whose lines are numbered, where the next number is still free."""
    numbered = sum(1 for event in sheet.events if event.number)
    if numbered * 2 <= len(sheet.events) or numbered == len(sheet.events):
        return sheet
    above = {section.key: section.number for section in sheet.sections}
    taken = {(event.section, event.number) for event in sheet.events}
    siblings: dict[str | None, list[str]] = {}
    events = []
    for event in sheet.events:
        own = siblings.setdefault(event.section, [])
        free = numbering.following(own, above.get(event.section, ""))
        given = event.number or ("" if (event.section, free) in taken else free)
        own.append(given)
        events.append(replace(event, number=given))
    return replace(sheet, events=tuple(events))


def answer(sheet: Sheet, answers: Mapping[str, Any], calendar: SchoolCalendar) -> Sheet:
    """Write into each event what was answered about its date; an open question takes its default."""
    return replace(
        sheet,
        events=tuple(
            replace(event, answers=answers_of(event.due, sheet.period, answers, calendar)) for event in sheet.events
        ),
    )


def answers_of(due: DueSpec, period: Period, answers: Mapping[str, Any], calendar: SchoolCalendar) -> dict[str, str]:
    """Say how each open question of a date text stands: answered for the text, for the whole plan, or by default."""
    own, once = answers.get("dates", {}).get(fold(due.raw), {}), answers.get("once", {})
    found = {}
    for question in resolving.questions(due, period, calendar=calendar):
        said = once.get(question.code) if question.once else own.get(question.code)
        offered = {choice.value for choice in question.choices}
        found[question.code] = said if said in offered else question.default
    return found
