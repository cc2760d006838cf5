"""The schools of a region as their centre may see them: counts, and nobody's name.

The one place that asks past the wall between schools: it takes counts of a plan out, never a row of it.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from mentoring.accounts.models import Membership, Organization
from roadmap.models import Occurrence, Roadmap


@dataclass(frozen=True)
class School:
    """One school of the region in numbers; `events` is None where no plan has been adopted."""

    name: str
    place: str
    kind: str
    events: int | None
    done: int
    overdue: int

    @property
    def state(self) -> tuple[str, str]:
        """The readiness of its plan as a tone and a word."""
        if self.events is None:
            return "warn", "карты нет"
        if self.overdue:
            return "bad", "есть просроченное"
        return ("ok", "всё выполнено") if self.events and self.done == self.events else ("go", "идёт по плану")


def of_centre(membership: Membership, today: date) -> list[School]:
    """Return the schools of the centre's region, in two queries; nothing to whoever is not of a centre."""
    centre = membership.organization
    if centre.kind != Organization.Kind.CENTRE or centre.region_id is None:
        return []
    schools = (
        Organization.objects.filter(region=centre.region_id)
        .exclude(kind=Organization.Kind.CENTRE)
        .select_related("municipality")
        .order_by("municipality__name", "short_name")
    )
    plans = _plans(today)
    return [
        School(
            name=school.short_name,
            place=school.municipality.name if school.municipality else school.locality,
            kind=school.get_kind_display(),
            **plans.get(school.pk, {"events": None, "done": 0, "overdue": 0}),
        )
        for school in schools
    ]


def _plans(today: date) -> dict[int, dict]:
    """Count the deadlines of each school's plan in force: all, done and missed."""
    rows = (
        Occurrence.objects.filter(
            event__roadmap__state=Roadmap.State.ADOPTED, event__withdrawn_at=None, cancelled_at=None
        )
        .values("organization")
        .annotate(
            events=Count("pk"),
            done=Count("pk", filter=~Q(done_at=None)),
            overdue=Count("pk", filter=Q(done_at=None, lasting=False, due__lt=today)),
        )
        .order_by("organization")
    )
    return {row.pop("organization"): row for row in rows}
