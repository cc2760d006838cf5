"""All that was read of a document beside its questions and defects: the values of the wizard's second page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from mentoring.calendar import resolving
from mentoring.calendar.workdays import SchoolCalendar
from roadmap import asking, correcting, uploading
from roadmap.asking import Ask, Understood
from roadmap.models import STAGES, Upload
from roadmap.readers.draft import Draft, Problem, Severity
from roadmap.sheets import Event, Section, Sheet, flow
from roadmap.slots import plan_slots
from roadmap.uploading import Reading

# Asked on the page in their own way, or offered as tables.
_ELSEWHERE = {"year-missing", "two-plans", "matrix", "contingent", "working-group", "number-missing", "no-plan"}
_MANY = 3  # defects of one kind that are named one by one
_STAGES = dict(STAGES)


@dataclass(frozen=True)
class Line:
    """A row of the document as it is shown: its words, how they were understood, what is asked about them."""

    key: str
    is_section: bool
    number: str
    title: str
    place: str
    content: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    stage: str = ""
    due_text: str = ""
    understood: Understood | None = None
    responsible_text: str = ""
    asks: tuple[int, ...] = ()
    defects: tuple[int, ...] = ()
    changed: bool = False
    inherited: tuple[str, ...] = ()

    @property
    def noticed(self) -> bool:
        """Tell whether something is asked or said about the line."""
        unclear = self.understood is not None and self.understood.tone in ("bad", "warn")
        return bool(self.asks or self.defects or self.changed or unclear)


@dataclass(frozen=True)
class Defect:
    """Something noticed in the document, with its place and remedy; `lines` are keys of the rows it is about."""

    number: int
    text: str
    place: str
    remedy: str
    lines: tuple[str, ...] = ()
    fixed: bool = False


@dataclass(frozen=True)
class Dropped:
    key: str
    title: str


@dataclass(frozen=True)
class Review:
    """The page: rows, questions, defects, what was left aside and what was taken out by hand."""

    sheet: Sheet
    lines: tuple[Line, ...]
    asks: tuple[Ask, ...]
    defects: tuple[Defect, ...]
    aside: tuple[Problem, ...]
    dropped: tuple[Dropped, ...]


def review(upload: Upload, found: Reading, sheet: Sheet, calendar: SchoolCalendar) -> Review:
    """Gather the page out of the upload as it was corrected and answered so far."""
    corrections = upload.corrections.get(str(found.index), {})
    questions = asking.asks(sheet, calendar)
    read = correcting.read_sheet(found.plan, found.title, found.period)
    defects = tuple(_defects(found.draft, found.index, read, sheet, corrections, first=len(questions) + 1))
    texts = {event.key: (event.due, event.answers, event.section) for event in sheet.events}
    slots = plan_slots(texts, sheet.period, calendar, uploading.rule_of(upload))
    lines = tuple(
        _section(line, defects, corrections)
        if isinstance(line, Section)
        else _event(line, slots[line.key], questions, defects, corrections)
        for line in flow(sheet)
    )
    titles = {line.key: line.title for line in flow(read)}
    dropped = tuple(
        Dropped(key, titles[key]) for key, fixes in corrections.items() if fixes.get("dropped") and key in titles
    )
    aside = tuple(problem for problem in found.draft.problems if _is_aside(problem))
    return Review(sheet, lines, questions, defects, aside, dropped)


def _section(section: Section, defects: Sequence[Defect], corrections: Mapping) -> Line:
    details = (
        ("Цель", section.goal),
        ("Задача", section.task),
        ("Результат", section.result),
        ("Срок", section.due_text),
    )
    return Line(
        key=section.key,
        is_section=True,
        number=section.number,
        title=section.title,
        place=section.place,
        details=tuple((name, text) for name, text in details if text),
        stage=f"этап {section.stage}: {_STAGES[section.stage].lower()}" if section.stage else "",
        defects=_about(section.key, defects),
        changed=section.key in corrections,
    )


def _event(
    event: Event, slots: Sequence, questions: Sequence[Ask], defects: Sequence[Defect], corrections: Mapping
) -> Line:
    asked = tuple(ask.number for ask in questions if event.key in ask.events)
    details = (("Результат", event.result_text), ("Показатель", event.indicator_text), ("Сноска", event.footnote))
    return Line(
        key=event.key,
        is_section=False,
        number=event.number,
        title=event.title,
        place=event.place,
        content=event.content,
        details=tuple((name, text) for name, text in (*details, *event.extras) if text),
        due_text=event.due.raw,
        understood=asking.understood(event, slots, asked=bool(asked)),
        responsible_text=event.responsible_text,
        asks=asked,
        defects=_about(event.key, defects),
        changed=event.key in corrections,
        inherited=event.inherited,
    )


def _about(key: str, defects: Sequence[Defect]) -> tuple[int, ...]:
    return tuple(defect.number for defect in defects if key in defect.lines and not defect.fixed)


def _is_aside(problem: Problem) -> bool:
    return problem.severity == Severity.INFO and problem.code not in _ELSEWHERE


def _defects(
    draft: Draft, index: int, read: Sheet, sheet: Sheet, corrections: Mapping, *, first: int
) -> Iterator[Defect]:
    """Name the defects of this plan; many of one kind are one, or they would drown the rest."""
    places = _places(read)
    others = {
        line.place
        for other, plan in enumerate(draft.plans)
        if other != index
        for line in (*plan.sections, *plan.events)
    }
    noticed = [
        problem
        for problem in draft.problems
        if problem.code not in _ELSEWHERE
        and not _is_aside(problem)
        and (problem.place in places or problem.place not in others)
    ]
    kinds: dict[str, list[Problem]] = {}
    for problem in [*noticed, *_outside(sheet), *_out_of_order(sheet)]:
        kinds.setdefault(problem.code, []).append(problem)
    number = first
    for problems in kinds.values():
        groups = [[problem] for problem in problems] if len(problems) <= _MANY else [problems]
        for group in groups:
            yield _defect(number, group, places, corrections)
            number += 1


def _defect(number: int, group: Sequence[Problem], places: Mapping[str, list], corrections: Mapping) -> Defect:
    lines = tuple(dict.fromkeys(key for problem in group for key in _lines_of(problem, places)))
    text = group[0].text if len(group) == 1 else f"{group[0].text} И ещё {len(group) - 1} таких же."
    place = group[0].place if len(group) == 1 else f"{group[0].place} и другие"
    return Defect(number, text, place, group[0].remedy, lines, bool(lines) and all(key in corrections for key in lines))


def _places(read: Sheet) -> dict[str, list]:
    places: dict[str, list] = {}
    for line in flow(read):
        places.setdefault(line.place, []).append(line)
    return places


def _lines_of(problem: Problem, places: Mapping[str, list]) -> list[str]:
    """Find the rows of a problem: those at its place, the one it quotes where several stand there."""
    there = places.get(problem.place, [])
    quoted = [line for line in there if line.title[:40] and line.title[:40] in problem.text]
    return [line.key for line in (quoted or there)]


def _outside(sheet: Sheet) -> Iterator[Problem]:
    """Dates that the document itself names and that lie outside its period."""
    for event in sheet.events:
        for text in resolving.problems(event.due, sheet.period):
            if event.due.spans:
                yield Problem("outside", event.place, text, "Исправьте срок строки или период плана вверху страницы.")


def _out_of_order(sheet: Sheet) -> Iterator[Problem]:
    """Stages that are over before the stage before them begins, by the years their own texts name."""
    days: dict[str | None, list[date]] = {}
    for event in sheet.events:
        days.setdefault(event.section, []).extend(day for span in event.due.spans for day in span.edges)
    staged = [section for section in sheet.sections if section.stage and days.get(section.key)]
    for before, after in pairwise(sorted(staged, key=lambda section: section.stage or 0)):
        if before.stage != after.stage and max(days[after.key]) < min(days[before.key]):
            yield Problem(
                "stage-order",
                after.place,
                f"«{after.title}» кончается раньше, чем начинается «{before.title}».",
                "Проверьте сроки этих этапов.",
            )
