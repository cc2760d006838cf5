"""Say in Russian how a date text was understood, for the person who checks it."""

from __future__ import annotations

from mentoring.calendar import schoolyear, words
from mentoring.calendar.due import Direction, DueSpec, Kind, MonthDay, Offset, Part, Recurrence, Unit
from mentoring.calendar.schoolyear import TERMS
from mentoring.calendar.words import MONTHS, MONTHS_OF, NBSP, WEEKDAYS_IN_FULL, plural

_UNITS = {
    Unit.DAY: ("день", "дня", "дней"),
    Unit.WORKING_DAY: ("рабочий день", "рабочих дня", "рабочих дней"),
    Unit.WEEK: ("неделю", "недели", "недель"),
    Unit.MONTH: ("месяц", "месяца", "месяцев"),
    Unit.YEAR: ("год", "года", "лет"),
}
_GENITIVE = {
    Unit.DAY: "дня",
    Unit.WORKING_DAY: "рабочего дня",
    Unit.WEEK: "недели",
    Unit.MONTH: "месяца",
    Unit.YEAR: "года",
}
_EVERY = {
    Recurrence.YEARLY: ("год", _UNITS[Unit.YEAR]),
    Recurrence.QUARTERLY: ("квартал", ("квартал", "квартала", "кварталов")),
    Recurrence.MONTHLY: ("месяц", _UNITS[Unit.MONTH]),
    Recurrence.WEEKLY: ("неделю", _UNITS[Unit.WEEK]),
}
_NTH = {1: "перв", 2: "втор", 3: "треть", 4: "четверт", 5: "пят", -1: "последн"}


def describe(spec: DueSpec) -> str:
    """Say how the text was understood: «каждый год до 10 сентября», «раз в квартал», «весь период плана»."""
    text = _describe(spec)
    if spec.school_year is not None and spec.kind in (Kind.TERM, Kind.MONTH):
        text += f", {schoolyear.name(spec.school_year)}"
    if spec.document and spec.kind != Kind.PER_DOCUMENT:
        text += f"; по документу: {spec.document}"
    if spec.review:
        text += "; уточнение каждый год"
    elif spec.recurrence == Recurrence.YEARLY and spec.spans and spec.kind != Kind.INTERVAL:
        text += "; затем каждый год"
    return text


def _describe(spec: DueSpec) -> str:
    """Say the kind with its days."""
    match spec.kind:
        case Kind.UNCLEAR:
            return f"{spec.kind.label}: {spec.reason}"
        case Kind.INTERVAL:
            return _interval(spec)
        case Kind.RELATIVE if spec.offset:
            return f"{_offset(spec.offset)} {spec.anchor}".strip()
        case Kind.PER_DOCUMENT:
            return f"по документу: {spec.document}"
        case Kind.ON_EVENT:
            return spec.anchor[:1].lower() + spec.anchor[1:]
        case Kind.BY_AGREEMENT if spec.party:
            return f"по согласованию с {spec.party}"
        case Kind.TERM:
            return _terms(spec)
        case Kind.YEAR if spec.only_end:
            return "до конца года"
    if days := _days(spec):
        return f"каждый год: {days}" if spec.recurrence == Recurrence.YEARLY and spec.parts else days
    return spec.kind.label


_TERM_OF = (("-я четверть", "-й четверти"), ("-е полугодие", "-го полугодия"), ("-й триместр", "-го триместра"))


def _terms(spec: DueSpec) -> str:
    """Say «1-я четверть», «до конца 1-й четверти», «до конца учебного года»."""
    if not spec.only_end:
        return " и ".join(TERMS[code] for code in spec.terms)
    name = TERMS[spec.terms[-1]].removeprefix("конец ")
    for nominative, genitive in _TERM_OF:
        name = name.replace(nominative, genitive)
    return f"до конца {name}"


def _days(spec: DueSpec) -> str:
    """List the days, with years where the text gives them."""
    said = [words.months(span) for span in spec.spans] or [part(one) for one in spec.parts]
    return ", ".join(said)


def part(value: Part) -> str:
    """Say days of any year: «октябрь», «декабрь – январь», «до 10 сентября», «последняя пятница мая»."""
    if value.weekday is not None and value.nth is not None and value.first:
        return _weekday(value.nth, value.weekday, value.first.month)
    first, last = value.first, value.last
    if first is None or last is None:
        return f"до{NBSP}{_edge(last, last=True)}" if last else f"с{NBSP}{_edge(first)}"
    if first == last:
        return MONTHS[first.month - 1] if first.day is None else _edge(first)
    if first.day is None and last.day is None:
        return f"{MONTHS[first.month - 1]}{NBSP}– {MONTHS[last.month - 1]}"
    if first.month == last.month and last.day:
        return f"{first.day or 1}–{_edge(last)}"
    return f"с{NBSP}{_edge(first)} по{NBSP}{_edge(last, last=True)}"


def _edge(day: MonthDay | None, *, last: bool = False) -> str:
    """Say one day; the month's edge as «1 октября» or «конца октября»."""
    if day is None:
        return ""
    name = MONTHS_OF[day.month - 1]
    if day.day is None:
        return f"конца{NBSP}{name}" if last else f"1{NBSP}{name}"
    return f"{day.day}{NBSP}{name}"


def _weekday(nth: int, weekday: int, month: int) -> str:
    feminine, neuter = weekday in (2, 4, 5), weekday == 6
    soft = nth in (-1, 3)
    ending = (
        ("яя" if nth == -1 else "я" if soft else "ая") if feminine else ("ее" if nth == -1 else "е" if soft else "ое")
    )
    masculine = {-1: "ий", 3: "ий", 2: "ой"}.get(nth, "ый")
    if nth == 3:
        number = "третья" if feminine else "третье" if neuter else "третий"
    else:
        number = _NTH[nth] + (ending if feminine or neuter else masculine)
    return f"{number} {WEEKDAYS_IN_FULL[weekday]} {MONTHS_OF[month - 1]}"


def _interval(spec: DueSpec) -> str:
    """Say how often, and between which days."""
    one, forms = _EVERY[spec.recurrence]
    if "quarters" in spec.terms:
        one, forms = "учебную четверть", ("четверть", "четверти", "четвертей")
    times = f"{spec.times}{NBSP}{plural(spec.times, 'раз', 'раза', 'раз')}" if spec.times > 1 else "раз"
    unit = one if spec.every == 1 else f"{spec.every}{NBSP}{plural(spec.every, *forms)}"
    text = f"{times} в{NBSP}{unit}"
    if spec.on_day is not None:
        weekly = spec.recurrence == Recurrence.WEEKLY
        text += f", {WEEKDAYS_IN_FULL[spec.on_day]}" if weekly else f", до{NBSP}{spec.on_day}-го числа"
    days = _days(spec)
    return f"{text}: {days}" if days else text


def _offset(offset: Offset) -> str:
    """Say the distance from the event."""
    forms = _UNITS[offset.unit]
    count = f"{offset.count}{NBSP}{plural(offset.count, *forms)}"
    match offset.direction:
        case Direction.WITHIN:
            genitive = plural(offset.count, _GENITIVE[offset.unit], forms[2], forms[2])
            return f"в течение {genitive if offset.count == 1 else f'{offset.count}{NBSP}{genitive}'} после"
        case Direction.AFTER:
            return f"через {count} после"
        case Direction.BEFORE:
            return f"за {count} до"
    return "в день"
