"""A school on paper, without a database: what tests of pure modules make papers from."""

from dataclasses import replace
from datetime import date

from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.calendar.workdays import SchoolCalendar
from mentoring.people.declension import Case, organisations
from reports.documents import filling, kinds, laying
from reports.documents.facts import Advice, Facts, Human, Labour, Lead, Ordered, Roster, School, Seat, Training
from reports.documents.filling import Subject
from reports.documents.kinds.body import TABLES
from reports.documents.laying import Laid
from reports.documents.wording import Worker
from roadmap.lines import Block, Column, Counts, Line, Plan, Who
from roadmap.outputs import table
from roadmap.standing import Standing, State, Time

TODAY = date(2026, 11, 23)
ACT = Ordered(TODAY, "12-од")
PERIOD = Span(date(2026, 9, 1), date(2027, 5, 31))
COLUMNS = (Column("number", "№"), Column("title", "Мероприятие"), Column("due", "Срок"), Column("responsible", "Кто"))
NAMES = {1: "Рябинин", 2: "Осипова", 3: "Дятлова", 4: "Зябликов"}
TITLES = {10: "директор", 11: "методист", 12: "учитель химии", 13: "специалист по кадрам"}
ROSTER = Roster((("№", 20), ("Кто", 80)), (("Первая группа",), ("1.", "Дятлова Рита Олеговна")), (3,))
_LOOK = Standing("", "ждёт")


class Forms:
    """Declension that says what it was asked for: «Осипова-acc-after», «методист-dat»."""

    def name(self, person: int, case: Case, style: str) -> str:
        return f"{NAMES[person]}-{case}-{style}"

    def position(self, position: int, case: Case) -> str:
        return f"{TITLES[position]}-{case}"

    def own_name(self, naming: str, title: str, case: Case) -> str:
        return organisations.decline(title, case)


def make_facts(**own) -> Facts:
    """A school with a head, a curator, one lead and a group of two."""
    usual = Facts(
        school=School("Средняя школа № 5", "СШ № 5", "Управление образования", "Ключевск"),
        on=TODAY,
        calendar=SchoolCalendar(),
        forms=Forms(),
        period=PERIOD,
        programme="2026/27 учебный год",
        staff={"head": Worker(1, 10), "curator": Worker(2, 11)},
        leads=(Lead(Worker(3, 12), ("Ученик — ученик",)),),
        group=(
            Seat(2, "Осипова Инна Львовна", "куратор", ("ведёт план", "собирает группу")),
            Seat(3, "Дятлова Рита Олеговна", "учитель"),
        ),
        chair=Worker(2, 11),
        secretary=Worker(3, 12),
        humans={
            1: Human(1, "Рябинин Егор Ильич", "директор", account=True),
            2: Human(2, "Осипова Инна Львовна", "методист", account=True),
            3: Human(3, "Дятлова Рита Олеговна", "учитель химии", account=True),
            4: Human(4, "Зябликов Марк Саввич", "специалист по кадрам", account=True),
        },
        grounds=("приказа Управления от 01.09.2026 № 5",),
        rosters=dict.fromkeys(TABLES.keys() - {"group", "roadmap", "subject"}, ROSTER),
        trainer=Worker(3, 12),
        protocols="протокол от 20.11.2026 № 4",
        training=Training((("Первая группа", 3),), "6", 5, 3, 5),
        advices=(Advice("Ученик — ученик", {"mentor": "слушайте.", "mentee": "спрашивайте.", "parent": "помогайте."}),),
        readers={"mentors": (3,)},
        curator_contact="+7 900 000-00-00",
        finale="Вечер итогов (20 мая 2027 г., актовый зал)",
        labour=Labour("от 20.11.2026 № 7"),
    )
    return replace(with_plan(usual, make_plan()), **own)


def with_plan(facts: Facts, plan: Plan) -> Facts:
    return replace(facts, plan=plan, sheet=table.sheet(plan, organization=facts.school.full))


def make_line(number: str, title: str, due: date | None = None, **own) -> Line:
    """A row of a plan; one with a day is due then."""
    usual = {
        "said": f"до {words.digits(due)}" if due else "",
        "times": (Time(due=due),) if due else (),
        "responsible_text": "куратор",
        "who": (Who("duty:curator", "куратор"),),
    }
    return Line(pk=1, number=number, title=title, look=_LOOK, state=State.WAITING, **usual | own)


def make_block(number: str, title: str, *lines: Line, stage: int | None = None, **own) -> Block:
    starts = [time.due for line in lines for time in line.times if time.due]
    days = {"start": min(starts, default=None), "end": max(starts, default=None)}
    usual = {"pk": int(number or 0), "said": (), "depth": 0, "look": _LOOK} | days
    return Block(number=number, title=title, stage=stage, lines=lines, **usual | own)


def make_plan(*blocks: Block, title: str = "Дорожная карта наставничества", period: Span = PERIOD) -> Plan:
    blocks = blocks or (
        make_block("1", "Начало", make_line("1.1", "Рассказ педагогам", date(2026, 12, 1)), stage=1),
        make_block("2", "Запросы", make_line("2.1", "Опрос желающих", date(2027, 1, 15)), stage=2),
    )
    return Plan(
        pk=7, title=title, period=period, today=TODAY, archived=False, columns=COLUMNS, blocks=blocks,
        counts=Counts(), vacations=(), moving="",
    )  # fmt: skip


def lay(body: list[dict], facts: Facts | None = None, *, kind: str = "O1", act: Ordered | None = None) -> Laid:
    return laying.lay(kinds.get(kind), "О порядке", body, facts or make_facts(), act)


def whole(facts: Facts | None = None, *, kind: str = "O1", act: Ordered | None = ACT) -> Laid:
    """Lay the ready text of a kind."""
    of, facts = kinds.get(kind), facts or make_facts()
    if not of.subject:
        return laying.lay(of, of.title, of.body, facts, act)
    asked = {name for block in of.body for name in filling.names(block.get("text", ""))}
    said = dict.fromkeys(asked, "3")
    about = Subject(said, (("№", 20), ("Что", 80)), (("1.", "а"),), (2, 3), (said,))
    chosen = {2: Worker(2, 11), 3: Worker(3, 12)}
    return laying.lay(of, of.title, filling.body(of.body, about), replace(facts, chosen=chosen), act)


def points(*texts: str) -> list[dict]:
    return [{"block": "point", "text": text} for text in texts]
