"""Faults of the days of a plan: outside its period, past, without a year, stages and deeds out of order. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from mentoring.calendar import words
from mentoring.calendar.due import Span
from reports.documents.checking.fault import Fault, warning
from reports.documents.checking.places import of_plan
from reports.documents.facts import Facts
from reports.documents.laying import Laid
from roadmap.lines import Line, Plan

URL = "plan"
_YEAR = 366
_SHOWN = 4
_DAY_AND_MONTH = re.compile(rf"\b\d{{1,2}}\s+(?:{'|'.join(words.MONTHS_OF)})\b|\b\d{{1,2}}\.\d{{2}}\b")
_WITH_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\.\d\d\b.*\.\d\d\b|ежегодно|каждый год", re.IGNORECASE)
_PAIRS = r"(?:пар|пары|пар и групп)\b"
# What must come first, what after it, and how to say that it does not.
_ORDER = (
    (
        re.compile(r"(?:отбор|собеседовани|реестр|баз[аы]|список)\w*[^.]*\bнаставников", re.IGNORECASE),
        re.compile(rf"(?:закреплени|приказ о)\w*[^.]*{_PAIRS}", re.IGNORECASE),
        "Пары закрепляют раньше, чем отобраны наставники",
    ),
    (
        re.compile(rf"(?:закреплени|приказ о)\w*[^.]*{_PAIRS}", re.IGNORECASE),
        re.compile(r"(?:утвержд|приказ)\w*[^.]*(?:индивидуальн\w+ план|план\w* развития)", re.IGNORECASE),
        "Планы пар утверждают раньше, чем есть сами пары",
    ),
    (
        re.compile(r"\bсогласи[яй]", re.IGNORECASE),
        re.compile(r"(?:реестр|баз[аы]|список)\w* наставляемых", re.IGNORECASE),
        "Список наставляемых составляют раньше, чем начинают собирать согласия",
    ),
)


def find(laid: Laid, facts: Facts) -> Iterator[Fault]:
    plan = facts.plan
    if laid.plan_place is None or plan is None:
        return
    place = of_plan(laid.plan_place)
    lines = [line for line in plan.lines if not line.withdrawn]
    for wrong, text, remedy in _cases(plan.period, facts.on):
        if rows := [line for line in lines if wrong(line)]:
            yield warning(f"{place}, {_rows(rows)}", text, remedy, URL, plan.pk)
    if plan.period.start < facts.period.start or plan.period.end > facts.period.end:
        yield warning(
            place, "Период плана выходит за дни программы.", "Сверьте период плана и программы.", URL, plan.pk
        )
    yield from _stages(plan, place)
    yield from _deeds(plan, lines, place)


def _cases(period: Span, on: date) -> Iterator[tuple[Callable[[Line], bool], str, str]]:
    """Give what may be wrong with the days of one row: the question, the words, the remedy."""

    def outside(line: Line) -> bool:
        return any(not period.start <= time.due <= period.end for time in line.times if time.due and not time.off_at)

    def past(line: Line) -> bool:
        return any(time.due and time.due < on and time.open and not time.lasting for time in line.times)

    def yearless(line: Line) -> bool:
        return bool(_DAY_AND_MONTH.search(line.said)) and not _WITH_YEAR.search(line.said)

    first, last = words.digits(period.start), words.digits(period.end)
    yield outside, f"Срок вне периода плана ({first}–{last}).", "Исправьте срок или период плана."
    yield past, "Срок уже прошёл, а отметки о выполнении нет.", "Отметьте выполненное или перенесите срок."
    if (period.end - period.start).days > _YEAR:
        yield yearless, "В сроке нет года, а план идёт больше года.", "Допишите год."


def _rows(rows: Sequence[Line]) -> str:
    """Name a few rows, count the rest."""
    names = [line.number.rstrip(".") or f"«{line.title[:30]}»" for line in rows]
    return f"{'строки' if len(names) > 1 else 'строка'} {words.some(names, _SHOWN)}"


def _stages(plan: Plan, place: str) -> Iterator[Fault]:
    """Stages stand one after another, and none begins and ends before the one above it."""
    blocks = [block for block in plan.blocks if block.stage and block.title and not block.depth]
    for one, other in pairwise(blocks):
        if other.stage < one.stage:
            text = f"Этап {other.stage} стоит после этапа {one.stage}."
            yield warning(f"{place}, раздел «{other.title}»", text, "Поставьте разделы по порядку.", URL, plan.pk)
        elif one.start and other.start and other.start < one.start and other.end < one.end:
            text = f"Этап {other.stage} идёт раньше этапа {one.stage}: {words.full(other.start)}"
            yield warning(f"{place}, раздел «{other.title}»", text, "Проверьте сроки этапов.", URL, plan.pk)


def _deeds(plan: Plan, lines: Sequence[Line], place: str) -> Iterator[Fault]:
    """One deed rests on another: pairs on mentors, plans on pairs, lists on consents."""
    for first, then, text in _ORDER:
        before, after = _earliest(lines, first), _earliest(lines, then)
        if before and after and before is not after and _last(after) < _first(before):
            rows = _rows([after, before])
            yield warning(f"{place}, {rows}", f"{text}.", "Проверьте порядок сроков.", URL, plan.pk)


def _earliest(lines: Sequence[Line], told: re.Pattern[str]) -> Line | None:
    found = [line for line in lines if not line.undated and told.search(line.title)]
    return min(found, key=_first, default=None)


def _first(line: Line) -> date:
    return min(time.start or time.due for time in line.times if time.due)


def _last(line: Line) -> date:
    return min(time.due for time in line.times if time.due)
