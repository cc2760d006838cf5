"""Papers about one mentor, one mentee, the cases of a programme: annexes 6 and 13, the statement for attestation.

What leaves the school names no mentee: they are counted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from mentoring.accounts import schooldays
from mentoring.accounts.keys import russian_key
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.pairs import fulfilment
from mentoring.pairs.models import Meeting, Pair, PairMentee, PairMentor
from mentoring.people import declining
from mentoring.people.declension import Case as Grammar
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from mentoring.registry.models import Certificate, Mentee, Mentor
from practices import stories
from practices.models import Award, Case, Gathering, Guest, Publication
from reports.documents import participants
from reports.documents.filling import Subject, plain
from reports.documents.models import Concern, Document
from reports.documents.subjects import candidates, phrases

_NEEDS = (("№ п/п", 7), ("Сфера", 15), ("Запрос", 27), ("Какого результата ждут", 22), ("От кого", 16), ("Очередь", 13))
_HISTORY = (
    ("№ п/п", 6), ("Программа", 16), ("Форма наставничества", 17), ("Срок", 16), ("Наставляемых", 18), ("План, %", 8),
    ("Встреч", 10), ("Часов", 9),
)  # fmt: skip
COLUMNS = {"needs": _NEEDS, "portfolio": _HISTORY, "statement": _HISTORY}
_FIXING = ("O7", "O11")
_LEADING = (PairMentor.Role.LEAD, PairMentor.Role.SECOND)
# What a mentor, or whoever knows them, has written: where a name of a child may stand.
_WRITTEN = {
    "experience": "опыт",
    "achievements": "достижения",
    "interests": "интересы",
    "result": "результаты",
    "events": "мероприятия",
    "publications": "публикации",
    "awards": "поощрения",
}


@dataclass(frozen=True)
class Served:
    """What a mentor did in one pair, in the days of their own seats."""

    pair: Pair
    days: Span
    mentees: frozenset[int]
    percent: int | None
    meetings: int
    minutes: int


def needs(row: Mentee) -> tuple[Programme, str, Subject]:
    """Lay out what a mentee asks for (annex 6); what few may know stays out."""
    requests = list(row.requests.select_related("competence"))
    if not requests:
        raise Refused(f"{row.person.full_name}: запроса ещё нет. Впишите его в карточку, затем составьте бумагу.")
    pk, today = row.person_id, schooldays.today(row.organization)
    places, _ = participants.places_of([pk], today)
    categories = row.categories.filter(category__restricted=False).select_related("category")
    cells = [
        (
            f"{number}.", plain(one.competence or ""), plain(one.text), plain(one.wished), one.get_source_display(),
            one.get_priority_display(),
        )
        for number, one in enumerate(requests, 1)
    ]  # fmt: skip
    said = {
        "who": _who(pk, places),
        "category": ", ".join(plain(one.category) for one in categories),
        "strengths": phrases.sentence(row.strengths),
        "interests": phrases.sentence(row.interests),
        "forms": _forms(row),
        "role": plain(row.role_model.title) if row.role_model else "",
    }
    title = f"Карточка запроса наставляемого: {row.person.full_name}"
    return row.programme, title, Subject(said, _NEEDS, cells)


def portfolio(row: Mentor) -> tuple[Programme, str, Subject]:
    """Lay out who a mentor is and what they have done (annex 13)."""
    pk, today = row.person_id, schooldays.today(row.organization)
    places, _ = participants.places_of([pk], today)
    served = history(row.person)
    said = _known(row, served) | {
        "who": _who(pk, places),
        "forms": _forms(row),
        "spheres": ", ".join(plain(one.competence) for one in row.competences.select_related("competence")),
        "experience": phrases.sentence(row.experience),
        "achievements": phrases.sentence(row.achievements),
        "interests": phrases.sentence(row.interests),
        "result": phrases.sentence(row.result),
    }
    _refuse_named(row, said)
    title = f"Портфолио наставника: {row.person.full_name}"
    return row.programme, title, Subject(said, _HISTORY, _cells(served), (pk,))


def statement(row: Mentor) -> tuple[Programme, str, Subject]:
    """Certify what a mentor has done, for attestation (domain §7.5)."""
    served = history(row.person)
    if not served:
        raise Refused(f"{row.person.full_name}: пар ещё не было, подтверждать нечего. Закрепите пару, затем составьте.")
    today = schooldays.today(row.organization)
    learns = row.person_id in participants.learners_among([row.person_id], today)
    said = _known(row, served) | {
        "who": candidates.in_genitive(row.person, today, learns=learns),
        "orders": _orders(row.person, served),
        "count": _counted(served),
        "mentees": str(len(frozenset().union(*(one.mentees for one in served)))),
        "meetings": str(sum(one.meetings for one in served)),
        "hours": _hours(sum(one.minutes for one in served)),
        "start": words.full(min(one.days.start for one in served)),
        "end": words.full(min(today, max(one.days.end for one in served))),
    }
    _refuse_named(row, said)
    title = f"Справка о наставнической деятельности: {row.person.full_name}"
    return row.programme, title, Subject(said, _HISTORY, _cells(served))


def collection(programme: Programme) -> tuple[Programme, str, Subject]:
    """Gather the cases that are whole and that their people let the school publish; no mentee is named."""
    today = schooldays.today(programme.organization)
    rows = Case.objects.filter(programme=programme).exclude(state=Case.State.DRAFT)
    rows = rows.select_related("form").order_by("form__title_key", "title", "pk")
    agreed = stories.to_be_shown(rows, today)
    if not agreed:
        raise Refused(
            "Готовых кейсов с согласием на публикацию ещё нет. Отметьте кейс готовым, затем составьте сборник."
        )
    _refuse_names(programme, agreed)
    parts = [
        {
            "title": f"{number}. {plain(one.title)}",
            "form": plain(one.form.title) if one.form else "",
            "situation": _said(one.situation),
            "done": _said(one.done),
            "result": _said(one.result),
            "lesson": _said(one.advice),
        }
        for number, one in enumerate(agreed, 1)
    ]
    return programme, f"Сборник практик наставничества: {programme.title}", Subject({}, parts=parts)


def history(person: Person) -> list[Served]:
    """Return what a mentor did pair by pair, the first first: the days of a seat are those of the person alone.

    A pair that is yet to begin is not done, and a pair led for somebody in their absence is not one's own.
    """
    today = schooldays.today(person.organization)
    rows = PairMentor.objects.filter(mentor__person=person, role__in=_LEADING, since__lte=today)
    rows = rows.exclude(pair__state=Pair.State.PROJECT)
    seats: dict[Pair, list[Span]] = defaultdict(list)
    for seat in rows.select_related("pair__programme", "pair__form").order_by("since", "pk"):
        last = seat.pair.ended_on or seat.pair.end
        seats[seat.pair].append(Span(seat.since, max(seat.since, min(seat.until or last, last))))
    done, held = fulfilment.of_pairs(seats), _held(person, seats)
    mentees = defaultdict(list)
    for seat in PairMentee.objects.filter(pair__in=seats):
        mentees[seat.pair_id].append(seat)
    return [
        Served(
            pair,
            days := Span(min(one.start for one in spans), max(one.end for one in spans)),
            frozenset(
                seat.mentee_id
                for seat in mentees[pair.pk]
                if seat.since <= days.end and (seat.until is None or seat.until >= days.start)
            ),
            done[pair.pk].percent,
            len(held[pair.pk]),
            sum(held[pair.pk]),
        )
        for pair, spans in seats.items()
    ]


def _held(person: Person, seats: dict[Pair, list[Span]]) -> dict[int, list[int]]:
    """Return by pair the minutes of each meeting that this mentor held; an unsigned one is of whoever sat that day."""
    spans = {pair.pk: some for pair, some in seats.items()}
    rows = Meeting.objects.filter(pair__in=seats, state=Meeting.State.HELD)
    found: dict[int, list[int]] = defaultdict(list)
    for pair, on, minutes, by in rows.values_list("pair", "on", "minutes", "mentor__person"):
        if by == person.pk or by is None and any(one.start <= on <= one.end for one in spans[pair]):
            found[pair].append(minutes or 0)
    return found


def _known(row: Mentor, served: Sequence[Served]) -> dict[str, str]:
    """Say what both papers of a mentor say: training, events, publications, thanks; money is nobody's business."""
    person, pairs = row.person_id, [one.pair.pk for one in served]
    papers = Certificate.objects.filter(trainee__mentor__person=person).select_related("trainee__course")
    came = Guest.objects.filter(person=person, came=True, gathering__state=Gathering.State.HELD)
    out = Publication.objects.filter(case__pair__in=pairs).exclude(published_on=None).order_by("published_on", "pk")
    given = Award.objects.filter(person=person, state=Award.State.GIVEN).exclude(kind__in=Award.MATERIAL)
    return {
        "person": str(person),
        "trainings": "; ".join(
            f"«Школа наставников», группа «{plain(one.trainee.course.title)}», сертификат № {plain(one.number)} от "
            f"{words.digits(one.on)}"
            for one in papers.order_by("on", "pk")
        ),
        "events": "; ".join(
            f"{plain(one.gathering.title)}, {words.digits(one.gathering.on)}"
            for one in came.select_related("gathering").order_by("gathering__on", "gathering__pk")
        ),
        "publications": "; ".join(f"«{plain(one.title)}», {words.digits(one.published_on)}, {one.link}" for one in out),
        "awards": "; ".join(
            f"{one.get_kind_display()}, {words.digits(one.on)} ({plain(one.reason)})"
            for one in given.order_by("on", "pk")
        ),
    }  # fmt: skip


def _orders(person: Person, served: Iterable[Served]) -> str:
    """Name the orders in force by which the mentor was given pairs, else what the pair itself rests on."""
    pairs = [one.pair for one in served]
    rows = Concern.objects.filter(pair__in=pairs, document__kind__in=_FIXING, document__state__in=Document.IN_FORCE)
    rows = rows.exclude(deed=Concern.Deed.END).order_by("document__on", "document__pk")
    acts: dict[tuple[int, int | None], str] = {}
    for one in rows.select_related("document", "mentor"):
        came = one.mentor.person_id if one.mentor else None
        acts[one.pair_id, came] = f"приказ от {words.digits(one.document.on)} № {one.document.number}"
    said = (acts.get((pair.pk, person.pk)) or acts.get((pair.pk, None)) or plain(pair.basis) for pair in pairs)
    return "; ".join(dict.fromkeys(filter(None, said)))


def _cells(served: Sequence[Served]) -> list[tuple[str, ...]]:
    return [
        (
            f"{number}.", plain(one.pair.programme.title), plain(one.pair.form.title),
            f"{words.digits(one.days.start)} –\n{words.digits(one.days.end)}", str(len(one.mentees)),
            "—" if one.percent is None else str(one.percent), str(one.meetings), _hours(one.minutes),
        )
        for number, one in enumerate(served, 1)
    ]  # fmt: skip


def _counted(served: Sequence[Served]) -> str:
    """Say how many pairs and how many groups: «2 пары и 1 группа»."""
    count = Counter(one.pair.kind for one in served)
    said = (
        (count[Pair.Kind.ONE], words.counted(count[Pair.Kind.ONE], "пара", "пары", "пар")),
        (count[Pair.Kind.GROUP], words.counted(count[Pair.Kind.GROUP], "группа", "группы", "групп")),
    )
    return " и ".join(text for number, text in said if number)


def _refuse_names(programme: Programme, cases: Iterable[Case]) -> None:
    """Refuse a case whose words name a mentee."""
    known = _surnames(Mentee.objects.filter(programme=programme))
    for case in cases:
        if _names_one(known, case.title, case.situation, case.done, case.result, case.advice):
            raise Refused(f"В кейсе «{case.title}» назван наставляемый. Уберите фамилию, затем составьте сборник.")


def _refuse_named(row: Mentor, said: Mapping[str, str]) -> None:
    """Refuse a paper of a mentor whose free words name a mentee of theirs, or of the programme."""
    own = Q(seats__pair__mentors__mentor__person=row.person_id)
    known = _surnames(Mentee.objects.filter(own | Q(programme=row.programme_id)))
    named = [label for name, label in _WRITTEN.items() if _names_one(known, said.get(name, ""))]
    if named:
        raise Refused(
            f"{row.person.full_name}: назван наставляемый, смотрите «{'», «'.join(named)}». Имя — персональные данные: "
            "уберите его, затем составьте бумагу."
        )


def _surnames(mentees: QuerySet[Mentee]) -> set[str]:
    """Return the surnames of mentees in every case of grammar, folded as the words of a text are."""
    people = [row.person for row in mentees.select_related("person").distinct()]
    kept = declining.preload(people, ())
    return {russian_key(kept.name(one, form, style="full").partition(" ")[0]) for one in people for form in Grammar}


def _names_one(surnames: set[str], *texts: str) -> bool:
    """Tell whether a text has one of the surnames as words of its own; a double one is two words side by side."""
    folded = f" {russian_key(' '.join(texts))} "
    return any(f" {one} " in folded for one in surnames)


def _who(pk: int, places: dict[int, str]) -> str:
    return ", ".join(filter(None, (f"{{person:{pk}|name nom full}}", plain(places.get(pk, "")))))


def _forms(row: Mentee | Mentor) -> str:
    return ", ".join(f"«{plain(one.form.title)}»" for one in row.forms.select_related("form"))


def _said(text: str) -> str:
    return " ".join(plain(text).split()).rstrip(".")


def _hours(minutes: int) -> str:
    return phrases.decimal(minutes / 60)
