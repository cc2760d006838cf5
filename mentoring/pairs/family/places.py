"""Who stands on the family's side of a pair, and the lasting links that open the page of their pair."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mentoring import qr
from mentoring.accounts import journal, links, schooldays
from mentoring.accounts.models import Membership, Organization, PersonalLink
from mentoring.accounts.operations import Refused
from mentoring.notifications import letters
from mentoring.pairs import naming
from mentoring.pairs.models import Pair, PairMentee, Side
from mentoring.pairs.models.pairs import in_seat
from mentoring.people import consents
from mentoring.people.consents import gates
from mentoring.people.models import ConsentKind, Guardianship, Person

PURPOSE = "family"
PAGE = "family_link"
LASTS = timedelta(days=400)  # longer than any programme: whether it still opens is told by the pair
ON_ONE_SHEET = 80


@dataclass(frozen=True)
class Place:
    """Somebody on the family's side of a pair: a mentee, or a parent of mentees who are children."""

    pair: Pair
    person: Person
    side: Side
    seats: tuple[PairMentee, ...]

    @property
    def subject(self) -> str:
        return f"{self.pair.public_id}:{self.person.pk}"

    @property
    def learners(self) -> list[Person]:
        """Return the mentees of whom this place speaks."""
        return [seat.mentee.person for seat in self.seats]


@dataclass(frozen=True)
class Slip:
    """A strip of paper for one person: the address and its square for telephones."""

    place: Place
    address: str
    picture: str


@dataclass(frozen=True)
class Holder:
    """A place with what its link is like: since when, and whether a letter can bring one."""

    place: Place
    since: datetime | None


def standing(day: date, organization: Organization) -> QuerySet[Pair]:
    """Return the pairs of a school that are fixed by an order and not over on this day."""
    return Pair.objects.filter(organization=organization, state__in=Pair.STANDING, end__gte=day)


def of(pairs: Iterable[Pair], day: date) -> list[Place]:
    """Return who speaks for the mentees of these pairs of one school: from 14 themselves, till 18 a parent too."""
    found = PairMentee.objects.filter(in_seat(day), pair__in=[one.pk for one in pairs])
    seats = list(found.select_related("pair__organization", "mentee__person").order_by("pair", "pk"))
    if not seats:
        return []
    people = {seat.mentee.person_id for seat in seats}
    subjects = gates.subjects_of(seats[0].organization, people, day)
    minors = {pk for pk, subject in subjects.items() if subject.is_minor(day)}
    parents: dict[int, list[Person]] = {}
    for row in Guardianship.objects.on(day).filter(child__in=minors).select_related("guardian").order_by("pk"):
        parents.setdefault(row.child_id, []).append(row.guardian)
    own, of_parents = [], {}
    for seat in seats:
        person = seat.mentee.person
        if person.pk not in minors or subjects[person.pk].signs_too(day):
            own.append(Place(seat.pair, person, Side.MENTEE, (seat,)))
        for parent in parents.get(person.pk, ()):
            of_parents.setdefault((seat.pair_id, parent.pk), (parent, []))[1].append(seat)
    return own + [
        Place(children[0].pair, parent, Side.PARENT, tuple(children)) for parent, children in of_parents.values()
    ]


def place_of(link: PersonalLink) -> Place | None:
    """Return where a link leads today: nowhere once the pair is over or its holder has left it."""
    pair, _, person = link.subject.partition(":")
    today = schooldays.today(link.organization)
    rows = standing(today, link.organization).filter(public_id=pair)
    return next((place for place in of(rows, today) if str(place.person.pk) == person), None)


def living(organization: Organization | None = None) -> QuerySet[PersonalLink]:
    """Return the links that were neither revoked nor have expired."""
    rows = PersonalLink.objects.filter(purpose=PURPOSE, revoked_at=None, expires_at__gt=timezone.now())
    return rows.select_related("organization") if organization is None else rows.filter(organization=organization)


def holders(pair: Pair) -> list[Holder]:
    """Return everybody of the family's side with the day of their link, the children before the parents."""
    found = living(pair.organization).filter(subject__startswith=f"{pair.public_id}:").order_by("pk")
    since = dict(found.values_list("subject", "created_at"))
    return [Holder(place, since.get(place.subject)) for place in _of_pair(pair)]


def links_for(wanted: Iterable[Place]) -> dict[str, str]:
    """Make a link for each of these places of one school; return the addresses by the subjects of the places."""
    rows = list(wanted)
    if not rows:
        return {}
    tokens = links.make_many(rows[0].pair.organization, PURPOSE, [row.subject for row in rows], lasts=LASTS)
    return {subject: links.address(PAGE, token) for subject, token in tokens.items()}


@transaction.atomic
def print_links(pair: Pair, chosen: Collection[int], *, by: Membership) -> list[Slip]:
    """Make a link for each of the chosen people; the addresses are seen this once."""
    rows = _chosen(pair, chosen)
    addresses = links_for(rows)
    journal.write(pair.organization, "pair.links", pair, by=by, after={"links": len(rows)})
    return [Slip(row, addresses[row.subject], qr.picture(addresses[row.subject])) for row in rows]


@transaction.atomic
def letter(pair: Pair, chosen: Collection[int], *, by: Membership) -> int:
    """Write to those of the chosen who have an address; return to how many."""
    rows = [row for row in _chosen(pair, chosen) if row.person.email]
    if not rows:
        raise Refused("Ни у кого из отмеченных нет электронной почты. Напечатайте лист со ссылками.")
    rows = may_be_written_to(rows, schooldays.today(pair.organization))
    if not rows:
        raise Refused("У отмеченных нет действующего согласия на участие: писать им нельзя. Проверьте согласия.")
    addresses = links_for(rows)
    for row in rows:
        context = {"place": row, "address": addresses[row.subject], "name": naming.name(pair)}
        letters.post(pair.organization, row.person.email, "family", context)
    journal.write(pair.organization, "pair.links", pair, by=by, after={"links": len(rows), "told": len(rows)})
    return len(rows)


@transaction.atomic
def revoke(pair: Pair, chosen: Collection[int], *, by: Membership) -> int:
    """Close every link of the chosen people to this pair; return how many were closed."""
    subjects = [f"{pair.public_id}:{pk}" for pk in chosen]
    closed = living(pair.organization).filter(subject__in=subjects).update(revoked_at=timezone.now())
    if not closed:
        raise Refused("У отмеченных нет действующих ссылок: закрывать нечего.")
    journal.write(pair.organization, "pair.links_closed", pair, by=by, after={"links": closed})
    return closed


def may_be_written_to(rows: Iterable[Place], day: date) -> list[Place]:
    """Leave out the places whose mentees have no consent to the programme on this day."""
    asked = list(rows)
    if not asked:
        return []
    people = {one.pk for row in asked for one in row.learners}
    organization = asked[0].pair.organization
    lacks = consents.missing(people, ConsentKind.Gate.PROGRAMME, day, organization=organization)
    return [row for row in asked if not any(lacks[one.pk] for one in row.learners)]


def _of_pair(pair: Pair) -> list[Place]:
    today = schooldays.today(pair.organization)
    return of(standing(today, pair.organization).filter(pk=pair.pk), today)


def _chosen(pair: Pair, chosen: Collection[int]) -> list[Place]:
    if not chosen:
        raise Refused("Никто не выбран. Отметьте имена.")
    if len(chosen) > ON_ONE_SHEET:
        raise Refused(f"За один раз можно сделать не больше {ON_ONE_SHEET} ссылок. Отметьте меньше имён.")
    rows = [place for place in _of_pair(pair) if place.person.pk in chosen]
    if len(rows) != len(set(chosen)):
        raise Refused("Кто-то из отмеченных уже не в этой паре. Обновите страницу и отметьте снова.")
    return rows
