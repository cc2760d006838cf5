"""What a document leaves open about its dates, asked once for all texts alike; how each text was understood. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mentoring.calendar import describing, resolving, words
from mentoring.calendar.due import DueSpec, Kind, Span
from mentoring.calendar.resolving import Choice, Question
from mentoring.calendar.workdays import SchoolCalendar
from roadmap.readers.cleaning import fold
from roadmap.sheets import Event, Sheet
from roadmap.slots import Slot

_SHOWN = 3  # days named before «и ещё»


@dataclass(frozen=True)
class Ask:
    """One question for one text, and for those alike; `events` are keys of the lines it is about."""

    number: int
    code: str
    text: str
    about: str
    choices: tuple[Choice, ...]
    chosen: str
    once: bool
    texts: tuple[str, ...]
    events: tuple[str, ...]

    @property
    def key(self) -> str:
        """Name the question in a form."""
        return f"{self.code} {'' if self.once else fold(self.texts[0])}".strip()

    @property
    def others(self) -> tuple[str, ...]:
        return self.texts[1:]

    @property
    def chosen_label(self) -> str:
        return next((choice.label for choice in self.choices if choice.value == self.chosen), "")


def asks(sheet: Sheet, calendar: SchoolCalendar, *, first: int = 1) -> tuple[Ask, ...]:
    """List the questions about the dates of an answered sheet; texts of the same choices and answer share one."""
    groups: dict[tuple, list[tuple[Event, Question]]] = {}
    for event in sheet.events:
        for question in resolving.questions(event.due, sheet.period, calendar=calendar):
            values = tuple(choice.value for choice in question.choices)
            chosen = event.answers.get(question.code, question.default)
            group = (question.code,) if question.once else (question.code, values, chosen)
            groups.setdefault(group, []).append((event, question))
    return tuple(_ask(number, group) for number, group in enumerate(groups.values(), first))


def _ask(number: int, group: Sequence[tuple[Event, Question]]) -> Ask:
    event, question = group[0]
    texts: dict[str, str] = {}
    for one, _ in group:
        texts.setdefault(fold(one.due.raw), one.due.raw)
    return Ask(
        number=number,
        code=question.code,
        text=question.text if question.once else f"«{_capital(event.due.raw)}» — {_WHAT[len(question.choices) > 2]}",
        about=_about(group, question),
        choices=tuple(Choice(choice.value, _shorter(choice.label)) for choice in question.choices),
        chosen=event.answers.get(question.code, question.default),
        once=question.once,
        texts=tuple(texts.values()),
        events=tuple(one.key for one, _ in group),
    )


_WHAT = {False: "какого года?", True: "один раз или каждый год?"}


def _about(group: Sequence[tuple[Event, Question]], question: Question) -> str:
    lead = [event for event, _ in group if question.once or event.due.raw == group[0][0].due.raw]
    numbers = [event.number or f"«{event.title[:40]}»" for event in lead]
    named = words.some(numbers, _SHOWN)
    said = words.plural(len(numbers), "Мероприятие", "Мероприятия", "Мероприятия")
    return f"{said} {named}." if question.once else f"{said} {named}. {question.text}"


def _shorter(label: str) -> str:
    """Name the first days alone where the label lists a whole plan of them."""
    days = label.split(", ")
    return label if len(days) <= _SHOWN + 1 else f"{', '.join(days[:_SHOWN])} и ещё {len(days) - _SHOWN}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def answered(ask: Ask, value: str, *, alike: bool, before: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one answer over those given before: for the whole plan, for all texts alike, or for the first alone."""
    if ask.once:
        return dict(before) | {"once": before.get("once", {}) | {ask.code: value}}
    dates = dict(before.get("dates", {}))
    for text in ask.texts if alike else ask.texts[:1]:
        dates[fold(text)] = dates.get(fold(text), {}) | {ask.code: value}
    return dict(before) | {"dates": dates}


@dataclass(frozen=True)
class Understood:
    """How a date text was read, as a state with words."""

    tone: str
    words: str
    icon: str = ""
    moved: str = ""


def understood(event: Event, slots: Sequence[Slot], *, asked: bool) -> Understood:
    """Say how the date of a line was understood; `asked` marks one whose question is open on the same page."""
    spec = event.due
    if spec.kind == Kind.UNCLEAR:
        return Understood("bad", spec.reason or "срок не понят, напишите его иначе")
    days = [slot for slot in slots if slot.due]
    if not days:
        return _undated(spec)
    said = _days(days)
    if "due" in event.inherited:
        said = f"взяли срок выше: {said}"
    elif days[0].inferred:
        said = f"{said}: так?" if asked else f"{said}, год добавлен"
    if spec.rest:
        said += f"; «{spec.rest}» оставили словами"
    return Understood("warn" if asked else "ok", said, moved=_moved(days))


def _undated(spec: DueSpec) -> Understood:
    if spec.kind in (Kind.NONE, Kind.INHERITED):
        return Understood("warn", "срок не указан")
    if spec.kind in (Kind.RELATIVE, Kind.ON_EVENT):
        return Understood("", "дата появится вместе с событием", "hourglass-split")
    if spec.parts or spec.spans:
        return Understood("bad", "в период плана не попадает: укажите год")
    return Understood("", f"без даты: {describing.describe(spec)}", "circle")


def _days(slots: Sequence[Slot]) -> str:
    spans = [Span(slot.start, slot.moved_from or slot.due) for slot in slots]
    if yearly := _every_year(spans):
        return yearly
    named = words.some([words.months(span) for span in spans], _SHOWN)
    return named if len(spans) == 1 else f"{words.counted(len(spans), 'раз', 'раза', 'раз')}: {named}"


def _every_year(spans: Sequence[Span]) -> str:
    """Say the same days of several years once: «октябрь 2026, 2027 и 2028 г.»."""
    years = [span.end.year for span in spans if span.end]
    said = {words.months(span).replace(words.year(year), "{}") for span, year in zip(spans, years, strict=False)}
    if len(spans) < 2 or len(said) > 1 or years != sorted(set(years)) or not all("{}" in one for one in said):
        return ""
    named = ", ".join(str(year) for year in years[:-1]) + f" и{words.NBSP}{words.year(years[-1])}"
    return said.pop().format(named)


def _moved(slots: Sequence[Slot]) -> str:
    moved = [slot for slot in slots if slot.moved_from]
    if not moved:
        return ""
    said = f"{words.day_month(moved[0].moved_from)} → {words.short(moved[0].due)}"
    return f"выходной: {said}" + (f" и ещё {len(moved) - 1}" if len(moved) > 1 else "")
