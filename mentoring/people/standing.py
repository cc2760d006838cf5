"""Who a person is in this school today, in words: learner, colleague, parent, a partner's worker."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch

from mentoring.accounts.models import Membership
from mentoring.calendar.words import counted
from mentoring.people import ages
from mentoring.people.models import Affiliation, Employment, Enrollment, Guardianship, Person
from mentoring.people.models.persons import PersonQuerySet

SHOWN = 3  # children named in a list; more are counted


def gathered(people: PersonQuerySet, member: Membership, today: date) -> PersonQuerySet:
    """Ask with the people all that `words` needs: four queries for any number of them."""
    return people.prefetch_related(*beside(member, today))


def beside(member: Membership, today: date, *, of: str = "") -> tuple[Prefetch, ...]:
    """Name all that `words` needs beside people, or beside rows that lead to them: `of` is the way."""

    def rows(model, *related: str):
        return model.objects.visible_to(member).on(today).select_related(*related)

    return (
        Prefetch(f"{of}employments", rows(Employment, "position"), "posts"),
        Prefetch(f"{of}enrollments", rows(Enrollment, "group"), "classes"),
        Prefetch(f"{of}wards", rows(Guardianship, "child").order_by("child__birth_date", "pk"), "children"),
        Prefetch(f"{of}affiliations", rows(Affiliation, "partner"), "sides"),
    )


def words(person: Person, today: date) -> list[str]:
    """Say who a gathered person is: «8 «А», 14 лет», «учитель физики», «мать: Орлов М. И.»."""
    return [*_learning(person, today), *_working(person), *_standing_for(person), *coming(person)]


def _learning(person: Person, today: date) -> Iterator[str]:
    for enrollment in person.classes:
        age = f", {counted(ages.age_on(person.birth_date, today), 'год', 'года', 'лет')}" if person.birth_date else ""
        yield f"{enrollment.group.title}{age}"


def _working(person: Person) -> Iterator[str]:
    for employment in person.posts:
        title = employment.position.title
        yield f"{title} (исполняет обязанности)" if employment.acting else title


def _standing_for(person: Person) -> Iterator[str]:
    by_right: dict[str, list[str]] = {}
    for ward in person.children:
        by_right.setdefault(ward.get_right_display(), []).append(ward.child.short_name)
    for right, names in by_right.items():
        more = len(names) - SHOWN
        yield f"{right}: {'; '.join(names[:SHOWN])}{f' и ещё {more}' if more > 0 else ''}"


def coming(person: Person) -> Iterator[str]:
    """Say from where somebody comes: «Завод «Ключ», наладчик»."""
    for side in person.sides:
        yield ", ".join(part for part in (side.partner.title, side.position) if part)
