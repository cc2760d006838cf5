"""The school of mentors of the invented school: a group that is through and one that is half-way."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.people.models import Affiliation, Employment, Person
from mentoring.programmes.models import Programme
from mentoring.registry import schooling
from mentoring.registry.models import Course, Mentor, Session, Trainee
from mentoring.registry.schooling import Consultation

Form = Session.Form
# Theme, kind, days from now, hours, the surname of who teaches or the words for a guest.
THROUGH = (
    ("Кто такой наставник и чего от него ждут", Form.LECTURE, -16, "1.5", "Ёлкина"),
    ("Первая встреча: как начать разговор", Form.TRAINING, -12, "2", "Преображенская-Константинова"),
    ("Разбор случаев: наставляемый пропал", Form.CASE, -9, "1.5", "Тихонова"),
    ("Границы и безопасность: о чём обязаны сообщить", Form.TRAINING, -5, "2", "Преображенская-Константинова"),
)
GOING = (
    ("Наставник на производстве: показать и дать сделать", Form.LECTURE, -7, "1.5", "Рябинин"),
    ("Как ставить цель вместе с наставляемым", Form.TRAINING, -1, "2", "гость: Луговая А. П., центр «Росток»"),
    ("Разбор первых встреч", Form.SUPERVISION, 6, "1.5", "Преображенская-Константинова"),
    ("Итоги месяца", Form.CASE, 20, "1", ""),
)
GUEST = "гость: "


def teach(programme: Programme, *, by: Membership) -> None:
    """Gather both groups, mark who came and give certificates to those of the first who earned them."""
    today = schooldays.today(programme.organization)
    rows = Mentor.objects.filter(programme=programme, state__in=schooling.TAUGHT)
    mentors = list(rows.select_related("person").order_by("pk"))
    through = _group(programme, "Первая группа", THROUGH, mentors[:7], today, by)
    _mark(through, by)
    schooling.certify(through, on=today - timedelta(days=4), by=by)
    going = _group(programme, "Вторая группа", GOING, mentors[7:12], today, by)
    _mark(going, by)
    talk = Consultation(
        today - timedelta(days=2), "Как говорить с родителями", _teacher(going, "Ёлкина"), "", Decimal(1)
    )
    schooling.consult(Trainee.objects.filter(course=going).order_by("pk")[0], talk, by=by)


def _group(
    programme: Programme, title: str, lessons: Sequence[tuple], mentors: list[Mentor], today: date, by: Membership
) -> Course:
    days = [today + timedelta(days=shift) for _, _, shift, _, _ in lessons]
    course = Course.objects.create(
        organization=programme.organization,
        programme=programme,
        title=title,
        goal="Подготовить к первым встречам и научить просить помощи вовремя",
        start=days[0],
        end=days[-1],
    )
    course.head = _teacher(course, "Тихонова")
    course.save(update_fields=["head"])
    for (theme, form, _, hours, teacher), on in zip(lessons, days, strict=True):
        guest = teacher.removeprefix(GUEST) if teacher.startswith(GUEST) else ""
        Session.objects.create(
            organization=course.organization,
            course=course,
            theme=theme,
            form=form,
            on=on,
            hours=Decimal(hours),
            expert=_teacher(course, teacher) if teacher and not guest else None,
            expert_text=guest,
        )
    schooling.gather(course, mentors, by=by)
    return course


def _teacher(course: Course, surname: str) -> Person:
    """Return who works at the school or at its partner and bears this surname."""
    for model in (Employment, Affiliation):
        row = model.objects.filter(organization=course.organization, person__surname=surname).select_related("person")
        if row:
            return row[0].person
    raise LookupError(surname)


def _mark(course: Course, by: Membership) -> None:
    """Let everybody come, but two who have missed something: one of them too much."""
    course.refresh_from_db()
    today = schooldays.today(course.organization)
    held = [one for one in schooling.lessons_of(course) if one.on <= today]
    people = schooling.trainees_of(course)
    missed = {(held[0].pk, people[1].pk), (held[0].pk, people[-1].pk), (held[1].pk, people[-1].pk)}
    came = {(session.pk, trainee.pk) for session in held for trainee in people} - missed
    schooling.mark(course, came, version=course.version, by=by)
