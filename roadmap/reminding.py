"""Reminders of the plan: the ladder of its deadlines, what each of them says, and who holds the places it names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.membership import school_path
from mentoring.accounts.models import Membership, Organization
from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.calendar.workdays import SchoolCalendar
from mentoring.notifications import schedule, telling
from mentoring.notifications.about import Addressee, Entry, Fact, Line, Week
from mentoring.notifications.ladder import OpenDays, Planned, Step, Times, To, When, plan, reviews
from mentoring.people.models import Person
from roadmap import holders
from roadmap.models import Event, Occurrence, Responsible, Roadmap

KIND = "occurrence"
LADDER = (
    Step("first", When.FIRST, To.RESPONSIBLE),
    Step("before", When.BEFORE, To.RESPONSIBLE, 7),
    Step("day", When.DAY, To.RESPONSIBLE),
    Step("late3", When.LATE, To.RESPONSIBLE, 3),
    Step("late7", When.LATE, To.CURATOR, 7),
    Step("late14", When.LATE, To.HEAD, 14),
)
REVIEW = Step("review", When.DAY, To.CURATOR)
QUARTERS = ((9, 10), (11, 10), (1, 20), (4, 10))  # when the curator looks through what has no date
LATE_SHOWN = 15  # lines of a digest; the rest is a number

DONE, OFF = "уже выполнено", "снято с плана"
ARCHIVED = "план в архиве"
_SEES_EVENTS = "plan.see"


def replan(
    roadmap: Roadmap,
    *,
    events: Iterable[int] | None = None,
    gone: Iterable[int] = (),
    calendar: SchoolCalendar | None = None,
) -> int:
    """Lay the ladders of a plan, or of some of its events, anew in a fixed number of queries; return what changed."""
    organization = roadmap.organization
    rows = Occurrence.objects.filter(event__roadmap=roadmap)
    if events is not None:
        rows = rows.filter(event__in=list(events))
    days = OpenDays(calendar or schooldays.calendar_of(organization))
    wanted: dict[int, tuple[Planned, ...]] = dict.fromkeys(gone, ())
    for row in rows.select_related("event").only(*_DATES, "event__withdrawn_at"):
        wanted[row.pk] = _ladder(row, roadmap, days)
    return schedule.lay(organization, KIND, wanted, schooldays.today(organization))


_DATES = ("start", "due", "moved_from", "lasting", "done_at", "cancelled_at", "event")


def replan_all(organization: Organization) -> int:
    """Lay the ladders of every plan of a school anew."""
    plans = Roadmap.objects.filter(organization=organization).select_related("organization")
    return sum(replan(roadmap) for roadmap in plans)


def _ladder(row: Occurrence, roadmap: Roadmap, days: OpenDays) -> tuple[Planned, ...]:
    if _closed(row, roadmap):
        return ()
    if row.due is None:
        return tuple(reviews(roadmap.period_start, roadmap.period_end, QUARTERS, REVIEW, days))
    return plan(Times(row.due, row.start, row.moved_from, row.lasting), LADDER, days)


def _closed(row: Occurrence, roadmap: Roadmap) -> str:
    """Say why an occurrence is spoken of no more; empty while it is."""
    if roadmap.state == Roadmap.State.ARCHIVED:
        return ARCHIVED
    if row.done_at:
        return DONE
    return OFF if row.cancelled_at or row.event.withdrawn_at else ""


def facts(organization: Organization, ids: Collection[int], today: date) -> dict[int, Fact]:
    """Say what these occurrences are today and who is told of them."""
    rows = (
        Occurrence.objects.filter(organization=organization, pk__in=ids)
        .select_related("event__roadmap")
        .prefetch_related("event__responsibles__position", "event__responsibles__person")
    )
    people = _People.of(organization, today)
    return {
        row.pk: Fact(
            title=str(row.event),
            path=school_path(organization, "event", row.event_id),
            when=_when(row),
            who=people.words(row.event),
            due=row.due,
            closed=_closed(row, row.event.roadmap),
            addressees=people.places(row.event),
        )
        for row in rows
    }


def _when(row: Occurrence) -> str:
    """Say the days of an occurrence as a letter says them, whichever day it is read."""
    if row.due is None:
        return "без даты"
    last = row.moved_from or row.due
    if row.lasting and row.start:
        return f"идёт {words.months(Span(row.start, last))}"
    if Times(row.due, row.start, row.moved_from).whole_months:
        return f"{words.months(Span(row.start, last))}, до {words.near(row.due, row.due)}"
    return f"до {words.near(row.due, row.due)}"


@dataclass(frozen=True)
class _People:
    """Who can be told in a school on one day, asked once for all the lines."""

    staff: holders.Staff
    members: Mapping[int, Addressee]
    of_role: Mapping[str, tuple[Addressee, ...]]
    emails: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, organization: Organization, today: date) -> "_People":
        members = Membership.objects.filter(organization=organization, ended_at=None).select_related("user")
        found, of_role = {}, defaultdict(list)
        for member in members.prefetch_related("grants").order_by("pk"):
            found[member.pk] = telling.member(member, sees_links=member.can(_SEES_EVENTS))
            for role in member.roles:
                of_role[role].append(found[member.pk])
        written_to = Person.objects.filter(organization=organization, membership=None).exclude(email="")
        return cls(
            holders.on(organization, today),
            found,
            {role: tuple(people) for role, people in of_role.items()},
            dict(written_to.values_list("pk", "email")),
        )

    @property
    def curators(self) -> tuple[Addressee, ...]:
        return self.of_role.get(Role.CURATOR, ())

    def places(self, event: Event) -> dict[To, tuple[Addressee, ...]]:
        return {
            To.RESPONSIBLE: self.responsible(event),
            To.CURATOR: self.curators,
            To.HEAD: self.of_role.get(Role.DIRECTOR, ()),
        }

    def responsible(self, event: Event) -> tuple[Addressee, ...]:
        """Return those who answer for an event and can be told, each once."""
        found = (person for row in event.responsibles.all() for person in self._of(row))
        return tuple(dict.fromkeys(found))

    def _of(self, row: Responsible) -> Iterator[Addressee]:
        for holder in self.staff.holders(row):
            if holder.membership_id in self.members:
                yield self.members[holder.membership_id]
            elif holder.person_id in self.emails:
                email = self.emails[holder.person_id]
                yield Addressee(f"p{holder.person_id}", holder.full_name, email, sees_links=False)
        if row.kind == Responsible.Kind.DUTY:
            for role, duty in holders.DUTY_OF_ROLE.items():
                yield from self.of_role.get(role, ()) if duty == row.duty else ()

    def words(self, event: Event) -> str:
        """Name those who answer: the place, and who holds it now."""
        said = []
        for row in event.responsibles.all():
            place, names = holders.label(row), ", ".join(one.words for one in self.staff.holders(row))
            said.append(f"{place} ({names})" if names and names != place else place)
        return "; ".join(said) or event.responsible_text


def week(organization: Organization, today: date) -> dict[Addressee, Week]:
    """Return what is due this week: all of it for the curator, their own part for whoever answers for something."""
    monday = today - timedelta(today.weekday())
    people = _People.of(organization, today)
    late, due = defaultdict(list), defaultdict(list)
    for row in _open(organization).filter(due__lte=monday + timedelta(6)).order_by("due", "event__order", "pk"):
        line = Line(
            str(row.event),
            school_path(organization, "event", row.event_id),
            _when(row),
            people.words(row.event),
            late=row.due < today,
        )
        for person in dict.fromkeys((*people.curators, *people.responsible(row.event))):
            (late if row.due < monday else due)[person].append(line)
    concerned = dict.fromkeys((*(one for one in people.curators if late[one]), *due))
    return {
        one: Week(monday, tuple(due[one]), tuple(late[one][-LATE_SHOWN:]), max(0, len(late[one]) - LATE_SHOWN))
        for one in concerned
    }


def _open(organization: Organization):
    """Return the occurrences that have a deadline and are still to be done."""
    return (
        Occurrence.objects.filter(organization=organization, lasting=False, event__withdrawn_at=None)
        .open()
        .exclude(Q(due=None) | Q(event__roadmap__state=Roadmap.State.ARCHIVED))
        .select_related("event")
        .prefetch_related("event__responsibles__position", "event__responsibles__person")
    )


def feed(membership: Membership, today: date) -> list[Entry]:
    """Return the open deadlines of one member, the curator's are all, for a calendar on their phone."""
    if not membership.can(_SEES_EVENTS):
        return []
    organization = membership.organization
    own = holders.on(organization, today).own(membership)
    everything = membership.can("plan.edit")
    return [
        Entry(
            uid=f"occurrence-{row.pk}",
            title=str(row.event),
            day=row.due,
            path=school_path(organization, "event", row.event_id),
            version=row.version,
            note=_when(row),
        )
        for row in _open(organization).order_by("due", "pk")
        if everything or own.answers(row.event.responsibles.all())
    ]
