"""What a person answers for in the plans: only what is still to be done; who is told follows by itself."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef

from mentoring.people.handing import Held
from mentoring.people.models import Person
from roadmap.models import Occurrence, Responsible, Roadmap


def of_plans(person: Person, today: date) -> Iterator[Held]:
    """Name open events that answer to this very person, not to a position."""
    still = Occurrence.objects.open().filter(event=OuterRef("event"))
    rows = (
        Responsible.objects.filter(Exists(still), person=person, event__withdrawn_at=None)
        .exclude(event__roadmap__state=Roadmap.State.ARCHIVED)
        .select_related("event")
        .order_by("event__order", "pk")
    )
    for row in rows:
        yield Held("мероприятие", str(row.event), row, "person_id", ("event_id",))
