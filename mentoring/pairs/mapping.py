"""The route map of a pair: laid from its plan, marked by its diary."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.pairs import naming, planning, routing
from mentoring.pairs.models import Meeting, Pair, Plan, PlanItem, RouteStep
from mentoring.pairs.routing import Rhythm, Task


@dataclass(frozen=True)
class Line:
    """A line of the map and the meetings that went by it."""

    step: RouteStep
    held: tuple[Meeting, ...]


def lines_of(plan: Plan) -> list[Line]:
    """Return the map with what the diary says of it, in two queries."""
    held = Meeting.objects.filter(state=Meeting.State.HELD).order_by("on", "pk")
    rows = plan.steps.select_related("item").prefetch_related(Prefetch("meetings", held, "held"))
    return [Line(row, tuple(row.held)) for row in rows]


@transaction.atomic
def lay_route(plan: Plan, *, by: Membership) -> list[RouteStep]:
    """Lay the map anew from what is still to be done; lines that a meeting went by stay as they are."""
    plan = planning.locked(plan, by)
    held = Meeting.objects.filter(step=OuterRef("pk"), state=Meeting.State.HELD)
    kept = list(plan.steps.filter(Exists(held)))
    plan.steps.exclude(pk__in=[row.pk for row in kept]).delete()
    opened = sum(row.stage == RouteStep.Stage.MEETING for row in kept)
    laid = routing.lay(_tasks(plan), _rhythm(plan.pair, kept), _calendar(plan), opened=min(opened, 3))
    rows = [
        RouteStep(
            organization=plan.organization,
            plan=plan,
            order=number,
            stage=one.stage,
            on=one.on,
            item_id=one.item,
            theme=one.theme[:300],
            work=one.work,
            task=one.task,
            expected=one.expected[:500],
        )
        for number, one in enumerate(laid, len(kept) + 1)
    ]
    made = RouteStep.objects.bulk_create(rows)
    journal.write(plan.organization, "plan.laid", plan, by=by, after={"steps": len(kept) + len(made)})
    return made


@transaction.atomic
def change(step: RouteStep, facts: dict, *, version: int, by: Membership) -> RouteStep:
    """Change what a line of the map says."""
    plan = planning.locked(step.plan, by)
    step = plan.steps.select_for_update().filter(pk=step.pk).first()
    if step is None:
        raise Refused("Этой строки в карте уже нет. Обновите страницу.")
    if step.version != version:
        raise Refused(planning.STALE)
    if not plan.pair.start <= facts["on"] <= plan.pair.end:
        raise Refused("Этот день вне периода пары. Выберите день её работы.")
    before = {name: getattr(step, name) for name, value in facts.items() if getattr(step, name) != value}
    if before:
        for name in before:
            setattr(step, name, facts[name])
        step.version += 1
        step.save(update_fields=["version", *before])
        after = {name: facts[name] for name in before}
        journal.write(plan.organization, "routestep.change", step, by=by, before=before, after=after)
    return step


def _tasks(plan: Plan) -> list[Task]:
    rows = PlanItem.objects.filter(plan=plan, done_on=None)
    return [Task(row.pk, row.task, row.due_on, row.weight, row.expected) for row in rows]


def _rhythm(pair: Pair, kept: list[RouteStep]) -> Rhythm:
    """Begin after today and after what was held; before its first day a pair begins with it."""
    start = max(pair.start, schooldays.today(pair.organization))
    if kept:
        start = max(start, *(row.on + timedelta(1) for row in kept))
    mentors = naming.mentors_on(pair, start)
    weekdays = frozenset(mentors[0].mentor.days) if mentors else frozenset()
    return Rhythm(start, pair.end, pair.monthly, weekdays)


def _calendar(plan: Plan):
    return schooldays.calendar_of(plan.organization)
