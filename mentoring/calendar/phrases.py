"""Texts that name no day: a period, another document, an event, an agreement, a need."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from mentoring.calendar.due import Direction, DueSpec, Kind, MonthDay, Offset, Part, Recurrence, Unit
from mentoring.calendar.frequency import NUMBER, number

_DURING = r"(?:в течени[ие]|в теч\.?|на протяжении|на)"
_YEAR = r"(?:год|года|году)"
_OFFSET = (
    rf"(?:(?P<count>{NUMBER})(?:-?(?:х|ти|и))? )?(?P<sort>рабоч\w+ |календарн\w+ |учебн\w+ )?"
    r"(?P<unit>дн\w+|день|сут\w+|недел\w*|месяц\w*|год\w*|лет)"
)
_WITHIN = rf"(?:{_DURING}|не позднее(?: чем)?(?: через)?|не более(?: чем)?(?: через)?|в срок до|до|в срок)"
_AFTER = r"(?:после|со дня|с момента|с даты|с дня|от даты|от|с)"
_AGREEMENT = r"(?:согласовани\w+|договоренност\w+)"
_SET_BY = r"в сроки,? (?:установленные|определенные|указанные)(?: в)?"
_DOCUMENTS = (
    r"план|график|расписани|договор|приказ|положени|программ|регламент|календар|циклограмм|карт|соглашени|распоряжени"
)
_ADJECTIVES = r"(?:[а-я]+(?:ым|им|ой|ому|ему|ыми|ими) )*"


@dataclass(frozen=True)
class Rule:
    """One way to say a kind; a named group is the field of the spec that it fills."""

    kind: Kind
    pattern: re.Pattern[str]
    fields: dict[str, Any]


def _rule(kind: Kind, *patterns: str, **fields: Any) -> Rule:
    return Rule(kind, re.compile("|".join(patterns), re.DOTALL), fields)


# The order is from the plainest to the widest.
_RULES = (
    _rule(Kind.NONE, r"[-_ .]*", r"нет", r"не (?:указан|установлен)\w*"),
    _rule(
        Kind.ON_DEMAND,
        r"(?:по|при|в случае|по мере) (?:необходимости|надобности|потребности|возникновени\w+|возможности)(?: .+)?",
        r"по мере поступления(?: .+)?",
        r"по (?:запрос|требовани|обращени|заявк|заявлени)\w*(?: .+)?",
        r"в случае обращени\w+(?: .+)?",
        recurrence=Recurrence.AS_NEEDED,
    ),
    _rule(
        Kind.BY_AGREEMENT,
        rf"по (?:\w+ )?{_AGREEMENT}(?: (?:с|со|между) (?P<party>.+))?",
        rf"по {_AGREEMENT} .+",
    ),
    _rule(
        Kind.YEAR,
        rf"(?:{_DURING} )?(?:всего |весь )?календарн\w+ {_YEAR}",
        parts=(Part(MonthDay(1), MonthDay(12)),),
        recurrence=Recurrence.CONTINUOUS,
    ),
    _rule(
        Kind.YEAR,
        rf"(?:{_DURING} (?:всего )?|весь |круглый )(?:текущ\w+ )?{_YEAR}",
        recurrence=Recurrence.CONTINUOUS,
    ),
    _rule(
        Kind.SCHOOL_YEAR,
        rf"(?:{_DURING} )?(?:всего |весь |текущ\w+ )*(?:учебн\w+|уч\.?) ?(?:{_YEAR}|г\.?)",
        recurrence=Recurrence.CONTINUOUS,
    ),
    _rule(
        Kind.UNCLEAR,
        rf"(?:в )?(?:кон(?:ец|це)|начал[оае]) (?:этого )?{_YEAR}",
        reason="неясно, какой год: учебный или календарный",
    ),
    _rule(
        Kind.PERIOD,
        rf"(?:(?:{_DURING}|за|в) )?(?:весь|всего|всем протяжении) (?:период\w*|срок\w*)(?: .+)?",
        rf"(?:{_DURING}|в|за) (?:период\w*|срок\w*) (?:реализации|действия|внедрения)(?: .+)?",
        r"период реализации(?: .+)?",
        recurrence=Recurrence.CONTINUOUS,
    ),
    _rule(Kind.RELATIVE, rf"{_WITHIN} {_OFFSET} {_AFTER} (?P<anchor>.+)", direction=Direction.WITHIN),
    _rule(
        Kind.RELATIVE,
        rf"(?:через|спустя|по истечении) {_OFFSET} {_AFTER} (?P<anchor>.+)",
        direction=Direction.AFTER,
    ),
    _rule(
        Kind.RELATIVE,
        rf"{_OFFSET} (?:после|со дня|с момента|с даты) (?P<anchor>.+)",
        direction=Direction.WITHIN,
    ),
    _rule(
        Kind.RELATIVE,
        rf"(?P<latest>не (?:позднее|позже|менее)(?: чем)? )?за {_OFFSET} (?:до|перед) (?P<anchor>.+)",
        direction=Direction.BEFORE,
    ),
    _rule(Kind.RELATIVE, r"(?:в|во) день (?P<anchor>.+)", direction=Direction.ON),
    _rule(Kind.RELATIVE, r"на следующий (?P<unit>день) после (?P<anchor>.+)", direction=Direction.AFTER),
    _rule(
        Kind.UNCLEAR,
        rf"(?:{_DURING}|через|спустя) {_OFFSET}",
        reason="не сказано, от какого события считать срок",
    ),
    _rule(Kind.PER_DOCUMENT, rf"(?:в соответствии со?|согласно|на основании|{_SET_BY}) (?P<document>.+)"),
    _rule(Kind.PER_DOCUMENT, rf"(?:по|в рамках) (?P<document>{_ADJECTIVES}(?:{_DOCUMENTS})\w*(?: .+)?)"),
    _rule(
        Kind.ONGOING,
        r"(?:постоянно|систематически|регулярно|непрерывно|бессрочно|круглогодично|постоянн\w+)(?: .+)?",
        r"(?:на постоянной основе|в рабочем порядке|в процессе|по ходу)(?: .+)?",
        r"(?:весь|все) (?:время|дни)",
        r"в течени[ие] (?:всей |всего )?[а-я]+(?: .+)?",
        r"(?:в ходе|на протяжении) .+",
        recurrence=Recurrence.CONTINUOUS,
    ),
    _rule(
        Kind.ON_EVENT,
        r"(?P<anchor>(?:при|сразу после|после|с выходом|с момента|с начала|с|до начала|до момента|до|перед) .+)",
        r"(?P<anchor2>(?:в случае|в рамках|во время|в начале|в конце|по мере) .+)",
        r"(?P<anchor3>по (?:завершени|окончани|итогам|результатам|факту|прибыти|поступлени)\w* .+)",
        recurrence=Recurrence.AS_NEEDED,
    ),
)
_UNITS = (
    ("дн", Unit.DAY),
    ("день", Unit.DAY),
    ("сут", Unit.DAY),
    ("нед", Unit.WEEK),
    ("мес", Unit.MONTH),
    ("", Unit.YEAR),
)
_ORDERS = (  # what an order about this is called in the list of orders
    (r"приказ|распоряжени", r"(?:отбор|выдвижени|реестр\w* наставник|баз\w+ наставник)", "O6"),
    (r"приказ|распоряжени", r"(?:реестр|баз)\w* наставляем", "O4"),
    (
        r"приказ|распоряжени",
        r"(?:закреплени|формировани|утверждени|состав)\w* (?:наставническ\w+ )?(?:пар|групп)",
        "O7",
    ),
    (r"приказ|распоряжени", r"(?:индивидуальн\w+ план|персонализированн\w+ программ)", "O8"),
    (r"приказ|распоряжени", r"внедрени\w+", "O1"),
)
_NOUN = (
    ("иями", "ия"), ("ками", "ки"), ("гами", "ги"), ("ами", "ы"), ("ями", "и"), ("рем", "рь"), ("рю", "рь"),
    ("ием", "ие"), ("ой", "а"), ("ом", ""), ("ем", "й"), ("ию", "ие"), ("иям", "ия"), ("кам", "ки"), ("ам", "ы"),
    ("ям", "и"), ("у", ""), ("ю", "й"), ("е", "а"),
)  # fmt: skip
_ADJECTIVE = (("ыми", "ые"), ("ими", "ие"), ("ым", "ый"), ("им", "ий"), ("ому", "ый"), ("ему", "ий"), ("ой", "ая"))


def read(text: str, original: str) -> DueSpec | None:
    """Read a plain text that names no day; names are cut out of the original, which has the same length."""
    for rule in _RULES:
        if found := rule.pattern.fullmatch(text):
            return _spec(rule, found, original)
    return None


def _spec(rule: Rule, found: re.Match[str], original: str) -> DueSpec:
    """Fill the fields that the pattern caught."""
    fields = dict(rule.fields)
    direction = fields.pop("direction", None)
    for group, caught in found.groupdict().items():
        field = group.rstrip("0123456789")
        if caught and field in ("party", "anchor", "document"):
            fields[field] = original[slice(*found.span(group))].strip(" .,;()")
    if direction:
        fields["offset"] = _offset(found, direction)
        fields["only_end"] = direction == Direction.WITHIN or bool(found.groupdict().get("latest"))
    if "document" in fields:
        fields["document"] = nominative(fields["document"])
    if "anchor" in fields:
        fields["anchor_code"] = order_code(fields["anchor"])
    return DueSpec(kind=rule.kind, **fields)


def _offset(found: re.Match[str], direction: Direction) -> Offset:
    groups = found.groupdict()
    if direction == Direction.ON:
        return Offset(0, Unit.DAY, direction)
    word = groups.get("unit") or "день"
    unit = next(unit for stem, unit in _UNITS if word.startswith(stem))
    if unit == Unit.DAY and (groups.get("sort") or "").startswith("рабоч"):
        unit = Unit.WORKING_DAY
    return Offset(number(groups.get("count") or "1"), unit, direction)


def order_code(anchor: str) -> str:
    """Name the order an event speaks of, where it is plain enough."""
    text = anchor.lower().replace("ё", "е")
    return next((code for paper, topic, code in _ORDERS if re.search(paper, text) and re.search(topic, text)), "")


def nominative(document: str) -> str:
    """Give «планами работы на год» as «планы работы на год»: the words up to the name of the document."""
    words = document.split()
    stem = re.compile(_DOCUMENTS, re.IGNORECASE)
    noun = next((index for index, word in enumerate(words) if stem.match(word)), None)
    if noun is None:
        return document
    before = [_ending(word, _ADJECTIVE) for word in words[:noun]]
    return " ".join([*before, _ending(words[noun], _NOUN), *words[noun + 1 :]])


def _ending(word: str, table: tuple[tuple[str, str], ...]) -> str:
    """Exchange the first ending that fits."""
    return next((word[: -len(old)] + new for old, new in table if word.lower().endswith(old)), word)
