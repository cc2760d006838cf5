"""Tables of pairs on paper: who is attached to whom, whose plan is approved.

A pair in which somebody's consent is not in force stands in none of them: the roster names it to whoever drafts.
"""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import Count

from mentoring.calendar import words
from mentoring.pairs import naming
from mentoring.pairs.models import Pair, Run
from mentoring.people.models import Person
from mentoring.programmes.models import MentoringForm
from reports.documents import participants, wording
from reports.documents.facts import Roster
from reports.documents.models import Document

_PROTOCOLS = {"attachments": "attachment", "councils": "council_protocol"}
_PAIRS = (
    ("№ п/п", 6), ("Наставник", 17), ("Место работы или учёбы", 19), ("Наставляемый", 17), ("Класс, должность", 12),
    ("Форма, ролевая модель", 13), ("Срок", 16),
)  # fmt: skip
_PLANS = (("№ п/п", 8), ("Наставляемый", 30), ("Наставник", 30), ("Пунктов плана", 12), ("Срок", 20))
COLUMNS = {"pairs": _PAIRS, "plans": _PLANS}


def rosters(document: Document, on: date) -> dict[str, Roster]:
    """Return the tables of pairs that the body asks for."""
    return {of: _MADE[of](document, on) for of in sorted(participants.tables_asked(document.body) & _MADE.keys())}


def standing_in(document: Document, on: date) -> list[int]:
    """Return the pairs that stand in the tables of a document on a day: all of them agreed to take part."""
    kept, _ = _agreed(document, on)
    return [pair.pk for pair in kept]


def protocols(document: Document, asked: str) -> str:
    """Name the protocols in force that speak of the pairs of a document, where its text asks: «протокол от … № 4»."""
    if not participants.asks(document.body, asked):
        return ""
    pairs = Pair.objects.filter(papers__document=document)
    acts = Document.objects.in_force().filter(programme=document.programme_id, kind=_PROTOCOLS[asked])
    return participants.named(acts.filter(concerns__pair__in=pairs))


def decision(document: Document) -> tuple[str, str]:
    """Say who has decided on the pairs of a document and whose opinion was heard: of the run, else of the form."""
    pairs = Pair.objects.filter(papers__document=document)
    runs = list(Run.objects.filter(pairs__pair__in=pairs).exclude(body="").values_list("body", "heard"))
    said = runs or list(MentoringForm.objects.filter(pk__in=pairs.values("form")).values_list("decided_by", "heard"))
    if not said:
        return "", ""
    deciders, heard = ("; ".join(dict.fromkeys(filter(None, some))) for some in zip(*said, strict=True))
    return wording.low(deciders) if deciders else "", wording.low(heard) if heard else ""


def people_of(pair: Pair, on: date) -> tuple[list[Person], list[Person]]:
    """Return the mentors and the mentees who sit in a pair on a day, or on its first day where it has not begun."""
    day = max(on, pair.start)
    return (
        [seat.mentor.person for seat in naming.mentors_on(pair, day)],
        [seat.mentee.person for seat in naming.mentees_on(pair, day)],
    )


def _agreed(document: Document, on: date) -> tuple[list[Pair], list[str]]:
    rows = naming.with_people(Pair.objects.filter(papers__document=document).select_related("form", "role_model"))
    rows = list(rows.annotate(planned=Count("plan__items")).order_by("form__title_key", "start", "pk"))
    people = {one.pk for pair in rows for side in people_of(pair, on) for one in side}
    closed = participants.without_consent(people, document.programme, on)
    kept = [pair for pair in rows if not closed & {one.pk for side in people_of(pair, on) for one in side}]
    lapsed = [one.full_name for pair in rows for side in people_of(pair, on) for one in side if one.pk in closed]
    return kept, lapsed


def _roster(document: Document, on: date, columns: tuple, cells: Callable[..., tuple[str, ...]]) -> Roster:
    kept, lapsed = _agreed(document, on)
    people = [one.pk for pair in kept for side in people_of(pair, on) for one in side]
    places, employed = participants.places_of(people, on)
    rows = tuple((f"{number}.", *cells(pair, on, places)) for number, pair in enumerate(kept, 1))
    return Roster(columns, rows, tuple(dict.fromkeys(pk for pk in people if pk in employed)), tuple(lapsed))


def _pair(pair: Pair, on: date, places: Mapping[int, str]) -> tuple[str, ...]:
    mentors, mentees = people_of(pair, on)
    model = f", {pair.role_model.title}" if pair.role_model else ""
    return (
        _names(mentors), _places(mentors, places), _names(mentees), _places(mentees, places),
        f"{pair.form.title}{model}", _term(pair),
    )  # fmt: skip


def _plan(pair: Pair, on: date, places: Mapping[int, str]) -> tuple[str, ...]:
    mentors, mentees = people_of(pair, on)
    return _names(mentees), _names(mentors), str(pair.planned), _term(pair)


def _names(people: list[Person]) -> str:
    return "\n".join(one.full_name for one in people)


def _places(people: list[Person], places: Mapping[int, str]) -> str:
    return "\n".join(dict.fromkeys(filter(None, (places.get(one.pk, "") for one in people))))


def _term(pair: Pair) -> str:
    return f"{words.digits(pair.start)} –\n{words.digits(pair.end)}"


_MADE = {
    "pairs": lambda document, on: _roster(document, on, _PAIRS, _pair),
    "plans": lambda document, on: _roster(document, on, _PLANS, _plan),
}
