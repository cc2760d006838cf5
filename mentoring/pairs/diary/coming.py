"""What is known of a pair when its mentor opens the page of a meeting."""

from collections.abc import Sequence
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.calendar import words
from mentoring.pairs.diary import offering
from mentoring.pairs.diary.offering import Facts, Held, Item, Offer, Planned, Step
from mentoring.pairs.models import Meeting, Pair, PairMentee, PairMentor, PlanItem, RouteStep
from mentoring.pairs.models.pairs import in_seat

_STEP = ("pk", "theme", "item")


def with_next(pairs: QuerySet[Pair], membership: Membership, today: date) -> QuerySet[Pair]:
    """Ask with the pairs for the first line of the route map that no meeting has followed, and since when one leads."""
    seats = PairMentor.objects.filter(in_seat(today), pair=OuterRef("pk"), mentor__person__membership=membership)
    followed = Meeting.objects.filter(state=Meeting.State.HELD, step=OuterRef("pk"))
    open_steps = RouteStep.objects.filter(plan__pair=OuterRef("pk")).exclude(pk__in=followed.values("step"))
    steps = {f"next_step_{name}": Subquery(open_steps.values(name)[:1]) for name in _STEP}
    return pairs.annotate(led_since=Subquery(seats.values("since")[:1]), **steps)


def offer(pair: Pair, today: date) -> Offer:
    """Propose the meeting of a pair that was asked `with_next`."""
    calendar = schooldays.calendar_of(pair.organization)
    return offering.offer(facts_of(pair, today), lambda day: calendar.is_working(day) and not calendar.is_vacation(day))


def who(pair: Pair, seats: Sequence[PairMentee]) -> str:
    """Say whom a mentor meets: «Орлов Матвей», a group by its title or by its number."""
    if pair.kind == Pair.Kind.ONE and seats:
        person = seats[0].mentee.person
        return f"{person.surname} {person.given}"
    return pair.title or f"Группа: {words.counted(len(seats), 'человек', 'человека', 'человек')}"


def facts_of(pair: Pair, today: date) -> Facts:
    """Gather what the page of a meeting goes by."""
    meetings = list(pair.meetings.order_by("on", "pk"))
    items = PlanItem.objects.filter(plan__pair=pair, done_on=None)
    theme = pair.next_step_theme
    return Facts(
        today=today,
        start=max(pair.start, pair.led_since or pair.start),
        end=pair.end,
        monthly=pair.monthly,
        minutes=pair.minutes,
        way=pair.way,
        place=pair.place,
        held=tuple(
            Held(one.on, one.kind, one.minutes, one.way, one.place)
            for one in meetings
            if one.state == Meeting.State.HELD
        ),
        planned=tuple(Planned(one.on, one.kind, one.topic) for one in meetings if one.state == Meeting.State.PLANNED),
        items=tuple(Item(one.pk, one.task, one.due_on) for one in items),
        step=Step(pair.next_step_pk, theme, pair.next_step_item) if pair.next_step_pk else None,
    )
