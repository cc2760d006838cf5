"""A year of three schools under outages, two beats, dying workers and a clock that jumps."""

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.core import mail
from django.db import connections
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.calendar import zones
from mentoring.notifications import claiming, outbox, quiet, schedule, telling
from mentoring.notifications.models import Delivery, Notice, OutboxItem, Reminder
from roadmap import reminding
from roadmap.models import Occurrence, Roadmap
from roadmap.tests.cast import make_person, make_roadmap, many_events
from tests.cast import make_member, make_programme, make_school

ZONES = ("Europe/Kaliningrad", "Europe/Moscow", "Asia/Kamchatka")
START, END = date(2026, 9, 1), date(2027, 9, 30)
LOOKS = (7, 14, 22)  # by UTC: each zone has some by day and some at night
JUMP = (datetime(2026, 12, 7, tzinfo=UTC), datetime(2026, 12, 9, tzinfo=UTC))  # the clock is two days ahead here
OUTAGES = (
    (date(2026, 10, 5), date(2026, 10, 8)),
    (date(2027, 2, 1), date(2027, 2, 12)),
    (date(2027, 5, 24), date(2027, 5, 29)),
)


def furnish(zone: str):
    """Make a school with a plan of a year, four people who answer for it, a curator and a director."""
    slug = zone.split("/")[1].lower()
    school = make_school(slug, zone=zone)
    programme = make_programme(school, start=START, end=date(2027, 8, 31))
    people = []
    for number, role in enumerate((Role.CLASS_TEACHER, Role.METHODIST, Role.CURATOR, Role.DIRECTOR)):
        member = make_member(school, role)
        member.email = member.user.email
        member.save()
        people.append(make_person(school, f"Фамилия{number} Имя Отчество", member=member))
    roadmap = make_roadmap(school, programme=programme, events=())
    events = many_events(24, start=START)
    for number, event in enumerate(events):
        event["responsibles"] = [people[number % 2]]
    make_roadmap(school, programme=programme, events=events, title="Год")
    roadmap.delete()
    months = Occurrence.objects.filter(organization=school, event__order__in=(3, 9, 15, 21))
    for row in months:
        last = (row.due.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
        Occurrence.objects.filter(pk=row.pk).update(start=row.due.replace(day=1), due=last)
    Occurrence.objects.filter(organization=school, event__order=20).update(due=date(2027, 7, 5))
    reminding.replan_all(school)
    return school


def looks() -> Iterator[datetime]:
    """Give the moments at which a beat looks, as its clock shows them; nobody looks in an outage."""
    day = START
    while day <= END:
        if not any(first <= day <= last for first, last in OUTAGES):
            for hour in LOOKS:
                now = datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)
                yield now + timedelta(2) if JUMP[0] <= now < JUMP[1] else now
        day += timedelta(1)


def one_beat_dies(now: datetime) -> None:
    """Let a worker take what is due and never tell it."""
    claiming.claim(quiet.open_now(now), now)


def finish(row: Occurrence, day: date) -> None:
    Occurrence.objects.filter(pk=row.pk).update(done_at=day)
    reminding.replan(row.event.roadmap, events=[row.event_id])


@pytest.mark.django_db
@pytest.mark.timeout(600)
def test_a_year_of_outages_and_jumps_tells_each_key_once_misses_none_and_keeps_quiet_hours():
    chance = random.Random(7)
    sent: list[tuple[datetime, str, str]] = []
    with time_machine.travel(datetime(2026, 9, 1, 3, tzinfo=UTC), tick=False) as clock:
        schools = {school.slug: school for school in map(furnish, ZONES)}
        expected = set(Reminder.objects.values_list("organization", "subject_id", "due", "step"))
        to_finish = list(Occurrence.objects.filter(event__order__in=(5, 11)).select_related("event__roadmap"))
        for now in looks():
            clock.move_to(now)
            for row in [row for row in to_finish if row.due and row.due + timedelta(4) == now.date()]:
                finish(row, now.date())
                to_finish.remove(row)
            before = len(mail.outbox)
            if chance.random() < 0.05:
                one_beat_dies(now)
            else:
                for _ in range(chance.choice((1, 1, 2))):  # there may be a second beat
                    telling.remind()
                outbox.run_due()
            sent += [(now, letter.to[0], letter.subject) for letter in mail.outbox[before:]]
        today = {slug: schooldays.today(school) for slug, school in schools.items()}

    told = Reminder.objects.filter(state=Reminder.State.TOLD)
    assert Reminder.objects.filter(state=Reminder.State.CLAIMED).count() == 0
    assert [row for row in Reminder.objects.filter(state=Reminder.State.PLANNED) if row.day < END] == []
    assert set(Reminder.objects.values_list("organization", "subject_id", "due", "step")) >= _of_open(expected)
    assert all(row.reason for row in Reminder.objects.filter(state=Reminder.State.SKIPPED))
    assert told.exclude(subject_kind=schedule.WEEK).count() > 250
    assert told.exclude(subject_kind=schedule.WEEK).filter(notices=None).count() == 0
    assert Notice.objects.exclude(state=Notice.State.TOLD).count() == 0
    assert Notice.objects.filter(delivery=None).count() == 0

    letters = Counter((to, _local(schools, to, now).date()) for now, to, _ in sent)
    assert max(letters.values()) == 1
    assert len(sent) == Delivery.objects.count() == OutboxItem.objects.filter(state=OutboxItem.State.DONE).count()
    assert _out_of_hours(schools, sent) == []
    assert len(today) == 3
    assert _late(schools) == []
    weeks = Reminder.objects.filter(subject_kind=schedule.WEEK)
    assert {slug: weeks.filter(organization=school).count() for slug, school in schools.items()} == {
        slug: _open_weeks(school) for slug, school in schools.items()
    }


def _of_open(keys: set[tuple]) -> set[tuple]:
    """Leave out what was done before its day came: the verbs take such rows away."""
    done = set(Occurrence.objects.exclude(done_at=None).values_list("pk", flat=True))
    return {key for key in keys if key[1] not in done}


def _local(schools: dict, address: str, now: datetime) -> datetime:
    return zones.local(schools[address.split("-")[0]].zone, now)


def _out_of_hours(schools: dict, sent: list) -> list:
    calendars = {slug: schooldays.calendar_of(school) for slug, school in schools.items()}
    wrong = []
    for now, to, subject in sent:
        here, calendar = _local(schools, to, now), calendars[to.split("-")[0]]
        if not (9 <= here.hour < 18 and calendar.is_working(here.date()) and not calendar.is_vacation(here.date())):
            wrong.append((here, to, subject))
    return wrong


def _late(schools: dict) -> list:
    """Find what was told later than its day, though nothing was broken then; a dead worker costs a look or two."""
    wrong = []
    for row in Reminder.objects.filter(state=Reminder.State.TOLD).select_related("organization"):
        at = zones.local(row.organization.zone, row.told_at).date()
        excused = any(first <= row.day <= last for first, last in OUTAGES)
        if not excused and not row.day - timedelta(2) <= at <= row.day + timedelta(4):
            wrong.append((row.day, at, row.step))
    return wrong


def _open_weeks(school) -> int:
    """Count the weeks of the year in which the school was open at all."""
    calendar = schooldays.calendar_of(school)
    mondays = (date(2026, 8, 31) + timedelta(7 * number) for number in range(57))
    days = {monday: [monday + timedelta(number) for number in range(7)] for monday in mondays if monday <= END}
    return sum(
        any(START <= day <= END and calendar.is_working(day) and not calendar.is_vacation(day) for day in week)
        for week in days.values()
    )


def overload(school, *, people: int, count: int, due: date) -> None:
    """Let so many events be due on one day, in turn on so many people."""
    staff = [
        make_person(school, f"Фамилия{number} Имя Отчество", member=_mailed(school, role))
        for number, role in enumerate(list(Role)[:people])
    ]
    events = many_events(count, start=due)
    for number, event in enumerate(events):
        event["responsibles"] = [staff[number % people]]
    make_roadmap(school, events=events)
    Occurrence.objects.update(due=due)
    reminding.replan_all(school)


def _mailed(school, role: Role):
    member = make_member(school, role)
    member.email = member.user.email
    member.save()
    return member


NOON = datetime(2026, 11, 11, 9, tzinfo=UTC)


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_tell_each_reminder_once():
    schools = [make_school(f"school-{number}") for number in range(3)]
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=UTC), tick=False):
        for school in schools:
            overload(school, people=5, count=40, due=date(2026, 11, 18))
    together = Barrier(8)

    def work(_: int) -> int:
        together.wait()
        try:
            taken = telling.remind(timezone.now())
            outbox.run_due()
            return taken
        finally:
            connections.close_all()

    with time_machine.travel(NOON, tick=False), ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(work, range(8)))

    assert sum(taken) == Reminder.objects.filter(state=Reminder.State.TOLD).count() == 3 * 41
    assert Notice.objects.filter(state=Notice.State.TOLD).count() == 3 * 40
    assert Delivery.objects.exclude(item=None).count() == len(mail.outbox) == 3 * 5
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 3 * 5


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_planning_and_telling_at_once_neither_lock_nor_lose():
    school = make_school("school")
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=UTC), tick=False):
        overload(school, people=5, count=60, due=date(2026, 11, 18))
    together = Barrier(6)

    def work(number: int) -> None:
        together.wait()
        try:
            if number % 2:
                reminding.replan_all(school)
            else:
                telling.remind(timezone.now())
        finally:
            connections.close_all()

    with time_machine.travel(NOON, tick=False), ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))

    assert Notice.objects.count() == 60
    assert Reminder.objects.filter(step="before", state=Reminder.State.TOLD).count() == 60
    assert Reminder.objects.filter(state=Reminder.State.PLANNED).count() == 60 * 4


@pytest.mark.django_db
def test_what_a_dead_worker_took_is_told_by_another_after_its_lease():
    school = make_school("school")
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=UTC), tick=False):
        overload(school, people=3, count=6, due=date(2026, 11, 18))
    one_beat_dies(NOON)

    telling.remind(NOON + timedelta(minutes=1))
    at_once = Notice.objects.count()
    telling.remind(NOON + timedelta(minutes=6))

    assert (at_once, Notice.objects.count()) == (0, 6)


@pytest.mark.django_db
def test_trouble_in_one_school_is_not_anothers(monkeypatch, caplog):
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=UTC), tick=False):
        for slug in ("first", "second"):
            overload(make_school(slug), people=3, count=6, due=date(2026, 11, 18))
    broken = Roadmap.objects.get(organization__slug="first").organization
    whole = telling.facts_of

    def facts_of(organization, *given):
        if organization == broken:
            raise ZeroDivisionError
        return whole(organization, *given)

    monkeypatch.setattr(telling, "facts_of", facts_of)
    telling.remind(NOON)
    monkeypatch.undo()
    in_trouble = Notice.objects.count()
    telling.remind(NOON + timedelta(minutes=6))

    assert in_trouble == 6
    assert Notice.objects.count() == 12
    assert "reminders of organization" in caplog.text


@pytest.mark.django_db
def test_claim_takes_each_schools_own_day_and_leaves_the_rest():
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=UTC), tick=False):
        for slug in ("first", "second"):
            overload(make_school(slug), people=2, count=4, due=date(2026, 11, 18))
    first = Roadmap.objects.get(organization__slug="first").organization
    schools = [one for one in quiet.open_now(NOON) if one.organization == first]

    mark, taken = claiming.claim(schools, NOON)
    again, nothing = claiming.claim(schools, NOON)

    assert taken == {first.pk: 4}
    assert nothing == {}
    assert mark != again
    rows = Reminder.objects.filter(state=Reminder.State.CLAIMED)
    assert set(rows.values_list("organization__slug", "step", "claim")) == {("first", "before", mark)}
    assert claiming.claim([], NOON)[1] == {}
