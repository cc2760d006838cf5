"""What the page of a family shows of its pair."""

from datetime import date

from django.db.models import Exists, OuterRef

from mentoring.access import Role
from mentoring.calendar import words as dates
from mentoring.calendar.due import Span
from mentoring.pairs import naming
from mentoring.pairs.family import asking_views, office, pulse, questions, retracting, words
from mentoring.pairs.family.places import Place
from mentoring.pairs.models import Meeting, Pair, Side
from mentoring.people.consents import withdrawing
from mentoring.people.models import Affiliation, Consent, ConsentKind, Employment, Person

QUESTIONS = 10


def of_place(place: Place, today: date) -> dict:
    """Gather the page of one person: their pair, what waits for a word, who sees what."""
    pair = naming.with_people(Pair.objects.filter(pk=place.pair.pk).select_related("form", "role_model")).get()
    asked = questions.of(place.person, pair).select_related("organization", "answered_by")
    given = _given(place, today)
    stopped = retracting.stopped(place, today)
    is_asked = len(stopped) < len(place.learners)
    return {
        "place": place,
        "pair": pair,
        "is_parent": place.side == Side.PARENT,
        "period": dates.span(Span(pair.start, pair.end)),
        "mentors": _mentors(pair, today),
        "stopped": stopped,
        "is_asked": is_asked,
        "next_meeting": _next_meeting(pair, today),
        "unmarked": [_told(meeting) for meeting in words.unmarked(place, today)] if is_asked else [],
        "drawn": [{"row": row, "meeting": _told(row.meeting)} for row in words.drawn(place)] if is_asked else [],
        "pulse": pulse.asked_of(place.person, today).filter(pair=pair).first() if is_asked else None,
        "pulse_question": pulse.QUESTION,
        "questions": [asking_views.said(row) for row in asked[:QUESTIONS]],
        "consents": given,
        "withdrawn": _withdrawn(place, given),
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


def of_consent(place: Place, consent: Consent, today: date) -> dict:
    """Gather what follows once this consent is taken back today."""
    return {
        "place": place,
        "act": consent,
        "on": dates.full(consent.on),
        "due": withdrawing.foreseen(consent, today),
        "also_signed": retracting.also_signed(consent, today),
        "ends_meetings": consent.kind.gate == ConsentKind.Gate.PROGRAMME,
    }


def _given(place: Place, today: date) -> list[dict]:
    """Name what is agreed to today, by each mentee of this place, and what of it this person may take back."""
    own = retracting.signed_by(place).filter(pk=OuterRef("pk"))
    rows = retracting.in_force(place, today).select_related("kind", "person").annotate(may_withdraw=Exists(own))
    return [
        {
            "consent": row,
            "on": dates.full(row.on),
            "until": dates.full(row.until) if row.until else "",
            "may_withdraw": row.may_withdraw,
        }
        for row in rows.order_by("person", "kind__order", "kind", "-on")
    ]


def _withdrawn(place: Place, given: list[dict]) -> list[dict]:
    """Name what was taken back and not given again, once for each mentee and purpose."""
    told = {(one["consent"].person_id, one["consent"].kind_id) for one in given}
    found = []
    for row in retracting.withdrawn(place).select_related("kind", "person"):
        if (key := (row.person_id, row.kind_id)) not in told:
            told.add(key)
            found.append({"consent": row, "on": dates.full(row.withdrawn_on)})
    return found
