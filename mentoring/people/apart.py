"""«Это разные люди»: a pair of like cards that was looked at, and is not offered again."""

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from mentoring.accounts import journal
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.people.deeds import Changes
from mentoring.people.models import Apart, Person

Pair = frozenset[int]


def decided(member: Membership) -> QuerySet[Apart]:
    """Return the decisions whose both people this member sees, the latest first."""
    people = Person.objects.visible_to(member)
    rows = Apart.objects.filter(one__in=people, other__in=people)
    return rows.select_related("one", "other", "by")


def pairs(member: Membership) -> set[Pair]:
    """Return the pairs that are two people."""
    return {frozenset(pair) for pair in Apart.objects.visible_to(member).values_list("one", "other")}


@transaction.atomic
def decide(one: Person, other: Person, *, by: Membership) -> Apart:
    """Keep that these are two people, once for a pair."""
    rows = Person.objects.visible_to(by).filter(pk__in=(one.pk, other.pk)).order_by("pk")
    if len(rows.select_for_update(of=("self",))) < 2:
        raise Refused("Одной из карточек уже нет: решать нечего. Обновите страницу.")
    try:
        with transaction.atomic():
            row = Apart.objects.create(organization_id=by.organization_id, one=one, other=other, by=by)
    except IntegrityError:
        raise Refused(f"{one} и {other}: уже решено, что это разные люди.") from None
    after = {"row": str(one), "other": str(other)}
    journal.write(by.organization, "person.apart", one, by=by, after=after)
    return row


@transaction.atomic
def forget(row: Apart, *, by: Membership) -> None:
    """Let a pair be offered again."""
    before = {"row": str(row.one), "other": str(row.other)}
    journal.write(by.organization, "person.apart_undo", row.one, by=by, before=before)
    row.delete()


def settle(kept: Person, other: Person, changes: Changes) -> None:
    """Before two cards become one: what was decided between them falls, what was decided of both is kept once."""
    own = {frozenset((row.one_id, row.other_id)) - {kept.pk} for row in _of(kept)}
    for row in _of(other):
        beside = frozenset((row.one_id, row.other_id)) - {other.pk}
        if beside == {kept.pk} or beside in own:
            changes.remove(row)


def _of(person: Person) -> QuerySet[Apart]:
    return Apart.objects.filter(Q(one=person) | Q(other=person), organization=person.organization_id).order_by("pk")
