"""Deeds over the base of mentors: the application, the register, the reserve, a refusal, the way out and back."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from mentoring.registry import gaps, moving
from mentoring.registry.models import Mentor
from mentoring.registry.moving import Registered

State = Mentor.State


@transaction.atomic
def enrol(programme: Programme, people: Iterable[Person], *, on: date, by: Membership, note: str = "") -> list[Mentor]:
    """Write people down as candidates for mentors of a programme."""
    return moving.enrol(Mentor, programme, people, by=by, applied_on=on, note=note)


@transaction.atomic
def register(keys: Iterable[int], *, on: date, by: Membership) -> Registered:
    """Take mentors into the register; those whom something keeps out are named."""
    rows = moving.only(moving.locked(Mentor, keys, by=by), {State.APPLIED, State.RESERVE, State.LEFT})
    return moving.enter(rows, gaps.of_mentors(rows, on), State.REGISTERED, on=on, by=by)


@transaction.atomic
def reserve(keys: Iterable[int], *, by: Membership) -> list[Mentor]:
    """Keep mentors for another time."""
    rows = moving.only(moving.locked(Mentor, keys, by=by), {State.APPLIED, State.REGISTERED, State.REFUSED})
    for row in rows:
        moving.step(row, "reserve", State.RESERVE, by=by)
    return rows


@transaction.atomic
def refuse(mentor: Mentor, *, reason: str, by: Membership) -> Mentor:
    """Turn a candidate down; the reason is kept."""
    if not reason.strip():
        raise Refused("Напишите, почему кандидат не рекомендован.")
    [row] = moving.only(moving.locked(Mentor, [mentor.pk], by=by), {State.APPLIED, State.RESERVE})
    moving.step(row, "refuse", State.REFUSED, by=by, facts={"reason": reason.strip()[:300]})
    return row


@transaction.atomic
def leave(mentor: Mentor, *, reason: str, on: date, by: Membership) -> Mentor:
    """Let a mentor go; the reason is kept."""
    if not reason.strip():
        raise Refused("Напишите, почему наставник выбыл.")
    [row] = moving.only(moving.locked(Mentor, [mentor.pk], by=by), {State.APPLIED, State.REGISTERED, State.RESERVE})
    moving.step(row, "leave", State.LEFT, by=by, facts={"left_on": on, "reason": reason.strip()[:300]})
    return row


@transaction.atomic
def come_back(mentor: Mentor, *, by: Membership) -> Mentor:
    """Make somebody a candidate again; the register asks for consents anew."""
    [row] = moving.only(moving.locked(Mentor, [mentor.pk], by=by), {State.REFUSED, State.LEFT})
    moving.step(row, "back", State.APPLIED, by=by, facts={"left_on": None, "reason": ""})
    return row
