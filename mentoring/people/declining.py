"""Names of people, positions and the school by case: what the rules propose, what the curator has corrected for ever.

A correction of a person keeps the full name in one case («Соловья Ивана Петровича»); the form with initials takes
from it as many words as the surname has («Соловья И. П.»). It holds while the name or the title stays what it was:
a changed surname is declined anew.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.db.models import Q

from mentoring.accounts import journal
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.people.declension import Case, initials, names, organisations, positions
from mentoring.people.declension.cases import OBLIQUE, tidy
from mentoring.people.models import Declension, Person, Position

Naming = Declension.Naming

FULL, AFTER, BEFORE = "full", "after", "before"

_FIELDS = {Naming.FULL: "full_name", Naming.SHORT: "short_name", Naming.FOUNDER: "founder"}
_CYRILLIC = re.compile(r"[А-ЯЁа-яё]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class OwnName:
    """One of the names of an organization: full, short, its founder's."""

    organization: Organization
    naming: Naming

    def __str__(self):
        return getattr(self.organization, _FIELDS[self.naming])


Declined = Person | Position | OwnName
_LIMITS = {Person: 300, Position: 400, OwnName: 600}


class DeclensionRefused(Refused):
    """A form that cannot be kept."""


@dataclass(frozen=True)
class Forms:
    """Forms of many people and positions and of their school's names, with the corrections read once."""

    people: Mapping[tuple[int, str], str]
    positions: Mapping[tuple[int, str], str]
    namings: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def name(self, person: Person, case: Case, *, style: str = FULL) -> str:
        """Give «Иванову Анну Петровну» (full), «Иванову А. П.» (after) or «А. П. Иванову» (before)."""
        return _styled(person, case, style, self.people.get((person.pk, Case(case)), ""))

    def position(self, position: Position, case: Case) -> str:
        """Give «заместителя директора»."""
        return self.positions.get((position.pk, Case(case))) or positions.decline(position.title, Case(case))

    def own_name(self, naming: str, title: str, case: Case) -> str:
        """Give «муниципального учреждения „Школа № 1“» of the full name, the short one or the founder's."""
        return self.namings.get((naming, Case(case))) or organisations.decline(title, Case(case))


def preload(people: Iterable[Person], positions: Iterable[Position], organization: Organization | None = None) -> Forms:
    """Read the corrections of many rows in one query; those of a former name or title count no more."""
    names, titles = ({row.pk: _nominative(row) for row in rows} for rows in (people, positions))
    own = {naming: tidy(str(OwnName(organization, naming))) for naming in Naming} if organization else {}
    asked = Q(person__in=list(names)) | Q(position__in=list(titles))
    if organization:
        asked |= Q(organization=organization) & ~Q(naming="")
    forms = Forms({}, {}, {})
    rows = Declension.objects.filter(asked).order_by()
    for row in rows.only("person_id", "position_id", "naming", "case", "text", "nominative"):
        for kept, nominatives, whose in (
            (forms.people, names, row.person_id),
            (forms.positions, titles, row.position_id),
            (forms.namings, own, row.naming),
        ):
            if nominatives.get(whose) == row.nominative:
                kept[whose, row.case] = row.text
    return forms


def _nominative(row: Declined) -> str:
    match row:
        case Person():
            return tidy(row.full_name)
        case Position():
            return tidy(row.title)
    return tidy(str(row))


def name(person: Person, case: Case, *, style: str = FULL) -> str:
    """Give the name of a person by case; a correction wins."""
    return preload([person], []).name(person, case, style=style)


def position(row: Position, case: Case) -> str:
    """Give a position by case; a correction wins."""
    return preload([], [row]).position(row, case)


def _styled(person: Person, case: Case, style: str, corrected: str) -> str:
    if style == FULL and corrected:
        return corrected
    parts = names.decline_parts(person.surname, person.given, person.patronymic, Case(case), sex=person.sex)
    if style == FULL:
        return " ".join(part for part in parts if part)
    words = len(person.surname.split())
    surname = " ".join(corrected.split()[:words]) if corrected else parts.surname
    write = initials.after if style == AFTER else initials.before
    return write(surname, person.given, person.patronymic)


def proposed(row: Declined, case: Case) -> str:
    """Give the form that the rules propose, whatever is kept."""
    nothing = Forms({}, {})
    match row:
        case Person():
            return nothing.name(row, case)
        case Position():
            return nothing.position(row, case)
    return nothing.own_name(row.naming, str(row), case)


def kept(row: Declined) -> dict[Case, str]:
    """Return the corrections of one person, position or name of a school."""
    found = Declension.objects.filter(**_whose(row), nominative=_nominative(row))
    return {Case(case): text for case, text in found.values_list("case", "text")}


@transaction.atomic
def correct(row: Declined, case: Case, text: str, *, by: Membership) -> Declension:
    """Keep the right form of a person, a position or a school's name for ever."""
    row, case = _locked(row), _oblique(case)
    text = _checked(row, text)
    was = kept(row).get(case)
    one, _ = Declension.objects.update_or_create(
        case=case,
        **{"organization": row.organization} | _whose(row),
        defaults={"text": text, "nominative": _nominative(row)},
    )
    if was != text:
        _journal(row, by, {case: was or proposed(row, case)}, {case: text})
    return one


@transaction.atomic
def forget(row: Declined, case: Case, *, by: Membership) -> None:
    """Go back to the proposed form."""
    row, case = _locked(row), _oblique(case)
    one = Declension.objects.filter(case=case, **_whose(row)).first()
    if one is None:
        return
    one.delete()
    _journal(row, by, {case: one.text}, {case: proposed(row, case)})


def _journal(row: Declined, by: Membership, before: dict, after: dict) -> None:
    subject = row.organization if isinstance(row, OwnName) else row
    journal.write(row.organization, f"{subject._meta.model_name}.form", subject, by=by, before=before, after=after)


def _whose(row: Declined) -> dict:
    match row:
        case Person():
            return {"person": row}
        case Position():
            return {"position": row}
    return {"organization": row.organization, "naming": row.naming}


def _locked(row: Declined) -> Declined:
    if isinstance(row, OwnName):
        own = Organization.objects.select_for_update(no_key=True)
        return replace(row, organization=own.get(pk=row.organization.pk))
    return type(row).objects.select_for_update(of=("self",)).select_related("organization").get(pk=row.pk)


def _oblique(case: Case) -> Case:
    if case not in OBLIQUE:
        raise DeclensionRefused("Именительный падеж — это сама запись: исправьте её на своей странице.")
    return Case(case)


def _checked(row: Declined, text: str) -> str:
    if _CONTROL.search(text):
        raise DeclensionRefused("В тексте есть невидимые знаки. Наберите его заново.")
    text, limit = tidy(text), _LIMITS[type(row)]
    if not text:
        raise DeclensionRefused("Напишите, как правильно, или вернитесь к предложенному варианту.")
    if not _CYRILLIC.search(text):
        raise DeclensionRefused("В тексте нет русских букв. Напишите по-русски.")
    if len(text) > limit:
        raise DeclensionRefused(f"Слишком длинно: {len(text)} знаков. Уложитесь в {limit}.")
    return text
