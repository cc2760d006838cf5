"""The parts of a cycle that every organization walks in the same order; what differs is told by its script."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mentoring.pairs import pairing, planning
from mentoring.pairs.diary import meetings
from mentoring.pairs.models import Meeting, Pair
from mentoring.programmes.models import MentoringForm
from mentoring.registry import criteria, mentees, mentors, schooling, selecting
from mentoring.registry.models import Certificate, Course, Interview, Mentee, MenteeForm, Mentor, MentorForm, Session
from mentoring.registry.selecting import Conversation, Judgement, Said
from practices import awarding
from practices.models import Award, Gathering
from reports.documents.labour import hiring
from reports.documents.labour.hiring import Pay, Terms
from reports.documents.models import Document
from roadmap import adopting
from surveys import ready, waves
from surveys.models import Questionnaire
from tests.cycles import town as towns
from tests.cycles.walk import Walk

QUESTIONS = ("Почему вы хотите стать наставником?", "Сколько времени вы готовы уделять встречам?")
ANSWERS = ("Хочу передать то, чему научился сам.", "Час в неделю, по четвергам.")
CONTRACT = "от 01.09.2019 № 17"


@dataclass(frozen=True)
class Bond:
    """A pair that is to be: who helps whom, in which form, what for."""

    mentor: str
    mentee: str
    form: str
    goal: str


@dataclass
class Made:
    """Rows that later parts of a walk speak of."""

    mentees: dict[str, Mentee] = field(default_factory=dict)
    mentors: dict[str, Mentor] = field(default_factory=dict)
    pairs: dict[str, Pair] = field(default_factory=dict)  # by the mentee
    acts: dict[str, Document] = field(default_factory=dict)  # the last of each kind


def adopt(walk: Walk, code: str) -> None:
    adopting.adopt_builtin(walk.programme, code, by=walk.curator)


def found(walk: Walk, made: Made) -> None:
    """Meet as a working group, put the plan in force, make the rules, approve the programme."""
    made.acts["group_protocol"] = walk.issue(walk.draft("group_protocol"))
    made.acts["O1"] = walk.issue(walk.draft("O1"))
    walk.opens("O2", "O3")
    walk.issue(walk.draft("roadmap"), rests=[made.acts["O1"]])


def rule(walk: Walk, made: Made) -> None:
    made.acts["O2"] = walk.issue(walk.draft("O2"), rests=[made.acts["O1"]])
    walk.opens("regulation")
    made.acts["regulation"] = walk.issue(walk.draft("regulation"), rests=[made.acts["O2"]])
    made.acts["O3"] = walk.issue(walk.draft("O3"), rests=[made.acts["O1"]])


def engage(walk: Walk, made: Made, terms: Terms) -> None:
    """Give the curator's work to the curator: the consent, the agreement, the order that rests on it."""
    person = walk.town.by_duty("curator")
    order = hiring.draft_for_curator(walk.programme, person, terms, by=walk.curator)
    walk.print(_drafted("curator_consent"))
    made.acts["curator_agreement"] = walk.issue(_drafted("curator_agreement"))
    made.acts["O10_curator"] = walk.issue(order)


def take_mentees(walk: Walk, made: Made, wanted: dict[str, tuple[str, str]]) -> None:
    """Write mentees down with what they ask for: by surname the form and the request."""
    town = walk.town
    rows = mentees.enrol(walk.programme, [town.people[one] for one in wanted], by=walk.curator)
    for row in rows:
        form, text = wanted[row.person.surname]
        MenteeForm.objects.create(organization=town.school, mentee=row, form=_form(walk, form))
        mentees.ask(row, text=text, on=walk.today, by=walk.curator)
        towns.agree(town, row.person, walk.today)
        made.mentees[row.person.surname] = row
    done = mentees.register([row.pk for row in rows], on=walk.today, by=walk.curator)
    assert [len(done.done), done.left] == [len(rows), ()]


def take_mentors(walk: Walk, made: Made, wanted: dict[str, str]) -> list[Mentor]:
    """Write candidates down, by surname the form; whoever comes from outside shows a certificate."""
    town = walk.town
    rows = mentors.enrol(walk.programme, [town.people[one] for one in wanted], on=walk.today, by=walk.curator)
    for row in rows:
        MentorForm.objects.create(organization=town.school, mentor=row, form=_form(walk, wanted[row.person.surname]))
        row.capacity = 3
        row.save()
        towns.agree(town, row.person, walk.today)
        if town.known[row.person.pk].duty == "partner":
            towns.show_clearance(town, row.person, walk.today)
        made.mentors[row.person.surname] = row
    return rows


def choose_mentors(walk: Walk, made: Made, rows: Sequence[Mentor]) -> tuple[list[Document], list[Document]]:
    """Talk with each, judge each, consider all; return the protocols of talks and of judgements."""
    commission = (walk.town.by_duty("head"), walk.town.by_duty("psychologist"))
    asked = criteria.for_mentor(rows[0])
    talks, judged = [], []
    for row in rows:
        said = Conversation(
            on=walk.today,
            place="кабинет 12",
            held_by=walk.town.by_duty("psychologist"),
            commission=commission[:1],
            answers=tuple(Said(question, answer, 3) for question, answer in zip(QUESTIONS, ANSWERS, strict=True)),
            verdict=Interview.Verdict.RECOMMENDED,
            comment="Умеет слушать.",
        )
        talks.append(walk.issue(walk.about("interview_protocol", selecting.hold_interview(row, said, by=walk.curator))))
        marks = {one.pk: 3 for one in criteria.for_mentor(row)}
        judgement = Judgement(
            on=walk.today, marks=marks, comments={asked[0].pk: "знает своё дело"}, commission=commission,
            verdict=Interview.Verdict.RECOMMENDED, votes_for=2, votes_against=0, abstained=0,
        )  # fmt: skip
        evaluation = selecting.evaluate(row, judgement, by=walk.curator)
        judged.append(walk.issue(walk.about("evaluation_protocol", evaluation)))
    return talks, judged


def teach(walk: Walk, made: Made, days: Sequence[date]) -> Course:
    """Open the school of mentors: lessons on these days, given by the psychologist and by guests."""
    town = walk.town
    course = Course.objects.create(
        organization=town.school, programme=walk.programme, title="первая", head=town.by_duty("psychologist"),
        goal="Подготовить наставников к первой встрече.", start=days[0], end=days[-1],
    )  # fmt: skip
    themes = ("Задачи наставника", "Первая встреча", "Границы и доверие", "Разбор случаев", "Как завершать работу")
    guests = (None, "психолог центра поддержки семьи", "методист районного центра", "юрист", "наставник прошлых лет")
    for on, theme, guest in zip(days, themes, guests, strict=True):
        own = {"expert_text": guest} if guest else {"expert": town.by_duty("psychologist")}
        Session.objects.create(organization=town.school, course=course, theme=theme, on=on, hours=Decimal(2), **own)
    schooling.gather(course, made.mentors.values(), by=walk.curator)
    return course


def certify(walk: Walk, course: Course) -> list[Certificate]:
    lessons, people = schooling.lessons_of(course), schooling.trainees_of(course)
    course.refresh_from_db()
    came = {(lesson.pk, person.pk) for lesson in lessons for person in people}
    schooling.mark(course, came, version=course.version, by=walk.curator)
    return schooling.certify(course, on=walk.today, by=walk.curator)


def propose(walk: Walk, made: Made, bonds: Sequence[Bond], start: date, end: date) -> None:
    for bond in bonds:
        form = _form(walk, bond.form)
        made.pairs[bond.mentee] = pairing.propose(
            walk.programme, form, made.mentors[bond.mentor], [made.mentees[bond.mentee]], start=start, end=end,
            by=walk.curator, goal=bond.goal, role_model=form.role_models.first(),
        )  # fmt: skip


def plan(walk: Walk, pair: Pair, items: Sequence[tuple[str, str, str]]) -> None:
    """Write the plan of a pair and agree on it: task, term, what is expected."""
    made = planning.begin(pair, by=walk.curator)
    for place, (task, due, expected) in enumerate(items):
        section = planning.sections_of(pair)[place % 2]
        facts = {"section": section, "task": task, "due_text": due, "expected": expected}
        planning.add(made, facts, by=walk.curator)
    planning.agree(made, by=walk.curator)


def meet(walk: Walk, pair: Pair, *, kind: str = Meeting.Kind.REGULAR, topic: str = "План на месяц") -> None:
    present = frozenset(pair.mentees.values_list("pk", flat=True))
    entry = meetings.Entry(
        on=walk.today, kind=kind, minutes=45, topic=topic, done="Разобрали задание.", mark=4, present=present
    )
    meetings.record(Pair.objects.get(pk=pair.pk), entry, by=walk.curator)


def ask_everybody(walk: Walk, opens_on: date, closes_on: date, *, moment: str) -> None:
    """Plan what is asked of mentors and mentees in these days."""
    if not Questionnaire.objects.filter(organization=walk.town.school).exists():
        ready.take(walk.town.school, by=walk.curator)
    for side in ("mentor", "mentee"):
        asked = Questionnaire.objects.filter(organization=walk.town.school, side=side).order_by("pk").first()
        facts = {"title": asked.title, "moment": moment, "opens_on": opens_on, "closes_on": closes_on}
        waves.plan(walk.programme, asked, facts, by=walk.curator)


def appoint(walk: Walk, title: str, on: date, place: str) -> Gathering:
    return Gathering.objects.create(
        organization=walk.town.school, programme=walk.programme, title=title, on=on, place=place
    )


def award(walk: Walk, surname: str, kind: str, reason: str) -> Award:
    row = Award(
        organization=walk.town.school, programme=walk.programme, person=walk.town.people[surname], kind=kind,
        reason=reason, on=walk.today,
    )  # fmt: skip
    return awarding.propose(row, by=walk.curator)


def terms(start: date, end: date, *, curator: bool = False) -> Terms:
    """What an employee and the school agree on: a sum for a mentor, a share of the salary for the curator."""
    pay = {"pay": Pay.PERCENT, "percent": 15} if curator else {"pay": Pay.FIXED, "amount": Decimal(4500)}
    return Terms(
        content=("составить план;", "проводить встречи и отмечать их в дневнике."),
        work="Индивидуальная работа: встречи и консультации.",
        start=start, end=end, basis="Положение об оплате труда.", contract=CONTRACT, **pay,
    )  # fmt: skip


def hire(walk: Walk, made: Made, surname: str, start: date, end: date) -> Document:
    """Give the work of a mentor to an employee: the consent, the agreement, the order that rests on it."""
    seat = made.pairs[surname].mentors.select_related("pair__programme", "pair__organization", "mentor__person").get()
    order = hiring.draft_for_mentor(seat, terms(start, end), by=walk.curator)
    walk.print(_drafted("labour_consent"))
    made.acts["labour_agreement"] = walk.issue(_drafted("labour_agreement"))
    return walk.issue(order)


def _drafted(kind: str) -> Document:
    return Document.objects.filter(kind=kind, sequence=None).latest("pk")


def hear_council(walk: Walk, code: str) -> None:
    """Let the school ask its council of learners about the pairs of a form."""
    MentoringForm.objects.filter(pk=_form(walk, code).pk).update(heard="Студенческий совет")


def _form(walk: Walk, code: str) -> MentoringForm:
    return MentoringForm.objects.get(organization=walk.town.school, code=code)
