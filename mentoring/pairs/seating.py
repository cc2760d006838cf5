"""Who sits in a pair from which day: replacement, a second mentor, a substitute, people of a group."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pairs import naming, seats
from mentoring.pairs.models import Pair, PairMentee, PairMentor
from mentoring.pairs.stepping import one, said, within, write
from mentoring.registry.models import Mentee, Mentor

Role = PairMentor.Role


@transaction.atomic
def replace(pair: Pair, mentor: Mentor, *, on: date, by: Membership, reason: str) -> PairMentor:
    """Give a pair another leading mentor from a day; the one before keeps it until the eve."""
    pair = _standing(pair, by)
    reason = said(pair, reason, "почему меняется наставник")
    within(pair, on)
    mentor = _taken(pair, mentor, on)
    leads = pair.mentors.filter(role=Role.LEAD)
    later = leads.filter(since__gt=on).select_related("mentor__person").first()
    if later:
        raise Refused(
            f"{naming.name(pair)}: с {words.full(later.since)} пару уже ведёт {later.mentor}. "
            "Сначала отмените ту замену."
        )
    now = leads.filter(seats.overlapping(on, on)).select_related("mentor__person").first()
    if now and now.mentor_id == mentor.pk:
        raise Refused(f"{mentor} и так ведёт эту пару. Выберите другого наставника.")
    seats.require_place(mentor, _mentees(pair, on), on, pair.end, besides=pair)
    seats.end_before(leads, on)
    seats.end_before(pair.mentors.filter(mentor=mentor), on)
    made = _seat(pair, mentor, Role.LEAD, on, None)
    before = {"mentor": str(now.mentor)} if now else {}
    told = {"mentor": str(mentor), "since": on, "reason": reason}
    write(pair, "replaced", by, before=before, after=told)
    return made


@transaction.atomic
def second(pair: Pair, mentor: Mentor, *, since: date, until: date | None, by: Membership) -> PairMentor:
    """Give a pair a second mentor for these days, or to its end."""
    return _beside(pair, mentor, Role.SECOND, since, until, by)


@transaction.atomic
def substitute(pair: Pair, mentor: Mentor, *, since: date, until: date, by: Membership) -> PairMentor:
    """Let another mentor stand in for these days alone."""
    return _beside(pair, mentor, Role.SUBSTITUTE, since, until, by)


@transaction.atomic
def take_back(seat: PairMentor, *, from_day: date, by: Membership) -> Pair:
    """Take back the seat of a mentor: one that lies ahead never begins, another ends on the eve of this day."""
    pair = one(seat.pair, by)
    seat = pair.mentors.select_for_update().select_related("mentor__person").filter(pk=seat.pk).first()
    if seat is None or (seat.until and seat.until < from_day):
        raise Refused(f"{naming.name(pair)}: этого назначения уже нет. Обновите страницу.")
    ahead = seat.since >= from_day
    if seat.role == Role.LEAD:
        _return_lead(pair, seat, ahead)
    seats.end_before(pair.mentors.filter(pk=seat.pk), from_day)
    write(pair, "seat_back", by, after={"mentor": str(seat.mentor), "role": seat.get_role_display(), "on": from_day})
    return pair


def _return_lead(pair: Pair, seat: PairMentor, ahead: bool) -> None:
    """Give the pair back to whom a replacement that lies ahead would have taken it from."""
    before = pair.mentors.filter(role=Role.LEAD, since__lt=seat.since).order_by("-since", "-pk").first()
    if not ahead or before is None:
        raise Refused(
            f"{naming.name(pair)}: без ведущего наставника пара не остаётся. Замените его или завершите пару."
        )
    keeper = seats.lock_mentors([before.mentor])[before.mentor_id]
    count = _mentees(pair, seat.since)
    until = seat.until
    seat.delete()
    seats.require_place(keeper, count, before.until or pair.start, until or pair.end, besides=pair)
    seats.end_before(pair.mentors.filter(mentor=keeper).exclude(pk=before.pk), seat.since)
    before.until = until
    before.save(update_fields=["until"])


@transaction.atomic
def leave_group(seat: PairMentee, *, on: date, by: Membership) -> PairMentee:
    """Let somebody leave a group; `on` is their last day there, and somebody stays."""
    pair = _standing(seat.pair, by)
    within(pair, on)
    seat = pair.mentees.select_related("mentee__person").filter(pk=seat.pk).first()
    if seat is None or (seat.until and seat.until < on):
        raise Refused(f"{naming.name(pair)}: этого участника уже нет. Обновите страницу.")
    stay = pair.mentees.exclude(pk=seat.pk).filter(Q(until=None) | Q(until__gt=on))
    if not stay.exists():
        raise Refused(f"{seat.mentee} — последний в паре. Завершите или расторгните её.")
    seat.until = max(seat.since, on)
    seat.save(update_fields=["until"])
    write(pair, "left_group", by, after={"mentee": str(seat.mentee), "until": seat.until})
    return seat


@transaction.atomic
def join_group(pair: Pair, mentee: Mentee, *, since: date, by: Membership) -> PairMentee:
    """Take one more mentee into a group from a day."""
    pair = _standing(pair, by)
    within(pair, since)
    if pair.kind != Pair.Kind.GROUP:
        raise Refused(f"{naming.name(pair)}: это пара, а не группа. Составьте для наставляемого другую пару.")
    if mentee.programme_id != pair.programme_id:
        raise Refused("В группу берут из той же программы. Откройте страницу заново и выберите.")
    if pair.mentees.filter(seats.overlapping(since, None), mentee=mentee).exists():
        raise Refused(f"{mentee} уже в этой группе. Выберите другого наставляемого.")
    seats.require_ready([], [mentee], since)
    seats.require_free([mentee], pair, since, pair.end)
    leads = pair.mentors.filter(seats.overlapping(since, None), role=Role.LEAD).select_related("mentor")
    for mentor in seats.lock_mentors(seat.mentor for seat in leads).values():
        seats.require_place(mentor, 1, since, pair.end)
    made = PairMentee.objects.create(organization=pair.organization, pair=pair, mentee=mentee, since=since)
    write(pair, "joined_group", by, after={"mentee": str(mentee), "since": since})
    return made


def _beside(pair: Pair, mentor: Mentor, role: str, since: date, until: date | None, by: Membership) -> PairMentor:
    pair = _standing(pair, by)
    within(pair, since)
    if until is not None:
        within(pair, until)
        if until < since:
            raise Refused("Последний день раньше первого. Проверьте дни.")
    mentor = _taken(pair, mentor, since)
    if pair.mentors.filter(seats.overlapping(since, until), mentor=mentor).exists():
        raise Refused(f"{mentor} в эти дни и так наставник этой пары. Выберите другого или другие дни.")
    if role == Role.SECOND:
        seats.require_place(mentor, _mentees(pair, since), since, until or pair.end, besides=pair)
    made = _seat(pair, mentor, role, since, until)
    told = {"mentor": str(mentor), "since": since, "until": until}
    write(pair, "second" if role == Role.SECOND else "substitute", by, after=told)
    return made


def _standing(pair: Pair, by: Membership) -> Pair:
    pair = one(pair, by)
    if pair.state not in Pair.STANDING:
        raise Refused(
            f"{naming.name(pair)}: сейчас «{pair.get_state_display()}». Состав меняют у пары, которая закреплена."
        )
    return pair


def _taken(pair: Pair, mentor: Mentor, on: date) -> Mentor:
    """Take a mentor for a seat of this pair: of its programme, of the register, with all consents."""
    if mentor.programme_id != pair.programme_id:
        raise Refused("Наставника берут из той же программы. Откройте страницу заново и выберите.")
    if pair.mentees.filter(mentee__person=mentor.person_id).exists():
        raise Refused(f"{mentor} — наставляемый этой пары. Выберите другого наставника.")
    taken = seats.lock_mentors([mentor])[mentor.pk]
    seats.require_ready([taken], [], on)
    return taken


def _mentees(pair: Pair, day: date) -> int:
    return len(naming.mentees_on(pair, day))


def _seat(pair: Pair, mentor: Mentor, role: str, since: date, until: date | None) -> PairMentor:
    own = {"organization": pair.organization, "pair": pair, "mentor": mentor, "role": role}
    return PairMentor.objects.create(**own, since=since, until=until)
