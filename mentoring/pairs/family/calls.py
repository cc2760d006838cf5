"""The quiet button: who is told of a call, until when it must be answered, and what is done about it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.calendar import zones
from mentoring.calendar.workdays import SchoolCalendar
from mentoring.notifications import outbox
from mentoring.pairs.family import office
from mentoring.pairs.models import Call, CallNote, Pair, Side
from mentoring.pairs.models.calls import ANSWERING
from mentoring.people.models import Person

SEE = "calls.see"
NOON = 12
LONGEST = 5000  # letters of a text that somebody sends
_TWICE = timedelta(minutes=10)  # the same words again within this are one call: a second tap
State = Call.State


def answer_by(at: datetime, zone: str, calendar: SchoolCalendar) -> datetime:
    """Give the last moment of a first answer: noon of the next working day, no later than a working day after."""
    here = zones.local(zone, at)
    if not calendar.is_working(here.date()):
        return zones.moment(zone, calendar.next_working(here.date()), NOON)
    following = calendar.add_working_days(here.date(), 1)
    return min(zones.moment(zone, following, NOON), zones.moment(zone, following, here.hour, here.minute))


def readers(pair: Pair) -> QuerySet[Membership]:
    """Return the curators and psychologists whom a call from this pair reaches: none of them stands in it."""
    return office.apart_from(pair, ANSWERING)


def hearers(pair: Pair) -> list[Membership]:
    """Return who hears a call at once: the readers, or the head where each of them stands in the pair."""
    return list(readers(pair)) or list(heads(pair))


def heads(pair: Pair) -> QuerySet[Membership]:
    """Return the heads whom a call from this pair may be handed over to."""
    return office.apart_from(pair, {Role.DIRECTOR})


@transaction.atomic
def ring(pair: Pair, person: Person, of: Side, text: str = "", *, now: datetime) -> Call:
    """Keep a call and tell the curator and the psychologist; where nobody of them is apart, the head at once.

    The journal says that there was a call, not whose.
    """
    pair = Pair.objects.select_related("organization").select_for_update(of=("self",)).get(pk=pair.pk)
    said = {"pair": pair, "person": person, "of": of, "text": text.strip()[:LONGEST]}
    if same := Call.objects.filter(**said, state=State.NEW, at__gt=now - _TWICE).first():
        return same
    organization, told = pair.organization, list(readers(pair))
    if not told and not heads(pair).exists():
        raise Refused("Прочитать сигнал сейчас некому. Позвоните в организацию или на телефон доверия 8 800 2000-122.")
    until = answer_by(now, organization.zone, schooldays.calendar_of(organization)) if told else now
    call = Call.objects.create(organization=organization, answer_by=until, **said)
    journal.write(organization, "call.ring", call, by=None)
    if not told:
        return _escalate(call, now)
    office.write(told, "call", "calls", key=f"call:{call.public_id}")
    outbox.add("call_turn", f"call:{call.public_id}", {"call": call.pk}, organization=organization, due_at=until)
    return call


def turn(*, call: int) -> None:
    """Hand over to the head what nobody answered in time."""
    row = Call.objects.select_related("organization").filter(pk=call).first()
    if row:
        escalate_due(row.organization, timezone.now())


@transaction.atomic
def escalate_due(organization: Organization, now: datetime) -> int:
    """Hand over to the head each call whose time for a first answer is over; return how many."""
    rows = Call.objects.filter(organization=organization, answered_at=None, escalated_at=None, answer_by__lte=now)
    waiting = rows.exclude(state=State.CLOSED).select_related("organization", "pair__organization").order_by("pk")
    found = list(waiting.select_for_update(of=("self",)))
    for call in found:
        _escalate(call, now)
    return len(found)


def _escalate(call: Call, now: datetime) -> Call:
    _change(call, "escalated", by=None, escalated_at=now)
    office.write(heads(call.pair), "call_late", "calls", key=f"call:{call.public_id}:late")
    return call


def seen_by(member: Membership) -> QuerySet[Call]:
    """Return the calls that this member may read, in the order in which they must be answered."""
    rows = Call.objects.visible_to(member).select_related("person", "organization", "answered_by")
    return rows.order_by("answer_by", "pk")


def waiting(member: Membership) -> QuerySet[Call]:
    """Return the calls without a first answer that this member may read."""
    return seen_by(member).filter(answered_at=None).exclude(state=State.CLOSED)


@transaction.atomic
def take(call: Call, *, by: Membership) -> Call:
    """Take a call upon oneself, so that others need not; its clock goes on."""
    row = _open(call, by)
    if row.state != State.NEW:
        raise Refused("Сигнал уже в работе. Обновите страницу: видно, кто его взял.")
    _write_down(row, "Сигнал в работе.", by)
    return _change(row, "taken", by=by, state=State.TAKEN)


@transaction.atomic
def note(call: Call, text: str, *, by: Membership) -> Call:
    """Write down what was done."""
    row = _open(call, by)
    _write_down(row, _words(text, "Напишите, что сделано."), by)
    return _change(row, "noted", by=by)


@transaction.atomic
def answer(call: Call, text: str, *, by: Membership, now: datetime) -> Call:
    """Write down the first answer to whoever called: it stops the clock."""
    row = _open(call, by)
    if row.answered_at:
        raise Refused("Первый ответ уже записан. Добавьте обычную запись.")
    _write_down(row, _words(text, "Напишите, как и о чём поговорили с тем, кто обратился."), by)
    return _change(row, "answered", by=by, state=State.TAKEN, answered_by=by, answered_at=now)


@transaction.atomic
def close(call: Call, outcome: str, *, by: Membership) -> Call:
    """Close a call that was answered, saying what came of it."""
    row = _open(call, by)
    if row.answered_at is None:
        raise Refused("Сначала поговорите с тем, кто обратился, и запишите первый ответ. Потом сигнал можно закрыть.")
    return _change(row, "closed", by=by, state=State.CLOSED, outcome=_words(outcome, "Напишите, чем всё кончилось."))


def _open(call: Call, by: Membership) -> Call:
    rows = Call.objects.visible_to(by).select_related("organization", "pair__organization")
    row = rows.select_for_update(of=("self",)).filter(pk=call.pk).first()
    if row is None or row.state == State.CLOSED:
        raise Refused("Этот сигнал уже закрыт. Обновите страницу.")
    return row


def _words(text: str, otherwise: str) -> str:
    if not text.strip():
        raise Refused(otherwise)
    return text.strip()[:LONGEST]


def _write_down(call: Call, text: str, by: Membership) -> None:
    CallNote.objects.create(organization=call.organization, call=call, by=by, text=text)


def _change(call: Call, verb: str, *, by: Membership | None, **values) -> Call:
    for name, value in values.items():
        setattr(call, name, value)
    call.version += 1
    call.save(update_fields=[*values, "version"])
    journal.write(call.organization, f"call.{verb}", call, by=by)
    return call
