"""What a mentee or a mentor still lacks, in words, for any number of rows in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

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
    """Return by row what each mentee of one school lacks: at most five queries."""
    if not rows:
        return {}
    keys = [row.pk for row in rows]
    lacks = _lacks([row.person_id for row in rows], rows[0].organization, today)
    asking = set(Request.objects.filter(mentee__in=keys).values_list("mentee", flat=True))
    formed = set(MenteeForm.objects.filter(mentee__in=keys).values_list("mentee", flat=True))
    return {
        row.pk: (
            *lacks[row.person_id],
            *(() if row.pk in asking else (Gap("нет запроса", closes=True),)),
            *(() if row.pk in formed else (Gap("не указана форма"),)),
        )
        for row in rows
    }


def of_mentors(rows: Sequence[Mentor], today: date) -> dict[int, tuple[Gap, ...]]:
    """Return by row what each mentor of one school lacks: at most ten queries."""
    if not rows:
        return {}
    keys, people = [row.pk for row in rows], [row.person_id for row in rows]
    lacks = _lacks(people, rows[0].organization, today)
    papers = _papers(people, today)
    talked = dict(Interview.objects.filter(mentor__in=keys).order_by("on", "pk").values_list("mentor", "verdict"))
    formed = set(MentorForm.objects.filter(mentor__in=keys).values_list("mentor", flat=True))
    taught = set(Trainee.objects.filter(mentor__in=keys, certificate__isnull=False).values_list("mentor", flat=True))
    return {
        row.pk: (
            *lacks[row.person_id],
            *papers[row.person_id],
            *_talk(talked.get(row.pk)),
            *(() if row.pk in formed else (Gap("не указана форма"),)),
            *(() if row.pk in taught else (Gap("не обучен"),)),
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


def _papers(people: list[int], today: date) -> dict[int, tuple[Gap, ...]]:
    """Name certificates: without one of no criminal record nobody from outside is let to children (ТК РФ, ст. 351.1).

    Those who work or learn here have shown theirs to the personnel department, or need none.
    """
    own = set(Employment.objects.on(today).filter(person__in=people).values_list("person", flat=True))
    own |= set(Enrollment.objects.on(today).filter(person__in=people).values_list("person", flat=True))
    asked = set(Affiliation.objects.on(today).filter(person__in=people).values_list("person", flat=True)) - own
    seen: dict[int, dict[str, Clearance]] = defaultdict(dict)
    for row in Clearance.objects.filter(person__in=people).order_by("issued_on", "pk"):
        seen[row.person_id][row.kind] = row
    found = {}
    for person in people:
        said = [_paper(row, today) for row in seen[person].values()]
        if person in asked and Clearance.Kind.CRIMINAL not in seen[person]:
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
