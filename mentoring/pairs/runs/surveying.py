"""The matchings of a programme, form by form: who waits, who helps, what they lack, how far the run has come."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mentoring.accounts.models import Membership
from mentoring.calendar.words import counted
from mentoring.pairs.models import PairMentee, Run
from mentoring.pairs.runs import candidates
from mentoring.pairs.seats import LIVING
from mentoring.people import consents
from mentoring.people.models import ConsentKind
from mentoring.programmes.models import MentoringForm, Programme
from mentoring.registry import gaps
from mentoring.registry.models import Mentee, Mentor


@dataclass(frozen=True)
class FormLine:
    """One form of a programme as it stands before the matching."""

    form: MentoringForm
    waiting: str
    ready: str
    gaps: list[str]
    run: Run | None  # the one at work
    past: list[Run]


def of_programme(programme: Programme, day: date, *, by: Membership) -> list[FormLine]:
    """Lay out the forms of a programme: the same number of queries for any number of people."""
    mentors = candidates.ready_mentors(programme)
    places = candidates.places_left(mentors, day)
    mentees = list(
        Mentee.objects.filter(programme=programme, state=Mentee.State.REGISTERED)
        .prefetch_related("forms")
        .order_by("pk")
    )
    seats = PairMentee.objects.filter(candidates.lasting(day), pair__programme=programme, pair__state__in=LIVING)
    paired = set(seats.values_list("mentee", "pair__form"))
    people = [one.person_id for one in (*mentees, *mentors)]
    missing = consents.missing(people, ConsentKind.Gate.PROGRAMME, day, organization=programme.organization)
    papers = gaps.beside_consents(mentors, day) if mentors else {}
    runs = list(Run.objects.visible_to(by).filter(programme=programme).select_related("form"))
    found = []
    for row in programme.forms.select_related("form").order_by("form__title_key"):
        form = row.form
        wait = [one for one in mentees if _named(one, form) and (one.pk, form.pk) not in paired]
        help_ = [one for one in mentors if _named(one, form)]
        unsigned = sum(bool(missing[one.person_id]) for one in (*wait, *help_))
        own = [one for one in runs if one.form_id == form.pk]
        found.append(
            FormLine(
                form,
                counted(len(wait), "наставляемый", "наставляемых", "наставляемых"),
                _ready(help_, places),
                _gaps(unsigned, (gap for one in help_ for gap in papers[one.pk])),
                next((one for one in own if one.state in (Run.State.DRAFT, Run.State.HANDED)), None),
                [one for one in own if one.state in (Run.State.PUBLISHED, Run.State.DROPPED)],
            )
        )
    return found


def _named(one: Mentee | Mentor, form: MentoringForm) -> bool:
    keys = {row.form_id for row in one.forms.all()}
    return not keys or form.pk in keys


def _ready(mentors: list[Mentor], places: dict[int, int]) -> str:
    who = counted(len(mentors), "наставник", "наставника", "наставников")
    return f"{who}, {counted(sum(places[one.pk] for one in mentors), 'место', 'места', 'мест')}"


def _gaps(unsigned: int, papers: Iterable[gaps.Gap]) -> list[str]:
    lacks = Counter(gap.of for gap in papers if gap.closes or gap.of == gaps.Of.TRAINING)
    numbers = {
        "без согласия": unsigned,
        "без справки": lacks[gaps.Of.SCREENING],
        "не обучены": lacks[gaps.Of.TRAINING],
    }
    return [f"{words}: {number}" for words, number in numbers.items() if number]
