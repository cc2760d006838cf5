"""What a mentee or a mentor still lacks, in words, for any number of rows in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, Subquery

from mentoring.accounts.models import Organization
from mentoring.people import consents
from mentoring.people.models import Affiliation, Clearance, ConsentKind, Employment, Enrollment
from mentoring.registry.models import Interview, Mentee, MenteeForm, Mentor, MentorForm, Request, Trainee

SOON = timedelta(days=30)  # a certificate that ends within these days is named beforehand


@dataclass(frozen=True)
class Gap:
    """One thing that is missing; one that closes the register lets nobody in."""

    words: str
    closes: bool = False


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
            *(() if known[row.pk][0] else (Gap("нет запроса", closes=True),)),
            *(() if known[row.pk][1] else (Gap("не указана форма"),)),
        )
        for row in rows
    }


def of_mentors(rows: Sequence[Mentor], today: date) -> dict[int, tuple[Gap, ...]]:
    """Return by row what each mentor of one school lacks: five queries."""
    if not rows:
        return {}
    keys, people = [row.pk for row in rows], [row.person_id for row in rows]
    lacks = _lacks(people, rows[0].organization, today)
    own = OuterRef("pk")
    last = Subquery(Interview.objects.filter(mentor=own).order_by("-on", "-pk").values("verdict")[:1])
    formed = Exists(MentorForm.objects.filter(mentor=own))
    taught = Exists(Trainee.objects.filter(mentor=own, certificate__isnull=False))
    asked = Mentor.objects.filter(pk__in=keys).values_list("pk", last, formed, taught, _from_outside(today))
    known = {pk: said for pk, *said in asked}
    papers = _papers({row.person_id: known[row.pk][3] for row in rows}, today)
    return {
        row.pk: (
            *lacks[row.person_id],
            *papers[row.person_id],
            *_talk(known[row.pk][0]),
            *(() if known[row.pk][1] else (Gap("не указана форма"),)),
            *(() if known[row.pk][2] else (Gap("не обучен"),)),
        )
        for row in rows
    }


def _lacks(people: list[int], organization: Organization, today: date) -> dict[int, tuple[Gap, ...]]:
    found = consents.missing(people, ConsentKind.Gate.PROGRAMME, today, organization=organization)
    return {person: tuple(Gap(lack.words, closes=True) for lack in found[person]) for person in people}


def _talk(verdict: str | None) -> tuple[Gap, ...]:
    if verdict is None:
        return (Gap("нет собеседования"),)
    if verdict == Interview.Verdict.REFUSED:
        return (Gap("по собеседованию не рекомендован", closes=True),)
    return ()


def _from_outside(today: date) -> Q:
    """Ask whether the person only comes here: whoever works or learns here has shown their papers, or needs none."""
    works, learns, comes = (
        Exists(model.objects.on(today).filter(person=OuterRef("person")))
        for model in (Employment, Enrollment, Affiliation)
    )
    return Q(~works, ~learns, comes)


def _papers(people: Mapping[int, bool], today: date) -> dict[int, tuple[Gap, ...]]:
    """Name certificates of people; from outside nobody comes to children without one (ТК РФ, ст. 351.1)."""
    seen: dict[int, dict[str, Clearance]] = defaultdict(dict)
    for row in Clearance.objects.filter(person__in=people).order_by("issued_on", "pk"):
        seen[row.person_id][row.kind] = row
    found = {}
    for person, from_outside in people.items():
        said = [_paper(row, today) for row in seen[person].values()]
        if from_outside and Clearance.Kind.CRIMINAL not in seen[person]:
            said.append(Gap("нет справки об отсутствии судимости", closes=True))
        found[person] = tuple(gap for gap in said if gap is not None)
    return found


def _paper(row: Clearance, today: date) -> Gap | None:
    if row.valid_until is None or row.valid_until > today + SOON:
        return None
    name = "справка" if row.kind == Clearance.Kind.CRIMINAL else "медицинская справка"
    if row.valid_until < today:
        return Gap(f"{name} истекла {row.valid_until:%d.%m}", closes=row.kind == Clearance.Kind.CRIMINAL)
    return Gap(f"{name} истекает {row.valid_until:%d.%m}")
