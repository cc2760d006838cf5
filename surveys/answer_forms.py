"""Questions as the fields of a page, and what its form sends."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from surveys import filling
from surveys.filling import Fault, Item, Raw

ALONE = "имя"
PLACES = ("кого в первую очередь", "кого ещё")
_YES_NO = ((filling.YES, "да"), (filling.NO, "нет"))
_NOBODY = ("", "никого")


@dataclass(frozen=True)
class Choice:
    """One button, tick or line of a list."""

    id: str
    value: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class Line:
    """A line of a table of scales, or a place for a person."""

    name: str
    words: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Ask:
    """A question with what was answered so far, what is wrong with that, and on what it rests."""

    item: Item
    raw: Raw
    fault: str
    lines: tuple[Line, ...] = ()
    when: str = ""
    rests_on: str = ""

    @property
    def name(self) -> str:
        return name_of(self.item)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self.lines[0].choices if self.lines else ()

    @property
    def anchor(self) -> str:
        """Name the control to which a fault leads."""
        if self.item.kind == filling.PERSON:
            return f"{self.name}-0"
        return self.choices[0].id if self.choices else self.name

    @property
    def longest(self) -> int:
        return filling.LONGEST.get(self.item.kind, filling.ANY_RAW)

    @property
    def described_by(self) -> str:
        told = (("help", self.item.help), ("words", self.item.low_words or self.item.high_words), ("fault", self.fault))
        return " ".join(f"{self.name}_{what}" for what, there in told if there)


def name_of(item: Item) -> str:
    return f"q{item.key}"


def places(item: Item) -> int:
    """Count the fields of a question that has one for each line or each place."""
    return len(item.rows) if item.kind == filling.MATRIX else min(item.high, max(len(item.people), 1))


def sent(questions: Iterable[Item], data: QueryDict) -> dict[str, Raw]:
    """Return what a form says to these questions."""
    found: dict[str, Raw] = {}
    for one in questions:
        name = name_of(one)
        if one.kind == filling.MANY:
            found[one.code] = data.getlist(name)
        elif one.kind in filling.SEVERAL:
            found[one.code] = [data.get(f"{name}-{place}", "") for place in range(places(one))]
        else:
            found[one.code] = data.get(name, "")
    return found


def laid(page: Sequence[Item], raws: Mapping[str, Raw], faults: Mapping[str, Fault]) -> list[Ask]:
    """Lay the questions of a page out."""
    found, here, before = [], {}, ""
    for one in page:
        raw = _as_typed(one, raws.get(one.code))
        fault = faults[one.code].text if one.code in faults else ""
        rests_on = here.get(one.shown_if)
        when = _condition(rests_on, one.shown_value, near=before == one.shown_if) if rests_on else ""
        name = name_of(rests_on) if rests_on else ""
        found.append(Ask(one, raw, fault, _lines(one, raw), when, name))
        here[one.code] = one
        before = one.shown_if if before == one.shown_if and one.shown_if else one.code
    return found


def _as_typed(item: Item, raw: Raw) -> Raw:
    """Return a raw answer as a field shows it; that of a day knows only one way of writing."""
    if item.kind == filling.DATE:
        day = filling.clean(item, raw)
        return day.isoformat() if isinstance(day, date) else raw or ""
    return "" if raw is None else raw


def _condition(item: Item, value: int | None, *, near: bool) -> str:
    said = dict(_choices(item)).get(value, str(value))
    if item.kind == filling.YES_NO and near:
        return f"Если {said}:"
    return f"Если ответ «{said}»:" if near else f"Если на вопрос «{item.text}» ответ «{said}»:"


def _choices(item: Item) -> list[tuple[int | str, str]]:
    """Return what may be chosen, in its order."""
    if item.kind in (filling.SCALE, filling.MATRIX):
        return [(point, str(point)) for point in item.points]
    if item.kind in (filling.ONE, filling.MANY):
        return list(enumerate(item.options))
    if item.kind == filling.PERSON:
        return [_NOBODY, *item.people]
    return list(_YES_NO) if item.kind == filling.YES_NO else []


def _lines(item: Item, raw: Raw) -> tuple[Line, ...]:
    choices, name = _choices(item), name_of(item)
    if not choices:
        return ()
    if item.kind in (filling.MATRIX, filling.PERSON):
        given = list(raw or [])[: places(item)]
        given += [""] * (places(item) - len(given))
        words = item.rows if item.kind == filling.MATRIX else _ranks(places(item))
        return tuple(_line(f"{name}-{place}", words[place], choices, {str(one)}) for place, one in enumerate(given))
    chosen = set(map(str, raw)) if isinstance(raw, list) else {str(raw)}
    return (_line(name, "", choices, chosen),)


def _ranks(count: int) -> list[str]:
    return [ALONE] if count == 1 else [PLACES[place > 0] for place in range(count)]


def _line(name: str, words: str, choices: Iterable[tuple[int | str, str]], chosen: set[str]) -> Line:
    made = (Choice(f"{name}-{value}", str(value), said, str(value) in chosen) for value, said in choices)
    return Line(name, words, tuple(made))
