"""Tables of mentees, mentors and their school, read only where a paper asks for them.

Whose consent is not in force stands in none of them: the roster names them to whoever drafts the paper.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, QuerySet

from mentoring.calendar import words
from mentoring.people import consents
from mentoring.people.models import Affiliation, ConsentKind, Employment, Enrollment
from mentoring.programmes.models import Programme
from mentoring.registry import registers, schooling
from mentoring.registry.models import Course, Criterion, Mentee, Mentor, Session, Trainee
from mentoring.registry.scoring import BEST
from reports.documents import wording
from reports.documents.facts import Ordered, Roster, Training
from reports.documents.models import Document

_MENTEES = (
    ("№ п/п", 8), ("Фамилия, имя, отчество", 28), ("Класс, группа или должность", 20), ("Форма наставничества", 26),
    ("В программе с", 18),
)  # fmt: skip
_MENTORS = (
    ("№ п/п", 8), ("Фамилия, имя, отчество", 26), ("Место работы или учёбы", 22), ("Форма наставничества", 26),
    ("Сферы помощи", 18),
)  # fmt: skip
_LESSONS = (("№ п/п", 8), ("Тема", 30), ("Вид занятия", 16), ("Дата", 14), ("Часов", 10), ("Кто проводит", 22))
_TRAINEES = (("№ п/п", 8), ("Фамилия, имя, отчество", 48), ("Место работы или учёбы", 44))
_TRAINING = (
    ("№ п/п", 5), ("Тема", 27), ("Вид занятия", 12), ("Дата", 10), ("Часов", 7), ("Кто проводит", 16),
    ("Материалы", 23),
)  # fmt: skip
_CRITERIA = (("№ п/п", 8), ("Критерий", 46), ("Форма наставничества", 22), ("Вес", 10), ("Не ниже", 14))
_BASE_MENTEES = (3, 10, 12, 5, 12, 7, 9, 8, 8, 7, 7, 6, 6)
_BASE_MENTORS = (3, 8, 9, 7, 7, 7, 7, 5, 5, 6, 8, 7, 5, 6, 5, 5)
COLUMNS = {
    "mentees": _MENTEES,
    "mentors": _MENTORS,
    "lessons": _LESSONS,
    "trainees": _TRAINEES,
    "training": _TRAINING,
    "criteria": _CRITERIA,
    "base_mentees": tuple(zip(registers.MENTEES, _BASE_MENTEES, strict=True)),
    "base_mentors": tuple(zip(registers.MENTORS, _BASE_MENTORS, strict=True)),
}
DECIDING = ("consideration", "evaluation_protocol")


def rosters(document: Document, on: date) -> dict[str, Roster]:
    """Return the tables that the body of a document asks for, those with rows."""
    asked = tables_asked(document.body) & _MADE.keys()
    made = {of: _MADE[of](document, on) for of in sorted(asked)}
    return {of: roster for of, roster in made.items() if roster.rows or roster.left_out}


def readers(document: Document, on: date) -> dict[str, tuple[int, ...]]:
    """Return whom the sheets of signatures of a body ask for: everybody in the register of mentors, all the staff."""
    asked = {block["of"] for block in document.body if block["block"] == "acquaintance" and "of" in block}
    found = {}
    if "mentors" in asked:
        rows, _ = _agreed(_registered(Mentor, document.programme), document.programme, on)
        found["mentors"] = tuple(row.person_id for row in rows)
    if "staff" in asked:
        rows = Employment.objects.filter(organization=document.organization_id).on(on)
        people = rows.order_by("person__name_key", "person_id").values_list("person", flat=True)
        found["staff"] = tuple(dict.fromkeys(people))
    return found


def training(document: Document) -> Training | None:
    """Count the lessons, the hours and the experts of the school of mentors, where a paper has its lessons."""
    if not tables_asked(document.body) & {"training", "lessons"}:
        return None
    courses = document.programme.courses.prefetch_related("sessions").order_by("start", "pk")
    lessons = {
        course: [one for one in course.sessions.all() if one.form != Session.Form.CONSULTATION] for course in courses
    }
    hours = sum(one.hours or 0 for some in lessons.values() for one in some)
    return Training(
        tuple((course.title, len(some)) for course, some in lessons.items()),
        _hours(hours),
        schooling.experts(document.programme),
        schooling.LEAST_SESSIONS,
        schooling.LEAST_EXPERTS,
    )


def protocols(document: Document) -> str:
    """Name the protocols on candidates in force: «протоколы от 20.11.2026 № 4, от 23.11.2026 № 5».

    Those that the order before this one has taken note of are not named again.
    """
    acts = Document.objects.in_force().filter(programme=document.programme_id)
    before = acts.first_issues().filter(kind=document.kind).exclude(pk=document.pk)
    noted = before.aggregate(last=Max("issued_at"))["last"]
    rows = acts.filter(kind__in=DECIDING)
    return named(rows.filter(issued_at__gt=noted) if noted else rows)


def named(protocols: QuerySet[Document]) -> str:
    """Name protocols by date and number in the order in which they were issued."""
    rows = list(protocols.order_by("on", "sequence").values_list("on", "number", "sequence").distinct())
    listed = ", ".join(Ordered(on, number).words for on, number, _ in rows)
    return f"{'протоколы' if len(rows) > 1 else 'протокол'} {listed}" if rows else ""


def head_of_school(programme: Programme) -> Course | None:
    """Return the first group of the school of mentors that somebody leads."""
    rows = Course.objects.filter(programme=programme).exclude(head=None).select_related("head")
    return rows.order_by("start", "pk").first()


def asks(body: Sequence[Mapping[str, Any]], name: str) -> bool:
    """Tell whether the body names this value, or prints something on condition of it; annexes too."""
    return any(
        name in wording.placeholders(block.get("text", ""))
        or block.get("when", "").removeprefix("no_") == name
        or asks(block.get("blocks", ()), name)
        for block in body
    )


def tables_asked(body: Iterable[Mapping[str, Any]]) -> set[str]:
    """Name the tables that a body takes from data."""
    found = set()
    for block in body:
        if block["block"] == "table" and "of" in block:
            found.add(block["of"])
        found |= tables_asked(block.get("blocks", ()))
    return found


def _registered(model, programme: Programme):
    return model.objects.filter(programme=programme, state=model.State.REGISTERED).select_related("person")


def _agreed(rows: Iterable, programme: Programme, on: date, of=lambda row: row) -> tuple[list, tuple[str, ...]]:
    """Keep those whose consent to take part is in force; name the others. `of` finds the participant of a row."""
    rows = list(rows)
    closed = without_consent([of(row).person_id for row in rows], programme, on)
    kept = [row for row in rows if of(row).person_id not in closed]
    return kept, tuple(of(row).person.full_name for row in rows if of(row).person_id in closed)


def without_consent(people: Iterable[int], programme: Programme, on: date) -> set[int]:
    """Return those of these people who may not take part today."""
    gate = ConsentKind.Gate.PROGRAMME
    lacks = consents.missing(people, gate, on, organization=programme.organization)
    return {person for person, some in lacks.items() if some}


def _mentees(document: Document, on: date) -> Roster:
    rows = _registered(Mentee, document.programme).prefetch_related("forms__form")
    rows, left_out = _agreed(rows, document.programme, on)
    places, _ = places_of([row.person_id for row in rows], on)
    return Roster(
        _MENTEES,
        tuple(
            (
                f"{number}.",
                row.person.full_name,
                places.get(row.person_id, ""),
                _forms(row),
                words.digits(row.entered_on) if row.entered_on else "",
            )
            for number, row in enumerate(rows, 1)
        ),
        left_out=left_out,
    )


def _mentors(document: Document, on: date) -> Roster:
    rows = _registered(Mentor, document.programme).prefetch_related("forms__form", "competences__competence")
    rows, left_out = _agreed(rows, document.programme, on)
    places, employed = places_of([row.person_id for row in rows], on)
    return Roster(
        _MENTORS,
        tuple(
            (
                f"{number}.",
                row.person.full_name,
                places.get(row.person_id, ""),
                _forms(row),
                ", ".join(one.competence.title for one in row.competences.all()),
            )
            for number, row in enumerate(rows, 1)
        ),
        tuple(row.person_id for row in rows if row.person_id in employed),
        left_out,
    )


def _base_mentees(document: Document, on: date) -> Roster:
    return _base(document, on, Mentee, registers.mentees, "base_mentees")


def _base_mentors(document: Document, on: date) -> Roster:
    return _base(document, on, Mentor, registers.mentors, "base_mentors")


def _base(document: Document, on: date, model, read, of: str) -> Roster:
    """Lay out a register in the columns of the standard base, as whoever has drafted the paper sees it."""
    rows, left_out = _agreed(_registered(model, document.programme), document.programme, on)
    people = {row.person_id for row in rows}
    made = read(document.programme, today=on, by=document.drafted_by, people=people)
    return Roster(COLUMNS[of], tuple(made), left_out=left_out)


def _criteria(document: Document, on: date) -> Roster:
    rows = Criterion.objects.filter(organization=document.organization_id).select_related("form")
    return Roster(
        _CRITERIA,
        tuple(
            (f"{number}.", row.title, row.form.title if row.form else "все формы", str(row.weight), _least(row.least))
            for number, row in enumerate(rows.order_by("order", "pk"), 1)
        ),
    )


def _least(mark: int) -> str:
    return f"{mark} из {BEST}" if mark else "—"


def _forms(row: Mentee | Mentor) -> str:
    return ", ".join(one.form.title for one in row.forms.all())


def _sessions(document: Document):
    rows = Session.objects.filter(course__programme=document.programme_id).exclude(form=Session.Form.CONSULTATION)
    return rows.select_related("course", "expert").order_by("course__start", "course_id", "on", "pk")


def _lessons(document: Document, on: date) -> Roster:
    return Roster(_LESSONS, tuple(_by_course(_sessions(document), lambda row: row.course, lesson_cells)))


def _training(document: Document, on: date) -> Roster:
    def cells(row: Session) -> tuple[str, ...]:
        return *lesson_cells(row), row.materials

    return Roster(_TRAINING, tuple(_by_course(_sessions(document), lambda row: row.course, cells)))


def lesson_cells(row: Session) -> tuple[str, ...]:
    """Say what a lesson is about, when it is and who gives it."""
    hours = _hours(row.hours)
    day = words.digits(row.on) if row.on else ""
    return (row.theme, row.get_form_display(), day, hours, row.expert.short_name if row.expert else row.expert_text)


def _hours(hours: Decimal | int | None) -> str:
    return words.decimal(Decimal(hours)) if hours else ""


def _trainees(document: Document, on: date) -> Roster:
    rows = Trainee.objects.filter(course__programme=document.programme_id).select_related("course", "mentor__person")
    rows = rows.order_by("course__start", "course_id", "mentor__person__name_key", "pk")
    rows, left_out = _agreed(rows, document.programme, on, lambda row: row.mentor)
    places, employed = places_of([row.mentor.person_id for row in rows], on)

    def cells(row: Trainee) -> tuple[str, ...]:
        return row.mentor.person.full_name, places.get(row.mentor.person_id, "")

    people = (row.mentor.person_id for row in rows if row.mentor.person_id in employed)
    made = tuple(_by_course(rows, lambda row: row.course, cells))
    return Roster(_TRAINEES, made, tuple(dict.fromkeys(people)), tuple(dict.fromkeys(left_out)))


def _by_course(rows, course_of, cells) -> Iterator[tuple[str, ...]]:
    """Number the rows of each group under its title; the only group needs none."""
    rows = list(rows)
    several = len({course_of(row).pk for row in rows}) > 1
    last, number = None, 0
    for row in rows:
        course = course_of(row)
        if course.pk != last:
            last, number = course.pk, 0
            if several:
                yield (course.title,)
        number += 1
        yield (f"{number}.", *cells(row))


def places_of(people: Sequence[int], on: date) -> tuple[dict[int, str], set[int]]:
    """Say where each works or learns, and who of them works here; three queries for any number of people."""
    employed: dict[int, str] = {}
    for row in Employment.objects.filter(person__in=people).on(on).first_first().select_related("position"):
        employed.setdefault(row.person_id, wording.low(row.position.title))
    partners = Affiliation.objects.filter(person__in=people).on(on).select_related("partner")
    places = {row.person_id: ", ".join(filter(None, (row.position, row.partner.title))) for row in partners}
    places |= {
        row.person_id: row.group.title
        for row in Enrollment.objects.filter(person__in=people).on(on).select_related("group")
    }
    return places | employed, set(employed)


def learners_among(people: Sequence[int], on: date) -> set[int]:
    """Return those of these people who learn here on a day."""
    return set(Enrollment.objects.filter(person__in=people).on(on).values_list("person", flat=True))


_MADE = {
    "mentees": _mentees,
    "mentors": _mentors,
    "lessons": _lessons,
    "trainees": _trainees,
    "training": _training,
    "base_mentees": _base_mentees,
    "base_mentors": _base_mentors,
    "criteria": _criteria,
}
