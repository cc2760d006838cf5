"""One human being written down twice: looked for while a name is typed, and over the whole school."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.db.models import Q, QuerySet

from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership
from mentoring.calendar import words
from mentoring.people import apart
from mentoring.people.models import Enrollment, Person
from mentoring.people.nearness import near

MOST = 5  # offered beside a form: more of them would not be read


@dataclass(frozen=True)
class Known:
    """What is compared of a person."""

    pk: int
    key: str
    birth: date | None
    groups: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Double:
    """Two people who may be one, and why it seems so."""

    kept: Person
    other: Person
    why: str


def reason(one: Known, other: Known) -> str:
    """Say why two may be one person; empty where they may not."""
    if not near(one.key, other.key):
        return ""
    same_name = "то же имя" if one.key == other.key else "похожее имя"
    if one.birth and other.birth:
        return f"{same_name} и день рождения {words.digits(one.birth)}" if one.birth == other.birth else ""
    if one.groups & other.groups:
        return f"{same_name}, тот же класс или группа"
    return f"{same_name}, у кого-то нет даты рождения" if one.key == other.key else ""


def of_new(
    full_name: str, birth: date | None, groups: Iterable[int], *, seen_by: Membership, today: date
) -> list[Double]:
    """Find whom a name that is being typed may already mean."""
    new = Known(0, russian_key(full_name), birth, frozenset(groups))
    surname = new.key.split(" ")[0]
    asked = Q(name_key__startswith=surname[:2]) | Q(name_key=new.key)
    people = {row.pk: row for row in Person.objects.visible_to(seen_by).filter(asked)}
    classes = _groups_of(list(people), today) if new.groups else {}
    found = []
    for row in people.values():
        why = reason(new, Known(row.pk, row.name_key, row.birth_date, classes.get(row.pk, frozenset())))
        if why:
            found.append(Double(row, row, why))
    return found[:MOST]


def everywhere(member: Membership, today: date) -> list[Double]:
    """Find pairs in the whole school: of one name, of one day of birth, of one class; two people stay two."""
    everybody = Person.objects.visible_to(member)
    rows, classes = everybody.values_list("pk", "name_key", "birth_date"), _groups_of(everybody, today)
    known = {pk: Known(pk, key, birth, classes.get(pk, frozenset())) for pk, key, birth in rows.iterator()}
    pairs, known_apart = {}, apart.pairs(member)
    for block in _blocks(known.values()):
        for one, other in combinations(sorted(block, key=lambda who: who.pk), 2):
            why = reason(one, other)
            if why and frozenset((one.pk, other.pk)) not in known_apart:
                pairs[one.pk, other.pk] = why
    people = Person.objects.in_bulk({pk for pair in pairs for pk in pair})
    found = [Double(people[one], people[other], why) for (one, other), why in pairs.items()]
    return sorted(found, key=lambda double: (double.kept.name_key, double.kept.pk, double.other.pk))


def _blocks(everybody: Iterable[Known]) -> Iterable[list[Known]]:
    """Put together those who are worth comparing, so that ten thousand people are no fifty million pairs."""
    blocks: dict[tuple, list[Known]] = defaultdict(list)
    for who in everybody:
        blocks["name", who.key].append(who)
        if who.birth:
            blocks["born", who.birth].append(who)
        for group in who.groups:
            blocks["group", group, who.key[:1]].append(who)
    return (block for block in blocks.values() if len(block) > 1)


def _groups_of(people: Sequence[int] | QuerySet[Person], today: date) -> dict[int, frozenset[int]]:
    asked = Enrollment.objects.on(today).filter(person__in=people)
    found = defaultdict(set)
    for person, group in asked.values_list("person", "group"):
        found[person].add(group)
    return {person: frozenset(groups) for person, groups in found.items()}
