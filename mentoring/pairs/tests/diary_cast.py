"""A pair that works, its mentor's account, and what a mentor says of a meeting."""

from datetime import date

from mentoring.accounts.models import Membership
from mentoring.pairs.diary.meetings import Entry
from mentoring.pairs.models import Pair, Plan, PlanItem, RouteStep
from mentoring.pairs.tests import cast
from mentoring.programmes.models import Programme

TODAY = date(2026, 11, 20)  # a Friday


def led(programme: Programme, by: Membership, **own) -> tuple[Pair, Membership]:
    """Make a fixed pair and give its mentor an account."""
    mentor = own.pop("led_by", None) or cast.mentor(programme)
    member = mentor.person.membership or cast.account(mentor)
    return cast.fixed(programme, by, led_by=mentor, **own), member


def entry(pair: Pair, on: date = TODAY, **own) -> Entry:
    """Return an entry of a usual meeting to which everybody came."""
    seats = frozenset(pair.mentees.values_list("pk", flat=True))
    return Entry(**{"on": on, "kind": "regular", "minutes": 45, "present": seats} | own)


def planned_items(pair: Pair, *tasks: str) -> list[PlanItem]:
    """Give the pair a plan with these tasks."""
    own = {"organization": pair.organization}
    plan, _ = Plan.objects.get_or_create(**own, pair=pair)
    return [
        PlanItem.objects.create(**own, plan=plan, section="Раздел 1", order=order, task=task)
        for order, task in enumerate(tasks, 1)
    ]


def step(item: PlanItem, on: date, theme: str) -> RouteStep:
    return RouteStep.objects.create(organization=item.organization, plan=item.plan, item=item, on=on, theme=theme)
