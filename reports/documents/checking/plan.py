"""Faults of the plan that a paper approves: judged by the rules by which a document is read. Pure."""

from collections.abc import Iterator

from mentoring.calendar import reading
from mentoring.calendar.due import DueSpec, Kind
from reports.documents.checking.fault import Fault, error, warning
from reports.documents.checking.places import of_plan, short
from reports.documents.facts import Facts
from reports.documents.laying import Laid
from roadmap.lines import Line, Plan
from roadmap.readers import defects, draft
from roadmap.readers.assembling import Gathered
from roadmap.readers.blocks import Pages

URL = "plan"
_ERRORS = ("no-dates", "no-title")
_WARNINGS = (
    *("no-date", "date-unclear", "no-responsibles", "no-responsible", "column-as-title", "footnote-lost"),
    *("number-doubled", "number-wrong", "section-doubled"),
)


def find(laid: Laid, facts: Facts) -> Iterator[Fault]:
    if laid.plan_place is None or facts.plan is None:
        return
    place = of_plan(laid.plan_place)
    lines = [line for line in facts.plan.lines if not line.withdrawn]
    if not lines:
        yield error(place, "В плане нет ни одного мероприятия.", "Добавьте мероприятия в план.", URL, facts.plan.pk)
        return
    made = _draft(facts.plan, place)
    for problem in defects.check("план", made, Pages("план", ()), Gathered()).problems:
        if problem.code in _ERRORS:
            yield error(problem.place, problem.text, problem.remedy, URL, facts.plan.pk)
        elif problem.code in _WARNINGS:
            yield warning(problem.place, problem.text, problem.remedy, URL, facts.plan.pk)


def row_of(line: Line) -> str:
    """Name a row of the plan as a person finds it."""
    return f"строка {line.number.rstrip('.')}" if line.number else f"строка «{short(line.title)}»"


def _draft(plan: Plan, place: str) -> draft.Draft:
    """Give an adopted plan in the form in which documents are read, so that one set of rules judges both."""
    titled = [block for block in plan.blocks if block.title]
    index = {block.pk: number for number, block in enumerate(titled)}
    sections = tuple(
        draft.Section(block.number, block.title, place=f"{place}, раздел «{short(block.title)}»") for block in titled
    )
    events = tuple(
        _event(line, index.get(block.pk), place) for block in plan.blocks for line in block.lines if not line.withdrawn
    )
    columns = tuple(column.kind for column in plan.columns)
    read = draft.Plan(plan.title, columns, sections, events, draft.Layout.STAGED, place=place)
    return draft.Draft("план", plans=(read,))


def _event(line: Line, section: int | None, place: str) -> draft.Event:
    return draft.Event(
        section,
        line.number,
        line.title,
        due=_due(line),
        responsible_text=line.responsible_text,
        responsibles=tuple(draft.Responsible(draft.Who.PERSON, who.label, who.label) for who in line.who),
        footnote=line.footnote,
        place=f"{place}, {row_of(line)}",
    )


def _due(line: Line) -> DueSpec:
    """A row whose days stand in the plan is clear, whatever its words; another is read again."""
    if not line.undated:
        return DueSpec(raw=line.said or line.when or "срок", kind=Kind.PERIOD)
    return reading.read(line.said)
