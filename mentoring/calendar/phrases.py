"""Texts that name no day: a period, another document, an event, an agreement, a need."""

from __future__ import annotations

import re

from mentoring.calendar.due import Direction, DueSpec, Kind, MonthDay, Offset, Part, Recurrence, Unit
from mentoring.calendar.frequency import NUMBER, number

_CONTINUOUS = {"recurrence": Recurrence.CONTINUOUS}
_DURING = r"(?:в течени[ие]|в теч\.?|на протяжении|на)"
_YEAR = r"(?:год|года|году)"
_OFFSET = (
    rf"(?:(?P<count>{NUMBER})(?:-?(?:х|ти|и))? )?(?P<sort>рабоч\w+ |календарн\w+ |учебн\w+ )?"
    r"(?P<unit>дн\w+|день|сут\w+|недел\w*|месяц\w*|год\w*|лет)"
)
_AFTER = r"(?:после|со дня|с момента|с даты|с дня|от даты|от|с)"
_DOCUMENTS = (
    r"план|график|расписани|договор|приказ|положени|программ|регламент|календар|циклограмм|карт|соглашени|распоряжени"
)
_FAR = r"(?:[а-я]+(?:ым|им|ой|ому|ему|ыми|ими) )*"

# Each group name is a field of the spec; the order is from the plainest to the widest.
_RULES: tuple[tuple[Kind, str, dict[str, object]], ...] = (
    (Kind.NONE, r"[-_ .]*|нет|не указан\w*|не установлен\w*", {}),
    (
        Kind.ON_DEMAND,
        r"(?:по|при|в случае|по мере) (?:необходимости|надобности|потребности|возникновени\w+|возможности)(?: .+)?"
        r"|по мере поступления(?: .+)?|по (?:запрос|требовани|обращени|заявк|заявлени)\w*(?: .+)?"
        r"|в случае (?:необходимости|потребности|обращени\w+)(?: .+)?",
        {"recurrence": Recurrence.AS_NEEDED},
    ),
    (
        Kind.BY_AGREEMENT,
        r"по (?:\w+ )?(?:согласовани\w+|договоренност\w+)(?: (?:с|со|между) (?P<party>.+))?|по (?:согласовани\w+|договоренност\w+) .+",
        {},
    ),
    (Kind.YEAR, rf"(?:{_DURING} )?(?:всего |весь )?календарн\w+ {_YEAR}", {"parts": (Part(MonthDay(1), MonthDay(12)),), **_CONTINUOUS}),
    (Kind.YEAR, rf"(?:(?:{_DURING} )(?:всего )?|весь |круглый )(?:текущ\w+ )?{_YEAR}", _CONTINUOUS),
    (Kind.SCHOOL_YEAR, rf"(?:{_DURING} )?(?:всего |весь |текущ\w+ )*(?:учебн\w+|уч\.?) ?(?:{_YEAR}|г\.?)", _CONTINUOUS),
    (Kind.UNCLEAR, rf"(?:в )?(?:кон(?:ец|це)|начал[оае]) (?:этого )?{_YEAR}", {"reason": "неясно, какой год: учебный или календарный"}),
    (
        Kind.PERIOD,
        rf"(?:(?:{_DURING}|за|в) )?(?:весь|всего|всем протяжении|весь этот) (?:период\w*|срок\w*)(?: .+)?"
        rf"|(?:{_DURING}|в|за) (?:период\w*|срок\w*) (?:реализации|действия|внедрения)(?: .+)?|период реализации(?: .+)?",
        _CONTINUOUS,
    ),
    (
        Kind.RELATIVE,
        rf"(?P<within>в течени[ие]|в теч\.?|не позднее(?: чем)?(?: через)?|не более(?: чем)?(?: через)?|в срок до|до|в срок) {_OFFSET}"
        rf" {_AFTER} (?P<anchor>.+)",
        {"direction": Direction.WITHIN},
    ),
    (Kind.RELATIVE, rf"(?:через|спустя|по истечении) {_OFFSET} (?:{_AFTER}) (?P<anchor>.+)", {"direction": Direction.AFTER}),
    (Kind.RELATIVE, rf"(?P<within>){_OFFSET} (?:после|со дня|с момента|с даты) (?P<anchor>.+)", {"direction": Direction.WITHIN}),
    (
        Kind.RELATIVE,
        rf"(?P<latest>не (?:позднее|позже|менее)(?: чем)? )?за {_OFFSET} (?:до|перед) (?P<anchor>.+)",
        {"direction": Direction.BEFORE},
    ),
    (Kind.RELATIVE, r"(?:в|во) день (?P<anchor>.+)", {"direction": Direction.ON}),
    (Kind.RELATIVE, r"на следующий (?P<unit>день) после (?P<anchor>.+)", {"direction": Direction.AFTER}),
    (Kind.UNCLEAR, rf"(?:{_DURING}|через|спустя) {_OFFSET}", {"reason": "не сказано, от какого события считать срок"}),
    (
        Kind.PER_DOCUMENT,
        rf"(?:в соответствии со?|согласно|в сроки,? (?:установленные|определенные|указанные)(?: в)?|на основании) (?P<document>.+)"
        rf"|(?:по|в рамках) (?P<document2>{_FAR}(?:{_DOCUMENTS})\w*(?: .+)?)",
        {},
    ),
    (
        Kind.ONGOING,
        r"(?:постоянно|систематически|регулярно|непрерывно|бессрочно|ежедневно|круглогодично|на постоянной основе|постоянн\w+"
        r"|в рабочем порядке|в процессе|по ходу)(?: .+)?|(?:весь|все) (?:время|дни)|в течение (?:всей |всего )?[а-я]+(?: .+)?|в ходе .+"
        r"|на протяжении .+",
        _CONTINUOUS,
    ),
    (
        Kind.ON_EVENT,
        r"(?P<anchor>(?:при|после|сразу после|с выходом|с момента|с начала|по мере|по (?:завершени\w+|окончани\w+|итогам|результатам|факту"
        r"|прибыти\w+|поступлени\w+)|в случае|в рамках|во время|перед|до начала|до|до момента|в начале|в конце|с) .+)",
        {"recurrence": Recurrence.AS_NEEDED},
    ),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern, re.DOTALL), fields) for kind, pattern, fields in _RULES)
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
_INSTRUMENTAL = (
    ("иями", "ия"), ("ками", "ки"), ("гами", "ги"), ("ами", "ы"), ("ями", "и"), ("ием", "ие"), ("ой", "а"), ("ом", ""), ("ем", "й"),
    ("ию", "ие"), ("иям", "ия"), ("кам", "ки"), ("ам", "ы"), ("ям", "и"), ("у", ""), ("ю", "й"), ("е", "а"),
)  # fmt: skip
_ADJECTIVE = (("ыми", "ые"), ("ими", "ие"), ("ым", "ый"), ("им", "ий"), ("ому", "ый"), ("ему", "ий"))


def read(text: str, original: str) -> DueSpec | None:
    """Read a plain text that names no day; names are cut out of the original, which has the same length."""
    for kind, pattern, fields in _COMPILED:
        if found := pattern.fullmatch(text):
            return _spec(kind, found, original, dict(fields))
    return None


def _spec(kind: Kind, found: re.Match[str], original: str, fields: dict[str, object]) -> DueSpec:
    """Fill the fields that the pattern caught."""
    direction = fields.pop("direction", None)
    for name, field in (("party", "party"), ("anchor", "anchor"), ("document", "document"), ("document2", "document")):
        if name in found.re.groupindex and found[name]:
            fields[field] = original[slice(*found.span(name))].strip(" .,;()")
    if isinstance(direction, Direction):
        fields["offset"] = _offset(found, direction)
        fields["only_end"] = direction == Direction.WITHIN or bool(found.groupdict().get("latest"))
    if document := fields.get("document"):
        fields["document"] = nominative(str(document))
    if anchor := fields.get("anchor"):
        fields["anchor_code"] = order_code(str(anchor))
    return DueSpec(kind=kind, **fields)  # type: ignore[arg-type]


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
    return " ".join([*before, _ending(words[noun], _INSTRUMENTAL), *words[noun + 1 :]])


def _ending(word: str, table: tuple[tuple[str, str], ...]) -> str:
    """Exchange the first ending that fits."""
    return next((word[: -len(old)] + new for old, new in table if word.lower().endswith(old)), word)
