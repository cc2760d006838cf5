"""Gates of consents: what is closed for whom, asked at once for any number of people."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Exists, OuterRef

from mentoring.accounts.models import Organization
from mentoring.people.consents import rules, usual
from mentoring.people.consents.rules import Act, Kind, Lack, Subject
from mentoring.people.models import Affiliation, Consent, ConsentKind, Employment, Enrollment, Guardianship, Person


def missing(
    person_ids: Iterable[int],
    gate: str,
    on: date,
    *,
    organization: Organization,
    codes: Collection[str] | None = None,
) -> dict[int, tuple[Lack, ...]]:
    """Return what closes the gate for each of these people of the school; nothing closed is an empty tuple.

    Three queries for any number of people. `codes` narrows the gate to some of its purposes.
    """
    asked = [kind for kind in kinds_of(organization) if kind.gate == gate and (codes is None or kind.code in codes)]
    subjects = subjects_of(organization, person_ids, on)
    acts = acts_of(organization, subjects, asked)
    return {
        pk: tuple(lack for kind in asked if (lack := rules.lack(kind, subject, acts[pk, kind.code], on)) is not None)
        for pk, subject in subjects.items()
    }


def ready(person: Person, gate: str, on: date) -> bool:
    """Tell whether the gate is open for one person."""
    return not missing([person.pk], gate, on, organization=person.organization)[person.pk]


def kinds_of(organization: Organization) -> list[Kind]:
    """Return the purposes of the school; a gate that none of them keeps for children is kept by the usual ones."""
    own = [kind_of(row) for row in ConsentKind.objects.filter(organization=organization)]
    kept = {kind.gate for kind in own if kind.whose != ConsentKind.Whose.ADULT}
    return own + [Kind(one.code, one.title, one.gate, one.whose) for one in usual.KINDS if one.gate not in kept]


def kind_of(row: ConsentKind) -> Kind:
    """Return a purpose as the rule asks it."""
    return Kind(row.code, row.title, row.gate, row.whose, row.pk)


def subjects_of(organization: Organization, person_ids: Iterable[int], on: date) -> dict[int, Subject]:
    """Return of these people what the rule asks: birth dates, and who is grown though nobody wrote the date."""

    def has(model, field: str = "person"):
        return Exists(model.objects.on(on).filter(**{field: OuterRef("pk")}))

    works = has(Employment) | has(Affiliation) | has(Guardianship, "guardian")
    rows = Person.objects.filter(organization=organization, pk__in=list(person_ids)).annotate(
        works=works, learns=has(Enrollment)
    )
    return {
        pk: Subject(birth, grown=works and not learns)
        for pk, birth, works, learns in rows.values_list("pk", "birth_date", "works", "learns")
    }


def acts_of(
    organization: Organization, person_ids: Collection[int], kinds: Iterable[Kind]
) -> dict[tuple[int, str], list[Act]]:
    """Return every act of these people by person and purpose."""
    found: dict[tuple[int, str], list[Act]] = defaultdict(list)
    rows = Consent.objects.filter(
        organization=organization, person__in=list(person_ids), kind__in=[kind.pk for kind in kinds]
    )
    fields = ("person_id", "kind__code", "on", "until", "given_by_id", "refused", "withdrawn_on", "pk")
    for person, code, on, until, given_by, refused, withdrawn_on, pk in rows.values_list(*fields):
        found[person, code].append(Act(on, until, given_by or 0, refused, withdrawn_on, pk))
    return found
