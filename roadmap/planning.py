"""Days of a plan: what its texts say, with the answers given and the calendar of the school, becomes occurrences."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.calendar.due import Kind, Period
from mentoring.calendar.resolving import Rule
from mentoring.calendar.workdays import SchoolCalendar
from mentoring.programmes.models import Programme
from roadmap import reminding
from roadmap.models import Anchor, Event, Evidence, Occurrence, Roadmap
from roadmap.slots import ANCHOR, Slot, plan_slots

LIVE = (Roadmap.State.ADOPTED, Roadmap.State.SECOND)
_ASIDE = 10_000  # numbers wait here while their rows change places
_FIELDS = ("start", "due", "moved_from", "inferred", "review", "lasting")


class PlanningRefused(Refused):
    """A day that the plan cannot take."""


@transaction.atomic
def schedule(roadmap: Roadmap, *, events: Iterable[Event] | None = None) -> int:
    """Bring the occurrences of a plan, or of some of its events, in line with its texts; return how many changed.

    An occurrence whose days stay keeps its row; one that was marked is never deleted.
    """
    own = list(Event.objects.filter(roadmap=roadmap, withdrawn_at=None))
    calendar = schooldays.calendar_of(roadmap.organization)
    slots = slots_of(own, roadmap, calendar)
    wanted = {event.pk for event in events} if events is not None else slots.keys()
    rows: dict[int, list[Occurrence]] = {}
    for row in _rows(roadmap):
        rows.setdefault(row.event_id, []).append(row)
    changes = _Changes(roadmap.organization)
    for event in own:
        if event.pk in wanted:
            changes.plan(event, rows.get(event.pk, []), slots[event.pk])
    changed = changes.write()
    reminding.replan(roadmap, events=wanted if events is not None else None, gone=changes.gone, calendar=calendar)
    return changed


def reschedule(organization: Organization) -> int:
    """Bring all plans of a school in line with its calendar after the calendar changed."""
    plans = Roadmap.objects.filter(organization=organization, state__in=LIVE).select_related("organization")
    return sum(schedule(roadmap) for roadmap in plans)


@transaction.atomic
def anchor(programme: Programme, code: str, on: date, *, by: Membership | None = None) -> Anchor:
    """Give the day of an order or the like; dates of the programme's plans that waited for it appear."""
    previous = Anchor.objects.filter(programme=programme, code=code).first()
    row, _ = Anchor.objects.update_or_create(
        programme=programme,
        code=code,
        defaults={"on": on},
        create_defaults={"on": on, "organization": programme.organization},
    )
    for roadmap in Roadmap.objects.filter(programme=programme, state__in=LIVE).select_related("organization"):
        events = Event.objects.filter(roadmap=roadmap, withdrawn_at=None)
        waiting = [event for event in events if event.due_spec.anchor_code == code]
        if waiting:
            schedule(roadmap, events=waiting)
    # Last, like every deed: whoever marks an event meanwhile holds its row and waits for the journal.
    journal.write(
        programme.organization,
        "plan.anchor",
        programme,
        by=by,
        before={code: previous.on} if previous else {},
        after={code: on},
    )
    return row


@transaction.atomic
def anchor_event(event: Event, *, on: date | None, by: Membership) -> Event:
    """Give, or take back, the day from which one event is counted, where its text waits for something."""
    event = Event.objects.visible_to(by).select_for_update().get(pk=event.pk)
    if event.due_spec.kind != Kind.RELATIVE:
        raise PlanningRefused("Срок этого мероприятия не отсчитывается от другого. Исправьте сам срок.")
    before = event.answers.get(ANCHOR, "")
    rest = {code: answer for code, answer in event.answers.items() if code != ANCHOR}
    event.answers = rest | ({ANCHOR: on.isoformat()} if on else {})
    event.version += 1
    event.save(update_fields=["answers", "version"])
    journal.write(
        event.organization,
        "event.anchor",
        event,
        by=by,
        before={ANCHOR: before},
        after={ANCHOR: on.isoformat() if on else ""},
    )
    schedule(event.roadmap, events=[event])
    return event


def slots_of(events: Sequence[Event], roadmap: Roadmap, calendar: SchoolCalendar) -> dict[int, list[Slot]]:
    """Give each event its times, in order; «в течение работы» takes the days of its own section."""
    anchors = dict(Anchor.objects.filter(programme=roadmap.programme_id).values_list("code", "on"))
    return plan_slots(
        {event.pk: (event.due_spec, event.answers, event.section_id) for event in events},
        Period(roadmap.period_start, roadmap.period_end),
        calendar,
        Rule(roadmap.moving),
        anchors,
    )


def _rows(roadmap: Roadmap) -> Iterator[Occurrence]:
    """Give the occurrences of a plan, each told whether it has evidence."""
    evidence = Evidence.objects.filter(occurrence=OuterRef("pk"))
    return (
        Occurrence.objects.filter(event__roadmap=roadmap).annotate(evidenced=Exists(evidence)).order_by("due", "number")
    )


def is_marked(row: Occurrence) -> bool:
    """Tell whether somebody has worked on the occurrence."""
    return bool(row.done_at or row.cancelled_at or row.note or row.evidenced)


def pair(
    rows: Sequence[Occurrence], slots: Sequence[Slot]
) -> tuple[list[tuple[Occurrence | None, Slot]], list[Occurrence]]:
    """Say which row serves which time, and which unmarked rows serve none.

    The same days keep their row. As many new days as old ones: the rows move, marks and all. Else marks stay where
    they were, for one cannot tell which of the new times was held.
    """
    waiting = list(rows)
    pairs: list[tuple[Occurrence | None, Slot]] = []
    left = []
    for slot in slots:
        same = next((row for row in waiting if (row.start, row.moved_from or row.due, row.review) == slot.days), None)
        if same:
            waiting.remove(same)
            pairs.append((same, slot))
        else:
            left.append(slot)
    free = waiting if len(waiting) == len(left) else [row for row in waiting if not is_marked(row)]
    pairs += [(free[index] if index < len(free) else None, slot) for index, slot in enumerate(left)]
    return pairs, free[len(left) :]


class _Changes:
    """Rows of many events to be written at once: a plan of 350 events costs as many queries as one of 35."""

    def __init__(self, organization: Organization):
        self.organization = organization
        self.new: list[Occurrence] = []
        self.changed: list[Occurrence] = []
        self.renumbered: list[int] = []
        self.gone: list[int] = []

    def plan(self, event: Event, rows: Sequence[Occurrence], slots: Sequence[Slot]) -> None:
        pairs, surplus = pair(rows, slots)
        self.gone += [row.pk for row in surplus]
        served = {row.pk for row, _ in pairs if row} | {row.pk for row in surplus}
        standing = [(row, None) for row in rows if row.pk not in served]
        lines = sorted(pairs + standing, key=lambda line: _order(line[1] or line[0]))
        for number, (row, slot) in enumerate(lines, 1):
            self._write_down(event, number, row, slot)

    def _write_down(self, event: Event, number: int, row: Occurrence | None, slot: Slot | None) -> None:
        if row is None:
            fields = {name: getattr(slot, name) for name in _FIELDS}
            self.new.append(Occurrence(organization=self.organization, event=event, number=number, **fields))
            return
        moved = slot is not None and any(getattr(row, name) != getattr(slot, name) for name in _FIELDS)
        if row.number != number:
            self.renumbered.append(row.pk)
        if moved or row.number != number:
            for name in _FIELDS if slot else ():
                setattr(row, name, getattr(slot, name))
            row.number = number
            row.version += 1
            self.changed.append(row)

    def write(self) -> int:
        if self.gone:
            Occurrence.objects.filter(pk__in=self.gone).delete()
        if self.renumbered:
            Occurrence.objects.filter(pk__in=self.renumbered).update(number=F("number") + _ASIDE)
        fields = [*_FIELDS, "number", "version"]
        Occurrence.objects.bulk_create(self.changed, update_conflicts=True, unique_fields=["id"], update_fields=fields)
        Occurrence.objects.bulk_create(self.new)
        return len(self.gone) + len(self.changed) + len(self.new)


def _order(line: Slot | Occurrence) -> tuple:
    return line.due is None, line.due or date.min, line.start or line.due or date.min
