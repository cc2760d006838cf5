"""What the family's side says of a meeting: a mark and a word."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from mentoring.accounts import journal
from mentoring.accounts.operations import Refused
from mentoring.pairs.diary import sampling
from mentoring.pairs.family.places import Place
from mentoring.pairs.models import Confirmation, Meeting

MARKS = range(1, 11)
LONGEST = 1000
ASKED_FOR = timedelta(days=60)  # an older meeting is remembered too badly to be marked
AT_ONCE = 5


def unmarked(place: Place, today: date) -> QuerySet[Meeting]:
    """Return the held meetings of which this side has not spoken yet, the last ones first."""
    held = Meeting.objects.filter(pair=place.pair, state=Meeting.State.HELD, mentee_mark=None)
    rows = held.filter(_with(place), on__gt=today - ASKED_FOR, on__lte=today)
    return rows.order_by("-on", "-pk")[:AT_ONCE]


def drawn(place: Place) -> QuerySet[Confirmation]:
    """Return the entries drawn by lot about which this side has not been heard yet."""
    seen = Meeting.objects.filter(_with(place), pair=place.pair)
    return sampling.asked_about(place.pair).filter(meeting__in=seen.values("pk")).order_by("meeting__on", "pk")


@transaction.atomic
def say(meeting: Meeting, place: Place, mark: int, word: str = "") -> Meeting:
    """Keep the mark and the word of one side; whoever has spoken may correct themselves, nobody else may."""
    if mark not in MARKS:
        raise Refused("Отметьте оценку от 1 до 10.")
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("organization")
    held = rows.filter(pk=meeting.pk, pair=place.pair, state=Meeting.State.HELD).first()
    if held is None or not Meeting.objects.filter(_with(place), pk=meeting.pk).exists():
        raise Refused("Об этой встрече сказать нельзя: она не состоялась или прошла без вас.")
    if held.mentee_by_id not in (None, place.person.pk):
        raise Refused("Об этой встрече с вашей стороны уже сказали. Спасибо.")
    held.mentee_mark, held.mentee_word, held.mentee_by = mark, word.strip()[:LONGEST], place.person
    held.version += 1
    held.save(update_fields=["mentee_mark", "mentee_word", "mentee_by", "version"])
    journal.write(held.organization, "meeting.said", held, by=None)
    return held


def _with(place: Place) -> Q:
    """Say of meetings that one of these mentees was in the pair on that day, and did not miss it."""
    found = Q()
    for seat in place.seats:
        begun = Q(on__gte=seat.since) if seat.until is None else Q(on__range=(seat.since, seat.until))
        found |= begun & ~Q(pk__in=seat.presences.filter(came=False).values("meeting"))
    return found
