"""The library: materials by form and stage, for whom they are, to whom they were handed."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from mentoring import sent
from mentoring.accounts import files, schooldays
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership, StoredFile
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.people.models import Guardianship, Person
from mentoring.programmes.models import GroupMember, Programme
from practices import guests, keeping
from practices.models import Handed, Material

OFFICE, MENTORS = "practices.see", "diary.write"  # the rights that open a file of the library
Audience = Material.Audience
Paper = tuple[str, bytes]
_CIRCLES = {Audience.MENTOR: guests.MENTORS, Audience.MENTEE: guests.MENTEES}


def found(member: Membership, asked: Mapping[str, str]) -> QuerySet[Material]:
    """Return the materials that are looked for; without a word on it those that are in use."""
    rows = Material.objects.visible_to(member).filter(away_on__isnull=asked.get("away") != "yes")
    form, stage = sent.whole(asked.get("form", "")), sent.whole(asked.get("stage", ""), 1)
    if form is not None:
        rows = rows.filter(Q(form=form) | Q(form=None))
    if stage is not None:
        rows = rows.filter(stage=stage)
    if asked.get("audience") in Audience.values:
        rows = rows.filter(audience=asked["audience"])
    return rows.select_related("form", "file").annotate(given=Count("handed")).order_by("stage", "title", "pk")


def handed_to(member: Membership) -> QuerySet[Handed]:
    """Return what this member was handed themselves."""
    rows = Handed.objects.filter(organization=member.organization_id, person__membership=member)
    return rows.select_related("material__form", "material__file").order_by("-on", "-pk")


def readers(material: Material, programme: Programme, member: Membership) -> QuerySet[Person]:
    """Return the people of the programme for whom a material is meant."""
    if material.audience in _CIRCLES:
        return guests.circle(programme, _CIRCLES[material.audience], member)
    people = Person.objects.visible_to(member)
    if material.audience == Audience.PARENT:
        today = schooldays.today(member.organization)
        children = guests.circle(programme, guests.MENTEES, member)
        kin = Guardianship.objects.on(today).filter(child__in=children.values("pk"))
        return people.filter(pk__in=kin.values("guardian"))
    return people.filter(pk__in=GroupMember.objects.filter(programme=programme).values("person"))


def named(people: QuerySet[Person], word: str) -> QuerySet[Person]:
    """Narrow people to those whose names hold these words."""
    for part in russian_key(word).split():
        people = people.filter(name_key__contains=part)
    return people


@transaction.atomic
def add(material: Material, paper: Paper | None, *, by: Membership) -> Material:
    """Put a material on the shelf."""
    if paper:
        material.file = files.store(by.organization, *paper, action=_opened_by(material.audience), by=by)
    return keeping.add(material, by=by)


@transaction.atomic
def change(
    material: Material, facts: Mapping[str, Any], paper: Paper | None, *, version: int, by: Membership
) -> Material:
    """Change a material; a new file takes the place of the former, which is destroyed."""
    row = keeping.locked(material, version=version, by=by)
    former, action = row.file_id, _opened_by(facts.get("audience", row.audience))
    if not paper:
        StoredFile.objects.filter(pk=former).update(action=action)
        return keeping.change(material, facts, version=version, by=by)
    file = files.store(by.organization, *paper, action=action, by=by)
    row = keeping.change(material, {**facts, "file": file}, version=version, by=by)
    keeping.destroy_file(row.organization, former)
    return row


def _opened_by(audience: str) -> str:
    """Say who opens the file: what is meant for the curator, the office; all else mentors too, who hand it on."""
    return OFFICE if audience == Audience.CURATOR else MENTORS


@transaction.atomic
def put_away(material: Material, *, by: Membership) -> Material:
    """Take a material off the shelf; to whom it was handed is kept."""
    row = keeping.locked(material, by=by)
    if row.away_on:
        raise Refused("Материал уже убран.")
    row.away_on = schooldays.today(row.organization)
    keeping.touch(row)
    keeping.write("put_away", row, by=by, after={"away_on": row.away_on})
    return row


@transaction.atomic
def bring_back(material: Material, *, by: Membership) -> Material:
    """Put a material back on the shelf."""
    row = keeping.locked(material, by=by)
    if not row.away_on:
        raise Refused("Материал и так в библиотеке.")
    row.away_on = None
    keeping.touch(row)
    keeping.write("bring_back", row, by=by)
    return row


@transaction.atomic
def hand(material: Material, people: Collection[Person], *, on: date, by: Membership) -> int:
    """Write down who was given a material; return how many had not been yet."""
    row = keeping.locked(material, by=by)
    if row.away_on:
        raise Refused("Материал убран из библиотеки. Сначала верните его.")
    if on > schooldays.today(row.organization):
        raise Refused("Этот день ещё не наступил. Отметьте вручение, когда оно прошло.")
    have = set(row.handed.values_list("person", flat=True))
    fresh = [one for one in people if one.pk not in have]
    if not fresh:
        raise Refused("Отметьте хотя бы одного человека, которому вручили материал.")
    Handed.objects.bulk_create(Handed(organization=row.organization, material=row, person=one, on=on) for one in fresh)
    told = [f"{one.full_name}, {words.digits(on)}" for one in fresh]
    keeping.write("handed", row, by=by, after={"guests": told})
    return len(fresh)


@transaction.atomic
def take_back(handed: Handed, *, by: Membership) -> None:
    """Undo a mark that somebody was given a material."""
    row = keeping.locked(handed.material, by=by)
    keeping.write("handed_back", row, by=by, before={"guests": [handed.person.full_name]})
    handed.delete()
