"""Seats of mentors and mentees in pairs: who holds one from which day, and whether there is a place."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from mentoring.accounts import schooldays
from mentoring.accounts.models import Organization
from mentoring.accounts.operations import Refused
from mentoring.calendar.words import counted
from mentoring.pairs import naming
from mentoring.pairs.models import Pair, PairMentee, PairMentor
from mentoring.pairs.models.pairs import in_seat
from mentoring.people import consents
from mentoring.people.models import ConsentKind, Employment
from mentoring.registry.models import Mentee, Mentor

NOTICE = 3  # working days: ТК РФ, ст. 60.2 and 351.8
LIVING = (Pair.State.PROJECT, *Pair.STANDING)
_LEADING = (PairMentor.Role.LEAD, PairMentor.Role.SECOND)
_DAY = timedelta(1)


def places(mentor: Mentor, day: date, *, besides: Pair | None = None) -> int:
    """Count the mentees whom a mentor has on a day, projects included; a substitute has none of their own."""
    return taken([mentor], day, besides=besides)[mentor.pk]


def taken(mentors: Iterable[Mentor], day: date, *, besides: Pair | None = None) -> Counter[int]:
    """Count by mentor the mentees whom each has on a day, in one query."""
    rows = PairMentee.objects.filter(
        in_seat(day),
        in_seat(day, "pair__mentors__"),
        pair__mentors__role__in=_LEADING,
        pair__mentors__mentor__in=[one.pk for one in mentors],
        pair__state__in=LIVING,
        pair__end__gte=day,
    )
    if besides is not None:
        rows = rows.exclude(pair=besides)
    return Counter(rows.values_list("pair__mentors__mentor", flat=True))


def paired(mentees: Iterable[Mentee], day: date) -> set[int]:
    """Return those who are in a pair on a day, projects included."""
    rows = PairMentee.objects.filter(in_seat(day), mentee__in=[one.pk for one in mentees])
    return set(rows.filter(pair__state__in=LIVING, pair__end__gte=day).values_list("mentee", flat=True))


def overlapping(since: date, until: date | None) -> Q:
    """Say of seats that they are held on some of these days."""
    begun = Q() if until is None else Q(since__lte=until)
    return begun & (Q(until=None) | Q(until__gte=since))


def lock_mentors(mentors: Iterable[Mentor]) -> dict[int, Mentor]:
    """Take the mentors for a change, in one order everywhere: their row is the lock of their places."""
    rows = Mentor.objects.filter(pk__in=[one.pk for one in mentors]).select_related("person", "organization")
    return {row.pk: row for row in rows.order_by("pk").select_for_update(of=("self",))}


def require_place(mentor: Mentor, count: int, since: date, until: date, *, besides: Pair | None = None) -> None:
    """Refuse where so many more mentees are above what the mentor takes on some day from `since` to `until`."""
    days = {since, *_beginnings(mentor, since, until)}
    most = max(places(mentor, day, besides=besides) for day in days)
    if most + count > mentor.capacity:
        has, takes = _people(most), _people(mentor.capacity)
        raise Refused(
            f"{mentor}: уже {has}, а берёт не больше, чем {takes}. Выберите другого наставника или увеличьте "
            "«возьмёт наставляемых» в его карточке."
        )


def require_ready(mentors: Iterable[Mentor], mentees: Iterable[Mentee], on: date) -> None:
    """Refuse, naming everybody who is outside the register or lacks a consent on this day."""
    said = unready(list(mentors), list(mentees), on)
    if said:
        raise Refused(f"Пока нельзя закрепить. {' '.join(said)} Исправьте в их карточках и повторите.")


def unready(mentors: list[Mentor], mentees: list[Mentee], on: date) -> list[str]:
    """Say of each who is not ready on this day what they lack."""
    rows = {one.person_id: one for one in [*mentors, *mentees]}
    if not rows:
        return []
    organization = next(iter(rows.values())).organization
    lacks = consents.missing(rows, ConsentKind.Gate.PROGRAMME, on, organization=organization)
    outside = {
        one.person_id: f"сейчас «{one.get_state_display()}»"
        for one in [*mentors, *mentees]
        if one.state != type(one).State.REGISTERED
    }
    found = []
    for person, row in rows.items():
        words = [outside[person]] if person in outside else []
        words += [lack.words for lack in lacks[person]]
        if words:
            found.append(f"{row}: {', '.join(words)}.")
    return found


def require_free(mentees: Iterable[Mentee], pair: Pair, since: date, until: date) -> None:
    """Refuse where a mentee has another pair of this form on some of these days."""
    busy = PairMentee.objects.filter(
        overlapping(since, until),
        mentee__in=[one.pk for one in mentees],
        pair__form=pair.form_id,
        pair__programme=pair.programme_id,
        pair__state__in=LIVING,
        pair__end__gte=since,
    )
    found = busy.exclude(pair=pair.pk).select_related("mentee__person").first()
    if found:
        raise Refused(
            f"{found.mentee}: уже есть пара этой формы в эти дни. Сначала завершите её или выберите другие дни."
        )


def end_all(pair: Pair, on: date) -> None:
    """Let every seat of a pair end on this day at the latest; those that were to begin later are dropped."""
    for seats in (pair.mentors, pair.mentees):
        seats.filter(since__gt=max(on, pair.start)).delete()
        for seat in seats.filter(Q(until=None) | Q(until__gt=on)):
            seat.until = max(seat.since, on)
            seat.save(update_fields=["until"])


def end_before(seats: QuerySet, day: date) -> None:
    """Let these seats end on the eve of a day; those that were to begin on it or later never do."""
    seats.filter(since__gte=day).delete()
    seats.filter(Q(until=None) | Q(until__gte=day)).update(until=day - _DAY)


def notice(pair: Pair, on: date) -> date:
    """Return the day that a change may begin when everybody is told on `on`: an employee is warned beforehand."""
    mentors = [seat.mentor.person_id for seat in naming.mentors_on(pair, max(on, pair.start))]
    if not Employment.objects.on(on).filter(person__in=mentors).exists():
        return on
    return warned(pair.organization, on)


def warned(organization: Organization, on: date) -> date:
    """Return the soonest day on which the work of an employee may change who is warned on `on`."""
    return schooldays.calendar_of(organization).add_working_days(on, NOTICE)


def _beginnings(mentor: Mentor, since: date, until: date) -> set[date]:
    """Return the days within a period on which this mentor gets one more mentee."""
    own = PairMentor.objects.filter(mentor=mentor, role__in=_LEADING, pair__state__in=LIVING)
    days = set(own.filter(since__gt=since, since__lte=until).values_list("since", flat=True))
    joined = PairMentee.objects.filter(pair__in=own.values("pair"), since__gt=since, since__lte=until)
    return days | set(joined.values_list("since", flat=True))


def _people(count: int) -> str:
    return counted(count, "наставляемый", "наставляемых", "наставляемых")
