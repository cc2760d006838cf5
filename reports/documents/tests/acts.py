"""Small acts for tests of what happens to an act, whatever it says."""

from datetime import date, timedelta

from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership, Organization
from mentoring.people.models import Employment, Person, Position
from mentoring.programmes.models import Programme
from reports.documents import approving
from reports.documents.models import Document
from tests.cast import make_member, make_programme

Duty = Employment.Duty
SURNAMES = ("Ракитин", "Ольхов", "Кленов", "Тополев")
BODY = [
    {"block": "letterhead"},
    {"block": "name"},
    {"block": "registration"},
    {"block": "heading"},
    {"block": "paragraph", "flat": True, "text": "ПРИКАЗЫВАЮ:"},
    {"block": "point", "text": "Провести день открытых дверей."},
    {"block": "signature", "who": "head"},
]


def make_head(school: Organization, member: Membership, *, number: int = 0, **fields) -> Employment:
    """Let a member head the school."""
    person = Person.objects.create(
        organization=school, surname=SURNAMES[number], given="Игорь", patronymic="Львович", sex="m", membership=member
    )
    position, _ = Position.objects.get_or_create(organization=school, title="директор")
    return Employment.objects.create(organization=school, person=person, position=position, duty=Duty.HEAD, **fields)


def programme_of(school: Organization) -> Programme:
    """Make a programme that is under way, whatever the day of the test."""
    today = schooldays.today(school)
    return make_programme(school, start=today - timedelta(days=60), end=today + timedelta(days=200))


def make_draft(programme: Programme, *, by: Membership, title: str = "О дне открытых дверей", **fields) -> Document:
    """Make a draft that names nobody."""
    return Document.objects.create(
        organization=programme.organization,
        programme=programme,
        title=title,
        drafted_by=by,
        **{"kind": "O1", "body": BODY} | fields,
    )


def make_submitted(programme: Programme, *, by: Membership, **fields) -> Document:
    """Make an act that lies with the head."""
    now = timezone.now()
    return make_draft(
        programme, by=by, **{"state": Document.State.SUBMITTED, "submitted_by": by, "submitted_at": now} | fields
    )


def make_approved(programme: Programme, head: Employment, *, by: Membership, **fields) -> Document:
    """Make an act that waits for its number."""
    document = make_submitted(
        programme,
        by=by,
        state=Document.State.APPROVED,
        approved_by=head.person.membership,
        approved_at=timezone.now(),
        signer=head,
        **fields,
    )
    document.approved_digest = approving.text_digest(document)
    document.save(update_fields=["approved_digest"])
    return document


def make_office(school: Organization) -> tuple[Programme, Employment, Membership]:
    """Make a programme, who heads the school, and who keeps its papers."""
    head = make_head(school, make_member(school, Role.DIRECTOR))
    return programme_of(school), head, make_member(school, Role.CURATOR)


def today(document: Document) -> date:
    return schooldays.today(document.organization)


def no_renderer(rendering_id: int) -> None:
    """Stand for a renderer that dies."""
    raise MemoryError
