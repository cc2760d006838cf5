"""Dated rows of reminders: laid when an occurrence or a calendar changes, each under a key that is written once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils.module_loading import import_string

from mentoring.accounts.models import Organization
from mentoring.notifications import kinds
from mentoring.notifications.ladder import Planned, To
from mentoring.notifications.models import Reminder
from mentoring.notifications.quiet import Open

State = Reminder.State
LOOK_BACK = timedelta(days=35)  # what passed earlier is history, and no row is written for it
PASSED = "день прошёл раньше, чем срок появился в плане"
WEEK_PASSED = "неделя прошла, пока рассылка не работала"
WEEK, DIGEST = "week", "digest"


@transaction.atomic
def lay(organization: Organization, kind: str, wanted: Mapping[int, Iterable[Planned]], today: date) -> int:
    """Bring the rows of these subjects in line with what was planned; return how many changed.

    What was told stays told under its key. A step whose day passed before it was planned is written as skipped.
    """
    rows = Reminder.objects.filter(organization=organization).of(kind, wanted).select_for_update().order_by("pk")
    standing = {(row.subject_id, row.due, row.step): row for row in rows}
    new, changed = [], []
    for subject, notices in wanted.items():
        for notice in notices:
            row = standing.pop((subject, notice.due, notice.step), None)
            if row is None:
                if notice.day >= today - LOOK_BACK:
                    new.append(_row(organization, kind, subject, notice, today))
            elif _follow(row, notice, today):
                changed.append(row)
    gone = [row.pk for row in standing.values() if row.state == State.PLANNED or row.reason == PASSED]
    if gone:
        Reminder.objects.filter(pk__in=gone).delete()
    if changed:
        Reminder.objects.bulk_update(changed, ["day", "until", "to", "state", "reason"], batch_size=500)
    if new:
        Reminder.objects.bulk_create(new, ignore_conflicts=True)
    return len(gone) + len(changed) + len(new)


def _row(organization: Organization, kind: str, subject: int, notice: Planned, today: date) -> Reminder:
    row = Reminder(
        organization=organization,
        subject_kind=kind,
        subject_id=subject,
        due=notice.due,
        step=notice.step,
        to=notice.to,
        day=notice.day,
        until=notice.until,
    )
    if notice.day < today:
        row.state, row.reason = State.SKIPPED, PASSED
    return row


def _follow(row: Reminder, notice: Planned, today: date) -> bool:
    """Move a row that still waits; one that came too late wakes up where its day is ahead again."""
    if row.state == State.SKIPPED and row.reason == PASSED and notice.day >= today:
        row.state, row.reason = State.PLANNED, ""
    elif row.state != State.PLANNED or (row.day, row.until, row.to) == (notice.day, notice.until, notice.to):
        return False
    row.day, row.until, row.to = notice.day, notice.until, notice.to
    return True


def weeks(schools: Sequence[Open]) -> None:
    """Plan the Monday digest of schools that have reminders at all, once a week of their own, on its first open day."""
    this = {school.organization.pk: school.today - timedelta(school.today.weekday()) for school in schools}
    own = Reminder.objects.filter(subject_kind=WEEK, organization__in=this)
    last = dict(own.values_list("organization").annotate(Max("due")).order_by("organization"))
    behind = {pk for pk, monday in this.items() if pk not in last or last[pk] < monday}
    if not behind:
        return
    others = Reminder.objects.filter(organization=OuterRef("pk")).exclude(subject_kind=WEEK)
    reminded = set(Organization.objects.filter(Exists(others), pk__in=behind).values_list("pk", flat=True))
    rows = [
        row
        for school in schools
        if school.organization.pk in reminded
        for row in _weeks(school, this[school.organization.pk], last.get(school.organization.pk))
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)


def _weeks(school: Open, this: date, last: date | None) -> Iterator[Reminder]:
    """Give the weeks since the last digest: those that passed meanwhile with the word for it, and this one."""
    monday = last + timedelta(7) if last else this
    while monday <= this:
        day = school.days.since(monday)
        sunday = monday + timedelta(6)
        if day and day <= sunday:
            planned = Planned(monday, DIGEST, To.EVERYBODY, day, sunday)
            row = _row(school.organization, WEEK, school.organization.pk, planned, day)
            if monday < this:
                row.state, row.reason = State.SKIPPED, WEEK_PASSED
            yield row
        monday += timedelta(7)


def replan(organization: Organization) -> int:
    """Lay all ladders of a school anew; return how many rows were out of line."""
    return sum(import_string(subject.replan)(organization) for subject in kinds.SUBJECTS.values())
