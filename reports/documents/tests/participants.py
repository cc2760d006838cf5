"""A school with mentees, mentors on their way and a school of mentors, for papers about them."""

from dataclasses import dataclass
from datetime import date

from mentoring.accounts.models import Membership
from mentoring.people.models import Affiliation, Enrollment, Guardianship, Partner, Person, StudyGroup
from mentoring.programmes.models import MentoringForm, Programme
from mentoring.registry import criteria, schooling, selecting
from mentoring.registry.models import (
    Certificate,
    Competence,
    Course,
    Evaluation,
    Interview,
    Mentee,
    MenteeForm,
    Mentor,
    MentorCompetence,
    MentorForm,
    Session,
)
from mentoring.registry.selecting import Conversation, Judgement, Said
from mentoring.registry.tests.cast import agree
from reports.documents.tests.staff import staff

AGREED, BORN = date(2026, 8, 3), date(2012, 5, 6)
TALKED, JUDGED = date(2026, 8, 18), date(2026, 8, 20)
LESSONS = (
    (date(2026, 8, 17), "Задачи наставника"),
    (date(2026, 8, 19), "Первая встреча"),
    (date(2026, 8, 21), "Границы"),
)
TALK = (
    ("Почему вы хотите стать наставником?", "Хочу передать опыт {двадцати} лет.", 3),
    ("Сколько времени готовы уделять встречам?", "Два часа в неделю, по вторникам.", 2),
)


@dataclass(frozen=True)
class Participants:
    """Who takes part in a programme, by surname."""

    people: dict[str, Person]
    mentors: dict[str, Mentor]
    course: Course


def person(programme: Programme, name: str, sex: str) -> Person:
    surname, given, patronymic = name.split()
    return Person.objects.create(
        organization=programme.organization, surname=surname, given=given, patronymic=patronymic, sex=sex
    )


def take_part(programme: Programme) -> Participants:
    """Let two learners be mentees, a teacher and a partner's worker be mentors."""
    own = {"organization": programme.organization}
    people = staff(programme.organization)
    form = MentoringForm.objects.create(**own, code="own-1", title="Учитель — ученик")
    group = StudyGroup.objects.create(**own, title="8 «А»")
    for name, sex in (("Ежова Яна Олеговна", "f"), ("Ивин Пётр Саввич", "m")):
        people[name.split()[0]] = learner = _child(programme, name, sex)
        Enrollment.objects.create(**own, person=learner, group=group)
        agree(learner, on=AGREED)
        mentee = Mentee.objects.create(
            **own, programme=programme, person=learner, state="registered", entered_on=date(2026, 8, 10)
        )
        MenteeForm.objects.create(**own, mentee=mentee, form=form)
    people["Кедрова"] = person(programme, "Кедрова Нина Павловна", "f")
    partner = Partner.objects.create(**own, title="Завод «Маяк»")
    Affiliation.objects.create(**own, person=people["Кедрова"], partner=partner, position="технолог")
    competence = Competence.objects.create(**own, title="проекты")
    mentors = {}
    for surname in ("Дятлов", "Кедрова"):
        mentors[surname] = Mentor.objects.create(
            **own, programme=programme, person=people[surname], state="registered", entered_on=date(2026, 8, 10)
        )
        MentorForm.objects.create(**own, mentor=mentors[surname], form=form)
        MentorCompetence.objects.create(**own, mentor=mentors[surname], competence=competence)
        agree(people[surname], on=AGREED)
    return Participants(people, mentors, _course(programme, people))


def take_more(programme: Programme, count: int = 3) -> None:
    """Let so many more learners be mentees and mentors, as the first ones are."""
    own = {"organization": programme.organization}
    form = MentoringForm.objects.get(**own)
    for number in range(count):
        learner = _child(programme, f"Ужов{'аеио'[number]} Ада Львовна", "f")
        Enrollment.objects.create(**own, person=learner, group=StudyGroup.objects.get(**own))
        agree(learner, on=AGREED)
        joined = {**own, "programme": programme, "person": learner, "state": "registered", "entered_on": AGREED}
        MenteeForm.objects.create(**own, mentee=Mentee.objects.create(**joined), form=form)
        mentor = Mentor.objects.create(**joined)
        MentorForm.objects.create(**own, mentor=mentor, form=form)
        MentorCompetence.objects.create(**own, mentor=mentor, competence=Competence.objects.get(**own))


def _child(programme: Programme, name: str, sex: str) -> Person:
    """Make a learner of fourteen with a mother who may be called."""
    child = person(programme, name, sex)
    child.birth_date = BORN
    child.save()
    mother = person(programme, f"{child.surname.removesuffix('а')}а Вера Ильинична", "f")
    mother.phone = "+7 900 111-22-33"
    mother.save()
    Guardianship.objects.create(organization=programme.organization, child=child, guardian=mother, right="mother")
    return child


def _course(programme: Programme, people: dict[str, Person]) -> Course:
    own = {"organization": programme.organization}
    course = Course.objects.create(
        **own, programme=programme, title="первая", head=people["Лебедь"], goal="Подготовить к первой встрече."
    )
    for on, theme in LESSONS:
        Session.objects.create(**own, course=course, theme=theme, on=on, hours=2, expert=people["Лебедь"])
    return course


def talk(took: Participants, *, by: Membership) -> Interview:
    """Hold a conversation with the partner's worker."""
    mentor = took.mentors["Кедрова"]
    Mentor.objects.filter(pk=mentor.pk).update(state=Mentor.State.APPLIED)
    mentor.refresh_from_db()
    said = Conversation(
        on=TALKED,
        place="кабинет 12",
        held_by=took.people["Лебедь"],
        commission=(took.people["Осипова"],),
        answers=tuple(Said(*one) for one in TALK),
        verdict="recommended",
        comment="Умеет слушать, знает производство.",
    )
    return selecting.hold_interview(mentor, said, by=by)


def judge(took: Participants, *, by: Membership, verdict: str = "recommended") -> Evaluation:
    """Let a commission of two judge the partner's worker."""
    mentor = took.mentors["Кедрова"]
    Mentor.objects.filter(pk=mentor.pk).update(state=Mentor.State.APPLIED)
    mentor.refresh_from_db()
    asked = criteria.take_usual(mentor.organization, by=by)
    marks = {one.pk: 3 for one in asked} | {asked[3].pk: 1}
    judged = Judgement(
        on=JUDGED,
        marks=marks,
        comments={asked[0].pk: "горит делом"},
        commission=(took.people["Осипова"], took.people["Лебедь"]),
        verdict=verdict,
        votes_for=2,
        votes_against=0,
        abstained=0,
    )
    return selecting.evaluate(mentor, judged, by=by)


def teach(took: Participants, *, by: Membership) -> Certificate:
    """Teach both mentors; who came to everything gets a certificate."""
    course = took.course
    schooling.gather(course, took.mentors.values(), by=by)
    lessons, (first, second) = schooling.lessons_of(course), schooling.trainees_of(course)
    came = {(one.pk, first.pk) for one in lessons} | {(lessons[0].pk, second.pk)}
    course.refresh_from_db()
    schooling.mark(course, came, version=course.version, by=by)
    return schooling.certify(course, on=date(2026, 8, 24), by=by)[0]
