"""What is known of pairs on a day, for the early warning: a fixed number of queries for any number of pairs."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Max

from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry, Organization
from mentoring.calendar import zones
from mentoring.pairs.family import pulse
from mentoring.pairs.models import Meeting, Pair, PlanItem, Pulse
from mentoring.pairs.warnings.signalling import Marks, Missed, Monthly, Task, Watch

_TOLD = (Meeting.State.HELD, Meeting.State.MISSED)
_DAY = timedelta(1)


def of_pairs(organization: Organization, pairs: Collection[Pair], day: date) -> dict[int, Watch]:
    """Return by pair what the early warning goes by."""
    if not pairs:
        return {}
    keys = [pair.pk for pair in pairs]
    meetings, tasks, monthly = _meetings(keys, day), _tasks(keys), _monthly(keys, day)
    resumed = _resumed(organization, keys)
    rests = _vacations(organization, min(pair.start for pair in pairs), day)
    return {
        pair.pk: Watch(
            today=day,
            start=pair.start,
            end=pair.end,
            fixed=max(pair.fixed_on or pair.start, pair.start),
            resumed=resumed.get(pair.pk),
            tasks=tuple(tasks[pair.pk]),
            rests=rests,
            **_of_diary(meetings[pair.pk]),
            **_of_months(monthly[pair.pk]),
        )
        for pair in pairs
    }


def _meetings(keys: list[int], day: date) -> dict[int, list[Meeting]]:
    """Return what diaries say of meetings that were held or missed, the earliest first."""
    rows = Meeting.objects.filter(pair__in=keys, state__in=_TOLD, on__lte=day).order_by("on", "pk")
    found = defaultdict(list)
    for row in rows.only("pair", "on", "state", "reason", "mark", "mentee_mark"):
        found[row.pair_id].append(row)
    return found


def _of_diary(meetings: list[Meeting]) -> dict:
    held = [row for row in meetings if row.state == Meeting.State.HELD]
    marked = [row for row in held if row.mark and row.mentee_mark]
    last = held[-1].on if held else date.min
    return {
        "held": held[-1].on if held else None,
        "missed": tuple(Missed(row.on, row.reason) for row in meetings if row not in held and row.on > last),
        "marks": Marks(marked[-1].on, marked[-1].mark, marked[-1].mentee_mark) if marked else None,
    }


def _tasks(keys: list[int]) -> dict[int, list[Task]]:
    rows = PlanItem.objects.filter(plan__pair__in=keys).values_list("plan__pair", "weight", "due_on", "done_on")
    found = defaultdict(list)
    for pair, weight, due_on, done_on in rows:
        found[pair].append(Task(weight, due_on, done_on is not None))
    return found


def _monthly(keys: list[int], day: date) -> dict[int, list[Pulse]]:
    """Return the marks of the months that still say something, the earliest first."""
    rows = Pulse.objects.filter(pair__in=keys, month__range=(pulse.since(day), day), mark__isnull=False)
    found = defaultdict(list)
    for row in rows.order_by("month", "pk"):
        found[row.pair_id].append(row)
    return found


def _of_months(rows: list[Pulse]) -> dict:
    marks = defaultdict(list)
    for row in rows:
        marks[row.person_id, row.get_side_display()].append(row.mark)
    said = [one for told in pulse.said_of(rows).values() for one in told]
    return {
        "months": tuple(Monthly(who, tuple(given)) for (_, who), given in marks.items()),
        "gap": pulse.gap(said),
    }


def _resumed(organization: Organization, keys: list[int]) -> dict[int, date]:
    """Return by pair the day on which its last pause ended, as the journal knows it."""
    rows = JournalEntry.objects.filter(
        organization=organization, subject_kind=Pair._meta.label_lower, subject_id__in=keys, action="pair.resumed"
    )
    last = rows.order_by().values_list("subject_id").annotate(Max("at"))
    return {int(pair): zones.today(organization.zone, at) for pair, at in last}


def _vacations(organization: Organization, first: date, last: date) -> frozenset[date]:
    """Return the days of vacation in a period."""
    calendar = schooldays.calendar_of(organization)
    days = (first + _DAY * number for number in range((last - first).days + 1))
    return frozenset(day for day in days if calendar.is_vacation(day))
