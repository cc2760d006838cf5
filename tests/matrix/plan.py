"""The pages of the plan and its deeds."""

from datetime import date
from functools import partial

from mentoring.calendar import reading
from mentoring.people.models import Person
from roadmap.models import Event, Evidence, Occurrence, Responsible, Roadmap
from tests.matrix.expectations import may
from tests.matrix.page import Page


def answers_or_any(role: str, relation: str) -> bool:
    """Some mark every event, the others only what they answer for."""
    return relation == "own" or may(role, "event.mark_any")


def occurrence(school, owner, **fields):
    """Make one time of an event for which the owner answers."""
    person = Person.objects.filter(membership=owner).first() or school.maker.row(Person, membership=owner)
    event = school.maker.row(Event)
    school.maker.row(Responsible, event=event, kind=Responsible.Kind.PERSON, person=person)
    return school.maker.row(Occurrence, event=event, **{"note": ""} | fields)


def evidence(school, owner):
    return school.maker.row(Evidence, occurrence=occurrence(school, owner))


def event(school, owner):
    """Make an event that nobody has worked on."""
    return school.maker.row(Event)


def counted_from_another(school, owner):
    """Make an event whose term waits for the day of something else."""
    due = reading.read("в течение 10 дней после издания приказа")
    return school.maker.row(Event, due_text=due.raw, due=due.to_json(), answers={})


def first_of_two(school, owner):
    """Make an event with another after it, so that it can be moved."""
    first = school.maker.row(Event)
    school.maker.row(Event, roadmap=first.roadmap, section=first.section)
    return first


def of_two_numbers(school, owner):
    """Make a plan whose numbers are out of order."""
    roadmap = school.maker.row(Roadmap)
    for number in ("1.2.", "1.1."):
        school.maker.row(Event, roadmap=roadmap, section=None, number=number)
    return roadmap


def version(school, row) -> dict:
    return {"version": row.version if row else 1}


MARK = partial(Page, "event.mark", "POST", only=answers_or_any, refused=302)
TIME = partial(MARK, model="roadmap.Occurrence", make=occurrence, data=version)

PLAN = {
    "plan": Page("plan.see"),
    "plan/pk": Page("plan.see", model="roadmap.Roadmap"),
    "plan_week": Page("plan.see"),
    "plan_overdue": Page("plan.see"),
    "plan_pdf": Page("plan.see", model="roadmap.Roadmap", heavy=True),
    "plan_docx": Page("plan.see", model="roadmap.Roadmap", heavy=True),
    "plan_xlsx": Page("plan.see", model="roadmap.Roadmap"),
    "plan_pdf_later": Page("plan.see", "POST", model="roadmap.Roadmap"),
    "plan_checks": Page("plan.see", model="roadmap.Roadmap"),
    "check_tick": Page("event.mark_any", "POST", model="roadmap.CheckItem", kept={"done_at": None}),
    "event_anchor": Page(
        "plan.edit",
        "POST",
        model="roadmap.Event",
        make=counted_from_another,
        data=lambda school, row: {"on": "2026-10-01"},
    ),
    "plan_renumber": Page("plan.edit", "POST", model="roadmap.Roadmap", make=of_two_numbers),
    "event": Page("plan.see", model="roadmap.Event"),
    "event_add": Page(
        "plan.edit",
        "GET POST",
        model="roadmap.Roadmap",
        data=lambda school, row: {"title": school.maker.text(), "due_text": "до 15 октября 2026 года"},
    ),
    "event_edit": Page(
        "plan.edit",
        "GET POST",
        model="roadmap.Event",
        make=event,
        data=lambda school, row: {"title": school.maker.text()} | version(school, row),
    ),
    "event_delete": Page("plan.edit", model="roadmap.Event"),
    "event_delete_now": Page("plan.edit", "POST", model="roadmap.Event", make=event),
    "event_move": Page(
        "plan.edit", "POST", model="roadmap.Event", make=first_of_two, data=lambda school, row: {"where": "down"}
    ),
    "event_done": TIME(),
    "event_undo": TIME(make=partial(occurrence, done_at=date(2026, 9, 1))),
    "event_cancel": TIME(data=lambda school, row: {"reason": school.maker.text()} | version(school, row)),
    "event_restore": TIME(make=partial(occurrence, cancelled_at=date(2026, 9, 1))),
    "event_attach": TIME(data=lambda school, row: {"papers": school.paper()}),
    "event_detach": MARK(model="roadmap.Evidence", make=evidence),
}
