"""The school of mentors: a group, who came, who was consulted, who got a certificate."""

from functools import partial

from django.utils import timezone

from mentoring.accounts import schooldays
from mentoring.registry.models import Attendance, Course, Mentor, Session, Trainee
from tests.matrix.page import Page

SEE = partial(Page, "training.see", model="registry.Course")
DO = partial(Page, "training.edit", model="registry.Course")


def taught(school, owner) -> Course:
    """Make a group of one mentor who came to enough lessons."""
    course = school.maker.row(Course)
    trainee = school.maker.row(Trainee, course=course)
    day = schooldays.today(school.organization) - timezone.timedelta(1)
    for form in ("lecture", "training", "case", "consultation"):
        session = school.maker.row(Session, course=course, form=form, on=day)
        school.maker.row(Attendance, session=session, trainee=trainee, came=True)
    return course


def mentors(school, row) -> dict:
    if row is None:
        return {}
    return {"mentors": [school.maker.row(Mentor, programme=row.programme).pk]}


def marks(school, row) -> dict:
    if row is None:
        return {"version": 1}
    session, trainee = row.sessions.first(), row.trainees.first()
    return {"version": row.version, f"came-{session.pk}-{trainee.pk}": "on"}


def consultation(school, row) -> dict:
    return {
        "trainee": row.trainees.first().pk if row else 1,
        "on": schooldays.today(school.organization).isoformat(),
        "theme": school.maker.text(),
        "expert_text": school.maker.text(),
    }


def day(school, row) -> dict:
    return {"on": schooldays.today(school.organization).isoformat()}


SCHOOLING = {
    "course": SEE(make=taught),
    "course_trainees": DO("GET POST", make=taught, data=mentors),
    "course_consultation": DO("GET POST", make=taught, data=consultation),
    "course_mark": DO("POST", make=taught, data=marks),
    "course_certify": DO("POST", make=taught, data=day),
}
