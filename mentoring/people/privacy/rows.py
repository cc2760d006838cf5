"""The rows that tell about one person, found by what the apps have declared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models
from django.db.models import Q, Value

from mentoring.access import CLOSED_KINDS
from mentoring.accounts.models import JournalEntry, Membership
from mentoring.people.models import Person
from mentoring.people.privacy.declaring import Held, declared


@dataclass
class Own:
    """The rows of one person by their declaration, and their numbers by model, as the journal knows them."""

    rows: list[tuple[Held, models.QuerySet]] = field(default_factory=list)
    keys: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    files: set[int] = field(default_factory=set)


def of(person: Person) -> Own:
    """Find all that tells about the person; what leads to nobody is not asked."""
    found = list(_found(person))
    own, keys = Own(), keys_of((held.model, rows) for held, rows in found)
    for held, rows in found:
        if pks := keys.get(held.model):
            own.rows.append((held, rows))
            own.keys[held.model] |= {str(pk) for pk in pks}
            for name in held.files:
                own.files |= set(rows.exclude(**{name: None}).values_list(name, flat=True))
    own.keys[Person._meta.label_lower] |= _merged(person)
    if person.membership and person.membership.user_id:
        own.keys["accounts.user"].add(str(person.membership.user_id))
    return own


def narrowed(own: Own, reader: Membership) -> Own:
    """Leave out the rows of closed kinds that this reader may not see, whatever their right."""
    for number, (held, found) in enumerate(own.rows):
        if held.model in CLOSED_KINDS:
            seen = found.filter(pk__in=held.rows._default_manager.visible_to(reader).values("pk"))
            own.rows[number] = (held, seen)
            own.keys[held.model] = {str(pk) for pk in seen.values_list("pk", flat=True)}
    return own


def read(person: Person, held: Held, found: models.QuerySet) -> list[models.Model]:
    """Return the rows themselves; a card that is in hand is not asked for again."""
    in_hand = {"people.person": person, "accounts.membership": person.membership}
    return [in_hand[held.model]] if held.model in in_hand else list(found)


def keys_of(found: Iterable[tuple[str, models.QuerySet]]) -> dict[str, set[int]]:
    """Ask many models at once which of these rows are there."""
    kind = models.CharField()  # no field of a model may end as the name of this column does
    parts = [rows.order_by().annotate(model_=Value(name, kind)).values_list("model_", "pk") for name, rows in found]
    keys: dict[str, set[int]] = defaultdict(set)
    for name, pk in parts[0].union(*parts[1:], all=True) if parts else ():
        keys[name].add(pk)
    return keys


def _found(person: Person) -> Iterator[tuple[Held, models.QuerySet]]:
    for held in declared():
        paths = dict.fromkeys(held.of, person.pk)
        if person.membership_id:
            paths |= dict.fromkeys(held.member, person.membership_id)
        if paths:
            found = Q(*paths.items(), _connector=Q.OR)
            rows = held.rows._default_manager.filter(found, organization=person.organization_id)
            yield held, rows.distinct().order_by("pk")  # several ways may lead from one row


def _merged(person: Person) -> set[str]:
    """Return numbers of cards that were made one with this card: their history is its own."""
    entries = JournalEntry.objects.filter(
        organization=person.organization_id,
        action="person.merge",
        subject_kind=Person._meta.label_lower,
        subject_id=str(person.pk),
    )
    return {str(pk) for after in entries.values_list("values__after", flat=True) for pk in after.get("merged", ())}


def is_only_here(membership: Membership) -> bool:
    """Whether the account serves no other school."""
    return not Membership.objects.filter(user=membership.user_id).exclude(pk=membership.pk).exists()


def references(person: Person) -> Iterator[tuple[type[models.Model], str, models.QuerySet]]:
    """Give each reference to the person, or to their membership, that erasure empties."""
    pks = {Person: person.pk, Membership: person.membership_id}
    for held in declared():
        model = apps.get_model(held.model)
        for name in held.unlinks:
            pk = pks[model._meta.get_field(name).related_model]
            if pk is not None:
                yield model, name, model._default_manager.filter(organization=person.organization_id, **{name: pk})
