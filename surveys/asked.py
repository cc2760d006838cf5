"""Who is asked in a wave: participants of a programme by side, form, class and state, and those who tell of them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from mentoring.accounts import schooldays
from mentoring.people.consents import gates
from mentoring.people.models import ConsentKind, Employment, Enrollment, Guardianship, Person, StudyGroup
from mentoring.registry.models import Mentee, Mentor
from surveys.models import Questionnaire, Wave

Side = Questionnaire.Side
STATES = {
    Side.MENTEE: (Mentee.State.OFFERED, Mentee.State.REGISTERED, Mentee.State.FINISHED),
    Side.MENTOR: (Mentor.State.APPLIED, Mentor.State.REGISTERED, Mentor.State.RESERVE),
}
USUAL = {
    Side.MENTEE: (Mentee.State.OFFERED, Mentee.State.REGISTERED),
    Side.MENTOR: (Mentor.State.REGISTERED,),
}


@dataclass(frozen=True)
class Asked:
    """Whom a wave reaches: pairs of who answers and of whom (None: of themselves), and those whom it cannot reach."""

    pairs: tuple[tuple[Person, Person | None], ...] = ()
    closed: tuple[Person, ...] = ()  # nobody has agreed that their answers are kept
    alone: tuple[Person, ...] = ()  # there is nobody to tell of them


def named(person: Person, about: Person | None) -> str:
    """Name who answers, and of whom."""
    return f"{person.full_name} — о ком: {about.full_name}" if about else person.full_name


def classes(people: Collection[int], day: date) -> dict[int, StudyGroup]:
    """Return the class of each of these people who is in one on that day."""
    rows = Enrollment.objects.on(day).filter(person__in=people).select_related("group")
    return {row.person_id: row.group for row in rows.order_by("pk")}


def of_wave(wave: Wave) -> Asked:
    """Find who is asked in a wave today."""
    today, side = schooldays.today(wave.organization), wave.edition.questionnaire.side
    if side == Side.CURATOR:
        works = Employment.objects.on(today).filter(organization=wave.organization, duty=Employment.Duty.CURATOR)
        return Asked(tuple((one, None) for one in Person.objects.filter(pk__in=works.values("person"))))
    people = list(participants(wave, side, today))
    missing = gates.missing(
        [one.pk for one in people], ConsentKind.Gate.PROGRAMME, today, organization=wave.organization
    )
    closed = tuple(one for one in people if missing[one.pk])
    open_ = [one for one in people if not missing[one.pk]]
    if side in STATES:
        return Asked(tuple((one, None) for one in open_), closed)
    tellers = _teachers(open_, today) if side == Side.CLASS_TEACHER else _guardians(open_, today)
    pairs = tuple((tellers[one.pk], one) for one in open_ if one.pk in tellers)
    return Asked(pairs, closed, tuple(one for one in open_ if one.pk not in tellers))


def participants(wave: Wave, side: str, today: date) -> QuerySet[Person]:
    """Return the mentors, or the mentees who answer or are told of, by name."""
    rows: QuerySet = Mentor.objects if side == Side.MENTOR else Mentee.objects
    kind = Side.MENTOR if side == Side.MENTOR else Side.MENTEE
    rows = rows.filter(programme=wave.programme, state__in=wave.states or USUAL[kind])
    if wave.pair_id:
        rows = rows.filter(seats__pair=wave.pair_id)
    if wave.form_id:
        rows = rows.filter(forms__form=wave.form_id)
    people = Person.objects.filter(pk__in=rows.values("person"))
    if wave.group_id:
        people = people.filter(pk__in=Enrollment.objects.on(today).filter(group=wave.group_id).values("person"))
    return people


def _teachers(people: Sequence[Person], today: date) -> dict[int, Person]:
    """Find the class teacher of each learner."""
    rows = Enrollment.objects.on(today).filter(person__in=people, group__teacher__isnull=False)
    return {row.person_id: row.group.teacher for row in rows.select_related("group__teacher").order_by("pk")}


def _guardians(people: Iterable[Person], today: date) -> dict[int, Person]:
    """Find one representative of each child: somebody who can be written to, else the first one named."""
    rows = Guardianship.objects.on(today).filter(child__in=people).select_related("guardian")
    found: dict[int, Person] = {}
    for row in sorted(rows, key=lambda one: (not one.guardian.email, one.pk)):
        found.setdefault(row.child_id, row.guardian)
    return found
