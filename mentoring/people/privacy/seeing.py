"""Who of this school may see which data about a person: the table of rights, told to the person themselves."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from mentoring import access
from mentoring.access import ACTIONS, ROLE_WORDS, Role
from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership, Organization
from mentoring.people.models import Affiliation, Employment, Enrollment, Guardianship, Person
from mentoring.people.privacy import rows
from mentoring.people.privacy.declaring import Category, declared

SEEN_BY = {
    Category.IDENTITY: "people.see",
    Category.CONTACT: "people.see",
    Category.STUDY: "people.see",
    Category.WORK: "people.see",
    Category.FAMILY: "people.see",
    Category.CHECKS: "people.see",
    Category.CONSENT: "people.see",
    Category.PART: "registry.see",
    Category.OPINION: "selection.see",
    Category.NOTE: "people.notes",
    Category.SPECIAL: "restricted.see",
    Category.ACCESS: "members.see",
    Category.TRACE: "journal.see",
    Category.PAPER: "documents.see",
}


_OF_PARTNER = {Category.IDENTITY, Category.WORK, Category.PART, Category.CHECKS, Category.CONSENT}
_BY_CLASS = ""  # every other action
_LIBRARIES = ("account.", "mfa.", "sessions.")
_TRACES = ("записи журнала: что было и что стало", "строки загруженных списков", "письма", "напоминания")


@dataclass(frozen=True)
class Seen:
    """One category: what is in it, whose roles open it, who they are today."""

    category: Category
    what: tuple[str, ...]
    roles: tuple[str, ...]
    names: tuple[str, ...]


def may_see(roles: frozenset[str], category: Category) -> bool:
    return access.can(roles, SEEN_BY[category])


def everything(organization: Organization, person: Person | None = None) -> list[Seen]:
    """Tell of each category who sees it; of a person, only of what is kept about them."""
    members = _members(organization)
    own = {held.model for held, _ in rows.of(person).rows} if person else None
    told, what = _kept_about(person, own) if person else {}, _what(own)
    teachers, curators = (_teachers_of(person, members), _curators_of(person)) if person else (None, set())
    found = []
    for category in Category:
        if person is None or told.get(category):
            by_side = curators if category in _OF_PARTNER else set()
            seers = [one for one in members if one.pk in by_side or _sees(one, category, teachers)]
            here = {role for one in seers for role in one.roles} & (ACTIONS[SEEN_BY[category]] | {Role.PARTNER})
            roles = tuple(ROLE_WORDS[role] for role in Role if role in here)
            found.append(Seen(category, what[category], roles, tuple(one.name for one in seers)))
    return found


def _sees(member: Membership, category: Category, teachers: Mapping[str, set[int]] | None) -> bool:
    """Leave out class teachers whose class the person has nothing to do with."""
    action = SEEN_BY[category]
    if teachers is None or not access.of_own_class(member.roles, action):
        return may_see(member.roles, category)
    return member.pk in teachers.get(action, teachers[_BY_CLASS])


def _curators_of(person: Person) -> set[int]:
    """Return the members who curate the partner that the person comes from: they see how the person stands."""
    today = schooldays.today(person.organization)
    beside = Affiliation.objects.on(today).filter(person=person).values("partner")
    curates = Affiliation.objects.on(today).filter(partner__in=beside, curates=True)
    return set(curates.values_list("person__membership", flat=True)) - {None}


def _teachers_of(person: Person, members: list[Membership]) -> dict[str, set[int]]:
    """Return by action which class teachers reach this person: as a learner, as a guardian, as a colleague of all."""
    today = schooldays.today(person.organization)
    here = Enrollment.objects.on(today)
    wards = Guardianship.objects.on(today).filter(guardian=person).values("child")
    of_class, kin = (
        set(rows.values_list("group__teacher__membership", flat=True))
        for rows in (here.filter(person=person), here.filter(Q(person=person) | Q(person__in=wards)))
    )
    works = any(model.objects.filter(person=person).exists() for model in (Employment, Affiliation))
    grown = works and not here.filter(person=person).exists()
    return {_BY_CLASS: of_class, "people.see": {one.pk for one in members} if grown else kin}


def together(everything: list[Seen]) -> list[tuple[list[Seen], Seen]]:
    """Lay categories together that the same people see; the second of a pair says who they are."""
    groups: dict[tuple, list[Seen]] = {}
    for one in everything:
        groups.setdefault((one.roles, one.names), []).append(one)
    return [(group, group[0]) for group in groups.values()]


def _members(organization: Organization) -> list[Membership]:
    """Return those who can sign in to this school today."""
    return list(
        Membership.objects.filter(organization=organization, ended_at=None, user__isnull=False)
        .prefetch_related("grants")
        .order_by("name_key", "pk")
    )


def _what(of: set[str] | None) -> dict[Category, tuple[str, ...]]:
    """Name the fields of each category in words, each once; of a person, those of the rows there are."""
    found: dict[Category, dict[str, None]] = {category: {} for category in Category}
    for held in declared():
        for name, said in held.said.items():
            if held.model in of if of is not None else not held.model.startswith(_LIBRARIES):
                words = held.rows._meta.verbose_name if held.goes else held.rows._meta.get_field(name).verbose_name
                found[said.category].setdefault(str(words))
    return {category: tuple(words) for category, words in found.items()} | {Category.TRACE: _TRACES}


def _kept_about(person: Person, own: set[str]) -> dict[Category, bool]:
    """Tell of which categories there is something about this person."""
    kept = dict.fromkeys((Category.IDENTITY, Category.TRACE), True)
    kept[Category.CONTACT] = bool(person.email or person.phone)
    kept[Category.NOTE] = bool(person.note)
    for held in declared():
        if held.model in own and held.model != "people.person":
            kept |= {said.category: True for said in held.said.values()}
    return kept
