"""Papers about candidates for mentors: the protocol on several, the application of one (annexes 9, 10)."""

from collections.abc import Collection, Iterator
from datetime import date

from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.people import ages
from mentoring.people.declension import Case, agreement
from mentoring.people.models import Clearance, Enrollment, Person
from mentoring.programmes.models import Programme
from mentoring.registry.models import Evaluation, Interview, Mentor
from reports.documents import gathering, participants, wording
from reports.documents.filling import Subject, plain
from reports.documents.models import Document
from reports.documents.subjects import phrases

CONSIDERATION = "consideration"
Decided = list[tuple[Mentor, Evaluation | Interview]]
_SHOWN = 5  # names in a sentence
_SEVERAL = "Протокол рассмотрения кандидатур в наставники"
_ONE = "Протокол рассмотрения кандидатуры в наставники"


def considered(programme: Programme) -> tuple[Programme, str, Subject]:
    """Tell of every candidate with a decision whom no protocol of the programme has named yet."""
    today = schooldays.today(programme.organization)
    found = _decided(programme)
    closed = participants.without_consent([row.person_id for row, _ in found], programme, today)
    decided = [(row, said) for row, said in found if row.person_id not in closed]
    if closed and not decided:
        raise Refused(f"{_waiting(found, closed)} Запишите согласия, затем составьте протокол.")
    if not decided:
        raise Refused(
            "Рассматривать некого: нет кандидатов с решением, которых ещё не назвал протокол. Запишите собеседование "
            "или оценку с выводом."
        )
    people = [row.person_id for row, _ in decided]
    places, _ = participants.places_of(people, today)
    shown = _shown_papers(people, today)
    parts = [
        {
            "candidate": f"{{person:{row.person_id}|name gen full}}",
            "who": ", ".join(
                filter(None, (f"{{person:{row.person_id}|name gen full}}", plain(places.get(row.person_id, ""))))
            ),
            "papers": ", ".join(_papers(row, shown)),
            "forms": ", ".join(f"«{plain(one.form.title)}»" for one in row.forms.all()),
            "decision": wording.low(phrases.DECISIONS[said.verdict] % row.person_id),
            "comment": phrases.sentence(said.comment),
            "votes": phrases.votes(said) if isinstance(said, Evaluation) else "",
        }
        for row, said in decided
    ]
    title = _SEVERAL if len(decided) > 1 else f"{_ONE} {phrases.name(decided[0][0].person, Case.GEN)}"
    return programme, title, Subject({}, parts=parts)


def left_out(programme: Programme) -> str:
    """Say whom the next protocol leaves out because a consent is not in force; nothing where everybody is in."""
    found = _decided(programme)
    today = schooldays.today(programme.organization)
    closed = participants.without_consent([row.person_id for row, _ in found], programme, today)
    return _waiting(found, closed) if closed else ""


def _waiting(found: Decided, closed: Collection[int]) -> str:
    names = [row.person.full_name for row, _ in found if row.person_id in closed]
    return f"Не вошли, согласие не действует: {words.some(names, _SHOWN)}."


def _decided(programme: Programme) -> Decided:
    rows = Mentor.objects.filter(programme=programme).exclude(state=Mentor.State.LEFT).select_related("person")
    rows = rows.exclude(person__in=_named_before(programme)).order_by("person__name_key", "pk")
    rows = rows.prefetch_related("forms__form", "interviews", "evaluations")
    return [(row, said) for row in rows if (said := _decision(row))]


def _named_before(programme: Programme) -> set[int]:
    """Return those whom a protocol has considered already, be it a draft."""
    rows = Document.objects.filter(programme=programme, kind=CONSIDERATION).exclude(state=Document.State.CANCELLED)
    return set().union(*(gathering.asked_people(body) for body in rows.values_list("body", flat=True)))


def _decision(row: Mentor) -> Evaluation | Interview | None:
    """Return what was decided last: the commission outweighs a conversation."""
    for some in (row.evaluations.all(), row.interviews.all()):
        decided = [one for one in some if one.verdict]
        if decided:
            return max(decided, key=lambda one: (one.on, one.pk))
    return None


def _shown_papers(people: Collection[int], today: date) -> set[int]:
    """Return those who have shown a certificate of no criminal record that is good today."""
    rows = Clearance.objects.filter(person__in=people, kind=Clearance.Kind.CRIMINAL)
    return {row.person_id for row in rows if row.valid_until is None or row.valid_until >= today}


def _papers(row: Mentor, shown: Collection[int]) -> Iterator[str]:
    if row.applied_on:
        yield f"заявление от {words.digits(row.applied_on)}"
    yield "согласия, без которых не участвуют в программе"
    if row.person_id in shown:
        yield "справка об отсутствии судимости"
    yield from (f"запись собеседования от {words.digits(one.on)}" for one in row.interviews.all())
    yield from (f"лист оценки от {words.digits(one.on)}" for one in row.evaluations.all())


def application(row: Mentor) -> tuple[Programme, str, Subject]:
    """Write the application of a candidate from what is known of them."""
    person, today = row.person, schooldays.today(row.organization)
    contacts = "\n".join(filter(None, (f"телефон: {person.phone}" if person.phone else "", person.email)))
    learns = Enrollment.objects.filter(person=person).on(today).exists()
    minor = ages.is_minor(person.birth_date, today) if person.birth_date else learns
    said = {
        "from": "\n".join(filter(None, (f"от {in_genitive(person, today, learns=learns)}", plain(contacts)))),
        "forms": ", ".join(f"«{plain(one.form.title)}»" for one in row.forms.select_related("form")),
        "spheres": ", ".join(plain(one.competence) for one in row.competences.select_related("competence")),
        "experience": phrases.sentence(row.experience),
        "motivation": phrases.sentence(row.motivation),
        "hours": f"{phrases.decimal(float(row.hours))}{words.NBSP}ч" if row.hours else "",
        "ready": agreement.of_person("Готов", person.sex),
        "told": agreement.of_person("ознакомлен", person.sex),
        "parent": "Согласие законного представителя на моё участие прилагаю." if minor else "",
    }
    title = f"Заявление кандидата в наставники {phrases.name(person, Case.GEN)}"
    return row.programme, title, Subject(said, commission=(person.pk,))


def in_genitive(person: Person, today: date, *, learns: bool) -> str:
    """Say who applies, in the genitive: by the position, by the class, by the partner."""
    places, employed = participants.places_of([person.pk], today)
    if person.pk in employed:
        return f"{{person:{person.pk}|who gen full}}"
    name, place = f"{{person:{person.pk}|name gen full}}", plain(places.get(person.pk, ""))
    if learns:
        learner = agreement.of_person("обучающийся", person.sex, Case.GEN)
        return f"{learner} ({place}) {name}"
    return f"{name} ({place})" if place else name
