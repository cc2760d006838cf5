"""Mentees and mentors of the invented school in every state, two applications that wait: the same every time."""

from datetime import timedelta
from itertools import cycle

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.people.models import Affiliation, Employment, Enrollment, Person
from mentoring.programmes.models import MentoringForm, Programme
from mentoring.registry import applying, mentees, mentors, reference
from mentoring.registry.models import (
    Category,
    Competence,
    Mentee,
    MenteeForm,
    MentorCompetence,
    MentorForm,
    Request,
    RestrictedNote,
)
from reports.desk.demo import schooling, selection

REQUESTS = (
    ("Учёба по предметам", "Догнать класс по алгебре", "Контрольные без двоек", Request.Source.CLASS_TEACHER),
    ("Адаптация в новом коллективе", "Пришёл из другой школы, ни с кем не общается", "Есть друзья", "parent"),
    ("Выбор профессии", "Нравится чертить, не знает, куда поступать", "Выбран колледж", Request.Source.SELF),
    ("Олимпиады и проекты", "Хочет собрать робота для конкурса", "Работа защищена", Request.Source.SELF),
    ("Общение и уверенность в себе", "Боится отвечать у доски", "Выступит перед классом", "psychologist"),
)
MOTIVES = ("Хочу передать то, чему научился сам", "Помню, как трудно было начинать")
FAMILY = {
    "guardian": "Снегирёва Инна Павловна",
    "right": "mother",
    "surname": "Снегирёв",
    "given": "Остап",
    "patronymic": "Денисович",
    "place": "7 «Б»",
    "phone": "+7 900 000-70-01",
    "text": "Просим помочь с русским языком",
    "co_signed": False,
}
GROWN = {
    "surname": "Подорожников",
    "given": "Глеб",
    "patronymic": "Семёнович",
    "place": "Приборный завод",
    "phone": "+7 900 000-70-02",
    "text": "Покажу ребятам, как устроен цех",
}


def join(programme: Programme, *, by: Membership) -> None:
    """Fill the registries as they are in the middle of the second stage."""
    for model in (Competence, Category):
        reference.take_usual(model, programme.organization, by=by)
    _mentees(programme, by)
    _mentors(programme, by)
    schooling.teach(programme, by=by)
    _applications(programme, by)


def _mentees(programme: Programme, by: Membership) -> None:
    today = schooldays.today(programme.organization)
    rows = Enrollment.objects.on(today).filter(organization=programme.organization).order_by("person")
    people = [row.person for row in rows.select_related("person")[2:64:3]]
    made = mentees.enrol(programme, people, by=by)
    form = MentoringForm.objects.get(organization=programme.organization, code="student_student")
    for row, (title, text, wished, source) in zip(made[:-2], cycle(REQUESTS), strict=False):
        sphere = Competence.objects.get(organization=programme.organization, title=title)
        mentees.ask(row, competence=sphere, text=text, wished=wished, source=source, on=today, by=by)
    for row in made[:-4]:
        MenteeForm.objects.create(organization=row.organization, mentee=row, form=form)
    mentees.register([row.pk for row in made[:-3]], on=today - timedelta(days=5), by=by)
    mentees.leave(made[-1], reason="Переехал в другой город", on=today, by=by)
    through = Mentee.objects.filter(programme=programme, state=Mentee.State.REGISTERED).order_by("-pk")[:1]
    mentees.finish([row.pk for row in through], on=today, by=by)
    _note(made[0].person, RestrictedNote.Kind.ADAPTATION, "Садится за первую парту, задания крупным шрифтом", by)
    _note(made[1].person, RestrictedNote.Kind.PSYCHOLOGIST, "Лучше знакомить в паре, группа его пугает", by)


def _note(person: Person, kind: str, text: str, by: Membership) -> None:
    RestrictedNote.objects.create(organization=person.organization, person=person, kind=kind, text=text, by=by)


def _mentors(programme: Programme, by: Membership) -> None:
    school = programme.organization
    today = schooldays.today(school)
    staff = Employment.objects.on(today).filter(organization=school, duty__in=("", "class_teacher", "methodist"))
    outside = Affiliation.objects.on(today).filter(organization=school)
    people = [row.person for row in staff.order_by("person").select_related("person")[:5]]
    people += [row.person for row in outside.order_by("person").select_related("person")]
    people += Person.objects.filter(organization=school, enrollments__group__grade=11).order_by("pk")[:5]
    made = mentors.enrol(programme, dict.fromkeys(people), on=today - timedelta(days=20), by=by)
    form = MentoringForm.objects.get(organization=school, code="teacher_pupil")
    spheres = list(Competence.objects.filter(organization=school))
    for number, row in enumerate(made):
        MentorCompetence.objects.create(organization=school, mentor=row, competence=spheres[number % len(spheres)])
        if number % 4:
            MentorForm.objects.create(organization=school, mentor=row, form=form)
        row.motivation, row.age_from, row.age_to = MOTIVES[number % 2], 11, 15
        row.capacity, row.days = 1 + number % 3, [2, 4]
        row.save()
    kept = selection.judge(made, by=by)
    mentors.register([row.pk for row in made[:-2] if row != kept], on=today - timedelta(days=4), by=by)
    mentors.reserve([kept.pk], by=by)
    mentors.refuse(made[-1], reason=selection.WHY_NOT, by=by)


def _applications(programme: Programme, by: Membership) -> None:
    today = schooldays.today(programme.organization)
    for side, said, born, child in (("mentee", FAMILY, 12, True), ("mentor", GROWN, 41, False)):
        applying.open_link(programme, side, by=by)
        link = applying.living(programme.organization).latest("pk")
        codes = [one.code for one in applying.purposes(programme.organization, child=child, today=today)]
        applying.apply(link, said | {"birth_date": today.replace(year=today.year - born, day=1)}, agreed=codes)
