"""Which rows of a plan are headings, and what a heading says: title, goal, task, result."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from mentoring.calendar import reading
from mentoring.calendar.due import DueSpec
from roadmap.readers import dates, numbers
from roadmap.readers.draft import Section
from roadmap.readers.entries import Entry

_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[\s.;,)»]))(?P<label>Цел[ьи]|Задач[аи]|(?:(?:Ожид|Планир|Предпол)\w+ )?[Рр]езультат\w*"
    r"|ЦЕЛ[ЬИ]|ЗАДАЧ[АИ]|РЕЗУЛЬТАТ\w*)(?: (?:этапа|раздела|блока))?\s*[:–—-]\s*"
)
_STAGE_WORD = re.compile(r"\bэтап\b", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]+[.)]?\Z")


@lru_cache(maxsize=4096)
def due_of(text: str) -> DueSpec:
    return reading.read(text)


def split_goals(text: str) -> tuple[str, str, str, str]:
    """Part a heading into title, goal, task and result; leftovers like an empty «Цель:» vanish."""
    found = list(_LABEL.finditer(text))
    if not found or not text[: found[0].start()].strip():
        return text, "", "", ""
    parts = {"goal": "", "task": "", "result": ""}
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=True):
        label = match["label"].lower()
        name = "goal" if label.startswith("цел") else "task" if label.startswith("задач") else "result"
        value = text[match.end() : end].strip()
        parts[name] = f"{parts[name]} {value}".strip()
    return text[: found[0].start()].strip(), parts["goal"], parts["task"], parts["result"]


def starts_with_goal(text: str) -> bool:
    return bool(_LABEL.match(text))


def read(entry: Entry, sections: Sequence[Section]) -> Section:
    title, goal, task, result = split_goals(entry.text)
    responsible = entry.responsible.flat
    date_text = entry.due.flat
    if not date_text and dates.is_only_date(title):
        date_text = title
    return Section(
        entry.number,
        title,
        goal,
        task,
        result or entry.result.flat,
        _parent(entry.number, sections),
        due_of(date_text),
        responsible,
        place=str(entry.place),
    )


def _parent(number: str, sections: Sequence[Section]) -> int | None:
    above = [index for index, section in enumerate(sections) if number and numbers.is_under(number, section.number)]
    return max(above, key=lambda index: len(numbers.key(sections[index].number)), default=None)


def add_goal(section: Section, text: str) -> Section:
    """Add a line like «Задача: …» that stands in a row of its own under the heading."""
    _, goal, task, result = split_goals(f"- {text}")
    return replace(
        section,
        goal=f"{section.goal} {goal}".strip(),
        task=f"{section.task} {task}".strip(),
        result=f"{section.result} {result}".strip(),
    )


def is_heading(entries: Sequence[Entry], index: int, *, numbered: bool, staged: bool) -> bool:
    """Tell a heading from an event by what the row lacks and by its neighbours."""
    entry = entries[index]
    if entry.line or entry.wide or entry.stage_like and entry.is_bare:
        return True
    child_follows = bool(entry.number) and _child_follows(entries, index)
    if not entry.is_bare:
        return child_follows or not staged and _is_dated_stage(entries, index)
    after = _next(entries, index)
    if entry.number:
        return child_follows or _number_of_heading(entry, after)
    if entry.bold or entry.text.isupper() or numbers.is_stage_like(entry.text) or dates.is_only_date(entry.text):
        return True
    if after is None:
        return False
    before = entries[index - 1] if index else None
    if numbered:
        return not after.is_bare or bool(after.number)
    crowd = after.is_bare and not after.wide or before is not None and before.is_bare and not _heads(before)
    return not crowd or index == 0


def _is_dated_stage(entries: Sequence[Entry], index: int) -> bool:
    """A stage with its own date and nobody to answer, above rows that have no date."""
    entry = entries[index]
    if entry.responsible.paragraphs or not entry.due.paragraphs or not _STAGE_WORD.search(entry.text):
        return False
    after = _next(entries, index)
    return after is not None and not after.due.paragraphs and not after.wide and len(entry.text) < 150


def _heads(entry: Entry) -> bool:
    return entry.line or entry.wide or entry.bold or entry.text.isupper()


def _next(entries: Sequence[Entry], index: int) -> Entry | None:
    return next((entry for entry in entries[index + 1 :] if not entry.is_note), None)


def _child_follows(entries: Sequence[Entry], index: int) -> bool:
    following = (entry for entry in entries[index + 1 : index + 4] if entry.number)
    after = next(following, None)
    return after is not None and numbers.is_under(after.number, entries[index].number)


def _number_of_heading(entry: Entry, after: Entry | None) -> bool:
    """A bare numbered row is a heading when what follows is counted otherwise than it is."""
    if entry.bold or _ROMAN.match(entry.number):
        return True
    if after is None or after.is_bare:
        return False
    if not after.number:
        return True
    own, other = numbers.key(entry.number), numbers.key(after.number)
    return len(own) == len(other) == 1 and other == ("1",)
