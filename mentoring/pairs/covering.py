"""How many learners and staff a programme has brought into pairs, against what the school meant to reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, Expression, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from mentoring import tallying
from mentoring.pairs.models import Pair, PairMentee, PairMentor
from mentoring.people.models import Employment, Enrollment, Person
from mentoring.people.models.persons import in_force
from mentoring.programmes.models import Contingent, ContingentRow, Programme, Target

# Each group of a target: of whom it is a share, and on which side of a pair they stand.
LEARNERS, STAFF = "learners", "staff"
GROUPS = {
    Target.Group.LEARNERS_MENTEES: (LEARNERS, "mentee"),
    Target.Group.LEARNERS_MENTORS: (LEARNERS, "mentor"),
    Target.Group.TEACHERS_MENTEES: (STAFF, "mentee"),
    Target.Group.TEACHERS_MENTORS: (STAFF, "mentor"),
}
COUNTING = (*Pair.STANDING, Pair.State.COMPLETED)
LEADING = (PairMentor.Role.LEAD, PairMentor.Role.SECOND)
# How tables of head counts begin the line of everybody.
_STEMS = {
    LEARNERS: ("обучающ", "учащ", "учени", "студент", "воспитанник", "дети", "детей"),
    STAFF: ("педагог", "учител", "преподавател", "воспитател", "работник", "сотрудник"),
}


@dataclass(frozen=True)
class Share:
    """One group: how many of it are in pairs, how many there are, and the least share that is meant."""

    group: str
    people: int
    of: int
    target: Decimal | None = None
    year: int | None = None  # for which the target was set

    @property
    def percent(self) -> Decimal | None:
        """Return the share with one digit, rounded down: 9.96 is not yet ten."""
        return Decimal(1000 * self.people // self.of) / 10 if self.of else None

    @property
    def reached(self) -> bool:
        return self.target is not None and self.of > 0 and 100 * self.people >= self.target * self.of


def of_programme(programme: Programme, today: date) -> tuple[Share, ...]:
    """Count each group of a programme, in one query."""
    row = Programme.objects.filter(pk=programme.pk).values(**asked(programme, today))
    return shares(row.get())


def asked(programme: Programme, today: date) -> dict[str, Expression]:
    """Name the numbers of which shares are made: by unique persons, in pairs that stand today or were completed.

    Who has left a pair before its end is not counted, nor who only substitutes. Learners and staff are those of today.
    """
    people, organization = Person.objects.filter(organization=programme.organization_id), programme.organization_id
    of, sits = _kinds(today), _sides(programme, today)
    found = {}
    for kind, is_of in of.items():
        found[kind] = tallying.count(people.filter(is_of))
        found[f"{kind}_heads"] = _heads(organization, kind, today)
    for group, (kind, side) in GROUPS.items():
        targets = Target.objects.filter(organization=organization, group=group, year__lte=today.year).order_by("-year")
        found[group.value] = tallying.count(people.filter(of[kind], sits[side]))
        found[f"{group}_target"] = Subquery(targets.values("percent")[:1])
        found[f"{group}_year"] = Subquery(targets.values("year")[:1])
    return found


def shares(found: Mapping[str, Any]) -> tuple[Share, ...]:
    """Make shares of the numbers that were asked for; none where nobody is in a pair."""
    if not any(found[group] for group in GROUPS):
        return ()
    heads = {kind: found[kind] if found[f"{kind}_heads"] is None else found[f"{kind}_heads"] for kind in _STEMS}
    return tuple(
        Share(group, found[group], heads[kind], found[f"{group}_target"], found[f"{group}_year"])
        for group, (kind, _) in GROUPS.items()
    )


def _kinds(today: date) -> dict[str, Exists]:
    """Say of persons that they learn, or work, here today."""
    return {
        LEARNERS: Exists(Enrollment.objects.filter(in_force(today), person=OuterRef("pk"))),
        STAFF: Exists(Employment.objects.filter(in_force(today), person=OuterRef("pk"))),
    }


def _sides(programme: Programme, today: date) -> dict[str, Exists]:
    """Say of persons on which side of the pairs of a programme they stand."""
    mentees = PairMentee.objects.filter(kept(programme, today), mentee__person=OuterRef("pk"))
    mentors = PairMentor.objects.filter(kept(programme, today), mentor__person=OuterRef("pk"), role__in=LEADING)
    return {"mentee": Exists(mentees), "mentor": Exists(mentors)}


def kept(programme: Programme, today: date) -> Q:
    """Say of seats of a programme that they are held today, or were to the end of a completed pair."""
    last = Coalesce(F("pair__ended_on"), today)
    counting = Q(pair__programme=programme, pair__state__in=COUNTING, since__lte=today)
    return counting & (Q(until=None) | Q(until__gte=last))


def _heads(organization: int, kind: str, today: date) -> Subquery:
    """Ask how many there are by the latest table of head counts: by its line of everybody, as far as it has one."""
    latest = Contingent.objects.filter(organization=organization, kind=Contingent.Kind.FACT, date__lte=today)
    rows = ContingentRow.objects.filter(contingent=latest.order_by("-date").values("pk")[:1], value__isnull=False)
    stems = "|".join(f"[{stem[0].upper()}{stem[0]}]{stem[1:]}" for stem in _STEMS[kind])
    everybody = rows.filter(label__regex=rf"^({stems})[^ ,]*(([ ,].*)?[ ,][Вв]сего)?$")
    return Subquery(everybody.order_by("order", "pk").values("value")[:1])
