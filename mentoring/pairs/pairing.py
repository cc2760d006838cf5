"""A pair from the project to its end: what is done with it, by whom, from which day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.editing import STALE
from mentoring.pairs import naming, seats
from mentoring.pairs.models import Pair, PairMentee, PairMentor
from mentoring.pairs.seating import join_group, leave_group, replace, second, substitute, take_back
from mentoring.pairs.seats import notice, places
from mentoring.pairs.stepping import STEPS, change, locked, one, require, said, step, within, write
from mentoring.programmes.models import MentoringForm, Programme, RoleModel
from mentoring.registry.models import Mentee, Mentor

__all__ = [
    "COMPLETING",
    "STEPS",
    "amend",
    "begin",
    "close_due",
    "complete",
    "dissolve",
    "fix",
    "join_group",
    "leave_group",
    "notice",
    "pause",
    "places",
    "prolong",
    "propose",
    "replace",
    "resume",
    "second",
    "substitute",
    "take_back",
]

State, Role, Ending = Pair.State, PairMentor.Role, Pair.Ending
COMPLETING = (Ending.TERM, Ending.GOAL)  # the endings with which a pair is completed; with all others it is dissolved


@transaction.atomic
def propose(
    programme: Programme,
    form: MentoringForm,
    mentor: Mentor,
    mentees: Sequence[Mentee],
    *,
    start: date,
    end: date,
    by: Membership,
    role_model: RoleModel | None = None,
    goal: str = "",
    title: str = "",
    monthly: int = 4,
) -> Pair:
    """Make the project of a pair; of several mentees, or with a title, it is a group."""
    mentees = list({one.pk: one for one in mentees}.values())
    _check_people(programme, mentor, mentees, start, end)
    mentor = seats.lock_mentors([mentor])[mentor.pk]
    group = len(mentees) > 1 or bool(title)
    pair = Pair(
        organization=programme.organization,
        programme=programme,
        form=form,
        role_model=role_model,
        kind=Pair.Kind.GROUP if group else Pair.Kind.ONE,
        title=title,
        start=start,
        end=end,
        goal=goal,
        monthly=monthly,
    )
    seats.require_free(mentees, pair, start, end)
    seats.require_place(mentor, len(mentees), start, end)
    pair.save()
    own = {"organization": pair.organization, "pair": pair, "since": start}
    PairMentor.objects.create(**own, mentor=mentor, role=Role.LEAD)
    for mentee in mentees:
        PairMentee.objects.create(**own, mentee=mentee)
    after = {"mentor": str(mentor), "mentees": [str(one) for one in mentees], "start": start, "end": end}
    write(pair, "proposed", by, after=after)
    return pair


def _check_people(programme: Programme, mentor: Mentor, mentees: Sequence[Mentee], start: date, end: date) -> None:
    if not mentees:
        raise Refused("В паре нет наставляемого. Выберите хотя бы одного.")
    if end < start:
        raise Refused("Пара кончается раньше, чем начинается. Проверьте дни.")
    if any(one.programme_id != programme.pk for one in (mentor, *mentees)):
        raise Refused("Пару составляют из людей одной программы. Откройте страницу заново и выберите.")
    if any(one.person_id == mentor.person_id for one in mentees):
        raise Refused(f"{mentor}: человек не может быть наставником самому себе. Выберите другого наставника.")


@transaction.atomic
def amend(pair: Pair, facts: Mapping, *, version: int, by: Membership) -> Pair:
    """Keep what was written of a pair, unless somebody has changed it meanwhile."""
    pair = one(pair, by)
    if pair.version != version:
        raise Refused(STALE)
    return change(pair, "change", by, facts)


@transaction.atomic
def fix(pairs: Iterable[Pair], *, basis: str, on: date, by: Membership) -> list[Pair]:
    """Fix pairs by what the head decided; all of them or none, and nobody who is not ready on that day."""
    rows = locked(pairs, by)
    for pair in rows:
        require(pair, "fix")
    held = {pair.pk: _held_by(pair) for pair in rows}
    mentors = seats.lock_mentors(seat.mentor for ours, _ in held.values() for seat in ours)
    mentees = [seat.mentee for _, theirs in held.values() for seat in theirs]
    seats.require_ready(mentors.values(), mentees, on)
    for pair in rows:
        ours, theirs = held[pair.pk]
        for seat in ours:
            if seat.role == Role.LEAD:
                seats.require_place(mentors[seat.mentor_id], len(theirs), pair.start, pair.end, besides=pair)
        step(pair, "fix", by, {"fixed_on": on, "basis": basis.strip()})
    return rows


@transaction.atomic
def begin(pair: Pair, *, by: Membership) -> Pair:
    """Let a fixed pair work: its first meeting was held; one that works already stays as it is."""
    pair = one(pair, by)
    if pair.state == State.FIXED:
        step(pair, "begin", by)
    return pair


@transaction.atomic
def pause(pair: Pair, *, reason: str, on: date, by: Membership) -> Pair:
    """Let a pair rest from a day, and say why."""
    pair = one(pair, by)
    require(pair, "pause")
    reason = said(pair, reason, "почему она приостановлена")
    within(pair, on)
    if on > schooldays.today(pair.organization):
        raise Refused(f"{naming.name(pair)}: этот день ещё не наступил. Приостановите пару в тот день.")
    return step(pair, "pause", by, {"paused_on": on, "reason": reason})


@transaction.atomic
def resume(pair: Pair, *, by: Membership) -> Pair:
    """Let a paused pair work again."""
    pair = one(pair, by)
    require(pair, "resume")
    return step(pair, "resume", by, {"paused_on": None, "reason": ""})


@transaction.atomic
def complete(pair: Pair, *, ending: str, reason: str = "", on: date, by: Membership) -> Pair:
    """End a pair that came where it went; `on` is its last day."""
    if ending not in COMPLETING:
        raise Refused("Пара завершается, когда истёк срок или достигнута цель. Иначе её расторгают.")
    return _end(pair, "complete", ending, reason, on, by)


@transaction.atomic
def dissolve(pair: Pair, *, ending: str, reason: str, on: date, by: Membership) -> Pair:
    """End a pair before its time, and say why; `on` is its last day."""
    if ending in COMPLETING or ending not in Ending:
        raise Refused("Пару расторгают по чьей-то инициативе, из-за замены или выбытия. Иначе её завершают.")
    pair = one(pair, by)
    return _end(pair, "dissolve", ending, said(pair, reason, "почему она расторгнута"), on, by)


def _end(pair: Pair, verb: str, ending: str, reason: str, on: date, by: Membership | None) -> Pair:
    """End a pair by this day: at once, or, where the day is ahead, its seats then and the pair on the morning after."""
    pair = one(pair, by)
    require(pair, verb)
    today = schooldays.today(pair.organization)
    if pair.state == State.PROJECT or today <= on < pair.start:
        on = min(on, today)
    elif not pair.start <= on <= max(pair.end, today):
        raise Refused(f"{naming.name(pair)}: {words.full(on)} — не день этой пары. Выберите день её работы.")
    if pair.ending:  # announced already: nobody sits there after that day
        on = min(on, pair.end)
    facts = {"ending": ending, "reason": reason.strip(), "end": min(pair.end, max(on, pair.start))}
    seats.end_all(pair, on)
    if on > today:
        return change(pair, "ending", by, facts)
    return step(pair, verb, by, facts | {"ended_on": on})


@transaction.atomic
def prolong(pair: Pair, *, until: date, by: Membership) -> Pair:
    """Let a pair last until a later day; an ending that was announced is taken back."""
    pair = one(pair, by)
    if pair.state not in Pair.STANDING:
        raise Refused(f"{naming.name(pair)}: продлевают пару, которая закреплена или работает. Обновите страницу.")
    last = pair.end
    if until < last or (until == last and not pair.ending):
        raise Refused(f"{naming.name(pair)}: она и так до {words.full(last)} Укажите более поздний день.")
    reopened = [PairMentor.objects.none(), PairMentee.objects.none()]
    if pair.ending:
        reopened = [pair.mentors.filter(until=last, role=Role.LEAD), pair.mentees.filter(until=last)]
    _require_room(pair, last, until, reopened)
    for rows in reopened:
        rows.update(until=None)
    return change(pair, "prolonged", by, {"ending": "", "reason": "", "end": until})


def _require_room(pair: Pair, since: date, until: date, reopened: list) -> None:
    """Refuse where those who stay have another pair, or no place for one, on the added days."""
    going = [rows.model.objects.filter(pair=pair, until=None) | rows for rows in reopened]
    leads, theirs = going[0].filter(role=Role.LEAD).select_related("mentor"), going[1].select_related("mentee")
    seats.require_free([seat.mentee for seat in theirs], pair, since, until)
    for mentor in seats.lock_mentors(seat.mentor for seat in leads).values():
        seats.require_place(mentor, len(theirs), since, until, besides=pair)


def close_due(organization: Organization, today: date) -> int:
    """End the pairs of a school whose announced last day is over; return how many."""
    announced = Pair.objects.filter(organization=organization, state__in=Pair.STANDING, end__lt=today)
    return sum(_close(pair, today) for pair in announced.exclude(ending="").order_by("pk"))


@transaction.atomic
def _close(pair: Pair, today: date) -> bool:
    pair = one(pair, None)
    if pair.state not in Pair.STANDING or not pair.ending or pair.end >= today:
        return False
    verb = "complete" if pair.ending in COMPLETING else "dissolve"
    step(pair, verb, None, {"ended_on": pair.end})
    return True


def _held_by(pair: Pair) -> tuple[list[PairMentor], list[PairMentee]]:
    """Return the seats with which a pair begins."""
    theirs = pair.mentees.select_related("mentee__person", "mentee__organization")
    return naming.mentors_on(pair, pair.start), list(theirs)
