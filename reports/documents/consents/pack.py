"""Blank consents of families as one PDF: a document for each purpose that is still to be signed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.people.consents import finding, gates, matrix, rules, wording
from mentoring.people.consents.rules import Subject
from mentoring.people.models import ConsentKind, ConsentText, Guardianship, Person
from mentoring.printing import press
from reports.documents import dressing
from reports.documents.consents import forms as consent_forms
from reports.documents.consents.forms import Blank, Signatory
from reports.documents.paper import Stationery
from reports.documents.rendering import html

AT_ONCE = 10  # people whose blanks are set while one waits
MOST = 300  # people of one pack
SHEETS = (*html.SHEETS, "css/consent.css")
NAME = "soglasiya.pdf"


def people_of(member: Membership, ids: Sequence[int], today: date) -> list[Person]:
    """Return these people, as far as the member reaches them, by name."""
    people = finding.reached(member).filter(pk__in=list(ids)[:MOST])
    return list(matrix.with_groups(people, today))


def blanks(
    people: Sequence[Person], kinds: Sequence[ConsentKind], today: date, *, only_lacking: bool, by: Membership
) -> Iterator[Blank]:
    """Yield a blank for each purpose that concerns each of these people, in a fixed number of queries."""
    subjects = gates.subjects_of(by.organization, [person.pk for person in people], today)
    acts = gates.acts_of(by.organization, subjects, [gates.kind_of(kind) for kind in kinds])
    texts = _texts(kinds, today)
    guardians = _guardians(people, today)
    look = dressing.sheet(by.organization)
    for person in people:
        subject = subjects[person.pk]
        for kind in kinds:
            said = rules.standing(gates.kind_of(kind), subject, acts.get((person.pk, kind.code), ()), today)
            wanted = said.is_closed or said.mark is rules.Mark.SOON
            if wanted or not only_lacking and said.mark is not rules.Mark.NEEDLESS:
                blank = _of_kind(kind, texts.get(kind.pk), by.organization, look)
                yield _named(blank, person, subject, guardians[person.pk], today)


def pdf(given: Sequence[Blank]) -> bytes:
    """Set the blanks as one file."""
    if not given:
        raise Refused("Печатать нечего: всё уже подписано. Снимите отметку «только те, которых нет».")
    made = consent_forms.paper("Согласия", given)
    return press.pdf(html.page(made), sheets=SHEETS, extras=html.extras(made))


def _named(blank: Blank, person: Person, subject: Subject, guardians: Sequence[Guardianship], today: date) -> Blank:
    """Name in the blank of a purpose whoever it concerns, and who signs it."""
    return replace(
        blank,
        person=person.full_name,
        short_name=person.short_name,
        about=_about(person),
        minor=subject.is_minor(today),
        signs_too=subject.signs_too(today),
        signatory=_signatory(guardians),
    )


def for_pen(kind: ConsentKind, organization: Organization, today: date, *, minor: bool) -> Blank:
    """Return the blank of one purpose in which the pen names everybody."""
    said, look = _texts([kind], today).get(kind.pk), dressing.sheet(organization)
    return replace(_of_kind(kind, said, organization, look), minor=minor, signs_too=minor)


def _of_kind(kind: ConsentKind, said: ConsentText | None, organization: Organization, look: Stationery) -> Blank:
    """Say what every blank of one purpose says."""
    parts = wording.parts_of(said)
    return Blank(
        title=kind.title,
        organization=organization.full_name,
        address=organization.address,
        look=look,
        purpose=parts["purpose"] or kind.title,
        data=_lines(parts["data"]),
        actions=_lines(parts["actions"]),
        more=parts["text"],
        months=words.counted(kind.months, "месяц", "месяца", "месяцев") if kind.months else "",
        public=kind.gate == ConsentKind.Gate.PUBLICATION and kind.written,
    )


def _signatory(guardians: Sequence[Guardianship]) -> Signatory:
    """Name the representative where there is one; of several the pen names whoever signs."""
    if len(guardians) != 1:
        return Signatory()
    one = guardians[0]
    return Signatory(one.guardian.full_name, one.guardian.short_name, one.get_right_display(), one.document)


def _about(person: Person) -> str:
    born = [f"{words.full(person.birth_date)} рождения"] if person.birth_date else []
    return ", ".join([*born, *(one.group.title for one in person.classes)])


def _lines(said: str) -> tuple[str, ...]:
    return tuple(line.strip().rstrip(";.") for line in said.splitlines() if line.strip())


def _texts(kinds: Sequence[ConsentKind], today: date) -> dict[int, ConsentText]:
    """Return the words in force of each purpose, in one query."""
    rows = ConsentText.objects.filter(kind__in=kinds, since__lte=today).order_by("number")
    return {row.kind_id: row for row in rows}


def _guardians(people: Sequence[Person], today: date) -> dict[int, list[Guardianship]]:
    found: dict[int, list[Guardianship]] = defaultdict(list)
    for row in Guardianship.objects.on(today).filter(child__in=people).select_related("guardian").order_by("pk"):
        found[row.child_id].append(row)
    return found
