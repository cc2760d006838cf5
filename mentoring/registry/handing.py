"""What a person holds in the selection and training of mentors: only what is still to come or undecided."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from mentoring.calendar import words
from mentoring.people.handing import Held
from mentoring.people.models import Person
from mentoring.registry.models import Course, EvaluationMember, Interview, InterviewMember, Session

_UNDECIDED = Interview.Verdict.NONE


def of_training(person: Person, today: date) -> Iterator[Held]:
    """Name the groups of mentors a person leads and the lessons they are to give."""
    goes_on = Q(end=None) | Q(end__gte=today)
    for row in Course.objects.filter(goes_on, head=person, programme__end__gte=today):
        yield Held("школа наставников", row.title, row, "head_id")
    lessons = Session.objects.filter(Q(on=None) | Q(on__gte=today), expert=person, course__programme__end__gte=today)
    for row in lessons.select_related("course"):
        day = f", {words.full(row.on)}" if row.on else ""
        yield Held("занятие", f"{row.theme}, {row.course.title}{day}", row, "expert_id")


def of_selection(person: Person, today: date) -> Iterator[Held]:
    """Name the conversations and judgements without a decision in which a person takes part."""
    for row in Interview.objects.filter(held_by=person, verdict=_UNDECIDED).select_related("mentor__person"):
        yield Held("собеседование", str(row), row, "held_by_id")
    for model, of, kind in (
        (InterviewMember, "interview", "комиссия собеседования"),
        (EvaluationMember, "evaluation", "комиссия оценки"),
    ):
        places = model.objects.filter(person=person, **{f"{of}__verdict": _UNDECIDED})
        for row in places.select_related(f"{of}__mentor__person"):
            yield Held(kind, str(getattr(row, of)), row, "person_id", (f"{of}_id",))
