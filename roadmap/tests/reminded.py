"""A school in November 2026 in which people are reminded of events."""

from datetime import date, datetime

import time_machine
from django.core import mail

from mentoring.calendar import zones
from mentoring.notifications import outbox, telling
from mentoring.notifications.models import Reminder
from roadmap.models import Roadmap
from roadmap.reminding import replan
from roadmap.tests.cast import add_event, make_person, make_roadmap

DUE = date(2026, 11, 18)


def moment(day: date, hour: int = 10) -> datetime:
    return zones.moment("Europe/Moscow", day, hour)


def mailed(member):
    member.email = member.user.email
    member.save()
    return member


def make_event(school, *responsibles, due=DUE, **facts):
    roadmap = Roadmap.objects.filter(organization=school).first() or make_roadmap(school, events=())
    order = roadmap.events.count()
    event = add_event(
        roadmap, list(roadmap.sections.all()), order=order, title=f"Встреча пар {order}", section=0, due=due,
        responsibles=responsibles, **facts,
    )  # fmt: skip
    replan(roadmap)
    return event


def by_teacher(teacher, **facts):
    return make_event(teacher.organization, make_person(teacher.organization, member=teacher), **facts)


def remind(day: date, hour: int = 10) -> None:
    """Let that hour come: what is due is told and its letters leave."""
    with time_machine.travel(moment(day, hour), tick=False):
        telling.remind()
        outbox.run_due()


def steps(event) -> dict[str, str]:
    return dict(
        Reminder.objects.filter(subject_kind="occurrence", subject_id=event.occurrences.get().pk).values_list(
            "step", "state"
        )
    )


def letters_to(member) -> list[str]:
    return [letter.subject for letter in mail.outbox if letter.to == [member.email]]
