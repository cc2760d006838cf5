"""A gathering of the plan and people who may come to it."""

from datetime import date

from mentoring.accounts.models import Membership
from mentoring.people.models import Enrollment, Person, StudyGroup
from mentoring.programmes.models import Programme
from mentoring.registry.tests.cast import person
from practices import keeping
from practices.models import Gathering
from roadmap.models import Event, Occurrence, Roadmap

TODAY = date(2026, 11, 20)
HELD_ON = date(2026, 11, 18)


def time_of_plan(programme: Programme, title: str = "Встреча с родителями", **own) -> Occurrence:
    """Put an event with one time into the plan of the programme."""
    school = programme.organization
    plan, _ = Roadmap.objects.get_or_create(
        organization=school,
        programme=programme,
        defaults={"title": "План", "period_start": programme.start, "period_end": programme.end},
    )
    order = plan.events.count() + 1
    event = Event.objects.create(organization=school, roadmap=plan, order=order, number=f"1.{order}", title=title)
    facts = {"number": 1, "due": date(2026, 11, 30)}
    return Occurrence.objects.create(organization=school, event=event, **facts | own)


def gathering(programme: Programme, by: Membership, **own) -> Gathering:
    """Appoint a gathering that has already been."""
    facts = {"title": "Родительское собрание", "on": HELD_ON, "invited": 20}
    row = Gathering(organization=programme.organization, programme=programme, **facts | own)
    return keeping.add(row, by=by)


def other_class(school, surname: str) -> Person:
    """Make a learner of a class that the usual one is not."""
    row = person(school, surname, birth=date(2011, 3, 4))
    group = StudyGroup.objects.create(organization=school, title="9 «Б»")
    Enrollment.objects.create(organization=school, person=row, group=group)
    return row
