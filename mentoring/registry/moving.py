"""Steps of a mentee or a mentor from state to state: which lead where, what each writes down."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from mentoring.accounts import journal
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from mentoring.registry.gaps import Gap, closing


@dataclass(frozen=True)
class Registered:
    """Who was taken into the register, and who was left out because of what."""

    done: tuple[Model, ...]
    left: tuple[tuple[Model, tuple[Gap, ...]], ...]

    def words(self, to: str) -> str:
        """Say it to the curator by name."""
        said = [f"{to}: {len(self.done)}."]
        if self.left:
            said.append(
                "Не внесли — " + "; ".join(f"{row}: {', '.join(g.words for g in gaps)}" for row, gaps in self.left)
            )
        return " ".join(said)


def locked(model: type[Model], keys: Iterable[int], *, by: Membership) -> list:
    """Take rows of the school for a change, in one order everywhere."""
    rows = model.objects.visible_to(by).filter(pk__in=list(keys)).select_related("person", "organization")
    return list(rows.order_by("pk").select_for_update(of=("self",)))


def only(rows: Iterable, come_from: Collection[str]) -> list:
    """Refuse where some row is not in a state from which this step leads; name it."""
    rows = list(rows)
    for row in rows:
        if row.state not in come_from:
            raise Refused(f"{row}: сейчас «{row.get_state_display()}», отсюда этот шаг не ведёт. Ничего не изменено.")
    if not rows:
        raise Refused("Записи уже нет. Обновите страницу.")
    return rows


def step(row, verb: str, to: str, *, by: Membership, facts: Mapping | None = None) -> None:
    """Put the row into a state with what goes with it; one entry of the journal."""
    facts = facts or {}
    before = {"state": row.get_state_display()} | {name: getattr(row, name) for name in facts}
    row.state = to
    for name, value in facts.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=["state", "version", *facts])
    after = {"state": row.get_state_display()} | dict(facts)
    journal.write(row.organization, f"{row._meta.model_name}.{verb}", row, by=by, before=before, after=after)


def enter(rows: list, found: Mapping[int, tuple[Gap, ...]], to: str, *, on: date, by: Membership) -> Registered:
    """Take into the register those whom nothing keeps out; a return keeps the first day."""
    done, left = [], []
    for row in rows:
        held = closing(found[row.pk])
        if held:
            left.append((row, held))
            continue
        facts = {"entered_on": row.entered_on or on, "left_on": None, "reason": ""}
        step(row, "register", to, by=by, facts=facts)
        done.append(row)
    return Registered(tuple(done), tuple(left))


def enrol(model: type[Model], programme: Programme, people: Iterable[Person], *, by: Membership, **facts) -> list:
    """Write people down in a programme; those who already stand there are passed over."""
    known = set(model.objects.filter(programme=programme).values_list("person", flat=True))
    made = []
    for person in people:
        if person.pk in known:
            continue
        row = model.objects.create(organization=programme.organization, programme=programme, person=person, **facts)
        name = f"{model._meta.model_name}.enrol"
        journal.write(programme.organization, name, row, by=by, after={"person": person.full_name})
        made.append(row)
    return made
