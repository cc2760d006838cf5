"""Read what a document may say of its school on one day: as many queries for a long plan as for a short one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentoring.accounts import schooldays, vocabulary
from mentoring.accounts.models import Organization
from mentoring.calendar.due import Span
from mentoring.people import declining
from mentoring.people.declension import Case, positions
from mentoring.people.models import Employment, Person, Position
from mentoring.programmes.models import GroupMember, Programme, ProgrammeForm
from mentoring.registry.models import Mentee, Mentor
from reports.documents import closing, figures, kinds, leaflets, paired, participants, passport, wording
from reports.documents.facts import Facts, Human, Lead, Ordered, School, Seat
from reports.documents.labour import resting
from reports.documents.models import Document, Ground
from reports.documents.wording import Worker
from roadmap import overview
from roadmap.outputs import table

Duty = Employment.Duty
_CHAIR, _SECRETARY = re.compile(r"председател|руководитель (?:рабочей )?группы"), re.compile(r"секретар")
_ORDERING = "O1"  # the kind that approves a plan


@dataclass(frozen=True)
class Rows:
    """Names and positions of rows and names of their school by case, the corrections read once."""

    people: Mapping[int, Person]
    positions: Mapping[int, Position]
    kept: declining.Forms

    def name(self, person: int, case: Case, style: str) -> str:
        return self.kept.name(self.people[person], case, style=style)

    def position(self, position: int, case: Case) -> str:
        return self.kept.position(self.positions[position], case)

    def own_name(self, naming: str, title: str, case: Case) -> str:
        return self.kept.own_name(naming, title, case)


def gather(document: Document, on: date) -> tuple[Facts, Mapping[int, Person]]:
    """Return the facts of a document's school on a day, and the people among them."""
    organization = document.organization
    staff = _Staff(organization, on, document.signer)
    group = list(GroupMember.objects.filter(programme=document.programme_id).select_related("person"))
    leads = list(_lead_rows(document.programme))
    for person in [row.person for row in group if row.person] + [row.lead for row in leads]:
        staff.people[person.pk] = person
    chosen = staff.choose(asked_people(document.body))
    plan, sheet = _plan(document, on)
    curator = staff.duties.get(Duty.CURATOR)
    rosters = participants.rosters(document, on) | paired.rosters(document, on) | passport.rosters(document, on)
    rosters |= closing.rosters(document, on) | figures.rosters(document, on)
    readers = participants.readers(document, on)
    staff.choose(
        [pk for roster in rosters.values() for pk in roster.people] + [pk for of in readers.values() for pk in of]
    )
    staff.place_others()
    decided = any(participants.asks(document.body, name) for name in ("deciders", "heard"))
    deciders, heard = paired.decision(document) if decided else ("", "")
    chair, secretary = _chair_and_secretary(group, staff, curator)
    return Facts(
        school=school(organization),
        on=on,
        calendar=schooldays.calendar_of(organization),
        forms=staff.rows(),
        period=Span(document.programme.start, document.programme.end),
        programme=document.programme.title,
        staff=staff.duties,
        leads=tuple(_leads(leads, staff)),
        group=tuple(_seat(row, staff) for row in group),
        chair=chair,
        secretary=secretary,
        humans=staff.humans(),
        chosen=chosen,
        grounds=tuple(_grounds(document)),
        plan=plan,
        sheet=sheet,
        ordered=_ordered(document),
        about=_about(document),
        about_title=_about_title(document),
        rosters=rosters,
        trainer=_trainer(document, staff) or curator,
        protocols=participants.protocols(document) if participants.asks(document.body, "protocols") else "",
        attachments=paired.protocols(document, "attachments"),
        councils=paired.protocols(document, "councils"),
        deciders=deciders,
        heard=heard,
        finale=closing.finale(document.programme, on) if participants.asks(document.body, "finale") else "",
        earlier=_earlier(document) if participants.asks(document.body, "earlier") else "",
        training=participants.training(document),
        advices=leaflets.advices(document),
        readers=readers,
        labour=resting.of(document, asked_people, on),
        lapsed=_lapsed(document, staff, on),
        first_needs=_first_needs(document),
        curator_contact=_contact(staff.people[curator.person]) if curator else "",
    ), staff.people


class _Staff:
    """Who works in the school on a day, in one query."""

    def __init__(self, organization: Organization, on: date, signer: Employment | None):
        self.organization = organization
        self.by_person: dict[int, list[Employment]] = defaultdict(list)
        self.people: dict[int, Person] = {}
        self.positions: dict[int, Position] = {}
        self.places: dict[int, str] = {}
        self.learners: set[int] = set()
        self.on = on
        rows = Employment.objects.filter(organization=organization).on(on).first_first()
        self.employments = list(rows.select_related("person", "position"))
        for row in [*self.employments, *([signer] if signer else [])]:
            self.by_person[row.person_id].append(row)
            self.people[row.person_id], self.positions[row.position_id] = row.person, row.position
        self.duties = dict(self._duties(signer))

    def _duties(self, signer: Employment | None) -> Iterator[tuple[str, Worker]]:
        """Say who has each duty; the acting head wins, and whoever has approved the text signs it."""
        for duty in Duty.values:
            rows = [row for row in self.employments if row.duty == duty and duty]
            if duty == Duty.HEAD and signer:
                rows = [signer]
            if rows:
                yield duty, self._head(rows[0]) if duty == Duty.HEAD else self.worker(rows[0].person_id, rows[0])

    def _head(self, row: Employment) -> Worker:
        if not row.acting:
            return Worker(row.person_id, row.position_id)
        return Worker(row.person_id, row.position_id, acting_for=self._instead_of())

    def _instead_of(self) -> str:
        """Name in the genitive the position of the head whom somebody stands in for."""
        last = (
            Employment.objects.filter(organization=self.organization, duty=Duty.HEAD, acting=False)
            .first_first()
            .select_related("position")
            .first()
        )
        title = last.position.title if last else vocabulary.of_kind(self.organization.kind).head
        return positions.decline(wording.low(title), Case.GEN)

    def worker(self, person: int, row: Employment | None = None) -> Worker:
        """Name a person by their position; «куратор» says nothing of whoever is appointed curator."""
        rows = [row] if row else []
        rows += self.by_person.get(person, [])
        telling = [one for one in rows if not one.position.title.lower().startswith("куратор программы")]
        return Worker(person, telling[0].position_id if telling else None)

    def choose(self, asked: Iterable[int]) -> dict[int, Worker]:
        """Find those whom the text itself names by the number of their row."""
        wanted = set(asked)
        if unknown := wanted - self.people.keys():
            found = Person.objects.filter(organization=self.organization, pk__in=unknown)
            self.people |= {person.pk: person for person in found}
        return {pk: self.worker(pk) for pk in wanted if pk in self.people}

    def place_others(self) -> None:
        """Learn where those work or learn who have no position here."""
        others = [pk for pk in self.people if pk not in self.by_person]
        if others:
            self.places, _ = participants.places_of(others, self.on)
            self.learners = participants.learners_among(others, self.on)

    def title(self, person: int) -> str:
        rows = self.by_person.get(person)
        return wording.low(rows[0].position.title) if rows else self.places.get(person, "")

    def humans(self) -> dict[int, Human]:
        return {
            pk: Human(
                pk,
                person.full_name,
                self.title(pk),
                account=person.membership_id is not None,
                sex_known=bool(person.sex),
                learns=pk in self.learners,
            )
            for pk, person in self.people.items()
        }

    def rows(self) -> Rows:
        kept = declining.preload(self.people.values(), self.positions.values(), self.organization)
        return Rows(self.people, self.positions, kept)


def school(organization: Organization) -> School:
    names = (organization.full_name, organization.short_name, organization.founder, organization.locality)
    return School(*names, sort=organization.kind)


def _lead_rows(programme: Programme) -> Iterable[ProgrammeForm]:
    return (
        ProgrammeForm.objects.filter(programme=programme)
        .exclude(lead=None)
        .select_related("lead", "form")
        .order_by("form__title_key", "pk")
    )


def _leads(rows: Sequence[ProgrammeForm], staff: _Staff) -> Iterator[Lead]:
    """Give each person once, with all the forms they answer for."""
    by_person: dict[int, list[str]] = {}
    for row in rows:
        by_person.setdefault(row.lead_id, []).append(row.form.title)
    for person, forms in by_person.items():
        yield Lead(staff.worker(person), tuple(forms))


def _seat(row: GroupMember, staff: _Staff) -> Seat:
    duties = tuple(line.strip() for line in row.duties.splitlines() if line.strip())
    if row.person is None:
        return Seat(None, "", row.position_text, duties)
    return Seat(
        row.person_id, row.person.full_name, wording.low(row.position_text) or staff.title(row.person_id), duties
    )


def _trainer(document: Document, staff: _Staff) -> Worker | None:
    """Name who leads the school of mentors, where the text asks."""
    if not participants.asks(document.body, "trainer"):
        return None
    course = participants.head_of_school(document.programme)
    if course is None:
        return None
    staff.people[course.head_id] = course.head
    return staff.worker(course.head_id)


def _chair_and_secretary(
    group: Sequence[GroupMember], staff: _Staff, curator: Worker | None
) -> tuple[Worker | None, Worker | None]:
    """Find who leads the group and who writes: by the words of their place, else the head and the curator."""
    members = [row.person_id for row in group if row.person_id]
    chair = _by_words(group, _CHAIR) or next((pk for pk in _heads(staff) if pk in members), None)
    chair = chair or (curator.person if curator else next(iter(members), None))
    rest = [curator.person if curator else None, *members]
    secretary = _by_words(group, _SECRETARY) or next((pk for pk in rest if pk and pk != chair), None)
    return staff.worker(chair) if chair else None, staff.worker(secretary) if secretary else None


def _by_words(group: Sequence[GroupMember], told: re.Pattern) -> int | None:
    return next((row.person_id for row in group if row.person_id and told.search(row.position_text.lower())), None)


def _heads(staff: _Staff) -> list[int]:
    return [staff.duties[Duty.HEAD].person] if Duty.HEAD in staff.duties else []


def asked_people(body: Sequence[Mapping[str, Any]]) -> set[int]:
    """Find the numbers of people that the text names."""
    texts = [text for block in body for text in texts_of(block)]
    named = (name.removeprefix("person:") for text in texts for name in wording.placeholders(text))
    asked = {int(pk) for pk in named if pk.isdecimal() and len(pk) < 19}
    signers = (block.get("who", "") for block in body)
    asked |= {int(who.removeprefix("person:")) for who in signers if who.startswith("person:")}
    return asked.union(*(block.get("also", ()) for block in body))


def texts_of(block: Mapping[str, Any]) -> Iterator[str]:
    """Yield every text of a block as the curator typed it."""
    for name in ("text", "title", "approved"):
        if block.get(name):
            yield block[name]
    yield from (cell for row in block.get("rows", ()) for cell in row)
    for inner in block.get("blocks", ()):
        yield from texts_of(inner)


def _plan(document: Document, on: date):
    roadmap = document.roadmap
    if roadmap is None:
        return None, None
    plan = overview.load(roadmap, member=document.drafted_by, today=on)
    return plan, table.sheet(plan, organization=document.organization.full_name)


def _grounds(document: Document) -> Iterator[str]:
    for ground in Ground.objects.filter(document=document).select_related("act"):
        yield " ".join(ground.act.title.split()).rstrip(".,;")


def _lapsed(document: Document, staff: _Staff, on: date) -> tuple[str, ...]:
    """Name the participants of whom the text tells though they may not take part; who signs or is written to may."""
    apart = [block for block in document.body if block["block"] in ("addressee", "signature")]
    asked = (asked_people(document.body) - asked_people(apart)) & staff.people.keys()
    if not asked:
        return ()
    rows = (model.objects.filter(programme=document.programme_id, person__in=asked) for model in (Mentor, Mentee))
    taking_part = {pk for some in rows for pk in some.values_list("person", flat=True)}
    closed = participants.without_consent(taking_part, document.programme, on) if taking_part else ()
    return tuple(sorted(staff.people[pk].full_name for pk in closed))


def _first_needs(document: Document) -> tuple[str, ...]:
    """Name the papers of which one should be in force before this one, where none is."""
    needed = kinds.get(document.kind).after
    own = Document.objects.in_force().first_issues().filter(programme=document.programme_id, kind__in=needed)
    return tuple(kinds.get(code).title for code in needed) if needed and not own.exists() else ()


def _contact(person: Person) -> str:
    return person.phone or person.email


def _ordered(document: Document) -> Ordered | None:
    """Find the act in force that has approved this paper or its plan."""
    by_order = kinds.get(document.kind).by_order
    if by_order:
        about = {"kind": by_order, "programme": document.programme_id}
    elif document.roadmap_id is None or document.kind == _ORDERING:
        return None
    else:
        about = {"kind": _ORDERING, "roadmap": document.roadmap_id}
    if concerned := [row.pair_id for row in document.concerns.all()]:
        about["concerns__pair__in"] = concerned
    acts = Document.objects.in_force().first_issues().filter(**about, organization=document.organization_id)
    act = acts.order_by("-on", "-pk").values_list("on", "number").first()
    return Ordered(*act) if act else None


def _earlier(document: Document) -> str:
    """Name the last order of this kind that the school has in force."""
    acts = Document.objects.in_force().first_issues()
    acts = acts.filter(organization=document.organization_id, kind=document.kind)
    act = acts.exclude(pk=document.pk).order_by("-on", "-pk").values_list("on", "number").first()
    return Ordered(*act).words if act else ""


def _about(document: Document) -> Ordered | None:
    other = document.amends or document.cancels
    return Ordered(other.on, other.number) if other else None


def _about_title(document: Document) -> str:
    other = document.amends or document.cancels
    return other.title if other else ""
