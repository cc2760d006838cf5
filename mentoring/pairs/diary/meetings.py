"""The diary of a pair: meetings that were held, missed, called off, planned and corrected."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pairs import pairing
from mentoring.pairs.diary import access, letters, offering
from mentoring.pairs.models import Meeting, MeetingItem, Pair, PairMentee, PairMentor, PlanItem, Presence, RouteStep
from mentoring.pairs.models.pairs import in_seat
from mentoring.registry.models import Mentor

State = Meeting.State
RUNNING = (Pair.State.FIXED, Pair.State.WORKS)
NEAR = timedelta(days=3)  # a meeting so near a planned one is that one
MISTAKE = "записано по ошибке"
OWN = timedelta(days=7)  # for so long an author may correct an entry


@dataclass(frozen=True)
class Entry:
    """What is said of a meeting that was held; people, items and the step are named by their keys."""

    on: date
    kind: str
    minutes: int
    way: str = Pair.Way.IN_PERSON
    place: str = ""
    present: frozenset[int] = frozenset()
    items: frozenset[int] = frozenset()
    finished: frozenset[int] = frozenset()
    step: int | None = None
    topic: str = ""
    done: str = ""
    mark: int | None = None
    next_on: date | None = None
    important: bool = False
    key: str = ""


@transaction.atomic
def record(pair: Pair, entry: Entry, *, by: Membership) -> Meeting:
    """Write down a meeting that was held; what comes with the same key is written once."""
    pair = _locked(pair, by)
    if written := _sent_before(pair, entry.key):
        return written
    mentor = _mentor(pair, entry.on, by)
    if entry.next_on is not None:
        _refuse_next(pair, entry.next_on, after=entry.on)
    row = _expected(pair, entry.on) or Meeting(organization=pair.organization, pair=pair)
    _write(row, entry, mentor)
    _sign(row, entry.key, by)
    row.save()
    _keep_parts(row, entry)
    if entry.next_on is not None:
        _plan(pair, entry.next_on, by)
    if pair.state == Pair.State.FIXED:
        pairing.begin(pair, by=by)
    journal.write(row.organization, "meeting.held", row, by=by, after=_told(row))
    if row.important:
        letters.alarm(row)
    return row


@transaction.atomic
def miss(pair: Pair, on: date, *, reason: str, next_on: date | None = None, key: str = "", by: Membership) -> Meeting:
    """Write down that a meeting did not take place, and why; what comes with the same key is written once."""
    pair = _locked(pair, by)
    if written := _sent_before(pair, key):
        return written
    mentor = _mentor(pair, on, by)
    row = _expected(pair, on, ahead=timedelta(0)) or Meeting(organization=pair.organization, pair=pair)
    row.kind = row.kind if row.pk else _next_kind(pair, on)
    row.on, row.mentor = on, mentor
    return _not_held(row, State.MISSED, reason, next_on, key, by)


@transaction.atomic
def call_off(meeting: Meeting, *, reason: str, next_on: date | None = None, by: Membership) -> Meeting:
    """Call off a meeting that was planned, and say why."""
    pair = _locked(meeting.pair, by)
    row = _locked_meeting(meeting, by)
    if row.state != State.PLANNED:
        raise Refused(f"Эта встреча уже «{row.get_state_display()}», отменить её нельзя. Обновите страницу.")
    if not _leads(pair, by):
        raise Refused("Встречу отменяет наставник пары или куратор. Попросите их.")
    return _not_held(row, State.CANCELLED, reason, next_on, "", by)


def _not_held(row: Meeting, state: str, reason: str, next_on: date | None, key: str, by: Membership) -> Meeting:
    reason = reason.strip()
    if not reason:
        raise Refused("Выберите, почему встречи не было.")
    if next_on is not None:
        _refuse_next(row.pair, next_on, after=min(row.on, schooldays.today(row.organization)))
    row.state, row.reason = state, reason
    _sign(row, key, by)
    row.save()
    if next_on is not None:
        _plan(row.pair, next_on, by)
    verb = "missed" if state == State.MISSED else "called_off"
    journal.write(row.organization, f"meeting.{verb}", row, by=by, after={"on": row.on})
    return row


@transaction.atomic
def plan_next(pair: Pair, on: date, *, by: Membership) -> Meeting:
    """Plan a meeting; on a day that has one already it is that one."""
    pair = _locked(pair, by)
    if pair.state not in RUNNING:
        raise Refused(_resting(pair))
    if not _leads(pair, by):
        raise Refused("Встречи планирует наставник пары или куратор. Попросите их.")
    _refuse_next(pair, on, after=schooldays.today(pair.organization) - timedelta(1))
    return _plan(pair, on, by)


@transaction.atomic
def correct(meeting: Meeting, entry: Entry, *, version: int, by: Membership) -> Meeting:
    """Correct an entry: its author within a week, whoever edits pairs at any time."""
    pair = _locked(meeting.pair, by)
    row = _locked_meeting(meeting, by)
    if row.state != State.HELD:
        raise Refused("Исправляют записи о проведённых встречах. Обновите страницу.")
    if row.version != version:
        raise Refused("Не сохранено: пока вы правили, запись изменил кто-то ещё. Откройте её заново и исправьте.")
    _refuse_stranger(row, by)
    before = _told(row)
    _take_back(row)
    _write(row, entry, _mentor(pair, entry.on, by))
    row.seen_by, row.seen_at, row.version = None, None, row.version + 1
    row.save()
    _keep_parts(row, entry)
    journal.write(row.organization, "meeting.corrected", row, by=by, before=before, after=_told(row))
    return row


@transaction.atomic
def strike(meeting: Meeting, *, by: Membership) -> Meeting:
    """Strike an entry that was made by mistake: what it said of people and of the plan goes with it."""
    _locked(meeting.pair, by)
    row = _locked_meeting(meeting, by)
    if row.state != State.HELD:
        raise Refused("Убирают записи о проведённых встречах. Обновите страницу.")
    _refuse_stranger(row, by)
    _take_back(row)
    row.state, row.reason, row.version = State.CANCELLED, MISTAKE, row.version + 1
    row.seen_by, row.seen_at = None, None
    row.save()
    journal.write(row.organization, "meeting.struck", row, by=by, before=_told(row))
    return row


def may_correct(meeting: Meeting, by: Membership) -> bool:
    """Tell whether this member may still correct an entry."""
    if meeting.state != State.HELD or by.can("pairs.edit"):
        return meeting.state == State.HELD
    return meeting.by_id == by.pk and meeting.written_at is not None and timezone.now() - meeting.written_at <= OWN


def _refuse_stranger(row: Meeting, by: Membership) -> None:
    if not may_correct(row, by):
        raise Refused("Запись исправляет её автор в течение недели, потом куратор. Напишите куратору под записью.")


def _locked(pair: Pair, by: Membership) -> Pair:
    """Take the pair: its row is the lock of its diary."""
    rows = access.writable(by, schooldays.today(by.organization)).filter(pk=pair.pk)
    found = rows.select_for_update(of=("self",)).select_related("organization").first()
    if found is None:
        raise Refused("Эту пару сейчас ведёт другой наставник, или её больше нет. Вернитесь к своим встречам.")
    return found


def _locked_meeting(meeting: Meeting, by: Membership) -> Meeting:
    rows = Meeting.objects.visible_to(by).filter(pk=meeting.pk).select_related("organization", "pair")
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise Refused("Этой встречи больше нет. Обновите страницу.")
    return found


def _sent_before(pair: Pair, key: str) -> Meeting | None:
    """Find what the same form has written; the pair is locked, so that two of them come one after the other."""
    return pair.meetings.filter(key=key).first() if key else None


def _mentor(pair: Pair, on: date, by: Membership) -> Mentor | None:
    """Return who led the pair on this day; refuse a day that is not the pair's, or not this member's."""
    if pair.state not in RUNNING:
        raise Refused(_resting(pair))
    if on > schooldays.today(pair.organization):
        raise Refused("Этот день ещё не наступил. Запишите встречу, когда она пройдёт.")
    if not pair.start <= on <= pair.end:
        raise Refused(
            f"Пара работает с {words.full(pair.start)} по {words.full(pair.end)}. Выберите один из этих дней."
        )
    seats = list(PairMentor.objects.filter(in_seat(on), pair=pair).select_related("mentor__person"))
    own = [seat for seat in seats if seat.mentor.person.membership_id == by.pk]
    if not own and not by.can("pairs.edit"):
        raise Refused(f"{words.day_month(on)} пару вели не вы. Выберите день, когда её вели вы, или скажите куратору.")
    leads = [seat for seat in seats if seat.role == PairMentor.Role.LEAD]
    return next((seat.mentor for seat in (*own, *leads)), None)


def _leads(pair: Pair, by: Membership) -> bool:
    today = schooldays.today(pair.organization)
    return by.can("pairs.edit") or Pair.objects.filter(pk=pair.pk).led_by(by, today).exists()


def _resting(pair: Pair) -> str:
    return f"Пара сейчас «{pair.get_state_display()}»: встречи не записывают. Спросите куратора."


def _refuse_next(pair: Pair, on: date, *, after: date) -> None:
    if on <= after:
        raise Refused("Следующая встреча раньше этой. Выберите день позже.")
    if on > pair.end:
        raise Refused(f"Пара работает до {words.full(pair.end)}. Выберите день не позже.")


def _expected(pair: Pair, on: date, *, ahead: timedelta = NEAR) -> Meeting | None:
    """Find the planned meeting that this day stands for: that of the day, or the nearest."""
    near = pair.meetings.filter(state=State.PLANNED, on__range=(on - NEAR, on + ahead))
    return min(near.select_related("pair"), key=lambda row: (abs(row.on - on), row.on), default=None)


def _plan(pair: Pair, on: date, by: Membership) -> Meeting:
    there = pair.meetings.filter(state=State.PLANNED, on=on).first()
    if there:
        return there
    row = Meeting.objects.create(
        organization=pair.organization,
        pair=pair,
        kind=_next_kind(pair, on),
        on=on,
        minutes=pair.minutes,
        way=pair.way,
        place=pair.place,
        by=by,
    )
    journal.write(row.organization, "meeting.arranged", row, by=by, after={"on": on})
    return row


def _next_kind(pair: Pair, on: date) -> str:
    kinds = pair.meetings.filter(state=State.HELD).values_list("kind", flat=True)
    return offering.next_kind(kinds, on, pair.end)


def _write(row: Meeting, entry: Entry, mentor: Mentor | None) -> None:
    """Lay what was said over the row of the meeting."""
    if not 1 <= entry.minutes <= 600:
        raise Refused("Сколько минут длилась встреча? Укажите от 1 до 600.")
    if entry.step and not RouteStep.objects.filter(pk=entry.step, plan__pair=row.pair).exists():
        raise Refused("Этой строки маршрутной карты больше нет. Откройте страницу заново.")
    row.state, row.mentor, row.step_id = State.HELD, mentor, entry.step
    for name in ("on", "kind", "minutes", "way", "place", "topic", "done", "mark", "important"):
        setattr(row, name, getattr(entry, name))


def _sign(row: Meeting, key: str, by: Membership) -> None:
    if row.pk:
        row.version += 1
    row.key, row.by, row.written_at = key, by, timezone.now()


def _keep_parts(row: Meeting, entry: Entry) -> None:
    """Keep who came and what was done of the plan."""
    seats = list(PairMentee.objects.filter(in_seat(row.on), pair=row.pair))
    if not entry.present or not entry.present <= {seat.pk for seat in seats}:
        raise Refused("Отметьте, кто был. Если никто не пришёл, запишите, что встреча не состоялась.")
    own = {"organization": row.organization, "meeting": row}
    Presence.objects.bulk_create(Presence(**own, seat=seat, came=seat.pk in entry.present) for seat in seats)
    wanted = entry.items | entry.finished
    items = list(PlanItem.objects.filter(plan__pair=row.pair, pk__in=wanted).select_for_update().order_by("pk"))
    if len(items) != len(wanted):
        raise Refused("Пункта плана, который вы отметили, больше нет. Откройте страницу заново.")
    MeetingItem.objects.bulk_create(MeetingItem(**own, item=item, finished=item.pk in entry.finished) for item in items)
    for item in items:
        if item.pk in entry.finished and item.done_on is None:
            item.done_on, item.version = row.on, item.version + 1
            item.save(update_fields=["done_on", "version"])


def _take_back(row: Meeting) -> None:
    """Undo what the entry said of people and of the plan, so that it may be said anew."""
    finished = row.items.filter(finished=True).values("item")
    for item in PlanItem.objects.filter(pk__in=finished, done_on=row.on).select_for_update().order_by("pk"):
        item.done_on, item.version = None, item.version + 1
        item.save(update_fields=["done_on", "version"])
    row.items.all().delete()
    row.presences.all().delete()


def _told(row: Meeting) -> dict:
    return {name: getattr(row, name) for name in ("on", "kind", "minutes", "mark", "important")}
