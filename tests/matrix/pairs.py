"""Pairs: the list, one pair with the deeds over it, its plan and its route map."""

from datetime import date, timedelta
from functools import partial

from mentoring.accounts import schooldays
from mentoring.pairs.models import Pair, PairMentee, PairMentor, Plan, PlanItem, RouteStep
from mentoring.people.models import Consent, ConsentKind, Person
from mentoring.programmes.models import MentoringForm, Programme
from mentoring.registry.models import Mentee, Mentor
from tests.matrix.expectations import may
from tests.matrix.page import Page

OF_PAIR = {"model": "pairs.Pair", "key": "public_id"}
START, END = date(2026, 9, 10), date(2100, 5, 25)


def sees_pairs(role: str, relation: str) -> bool:
    """These pairs are nobody's own: whoever holds no seat sees them by the right alone, a class teacher never."""
    return may(role, "pairs.see") and role != "class_teacher"


def edits_pairs(role: str, relation: str) -> bool:
    return may(role, "pairs.edit")


def ready(school, model, **own):
    """Make somebody of the register whom nothing keeps out of a pair."""
    person = school.maker.row(Person, birth_date=date(1990, 1, 1))
    for kind in ConsentKind.objects.filter(organization=school.organization, gate=ConsentKind.Gate.PROGRAMME):
        school.maker.row(Consent, person=person, kind=kind, on=START)
    return school.maker.row(
        model, person=person, state="registered", **{"capacity": 9} if model is Mentor else {}, **own
    )


def pair(school, owner=None, *, state: str = "works", kind: str = "one", **own) -> Pair:
    facts = {"start": START, "end": END, "ended_on": None, "ending": "", "monthly": 4, "minutes": 45}
    row = school.maker.row(Pair, **facts | {"state": state, "kind": kind, "role_model": None} | own)
    programme = {"programme": row.programme}
    seat = {"pair": row, "since": START, "until": None}
    school.maker.row(PairMentor, **seat, role="lead", mentor=ready(school, Mentor, **programme))
    for _ in range(2 if kind == "group" else 1):
        school.maker.row(PairMentee, **seat, mentee=ready(school, Mentee, **programme))
    return row


def planned(school, owner=None, *, state: str = "draft") -> Pair:
    """Make a pair with a plan of two items and a line of the map."""
    row = pair(school)
    day = START if state == "approved" else None
    plan = school.maker.row(Plan, pair=row, state=state, approved_on=day)
    for number in range(2):
        item = school.maker.row(PlanItem, plan=plan, order=number, section="Раздел", due={}, weight=1)
    school.maker.row(RouteStep, plan=plan, item=item, on=START)
    return row


def group(school, owner=None) -> Pair:
    return pair(school, kind="group")


def in_state(state: str, make=pair):
    return lambda school, owner=None: make(school, state=state)


def first_seat(row) -> tuple:
    seat = PairMentee.objects.filter(pair=row).first() if isinstance(row, Pair) else None
    return (seat.pk if seat else 1,)


def beside(school, owner=None) -> Pair:
    """Make a pair with a second mentor."""
    row = pair(school)
    mentor = ready(school, Mentor, programme=row.programme)
    school.maker.row(PairMentor, pair=row, mentor=mentor, role="second", since=START, until=None)
    return row


def second_seat(row) -> tuple:
    seat = PairMentor.objects.filter(pair=row, role="second").first() if isinstance(row, Pair) else None
    return (seat.pk if seat else 1,)


def first_item(row) -> tuple:
    item = PlanItem.objects.filter(plan__pair=row).first() if isinstance(row, Pair) else None
    return (item.pk if item else 1,)


def first_step(row) -> tuple:
    step = RouteStep.objects.filter(plan__pair=row).first() if isinstance(row, Pair) else None
    return (step.pk if step else 1,)


def today(school) -> date:
    return schooldays.today(school.organization)


def said(school, row) -> dict:
    return {"on": today(school).isoformat(), "reason": school.maker.text(), "basis": school.maker.text()}


def another_mentor(school, row) -> dict:
    own = {"programme": row.programme} if row and row.organization == school.organization else {}
    return {"mentor": ready(school, Mentor, **own).pk, "since": today(school).isoformat()} | said(school, row)


def some_days(school, row) -> dict:
    return another_mentor(school, row) | {"until": (today(school) + timedelta(7)).isoformat()}


def another_mentee(school, row) -> dict:
    own = {"programme": row.programme} if row and row.organization == school.organization else {}
    return {"mentee": ready(school, Mentee, **own).pk, "since": today(school).isoformat()}


def new(school, row) -> dict:
    programme = Programme.objects.filter(organization=school.organization).in_use(today(school))
    return {
        "form": school.maker.any(MentoringForm).pk,
        "mentor": ready(school, Mentor, programme=programme).pk,
        "mentees": [ready(school, Mentee, programme=programme).pk],
        "start": today(school).isoformat(),
        "end": END.isoformat(),
        "monthly": 4,
        "goal": school.maker.text(),
    }


def facts(school, row) -> dict:
    return {"monthly": 6, "minutes": 30, "way": "in_person", "goal": school.maker.text()} | {
        "version": row.version if row else 1
    }


def ending(code: str):
    return lambda school, row: said(school, row) | {"ending": code}


def item(school, row) -> dict:
    task = {"section": "Анализ трудностей и способы их преодоления", "task": school.maker.text(), "weight": 1}
    return task | {"version": 1, "due_text": "до 20 декабря"}


def filled(school, row) -> dict:
    return {"actual": school.maker.text(), "done_on": "2026-10-01", "version": 1}


def line(school, row) -> dict:
    return {"on": today(school).isoformat(), "theme": school.maker.text(), "version": 1}


SEE = partial(Page, "diary.write", only=sees_pairs, **OF_PAIR)
EDIT = partial(Page, "pairs.edit", "GET POST", **OF_PAIR)
WRITE = partial(Page, "diary.write", only=edits_pairs, **OF_PAIR)

PAIRS = {
    "pairs": Page("pairs.see", listing="pairs.Pair"),
    "pair_new": Page("pairs.edit", "GET POST", data=new),
    "pair": SEE(make=planned),
    "pair_edit": EDIT(make=pair, data=facts),
    "pair_fix": EDIT(make=in_state("project"), data=said),
    "pair_pause": EDIT(make=pair, data=said),
    "pair_resume": Page("pairs.edit", "POST", make=in_state("paused"), **OF_PAIR),
    "pair_complete": EDIT(make=pair, data=ending("goal")),
    "pair_dissolve": EDIT(make=pair, data=ending("left")),
    "pair_prolong": EDIT(make=pair, data=lambda school, row: {"until": "2100-06-01"}),
    "pair_replace": EDIT(make=pair, data=another_mentor),
    "pair_second": EDIT(make=pair, data=some_days),
    "pair_substitute": EDIT(make=pair, data=some_days),
    "pair_join": EDIT(make=group, data=another_mentee),
    "pair_leave": EDIT(make=group, after=first_seat, data=said),
    "pair_take_back": Page("pairs.edit", "POST", make=beside, after=second_seat, **OF_PAIR),
    "pair_plan": SEE(make=planned),
    "pair_plan_begin": WRITE("POST", make=pair),
    "pair_plan_agree": WRITE("POST", make=planned),
    "pair_plan_approve": EDIT(make=in_state("agreed", planned), data=said),
    "pair_plan_reopen": EDIT(make=in_state("approved", planned), data=said),
    "pair_plan_add": WRITE("GET POST", make=planned, data=item),
    "pair_plan_item": WRITE("GET POST", make=planned, after=first_item, data=item),
    "pair_plan_fill": WRITE("GET POST", make=planned, after=first_item, data=filled),
    "pair_plan_turn": WRITE("POST", make=planned, after=lambda row: (*first_item(row), "down")),
    "pair_route": SEE(make=planned),
    "pair_route_lay": WRITE("POST", make=planned),
    "pair_route_step": WRITE("GET POST", make=planned, after=first_step, data=line),
}
