"""The whole plan as values, ready to be shown, filtered and counted: a fixed number of queries for any length."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch

from mentoring import access
from mentoring.accounts import schooldays
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership
from mentoring.calendar import resolving, schoolyear
from mentoring.calendar.due import Span
from mentoring.calendar.workdays import SchoolCalendar
from mentoring.programmes import listed
from roadmap import choosing, holders, standing
from roadmap.blocks import arrange
from roadmap.holders import Own, Staff
from roadmap.lines import Block, Column, Line, Paper, Plan, Who, lead
from roadmap.models import STAGES, Event, Evidence, Occurrence, Responsible, Roadmap, Section
from roadmap.standing import Standing, State, Time
from roadmap.timeline import Drawing, Lane, Mark, draw

STANDARD = (("number", "№"), ("title", "Мероприятие"), ("due", "Срок"), ("responsible", "Ответственный"))
_STAGE_NAMES = dict(STAGES)
_DOCUMENTS = "Документы"  # how the reader calls the column of documents, whatever its heading


def plans(member: Membership) -> list[Roadmap]:
    """Return every plan the member may read: of the programme in use first, archived last."""
    programme = listed.in_use(member)
    found = (
        Roadmap.objects.visible_to(member)
        .select_related("programme", "organization", "source")
        .annotate(checks_all=Count("checks"))
    )
    order = (Roadmap.State.ADOPTED, Roadmap.State.SECOND, Roadmap.State.ARCHIVED)
    in_use = programme.pk if programme else None
    return sorted(found, key=lambda plan: (plan.programme_id != in_use, order.index(plan.state)))


def live(found: Sequence[Roadmap], today: date) -> list[Roadmap]:
    """Keep the plans one works by: not archived, of the programme in use or of one that has not ended."""
    return [
        plan
        for plan in found
        if plan.state != Roadmap.State.ARCHIVED
        and (plan.programme_id == found[0].programme_id or plan.programme.end >= today)
    ]


def load(roadmap: Roadmap, *, member: Membership, today: date) -> Plan:
    """Read a plan with its dates, marks, evidence and the people who answer today."""
    (plan,) = load_all([roadmap], member=member, today=today)
    return plan


def load_all(roadmaps: Sequence[Roadmap], *, member: Membership, today: date) -> list[Plan]:
    """Read several plans of one school by as many queries as one costs."""
    reading = _Reading.by(member, today)
    sections = _grouped(Section.objects.filter(roadmap__in=roadmaps))
    found = _grouped(events().filter(roadmap__in=roadmaps))
    return [_plan(one, sections.get(one.pk, []), found.get(one.pk, []), reading) for one in roadmaps]


def _plan(roadmap: Roadmap, sections: Sequence[Section], found: Sequence[Event], reading: "_Reading") -> Plan:
    lines = [(event.section_id, event.order, reading.line(event, roadmap)) for event in found]
    blocks = arrange(sections, lines, reading.today)
    period = Span(roadmap.period_start, roadmap.period_end)
    return Plan(
        pk=roadmap.pk,
        title=roadmap.title,
        period=period,
        today=reading.today,
        archived=roadmap.state == Roadmap.State.ARCHIVED,
        columns=columns_of(roadmap),
        blocks=blocks,
        counts=choosing.counts([line for _, _, line in lines], reading.today),
        vacations=vacations(reading.calendar, period),
        moving=roadmap.get_moving_display(),
        notes=tuple((place, text) for place, text in roadmap.notes),
        from_document=roadmap.source_id is not None,
    )


def columns_of(roadmap: Roadmap) -> tuple[Column, ...]:
    """Return the columns of the document; where none is headed «мероприятие», the one of contents holds the titles."""
    columns = [Column(kind, heading) for kind, heading in roadmap.columns or STANDARD]
    kinds = [column.kind for column in columns]
    if "title" in kinds:
        return tuple(columns)
    for kind in ("content", "stage"):
        if kind in kinds:
            place = kinds.index(kind)
            columns[place] = Column("title", columns[place].heading)
            return tuple(columns)
    return (Column("title", dict(STANDARD)["title"]), *columns)


def _grouped(rows) -> dict[int, list]:
    groups: dict[int, list] = {}
    for row in rows:
        groups.setdefault(row.roadmap_id, []).append(row)
    return groups


def one(event: Event, *, member: Membership, today: date) -> tuple[Line, list[Occurrence]]:
    """Read one event as a row of its plan, together with its times."""
    found = events().get(pk=event.pk)
    line = _Reading.by(member, today).line(found, event.roadmap)
    return line, list(found.occurrences.all())


def events():
    """Return the events with all that a row of the plan shows, in four queries."""
    evidence = Evidence.objects.select_related("file")
    return Event.objects.select_related("section").prefetch_related(
        Prefetch("occurrences", Occurrence.objects.select_related("done_by")),
        Prefetch("occurrences__evidence", evidence),
        Prefetch("responsibles", Responsible.objects.select_related("position", "person")),
    )


@dataclass(frozen=True)
class _Reading:
    """What turns rows into lines for one member on one day."""

    today: date
    calendar: SchoolCalendar
    staff: Staff
    own: Own
    marks_own: bool
    marks_any: bool

    @classmethod
    def by(cls, member: Membership, today: date) -> "_Reading":
        staff = holders.on(member.organization, today)
        roles = member.roles
        return cls(
            today,
            schooldays.calendar_of(member.organization),
            staff,
            staff.own(member),
            access.can(roles, "event.mark"),
            access.can(roles, "event.mark_any"),
        )

    def line(self, event: Event, roadmap: Roadmap) -> Line:
        occurrences = list(event.occurrences.all())
        times = tuple(time_of(one) for one in occurrences)
        responsibles = list(event.responsibles.all())
        who = tuple(_who(one, self.staff) for one in responsibles)
        mine = self.own.answers(responsibles)
        shown = standing.shown(times)
        off = event.withdrawn_at is not None
        live = roadmap.state != Roadmap.State.ARCHIVED
        title = lead(event.title, event.content)
        footnote = event.footnote.lstrip("* ")
        return Line(
            pk=event.pk,
            number=event.number,
            title=title.rstrip(" *") if footnote else title,
            look=Standing("off", "убрано из плана") if off else standing.look(times, self.today),
            state=State.OFF if off else standing.state(times, self.today),
            content=tuple(event.content) if title != event.title or event.content[:1] != [title] else (),
            when=standing.when(shown, self.today) if shown else "",
            repeated=standing.repeated(times, self.today),
            moved=standing.moved(shown, self.calendar) if shown else "",
            inferred=any(one.inferred for one in occurrences),
            said=event.due_text,
            who=who,
            responsible_text=event.responsible_text,
            result=event.result_text,
            indicator=event.indicator_text,
            footnote=footnote,
            others=tuple(_others(event, roadmap)),
            papers=tuple(_papers(occurrences)),
            times=times,
            following=standing.following(times),
            mine=mine,
            markable=live and not off and (self.marks_any or (mine and self.marks_own)),
            withdrawn=off,
            key=russian_key(f"{event.search_key} {' '.join(f'{one.label} {one.held_by}' for one in who)}"),
        )


def _others(event: Event, roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    """Give what stands in the columns that are neither dates nor people."""
    own = {
        "result": event.result_text,
        "indicator": event.indicator_text,
        "content": "\n".join(event.content),
        "stage": str(event.section or ""),
        "documents": dict(event.extras).get(_DOCUMENTS, ""),
    }
    for column in columns_of(roadmap):
        if own.get(column.kind):
            yield column.heading, own[column.kind]
    yield from ((heading, text) for heading, text in event.extras)


def time_of(occurrence: Occurrence) -> Time:
    return Time(
        occurrence.start,
        occurrence.due,
        occurrence.done_at,
        occurrence.cancelled_at,
        occurrence.moved_from,
        occurrence.lasting,
        occurrence.pk,
        occurrence.version,
    )


def moved_in_full(occurrence: Occurrence, calendar: SchoolCalendar) -> str:
    """Say by which rule a deadline left the day of the document."""
    if not occurrence.moved_from:
        return ""
    values = resolving.Occurrence(occurrence.start, occurrence.moved_from, occurrence.due, occurrence.moved_from)
    return resolving.explain_move(values, calendar)


def vacations(calendar: SchoolCalendar, period: Span) -> tuple[Span, ...]:
    """List the vacations of pupils in these days."""
    terms = (
        calendar.term(code, year)
        for year in schoolyear.between(period.start, period.end)
        for code in schoolyear.VACATIONS
    )
    return tuple(Span(term.start, term.end) for term in terms if term.start <= period.end and term.end >= period.start)


def drawing(plan: Plan) -> Drawing:
    """Draw the plan: its sections, or each deadline of a plan without sections."""
    tops = [block for block in plan.blocks if block.title and not block.depth]
    lanes = [_lane(block) for block in tops] or [_deadlines(plan)]
    return draw(lanes, period=plan.period, today=plan.today, vacations=plan.vacations)


def _lane(block: Block) -> Lane:
    name = _STAGE_NAMES.get(block.stage, block.title)
    return Lane(f"{block.number} {name}".strip(), block.start, block.end, block.look.tone, block.look.words)


def _deadlines(plan: Plan) -> Lane:
    marks = [
        Mark(time.due, standing.time_look(time, plan.today).tone)
        for line in plan.lines
        for time in line.times
        if time.due and not time.off_at
    ]
    told = f"{plan.counts.done} из {plan.counts.total} выполнено"
    return Lane("Мероприятия", None, None, "", told, tuple(marks))


def _who(responsible: Responsible, staff: Staff) -> Who:
    held = ", ".join(holder.words for holder in staff.holders(responsible))
    keys = {"position": responsible.position_id, "duty": responsible.duty, "person": responsible.person_id}
    key = f"{responsible.kind}:{keys.get(responsible.kind, russian_key(responsible.text))}"
    return Who(key, holders.label(responsible), "" if responsible.kind == Responsible.Kind.PERSON else held)


def _papers(occurrences: Iterable[Occurrence]) -> Iterator[Paper]:
    for occurrence in occurrences:
        for evidence in occurrence.evidence.all():
            yield Paper(evidence.file.name, evidence.file.public_id)
