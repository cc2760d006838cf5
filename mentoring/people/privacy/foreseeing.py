"""What an erasure will destroy and what stays, said before it is done and written into its act."""

from dataclasses import dataclass, field

from django.db import models
from django.db.models import Q

from mentoring.people.models import Guardianship, Person
from mentoring.people.privacy import marks, mentions, rows, traces
from mentoring.people.privacy.declaring import Category, Fate, Held, declared
from mentoring.people.privacy.marks import Marks
from mentoring.people.privacy.rows import Own


@dataclass(frozen=True)
class Part:
    """Rows of one kind that are destroyed."""

    category: Category
    what: str
    count: int


@dataclass
class Foreseen:
    """What goes, what stays with the reason, and whom else one may have to think of."""

    destroyed: list[Part] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    wards: list[Person] = field(default_factory=list)
    guardians: list[Person] = field(default_factory=list)


def of(person: Person, known: Marks | None = None, own: Own | None = None) -> Foreseen:
    """Say what an erasure of this person would do, from the same rows that it would touch."""
    known, own = known or marks.of(person), own or rows.of(person)
    seen = Foreseen()
    for held, found in own.rows:
        number = len(own.keys[held.model])
        seen.destroyed += _whole(held, number) if held.goes else _values(held, rows.read(person, held, found))
        seen.kept += _kept(held, number)
    seen.destroyed += _traces(person, known, own)
    seen.kept += papers(person, known)
    seen.wards, seen.guardians = _family(person)
    return seen


def _whole(held: Held, number: int) -> list[Part]:
    """Name rows that go."""
    categories = dict.fromkeys(said.category for said in held.said.values() if said.fate is not Fate.KEEP)
    return [Part(category, str(held.rows._meta.verbose_name_plural), number) for category in categories]


def _values(held: Held, found: list[models.Model]) -> list[Part]:
    """Name the fields that are emptied in rows that stay, those that say something."""
    labels: dict[Category, dict[str, set[int]]] = {}
    for name, said in held.said.items():
        filled = {row.pk for row in found if getattr(row, name) not in (None, "", [], {})}
        if filled and said.fate is not Fate.KEEP:
            labels.setdefault(said.category, {})[_label(held, name)] = filled
    return [Part(category, ", ".join(one), len(set().union(*one.values()))) for category, one in labels.items()]


def _kept(held: Held, number: int) -> list[tuple[str, str]]:
    reasons: dict[str, list[str]] = {}
    for name, said in held.said.items():
        if said.fate is Fate.KEEP:
            reasons.setdefault(said.why, []).append(_label(held, name))
    kind = held.rows._meta.verbose_name_plural
    return [(f"{kind} ({number}): {', '.join(labels)}", why) for why, labels in reasons.items()]


def _label(held: Held, name: str) -> str:
    return str(held.rows._meta.get_field(name).verbose_name)


def _traces(person: Person, known: Marks, own: Own) -> list[Part]:
    counts = {
        "значения «было и стало» в журнале": len(traces.entries(person, known, own)),
        "строки загруженных списков": len(traces.rows_of_lists(person, known)),
        "файлы: сканы согласий": len(own.files),
        "файлы выгрузок, бланков и планов: их можно сделать снова": len(traces.files_of_works(person)),
        "упоминания в текстах: вместо имени — номер": mentions.count(person.organization, known),
    }
    return [Part(Category.TRACE, what, number) for what, number in counts.items() if number]


def papers(person: Person, known: Marks) -> list[tuple[str, str]]:
    """Name the acts of the school in which the person stands: they stay as they were issued."""
    found = []
    for held in declared():
        if held.settled is None:
            continue
        texts = [name for name, said in held.said.items() if said.fate is Fate.KEEP]
        why = held.said[texts[0]].why
        rows_named = known.somewhere(held.rows, texts).filter(held.settled, organization=person.organization_id)
        for row in rows_named:
            if known.known([getattr(row, name) for name in texts]):
                found.append((_called(held, row), why))
    return found


def _called(held: Held, row: models.Model) -> str:
    title, number, on = (getattr(row, name) for name in held.title.split())
    return " ".join(
        word for word in (title, f"№ {number}" if number else "", f"от {on:%d.%m.%Y}" if on else "") if word
    )


def _family(person: Person) -> tuple[list[Person], list[Person]]:
    """Return children and guardians: their own data are not touched."""
    kin = Guardianship.objects.filter(Q(guardian=person) | Q(child=person)).select_related("child", "guardian")
    wards = [row.child for row in kin if row.guardian_id == person.pk]
    return wards, [row.guardian for row in kin if row.child_id == person.pk]
