"""The school year turns: classes move up, the last ones leave, some learners stay behind, some staff are gone."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from mentoring.accounts import journal
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.people.deeds import Changes
from mentoring.people.models import BulkDeed, Employment, Enrollment, Person, StudyGroup

MOVES, LEAVES, STAYS = "moves", "leaves", "stays"
LAST_YEAR = {Organization.Kind.SCHOOL: 11, Organization.Kind.COLLEGE: 4}
_YEAR = re.compile(r"^\d+")


@dataclass(frozen=True)
class Step:
    """What will become of one class or group, as it is offered."""

    group: StudyGroup
    learners: tuple[Person, ...]
    title: str  # after it has moved
    likely: str


@dataclass(frozen=True)
class Choices:
    """What was chosen: for each group by its number; learners and colleagues for whom it is otherwise."""

    groups: Mapping[int, str]
    stay: Collection[int] = field(default_factory=frozenset)
    leave: Collection[int] = field(default_factory=frozenset)
    gone: Collection[int] = field(default_factory=frozenset)  # employments that have ended


def next_title(title: str, grade: int | None) -> str:
    """Name the class a year later: «8 «А»» becomes «9 «А»»; a group that is not named by its year keeps its name."""
    found = _YEAR.match(title)
    return _YEAR.sub(str(grade + 1), title) if found and grade and int(found[0]) == grade else title


def plan(organization: Organization, on: date) -> list[Step]:
    """Offer for every open group what usually becomes of it: two queries for a whole school."""
    learners = defaultdict(list)
    for row in _learning(organization, on).select_related("person").order_by("person__name_key", "pk"):
        learners[row.group_id].append(row.person)
    return [
        Step(row, tuple(learners[row.pk]), next_title(row.title, row.grade), _likely(row, organization.kind))
        for row in StudyGroup.objects.filter(organization=organization, closed_on=None)
    ]


def _learning(organization: Organization, on: date):
    return Enrollment.objects.filter(organization=organization, end=None).on(on)


def _likely(group: StudyGroup, kind: str) -> str:
    last = LAST_YEAR.get(kind)
    if group.grade is None or last is None:
        return STAYS
    return LEAVES if group.grade >= last else MOVES


@transaction.atomic
def turn(organization: Organization, choices: Choices, *, on: date, by: Membership) -> BulkDeed:
    """Turn the year for the whole school in one deed; `on` is the last day of the year that ends."""
    organization = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    groups = list(
        StudyGroup.objects.select_for_update(of=("self",)).filter(
            organization=organization, closed_on=None, pk__in=choices.groups.keys()
        )
    )
    _check_titles(organization, groups, choices.groups)
    changes = Changes()
    staying = _end_learning(organization, choices, on, changes)
    _turn_groups(groups, choices.groups, on, changes)
    _keep_behind(organization, staying, on, changes)
    _end_work(organization, choices.gone, on, changes)
    if not changes.kept:
        raise Refused("Ничего не выбрано. Отметьте, какие классы перейдут или выпускаются.")
    deed = changes.deed(BulkDeed.Kind.TURN, _told(groups, choices), by=by)
    journal.write(organization, "bulkdeed.turn", deed, by=by, after={"title": deed.title, "rows": len(deed.changes)})
    return deed


def _told(groups: Iterable[StudyGroup], choices: Choices) -> str:
    """Say in one line what was done."""
    chosen = [choices.groups[group.pk] for group in groups]
    parts = [
        f"перешли: {chosen.count(MOVES)}",
        f"выпущены: {chosen.count(LEAVES)}",
        f"остаются на второй год: {len(choices.stay)}",
        f"выбыли: {len(choices.leave)}",
        f"закончили работать: {len(choices.gone)}",
    ]
    return ", ".join(part for part in parts if not part.endswith(": 0"))


def _check_titles(organization: Organization, groups: list[StudyGroup], chosen: Mapping[int, str]) -> None:
    """Refuse two open classes of one name: one of them has to move, leave or be named anew."""
    titles = defaultdict(list)
    for row in StudyGroup.objects.filter(organization=organization, closed_on=None):
        what = chosen.get(row.pk, STAYS)
        if what != LEAVES:
            titles[russian_key(next_title(row.title, row.grade) if what == MOVES else row.title)].append(row.title)
    for same in titles.values():
        if len(same) > 1:
            raise Refused(f"{' и '.join(same)} станут называться одинаково. Измените, что будет с одним из них.")


def _end_learning(
    organization: Organization, choices: Choices, on: date, changes: Changes
) -> list[tuple[Person, StudyGroup]]:
    """End the learning of leavers; return who stays behind in which class, as it is named before the turn."""
    staying = []
    rows = _learning(organization, on).filter(group__in=choices.groups).select_for_update(of=("self",))
    for row in rows.select_related("person", "group").order_by("pk"):
        what = choices.groups[row.group_id]
        if row.person_id in choices.stay and what != STAYS:
            staying.append((row.person, row.group))
        elif what != LEAVES and row.person_id not in choices.leave:
            continue
        changes.change(row, end=on)
    return staying


def _turn_groups(groups: list[StudyGroup], chosen: Mapping[int, str], on: date, changes: Changes) -> None:
    """Close those that leave, then move the others from the eldest down, so that no two bear one name on the way."""
    for row in groups:
        if chosen[row.pk] == LEAVES:
            changes.change(row, closed_on=on)
    for row in sorted(groups, key=lambda group: -(group.grade or 0)):
        if chosen[row.pk] == MOVES and row.grade:
            changes.change(row, title=next_title(row.title, row.grade), grade=row.grade + 1)


def _keep_behind(organization: Organization, staying: Iterable, on: date, changes: Changes) -> None:
    """Put those who stay behind into the class that bears the name now; make it where there is none."""
    for person, before in staying:
        key = russian_key(before.title)
        group = StudyGroup.objects.filter(organization=organization, closed_on=None, title_key=key).first()
        if group is None:
            group = StudyGroup(organization=organization, title=before.title, grade=before.grade, letter=before.letter)
            changes.add(group)
        changes.add(Enrollment(organization=organization, person=person, group=group, start=on + timedelta(days=1)))


def _end_work(organization: Organization, gone: Collection[int], on: date, changes: Changes) -> None:
    rows = Employment.objects.filter(organization=organization, pk__in=gone).on(on).select_for_update(of=("self",))
    for row in rows.select_related("person", "position").order_by("pk"):
        changes.change(row, end=on)


def last_turn(organization: Organization, since: date) -> str:
    """Say when the year was turned last, where that was not long ago and was not taken back."""
    turned = BulkDeed.objects.filter(organization=organization, kind=BulkDeed.Kind.TURN, undone_at=None)
    found = turned.filter(at__date__gte=since).first()
    return words.full(found.at.date()) if found else ""
