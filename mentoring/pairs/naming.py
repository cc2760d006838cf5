"""What a pair is called: by the people who hold its seats on a day."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from mentoring.accounts import schooldays
from mentoring.calendar.words import counted
from mentoring.pairs.models import Pair, PairMentee, PairMentor

NOBODY = "наставника нет"
_RANK = {PairMentor.Role.LEAD: 0, PairMentor.Role.SECOND: 1, PairMentor.Role.SUBSTITUTE: 2}


def with_people(pairs: QuerySet[Pair]) -> QuerySet[Pair]:
    """Ask with the pairs for all that `name` needs: two queries for any number of them."""
    return pairs.select_related("organization").prefetch_related(
        Prefetch("mentors", PairMentor.objects.select_related("mentor__person")),
        Prefetch("mentees", PairMentee.objects.select_related("mentee__person")),
    )


def day_of(pair: Pair) -> date:
    """Return the day on which a pair is looked at: today, or the nearest of its own days."""
    day = max(schooldays.today(pair.organization), pair.start)
    return max(pair.start, min(day, pair.ended_on)) if pair.ended_on else day


def mentors_on(pair: Pair, day: date) -> list[PairMentor]:
    """Return the seats of mentors held on a day, the leading one first."""
    return sorted(_held(pair.mentors.all(), day), key=lambda seat: _RANK[seat.role])


def mentees_on(pair: Pair, day: date) -> list[PairMentee]:
    """Return the seats of mentees held on a day."""
    return _held(pair.mentees.all(), day)


def name(pair: Pair) -> str:
    """Say «Орлов Матвей и Зимина Е. В.»; a group by its title or by its mentor."""
    day = day_of(pair)
    leads = [seat for seat in mentors_on(pair, day) if seat.role == PairMentor.Role.LEAD]
    mentor = leads[0].mentor.person.short_name if leads else ""
    mentees = mentees_on(pair, day)
    if pair.kind == Pair.Kind.ONE and mentees:
        person = mentees[0].mentee.person
        return " и ".join(part for part in (f"{person.surname} {person.given}", mentor) if part)
    if pair.title:
        return pair.title
    return f"{mentor or NOBODY} и группа: {counted(len(mentees), 'человек', 'человека', 'человек')}"


def _held(seats, day: date) -> list:
    return [seat for seat in seats if seat.since <= day and (seat.until is None or seat.until >= day)]
