"""What the page of a family shows of its pair."""

from datetime import date

from mentoring.access import Role
from mentoring.calendar import words as dates
from mentoring.calendar.due import Span
from mentoring.pairs import asking_views, naming, office, pulse, questions, words
from mentoring.pairs.family import Place
from mentoring.pairs.models import Meeting, Pair, Side
from mentoring.people.models import Affiliation, Consent, Employment, Person

QUESTIONS = 10


def of_place(place: Place, today: date) -> dict:
    """Gather the page of one person: their pair, what waits for a word, who sees what."""
    pair = naming.with_people(Pair.objects.filter(pk=place.pair.pk).select_related("form", "role_model")).get()
    asked = questions.of(place.person, pair).select_related("organization", "answered_by")
    return {
        "place": place,
        "pair": pair,
        "is_parent": place.side == Side.PARENT,
        "period": dates.span(Span(pair.start, pair.end)),
        "mentors": _mentors(pair, today),
        "next_meeting": _next_meeting(pair, today),
        "unmarked": [_told(meeting) for meeting in words.unmarked(place, today)],
        "drawn": [{"row": row, "meeting": _told(row.meeting)} for row in words.drawn(place)],
        "pulse": pulse.asked_of(place.person, today).filter(pair=pair).first(),
        "pulse_question": pulse.QUESTION,
        "questions": [asking_views.said(row) for row in asked[:QUESTIONS]],
        "consents": _consents(place, today),
        "curators": list(office.holders(pair.organization, {Role.CURATOR})),
        "marks": words.MARKS,
    }


def _mentors(pair: Pair, today: date) -> list[dict]:
    """Name the mentors of today with what they do in the organization or beside it."""
    seats = naming.mentors_on(pair, max(today, pair.start))
    people = [seat.mentor.person_id for seat in seats]
    works = {
        row.person_id: row.position.title
        for row in Employment.objects.on(today).filter(person__in=people).select_related("position").order_by("-pk")
    }
    beside = {
        row.person_id: row.partner.title
        for row in Affiliation.objects.on(today).filter(person__in=people).select_related("partner").order_by("-pk")
    }
    return [
        {"seat": seat, "person": seat.mentor.person, "place": _work(seat.mentor.person, works, beside)}
        for seat in seats
    ]


def _work(person: Person, works: dict[int, str], beside: dict[int, str]) -> str:
    return works.get(person.pk) or beside.get(person.pk, "")


def _next_meeting(pair: Pair, today: date) -> dict | None:
    planned = Meeting.objects.filter(pair=pair, state=Meeting.State.PLANNED, on__gte=today)
    meeting = planned.order_by("on", "pk").first()
    return _told(meeting) if meeting else None


def _told(meeting: Meeting) -> dict:
    return {"meeting": meeting, "on": dates.short(meeting.on)}


def _consents(place: Place, today: date) -> list[dict]:
    """Name what is agreed to today, by each mentee of this place."""
    rows = Consent.objects.filter(person__in=place.learners).valid(today).select_related("kind", "person")
    return [
        {"consent": row, "on": dates.full(row.on), "until": dates.full(row.until) if row.until else ""}
        for row in rows.order_by("person", "kind__order", "kind", "-on")
    ]
