"""Put the marks of a date together: «> 1 < 15 M10 Y2023» is the span from 1 to 15 October 2023."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from mentoring.calendar import schoolyear
from mentoring.calendar.due import DueSpec, Kind, MonthDay, Part, Span
from mentoring.calendar.marks import are_marks


class Impossible(ValueError):
    """The text names a day that cannot be, or says something that has two meanings."""


@dataclass(frozen=True)
class Atom:
    """One end of a date: any of day, month, year; the day may be a span or a weekday mark."""

    day: str = ""
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class Item:
    """One date, or a span from left to right; `bound` is "<" (up to), "k" («к»), ">" (from) or empty."""

    left: Atom
    right: Atom
    bound: str = ""

    @property
    def months(self) -> tuple[int | None, int | None]:
        """Give the months of both ends."""
        return self.left.month, self.right.month


def read(marks: tuple[str, ...]) -> DueSpec | None:
    """Read the marks of a date; None where they are not a date alone, Impossible where no calendar has it."""
    if not are_marks(marks):
        return None
    if "X" in marks:
        raise Impossible("такого дня нет в календаре")
    schools = [mark for mark in marks if mark[0] == "S"]
    rest = tuple(mark for mark in marks if mark[0] not in "SG")
    if not rest:
        return _school_year(schools) if len(schools) == 1 else None
    if len(schools) > 1 or not (items := _items(_two_years(_attach_year(rest)))):
        return None
    items = _share(items)
    if schools:
        items = _in_school_year(items, _only_year(schools[0]))
    if any(None in item.months and item.left.year is None for item in items):
        return None
    spec = _spec(items)
    return replace(spec, school_year=_only_year(schools[0])) if schools else spec


def _school_year(schools: list[str]) -> DueSpec:
    first, last = (int(year) for year in schools[0][1:].split(":"))
    span = Span(schoolyear.span(first).start, schoolyear.span(last - 1).end)
    return DueSpec(kind=Kind.SCHOOL_YEAR, spans=(span,), school_year=first if last == first + 1 else None)


def _only_year(mark: str) -> int:
    first, last = (int(year) for year in mark[1:].split(":"))
    if last != first + 1:
        raise Impossible("месяц назван без года, а учебных лет несколько")
    return first


def _items(marks: tuple[str, ...]) -> list[Item]:
    """Split the marks into dates and spans; empty where something does not fit."""
    items: list[Item] = []
    queue = list(marks)
    while queue:
        if queue[0] == ",":
            queue.pop(0)
            continue
        bound = queue.pop(0) if queue[0] in "<k>" else ""
        left = _atom(queue)
        right = left
        if queue and left != Atom() and (queue[0] == "-" or (bound == ">" and queue[0] == "<")):
            bound = "" if queue.pop(0) == "<" or not bound else bound
            right = _atom(queue)
        if Atom() in (left, right) or (bound in ("<", "k") and left != right):
            return []
        items.append(Item(left, right, bound))
    return items


def _atom(queue: list[str]) -> Atom:
    """Take day, month and year as far as they stand in this order; two neighbouring years make no atom."""
    atom = Atom()
    if queue and (queue[0].isdecimal() or queue[0][0] in "LRN"):
        atom = replace(atom, day=queue.pop(0))
    if queue and queue[0][0] == "M":
        atom = replace(atom, month=int(queue.pop(0)[1:]))
    if queue and queue[0][0] == "Y":
        atom = replace(atom, year=int(queue.pop(0)[1:]))
    return atom


def _share(items: list[Item]) -> list[Item]:
    """Let ends and dates that lack a month or year take them from their neighbours, as a reader does."""
    items = [_share_within(item) for item in items]
    for index in range(len(items) - 2, -1, -1):
        items[index] = _take(items[index], items[index + 1], step=-1)
    for index in range(1, len(items)):
        items[index] = _take(items[index], items[index - 1], step=1)
    return items


def _attach_year(marks: tuple[str, ...]) -> tuple[str, ...]:
    """Read «март, сентябрь, 2024» without the last comma: the only year is that of the list."""
    *before, month, comma, year = ("", "", "", *marks)
    only_year = comma == "," and year[0] == "Y" and not any(mark[:1] == "Y" for mark in before)
    return (*marks[:-2], year) if only_year and month[:1] == "M" else marks


def _two_years(marks: tuple[str, ...]) -> tuple[str, ...]:
    """Give «декабрь-январь 2020-2021» its years at both ends; any other month with two years is ambiguous."""
    *body, first, dash, last = ("", "", "") + marks
    months = [mark for mark in body if mark[:1] == "M"]
    if first[:1] != "Y" or dash != "-" or last[:1] != "Y" or not months:
        return marks
    neighbours = int(last[1:]) == int(first[1:]) + 1
    middle = next((index for index, mark in enumerate(body) if index > 3 and mark in ("-", "<")), None)
    if middle is None or len(months) != 2 or months[0] <= months[1] or not neighbours:
        raise Impossible("названо несколько лет: неясно, каждый год или один раз")
    return (*body[3:middle], first, *body[middle:], last)


def _share_within(item: Item) -> Item:
    left, right = item.left, item.right
    if left == right:
        return item
    left = replace(left, month=left.month or right.month)
    right = replace(right, month=right.month or left.month)
    if right.year and not left.year and left.month and right.month:
        left = replace(left, year=right.year - (_order(left) > _order(right)))
    elif left.year and not right.year and left.month and right.month:
        right = replace(right, year=left.year + (_order(left) > _order(right)))
    return replace(item, left=left, right=right)


def _take(item: Item, neighbour: Item, *, step: int) -> Item:
    """Give one date of a list the month and year that its neighbour names; a list goes forward in time."""
    near = neighbour.left if step < 0 else neighbour.right
    if step > 0 and item.left.year and None in item.months and near.month and item.left == item.right:
        same = replace(near, year=item.left.year)  # «октябрь 2023, 2024»
        return replace(item, left=same, right=same)
    if step < 0 and item.left.month is None and item.left.year is None and near.month:
        item = replace(item, left=replace(item.left, month=near.month), right=replace(item.right, month=near.month))
    if item.left.year is None and near.year and item.left.month and item.right.month:
        edge = item.right if step < 0 else item.left
        wraps = _order(edge) > _order(near) if step < 0 else _order(edge) < _order(near)
        year = near.year + (step if wraps else 0)
        within = _order(item.left) > _order(item.right)
        left, right = (year - within, year) if step < 0 else (year, year + within)
        item = replace(item, left=replace(item.left, year=left), right=replace(item.right, year=right))
    return item


def _order(atom: Atom) -> tuple[int, int]:
    """Give the place of an atom in a year."""
    return atom.month or 0, int(atom.day) if atom.day.isdecimal() else 0


def _in_school_year(items: list[Item], year: int) -> list[Item]:
    """Give months their years in the school year; August alone is left open: it ends one year and prepares the next."""
    return [item if item.left.year else _placed(item, year) for item in items]


def _placed(item: Item, year: int) -> Item:
    left, right = item.left.month or 0, item.right.month or 0
    if left == 8 and (item.bound or right == 8):
        return item
    start = year if left >= 9 or (left == 8 and right >= 9) else year + 1
    end = year if right >= 9 else year + 1
    if start > end:
        raise Impossible("конец раньше начала")
    return replace(item, left=replace(item.left, year=start), right=replace(item.right, year=end))


def _spec(items: list[Item]) -> DueSpec:
    """Give the spec of the dates; a date named twice is one."""
    items = list(dict.fromkeys(items))
    spans = tuple(_span(item) for item in items if item.left.year)
    parts = tuple(_part(item) for item in items if not item.left.year)
    if spans and parts:
        raise Impossible("у одной даты год назван, у другой нет")
    if any(before.start and after.start and before.start > after.start for before, after in pairwise(spans)):
        spans = tuple(sorted(spans, key=lambda span: span.start or span.end or date.max))
    kind = Kind.MULTI_DATE if len(items) > 1 else _kind(items[0])
    return DueSpec(kind=kind, spans=spans, parts=parts)


def _kind(item: Item) -> Kind:
    if item.bound in ("<", "k"):
        return Kind.MONTH_END if item.left.day == "L" else Kind.DEADLINE
    if item.left.month is None:
        return Kind.DATE_RANGE if item.bound else Kind.YEAR
    if item.bound or item.left.day.startswith("R") or item.right.day.startswith("R"):
        return Kind.DATE_RANGE
    if item.left != item.right:
        return Kind.DATE_RANGE if item.left.day or item.right.day else Kind.MONTH_RANGE
    return Kind.DATE if item.left.day else Kind.MONTH


def _span(item: Item) -> Span:
    """Give the dates of an item whose year is known."""
    left, right = item.left, item.right
    if left.month is None:
        return _years(item)
    if right.month is None:
        raise Impossible("названо несколько лет: неясно, каждый год или один раз")
    part = _part(item)
    year = left.year or 0
    if part.weekday is not None:
        return part.in_year(year)
    for atom in (left, right):
        _check(atom)
    start = part.first.first(year) if part.first else None
    end = part.last.last(right.year or year) if part.last else None
    if start and end and end < start:
        raise Impossible("конец раньше начала")
    return Span(start, end)


def _years(item: Item) -> Span:
    """Read years alone: «2023 год», «2020–2024 гг.», «к 2024 году»."""
    first, last = item.left.year or 0, item.right.year or 0
    if item.bound == "<":
        raise Impossible(f"«до {first} года»: неясно, входит ли сам {first} год")
    if item.right.month or item.left.day or item.right.day or last < first:
        raise Impossible("конец раньше начала" if last < first else "не понято, к какому году относится месяц")
    start, end = date(first, 1, 1), date(last, 12, 31)
    return Span(None if item.bound == "k" else start, None if item.bound == ">" else end)


def _part(item: Item) -> Part:
    """Give the item without its year."""
    left, right = item.left, item.right
    if left.day.startswith("N"):
        if left != right or item.bound:
            raise Impossible("не понято, к чему относится день недели")
        nth, weekday = (int(mark) for mark in left.day[1:].split(":"))
        return Part(_edge(left, 0), _edge(left, 1), weekday=weekday, nth=nth)
    for atom in (left, right):
        _check(atom)
    if item.bound in ("<", "k"):
        if not left.day or left.day.startswith("R"):
            raise Impossible("неясно, входит ли сам месяц в срок: нужно «до конца …» или «до 1-го числа …»")
        return Part(None, _edge(left, 1))
    return Part(_edge(left, 0), None if item.bound == ">" else _edge(right, 1))


def _edge(atom: Atom, side: int) -> MonthDay:
    """Give the first (0) or the last (1) day that an atom names; the month's own edge without a day."""
    day = atom.day[1:].split(":")[side] if atom.day.startswith("R") else atom.day
    return MonthDay(atom.month or 1, int(day) if day.isdecimal() else None)


def _check(atom: Atom) -> None:
    """Refuse «31.02.2024» and «31 сентября»."""
    longest = monthrange(atom.year or 2024, atom.month or 1)[1]
    for day in _numbers(atom.day):
        if not 1 <= day <= longest:
            raise Impossible(
                f"{day:02d}.{atom.month:02d}" + (f".{atom.year}" if atom.year else "") + " — такого дня нет"
            )


def _numbers(day: str) -> Iterator[int]:
    if not day.startswith("N"):
        yield from (int(number) for number in day.lstrip("R").split(":") if number.isdecimal())
