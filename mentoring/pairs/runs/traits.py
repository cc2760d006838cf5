"""What candidates have said of themselves and of each other: from questionnaires, or typed by the curator."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from mentoring.accounts import journal
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar.words import WEEKDAYS, WEEKDAYS_IN_FULL
from mentoring.pairs.models import Trait
from mentoring.people.models import Person
from mentoring.programmes.models import Programme

Kind = Trait.Kind
BY_HAND = "лист пожеланий"
ABOUT = (Kind.WISH, Kind.BAN)
MOST_ABOUT = 3  # people whom one may wish for, or not wish for
RESTRICTED = "restricted.see"  # the right to see bans
_CASES = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресен")  # beginnings in any case


@dataclass(frozen=True)
class About:
    """Somebody whom a candidate has named, and why."""

    person: Person
    why: str = ""


@transaction.atomic
def learn(
    programme: Programme,
    person: Person,
    answers: Mapping[str, Sequence[str | About]],
    *,
    source: str,
    on: date,
    by: Membership | None,
) -> list[Trait]:
    """Keep what a source says of a candidate, kind by kind, instead of what it has said of these kinds before."""
    Person.objects.select_for_update().get(pk=person.pk)
    own = Trait.objects.filter(programme=programme, person=person, kind__in=answers)
    own.filter(source=source).delete()
    said = {(row.kind, row.about_id or row.value) for row in own}
    fresh = []
    for kind, given in answers.items():
        for row in _rows(programme, person, Kind(kind), given):
            row.source, row.on = source, on
            key = (row.kind, row.about_id or row.value)
            if key not in said:
                said.add(key)
                fresh.append(row)
    made = Trait.objects.bulk_create(fresh)
    _write(person, answers, source, by)
    return made


@transaction.atomic
def forget(programme: Programme, person: Person, kinds: Collection[str], *, source: str, by: Membership | None) -> None:
    """Drop what a source has said of a candidate."""
    gone, _ = Trait.objects.filter(programme=programme, person=person, kind__in=kinds, source=source).delete()
    if gone:
        _write(person, dict.fromkeys(kinds, ()), source, by)


def of_person(programme: Programme, person: Person) -> dict[str, list[Trait]]:
    """Return what is known of a candidate, kind by kind."""
    found: dict[str, list[Trait]] = {kind: [] for kind in Kind.values}
    for row in Trait.objects.filter(programme=programme, person=person).select_related("about"):
        found[row.kind].append(row)
    return found


def code_of(kind: str, value: str) -> str:
    """Return what is compared: a day of the week by its number, anything else by its words alone."""
    words = russian_key(value)
    return (_weekday(words) or words) if kind == Kind.TIME else words


def _weekday(words: str) -> str:
    if words in map(str, range(1, len(WEEKDAYS) + 1)):
        return words
    for word in words.split():
        for number, (short, stem) in enumerate(zip(WEEKDAYS, _CASES, strict=True), 1):
            if word == short or word.startswith(stem):
                return str(number)
    return ""


def label_of(kind: str, value: str) -> str:
    """Say an answer: «вторник» of the number of a day, anything else as it was said."""
    code = code_of(kind, value)
    if kind == Kind.TIME and code.isdigit() and 1 <= int(code) <= len(WEEKDAYS):
        return WEEKDAYS_IN_FULL[int(code) - 1]
    return value


def _rows(programme: Programme, person: Person, kind: Kind, given: Sequence[str | About]) -> list[Trait]:
    common = {"organization": programme.organization, "programme": programme, "person": person, "kind": kind}
    if kind not in ABOUT:
        values = dict.fromkeys(" ".join(str(one).split())[:200] for one in given)
        return [Trait(**common, value=value, rank=rank) for rank, value in enumerate(values, 1) if value]
    if len(given) > MOST_ABOUT:
        raise Refused(f"{person}: назвать можно не больше трёх человек. Уберите лишних.")
    for one in given:
        if one.person.pk == person.pk:
            raise Refused(f"{person}: человек назвал самого себя. Выберите другого.")
    return [Trait(**common, about=one.person, why=one.why[:300], rank=rank) for rank, one in enumerate(given, 1)]


def _write(person: Person, answers: Mapping[str, Sequence], source: str, by: Membership | None) -> None:
    """Tell the journal how much was said of what; that somebody does not want another is for few."""
    told = {str(Kind(kind).label): len(given) for kind, given in answers.items() if kind != Kind.BAN}
    journal.write(person.organization, "person.traits", person, by=by, after={"traits": told, "origin": source})
