"""A plan before it is adopted, in words: its size, its days, its people, and what a newer edition would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mentoring.calendar import words
from mentoring.calendar.due import Kind as DueKind
from mentoring.calendar.due import Period
from mentoring.calendar.resolving import Rule
from mentoring.calendar.words import counted
from mentoring.calendar.workdays import SchoolCalendar
from mentoring.programmes.models import Programme
from roadmap import asking, assigning, uploading
from roadmap.adopting import CHECKS, SECOND, Comparison
from roadmap.asking import Understood
from roadmap.assigning import Staff
from roadmap.difference import Change, Kind
from roadmap.models import STAGES, Upload
from roadmap.readers.draft import Draft
from roadmap.sheets import Event, Section, Sheet, flow
from roadmap.slots import Slot, plan_slots

_FIELD_WORDS = {
    "title": "название",
    "content": "что входит",
    "due": "срок",
    "answers": "ответ о сроке",
    "due_text": "срок",
    "responsible_text": "ответственный",
    "result_text": "результат",
    "result": "результат",
    "indicator_text": "показатель",
    "footnote": "сноска",
    "extras": "другие столбцы",
    "inherited": "объединённые ячейки",
    "goal": "цель",
    "task": "задача",
    "stage": "этап",
    "number": "номер",
    "section": "раздел",
    "parent": "раздел",
    "period": "период",
    "columns": "столбцы",
}
_STAGES = dict(STAGES)


def period_of(programme: Programme) -> Period:
    return Period(programme.start, programme.end)


def counts(sheet: Sheet, draft: Draft | None = None) -> str:
    """Say how much was read: «7 разделов, 35 мероприятий, таблица контингента»."""
    said = [
        counted(len(sheet.sections), "раздел", "раздела", "разделов") if sheet.sections else "",
        counted(sum(not event.withdrawn for event in sheet.events), "мероприятие", "мероприятия", "мероприятий"),
    ]
    if draft:
        others = len(draft.plans) - 1
        said += [
            f"ещё {counted(others, 'план', 'плана', 'планов')}" if others > 0 else "",
            "таблица контингента" if draft.contingent else "",
            "состав рабочей группы" if draft.working_group else "",
        ]
    return ", ".join(part for part in said if part)


@dataclass(frozen=True)
class Row:
    """A line of a plan that is only shown."""

    is_section: bool
    line: Section | Event
    stage: str = ""
    understood: Understood | None = None


def lines(sheet: Sheet, calendar: SchoolCalendar) -> list[Row]:
    """Give a plan row by row with its days."""
    slots = slots_of(sheet, calendar)
    return [
        Row(True, line, _STAGES.get(line.stage, ""))
        if isinstance(line, Section)
        else Row(False, line, understood=asking.understood(line, slots[line.key], asked=False))
        for line in flow(sheet)
    ]


def slots_of(sheet: Sheet, calendar: SchoolCalendar, rule: Rule = Rule.LATER) -> dict[str, list[Slot]]:
    texts = {event.key: (event.due, event.answers, event.section) for event in sheet.events}
    return plan_slots(texts, sheet.period, calendar, rule)


@dataclass(frozen=True)
class Summary:
    """What will be adopted."""

    title: str
    period: Period
    size: str
    dated: int
    times: int
    undated: tuple[Event, ...]
    unclear: tuple[Event, ...]
    moved: tuple[tuple[Event, str], ...]
    rule: str
    inferred: int
    people: tuple[tuple[str, str, int], ...]
    nobody: tuple[Event, ...]
    beside: tuple[str, ...]


def summary(upload: Upload, sheet: Sheet, staff: Staff, calendar: SchoolCalendar) -> Summary:
    """Gather the last look before adoption."""
    rule = uploading.rule_of(upload)
    slots = slots_of(sheet, calendar, rule)
    undated = [event for event in sheet.events if not slots[event.key][0].due]
    moved = [(event, text) for event in sheet.events if (text := _moved(slots[event.key]))]
    parts = assigning.parts_of(sheet)
    chosen = assigning.chosen(parts, upload.answers.get("people", {}), staff)
    answering = {part.key for part in parts if chosen[part.key].to != assigning.LATER}
    return Summary(
        title=sheet.title,
        period=sheet.period,
        size=counts(sheet),
        dated=len(sheet.events) - len(undated),
        times=sum(bool(slot.due) for times in slots.values() for slot in times),
        undated=tuple(event for event in undated if event.due.kind != DueKind.UNCLEAR),
        unclear=tuple(event for event in undated if event.due.kind == DueKind.UNCLEAR),
        moved=tuple(moved),
        rule=rule.label,
        inferred=sum(slots[event.key][0].inferred for event in sheet.events),
        people=tuple((part.said.raw, who(chosen[part.key], part, staff), part.count) for part in parts),
        nobody=tuple(event for event in sheet.events if not _keys(event) & answering),
        beside=tuple(_beside(upload)),
    )


def _moved(slots: Sequence[Slot]) -> str:
    return ", ".join(f"{words.full(slot.moved_from)} → {words.short(slot.due)}" for slot in slots if slot.moved_from)


def _keys(event: Event) -> set[str]:
    return {assigning.key_of(said) for said in assigning.said_in(event)}


def who(to: assigning.Assignment, part: assigning.Part, staff: Staff) -> str:
    """Say in words who somebody named in a document will be."""
    kind, _, value = to.to.partition(":")
    match kind:
        case "duty":
            return f"роль: {assigning.Duty(value).label}"
        case "position":
            return next((f"должность: {one.title}" for one in staff.positions if str(one.pk) == value), "не выбран")
        case "person":
            return next((one.full_name for one in staff.people if str(one.pk) == value), "не выбран")
        case assigning.NEW_POSITION:
            return f"новая должность: {to.name or part.said.position or part.said.raw}"
        case assigning.NEW_PERSON:
            held = f", {part.said.position}" if part.said.position else ""
            return f"новый человек: {to.name}{held}"
        case assigning.GROUP:
            return "группа людей"
    return "решим позже"


def _beside(upload: Upload):
    draft = Draft.from_json(upload.draft)
    for index, fate in upload.answers.get("others", {}).items():
        title = draft.plans[int(index)].title or draft.plans[int(index)].place
        if fate == CHECKS:
            yield f"«{title}» станет контрольным списком этапов"
        elif fate == SECOND:
            yield f"«{title}» станет вторым планом"
    if draft.contingent and upload.answers.get("contingent"):
        yield "таблица контингента перейдёт в контингент школы; даты, за которые он уже записан, не изменятся"
    if draft.working_group and upload.answers.get("group") is not None:
        people = counted(len(draft.working_group), "место", "места", "мест")
        yield f"состав рабочей группы ({people}) добавится в программу"


@dataclass(frozen=True)
class Shown:
    """One change in words: where it is, what it was and what it becomes."""

    change: Change
    where: str
    pairs: tuple[tuple[str, str, str], ...] = ()
    taken: bool = True  # offered to be taken: not where the newer edition loses a date


@dataclass(frozen=True)
class Group:
    title: str
    icon: str
    tone: str
    help: str
    rows: tuple[Shown, ...]


@dataclass(frozen=True)
class Changes:
    groups: tuple[Group, ...]
    count: int


_GROUPS = (
    (Kind.HEAD, "Название и период", "pencil", "go", ""),
    (Kind.ADDED, "Новое в плане", "plus-lg", "ok", ""),
    (Kind.MOVED, "Другой срок", "calendar3", "warn", "Отметка о выполнении переходит вместе с мероприятием."),
    (Kind.REWORDED, "Другие слова", "pencil", "go", ""),
    (Kind.PLACED, "Другое место или номер", "arrow-left-right", "", ""),
    (
        Kind.REMOVED,
        "Нет в новой редакции",
        "dash-circle",
        "bad",
        "Мероприятие с отметкой или подтверждением останется в плане со своей историей, остальные его даты снимутся.",
    ),
)


def changes(seen: Comparison, calendar: SchoolCalendar) -> Changes:
    """Say the difference between the plan and its newer edition, kind by kind."""
    teller = _Teller(seen, calendar)
    groups = tuple(
        Group(title, icon, tone, help_text, tuple(teller.tell(change) for change in seen.found.of_kind(kind)))
        for kind, title, icon, tone, help_text in _GROUPS
    )
    return Changes(tuple(group for group in groups if group.rows), len(seen.found.changes))


class _Teller:
    """Tells changes in the words of both editions."""

    def __init__(self, seen: Comparison, calendar: SchoolCalendar):
        self.seen = seen
        self.old = {line.key: line for line in flow(seen.old)}
        self.new = {line.key: line for line in flow(seen.new)}
        self.old_slots, self.new_slots = slots_of(seen.old, calendar), slots_of(seen.new, calendar)

    def tell(self, change: Change) -> Shown:
        if change.kind == Kind.HEAD:
            return Shown(change, "План целиком", self._pairs(change, self.seen.old, self.seen.new))
        old, new = self.old.get(change.old), self.new.get(change.new)
        where = f"{(new or old).number} {(old or new).title}".strip()
        if change.kind in (Kind.ADDED, Kind.REMOVED):
            return Shown(change, f"Раздел «{where}»" if change.of_section else where, self._facts(new or old))
        loses = change.kind == Kind.MOVED and _has_days(self.old_slots, old) and not _has_days(self.new_slots, new)
        return Shown(change, where, self._pairs(change, old, new), taken=not loses)

    def _pairs(self, change: Change, old, new) -> tuple[tuple[str, str, str], ...]:
        if change.kind == Kind.MOVED:
            return (("срок", self._due(old, self.old_slots), self._due(new, self.new_slots)),)
        return tuple(
            (_FIELD_WORDS[name], self._words(old, name, self.old), self._words(new, name, self.new))
            for name in change.fields
            if self._words(old, name, self.old) != self._words(new, name, self.new)
        )

    def _facts(self, line: Section | Event) -> tuple[tuple[str, str, str], ...]:
        if isinstance(line, Section):
            return ()
        slots = self.new_slots if self.new.get(line.key) is line else self.old_slots
        said = (("срок", self._due(line, slots)), ("ответственный", line.responsible_text))
        return tuple((name, "", text) for name, text in said if text)

    def _due(self, event: Event, slots: dict[str, list[Slot]]) -> str:
        """Say the text of a date and its days."""
        plain = replace(event, inherited=())
        said = asking.understood(plain, [replace(slot, inferred=False) for slot in slots[event.key]], asked=False).words
        return f"«{event.due.raw}» — {said}" if event.due.raw else said

    def _words(self, line, name: str, lines: dict) -> str:
        value = getattr(line, name)
        if name in ("section", "parent"):
            return lines[value].title if value in lines else "без раздела"
        if name == "stage":
            return _STAGES.get(value, "не этап программы")
        if isinstance(value, Period):
            return f"{value.start:%d.%m.%Y} – {value.end:%d.%m.%Y}"
        if isinstance(value, tuple):
            return _listed(value)
        return str(value or "пусто")


def _has_days(slots: Mapping[str, Sequence[Slot]], event: Event) -> bool:
    return any(slot.due for slot in slots[event.key])


def _listed(values: Sequence) -> str:
    said = [": ".join(one) if isinstance(one, tuple) else str(one) for one in values]
    return "; ".join(said) or "пусто"
