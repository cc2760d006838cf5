"""A checked list is taken in as a whole: one transaction, one statement for each table, one row in the journal."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import models, transaction
from django.utils import timezone

from mentoring.accounts import journal, schooldays
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership, Organization
from mentoring.people import copying, matching, staging
from mentoring.people.deciding import Kin, Plan, post_values
from mentoring.people.matching import Facts
from mentoring.people.models import (
    Employment,
    Enrollment,
    Guardianship,
    ImportBatch,
    ImportRow,
    Person,
    Position,
    StudyGroup,
)
from mentoring.people.staging import ImportRefused

CHANGED_MODELS = {"person": Person, "guardianship": Guardianship, "employment": Employment, "enrollment": Enrollment}
_DAYS = ("birth_date", "experience_since", "end")


class Taken(NamedTuple):
    """What came of it: how many people are in, or that the list has to be looked at again first."""

    batch: ImportBatch
    people: int
    stale: int = 0


@transaction.atomic
def commit(batch: ImportBatch, *, version: int, by: Membership) -> Taken:
    """Take the list in; where the people of the school have changed since the preview, show it anew instead."""
    # Two lists at once must not both find that somebody is new: the school's row is the lock.
    organization = Organization.objects.select_for_update(no_key=True).get(pk=batch.organization_id)
    row = staging.open_for(batch, version)
    rows, plans, facts, news = staging.look_again(row)
    if news:
        staging.save(row)
        return Taken(row, 0, news)
    taken = [(one, plan) for one, plan in zip(rows, plans, strict=True) if plan.is_taken]
    if not taken:
        raise ImportRefused(f"В списке «{row.name}» вносить нечего: нет ни новых людей, ни изменений.")
    writing = _Writing(organization, facts, schooldays.today(organization))
    writing.write(taken)
    row.created = writing.shared
    row.state, row.committed_at = ImportBatch.State.COMMITTED, timezone.now()
    row.version += 1
    row.save(update_fields=["created", "state", "committed_at", "version", "counts"])
    journal.write(
        organization,
        "importbatch.import",
        row,
        by=by,
        after={"name": row.name, "sha256": row.file.sha256, "counts": row.counts},
    )
    return Taken(row, len(taken))


class _Writing:
    """All that one list writes, gathered by table before anything is written."""

    def __init__(self, organization: Organization, facts: Facts, today: date):
        self.organization, self.facts, self.today = organization, facts, today
        self.shared: dict[str, list[int]] = {}
        self.new: dict[type[models.Model], list[tuple[ImportRow, models.Model]]] = {}
        self.reached: dict[tuple[str, str], Person] = {}
        self.numbers: list[int] = []

    def write(self, taken: list[tuple[ImportRow, Plan]]) -> None:
        self._shared([plan for _, plan in taken])
        most = sum((plan.person is None) + sum(kin.person is None for kin in plan.kin) for _, plan in taken)
        self.numbers = copying.numbers(Person, most)[::-1] if most else []
        for row, plan in taken:
            row.created = {}
            self._person(row, plan)
            for kin in plan.kin:
                self._kin(row, kin)
            if "group" in plan.values:
                self._enroll(row, plan)
            else:
                self._employ(row, plan)
        self._change(taken)
        for model in (Person, Enrollment, Guardianship, Employment):
            self._insert(model)
        copying.change([row for row, _ in taken], ["person", "changes", "created"])

    def _shared(self, plans: list[Plan]) -> None:
        """Make the classes and positions that are not there yet."""
        groups, positions = {}, {}
        for plan in plans:
            group = plan.values.get("group")
            if group and group["key"] not in self.facts.groups:
                groups[group["key"]] = StudyGroup(
                    organization_id=self.organization.pk,
                    title=group["title"],
                    grade=group["grade"],
                    letter=group["letter"],
                )
            for title in plan.values.get("positions", ()):
                if russian_key(title) not in self.facts.positions:
                    positions.setdefault(
                        russian_key(title), Position(organization_id=self.organization.pk, title=title)
                    )
        for found, made, name in (
            (self.facts.groups, groups, "studygroup"),
            (self.facts.positions, positions, "position"),
        ):
            if not made:
                continue
            rows = list(made.values())
            for one, pk in zip(rows, copying.numbers(type(rows[0]), len(rows)), strict=True):
                one.pk = pk
            copying.insert(rows)
            found.update({key: one.pk for key, one in made.items()})
            self.shared[name] = [one.pk for one in rows]

    def _made(self, row: ImportRow, one: models.Model) -> None:
        """Remember a new row, and that this line of the list has brought it."""
        self.new.setdefault(type(one), []).append((row, one))

    def _person(self, row: ImportRow, plan: Plan) -> None:
        if plan.person is None:
            one = self._new_person(plan.values)
            one.birth_date = matching.birth_of(plan.values)
            one.sex, one.sex_confirmed = plan.values.get("sex", ""), plan.values.get("sex_said", False)
            self._made(row, one)
            plan.person = row.person_id = one.pk

    def _new_person(self, values: dict[str, Any]) -> Person:
        return Person(
            pk=self.numbers.pop(),
            organization_id=self.organization.pk,
            surname=values["surname"],
            given=values["given"],
            patronymic=values["patronymic"],
            phone=values.get("phone", ""),
            email=values.get("email", ""),
        )

    def _kin(self, row: ImportRow, kin: Kin) -> None:
        """Make a guardian unless known; brothers and sisters share one who is reached at the same number."""
        if kin.person is None:
            reached = kin.values["phone"] or kin.values["email"]
            key = (matching.key_of(kin.values), reached)
            one = self.reached.get(key) if reached else None
            if one is None:
                one = self._new_person(kin.values)
                one.sex = {"mother": "f", "father": "m"}.get(kin.values["right"], "")
                self._made(row, one)
                self.reached[key] = one
            kin.person = one.pk
        if kin.ward is None:
            right = kin.values["right"]
            self._made(
                row,
                Guardianship(
                    organization_id=self.organization.pk, child_id=row.person_id, guardian_id=kin.person, right=right
                ),
            )

    def _enroll(self, row: ImportRow, plan: Plan) -> None:
        """Put a learner into the class; who was in another one leaves it yesterday."""
        group, place = plan.values["group"], self.facts.places.get(plan.person)
        if place and place.key == group["key"]:
            return
        target = self.facts.groups[group["key"]]
        if place and place.start and place.start >= self.today:
            self._also(row, place.pk, "group_id", place.group, target)
            return
        if place:
            self._also(row, place.pk, "end", None, (self.today - timedelta(days=1)).isoformat())
        start = self.today if place else None
        self._made(
            row, Enrollment(organization_id=self.organization.pk, person_id=plan.person, group_id=target, start=start)
        )

    @staticmethod
    def _also(row: ImportRow, pk: int, name: str, before: Any, after: Any) -> None:
        """Remember a change that the preview tells in its own words."""
        row.changes.append(
            {"what": "", "before": before, "after": after, "model": "enrollment", "pk": pk, "field": name}
        )

    def _employ(self, row: ImportRow, plan: Plan) -> None:
        held = {post.key for post in self.facts.posts.get(plan.person, ())}
        for index, title in enumerate(plan.values.get("positions", ())):
            key = russian_key(title)
            if key in held:
                continue
            more = {name: value for name, value in post_values(plan.values, index).items() if value}
            if "experience_since" in more:
                more["experience_since"] = date.fromisoformat(more["experience_since"])
            position = self.facts.positions[key]
            self._made(
                row,
                Employment(organization_id=self.organization.pk, person_id=plan.person, position_id=position, **more),
            )

    def _change(self, taken: list[tuple[ImportRow, Plan]]) -> None:
        """Write the fields that change, table by table, over the rows as they are now."""
        changes = [change for row, _ in taken for change in row.changes if change["model"]]
        for name, model in CHANGED_MODELS.items():
            own = [change for change in changes if change["model"] == name]
            if not own:
                continue
            kept = model.objects.select_for_update(of=("self",)).in_bulk({change["pk"] for change in own})
            for change in own:
                setattr(kept[change["pk"]], change["field"], value_of(change["field"], change["after"]))
            fields = {change["field"] for change in own} | ({"name_key"} if model is Person else set())
            copying.upsert(list(kept.values()), sorted(fields))

    def _insert(self, model: type[models.Model]) -> None:
        """Write the new rows of a table; each line of the list remembers those it has brought."""
        made = self.new.get(model, [])
        if made and model is not Person:
            for (_, one), pk in zip(made, copying.numbers(model, len(made)), strict=True):
                one.pk = pk
        for row, one in made:
            row.created.setdefault(model._meta.model_name, []).append(one.pk)
        copying.insert([one for _, one in made])


def value_of(name: str, kept: Any) -> Any:
    """Give a value of a change as the column takes it."""
    return date.fromisoformat(kept) if name in _DAYS and kept else kept
