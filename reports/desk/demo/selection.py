"""How mentors of the invented school were talked to and judged by the commission: the same every time."""

from collections.abc import Sequence
from datetime import date, timedelta

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.people.models import Employment, Person
from mentoring.registry import criteria, selecting
from mentoring.registry.models import Interview, Mentor
from mentoring.registry.selecting import Conversation, Judgement, Said

Duty, Verdict = Employment.Duty, Interview.Verdict
PLACE = "Методический кабинет"
ANSWERS = (
    (
        "Когда-то мне помогли в трудный год. Хочу вернуть этот долг",
        "Занимался с младшими после уроков: двое догнали класс",
        "Быть рядом и спрашивать. Решать за человека не стоит",
        "Чтобы мне верили и не боялись ошибиться при мне",
        "Позвоню, потом приду сам. Если молчит неделю — скажу куратору",
        "О личном — никому. Об опасности для жизни скажу сразу",
        "Два часа, вторник и четверг",
    ),
    (
        "Работа научила объяснять простыми словами, хочу попробовать с ребятами",
        "Вёл практику у двух учеников, оба сдали экзамен",
        "Показать и дать сделать самому",
        "Спокойный тон и ясные правила",
        "Договорюсь о другом времени, спрошу, что мешает",
        "Чужие тайны не мои. О беде обязан сообщить",
        "Полтора часа по средам",
    ),
)
MARKS = ((3, 3, 2, 2, 3, 3, 2, 2), (2, 3, 3, 3, 2, 2, 3, 1))
RESERVED, LOWER = 4, (2, 2, 2, 1, 2, 2, 1, 2)  # who is kept for another time, and their marks
WHY_NOT = "Сам готовится к экзаменам, времени не хватит"


def judge(mentors: Sequence[Mentor], *, by: Membership) -> Mentor:
    """Talk to everybody but the last candidate but one and judge most; return whom the commission keeps in reserve."""
    organization = by.organization
    today = schooldays.today(organization)
    criteria.take_usual(organization, by=by)
    commission = tuple(_commission(by, today))
    for number, mentor in enumerate(mentors[:-2]):
        day = today - timedelta(days=18 - number % 5)
        talk = Conversation(day, PLACE, commission[0], commission, _answers(number), Verdict.RECOMMENDED)
        selecting.hold_interview(mentor, talk, by=by)
        if number % 4 != 3:
            selecting.evaluate(mentor, _judgement(mentor, number, day + timedelta(days=2), commission), by=by)
    refused = Conversation(
        today - timedelta(days=13), PLACE, commission[0], commission, _answers(0), Verdict.REFUSED, WHY_NOT
    )
    selecting.hold_interview(mentors[-1], refused, by=by)
    selecting.note_of_psychologist(mentors[0], "Спокоен, умеет слушать. Подойдёт ребятам, которые замыкаются", by=by)
    return mentors[RESERVED]


def _commission(by: Membership, today: date) -> list[Person]:
    """Return the deputy, the psychologist and the curator."""
    duties = (Duty.DEPUTY, Duty.PSYCHOLOGIST, Duty.CURATOR)
    rows = Employment.objects.on(today).filter(organization=by.organization, duty__in=duties).select_related("person")
    held = {row.duty: row.person for row in rows}
    return [held[duty] for duty in duties]


def _answers(number: int) -> tuple[Said, ...]:
    said = ANSWERS[number % len(ANSWERS)]
    return tuple(
        Said(question, answer, MARKS[number % 2][place])
        for place, (question, answer) in enumerate(zip(criteria.questions(), said, strict=True))
    )


def _judgement(mentor: Mentor, number: int, on: date, commission: tuple[Person, ...]) -> Judgement:
    reserved = number == RESERVED
    marks = LOWER if reserved else MARKS[number % 2]
    given = dict(zip((one.pk for one in criteria.for_mentor(mentor)), marks, strict=True))
    verdict, against = (Verdict.RESERVE, 1) if reserved else (Verdict.RECOMMENDED, 0)
    return Judgement(
        on, given, {}, commission, verdict, votes_for=len(commission) - against, votes_against=against, abstained=0
    )
