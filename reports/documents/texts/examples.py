"""An invented school in which everybody is in place: on it a text is tried before any paper is made of it."""

from collections.abc import Iterable, Iterator
from datetime import date

from mentoring.calendar.due import Span
from mentoring.calendar.workdays import SchoolCalendar
from mentoring.people import declining
from mentoring.people.models import Person, Position
from reports.documents import facts as known
from reports.documents import gathering
from reports.documents.facts import Advice, Facts, Human, Labour, Lead, Ordered, School, Seat, Training
from reports.documents.kinds import Kind
from reports.documents.wording import Values, Worker
from roadmap import lines
from roadmap.outputs import table
from roadmap.standing import Standing, State, Time

TODAY = date(2026, 11, 23)
SUBJECT = 1  # whose paper it is
_SCHOOL = School("Школа № 0 посёлка Примерный", "Школа № 0", "Управление образования Примерного района", "Примерный")
_PEOPLE = (
    ("Снегирёва", "Алла", "Юрьевна", "учитель химии"),
    ("Журавлёва", "Ольга", "Ильинична", "директор"),
    ("Зимородкова", "Вера", "Олеговна", "методист"),
    ("Щеглов", "Пётр", "Иванович", "педагог-психолог"),
    ("Совина", "Нина", "Павловна", "специалист по кадрам"),
    ("Чижов", "Марк", "Саввич", "технический специалист"),
    ("Ласточкина", "Инна", "Львовна", "заместитель директора"),
)
NAMES = tuple(" ".join(one[:3]) for one in _PEOPLE)
_DUTIES = {"head": 2, "curator": 3, "methodist": 3, "psychologist": 4, "hr": 5, "technician": 6, "deputy": 7}
_FORM = "Педагог — педагог"
_ADVICE = {"mentor": "слушайте и спрашивайте", "mentee": "задавайте вопросы", "parent": "поддержите интерес ребёнка"}
_COLUMNS = (("number", "№ п/п"), ("title", "Мероприятие"), ("due", "Срок"), ("responsible", "Ответственный"))
_EVENTS = (
    ("Рассказать о наставничестве на педагогическом совете", date(2026, 12, 1)),
    ("Провести анкетирование желающих", date(2026, 12, 15)),
    ("Подвести итоги и поблагодарить участников", date(2027, 5, 20)),
)


def facts_for(kind: Kind) -> Facts:
    """Give what a paper of this kind could say in a school that has everything."""
    people = {pk: Person(pk=pk, surname=one[0], given=one[1], patronymic=one[2]) for pk, one in _numbered()}
    places = {pk: Position(pk=pk, title=one[3]) for pk, one in _numbered()}
    workers = {pk: Worker(pk, pk) for pk in people}
    plan = _plan() if kind.needs_roadmap else None
    return Facts(
        school=_SCHOOL,
        on=TODAY,
        calendar=SchoolCalendar(),
        forms=gathering.Rows(people, places, declining.Forms({}, {})),
        period=Span(date(2026, 9, 1), date(2027, 5, 31)),
        programme="Вместе в профессии",
        staff={duty: workers[pk] for duty, pk in _DUTIES.items()},
        leads=(Lead(workers[1], (_FORM,)), Lead(workers[4], ("Ученик — ученик",))),
        group=tuple(Seat(pk, people[pk].full_name, places[pk].title) for pk in (3, 4, 5)),
        chair=workers[7],
        secretary=workers[3],
        humans={pk: Human(pk, person.full_name, places[pk].title) for pk, person in people.items()},
        chosen=workers if kind.subject else {},
        grounds=("приказа Управления образования Примерного района от 03.08.2026 № 5",),
        plan=plan,
        sheet=table.sheet(plan, organization=_SCHOOL.full) if plan else None,
        trainer=workers[3],
        protocols=Ordered(TODAY, "4").words,
        attachments=Ordered(TODAY, "5").words,
        councils=Ordered(TODAY, "6").words,
        deciders="рабочая группа",
        heard="мнение педагога-психолога",
        finale="итоговая встреча 20 мая 2027 г.",
        earlier=Ordered(date(2025, 9, 5), "87").words,
        training=Training((("Первая группа", 3),), "9", 3, 3, 3),
        advices=(Advice(_FORM, _ADVICE),),
        readers=dict.fromkeys(("mentors", "staff"), tuple(people)),
        curator_contact="+7 900 000-00-00",
        labour=Labour(Ordered(TODAY, "3").words) if kind.subject.startswith("labour") else None,
    )


def values_for(kind: Kind, each: str | None, keys: Iterable[str]) -> Values:
    """Give every value that a text of this kind with these annexes may name, once or where it is repeated."""
    given = facts_for(kind)
    named = known.values(given) | {f"annex:{key}": known.phrase(known.ANNEX_WORDS) for key in keys}
    match each:
        case "leads":
            named |= given.leads[0].values
        case "forms":
            named |= given.advices[0].values
    return Values(named, given.forms, given.on, given.calendar)


def _numbered() -> Iterator[tuple[int, tuple[str, ...]]]:
    return enumerate(_PEOPLE, 1)


def _plan() -> lines.Plan:
    look = Standing("", "ждёт")
    events = tuple(
        lines.Line(
            pk=place, number=f"{place}.", title=title, look=look, state=State.WAITING, said=f"{due:%d.%m.%Y}",
            responsible_text="Куратор", times=(Time(due=due),),
        )
        for place, (title, due) in enumerate(_EVENTS, 1)
    )  # fmt: skip
    block = lines.Block(pk=None, number="", title="", said=(), stage=None, depth=0, lines=events, look=look)
    return lines.Plan(
        pk=0, title="Дорожная карта внедрения целевой модели наставничества",
        period=Span(date(2026, 9, 1), date(2027, 5, 31)), today=TODAY, archived=False,
        columns=tuple(lines.Column(*column) for column in _COLUMNS), blocks=(block,), counts=lines.Counts(),
        vacations=(), moving="",
    )  # fmt: skip
