"""Quiet calls, questions, the pulse, and the links of families."""

from datetime import date, timedelta
from functools import partial

from mentoring.accounts import schooldays
from mentoring.pairs.family import places
from mentoring.pairs.models import Call, Pair, PairMentee, PairMentor, Pulse, Question
from mentoring.people.models import Person
from mentoring.registry.models import Mentee, Mentor
from tests.matrix.page import Page

GROWN = date(1990, 1, 1)


def standing(school) -> Pair:
    """Make a pair that stands today, with a grown mentee."""
    today = schooldays.today(school.organization)
    days = {"start": today - timedelta(30), "end": today + timedelta(200)}
    pair = school.maker.row(Pair, state=Pair.State.WORKS, **days)
    mentee = school.maker.row(Mentee, person=school.maker.row(Person, birth_date=GROWN))
    school.maker.row(PairMentee, pair=pair, mentee=mentee, since=days["start"])
    return pair


def led(school, owner) -> Pair:
    """Make a pair whose mentor is this member."""
    pair = standing(school)
    person = Person.objects.filter(membership=owner).first() or school.maker.row(Person, membership=owner)
    school.maker.row(PairMentor, pair=pair, mentor=school.maker.row(Mentor, person=person), since=pair.start)
    return pair


def linked(school, owner) -> Pair:
    """Make a pair whose mentee holds a link."""
    pair = standing(school)
    places.links_for(places.of([pair], schooldays.today(school.organization)))
    return pair


def rung(school, owner) -> Call:
    return school.maker.row(Call, pair=standing(school))


def asked(school, owner) -> Question:
    return school.maker.row(Question, pair=standing(school))


def pulse_of(school, owner) -> Pulse:
    """Make the question of this month to this member."""
    pair = led(school, owner)
    today = schooldays.today(school.organization)
    return school.maker.row(Pulse, pair=pair, person=owner.person, side="mentor", month=today.replace(day=1))


def mine(role: str, relation: str) -> bool:
    return relation == "own"


def answering(role: str, relation: str) -> bool:
    """The head sees a call only once it is handed over."""
    return role != "director"


def words(school, row) -> dict:
    return {"text": school.maker.text(), "go": "note"}


def asking(school, row) -> dict:
    """Let everybody lead a pair, so that the form has one to choose."""
    for member in school.members.values():
        led(school, member)
    return words(school, row)


def everybody(school, row) -> dict:
    """Choose whoever sits in the pair."""
    people = PairMentee.objects.filter(pair=row).values_list("mentee__person", flat=True) if row else ()
    return {"person": [str(pk) for pk in people]}


LINKS = partial(Page, "pairs.edit", model="pairs.Pair", key="public_id", make=linked)
MENTOR = partial(Page, "diary.write")

FAMILY = {
    "calls": Page("calls.see", listing="pairs.Call"),
    "call": Page("calls.see", "GET POST", model="pairs.Call", key="public_id", make=rung, data=words, only=answering),
    "call_ring": MENTOR("GET POST", model="pairs.Pair", key="public_id", make=led, data=words, only=mine),
    "pair_links": LINKS(),
    "pair_links_print": LINKS("POST", data=everybody, posted=(200,)),
    "pair_links_change": LINKS("POST", data=everybody, after=lambda row: ("revoke",)),
    "questions": Page("diary.answer", listing="pairs.Question"),
    "question_reply": Page("diary.answer", "GET POST", model="pairs.Question", key="public_id", make=asked, data=words),
    "question_mine": MENTOR("GET POST", data=asking, reads=True),
    "pulses": Page("diary.answer", listing="pairs.Pulse"),
    "pulse_mine": MENTOR(),
    "pulse_tell": MENTOR("POST", model="pairs.Pulse", make=pulse_of, data=lambda school, row: {"mark": "7"}, only=mine),
}

# Pages for anybody who holds a link, and the link that nobody was given.
FAMILY_OPEN = (
    {name: {"anonymous": 404, "signed in": 404} for name in ("family", "family_quiet", "family_consent", "family_link")}
    | {
        name: {"anonymous": 405, "signed in": 405}
        for name in ("family_say", "family_confirm", "family_ask", "family_pulse", "family_withdraw")
    }
    | {"family_heard": {"anonymous": 200, "signed in": 200}}
)
FAMILY_ARGUMENTS = {
    "family": [1],
    "family_quiet": [1],
    "family_consent": [1, 1],
    "family_withdraw": [1, 1],
    "family_ask": [1],
    "family_pulse": [1],
    "family_say": [1, "no-such-id"],
    "family_confirm": [1, 1],
    "family_link": ["no-such-token"],
}
