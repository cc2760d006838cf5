"""The purposes for which a school usually asks, with the first words of each: a beginning for the school's lawyer."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.people.models import ConsentKind, ConsentText


@dataclass(frozen=True)
class Usual:
    """One purpose with its first text."""

    code: str
    title: str
    gate: str
    whose: str
    written: bool
    months: int | None
    purpose: str
    data: tuple[str, ...]
    actions: tuple[str, ...]
    text: str

    def facts(self) -> dict:
        """Return what the row of the purpose holds."""
        names = ("title", "gate", "whose", "written", "months")
        return {name: getattr(self, name) for name in names}


def _read() -> tuple[Usual, ...]:
    rows = json.loads(Path(__file__).with_name("usual.json").read_text(encoding="utf-8"))
    return tuple(Usual(**row | {"data": tuple(row["data"]), "actions": tuple(row["actions"])}) for row in rows)


KINDS = _read()


def lacking(organization: Organization) -> list[Usual]:
    """Return the usual purposes that the school does not have, by their codes."""
    own = set(ConsentKind.objects.filter(organization=organization).values_list("code", flat=True))
    return [one for one in KINDS if one.code not in own]


@transaction.atomic
def take_usual(organization: Organization, *, by: Membership | None) -> list[ConsentKind]:
    """Add the usual purposes with their first texts, to be changed by the school."""
    wanted = lacking(organization)
    if not wanted:
        raise Refused("Обычные виды согласий уже есть. Другой вид добавьте сами.")
    today, order = schooldays.today(organization), {one.code: number for number, one in enumerate(KINDS)}
    return [_take(organization, one, order[one.code], today, by=by) for one in wanted]


def _take(organization: Organization, one: Usual, order: int, today: date, *, by: Membership | None) -> ConsentKind:
    kind = ConsentKind.objects.create(organization=organization, code=one.code, order=order, **one.facts())
    ConsentText.objects.create(
        organization=organization,
        kind=kind,
        number=1,
        since=today,
        purpose=one.purpose,
        data="\n".join(one.data),
        actions="\n".join(one.actions),
        text=one.text,
    )
    journal.write(organization, "consentkind.add", kind, by=by, after={"code": one.code} | one.facts())
    return kind
