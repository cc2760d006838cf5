"""«Школа наставников»: groups of mentors, who came to which lesson, consultations, certificates (annex 17)."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from mentoring.accounts import journal, schooldays
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from mentoring.registry.models import Attendance, Certificate, Course, Mentor, Session, Trainee

LEAST_SESSIONS, LEAST_EXPERTS = 3, 5  # lessons of a group, experts of a programme
TAUGHT = (Mentor.State.APPLIED, Mentor.State.REGISTERED, Mentor.State.RESERVE)
STALE = "Не сохранено: пока вы отмечали, посещаемость изменил кто-то ещё. Откройте страницу заново и отметьте снова."
_NUMBER = re.compile(r"ШН-(\d{1,9})/(\d{4})")


@dataclass(frozen=True)
class Progress:
    """How far a group has come."""

    planned: int  # lessons without consultations
    held: int
    hours: Decimal
    experts: int  # of the whole programme

    @property
    def enough_sessions(self) -> bool:
        return self.planned >= LEAST_SESSIONS

    @property
    def enough_experts(self) -> bool:
        return self.experts >= LEAST_EXPERTS


@dataclass(frozen=True)
class Consultation:
    """A talk with one mentor apart from the group."""

    on: date
    theme: str
    expert: Person | None = None
    expert_text: str = ""
    hours: Decimal | None = None


def progress(course: Course, lessons: Sequence[Session], today: date) -> Progress:
    """Count the lessons of a group and the experts of its programme."""
    held = [one for one in lessons if one.on and one.on <= today]
    hours = sum((one.hours or Decimal(0) for one in lessons), Decimal(0))
    return Progress(len(lessons), len(held), hours, experts(course.programme))


def experts(programme: Programme) -> int:
    """Count everybody who teaches mentors in a programme, each once."""
    rows = Session.objects.filter(course__programme=programme).values_list("expert", "expert_text")
    return len({expert or russian_key(text) for expert, text in rows if expert or text.strip()})


def lessons_of(course: Course) -> list[Session]:
    """Return the lessons of a group in their order, consultations apart."""
    rows = course.sessions.exclude(form=Session.Form.CONSULTATION).select_related("expert")
    return sorted(rows, key=lambda row: (row.on is None, row.on or date.min, row.pk))


def consultations_of(course: Course) -> list[Attendance]:
    """Return who was consulted apart from the group, and on what."""
    rows = Attendance.objects.filter(session__course=course, session__form=Session.Form.CONSULTATION, came=True)
    return list(rows.select_related("session__expert", "trainee__mentor__person").order_by("-session__on", "-pk"))


def trainees_of(course: Course) -> list[Trainee]:
    rows = course.trainees.select_related("mentor__person", "certificate")
    return list(rows.order_by("mentor__person__name_key", "pk"))


def came_to(course: Course) -> set[tuple[int, int]]:
    """Return who came to what: pairs of session and trainee."""
    rows = Attendance.objects.filter(session__course=course, came=True)
    return set(rows.values_list("session", "trainee"))


@transaction.atomic
def gather(course: Course, mentors: Iterable[Mentor], *, by: Membership) -> list[Trainee]:
    """Make these mentors the group: the new come in, the others go out unless they have a certificate."""
    course = _locked(course, by)
    chosen = {mentor.pk: mentor for mentor in mentors}
    if any(one.programme_id != course.programme_id or one.state not in TAUGHT for one in chosen.values()):
        raise Refused("В группу берут наставников и кандидатов этой программы. Откройте страницу заново и выберите.")
    now = {row.mentor_id: row for row in trainees_of(course)}
    gone = [row for pk, row in now.items() if pk not in chosen]
    for row in gone:
        if hasattr(row, "certificate"):
            raise Refused(f"{row} уже получил сертификат № {row.certificate.number}. Оставьте в группе.")
    fresh = [mentor for pk, mentor in chosen.items() if pk not in now]
    Trainee.objects.filter(pk__in=[row.pk for row in gone]).delete()
    made = [Trainee.objects.create(organization=course.organization, course=course, mentor=one) for one in fresh]
    if gone or fresh:
        before, after = sorted(map(str, now.values())), sorted(map(str, chosen.values()))
        _touch(course)
        journal.write(
            course.organization, "course.gather", course, by=by, before={"trainees": before}, after={"trainees": after}
        )
    return made


@transaction.atomic
def mark(course: Course, came: Collection[tuple[int, int]], *, version: int, by: Membership) -> int:
    """Keep who came to the lessons held by now; return how many marks changed."""
    course = _locked(course, by)
    if course.version != version:
        raise Refused(STALE)
    today = schooldays.today(course.organization)
    held = [one for one in lessons_of(course) if one.on and one.on <= today]
    people, was = trainees_of(course), came_to(course)
    rows = {(one.session_id, one.trainee_id): one for one in Attendance.objects.filter(session__in=held)}
    changed = []
    for session in held:
        for trainee in people:
            key = (session.pk, trainee.pk)
            if (key in came) == (key in was):
                continue
            row = rows.get(key) or Attendance(organization=course.organization, session=session, trainee=trainee)
            row.came = key in came
            row.save()
            changed.append(f"{session.on:%d.%m.%Y}, {trainee}: {'был' if row.came else 'не был'}")
    if changed:
        _touch(course)
        journal.write(course.organization, "course.attendance", course, by=by, after={"marks": changed})
    return len(changed)


@transaction.atomic
def consult(trainee: Trainee, said: Consultation, *, by: Membership) -> Session:
    """Write down a consultation of one mentor."""
    course = _locked(trainee.course, by)
    if said.on > schooldays.today(course.organization):
        raise Refused("Этот день ещё не наступил. Запишите консультацию после того, как она прошла.")
    if said.expert and said.expert.organization_id != course.organization_id:
        raise Refused("Такого человека в списках вашей организации нет. Выберите из списка.")
    session = Session.objects.create(
        organization=course.organization,
        course=course,
        theme=said.theme,
        form=Session.Form.CONSULTATION,
        on=said.on,
        hours=said.hours,
        expert=said.expert,
        expert_text=said.expert_text,
    )
    Attendance.objects.create(organization=course.organization, session=session, trainee=trainee, came=True)
    told = {"theme": said.theme, "on": said.on, "trainee": str(trainee)}
    journal.write(course.organization, "session.consult", session, by=by, after=told)
    return session


def ready(course: Course) -> list[Trainee]:
    """Return who came to enough lessons and has no certificate yet."""
    counts = visits(course)
    return [
        row
        for row in trainees_of(course)
        if counts.get(row.pk, 0) >= LEAST_SESSIONS and not hasattr(row, "certificate")
    ]


def visits(course: Course) -> Mapping[int, int]:
    """Count the lessons each came to, consultations apart."""
    lessons, counts = {one.pk for one in lessons_of(course)}, {}
    for session, trainee in came_to(course):
        counts[trainee] = counts.get(trainee, 0) + (session in lessons)
    return counts


@transaction.atomic
def certify(course: Course, *, on: date, by: Membership) -> list[Certificate]:
    """Give certificates with numbers in turn to everybody who came to enough lessons."""
    course = _locked(course, by)
    if on > schooldays.today(course.organization):
        raise Refused("Этот день ещё не наступил. Укажите день выдачи не позже сегодняшнего.")
    rows = ready(course)
    if not rows:
        raise Refused(f"Сертификат дают тем, кто был не меньше чем на {LEAST_SESSIONS} занятиях. Таких пока нет.")
    first = _next_number(course.organization, on.year)
    made = []
    for place, row in enumerate(rows, first):
        number = f"ШН-{place}/{on.year}"
        one = Certificate.objects.create(organization=course.organization, trainee=row, number=number, on=on)
        journal.write(
            course.organization, "certificate.add", one, by=by, after={"number": number, "on": on, "trainee": str(row)}
        )
        made.append(one)
    return made


def _next_number(organization: Organization, year: int) -> int:
    """Give the next number of the year; the row of the organization is the lock."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    numbers = Certificate.objects.filter(organization=organization).values_list("number", flat=True)
    found = (_NUMBER.fullmatch(number) for number in numbers)
    return max((int(one[1]) for one in found if one and int(one[2]) == year), default=0) + 1


def _locked(course: Course, by: Membership) -> Course:
    rows = Course.objects.visible_to(by).select_for_update(of=("self",)).select_related("organization", "programme")
    return rows.get(pk=course.pk)


def _touch(course: Course) -> None:
    course.version += 1
    course.save(update_fields=["version"])
