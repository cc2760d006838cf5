"""Two cards of one human being become one: what stays is chosen, everything else follows the card that stays."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from mentoring.accounts import journal
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.people import absorbing, apart
from mentoring.people.deeds import Changes
from mentoring.people.models import BulkDeed, Guardianship, Person
from mentoring.shown import NOTHING

CHOSEN = ("surname", "given", "patronymic", "sex", "birth_date", "phone", "email")
KEPT, OTHER = "kept", "other"


@dataclass(frozen=True)
class Line:
    """One value of two cards side by side; `likely` is the one to offer."""

    field: str
    label: str
    kept: str
    other: str
    likely: str

    @property
    def differs(self) -> bool:
        return self.kept != self.other


def compared(kept: Person, other: Person) -> list[Line]:
    """Put what two cards say side by side."""
    return [
        Line(
            name,
            Person._meta.get_field(name).verbose_name,
            _said(kept, name),
            _said(other, name),
            OTHER if not getattr(kept, name) and getattr(other, name) else KEPT,
        )
        for name in CHOSEN
    ]


def _said(person: Person, name: str) -> str:
    if name == "birth_date":
        return words.digits(person.birth_date) if person.birth_date else NOTHING
    return (person.get_sex_display() if name == "sex" else getattr(person, name)) or NOTHING


@transaction.atomic
def merge(
    kept: Person, other: Person, choices: Mapping[str, str], *, by: Membership, versions: tuple[int, int] | None = None
) -> BulkDeed:
    """Make two cards one; `choices` names the fields that are taken from the other card.

    Every reference follows; a row that would stand twice stays once. The deed can be taken back for a week.
    """
    organization = Organization.objects.select_for_update(no_key=True).get(pk=kept.organization_id)
    kept, other = _locked(kept, other)
    if versions is not None and versions != (kept.version, other.version):
        raise Refused("Карточку только что изменили. Ничего не объединено: сравните её заново.")
    _check(kept, other)
    changes, gone = Changes(), {name: getattr(other, name) for name in CHOSEN}
    name, pk, values = other.full_name, other.pk, _settled(kept, other, choices)
    before = {field: getattr(kept, field) for field in values}
    apart.settle(kept, other, changes)
    met = absorbing.absorb(kept, other, changes)
    changes.change(kept, **values)
    deed = changes.deed(BulkDeed.Kind.MERGE, f"{kept.full_name} и {name}", by=by)
    after = {field: getattr(kept, field) for field in values} | {"merged": [pk], "met": met}
    journal.write(organization, "person.merge", kept, by=by, before=before | {"row": name, "other": gone}, after=after)
    return deed


def _locked(kept: Person, other: Person) -> tuple[Person, Person]:
    """Lock both cards in one order, whichever stays."""
    rows = Person.objects.filter(organization=kept.organization_id, pk__in=(kept.pk, other.pk)).order_by("pk")
    found = {row.pk: row for row in rows.select_for_update(of=("self",))}
    if len(found) < 2:
        raise Refused("Карточка всего одна: объединять нечего. Вернитесь к списку похожих людей.")
    return found[kept.pk], found[other.pk]


def _check(kept: Person, other: Person) -> None:
    both = (kept.pk, other.pk)
    if Guardianship.objects.filter(child__in=both, guardian__in=both).exists():
        raise Refused("Один из них записан законным представителем другого: это разные люди.")
    if _has_access(kept) and _has_access(other):
        raise Refused("У обоих открыт доступ. Сначала закройте лишний на странице «Доступ сотрудников».")


def _has_access(person: Person) -> bool:
    return person.membership is not None and person.membership.ended_at is None


def _settled(kept: Person, other: Person, choices: Mapping[str, str]) -> dict:
    """Return the columns of the card that stays."""
    values = {name: getattr(other, name) for name in CHOSEN if choices.get(name) == OTHER}
    if "sex" in values:
        values["sex_confirmed"] = other.sex_confirmed
    elif kept.sex == other.sex:
        values["sex_confirmed"] = kept.sex_confirmed or other.sex_confirmed
    notes = dict.fromkeys(note for note in (kept.note, other.note) if note)
    values["note"] = "\n\n".join(notes)
    if other.membership_id and not _has_access(kept):
        values["membership_id"] = other.membership_id
    return values


def merged_into(person: Person) -> list[str]:
    """Name the numbers of cards that this one has taken over, whose history is its own."""
    entries = journal.JournalEntry.objects.filter(
        organization=person.organization_id,
        action="person.merge",
        subject_kind=person._meta.label_lower,
        subject_id=str(person.pk),
    ).select_related("values")
    return [str(pk) for entry in entries for pk in entry.values.after.get("merged", ())]
