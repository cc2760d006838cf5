"""Who of this school may see which data about a person: the table of rights, told to the person themselves."""

from dataclasses import dataclass

from mentoring import access
from mentoring.access import ACTIONS, ROLE_WORDS, Role
from mentoring.accounts.models import Membership, Organization
from mentoring.people.models import Person
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
    return [
        Seen(
            category,
            what[category],
            tuple(ROLE_WORDS[role] for role in Role if role in ACTIONS[SEEN_BY[category]] and role in _here(members)),
            tuple(member.name for member in members if may_see(member.roles, category)),
        )
        for category in Category
        if person is None or told.get(category)
    ]


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


def _here(members: list[Membership]) -> set[str]:
    return {role for member in members for role in member.roles}


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
