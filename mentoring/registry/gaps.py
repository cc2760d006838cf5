"""What a mentee or a mentor still lacks, in words, for any number of rows in a constant number of queries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from mentoring.accounts.models import Organization
from mentoring.people import consents
from mentoring.people.models import Affiliation, Clearance, ConsentKind, Employment, Enrollment
from mentoring.registry.models import Interview, Mentee, MenteeForm, Mentor, MentorForm, Request, Trainee

SOON = timedelta(days=30)  # a certificate that ends within these days is named beforehand


class Of(StrEnum):
    """What is missing: the matching asks for each of them by a rule of its own."""

    CONSENT = "consent"
    SCREENING = "screening"
    TRAINING = "training"
    CARD = "card"  # something that is not yet written on the card


@dataclass(frozen=True)
class Gap:
    """One thing that is missing; one that closes the register lets nobody in."""

    words: str
    closes: bool = False
    of: Of = field(default=Of.CONSENT, compare=False)


def closing(found: Iterable[Gap]) -> tuple[Gap, ...]:
    """Return those that let nobody into the register."""
    return tuple(gap for gap in found if gap.closes)


def of_mentees(rows: Sequence[Mentee], today: date) -> dict[int, tuple[Gap, ...]]:
    """Return by row what each mentee of one school lacks: four queries."""
    if not rows:
        return {}
    keys = [row.pk for row in rows]
    lacks = _lacks([row.person_id for row in rows], rows[0].organization, today)
    own = OuterRef("pk")
    asks, formed = Exists(Request.objects.filter(mentee=own)), Exists(MenteeForm.objects.filter(mentee=own))
    known = {pk: said for pk, *said in Mentee.objects.filter(pk__in=keys).values_list("pk", asks, formed)}
    return {
        row.pk: (
            *lacks[row.person_id],
            *(() if known[row.pk][0] else (Gap("нет запроса", closes=True, of=Of.CARD),)),
            *(() if known[row.pk][1] else (Gap("не указана форма", of=Of.CARD),)),
        )
        for row in rows
    }


def of_mentors(rows: Sequence[Mentor], today: date) -> dict[int, tuple[Gap, ...]]:
    """Return by row what each mentor of one school lacks: four queries."""
    if not rows:
        return {}
    lacks = _lacks([row.person_id for row in rows], rows[0].organization, today)
    known = beside_consents(rows, today)
    return {row.pk: (*lacks[row.person_id], *known[row.pk]) for row in rows}


def beside_consents(rows: Sequence[Mentor], today: date) -> dict[int, tuple[Gap, ...]]:
    """Return by row what each mentor lacks apart from consents: one query."""
    own = OuterRef("pk")
    asked = Mentor.objects.filter(pk__in=[row.pk for row in rows]).values(
        "pk",
        verdict=Subquery(Interview.objects.filter(mentor=own).order_by("-on", "-pk").values("verdict")[:1]),
        formed=Exists(MentorForm.objects.filter(mentor=own)),
        taught=Exists(Trainee.objects.filter(mentor=own, certificate__isnull=False)),
        unseen=_from_outside(today) & ~Exists(_certificates(Clearance.Kind.CRIMINAL)),
        **{kind: Subquery(_certificates(kind).values("valid_until")[:1]) for kind in Clearance.Kind.values},
    )
    return {one["pk"]: tuple(_of_mentor(one, today)) for one in asked}


def _of_mentor(known: Mapping[str, Any], today: date) -> Iterator[Gap]:
    for kind in Clearance.Kind.values:
        yield from _paper(kind, known[kind], today)
    if known["unseen"]:
        yield Gap("нет справки об отсутствии судимости", closes=True, of=Of.SCREENING)
    yield from _talk(known["verdict"])
    if not known["formed"]:
        yield Gap("не указана форма", of=Of.CARD)
    if not known["taught"]:
        yield Gap("не обучен", of=Of.TRAINING)


def _lacks(people: list[int], organization: Organization, today: date) -> dict[int, tuple[Gap, ...]]:
    found = consents.missing(people, ConsentKind.Gate.PROGRAMME, today, organization=organization)
    return {person: tuple(Gap(lack.words, closes=True) for lack in found[person]) for person in people}


def _talk(verdict: str | None) -> tuple[Gap, ...]:
    if verdict is None:
        return (Gap("нет собеседования", of=Of.CARD),)
    if verdict == Interview.Verdict.REFUSED:
        return (Gap("по собеседованию не рекомендован", closes=True, of=Of.SCREENING),)
    return ()


def _from_outside(today: date) -> Q:
    """Ask whether the person only comes here: such a one shows a certificate first (ТК РФ, ст. 351.1).

    Whoever works or learns here has shown theirs to the personnel department, or needs none.
    """
    works, learns, comes = (
        Exists(model.objects.on(today).filter(person=OuterRef("person")))
        for model in (Employment, Enrollment, Affiliation)
    )
    return Q(~works, ~learns, comes)


def _certificates(kind: str):
    """Ask for the certificates of a row's person, the last one first."""
    return Clearance.objects.filter(person=OuterRef("person"), kind=kind).order_by("-issued_on", "-pk")


def _paper(kind: str, until: date | None, today: date) -> Iterator[Gap]:
    if until is None or until > today + SOON:
        return
    name, criminal = ("справка", True) if kind == Clearance.Kind.CRIMINAL else ("медицинская справка", False)
    if until < today:
        yield Gap(f"{name} истекла {until:%d.%m}", closes=criminal, of=Of.SCREENING)
    else:
        yield Gap(f"{name} истекает {until:%d.%m}", of=Of.SCREENING)
