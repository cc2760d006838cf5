"""Tables of mentees, mentors and their school, read only where a paper asks for them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from mentoring.calendar import words
from mentoring.people.models import Affiliation, Employment, Enrollment
from mentoring.programmes.models import Programme
from mentoring.registry.models import Course, Mentee, Mentor, Session, Trainee
from reports.documents import wording
from reports.documents.facts import Roster
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
EVALUATION = "evaluation_protocol"


def rosters(document: Document, on: date) -> dict[str, Roster]:
    """Return the tables that the body of a document asks for, those with rows."""
    asked = _asked(document.body) & _MADE.keys()
    made = {of: _MADE[of](document.programme, on) for of in sorted(asked)}
    return {of: roster for of, roster in made.items() if roster.rows}


def protocols(programme: Programme) -> str:
    """Name the protocols of judgements in force: «от 20.11.2026 № 4, от 23.11.2026 № 5»."""
    in_force = (Document.State.ISSUED, Document.State.AMENDED)
    rows = Document.objects.filter(programme=programme, kind=EVALUATION, state__in=in_force).order_by("on", "sequence")
    named = rows.values_list("on", "number")
    return ", ".join(f"от {words.digits(on)} №{words.NBSP}{number}" for on, number in named)


def head_of_school(programme: Programme) -> Course | None:
    """Return the first group of the school of mentors that somebody leads."""
    rows = Course.objects.filter(programme=programme).exclude(head=None).select_related("head")
    return rows.order_by("start", "pk").first()


def asks(body: Sequence[Mapping[str, Any]], name: str) -> bool:
    """Tell whether a text of the body names this value."""
    return any(name in wording.placeholders(block.get("text", "")) for block in body)


def _asked(body: Iterable[Mapping[str, Any]]) -> set[str]:
    found = set()
    for block in body:
        if block["block"] == "table" and "of" in block:
            found.add(block["of"])
        found |= _asked(block.get("blocks", ()))
    return found


def _mentees(programme: Programme, on: date) -> Roster:
    rows = Mentee.objects.filter(programme=programme, state=Mentee.State.REGISTERED).select_related("person")
    rows = list(rows.prefetch_related("forms__form"))
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
    )


def _mentors(programme: Programme, on: date) -> Roster:
    rows = Mentor.objects.filter(programme=programme, state=Mentor.State.REGISTERED).select_related("person")
    rows = list(rows.prefetch_related("forms__form", "competences__competence"))
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
    )


def _forms(row: Mentee | Mentor) -> str:
    return ", ".join(one.form.title for one in row.forms.all())


def _lessons(programme: Programme, on: date) -> Roster:
    rows = Session.objects.filter(course__programme=programme).exclude(form=Session.Form.CONSULTATION)
    rows = rows.select_related("course", "expert").order_by("course__start", "course_id", "on", "pk")
    return Roster(_LESSONS, tuple(_by_course(rows, lambda row: row.course, lesson_cells)))


def lesson_cells(row: Session) -> tuple[str, ...]:
    """Say what a lesson is about, when it is and who gives it."""
    hours = f"{row.hours.normalize():f}".replace(".", ",") if row.hours else ""
    day = words.digits(row.on) if row.on else ""
    return (row.theme, row.get_form_display(), day, hours, row.expert.short_name if row.expert else row.expert_text)


def _trainees(programme: Programme, on: date) -> Roster:
    rows = Trainee.objects.filter(course__programme=programme).select_related("course", "mentor__person")
    rows = list(rows.order_by("course__start", "course_id", "mentor__person__name_key", "pk"))
    places, employed = places_of([row.mentor.person_id for row in rows], on)

    def cells(row: Trainee) -> tuple[str, ...]:
        return row.mentor.person.full_name, places.get(row.mentor.person_id, "")

    people = (row.mentor.person_id for row in rows if row.mentor.person_id in employed)
    return Roster(_TRAINEES, tuple(_by_course(rows, lambda row: row.course, cells)), tuple(dict.fromkeys(people)))


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
    for row in Employment.objects.filter(person__in=people).on(on).select_related("position").order_by("-start", "pk"):
        employed.setdefault(row.person_id, wording.low(row.position.title))
    partners = Affiliation.objects.filter(person__in=people).on(on).select_related("partner")
    places = {row.person_id: ", ".join(filter(None, (row.position, row.partner.title))) for row in partners}
    places |= {
        row.person_id: row.group.title
        for row in Enrollment.objects.filter(person__in=people).on(on).select_related("group")
    }
    return places | employed, set(employed)


_MADE = {"mentees": _mentees, "mentors": _mentors, "lessons": _lessons, "trainees": _trainees}
