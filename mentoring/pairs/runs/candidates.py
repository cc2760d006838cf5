"""Who may be matched in a form on a day, and what is known of them: rows of the registries → sides of a task."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from mentoring.accounts.keys import russian_key
from mentoring.pairs.matching.people import Lack, MenteeSide, MentorSide, Reason, Together
from mentoring.pairs.matching.scoring import Part
from mentoring.pairs.models import Pair, PairMentee, PairMentor, Run, Trait
from mentoring.pairs.runs import traits
from mentoring.pairs.seats import LIVING
from mentoring.people import ages, consents
from mentoring.people.declension import Case, names
from mentoring.people.models import ConsentKind, Enrollment, Guardianship, Person
from mentoring.programmes.models import MentoringForm, Programme
from mentoring.registry import gaps
from mentoring.registry.models import Mentee, Mentor, Request, RestrictedNote

Kind = Trait.Kind
_TOGETHER = frozenset(one.value for one in Together)
FOR_GROUPS = 2  # mentees of a mentor who works with groups alone, at least
_NUMBER = re.compile(r"\d{1,2}")
_WORTH = {Request.Priority.HIGH: 3, Request.Priority.USUAL: 2, Request.Priority.LOW: 1}
_REASONS = {gaps.Of.CONSENT: Reason.CONSENT, gaps.Of.SCREENING: Reason.SCREENING, gaps.Of.TRAINING: Reason.TRAINING}
_LABELLED = {
    Kind.INTEREST: Part.INTERESTS,
    Kind.DISLIKE: Part.DISLIKES,
    Kind.TIME: Part.TIMES,
    Kind.PLACE: Part.PLACE,
}


@dataclass(frozen=True)
class Candidates:
    """Both sides of a form on a day: rows and sides by the key of the task, and words for what the sides hold."""

    day: date
    mentees: Mapping[str, Mentee]
    mentors: Mapping[str, Mentor]
    mentee_sides: tuple[MenteeSide, ...]
    mentor_sides: tuple[MentorSide, ...]
    classes: Mapping[int, str]  # by person
    labels: Mapping[Part, Mapping[str, str]]

    @property
    def places(self) -> int:
        return sum(side.capacity for side in self.mentor_sides)

    def class_of(self, row: Mentee | Mentor) -> str:
        return self.classes.get(row.person_id, "")


@dataclass(frozen=True)
class _Known:
    """What was asked at once about everybody of both sides."""

    day: date
    traits: Mapping[int, Mapping[str, list[Trait]]]
    groups: Mapping[int, Enrollment]
    kin: Mapping[int, set[int]]
    lacks: Mapping[int, tuple[Lack, ...]]
    aversions: Mapping[int, set[str]]  # words of the notes about a person

    def said(self, person: Person, kind: str) -> list[Trait]:
        return self.traits.get(person.pk, {}).get(kind, [])

    def codes(self, person: Person, kind: str) -> frozenset[str] | None:
        return frozenset(traits.code_of(kind, row.value) for row in self.said(person, kind)) or None


def of(programme: Programme, form: MentoringForm, day: date, *, ignoring: Run | None = None) -> Candidates:
    """Gather the candidates of a form; the pairs that came of the run `ignoring` are as if they were not."""
    mentees = waiting_mentees(programme, form, day, ignoring)
    mentors = ready_mentors(programme)
    taken = _taken(mentors, day, ignoring)
    known = _known(programme, mentees, mentors, day)
    keys = {one.person_id: str(one.pk) for one in mentees}, {one.person_id: str(one.pk) for one in mentors}
    people = {one.person_id: one.person for one in (*mentees, *mentors)}
    papers = gaps.beside_consents(mentors, day) if mentors else {}
    return Candidates(
        day,
        {str(one.pk): one for one in mentees},
        {str(one.pk): one for one in mentors},
        tuple(_mentee_side(one, form, known, keys[1], people) for one in mentees),
        tuple(_mentor_side(one, taken, papers[one.pk], known, keys[0], people) for one in mentors),
        {person: row.group.title for person, row in known.groups.items()},
        _labels(mentees, known),
    )


def waiting_mentees(programme: Programme, form: MentoringForm, day: date, ignoring: Run | None = None) -> list[Mentee]:
    """Return the mentees of the register for whom this form, or none, is named and who have no pair in it."""
    seats = PairMentee.objects.filter(lasting(day), pair__programme=programme, pair__form=form, pair__state__in=LIVING)
    rows = Mentee.objects.filter(programme=programme, state=Mentee.State.REGISTERED)
    rows = rows.filter(Q(forms__form=form) | Q(forms=None)).exclude(pk__in=_besides(seats, ignoring).values("mentee"))
    requests = Prefetch("requests", Request.objects.select_related("competence"))
    return list(rows.distinct().select_related("person").prefetch_related(requests).order_by("pk"))


def ready_mentors(programme: Programme) -> list[Mentor]:
    """Return the mentors of the register."""
    rows = Mentor.objects.filter(programme=programme, state=Mentor.State.REGISTERED)
    return list(rows.select_related("person").prefetch_related("forms", "competences").order_by("pk"))


def places_left(mentors: list[Mentor], day: date) -> dict[int, int]:
    """Count the free places of each mentor."""
    taken = _taken(mentors, day, None)
    return {one.pk: max(one.capacity - taken[one.pk], 0) for one in mentors}


def lasting(day: date) -> Q:
    """Say of seats that they are held on this day or will be: what is promised is taken."""
    return Q(until=None) | Q(until__gte=day)


def _besides(seats, run: Run | None):
    return seats if run is None else seats.exclude(pair__in=Pair.objects.filter(proposed__run=run).values("pk"))


def _taken(mentors: list[Mentor], day: date, ignoring: Run | None) -> dict[int, int]:
    led = Q(pair__mentors__until=None) | Q(pair__mentors__until__gte=day)
    seats = PairMentee.objects.filter(
        lasting(day),
        led,
        pair__mentors__mentor__in=[one.pk for one in mentors],
        pair__mentors__role__in=(PairMentor.Role.LEAD, PairMentor.Role.SECOND),
        pair__state__in=LIVING,
    )
    found = set(_besides(seats, ignoring).values_list("pair__mentors__mentor", "pk"))
    held = [mentor for mentor, _ in found]
    return {one.pk: held.count(one.pk) for one in mentors}


def _known(programme: Programme, mentees: list[Mentee], mentors: list[Mentor], day: date) -> _Known:
    people = {one.person_id for one in (*mentees, *mentors)}
    said: dict[int, dict[str, list[Trait]]] = defaultdict(lambda: defaultdict(list))
    for row in Trait.objects.filter(programme=programme, person__in=people):
        said[row.person_id][row.kind].append(row)
    groups = Enrollment.objects.on(day).filter(person__in=people).select_related("group")
    missing = consents.missing(people, ConsentKind.Gate.PROGRAMME, day, organization=programme.organization)
    notes = RestrictedNote.objects.filter(person__in=people, kind=RestrictedNote.Kind.AVERSION)
    aversions: dict[int, set[str]] = defaultdict(set)
    for note in notes:
        aversions[note.person_id] |= set(russian_key(note.text).split())
    return _Known(
        day,
        said,
        {row.person_id: row for row in groups},
        _kin(people, day),
        {person: tuple(Lack(Reason.CONSENT, one.words) for one in found) for person, found in missing.items()},
        aversions,
    )


def _kin(people: set[int], day: date) -> dict[int, set[int]]:
    """Return the relatives of each: guardians, wards, children of the same guardian."""
    rows = Guardianship.objects.on(day).filter(Q(child__in=people) | Q(guardian__in=people))
    wards: dict[int, set[int]] = defaultdict(set)
    for child, guardian in rows.values_list("child", "guardian"):
        wards[guardian].add(child)
    found: dict[int, set[int]] = defaultdict(set)
    for guardian, children in wards.items():
        family = children | {guardian}
        for one in family:
            found[one] |= family - {one}
    return found


def _side(row: Mentee | Mentor, known: _Known, others: Mapping[int, str], people: Mapping[int, Person]) -> dict:
    """Put together what both sides have; `others` are the keys of the other side by person."""
    person = row.person
    enrolled = known.groups.get(person.pk)
    places = [traits.code_of(Kind.PLACE, one.value) for one in known.said(person, Kind.PLACE)]
    wishes = tuple(others.get(one.about_id, f"nobody-{one.about_id}") for one in known.said(person, Kind.WISH))
    named = {others[one.about_id] for one in known.said(person, Kind.BAN) if one.about_id in others}
    noted = {others[pk] for pk in _named_in(known.aversions.get(person.pk), others, people)}
    return {
        "key": str(row.pk),
        "age": None if person.birth_date is None else ages.age_on(person.birth_date, known.day),
        "grade": _grade(enrolled),
        "unit": str(enrolled.group_id) if enrolled else None,
        "interests": known.codes(person, Kind.INTEREST),
        "dislikes": known.codes(person, Kind.DISLIKE),
        "times": known.codes(person, Kind.TIME),
        "place": places[0] if places else None,
        "wishes": wishes or None,
        "bans": frozenset(named | noted),
        "kin": frozenset(others[pk] for pk in {person.pk, *known.kin.get(person.pk, ())} if pk in others),
        "lacks": known.lacks.get(person.pk, ()),
    }


def _named_in(words: set[str] | None, others: Iterable[int], people: Mapping[int, Person]) -> set[int]:
    """Find whose surname, in whatever case, stands among the words of a note."""
    if not words:
        return set()
    return {pk for pk in others if words & _surnames(people[pk])}


def _surnames(person: Person) -> set[str]:
    forms = (
        names.decline_parts(person.surname, person.given, person.patronymic, case, sex=person.sex) for case in Case
    )
    return {russian_key(one.surname) for one in forms}


def _grade(enrolled: Enrollment | None) -> int | None:
    if enrolled is None:
        return None
    number = _NUMBER.match(enrolled.group.title)
    return enrolled.group.grade or (int(number[0]) if number else None)


def _mentee_side(
    row: Mentee, form: MentoringForm, known: _Known, others: Mapping[int, str], people: Mapping[int, Person]
) -> MenteeSide:
    asked: dict[str, int] = {}
    for request in row.requests.all():
        if request.competence_id:
            key = str(request.competence_id)
            asked[key] = max(asked.get(key, 0), _WORTH.get(request.priority, 1))
    together = [one.value for one in known.said(row.person, Kind.TOGETHER) if one.value in _TOGETHER]
    return MenteeSide(
        **_side(row, known, others, people),
        forms=frozenset({str(form.pk)}),
        requests=asked or None,
        together=Together(together[0]) if together else Together.ANY,
    )


def _mentor_side(
    row: Mentor,
    taken: Mapping[int, int],
    papers: Iterable[gaps.Gap],
    known: _Known,
    others: Mapping[int, str],
    people: Mapping[int, Person],
) -> MentorSide:
    own = _side(row, known, others, people)
    lacks = [Lack(_REASONS[gap.of], gap.words) for gap in papers if gap.closes or gap.of == gaps.Of.TRAINING]
    return MentorSide(
        **own | {"times": own["times"] or _days(row), "lacks": (*own["lacks"], *lacks)},
        forms=frozenset(str(one.form_id) for one in row.forms.all()) or None,
        competences=frozenset(str(one.competence_id) for one in row.competences.all()) or None,
        age_from=row.age_from,
        age_to=row.age_to,
        capacity=max(row.capacity - taken[row.pk], 0),
        least=FOR_GROUPS if row.together == Mentor.Together.GROUP else 1,
    )


def _days(row: Mentor) -> frozenset[str] | None:
    return frozenset(str(day) for day in row.days) if isinstance(row.days, list) and row.days else None


def _labels(mentees: list[Mentee], known: _Known) -> dict[Part, dict[str, str]]:
    found: dict[Part, dict[str, str]] = {part: {} for part in Part}
    for mentee in mentees:
        for request in mentee.requests.all():
            if request.competence:
                found[Part.REQUEST][str(request.competence_id)] = request.competence.title
    for kinds in known.traits.values():
        for kind, part in _LABELLED.items():
            for row in kinds.get(kind, ()):
                found[part].setdefault(traits.code_of(kind, row.value), traits.label_of(kind, row.value))
    for day in range(1, 8):
        found[Part.TIMES].setdefault(str(day), traits.label_of(Kind.TIME, str(day)))
    return found
