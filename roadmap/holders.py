"""Who holds a position or a duty on a day: a plan names the place, so that a change of staff is one edit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mentoring.access import Role
from mentoring.accounts.models import Membership, Organization
from mentoring.people.models import Employment, Person
from roadmap.models import Responsible

Duty = Employment.Duty
Kind = Responsible.Kind

# A role of access is a duty too: a psychologist who signs in answers for what the psychologist does.
DUTY_OF_ROLE = {
    Role.DIRECTOR: Duty.HEAD,
    Role.CURATOR: Duty.CURATOR,
    Role.PSYCHOLOGIST: Duty.PSYCHOLOGIST,
    Role.DEPUTY: Duty.DEPUTY,
    Role.TECHNICIAN: Duty.TECHNICIAN,
    Role.METHODIST: Duty.METHODIST,
    Role.HR: Duty.HR,
    Role.CLASS_TEACHER: Duty.CLASS_TEACHER,
}


@dataclass(frozen=True)
class Holder:
    """A person in the place that a plan names."""

    person_id: int
    full_name: str
    short_name: str
    membership_id: int | None = None
    acting: bool = False

    @property
    def words(self) -> str:
        return f"и.\u00a0о. {self.short_name}" if self.acting else self.short_name


@dataclass(frozen=True)
class Staff:
    """The positions and duties of a school as they are held on one day."""

    by_position: Mapping[int, tuple[Holder, ...]]
    by_duty: Mapping[str, tuple[Holder, ...]]

    def holders(self, responsible: Responsible) -> tuple[Holder, ...]:
        """Return those in the place; nobody for a vacancy and for a group named by words alone."""
        match responsible.kind:
            case Kind.POSITION:
                return self.by_position.get(responsible.position_id, ())
            case Kind.DUTY:
                return self.by_duty.get(responsible.duty, ())
            case Kind.PERSON:
                return (_holder(responsible.person),)
        return ()

    def own(self, member: Membership) -> "Own":
        """Return what this member holds, asked once for a whole plan."""
        duties = frozenset(DUTY_OF_ROLE[role] for role in member.roles if role in DUTY_OF_ROLE)
        return Own(self, member.pk, duties)

    def answers(self, member: Membership, responsibles: Iterable[Responsible]) -> bool:
        """Tell whether this member is among those who answer."""
        return self.own(member).answers(responsibles)


@dataclass(frozen=True)
class Own:
    """The places of one member."""

    staff: Staff
    membership_id: int
    duties: frozenset[str]

    def answers(self, responsibles: Iterable[Responsible]) -> bool:
        return any(
            (responsible.kind == Kind.DUTY and responsible.duty in self.duties)
            or any(holder.membership_id == self.membership_id for holder in self.staff.holders(responsible))
            for responsible in responsibles
        )


def on(organization: Organization, day: date) -> Staff:
    """Ask once who holds what on this day."""
    by_position, by_duty = defaultdict(list), defaultdict(list)
    in_force = Employment.objects.filter(organization=organization).on(day).select_related("person")
    for employment in in_force.order_by("person__name_key", "pk"):
        holder = _holder(employment.person, acting=employment.acting)
        by_position[employment.position_id].append(holder)
        if employment.duty:
            by_duty[employment.duty].append(holder)
    return Staff(_once(by_position), _once(by_duty))


def label(responsible: Responsible) -> str:
    """Name the place: the position, the duty, the person or the group."""
    match responsible.kind:
        case Kind.POSITION:
            return responsible.position.title
        case Kind.DUTY:
            return responsible.get_duty_display()
        case Kind.PERSON:
            return responsible.person.short_name
    return responsible.text


def _holder(person: Person, *, acting: bool = False) -> Holder:
    return Holder(person.pk, person.full_name, person.short_name, person.membership_id, acting)


def _once(places: Mapping) -> dict:
    return {place: tuple(dict.fromkeys(holders)) for place, holders in places.items()}
