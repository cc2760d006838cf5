"""The pulse: once a month both sides mark how the work goes; a gap between them or a fall is a signal."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mentoring.accounts import journal
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.notifications import letters
from mentoring.notifications.letters import Written
from mentoring.pairs.family import places
from mentoring.pairs.models import Pair, PairMentor, Pulse, Side
from mentoring.pairs.models.pairs import in_seat
from mentoring.people.models import Person

QUESTION = "Как вам работалось вместе в этом месяце?"
MARKS = range(1, 11)
LONGEST = 300
ASK_FROM = 15  # the day of a month from which it can be judged
NEW = timedelta(days=14)  # a pair that has worked for less is not asked yet
WIDE = 3  # marks between the sides, or lost within a month, that are worth a talk
_MONTHS_BACK = 3


@dataclass(frozen=True)
class Said:
    """One mark: when, on which side, whose."""

    month: date
    is_mentor: bool
    person: int
    mark: int


@dataclass(frozen=True)
class Signal:
    """What the marks of a pair warn of."""

    gap: int
    fall: int

    @property
    def is_wide(self) -> bool:
        return self.gap >= WIDE

    @property
    def falls(self) -> bool:
        return self.fall >= WIDE


def month_of(day: date) -> date:
    """Return the first day of its month, by which a pulse is known."""
    return day.replace(day=1)


@transaction.atomic
def ask_month(organization: Organization, today: date) -> int:
    """Ask both sides of every pair that has worked for a while, once a month; return how many were asked."""
    if today.day < ASK_FROM:
        return 0
    month = month_of(today)
    pairs = list(places.standing(today, organization).filter(state=Pair.State.WORKS, start__lte=today - NEW))
    # Two clocks may strike at once: the row of the organization is the lock of the month.
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    whom = places.may_be_written_to(places.of(pairs, today), today)
    asked = [(place.pair.pk, place.person.pk, place.side) for place in whom]
    seats = PairMentor.objects.filter(in_seat(today), pair__in=pairs).select_related("mentor")
    asked += [(seat.pair_id, seat.mentor.person_id, Side.MENTOR) for seat in seats]
    there = set(Pulse.objects.filter(organization=organization, month=month).values_list("pair", "person"))
    fresh = {(pair, person): side for pair, person, side in asked if (pair, person) not in there}
    Pulse.objects.bulk_create(
        Pulse(organization=organization, pair_id=pair, person_id=person, side=side, month=month)
        for (pair, person), side in fresh.items()
    )
    if fresh:
        journal.write(organization, "organization.pulse", organization, by=None, after={"reached": len(fresh)})
        _write([place for place in whom if (place.pair.pk, place.person.pk) in fresh and place.person.email], month)
    return len(fresh)


def _write(whom: list[places.Place], month: date) -> None:
    """Bring the question by letter, with a link of its own."""
    addresses = places.links_for(whom)
    written = []
    for place in whom:
        context = {"place": place, "address": addresses[place.subject], "question": QUESTION}
        parts = letters.render(place.pair.organization, "pulse", context)
        written.append(Written(f"pulse:{place.subject}:{month}", place.person.email, **parts))
    if written:
        letters.queue_reminders(whom[0].pair.organization, written)


@transaction.atomic
def answer(pulse: Pulse, mark: int, word: str = "", *, by: Membership | None = None) -> Pulse:
    """Keep a mark; until the month is over it may be given anew."""
    if mark not in MARKS:
        raise Refused("Отметьте оценку от 1 до 10.")
    row = Pulse.objects.select_for_update(of=("self",)).select_related("organization").get(pk=pulse.pk)
    row.mark, row.word, row.answered_at = mark, word.strip()[:LONGEST], timezone.now()
    row.save(update_fields=["mark", "word", "answered_at"])
    journal.write(row.organization, "pulse.told", row, by=by)
    return row


def asked_of(person: Person, today: date) -> QuerySet[Pulse]:
    """Return the questions of this month to one person, of pairs that still stand."""
    standing = places.standing(today, person.organization)
    return Pulse.objects.filter(person=person, month=month_of(today), pair__in=standing).select_related("pair")


def since(today: date) -> date:
    """Return the first month that still says something of how a pair is."""
    month = month_of(today)
    for _ in range(_MONTHS_BACK):
        month = month_of(month - timedelta(1))
    return month


def said_of(rows: Iterable[Pulse]) -> dict[int, list[Said]]:
    """Return the marks by pair."""
    found: dict[int, list[Said]] = defaultdict(list)
    for row in rows:
        if row.mark is not None:
            found[row.pair_id].append(Said(row.month, row.side == Side.MENTOR, row.person_id, row.mark))
    return found


def signal(said: Iterable[Said]) -> Signal:
    """Say how far the sides are apart in the last month in which both spoke, and the largest fall of one person."""
    rows = list(said)
    return Signal(gap(rows), max((_fall(marks) for marks in _by_person(rows)), default=0))


def gap(said: Iterable[Said]) -> int:
    """Return the widest difference between a mentor and a mentee in the last month in which both sides spoke."""
    months: dict[date, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for one in said:
        months[one.month][one.is_mentor].append(one.mark)
    both = [month for month, (mentees, mentors) in months.items() if mentees and mentors]
    if not both:
        return 0
    mentees, mentors = months[max(both)]
    return max(max(mentors) - min(mentees), max(mentees) - min(mentors))


def _by_person(said: list[Said]) -> list[list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for one in sorted(said, key=lambda one: one.month):
        found[one.person].append(one.mark)
    return list(found.values())


def _fall(marks: list[int]) -> int:
    """Return how much lower the last mark is than the one before."""
    return max(0, marks[-2] - marks[-1]) if len(marks) > 1 else 0
