"""One person's duties become another's in one deed; what people do not know is told by hooks of other apps."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models, transaction
from django.utils.module_loading import import_string

from mentoring.accounts import journal
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.people.deeds import Changes
from mentoring.people.models import BulkDeed, Employment, Person, StudyGroup

# Verbs that name what somebody holds: (person, today) → Held, each told by the app that knows it.
HELD_BY = (
    "mentoring.people.handing.of_people",
    "mentoring.programmes.handing.of_programmes",
    "mentoring.registry.handing.of_training",
    "mentoring.registry.handing.of_selection",
    "roadmap.handing.of_plans",
)


@dataclass(frozen=True)
class Held:
    """One place that a person holds: a column of a row leads to them; `beside` tells where one person is enough."""

    kind: str
    words: str
    row: models.Model
    column: str
    beside: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.row._meta.label_lower}:{self.row.pk}"


def held(person: Person, today: date) -> list[Held]:
    """Name everything that waits for this person: what is over is not handed on."""
    return [one for verb in HELD_BY for one in import_string(verb)(person, today)]


def of_people(person: Person, today: date) -> Iterator[Held]:
    """Name positions and classes."""
    posts = Employment.objects.filter(person=person).on(today).select_related("position")
    for row in posts:
        duty = f" ({row.get_duty_display()})" if row.duty else ""
        yield Held("должность", f"{row.position.title}{duty}", row, "person_id")
    for row in StudyGroup.objects.filter(teacher=person, closed_on=None):
        yield Held("класс или группа", row.title, row, "teacher_id")


@transaction.atomic
def hand(person: Person, to: Person, chosen: Collection[str], *, on: date, today: date, by: Membership) -> BulkDeed:
    """Hand the chosen places on to `to`: a position ends the day before and begins anew, the rest simply follows."""
    organization = Organization.objects.select_for_update(no_key=True).get(pk=person.organization_id)
    if person.pk == to.pk:
        raise Refused("Выберите другого человека: обязанности уже у этого.")
    places = [one for one in held(person, today) if one.key in chosen]
    if not places:
        raise Refused("Ничего не отмечено. Отметьте, что передать.")
    changes = Changes()
    for one in places:
        row = type(one.row)._default_manager.select_for_update(of=("self",)).get(pk=one.row.pk)
        if isinstance(row, Employment):
            _succeed(row, to, on, changes)
        else:
            _follow(row, one, to, changes)
    deed = changes.deed(BulkDeed.Kind.HANDING, f"{person.full_name} → {to.full_name}", by=by)
    after = {"row": to.full_name, "rows": [f"{one.kind}: {one.words}" for one in places]}
    journal.write(organization, "person.handing", person, by=by, before={"row": person.full_name}, after=after)
    return deed


def _succeed(row: Employment, to: Person, on: date, changes: Changes) -> None:
    """End a position the day before and let the successor begin, unless they hold it already."""
    last = on - timedelta(days=1)
    if row.start and last < row.start:
        raise Refused(f"{row.position.title}: назначение начинается позже. Передайте не раньше следующего дня.")
    changes.change(row, end=last)
    same = {"position": row.position_id, "duty": row.duty, "end": None}
    if not Employment.objects.filter(person=to, **same).exists():
        successor = Employment(
            organization_id=row.organization_id,
            person=to,
            position_id=row.position_id,
            unit_id=row.unit_id,
            duty=row.duty,
            start=on,
        )
        changes.add(successor)


def _follow(row: models.Model, one: Held, to: Person, changes: Changes) -> None:
    """Lead a row to the successor; where they stand there already, the row is no longer needed."""
    beside = {name: getattr(row, name) for name in one.beside}
    if beside and type(row)._default_manager.filter(**beside, **{one.column: to.pk}).exists():
        changes.remove(row)
    else:
        changes.change(row, **{one.column: to.pk})
