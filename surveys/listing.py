"""What the pages of waves show: waves by state, who is asked and whether they have answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from mentoring import sent
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership
from mentoring.calendar import words
from mentoring.people.models import Enrollment
from surveys.asked import Asked, classes
from surveys.models import Respondent, Wave
from surveys.results import Rate

State = Wave.State
HEADS = ((State.OPEN, "Идут"), (State.PLANNED, "Запланированы"), (State.CLOSED, "Закрыты"))


@dataclass(frozen=True)
class Card:
    """One wave in the list."""

    wave: Wave
    rate: Rate
    when: str
    late: bool  # few have answered and the end is near

    @property
    def said(self) -> str:
        return f"ответили {self.rate.answered} из {self.rate.asked}"


@dataclass(frozen=True)
class Line:
    """One who is asked."""

    row: Respondent
    group: str  # of the learner who answers or is told of
    words: str
    tone: str


def groups(member: Membership, today: date) -> list[tuple[str, list[Card]]]:
    """Return the waves of the school by state, the nearest end first among those that go on."""
    rows = Wave.objects.visible_to(member).select_related("edition__questionnaire", "form", "group")
    rows = rows.annotate(asked=Count("respondents"), said=Count("respondents", ~Q(respondents__answered_on=None)))
    cards = [_card(row, today) for row in rows]
    found = [(title, [card for card in cards if card.wave.state == state]) for state, title in HEADS]
    return [(title, some) for title, some in found if some]


def _card(wave: Wave, today: date) -> Card:
    rate = Rate(wave.asked, wave.said)
    if wave.state == State.PLANNED:
        return Card(wave, rate, f"откроется {words.near(wave.opens_on, today)}", late=False)
    if wave.state == State.CLOSED:
        return Card(wave, rate, f"закрыт {words.day_month(min(wave.closes_on, today))}", late=False)
    near = (wave.closes_on - today).days <= 2
    return Card(wave, rate, f"до {words.day_month(wave.closes_on)}", late=near and rate.percent < 80)


def respondents(wave: Wave, query: Mapping[str, str], today: date) -> QuerySet[Respondent]:
    """Return who is asked, by name, as narrowed by `q`, `group` and `only` of the query."""
    rows = wave.respondents.select_related("person", "about")
    for word in russian_key(query["q"]).split():
        rows = rows.filter(Q(person__name_key__contains=word) | Q(about__name_key__contains=word))
    if (group := sent.whole(query["group"])) is not None:
        learners = Enrollment.objects.on(today).filter(group=group).values("person")
        rows = rows.filter(Q(person__in=learners) | Q(about__in=learners))
    if query["only"] == "waiting":
        rows = rows.filter(answered_on=None)
    elif query["only"] == "answered":
        rows = rows.exclude(answered_on=None)
    return rows


def lines(rows: Sequence[Respondent], today: date) -> list[Line]:
    """Say of each whether they have answered, and of which class the learner is."""
    learners = {row.learner_id for row in rows}
    titles = {person: group.title for person, group in classes(learners, today).items()}
    return [Line(row, titles.get(row.learner_id, ""), *_state(row)) for row in rows]


def _state(row: Respondent) -> tuple[str, str]:
    if row.answered_on:
        how = f", {row.get_how_display()}" if row.how else ""
        return f"ответ {words.day_month(row.answered_on)}{how}", "ok"
    return ("отвечает", "go") if row.draft else ("ответа нет", "")


def fresh(wave: Wave, found: Asked) -> int:
    """Count those whom the wave would reach now and has not asked."""
    there = set(wave.respondents.values_list("person", "about"))
    return sum((person.pk, about and about.pk) not in there for person, about in found.pairs)
