"""Measure reminders in a database of their own: the claim beside one bare SQL, and telling beside a task for each."""

import gc
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from unittest import mock

from django.db import connection, transaction
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts.models import Grant, Membership, Organization
from mentoring.bench import Goal, Result, Timing, own_database
from mentoring.calendar.workdays import SchoolCalendar
from mentoring.notifications import claiming, composing, letters, telling
from mentoring.notifications.ladder import OpenDays
from mentoring.notifications.models import Delivery, Notice, OutboxItem, Reminder
from mentoring.notifications.quiet import Open
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from roadmap import reminding
from roadmap.models import Event, Occurrence, Responsible, Roadmap

ROWS, SCHOOLS = 1_000_000, 1000  # reminders of the claim; one in a hundred is due
FULL, PEOPLE, EACH = 10, 5, 200  # schools, their staff and their reminders that are told to the end
SAMPLE = 100  # reminders told by a task each
NOW, TODAY, DUE = datetime(2026, 11, 11, 9, tzinfo=UTC), date(2026, 11, 11), date(2026, 11, 18)

_NUMBERS = {
    "postgresql": "SELECT i FROM generate_series(1, %s) AS numbers(i)",
    "sqlite": "WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < %s)"
    " SELECT i FROM numbers",
}
_FILL = (
    'INSERT INTO notifications_reminder (organization_id, subject_kind, subject_id, due, step, "to", day, state,'
    " reason, claim) SELECT %s + i %% %s, 'bench', i, '2026-11-18', 'before', 'responsible',"
    " CASE WHEN i %% 100 = 7 THEN DATE '2026-11-11' ELSE DATE '2027-03-01' END, 'planned', '', '' FROM ("
)
# The same rows in a table without keys or walls: what one statement costs that need not know whose day it is.
_BARE = (
    "CREATE TABLE bench_reminder AS SELECT * FROM notifications_reminder",
    "CREATE INDEX bench_due ON bench_reminder (day) WHERE state = 'planned'",
)
_CLAIM = (
    "UPDATE bench_reminder SET state = 'claimed', claim = 'abcdefghijkl', leased_until = '2026-11-11 09:05:00'"
    " WHERE state = 'planned' AND day <= '2026-11-11' RETURNING organization_id"
)
_AGAIN = "UPDATE bench_reminder SET state = 'planned', claim = '', leased_until = NULL WHERE state = 'claimed'"


def measure(rounds: int) -> Result:
    with own_database(), mock.patch.object(timezone, "now", lambda: NOW):
        schools = _many_schools()
        claims = _rounds(
            rounds, {"ours": (_give_back, lambda: claiming.claim(schools, NOW)), "bare": (_bare_again, _bare)}
        )
        _empty()
        _full_schools()
        told = _rounds(rounds, {"ours": (_untell, telling.remind), "task": (_untell, _a_task_each)})
        _untell()
        telling.remind()
        sent = Delivery.objects.count()
        telling.remind()
        again = Delivery.objects.count() - sent
    ours, task = FULL * EACH / told.median("ours"), SAMPLE / told.median("task")
    per_item = [
        (b / SAMPLE) / (a / (FULL * EACH)) for a, b in zip(told.seconds["ours"], told.seconds["task"], strict=True)
    ]
    ratios = {
        "claim of 10,000 of 1,000,000 / one bare SQL": claims.ratio("ours", "bare"),
        "items/s, ours / one task per reminder": sorted(per_item)[len(per_item) // 2],
    }
    figures = {
        "claim of 10,000 of 1,000,000, ms": 1000 * claims.median("ours"),
        "one bare SQL, ms": 1000 * claims.median("bare"),
        "ours, items/s": ours,
        "one task per reminder, items/s": task,
        "letters of the first run": sent,
        "letters of the second run": again,
    }
    goals = {
        "claim of 10,000 of 1,000,000 / one bare SQL": Goal("<=", 1.5),
        "items/s, ours / one task per reminder": Goal(">=", 30),
        "letters of the second run": Goal("<=", 0),
    }
    return Result("reminders", rounds, ratios, figures, goals)


def _rounds(rounds: int, contestants: dict[str, tuple[Callable, Callable]]) -> Timing:
    """Time everybody in every round, each after its own preparation, which is not timed."""
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds + 1):
        for name, (prepare, run) in contestants.items():
            prepare()
            gc.collect()
            start = time.perf_counter()
            run()
            if number:  # the first round only warms up
                seconds[name].append(time.perf_counter() - start)
    return Timing({name: tuple(times) for name, times in seconds.items()})


def _many_schools() -> list[Open]:
    """Fill both tables with a million reminders."""
    schools = Organization.objects.bulk_create(
        Organization(slug=f"bench-{number}", full_name="Школа", short_name=f"Школа {number}")
        for number in range(SCHOOLS)
    )
    first, numbers = schools[0].pk, _NUMBERS[connection.vendor]
    fill = f"{_FILL}{numbers}) AS n"
    if connection.vendor == "sqlite":
        fill = fill.replace("DATE '", "'")
    with connection.cursor() as cursor:
        cursor.execute(fill, [first, SCHOOLS, ROWS])
        for statement in (*_BARE, "ANALYZE"):
            cursor.execute(statement)
    days = OpenDays(SchoolCalendar())
    return [Open(school, TODAY, days) for school in schools]


def _give_back() -> None:
    Reminder.objects.filter(state="claimed").update(state="planned", claim="", leased_until=None)


def _bare() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM)
        cursor.fetchall()


def _bare_again() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_AGAIN)


def _empty() -> None:
    """Take the million away at once: Django would read each row to see what hangs on it."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM notifications_reminder")


def _full_schools() -> None:
    """Make schools in which everything a letter says is there."""
    for school in Organization.objects.order_by("pk")[:FULL]:
        staff = [_member(school, number) for number in range(PEOPLE)]
        programme = Programme.objects.create(
            organization=school, title="Год", start=date(2026, 9, 1), end=date(2027, 5, 31)
        )
        roadmap = Roadmap.objects.create(
            organization=school, programme=programme, title="План", period_start=programme.start,
            period_end=programme.end,
        )  # fmt: skip
        events = Event.objects.bulk_create(
            Event(organization=school, roadmap=roadmap, order=number, title=f"Встреча пар, занятие {number}")
            for number in range(EACH)
        )
        own = {"organization": school}
        Responsible.objects.bulk_create(
            Responsible(**own, event=event, kind="person", person=staff[event.order % PEOPLE]) for event in events
        )
        Occurrence.objects.bulk_create(Occurrence(**own, event=event, number=1, due=DUE) for event in events)
        reminding.replan(roadmap)
    Reminder.objects.exclude(step="before").delete()  # what is due now is the same in every round


def _member(school: Organization, number: int) -> Person:
    name = f"Фамилия{number} Имя Отчество"
    member = Membership.objects.create(organization=school, name=name, email=f"a{number}@example.org")
    Grant.objects.create(organization=school, membership=member, role=Role.CLASS_TEACHER)
    surname, given, patronymic = name.split()
    return Person.objects.create(
        organization=school, surname=surname, given=given, patronymic=patronymic, membership=member
    )


def _untell() -> None:
    Notice.objects.all().delete()
    Delivery.objects.all().delete()
    OutboxItem.objects.all().delete()
    Reminder.objects.filter(subject_kind="week").delete()
    Reminder.objects.update(state="planned", claim="", leased_until=None, told_at=None)


def _a_task_each() -> None:
    """Tell some reminders as a task for each would, without even the cost of its broker."""
    due = Reminder.objects.filter(state="planned", day__lte=TODAY)
    for pk in list(due.order_by("pk").values_list("pk", flat=True)[:SAMPLE]):
        _tell_one(pk)


@transaction.atomic
def _tell_one(pk: int) -> None:
    if not Reminder.objects.filter(pk=pk, state="planned").update(state="told", told_at=NOW):
        return
    row = Reminder.objects.select_related("organization").get(pk=pk)
    facts = telling.facts_of(row.organization, [row], TODAY)
    for person in facts[row.subject_kind, row.subject_id].addressees[row.to]:
        notice = Notice.objects.create(
            organization=row.organization, reminder=row, membership_id=person.membership_id, addressee=person.key,
            day=TODAY, state="told",
        )  # fmt: skip
        written = composing.letter(row.organization, person, [notice], facts, None, TODAY)
        parts = {"subject": written.subject, "text": written.text, "html": written.html}
        letters.queue(row.organization, written.to, **parts, key=f"{pk}:{person.key}", kind="reminder")
