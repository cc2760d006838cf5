"""Early warnings about pairs, and pairs that go on into the next programme."""

from datetime import date, timedelta
from functools import partial

from mentoring.accounts import schooldays
from mentoring.pairs.models import Pair, PairMentor, PairWarning
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from mentoring.registry.models import Mentor
from tests.matrix import pairs
from tests.matrix.page import Page


def led(school, owner) -> PairWarning:
    """Make a warning about a pair whose mentor reads letters."""
    today = schooldays.today(school.organization)
    pair = school.maker.row(Pair, state=Pair.State.WORKS, start=today - timedelta(30), end=today + timedelta(200))
    mentor = school.maker.row(Mentor, person=school.maker.row(Person))
    school.maker.row(PairMentor, pair=pair, mentor=mentor, since=pair.start)
    return school.maker.row(PairWarning, pair=pair)


def rest(school, row) -> dict:
    until = schooldays.today(school.organization) + timedelta(7)
    return {"until": until.isoformat(), "reason": school.maker.text()}


def going_on(school, row) -> dict:
    """Tick a completed pair of an earlier programme."""
    earlier, _ = (school.maker.row(Programme, start=date(on, 9, 1), end=date(on + 1, 5, 31)) for on in (2020, 2090))
    over = {"state": "completed", "ended_on": date(2026, 10, 1), "advice": Pair.Next.CONTINUE}
    return {"row": [pairs.pair(school, programme=earlier, **over).pk]}


ACT = partial(Page, "diary.answer", "GET POST", model="pairs.PairWarning", make=led)

WARNINGS = {
    "pair_carry": Page("pairs.edit"),
    "pair_carry_do": Page("pairs.edit", "POST", data=going_on),
    "pair_warnings": Page("diary.see", listing="pairs.PairWarning"),
    "pair_warning_letter": ACT(data=lambda school, row: {"text": school.maker.text()}),
    "pair_warning_snooze": ACT(data=rest),
}
