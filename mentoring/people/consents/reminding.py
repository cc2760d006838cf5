"""Reminders of consents: a child will be 14 or 18, a withdrawn consent leaves things to do by a day."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.membership import school_path
from mentoring.accounts.models import Membership, Organization
from mentoring.calendar import words
from mentoring.notifications import schedule, telling
from mentoring.notifications.about import Addressee, Fact
from mentoring.notifications.ladder import OpenDays, Planned, Step, Times, To, When, plan
from mentoring.notifications.models import Reminder
from mentoring.people import ages
from mentoring.people.consents import birthdays, consequences, rules
from mentoring.people.models import Consent, Enrollment, Person

AGE, WITHDRAWAL = "consent_age", "withdrawal"
AGE_LADDER = (
    Step("before", When.BEFORE, To.RESPONSIBLE, birthdays.AHEAD),
    Step("day", When.DAY, To.RESPONSIBLE),
)
STOP_LADDER = (Step("stop", When.DAY, To.CURATOR),)
END_LADDER = (Step("week", When.BEFORE, To.CURATOR, 7), Step("end", When.DAY, To.CURATOR))
_AHEAD = timedelta(days=60)  # how far birthdays are laid; the nightly look goes on from there
LEFT = "больше не учится"
DONE = "сведения уничтожены, акт составлен"


def follow(organization: Organization) -> int:
    """Lay the reminders of birthdays near at hand; return how many changed."""
    today = schooldays.today(organization)
    days = OpenDays(schooldays.calendar_of(organization))
    standing = Reminder.objects.filter(organization=organization, subject_kind=AGE, state=Reminder.State.PLANNED)
    wanted: dict[int, list[Planned]] = {pk: [] for pk in standing.values_list("subject_id", flat=True)}
    for one in birthdays.of_days(birthdays.learners(organization, today), today, today + _AHEAD):
        wanted.setdefault(one.person.pk, []).extend(plan(Times(one.day), AGE_LADDER, days))
    return schedule.lay(organization, AGE, wanted, today)


def replan(organization: Organization) -> int:
    """Lay birthdays anew; being a night behind a list just loaded is no fault, so nothing is counted out of line."""
    follow(organization)
    return 0


def withdrawn(consent: Consent, due: Iterable[consequences.Consequence]) -> None:
    """Lay the reminders of what a withdrawal leaves to do."""
    days = OpenDays(schooldays.calendar_of(consent.organization))
    _, others, destroyed = due
    planned = [*plan(Times(others.due), STOP_LADDER, days), *plan(Times(destroyed.due), END_LADDER, days)]
    schedule.lay(consent.organization, WITHDRAWAL, {consent.pk: planned}, schooldays.today(consent.organization))


def replan_withdrawals(organization: Organization) -> int:
    """Leave them as they were laid: the days of a withdrawal are counted on its own day and stay."""
    return 0


@dataclass(frozen=True)
class _People:
    """Who is told in a school: the curators, and the teacher of each class."""

    curators: tuple[Addressee, ...]
    teachers: Mapping[int, Addressee]  # by the child

    @classmethod
    def of(cls, organization: Organization, children: Collection[int], today: date) -> "_People":
        members = Membership.objects.filter(organization=organization, ended_at=None).select_related("user")
        found = {one.pk: one for one in members.prefetch_related("grants").order_by("pk")}
        curators = tuple(telling.member(one) for one in found.values() if Role.CURATOR in one.roles)
        rows = Enrollment.objects.on(today).filter(organization=organization, person__in=children)
        teachers = {
            child: telling.member(found[teacher])
            for child, teacher in rows.values_list("person", "group__teacher__membership")
            if teacher in found and found[teacher].can("consents.see")
        }
        return cls(curators, teachers)

    def places(self, child: int) -> dict[To, tuple[Addressee, ...]]:
        teacher = self.teachers.get(child)
        both = dict.fromkeys((*self.curators, *([teacher] if teacher else [])))
        return {To.CURATOR: self.curators, To.RESPONSIBLE: tuple(both)}


def facts_of_ages(organization: Organization, ids: Collection[int], today: date) -> dict[int, Fact]:
    """Say which birthday comes and what it asks for."""
    people = Person.objects.filter(organization=organization, pk__in=ids)
    studying = set(birthdays.learners(organization, today).filter(pk__in=ids).values_list("pk", flat=True))
    told, found = _People.of(organization, ids, today), {}
    for person in people:
        turning = _next(person, today)
        if turning is not None:
            found[person.pk] = Fact(
                title=f"{person.full_name}: скоро {turning.age} лет, {turning.what}",
                path=school_path(organization, "consents_of", person.pk),
                when=f"исполнится {words.full(turning.day)}",
                due=turning.day,
                closed="" if person.pk in studying else LEFT,
                addressees=told.places(person.pk),
            )
    return found


def facts_of_withdrawals(organization: Organization, ids: Collection[int], today: date) -> dict[int, Fact]:
    """Say what is still to be done after a withdrawal."""
    calendar = schooldays.calendar_of(organization)
    acts = Consent.objects.filter(organization=organization, pk__in=ids, withdrawn_on__isnull=False)
    rows = list(acts.select_related("person", "kind"))
    told, found = _People.of(organization, [], today), {}
    for act in rows:
        due = consequences.of_withdrawal(act.kind.gate, act.withdrawn_on, calendar)
        left = next((one for one in due if not one.at_once and one.due >= today), due[-1])
        found[act.pk] = Fact(
            title=f"{act.person.full_name}: отозвано «{act.kind}». {left.words}",
            path=school_path(organization, "consents_of", act.person_id),
            when=f"до {words.full(left.due)}",
            due=left.due,
            closed=DONE if act.act_id else "",
            addressees={To.CURATOR: told.curators},
        )
    return found


def _next(person: Person, today: date) -> birthdays.Turning | None:
    if person.birth_date is None:
        return None
    days = {age: rules.birthday(person.birth_date, age) for age in (rules.SIGNS_TOO, ages.OF_AGE)}
    return next((birthdays.Turning(person, age, day) for age, day in days.items() if day >= today), None)
