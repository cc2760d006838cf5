"""The list of a gathering: who is invited, who came, who asked to take part and so becomes a candidate."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.people.models import Enrollment, Person
from mentoring.programmes.models import Programme
from mentoring.registry import mentees, mentors
from mentoring.registry.models import Mentee, Mentor, Request
from practices import keeping
from practices.models import Gathering, Guest

MENTORS, MENTEES, STAFF = "mentors", "mentees", "staff"
CIRCLES = ((MENTORS, "наставники программы"), (MENTEES, "наставляемые программы"), (STAFF, "работники организации"))
MOST = 500  # people on one list
Wish = Guest.Wish


@dataclass(frozen=True)
class Turned:
    """How many of those who asked have become candidates."""

    mentees: int
    mentors: int


def circle(programme: Programme, code: str, member: Membership) -> QuerySet[Person]:
    """Return the people of a circle, or of the class with this key."""
    people, today = Person.objects.visible_to(member), schooldays.today(member.organization)
    if code == STAFF:
        return people.working_on(today)
    models = {MENTORS: Mentor, MENTEES: Mentee}
    if code in models:
        rows = models[code].objects.filter(Q(programme=programme) & ~Q(state__in=("left", "refused")))
        return people.filter(pk__in=rows.values("person"))
    return people.filter(pk__in=Enrollment.objects.on(today).filter(group=code).values("person"))


@transaction.atomic
def invite(gathering: Gathering, people: Collection[Person], *, by: Membership) -> int:
    """Put people on the list; those who stand there are passed over. Return how many are new."""
    row = keeping.locked(gathering, by=by)
    there = set(row.guests.values_list("person", flat=True))
    fresh = [one for one in people if one.pk not in there]
    if len(there) + len(fresh) > MOST:
        raise Refused(f"В одном списке не больше {MOST} человек. Для больших встреч достаточно числа пришедших.")
    Guest.objects.bulk_create(Guest(organization=row.organization, gathering=row, person=one) for one in fresh)
    if fresh:
        keeping.touch(row)
        keeping.write("invited", row, by=by, after={"guests": [one.full_name for one in fresh]})
    return len(fresh)


@transaction.atomic
def mark(
    gathering: Gathering, came: Collection[int], wishes: Mapping[int, str], *, version: int, by: Membership
) -> int:
    """Keep who came and what they asked for, by keys of the list; return how many lines changed."""
    row = keeping.locked(gathering, version=version, by=by)
    if came and row.on > schooldays.today(row.organization):
        raise Refused("Встреча ещё впереди. Отметьте пришедших в день встречи или после неё.")
    changed = []
    for guest in row.guests.select_related("person"):
        wish = wishes.get(guest.pk, guest.wish)
        now = (guest.pk in came, wish if wish in Wish.values and not guest.enrolled_on else guest.wish)
        if now != (guest.came, guest.wish):
            guest.came, guest.wish = now
            changed.append(guest)
    Guest.objects.bulk_update(changed, ["came", "wish"])
    if changed:
        keeping.touch(row)
        keeping.write("attendance", row, by=by, after={"marks": [_told(guest) for guest in changed]})
    return len(changed)


def _told(guest: Guest) -> str:
    wish = f", хочет участвовать {guest.get_wish_display()}" if guest.wish else ""
    return f"{guest}: {'был' if guest.came else 'не был'}{wish}"


@transaction.atomic
def remove(guest: Guest, *, by: Membership) -> None:
    """Take somebody off the list."""
    row = keeping.locked(guest.gathering, by=by)
    if guest.enrolled_on:
        raise Refused(f"{guest} уже среди кандидатов: видно, откуда человек пришёл. Оставьте в списке.")
    keeping.write("struck_off", row, by=by, before={"guests": [str(guest)]})
    keeping.touch(row)
    guest.delete()


@transaction.atomic
def turn_into_candidates(gathering: Gathering, *, by: Membership) -> Turned:
    """Enter those who asked to take part into the registries, with this gathering as the source."""
    row = keeping.locked(gathering, by=by)
    asking = list(row.guests.exclude(wish=Wish.NONE).filter(enrolled_on=None).select_related("person"))
    if not asking:
        raise Refused("Вносить некого: никто из списка не просил об участии или все уже внесены.")
    source = f"Просьба на встрече «{row.title}», {words.full(row.on)}"
    to_help = [guest.person for guest in asking if guest.wish == Wish.MENTEE]
    to_lead = [guest.person for guest in asking if guest.wish == Wish.MENTOR]
    new = mentees.enrol(row.programme, to_help, by=by)
    for mentee in new:
        mentees.ask(mentee, by=by, text=source, source=Request.Source.SELF, on=row.on)
    leading = mentors.enrol(row.programme, to_lead, on=row.on, note=source, by=by)
    today = schooldays.today(row.organization)
    row.guests.filter(pk__in=[guest.pk for guest in asking]).update(enrolled_on=today)
    keeping.touch(row)
    keeping.write("candidates", row, by=by, after={"guests": [str(guest) for guest in asking]})
    return Turned(len(new), len(leading))
