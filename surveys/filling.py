"""What of a questionnaire is asked, and what an answer means. Pure.

Raw answers are what came from a form or was kept as a draft: a text, or a list of texts where a question takes several.
Clean ones are numbers, texts, days, or tuples of places, of points, of people.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby

from mentoring.calendar import reading
from surveys.wording import Wording

SCALE, ONE, MANY, YES_NO = "scale", "one", "many", "yes_no"
SHORT, LONG, NUMBER, DATE, PERSON, MATRIX = "short", "long", "number", "date", "person", "matrix"
SEVERAL = (MANY, MATRIX, PERSON)  # kinds whose raw answer is a list
LONGEST = {SHORT: 300, LONG: 4000}
ANY_RAW = 100  # letters of what was typed where no long text belongs
MOST = Decimal("9999999.99")
YES, NO = 1, 0

_NUMBER = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,2})?")
_WHOLE = re.compile(r"\d{1,5}")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

Raw = str | int | list | None
Value = int | Decimal | date | str | tuple[int | None, ...] | None


@dataclass(frozen=True, kw_only=True)
class Item(Wording):
    """A question as a page asks it. `people` are those who may be named; `high` is then how many."""

    key: int
    people: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Fault:
    """What is wrong with an answer, in words for whoever gave it."""

    text: str


@dataclass(frozen=True)
class Said:
    """One row of an answer as it is kept."""

    row: int = 0
    value: Decimal | int | None = None
    text: str = ""
    person: int | None = None


@dataclass(frozen=True)
class Filled:
    """A questionnaire that was gone through: the values of what was asked, the faults by code."""

    values: Mapping[str, Value] = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)


def parts(questions: Sequence[Item]) -> list[tuple[Item, ...]]:
    """Lay the questions out by pages: those of one part that stand together make one."""
    return [tuple(group) for _, group in groupby(questions, key=lambda one: one.part)]


def shown(questions: Sequence[Item], answers: Mapping[str, Value]) -> list[Item]:
    """Return what is asked of whoever has answered so far."""
    found: dict[str, Item] = {}
    for one in questions:
        if not one.shown_if or (one.shown_if in found and _is(answers.get(one.shown_if), one.shown_value)):
            found[one.code] = one
    return list(found.values())


def pages(questions: Sequence[Item], answers: Mapping[str, Value]) -> list[tuple[Item, ...]]:
    """Lay out the pages of whoever has answered so far; what a page itself decides stands on it."""
    asked = {one.code for one in shown(questions, answers)}
    found = []
    for part in parts(questions):
        here: dict[str, Item] = {}
        for one in part:
            if one.code in asked or one.shown_if in here:
                here[one.code] = one
        if here:
            found.append(tuple(here.values()))
    return found


def _is(value: Value, wanted: int | None) -> bool:
    return wanted in value if isinstance(value, tuple) else value == wanted


def clean(question: Item, raw: Raw) -> Value | Fault:
    """Return what an answer means, None where nothing was said, a fault where it cannot be taken."""
    value = _READERS[question.kind](question, raw)
    if question.required and _lacks(question, value):
        return Fault(_ASKED.get(question.kind, "Ответьте на этот вопрос."))
    return value


def fill(questions: Sequence[Item], raws: Mapping[str, Raw]) -> Filled:
    """Read all answers; those to questions that are not asked say nothing."""
    read = {one.code: clean(one, raws.get(one.code)) for one in questions}
    asked = shown(questions, {code: value for code, value in read.items() if not isinstance(value, Fault)})
    values = {one.code: read[one.code] for one in asked if not isinstance(read[one.code], Fault)}
    return Filled(
        values={code: value for code, value in values.items() if value is not None},
        faults={one.code: read[one.code] for one in asked if isinstance(read[one.code], Fault)},
    )


def said(question: Item, value: Value) -> Iterator[Said]:
    """Lay an answer out as the rows in which it is kept."""
    if question.kind == MANY:
        yield from (Said(value=place) for place in value)
    elif question.kind == MATRIX:
        yield from (Said(row, point) for row, point in enumerate(value) if point is not None)
    elif question.kind == PERSON:
        yield from (Said(rank, person=person) for rank, person in enumerate(value))
    elif question.kind in LONGEST:
        yield Said(text=value)
    elif question.kind == DATE:
        yield Said(text=value.isoformat())
    else:
        yield Said(value=value)


def told(question: Item, rows: Sequence[Said]) -> Raw:
    """Return kept rows as the raw answer from which they came."""
    if question.kind == MANY:
        return [str(int(one.value)) for one in rows]
    if question.kind == MATRIX:
        points = {one.row: str(int(one.value)) for one in rows}
        return [points.get(row, "") for row in range(len(question.rows))]
    if question.kind == PERSON:
        return [str(one.person) for one in sorted(rows, key=lambda one: one.row)]
    if not rows:
        return ""
    if question.kind in (*LONGEST, DATE):
        return rows[0].text
    return f"{rows[0].value.normalize():f}" if isinstance(rows[0].value, Decimal) else str(rows[0].value)


def kept(question: Item, raw: Raw) -> Raw:
    """Return what of a raw answer is kept as a draft: no more than could ever be taken."""
    longest = 2 * LONGEST[LONG] if question.kind in LONGEST else ANY_RAW
    if question.kind in SEVERAL:
        return [_text(one)[:ANY_RAW] for one in _list(raw)[: _most(question)]]
    return _text(raw)[:longest]


def _most(question: Item) -> int:
    return {MANY: len(question.options), MATRIX: len(question.rows)}.get(question.kind, question.high)


def _text(raw: Raw) -> str:
    return "" if raw is None else _UNSEEN.sub("", str(raw)).strip()


def _list(raw: Raw) -> list:
    if raw is None or raw == "":
        return []
    return list(raw) if isinstance(raw, list | tuple) else [raw]


def _whole(text: str, allowed: range) -> int | None:
    """Return a whole number of this range, None where it is none."""
    return int(text) if _WHOLE.fullmatch(text) and text.isascii() and int(text) in allowed else None


def _place(allowed: range, fault: str, raw: Raw) -> Value | Fault:
    text = _text(raw)
    if not text:
        return None
    number = _whole(text, allowed)
    return Fault(fault) if number is None else number


def _scale(question: Item, raw: Raw) -> Value | Fault:
    return _place(question.points, f"Выберите число от {question.low} до {question.high}.", raw)


def _one(question: Item, raw: Raw) -> Value | Fault:
    return _place(range(len(question.options)), "Такого варианта нет. Выберите из списка.", raw)


def _many(question: Item, raw: Raw) -> Value | Fault:
    found = [_one(question, one) for one in _list(raw)]
    wrong = next((one for one in found if isinstance(one, Fault)), None)
    return wrong or tuple(sorted({one for one in found if one is not None})) or None


def _yes_no(question: Item, raw: Raw) -> Value | Fault:
    return _place(range(2), "Выберите «да» или «нет».", raw)


def _words(question: Item, raw: Raw) -> Value | Fault:
    text, most = _text(raw), LONGEST[question.kind]
    if question.kind == SHORT:
        text = " ".join(text.split())
    if len(text) > most:
        return Fault(f"Сократите до {most} знаков: сейчас их {len(text)}.")
    return text or None


def _number(question: Item, raw: Raw) -> Value | Fault:
    text = "".join(_text(raw).split()).replace(",", ".").replace("−", "-")
    if not text:
        return None
    if not text.isascii() or not _NUMBER.fullmatch(text):
        return Fault("Напишите число цифрами, например 12 или 3,5.")
    number = Decimal(text)
    if not 0 <= number <= MOST:
        return Fault("Число должно быть от 0 до 9 999 999.")
    return number


def _day(question: Item, raw: Raw) -> Value | Fault:
    text = _text(raw)
    if not text:
        return None
    spans = reading.read(text[:ANY_RAW]).spans
    if len(spans) != 1 or spans[0].start != spans[0].end:
        return Fault("Напишите день, месяц и год, например 18.11.2026.")
    day = spans[0].start
    return day if 1900 <= day.year <= 2100 else Fault("Проверьте год.")


def _people(question: Item, raw: Raw) -> Value | Fault:
    """Return whom somebody named, first the most wanted; an empty place between two names closes up."""
    names = [text for text in map(_text, _list(raw)) if text]
    offered = {str(pk) for pk, _ in question.people}
    if not set(names) <= offered:
        return Fault("Такого человека в списке нет. Выберите из списка.")
    if len(names) > question.high:
        return Fault(f"Можно назвать не больше {question.high}.")
    if len(set(names)) < len(names):
        return Fault("Один человек назван дважды. Оставьте его один раз.")
    return tuple(map(int, names)) or None


def _matrix(question: Item, raw: Raw) -> Value | Fault:
    sent = _list(raw)
    found = [_scale(question, sent[row] if row < len(sent) else "") for row in range(len(question.rows))]
    wrong = next((one for one in found if isinstance(one, Fault)), None)
    if wrong:
        return wrong
    return None if all(one is None for one in found) else tuple(found)


def _lacks(question: Item, value: Value | Fault) -> bool:
    return value is None or (question.kind == MATRIX and isinstance(value, tuple) and None in value)


_ASKED = {
    SHORT: "Впишите ответ.",
    LONG: "Впишите ответ.",
    NUMBER: "Впишите число.",
    DATE: "Укажите день.",
    MATRIX: "Ответьте в каждой строке.",
    PERSON: "Выберите хотя бы одного человека.",
    MANY: "Отметьте хотя бы один вариант.",
}
_READERS = {
    SCALE: _scale,
    ONE: _one,
    MANY: _many,
    YES_NO: _yes_no,
    SHORT: _words,
    LONG: _words,
    NUMBER: _number,
    DATE: _day,
    PERSON: _people,
    MATRIX: _matrix,
}
