"""Deeds over the base of mentees: written down, asking, in the register, through, gone, back."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from mentoring.accounts import journal
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from mentoring.registry import gaps, moving
from mentoring.registry.models import Competence, Mentee, Request
from mentoring.registry.moving import Registered

State = Mentee.State


@transaction.atomic
def enrol(programme: Programme, people: Iterable[Person], *, by: Membership) -> list[Mentee]:
    """Offer people as mentees of a programme."""
    return moving.enrol(Mentee, programme, people, by=by)


@transaction.atomic
def ask(
    mentee: Mentee,
    *,
    by: Membership | None,
    text: str = "",
    competence: Competence | None = None,
    wished: str = "",
    source: str = Request.Source.SELF,
    priority: int = Request.Priority.USUAL,
    on: date | None = None,
) -> Request:
    """Write down what a mentee wants solved."""
    if not text.strip() and competence is None:
        raise Refused("Запрос пуст. Выберите сферу или опишите запрос словами.")
    facts = {"text": text, "wished": wished, "source": source, "priority": priority, "on": on}
    row = Request.objects.create(organization=mentee.organization, mentee=mentee, competence=competence, **facts)
    journal.write(mentee.organization, "request.add", row, by=by, after=facts | {"competence": competence})
    return row


@transaction.atomic
def register(keys: Iterable[int], *, on: date, by: Membership) -> Registered:
    """Take mentees into the register; those who lack a consent or a request stay out and are named."""
    rows = moving.only(moving.locked(Mentee, keys, by=by), {State.OFFERED, State.FINISHED, State.LEFT})
    return moving.enter(rows, gaps.of_mentees(rows, on), State.REGISTERED, on=on, by=by)


@transaction.atomic
def finish(keys: Iterable[int], *, on: date, by: Membership) -> list[Mentee]:
    """Mark mentees as through with the programme."""
    rows = moving.only(moving.locked(Mentee, keys, by=by), {State.REGISTERED})
    for row in rows:
        moving.step(row, "finish", State.FINISHED, by=by, facts={"left_on": on})
    return rows


@transaction.atomic
def leave(mentee: Mentee, *, reason: str, on: date, by: Membership) -> Mentee:
    """Let a mentee go; the reason is kept."""
    if not reason.strip():
        raise Refused("Напишите, почему наставляемый выбыл.")
    [row] = moving.only(moving.locked(Mentee, [mentee.pk], by=by), {State.OFFERED, State.REGISTERED})
    moving.step(row, "leave", State.LEFT, by=by, facts={"left_on": on, "reason": reason.strip()[:300]})
    return row


@transaction.atomic
def come_back(mentee: Mentee, *, by: Membership) -> Mentee:
    """Offer again somebody who had gone; the register asks for consents anew."""
    [row] = moving.only(moving.locked(Mentee, [mentee.pk], by=by), {State.FINISHED, State.LEFT})
    moving.step(row, "back", State.OFFERED, by=by, facts={"left_on": None, "reason": ""})
    return row
