"""Events with people: appointed, held with so many present, shown by a photograph; one of the plan is marked there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from mentoring.accounts import files, schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.programmes.models import Programme
from practices import keeping
from practices.models import Gathering
from roadmap import fulfilment
from roadmap.models import Occurrence, Roadmap

ENOUGH = 90  # per cent of the invited
SEEN_BY = "practices.see"  # the right that opens a photograph
State = Gathering.State


@dataclass(frozen=True)
class Turnout:
    """How many were asked to come and how many came; None where nobody has counted."""

    invited: int | None
    present: int | None

    @property
    def percent(self) -> int | None:
        if not self.invited or self.present is None:
            return None
        return min(100, 100 * self.present // self.invited)

    @property
    def enough(self) -> bool:
        return self.percent is not None and self.percent >= ENOUGH


@dataclass(frozen=True)
class Outcome:
    """What is written down after a gathering."""

    on: date
    present: int | None = None
    note: str = ""


def of_programme(member: Membership, programme: Programme | None) -> QuerySet[Gathering]:
    """Return the gatherings of a programme with the lengths of their lists."""
    rows = Gathering.objects.visible_to(member).filter(programme=programme)
    return counted(rows.select_related("occurrence__event")).order_by("-on", "-pk")


def counted(rows: QuerySet[Gathering]) -> QuerySet[Gathering]:
    """Ask with the gatherings how long their lists are, and how many of them came."""
    return rows.annotate(listed=Count("guests"), ticked=Count("guests", Q(guests__came=True)))


def turnout(row: Gathering) -> Turnout:
    """Tell how many came: by the number written down, else by the list that was asked with the row."""
    held = row.state == State.HELD
    present = row.present if row.present is not None else row.ticked
    return Turnout(row.invited or row.listed or None, present if held else None)


def offered(programme: Programme, own: Occurrence | None = None) -> QuerySet[Occurrence]:
    """Return what of the plan may yet be held as a gathering, and what this one is already."""
    rows = Occurrence.objects.filter(event__roadmap__programme=programme, event__withdrawn_at=None)
    free = Q(cancelled_at=None, gathering=None) & ~Q(event__roadmap__state=Roadmap.State.ARCHIVED)
    return rows.filter(free | Q(pk=own.pk if own else None)).select_related("event").order_by("due", "pk")


@transaction.atomic
def hold(gathering: Gathering, outcome: Outcome, *, version: int, by: Membership) -> Gathering:
    """Write down how it went; the time of the plan is marked by whoever may mark it."""
    row, today = keeping.locked(gathering, version=version, by=by), schooldays.today(by.organization)
    if outcome.on > today:
        raise Refused("Этот день ещё не наступил. Запишите итоги после встречи.")
    ticked = row.guests.filter(came=True).count()
    if outcome.present is None and not ticked:
        raise Refused("Впишите, сколько человек пришло, или сначала отметьте их в списке.")
    if outcome.present is not None and outcome.present < ticked:
        raise Refused(f"В списке отмечено больше: {ticked}. Проверьте число или отметки в списке.")
    before = _outcome(row)
    row.state, row.on, row.present, row.note = State.HELD, outcome.on, outcome.present, outcome.note
    keeping.touch(row)
    keeping.write("conducted", row, by=by, before=before, after=_outcome(row))
    _mark_plan(row, today, by=by)
    return row


def _outcome(row: Gathering) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("state", "on", "present", "note")}


def _mark_plan(row: Gathering, today: date, *, by: Membership) -> None:
    time = row.occurrence
    if time and not time.done_at and fulfilment.may_mark(time.event, by=by, today=today):
        fulfilment.done(time, on=row.on, today=today, by=by, note=row.note)


@transaction.atomic
def change(gathering: Gathering, facts: Mapping[str, Any], *, version: int, by: Membership) -> Gathering:
    """Change what was appointed."""
    day = facts.get("on")
    if gathering.state == State.HELD and day and day > schooldays.today(by.organization):
        raise Refused("Встреча уже прошла, а этот день ещё не наступил. Проверьте день.")
    return keeping.change(gathering, facts, version=version, by=by)


@transaction.atomic
def discard(gathering: Gathering, *, by: Membership) -> None:
    """Forget a gathering that has not been held."""
    if keeping.locked(gathering, by=by).state == State.HELD:
        raise Refused("Встреча уже проведена, удалить её нельзя: исправьте сведения о ней.")
    keeping.remove(gathering, by=by)


@transaction.atomic
def show(gathering: Gathering, paper: tuple[str, bytes], *, agreed: bool, by: Membership) -> Gathering:
    """Keep a photograph of a gathering, on which stand those alone who agreed."""
    if not agreed:
        raise Refused("Подтвердите, что на снимке только те, кто согласен. Без этого мы снимок не сохраняем.")
    row = keeping.locked(gathering, by=by)
    former = row.photo_id
    row.photo = files.store(row.organization, *paper, action=SEEN_BY, by=by)
    if not row.photo.content_type.startswith("image/"):
        raise Refused(f"«{row.photo.name}» — не снимок. Выберите файл .jpg или .png.")
    keeping.touch(row)
    keeping.write("photo", row, by=by, after={"photo": row.photo.public_id})
    keeping.destroy_file(row.organization, former)
    return row


@transaction.atomic
def hide(gathering: Gathering, *, by: Membership) -> Gathering:
    """Destroy the photograph of a gathering."""
    row = keeping.locked(gathering, by=by)
    former, row.photo = row.photo, None
    if former is None:
        raise Refused("Снимка уже нет.")
    keeping.touch(row)
    keeping.write("photo_gone", row, by=by, before={"photo": former.public_id})
    keeping.destroy_file(row.organization, former.pk)
    return row
