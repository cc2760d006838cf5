"""Read a Russian date text of a plan: «ноябрь 2020», «до 10 сентября ежегодно», «1 раз в квартал»."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from mentoring.calendar import dated, frequency, marks, phrases, terms
from mentoring.calendar.due import DueSpec, Kind, Recurrence
from mentoring.calendar.frequency import Frequency
from mentoring.calendar.headings import read_period
from mentoring.calendar.tidy import plain, tidy

__all__ = ["LONGEST", "read", "read_period"]

LONGEST = 600
_ANNUAL = {
    Kind.MONTH: Kind.ANNUAL_MONTH,
    Kind.MONTH_RANGE: Kind.ANNUAL_MONTH,
    Kind.DATE: Kind.ANNUAL_MONTH,
    Kind.DATE_RANGE: Kind.ANNUAL_MONTH,
    Kind.MULTI_DATE: Kind.ANNUAL_MONTH,
    Kind.DEADLINE: Kind.ANNUAL_DEADLINE,
    Kind.MONTH_END: Kind.ANNUAL_DEADLINE,
}
_DATED = (*_ANNUAL, Kind.TERM, Kind.SCHOOL_YEAR, Kind.YEAR, Kind.PERIOD)
_WEIGHT = {
    kind: weight
    for weight, kind in enumerate(
        (
            *_DATED,
            Kind.RELATIVE,
            Kind.PER_DOCUMENT,
            Kind.BY_AGREEMENT,
            Kind.ON_EVENT,
            Kind.ON_DEMAND,
            Kind.ONGOING,
            Kind.NONE,
        )
    )
}
_OPEN_TAIL = (
    Kind.RELATIVE,
    Kind.ON_EVENT,
    Kind.PER_DOCUMENT,
    Kind.BY_AGREEMENT,
    Kind.PERIOD,
    Kind.ONGOING,
    Kind.ON_DEMAND,
)
_CHUNK = re.compile(r"[^,;()\[\]]+")
_NAMES_A_DAY = re.compile(r"\d|M\d\d")
_BOUND = re.compile(r"(?:до|с|после|в начале|в конце|в течени[ие]|на протяжении) ")
_CONNECTIVE = re.compile(r"(?<!\w)(?:и )?(?:далее|затем|потом|в дальнейшем|а также)(?!\w)")
_COLONS, _DOTS = r"\d{1,2}:\d\d(?::\d\d)?", r"\d{1,2}[.-]\d\d"
_CLOCK = rf"(?:{_COLONS}(?: ?(?:-|до) ?{_COLONS})?(?: ?ч\w*\.?)?|{_DOTS}(?: ?(?:-|до) ?{_DOTS})? ?ч(?:ас\w*)?\.?)"
_TIME = re.compile(rf"(?<!\w)(?:(?:в|с) )?{_CLOCK}(?!\w)")
_LABEL = re.compile(r"(?:факт|прогноз)\w*(?= *\d)")
_FILLER = re.compile(r"(?:в|во|на|за|с|и|по|в конце|в начале|не реже|не менее|[- .,()])*")


@lru_cache(maxsize=4096)
def read(raw: str) -> DueSpec:
    """Say what the text says, and nothing more; never raises, `Kind.UNCLEAR` with a reason where it is not understood.

    `spec.raw` is the text with white space as one space and traces of extraction removed.
    """
    text = tidy(raw)
    if len(text) > LONGEST:
        return _unclear(text, "текст слишком длинный для срока")
    if "__" in text:
        return _unclear(text, "в дате осталось незаполненное место")
    try:
        spec = _read(text)
    except dated.Impossible as refusal:
        return _unclear(text, str(refusal))
    return replace(spec, raw=text) if spec else _unclear(text, "не понято, какой это срок")


def _unclear(text: str, reason: str) -> DueSpec:
    return DueSpec(raw=text, kind=Kind.UNCLEAR, reason=reason)


def _read(text: str) -> DueSpec | None:
    """Take off how often and what time of day, read the rest whole, else by its chunks."""
    how_often, rest = frequency.take(plain(text))
    rest = _CONNECTIVE.sub(lambda found: ",".ljust(len(found.group())), rest)
    rest, beside = _beside(rest, repeated=how_often is not None)
    if how_often and _FILLER.fullmatch(rest.strip()):
        spec: DueSpec | None = _repeated_alone(how_often, rest)
    else:
        spec = _whole(rest, text) or _by_chunks(rest, text)
        if spec and how_often and spec.kind != Kind.UNCLEAR:
            spec = _repeat(spec, how_often)
    if spec is None and how_often and not any(_NAMES_A_DAY.match(mark) for mark in marks.tokens(rest)):
        spec = replace(_interval(DueSpec(), how_often), rest=" ".join(rest.split()))
    if spec and beside and spec.kind != Kind.UNCLEAR:
        spec = replace(spec, rest=f"{beside} {spec.rest}".strip())
    return spec


def _beside(rest: str, *, repeated: bool) -> tuple[str, str]:
    """Take off the time of day, the labels «факт», «прогноз» and the day of a month that nobody names.

    Midnight says nothing.
    """
    taken = []
    for pattern in (_TIME, _LABEL, *((frequency.DAY_OF_MONTH,) if repeated else ())):
        if found := pattern.search(rest):
            rest = rest[: found.start()] + " " * len(found.group()) + rest[found.end() :]
            taken.append(found.group().strip())
    return rest, " ".join(word for word in taken if word.strip("0:"))


def _whole(rest: str, text: str) -> DueSpec | None:
    """Read the text as one date, or as one phrase without a day in it."""
    found = marks.tokens(rest)
    if spec := dated.read(found) or terms.read(found):
        return _during(spec, rest)
    return None if "," in rest else _phrase(rest, text)


def _during(spec: DueSpec, rest: str) -> DueSpec:
    """«В течение 2023 года» lasts, «2023 год» is a date."""
    lasts = spec.kind in (Kind.YEAR, Kind.SCHOOL_YEAR) and not spec.only_end
    if lasts and re.match(r"\W*(?:в течени[ие]|на протяжении|весь)", rest):
        return replace(spec, recurrence=Recurrence.CONTINUOUS)
    return spec


def _phrase(rest: str, text: str) -> DueSpec | None:
    """Read a phrase; the white space around it is cut in both texts alike."""
    start = len(rest) - len(rest.lstrip(" .,;:-()"))
    stop = len(rest.rstrip(" .,;:-()"))
    spec = phrases.read(rest[start:stop], text[start:stop])
    if spec and spec.kind in (Kind.ON_EVENT, Kind.ONGOING) and _BOUND.match(rest, start):
        return None if any(_NAMES_A_DAY.match(mark) for mark in marks.tokens(rest)) else spec
    return spec


def _by_chunks(rest: str, text: str) -> DueSpec | None:
    """Read a text of several parts: the most exact one rules, the others add what they know."""
    known: list[DueSpec] = []
    days: list[str] = []
    unread: list[str] = []
    for found in _CHUNK.finditer(rest):
        chunk, original = found.group(), text[slice(*found.span())].strip()
        if not chunk.strip(" .-"):
            continue
        tokens = marks.tokens(chunk)
        if dated.read(tokens):
            days.append(chunk)
        elif spec := terms.read(tokens) or _phrase(chunk, text[slice(*found.span())]):
            known.append(_during(spec, chunk))
        elif any(_NAMES_A_DAY.match(token) for token in tokens):
            return None
        elif known and not days and known[-1].kind in _OPEN_TAIL:
            known[-1] = _lengthen(known[-1], original)
        else:
            unread.append(original)
    if days and (spec := dated.read(marks.tokens(",".join(days)))):
        known.append(spec)
    return _together(known, unread) if known else None


def _lengthen(spec: DueSpec, tail: str) -> DueSpec:
    """Give the tail after a comma back to the phrase it belongs to."""
    for field in ("anchor", "document", "party"):
        if value := getattr(spec, field):
            longer = f"{value}, {tail}"
            code = phrases.order_code(longer) if field == "anchor" else spec.anchor_code
            return replace(spec, **{field: longer}, anchor_code=code)
    return replace(spec, rest=f"{spec.rest}, {tail}".strip(", "))


def _together(known: list[DueSpec], unread: list[str]) -> DueSpec:
    """Join the chunks: the first of the heaviest kind, with documents, parties and anchors of the others."""
    if unclear := next((spec for spec in known if spec.kind == Kind.UNCLEAR), None):
        return unclear
    ruling = min(known, key=lambda spec: _WEIGHT[spec.kind])
    others = [spec for spec in known if spec is not ruling]
    exact = ("parts", "spans", "terms")
    if any(getattr(spec, field) for spec in others for field in exact if getattr(ruling, field)):
        return DueSpec(kind=Kind.UNCLEAR, reason="в одной строке несколько разных сроков")
    added = {
        field: next((getattr(spec, field) for spec in known if getattr(spec, field)), "")
        for field in ("document", "party", "anchor", "anchor_code")
    }
    rest = "; ".join(filter(None, (*(spec.rest for spec in known), *unread)))
    recurrence = ruling.recurrence
    if recurrence == Recurrence.NONE and any(spec.recurrence == Recurrence.CONTINUOUS for spec in others):
        recurrence = Recurrence.CONTINUOUS if ruling.kind not in _ANNUAL else recurrence
    return replace(ruling, recurrence=recurrence, rest=rest, **added)


def _repeated_alone(how_often: Frequency, rest: str) -> DueSpec:
    """Read «1 раз в квартал»; «в конце каждого учебного года» has its own term."""
    spec = _interval(DueSpec(), how_often)
    edge = rest.strip(" .,()")
    if how_often.recurrence == Recurrence.YEARLY and edge in ("в конце", "в начале"):
        return replace(spec, kind=Kind.TERM, terms=("year_end" if edge == "в конце" else "year_start",))
    return spec


def _repeat(spec: DueSpec, how_often: Frequency) -> DueSpec:
    """Join a date and how often: a yearly date is annual, anything more frequent is an interval within it."""
    if how_often.recurrence != Recurrence.YEARLY or how_often.times > 1 or how_often.every > 1:
        if spec.kind in (Kind.DEADLINE, Kind.MONTH_END):
            return DueSpec(kind=Kind.UNCLEAR, reason="неясно, повторяется до этого дня или после него")
        return _interval(spec, how_often)
    if spec.kind == Kind.MULTI_DATE and spec.spans and not how_often.review:
        return DueSpec(kind=Kind.UNCLEAR, reason="неясно, какие из дат повторяются каждый год")
    spec = replace(spec, recurrence=Recurrence.YEARLY, review=how_often.review)
    if spec.kind in _ANNUAL and not spec.spans:
        return replace(spec, kind=_ANNUAL[spec.kind])
    return spec if spec.kind in _DATED else _interval(spec, how_often)


def _interval(spec: DueSpec, how_often: Frequency) -> DueSpec:
    """Give the repetition, bounded by what the spec names; «ежедневно» is simply always."""
    if how_often.recurrence == Recurrence.CONTINUOUS:
        kind = spec.kind if spec.kind in _DATED else Kind.ONGOING
        return replace(spec, kind=kind, recurrence=Recurrence.CONTINUOUS)
    return replace(
        spec,
        kind=Kind.INTERVAL,
        recurrence=how_often.recurrence,
        every=how_often.every,
        times=how_often.times,
        review=how_often.review,
        terms=spec.terms or ((how_often.terms,) if how_often.terms else ()),
        on_day=how_often.on_day,
    )
