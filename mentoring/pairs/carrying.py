"""Pairs that are to go on: from a programme that is over into the next one, as projects."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.pairs import naming, pairing, seats
from mentoring.pairs.models import Pair, PairMentee, PairMentor
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from mentoring.registry import mentees, moving
from mentoring.registry.models import Mentee, Mentor


@dataclass(frozen=True)
class Carried:
    """The projects that were made, and of each pair that stayed behind why."""

    made: tuple[Pair, ...]
    left: tuple[str, ...]


def target(programmes: Iterable[Programme]) -> Programme | None:
    """Choose the programme into which pairs go on: the last one, where another was before it."""
    found = sorted(programmes, key=lambda one: (one.start, one.pk))
    return found[-1] if len(found) > 1 else None


def offered(programme: Programme, by: Membership) -> list[Pair]:
    """Return the pairs of earlier programmes that were advised to go on and whose people do not yet in this one."""
    rows = Pair.objects.visible_to(by).filter(state=Pair.State.COMPLETED, advice=Pair.Next.CONTINUE)
    rows = rows.filter(programme__start__lt=programme.start).exclude(programme=programme)
    pairs = list(naming.with_people(rows).select_related("form", "role_model", "programme").order_by("form", "pk"))
    here = PairMentee.objects.filter(pair__programme=programme, pair__state__in=seats.LIVING)
    going = set(here.values_list("pair__form", "mentee__person"))
    return [pair for pair in pairs if not any((pair.form_id, one.pk) in going for one in _people(pair)[1])]


def carry(pairs: QuerySet[Pair], programme: Programme, *, on: date, by: Membership) -> Carried:
    """Propose in a programme the pairs that are to go on; one that cannot stays behind, with the reason."""
    keys = set(pairs.values_list("pk", flat=True))
    made, left = [], []
    for pair in offered(programme, by):
        if pair.pk not in keys:
            continue
        try:
            made.append(_carry(pair, programme, on, by))
        except Refused as refusal:
            left.append(f"{naming.name(pair)}. {refusal}")
    return Carried(tuple(made), tuple(left))


@transaction.atomic
def _carry(pair: Pair, programme: Programme, on: date, by: Membership) -> Pair:
    lead, learners = _people(pair)
    if lead is None or not learners:
        raise Refused("В конце в ней не было наставника или наставляемых. Составьте новую пару вручную.")
    mentees.enrol(programme, learners, by=by)
    moving.enrol(Mentor, programme, [lead.person], by=by, applied_on=on, capacity=lead.capacity)
    return pairing.propose(
        programme,
        pair.form,
        Mentor.objects.select_related("person", "organization").get(programme=programme, person=lead.person),
        list(Mentee.objects.filter(programme=programme, person__in=learners).select_related("person")),
        start=max(on, programme.start),
        end=programme.end,
        by=by,
        role_model=pair.role_model,
        goal=pair.goal,
        title=pair.title,
        monthly=pair.monthly,
    )


def _people(pair: Pair) -> tuple[Mentor | None, list[Person]]:
    """Return the leading mentor and the mentees of the last day of a pair."""
    mentors = naming.mentors_on(pair, pair.ended_on)
    lead = next((seat.mentor for seat in mentors if seat.role == PairMentor.Role.LEAD), None)
    return lead, [seat.mentee.person for seat in naming.mentees_on(pair, pair.ended_on)]
