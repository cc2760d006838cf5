"""The rows of a whole cycle of one invented school: long names, two pairs, a year of meetings, awards, cases."""

from dataclasses import dataclass
from datetime import date

from mentoring.access import Role
from mentoring.accounts.models import Membership
from mentoring.pairs import pairing
from mentoring.pairs.models import Meeting, Pair, Plan, PlanItem, RouteStep
from mentoring.people.models import Affiliation, Clearance, Employment, Partner, StudyGroup
from mentoring.programmes import mentoring_forms
from mentoring.programmes.models import MentoringForm, Programme, ProgrammeForm, Target
from mentoring.registry import mentees
from mentoring.registry.models import Certificate, Evaluation, Interview, Mentee, Mentor
from practices.models import Award, Case, Gathering, Guest, Publication
from reports.documents.tests import composed, ending, participants
from reports.documents.tests.hired import START, colleague, pair_of
from reports.documents.tests.participants import Participants
from reports.documents.tests.staff import gather_group
from roadmap.models import Roadmap
from surveys.models import Wave
from surveys.tests.cast import make_questionnaire
from tests.cast import make_member, make_programme, make_school

AUGUST, MAY = date(2026, 8, 24), date(2027, 5, 4)
NAMES = {  # long and uneasy names, by the surname of the cast
    "Ежова": ("Белосельская-Белозерская", "Александра-Виктория", "Константиновна"),
    "Ивин": ("Ёжиков", "Айаал", "Ньургунович"),
    "Дятлов": ("Нурмухаметов", "Искандер", "Салаватович"),
    "Осипова": ("Преображенская", "Елизавета", "Константиновна"),
}
POSTS = {
    "Дятлов": "учитель химии и биологии высшей квалификационной категории",
    "Осипова": "заместитель директора по воспитательной работе",
}
PLAN = (
    ("Учебная работа", "Разобрать задачи муниципального этапа прошлых лет", "до 15 октября", "Решено 20 задач"),
    ("Учебная работа", "Поставить опыт и описать его в тетради наблюдений", "ноябрь", "Описание опыта, фотографии"),
    ("Проект", "Выбрать тему проекта и найти три источника", "до 20 декабря", "Тема и список источников"),
    ("Проект", "Защитить проект на школьной конференции", "апрель", "Доклад на 7 минут, ответы на вопросы"),
)
MEETINGS = (
    (date(2026, 9, 2), "held", 45, "intro", "Знакомство", "Рассказали о себе, выбрали день встреч.", 7, 8),
    (date(2026, 9, 9), "missed", None, "regular", "", "", None, None),
    (date(2026, 9, 16), "held", 60, "planning", "Что хотим успеть за год", "Составили план до мая.", 8, 9),
    (date(2026, 11, 11), "held", 90, "regular", "Опыт с индикаторами", "Провели опыт, сделали снимки.", 9, 9),
    (date(2027, 4, 14), "held", 45, "final", "Что получилось", "Обсудили защиту проекта.", 9, 10),
)


@dataclass(frozen=True)
class Cycle:
    """The programme, those who run it, those who take part, and the rows that papers are about."""

    programme: Programme
    curator: Membership
    director: Membership
    took: Participants
    roadmap: Roadmap
    certificate: Certificate
    interview: Interview
    evaluation: Evaluation
    partner: Partner
    first: Pair
    second: Pair
    third: Pair  # of two teachers

    def mentor(self, surname: str) -> Mentor:
        return Mentor.objects.get(person=self.took.people[surname])

    def mentee(self, surname: str) -> Mentee:
        return Mentee.objects.get(person=self.took.people[surname])


def begin() -> Cycle:
    """Bring a school to the day before its pairs are fixed."""
    school = make_school("zaozernaya")
    composed.name_school(school)
    aims = {"goal": "Помочь каждому найти своё дело.", "tasks": "Собрать наставников.\nНаучить их."}
    programme = make_programme(school, **aims)
    curator, director = make_member(school, Role.CURATOR), make_member(school, Role.DIRECTOR)
    took = participants.take_part(programme)
    participants.take_more(programme, 4)
    StudyGroup.objects.update(teacher=took.people["Лебедь"])
    _name(took, director)
    gather_group(programme, took.people)
    _choose_forms(programme, took, curator)
    roadmap = composed.stages(programme)
    Roadmap.objects.filter(pk=roadmap.pk).update(state=Roadmap.State.ADOPTED)
    certificate = participants.teach(took, by=curator)
    interview, evaluation = participants.talk(took, by=curator), participants.judge(took, by=curator)
    Mentor.objects.filter(programme=programme).update(state=Mentor.State.REGISTERED)
    for name, text in (("Ежова", "Подготовиться к олимпиаде по химии"), ("Ивин", "Подтянуть алгебру")):
        mentees.ask(Mentee.objects.get(person=took.people[name]), text=text, by=curator)
    first = pair_of(took, programme, curator)
    second = pair_of(took, programme, curator, "Кедрова", "Ивин")
    colleague(took, programme)
    third = pair_of(took, programme, curator, "Дятлов", "Чижова", form="own-2")
    partner = _partner(programme)
    return Cycle(
        programme, curator, director, took, roadmap, certificate, interview, evaluation, partner, first, second, third
    )


def _name(took: Participants, director: Membership) -> None:
    """Give people long names, posts and ways to reach them."""
    for surname, (family, given, patronymic) in NAMES.items():
        person = took.people[surname]
        person.surname, person.given, person.patronymic = family, given, patronymic
        person.phone = "+7 900 555-66-77"
        person.save()
    for surname, title in POSTS.items():
        position = Employment.objects.select_related("position").get(person=took.people[surname]).position
        position.title = title
        position.save()
    head = took.people["Рябинин"]
    head.membership = director
    head.save()
    Mentor.objects.filter(person=took.people["Дятлов"]).update(
        experience="Двадцать лет ведёт кружок «Юный химик»",
        achievements="Подготовил трёх призёров республиканской олимпиады",
        interests="Походы, история науки",
        motivation="Хочу, чтобы ученики не боялись сложных задач",
        hours=2,
        capacity=3,
    )
    for person in (took.people["Кедрова"], took.people["Дятлов"]):
        Clearance.objects.create(
            organization=person.organization, person=person, kind="criminal", number="018/4", issued_on=AUGUST
        )


def _choose_forms(programme: Programme, took: Participants, curator: Membership) -> None:
    own = {"organization": programme.organization}
    mentoring_forms.take_usual(programme.organization, by=curator)
    taken = {form.title: form for form in MentoringForm.objects.filter(**own)}  # one form of each title
    for form in taken.values():
        ProgrammeForm.objects.create(**own, programme=programme, form=form, lead=took.people["Дятлов"])
    MentoringForm.objects.filter(**own, code="own-1").update(heard="Совет обучающихся")
    for group, percent in (("learners_mentees", 30), ("teachers_mentors", 12)):
        Target.objects.create(**own, year=2027, group=group, percent=percent)


def _partner(programme: Programme) -> Partner:
    partner = Partner.objects.get(organization=programme.organization)
    Partner.objects.filter(pk=partner.pk).update(
        title="Общество с ограниченной ответственностью «Приозёрский приборостроительный завод «Маяк»"
    )
    head = participants.person(programme, "Жукова Римма Кирилловна", "f")
    Affiliation.objects.create(
        organization=programme.organization, person=head, partner=partner, position="Генеральный директор"
    )
    partner.refresh_from_db()
    return partner


def agree_plans(cycle: Cycle) -> None:
    """Fix both pairs and let the first agree on its plan and its route map."""
    pairing.fix([cycle.first, cycle.second, cycle.third], basis="приказ от 25.08.2026 № 47-од", on=AUGUST, by=None)
    _read_again(cycle)
    own = {"organization": cycle.programme.organization}
    plan = Plan.objects.create(**own, pair=cycle.first, state=Plan.State.AGREED)
    for order, (section, task, due, expected) in enumerate(PLAN):
        item = PlanItem.objects.create(
            **own, plan=plan, order=order, section=section, task=task, due_text=due, expected=expected
        )
        RouteStep.objects.create(
            **own, plan=plan, order=order, item=item, stage="main" if order else "meeting", on=MEETINGS[order][0],
            theme=task, work="беседа, практическая работа", task="Научиться планировать своё время",
            expected=expected,
        )  # fmt: skip


def work(cycle: Cycle) -> None:
    """Let a year go by: meetings, the end of a pair, a gathering, questionnaires, awards, cases."""
    own = {"organization": cycle.programme.organization}
    for on, state, minutes, kind, topic, done, mark, mentee_mark in MEETINGS:
        Meeting.objects.create(
            **own, pair=cycle.first, on=on, state=state, minutes=minutes, kind=kind, topic=topic, done=done, mark=mark,
            mentee_mark=mentee_mark, reason="" if state == "held" else "наставляемая болела",
        )  # fmt: skip
    Meeting.objects.create(**own, pair=cycle.second, on=START, state="held", minutes=60, mark=6, mentee_mark=8)
    PlanItem.objects.filter(plan__pair=cycle.first).update(actual="Сделано", mark=5, done_on=date(2027, 4, 20))
    Pair.objects.filter(pk=cycle.first.pk).update(state=Pair.State.WORKS)
    Pair.objects.filter(pk=cycle.second.pk).update(
        state=Pair.State.COMPLETED, ended_on=date(2027, 4, 30), ending="goal", advice="grow",
        result="Четверть закончена без троек, проект защищён",
    )  # fmt: skip
    _read_again(cycle)
    _tell(cycle)


def _read_again(cycle: Cycle) -> None:
    for pair in (cycle.first, cycle.second, cycle.third):
        pair.refresh_from_db()


def _tell(cycle: Cycle) -> None:
    """Write down what is thanked for, held and told at the end."""
    programme, own = cycle.programme, {"organization": cycle.programme.organization}
    held = {"programme": programme, "state": "held", "on": date(2026, 10, 12), "invited": 40, "present": 36}
    gathering = Gathering.objects.create(**own, **held, title="День наставника")
    Guest.objects.create(**own, gathering=gathering, person=cycle.took.people["Дятлов"], came=True)
    Gathering.objects.create(
        **own, programme=programme, title="Вечер итогов наставничества", on=date(2027, 5, 20), place="актовый зал"
    )
    for side, title in (("mentor", "Выход: наставники"), ("mentee", "Выход: наставляемые")):
        edition = make_questionnaire(programme, code=f"out-{side}", side=side).editions.get()
        Wave.objects.create(
            **own, programme=programme, edition=edition, title=title, moment="exit", opens_on=date(2027, 5, 10),
            closes_on=date(2027, 5, 21),
        )  # fmt: skip
    for surname, kind, reason in (
        ("Дятлов", "thanks", "За терпение и точность."),
        ("Дятлов", "bonus", "За работу с двумя парами"),
        ("Ежова", "letter", "За проект по химии «Индикаторы из сада»"),
        ("Кедрова", "diploma", "Провела семь экскурсий на завод"),
    ):
        ending.award(cycle.took, programme, surname, kind, reason)
    for title, text in (("Голос", "Ученик молчал на уроках."), ("Первый опыт", "Опыты пугали.")):
        Case.objects.create(
            **own, programme=programme, title=title, state="ready", situation=text, done="Дали роль ведущего.",
            result="Выступил сам.", advice="Начинайте с малого.",
        )  # fmt: skip
    Publication.objects.create(
        **own, programme=programme, title="Первые шаги", planned_on=MAY, published_on=MAY, link="https://example.org/1"
    )


def award(cycle: Cycle, kind: str) -> Award:
    return Award.objects.get(programme=cycle.programme, kind=kind)
