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
    """Choose a mentor of this school, whatever school the group is of."""
    own = {"programme": row.programme} if row and row.organization == school.organization else {}
    return {"mentors": [school.maker.row(Mentor, **own).pk]}


def marks(school, row) -> dict:
    """Tick the first of the group, where there is one."""
    one = Attendance.objects.filter(session__course=row).first() if row else None
    return {"version": row.version if row else 1} | ({f"came-{one.session_id}-{one.trainee_id}": "on"} if one else {})


def consultation(school, row) -> dict:
    trainee = row.trainees.first() if row else None
    return {
        "trainee": trainee.pk if trainee else 1,
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
