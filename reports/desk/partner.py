"""What a partner's curator sees: the own people, and where the plan names the organization. Nothing of children."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership
from mentoring.people.models import Affiliation, Enrollment, Partner
from mentoring.programmes import listed
from mentoring.programmes.models import Programme
from mentoring.registry import gaps
from mentoring.registry.admin.mentors import MentorAdmin
from mentoring.registry.gaps import Gap
from mentoring.registry.models import Mentor
from reports.desk.overview import adopted
from roadmap import overview
from roadmap.lines import Line

_QUOTED = re.compile(r"«[^»]+»")


@dataclass(frozen=True)
class Worker:
    """One person of the partner: who they are there, how they stand as a mentor, what they lack."""

    name: str
    position: str
    tone: str = ""
    state: str = "в программу не записан(а)"
    lacks: tuple[Gap, ...] = ()
    is_mentor: bool = False


@dataclass(frozen=True)
class Side:
    """A partner with its people and the events that name it."""

    partner: Partner
    workers: tuple[Worker, ...]
    events: tuple[Line, ...]


def sides_of(member: Membership, today: date) -> tuple[Side, ...]:
    """Gather each partner that this member curates today, in a fixed number of queries."""
    every = Affiliation.objects.on(today)
    curated = every.filter(curates=True, person__membership=member).select_related("partner").order_by("pk")
    partners = [one.partner for one in curated]
    if not partners:
        return ()
    programme = listed.in_use(member)
    learning = Enrollment.objects.on(today).filter(person=OuterRef("person"))
    people = every.filter(~Exists(learning), partner__in=partners)
    rows = list(people.select_related("person").order_by("person__name_key", "pk"))
    mentors = _mentors(programme, rows)
    lacks = gaps.of_mentors(list(mentors.values()), today)
    lines = _lines(member, programme, today)
    return tuple(
        Side(
            partner,
            tuple(_worker(row, mentors.get(row.person_id), lacks) for row in own),
            tuple(line for line in lines if _names(line, partner, {row.person_id for row in own})),
        )
        for partner in partners
        for own in [[row for row in rows if row.partner_id == partner.pk]]
    )


def _mentors(programme: Programme | None, rows: Iterable[Affiliation]) -> dict[int, Mentor]:
    found = Mentor.objects.filter(programme=programme, person__in=[row.person_id for row in rows])
    return {row.person_id: row for row in found.select_related("organization")}


def _worker(row: Affiliation, mentor: Mentor | None, lacks: dict[int, tuple[Gap, ...]]) -> Worker:
    if mentor is None:
        return Worker(row.person.full_name, row.position)
    return Worker(
        row.person.full_name,
        row.position,
        MentorAdmin.tones.get(mentor.state, ""),
        mentor.get_state_display(),
        lacks[mentor.pk],
        is_mentor=True,
    )


def _lines(member: Membership, programme: Programme | None, today: date) -> tuple[Line, ...]:
    roadmap = programme and adopted(programme)
    plan = roadmap and overview.load(roadmap, member=member, today=today)
    return tuple(line for line in plan.lines if not line.withdrawn) if plan else ()


def _names(line: Line, partner: Partner, people: set[int]) -> bool:
    """Tell whether an event names the partner or one of its people."""
    said = f"{line.title} {line.responsible_text} {' '.join(line.content)}"
    quoted = any(name in said for name in _QUOTED.findall(partner.title))
    titled = f" {partner.title_key} " in f" {russian_key(said)} "
    return quoted or titled or any(who.key in {f"person:{pk}" for pk in people} for who in line.who)
