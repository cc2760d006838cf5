"""Texts in which anybody may be named: a plan, a note about somebody else, the contact of a partner."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from mentoring.accounts.keys import RussianKeyField
from mentoring.accounts.models import Organization
from mentoring.accounts.rows import Versioned
from mentoring.people.privacy import rows
from mentoring.people.privacy.declaring import Held, declared
from mentoring.people.privacy.marks import Marks

_ADDRESSES = ("phone", "email", "to")


def replace(organization: Organization, known: Marks, name: str) -> None:
    """Put a number wherever the person is named in full in texts of the school; acts in force stay as they are."""
    for held, row in _named(organization, known):
        changed = dict(_changed(held, row, known, name))
        if changed:
            _save(row, changed)
        elif _is_theirs(held, row, known):
            row.delete()


def count(organization: Organization, known: Marks) -> int:
    """Count the rows whose texts name the person."""
    return sum(
        bool(dict(_changed(held, row, known, ""))) or _is_theirs(held, row, known)
        for held, row in _named(organization, known)
    )


def left(organization: Organization, known: Marks) -> list[list[Any]]:
    """Name the rows whose texts still hold the surname alone: only a human tells whether it is this person."""
    found: dict[str, list[int]] = {}
    for held, row in _named(organization, known):
        if known.known([getattr(row, name) for name in held.mentions]):
            found.setdefault(str(held.rows._meta.verbose_name), []).append(row.pk)
    return [[kind, sorted(pks)] for kind, pks in found.items()]


def _named(organization: Organization, known: Marks) -> Iterator[tuple[Held, models.Model]]:
    """Give the rows in whose texts some mark stands."""
    asked = [held for held in declared() if held.mentions]
    keys = rows.keys_of((held.model, _candidates(held, organization, known)) for held in asked)
    for held in asked:
        if pks := keys.get(held.model):
            yield from ((held, row) for row in held.rows._default_manager.filter(pk__in=pks).order_by("pk"))


def _candidates(held: Held, organization: Organization, known: Marks) -> models.QuerySet:
    found = known.somewhere(held.rows, held.mentions).filter(organization=organization)
    return found.exclude(held.settled) if held.settled else found


def _is_theirs(held: Held, row: models.Model, known: Marks) -> bool:
    """Whether a row that nobody has joined with the card tells about this person: an application that waits."""
    return held.goes and bool(known.sure.search(" ".join(str(getattr(row, name)) for name in held.mentions)))


def _changed(held: Held, row: models.Model, known: Marks, name: str) -> Iterator[tuple[str, Any]]:
    for field in held.mentions:
        was = getattr(row, field)
        now = "" if field in _ADDRESSES and known.sure.search(was) else known.in_values(was, name)
        if now != was:
            yield field, now


def _save(row: models.Model, changed: dict[str, Any]) -> None:
    """Save texts within what their columns hold, with the keys that follow from them."""
    for name, value in changed.items():
        longest = getattr(row._meta.get_field(name), "max_length", None)
        setattr(row, name, value[:longest] if longest else value)
    keys = [one.name for one in row._meta.concrete_fields if isinstance(one, RussianKeyField)]
    if isinstance(row, Versioned):
        row.version += 1
        keys.append("version")
    row.save(update_fields=[*changed, *keys])
