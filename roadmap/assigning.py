"""Who answers in a document becomes who answers in the school: a duty, a position, a person or a group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from mentoring.accounts import journal
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership, Organization
from mentoring.people.models import Employment, Person, Position
from roadmap.models import Responsible
from roadmap.readers import responsible
from roadmap.readers.cleaning import fold
from roadmap.readers.draft import Responsible as Said
from roadmap.readers.draft import Who
from roadmap.sheets import Event, Sheet

GROUP, LATER, NEW_POSITION, NEW_PERSON = "group", "later", "new_position", "new_person"
Duty = Employment.Duty
_DUTIES = {
    "curator": Duty.CURATOR,
    "coordinator": Duty.CURATOR,
    "programme_lead": Duty.CURATOR,
    "director": Duty.HEAD,
    "deputy": Duty.DEPUTY,
    "psychologist": Duty.PSYCHOLOGIST,
    "class_teacher": Duty.CLASS_TEACHER,
    "methodist": Duty.METHODIST,
    "hr": Duty.HR,
    "technician": Duty.TECHNICIAN,
}
_ONE_OF_MANY = {Duty.DEPUTY}  # a school has several, each with a title of their own
_CROWDS = {"mentor", "mentee", "parent", "participant", "working_group", "executor"}


@dataclass(frozen=True)
class Part:
    """One of those named in a plan, however often, with the events that name them."""

    key: str
    said: Said
    numbers: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True)
class Assignment:
    """Who this is: `to` is «duty:curator», «position:7», «person:7» or a word above; `name` is for new ones."""

    to: str
    name: str = ""

    @classmethod
    def from_json(cls, stored: Mapping[str, str]) -> "Assignment":
        return cls(stored.get("to", LATER), stored.get("name", ""))

    def to_json(self) -> dict[str, str]:
        return {"to": self.to, "name": self.name}


@dataclass(frozen=True)
class Staff:
    """The positions and people of a school, as a plan may name them."""

    positions: tuple[Position, ...]
    people: tuple[Person, ...]
    employed: frozenset[tuple[int, int, str]] = field(default_factory=frozenset)  # person, position, duty

    def position(self, title: str) -> Position | None:
        key = russian_key(title)
        return next((row for row in self.positions if row.title_key == key), None)

    def held_by(self, *, position: int | None = None, duty: str = "") -> str:
        """Name those who are in a position, or have a duty, now."""
        held = {
            person for person, place, own in self.employed if (place == position if position else own == duty != "")
        }
        return ", ".join(person.short_name for person in self.people if person.pk in held)

    def named(self, name: str) -> list[Person]:
        """Find people by a full name, or by a surname with initials."""
        words = russian_key(name).split()
        return [person for person in self.people if words and _fits(person.name_key.split(), words)]


def _fits(own: list[str], said: list[str]) -> bool:
    if not own or own[0] != said[0] or len(said) > len(own):
        return False
    return all(
        mine.startswith(theirs) if len(theirs) == 1 else mine == theirs for mine, theirs in zip(own, said, strict=False)
    )


def staff_of(organization: Organization, day: date) -> Staff:
    """Ask for the positions and people of a school, and who holds which position on this day."""
    held = Employment.objects.filter(organization=organization).on(day).values_list("person_id", "position_id", "duty")
    return Staff(
        tuple(Position.objects.filter(organization=organization)),
        tuple(Person.objects.filter(organization=organization)),
        frozenset(held),
    )


def key_of(said: Said) -> str:
    """One person written with initials before or after the surname is one; so are «Методист» and «методист»."""
    return f"p {fold(said.name)}" if said.kind == Who.PERSON else fold(said.raw)


def said_in(event: Event) -> tuple[Said, ...]:
    """Part the text of one event into those who answer."""
    return responsible.read(event.responsible_text)


def is_named(event: Event) -> bool:
    """Tell whether the text of an event names anybody at all."""
    return any(said.kind != Who.NONE for said in said_in(event))


def parts_of(sheet: Sheet) -> list[Part]:
    """List everybody a plan names, once each, in the order of the plan."""
    found: dict[str, tuple[Said, list[Event]]] = {}
    for event in sheet.events:
        for said in said_in(event):
            first, events = found.setdefault(key_of(said), (said, []))
            events.append(event)
            if not first.position and said.position:
                found[key_of(said)] = (said, events)
    return [
        Part(key, said, tuple(dict.fromkeys(event.number for event in events if event.number)), len(events))
        for key, (said, events) in found.items()
        if said.kind != Who.NONE
    ]


def propose(said: Said, staff: Staff) -> Assignment:
    """Offer the likeliest reading; a person is never taken for another by name where two fit."""
    if said.kind == Who.PERSON:
        return _propose_person(said, staff)
    known = staff.position(said.raw)
    if known:
        return Assignment(f"position:{known.pk}")
    duty = _DUTIES.get(said.role_code)
    if said.role_code in _CROWDS or (said.plural and duty != Duty.CLASS_TEACHER):
        return Assignment(GROUP)
    if duty and duty not in _ONE_OF_MANY:
        return Assignment(f"duty:{duty}")
    return Assignment(NEW_POSITION, said.raw)


def _propose_person(said: Said, staff: Staff) -> Assignment:
    """Prefer the position, so that a change of staff is one edit; it must be the one that person holds."""
    fitting = staff.named(said.name)
    position = staff.position(said.position) if said.position else None
    if len(fitting) == 1:
        holds = position and any(one[:2] == (fitting[0].pk, position.pk) for one in staff.employed)
        return Assignment(f"position:{position.pk}" if holds else f"person:{fitting[0].pk}")
    return Assignment(LATER if fitting else NEW_PERSON, "" if fitting else said.name)


def chosen(parts: Iterable[Part], answers: Mapping[str, Mapping], staff: Staff) -> dict[str, Assignment]:
    """Give each of those named the answer about them, or the offer where there is none yet."""
    return {
        part.key: Assignment.from_json(answers[part.key]) if part.key in answers else propose(part.said, staff)
        for part in parts
    }


def settle(
    parts: Iterable[Part], chosen: Mapping[str, Assignment], staff: Staff, organization: Organization, *, by: Membership
) -> dict[str, dict]:
    """Create the positions and people that are new, and give the fields of Responsible for each of those named."""
    settled: dict[str, dict] = {}
    maker = _Maker(staff, organization, by)
    for part in parts:
        fields = maker.fields(part.said, chosen[part.key])
        if fields:
            settled[part.key] = fields
    return settled


class _Maker:
    """Makes each new position once, however many lines name it."""

    def __init__(self, staff: Staff, organization: Organization, by: Membership):
        self.organization, self.by, self.staff = organization, by, staff
        self.positions = {position.pk: position for position in staff.positions}
        self.made: dict[str, Position] = {}
        self.people = {person.pk: person for person in staff.people}

    def fields(self, said: Said, to: Assignment) -> dict | None:
        kind, _, value = to.to.partition(":")
        match kind:
            case "duty" if value in Duty.values:
                return {"kind": Responsible.Kind.DUTY, "duty": value}
            case "position" if value.isdigit() and int(value) in self.positions:
                return {"kind": Responsible.Kind.POSITION, "position": self.positions[int(value)]}
            case "person" if value.isdigit() and int(value) in self.people:
                return {"kind": Responsible.Kind.PERSON, "person": self.people[int(value)]}
            case "new_position":
                return {
                    "kind": Responsible.Kind.POSITION,
                    "position": self.position(to.name or said.position or said.raw),
                }
            case "new_person":
                return self.person(said, to.name)
            case "group":
                return {"kind": Responsible.Kind.GROUP, "text": said.raw}
        return None

    def position(self, title: str) -> Position:
        title = title.strip()[:200]
        row = self.staff.position(title) or self.made.get(russian_key(title))
        if row is None:
            row = Position.objects.create(organization=self.organization, title=title)
            self.made[row.title_key] = row
            journal.write(self.organization, "position.add", row, by=self.by, after={"title": title})
        return row

    def person(self, said: Said, name: str) -> dict:
        """Create a person; whoever has a position answers by it, so that the successor answers after them."""
        surname, given, *rest = name.split()
        person = Person.objects.create(
            organization=self.organization, surname=surname, given=given, patronymic=" ".join(rest)
        )
        journal.write(self.organization, "person.add", person, by=self.by, after={"name": person.full_name})
        if not said.position:
            return {"kind": Responsible.Kind.PERSON, "person": person}
        position = self.position(said.position)
        duty = _DUTIES.get(said.role_code, "")
        row = Employment.objects.create(organization=self.organization, person=person, position=position, duty=duty)
        journal.write(self.organization, "employment.add", row, by=self.by, after={"row": str(row)})
        return {"kind": Responsible.Kind.POSITION, "position": position}


def rows_for(event: Event, settled: Mapping[str, dict]) -> list[dict]:
    """Give the fields of the rows of Responsible for one event, in the order of its text."""
    keys = dict.fromkeys(key_of(said) for said in said_in(event))
    return [settled[key] for key in keys if key in settled]
