"""Diaries: a mentor's own meetings, the diary of a pair, what waits for the curator."""

from functools import partial

from django.utils import timezone

from mentoring.pairs.models import Meeting, Pair, PairMentee
from mentoring.people.models import Person
from mentoring.registry.models import Mentor
from tests.matrix.expectations import may
from tests.matrix.page import Page
from tests.matrix.pairs import pair, today


def leads_or(right: str):
    """Let in whoever leads the pair, and whoever has the right over all pairs."""
    return lambda role, relation: relation == "own" or may(role, right)


def led(school, owner) -> Pair:
    """Make a pair whose mentor is the owner."""
    row = pair(school)
    person = Person.objects.filter(membership=owner).first() or school.maker.row(Person, membership=owner)
    own = {"programme": row.programme, "person": person}
    mentor = Mentor.objects.filter(**own).first() or school.maker.row(Mentor, **own, state="registered")
    row.mentors.update(mentor=mentor)
    return row


def planned(school, owner) -> Meeting:
    return _meeting(school, owner, state=Meeting.State.PLANNED)


def held(school, owner) -> Meeting:
    return _meeting(school, owner, state=Meeting.State.HELD, written_at=timezone.now())


def _meeting(school, owner, **own) -> Meeting:
    facts = {"pair": led(school, owner), "on": today(school), "by": owner, "step": None, "seen_by": None}
    return school.maker.row(Meeting, **facts | own)


def said(school, row) -> dict:
    """Say of a meeting what its form asks."""
    of_pair = row.pair if isinstance(row, Meeting) else row
    seats = PairMentee.objects.filter(pair=of_pair) if row else ()
    usual = {"on": today(school).isoformat(), "kind": "regular", "minutes": 45, "way": "in_person", "important": "on"}
    told = {"done": school.maker.text(), "topic": school.maker.text(), "place": school.maker.text()}
    return usual | told | {"present": [seat.pk for seat in seats], "version": getattr(row, "version", 1)}


def missed(school, row) -> dict:
    return {"on": today(school).isoformat(), "reason": "другая причина"}


def day(school, row) -> dict:
    return {"next_on": today(school).isoformat()}


def word(school, row) -> dict:
    return {"text": school.maker.text()}


def unread(school, row) -> dict:
    return {"row": held(school, school.colleague).pk}


PAIR = partial(Page, "diary.write", "GET POST", model="pairs.Pair", key="public_id", make=led)
MEETING = partial(Page, "diary.write", model="pairs.Meeting", key="public_id")
WRITES = leads_or("pairs.edit")

DIARY = {
    "diary_feed": Page("diary.see", listing="pairs.Meeting"),
    "diary_tick": Page("diary.answer", "POST", data=unread),
    "diary_mine": Page("diary.write"),
    "diary_pair": Page("diary.write", model="pairs.Pair", key="public_id", make=led, only=leads_or("diary.see")),
    "diary_write": PAIR(data=said, only=WRITES),
    "diary_miss": PAIR(data=missed, only=WRITES),
    "diary_plan": PAIR(data=day, only=WRITES),
    "diary_correct": MEETING("GET POST", make=held, data=said, only=WRITES),
    "diary_call_off": MEETING("GET POST", make=planned, data=missed, only=WRITES),
    "diary_strike": MEETING("POST", make=held, only=WRITES),
    "diary_remark": MEETING("POST", make=held, data=word, only=leads_or("diary.answer")),
}
