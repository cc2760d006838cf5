"""Who of a list is already known: one join for all rows, then row by row what will happen.

The same person is the same name with the same birth date, or in the same class or position where one of the two has
no birth date. The name alone never decides: the curator is asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Organization
from mentoring.people import copying
from mentoring.people.importing import classes
from mentoring.people.models import Employment, Enrollment, Guardianship, ImportBatch, Person, Position, StudyGroup

LEARNERS = ImportBatch.Kind.LEARNERS
NAMES = "import_names"
_PERSON = (
    "id",
    "surname",
    "given",
    "patronymic",
    "sex",
    "sex_confirmed",
    "birth_date",
    "phone",
    "email",
    "name_key",
)


class Known(NamedTuple):
    """A person of the school as far as a list can change them."""

    pk: int
    surname: str
    given: str
    patronymic: str
    sex: str
    sex_confirmed: bool
    birth: date | None
    phone: str
    email: str
    key: str

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)


class Place(NamedTuple):
    """A class where a learner is now, by the row that says so."""

    pk: int
    group: int
    key: str
    title: str
    start: date | None


class Ward(NamedTuple):
    """A guardian of a child, by the row that says so."""

    pk: int
    guardian: int
    right: str


class Post(NamedTuple):
    """A position held now, by the row that says so."""

    pk: int
    key: str
    subject: str
    category: str
    since: date | None


@dataclass
class Facts:
    """What the database knows of the people of one list."""

    people: dict[int, Known] = field(default_factory=dict)
    namesakes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    born: dict[date, list[int]] = field(default_factory=lambda: defaultdict(list))
    places: dict[int, Place] = field(default_factory=dict)
    wards: dict[int, list[Ward]] = field(default_factory=lambda: defaultdict(list))
    posts: dict[int, list[Post]] = field(default_factory=lambda: defaultdict(list))
    groups: dict[str, int] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)


def key_of(values: dict[str, Any]) -> str:
    """Give the key of a name as the column of a person has it."""
    return russian_key(f"{values['surname']} {values['given']} {values.get('patronymic', '')}")[:400]


def birth_of(values: dict[str, Any]) -> date | None:
    return date.fromisoformat(values["birth"]) if values.get("birth") else None


def gather(organization: Organization, kind: str, rows: Iterable[dict[str, Any]]) -> Facts:
    """Ask once for everybody who bears a name of these rows, or was born on the day of one of them."""
    facts = Facts()
    asked: dict[tuple[str, date | None], None] = {}
    for values in rows:
        asked[key_of(values), birth_of(values)] = None
        asked.update(((key_of(one), None), None) for one in values.get("guardians", ()))
    key_type = 'varchar(400) COLLATE "C"' if connection.vendor == "postgresql" else "varchar(400)"
    with (
        copying.temporary(NAMES, {"name_key": key_type, "birth": "date"}, asked) as names,
        connection.cursor() as cursor,
    ):
        _people(cursor, facts, organization, names)
        if kind == LEARNERS:
            _places(cursor, facts, organization, names)
            _wards(cursor, facts, organization, names)
        else:
            _posts(cursor, facts, organization, names)
    if kind == LEARNERS:
        for pk, title in StudyGroup.objects.filter(organization=organization, closed_on=None).values_list(
            "pk", "title"
        ):
            facts.groups[group_key(title)] = pk
    else:
        kept = Position.objects.filter(organization=organization).values_list("title_key", "pk")
        facts.positions = dict(kept)
    return facts


def group_key(title: str) -> str:
    study = classes.read(title).value
    return study.key if study else russian_key(title)


def _day(value: Any) -> date | None:
    """SQLite gives days as texts."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _people(cursor, facts: Facts, organization: Organization, names: str) -> None:
    columns = ", ".join(f"p.{name}" for name in _PERSON)
    table = Person._meta.db_table
    by_name = (
        f"SELECT {columns} FROM {table} p WHERE p.organization_id = %s AND p.name_key IN (SELECT name_key FROM {names})"
    )
    by_day = (
        f"SELECT {columns} FROM {table} p WHERE p.organization_id = %s AND p.birth_date IN "
        f"(SELECT birth FROM {names} WHERE birth IS NOT NULL)"
    )
    for query, found in ((by_name, facts.namesakes), (by_day, facts.born)):
        cursor.execute(query, [organization.pk])
        for row in cursor.fetchall():
            known = Known(*row[:5], bool(row[5]), _day(row[6]), *row[7:])
            facts.people[known.pk] = known
            found[known.birth if found is facts.born else known.key].append(known.pk)


def _of_the_named(names: str) -> str:
    return f"JOIN {Person._meta.db_table} p ON p.name_key IN (SELECT name_key FROM {names})"


def _places(cursor, facts: Facts, organization: Organization, names: str) -> None:
    cursor.execute(
        f"SELECT e.person_id, e.id, g.id, g.title, e.start FROM {Enrollment._meta.db_table} e {_of_the_named(names)} "
        f"AND p.id = e.person_id JOIN {StudyGroup._meta.db_table} g ON g.id = e.group_id "
        'WHERE e.organization_id = %s AND e."end" IS NULL',
        [organization.pk],
    )
    for person, pk, group, title, start in cursor.fetchall():
        facts.places[person] = Place(pk, group, group_key(title), title, _day(start))


def _wards(cursor, facts: Facts, organization: Organization, names: str) -> None:
    columns = ", ".join(f"a.{name}" for name in _PERSON)
    cursor.execute(
        f'SELECT w.child_id, w.id, w.guardian_id, w."right", {columns} FROM {Guardianship._meta.db_table} w '
        f"{_of_the_named(names)} AND p.id = w.child_id JOIN {Person._meta.db_table} a ON a.id = w.guardian_id "
        "WHERE w.organization_id = %s",
        [organization.pk],
    )
    for child, pk, guardian, right, *row in cursor.fetchall():
        facts.wards[child].append(Ward(pk, guardian, right))
        facts.people.setdefault(guardian, Known(*row[:5], bool(row[5]), _day(row[6]), *row[7:]))


def _posts(cursor, facts: Facts, organization: Organization, names: str) -> None:
    cursor.execute(
        f"SELECT e.person_id, e.id, t.title_key, e.subject, e.category, e.experience_since "
        f"FROM {Employment._meta.db_table} e {_of_the_named(names)} AND p.id = e.person_id "
        f'JOIN {Position._meta.db_table} t ON t.id = e.position_id WHERE e.organization_id = %s AND e."end" IS NULL',
        [organization.pk],
    )
    for person, pk, key, subject, category, since in cursor.fetchall():
        facts.posts[person].append(Post(pk, key, subject, category, _day(since)))


class Guess(NamedTuple):
    """Who a row may be: one person for sure, or several to be asked about, or nobody."""

    person: int | None = None
    candidates: tuple[int, ...] = ()


def who(facts: Facts, values: dict[str, Any]) -> Guess:
    """Find the person of a row by name with birth date, class or position; by the name alone only ask."""
    key, birth = key_of(values), birth_of(values)
    alike = facts.namesakes.get(key, [])
    if birth:
        same_day = [pk for pk in alike if facts.people[pk].birth == birth]
        if same_day:
            return _sure(same_day)
    near = [pk for pk in alike if not (birth and facts.people[pk].birth) and _same_place(facts, pk, values)]
    if near:
        return _sure(near)
    born = facts.born.get(birth, []) if birth else []
    return Guess(None, (*alike, *(pk for pk in born if pk not in alike and _almost(facts.people[pk].key, key))))


def _sure(found: Sequence[int]) -> Guess:
    return Guess(found[0]) if len(found) == 1 else Guess(None, tuple(found))


def _same_place(facts: Facts, pk: int, values: dict[str, Any]) -> bool:
    if "group" in values:
        place = facts.places.get(pk)
        return place is not None and place.key == values["group"]["key"]
    held = {post.key for post in facts.posts.get(pk, ())}
    return any(russian_key(title) in held for title in values.get("positions", ()))


def _almost(first: str, second: str) -> bool:
    """Tell whether two names of people born on one day differ in one word only, or one has no patronymic."""
    ours, theirs = first.split(), second.split()
    same = sum(1 for one, other in zip(ours, theirs, strict=False) if one == other)
    return same >= 2 and same >= max(len(ours), len(theirs)) - 1


def guardian(facts: Facts, child: int | None, values: dict[str, Any]) -> Guess:
    """Find a guardian: already the child's own, or of the same name and telephone or address."""
    key = key_of(values)
    own = [ward.guardian for ward in facts.wards.get(child, ()) if facts.people[ward.guardian].key == key]
    if own:
        return Guess(own[0])
    alike = [pk for pk in facts.namesakes.get(key, ()) if pk != child]
    reached = [
        pk
        for pk in alike
        if (values["phone"] and _digits(facts.people[pk].phone) == _digits(values["phone"]))
        or (values["email"] and facts.people[pk].email.casefold() == values["email"].casefold())
    ]
    return _sure(reached) if reached else Guess(None, tuple(alike))


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit())[-10:]
