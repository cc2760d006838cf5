"""Made-up waves with answers: what everybody said is drawn by a seed, and stays beside the rows to be counted again."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from mentoring.people.models import Enrollment, Person, StudyGroup
from mentoring.programmes.models import Programme
from mentoring.registry.models import Mentee
from surveys.models import Answer, Edition, Question, Respondent, Response, Wave
from surveys.tests.cast import make_edition

Kind = Question.Kind
SURNAMES = ("Берёзкин", "Вишняк", "Грушин", "Дубов", "Ельников", "Жимолость", "Зернов", "Ивушкин", "Камыш", "Лозовой")
GIVEN = ("Артём", "Борис", "Вадим", "Глеб", "Денис")

# What is asked: code, kind, and what differs from the usual.
SCALES = (
    {"code": "wish", "text": "Насколько вам интересно учиться?", "pair_code": "wish"},
    {"code": "fear", "text": "Насколько вы волнуетесь на уроках?", "pair_code": "fear", "reverse": True},
    {
        "code": "pleased", "text": "Насколько вы довольны?", "pair_code": "pleased", "satisfaction": True,
        "finding": "довольны программой",
    },
)  # fmt: skip
OTHERS = (
    {"code": "again", "kind": Kind.YES_NO, "text": "Хотите продолжать?", "finding": "появилось желание продолжать"},
    {"code": "where", "kind": Kind.ONE, "text": "Где?", "options": ["дома", "в школе"], "shown_if": "again"},
    {"code": "what", "kind": Kind.MANY, "text": "Что понравилось?", "options": ["встречи", "поездки", "игры"]},
    {"code": "times", "kind": Kind.NUMBER, "text": "Сколько было встреч?"},
    {"code": "climate", "kind": Kind.MATRIX, "text": "Как вам", "rows": ["в классе", "дома"], "low": 1, "high": 5},
    {"code": "words", "kind": Kind.LONG, "text": "Что бы вы изменили?"},
)


@dataclass
class Made:
    """A wave and what everybody in it said: by person, by code and row."""

    wave: Wave
    said: dict[int, dict[tuple[str, int], list]] = field(default_factory=dict)

    def points(self, code: str, row: int = 0) -> list:
        """Return every value that was given."""
        return [value for told in self.said.values() for value in told.get((code, row), [])]


def make_questionnaire(school, *, code: str = "made", side: str = "mentee", questions=(*SCALES, *OTHERS), **own):
    """Make a questionnaire with one edition, or its next edition."""
    asked = [{"kind": Kind.SCALE, "part": "Всё сразу"} | one for one in questions]
    asked = [one | ({"shown_value": 1} if one.get("shown_if") else {}) for one in asked]
    return make_edition(school, asked, code=code, own=own, side=side)


def make_people(programme: Programme, count: int) -> list[Person]:
    """Make mentees of a programme, two of three in one class and the rest in another."""
    school, made = programme.organization, []
    groups = [
        StudyGroup.objects.get_or_create(organization=school, title_key=key, defaults={"title": title})[0]
        for key, title in (("8 а", "8 «А»"), ("9 б", "9 «Б»"))
    ]
    for place in range(count):
        person = Person.objects.create(
            organization=school, surname=SURNAMES[place % 10], given=GIVEN[place // 10 % 5], patronymic="Ильич"
        )
        Mentee.objects.create(organization=school, programme=programme, person=person, state="registered")
        Enrollment.objects.create(organization=school, person=person, group=groups[place % 3 == 2])
        made.append(person)
    return made


def make_wave(programme: Programme, edition: Edition, people: Sequence[Person], *, seed: int = 1, **more) -> Made:
    """Make a closed wave in which four of five have answered, a few questions passed over."""
    opens = more.pop("opens_on", date(2026, 9, 10))
    values = {"title": f"Опрос {seed}", "state": Wave.State.CLOSED, "moment": Wave.Moment.ENTRY} | more
    wave = Wave.objects.create(
        organization=programme.organization,
        programme=programme,
        edition=edition,
        opens_on=opens,
        closes_on=opens + timedelta(days=10),
        **values,
    )
    made, draw = Made(wave), random.Random(seed)
    for place, person in enumerate(people):
        answers = place % 5 != 4
        row = Respondent.objects.create(
            organization=wave.organization, wave=wave, person=person, answered_on=opens if answers else None
        )
        if answers:
            made.said[person.pk] = {}
            _answer(made, row, draw)
    return made


def _answer(made: Made, respondent: Respondent, draw: random.Random) -> None:
    """Let somebody answer as the dice fall."""
    wave, school = made.wave, made.wave.organization
    told = made.said[respondent.person_id]
    response = Response.objects.create(
        organization=school, wave=wave, respondent=None if wave.anonymous else respondent, on=wave.opens_on
    )
    rows = []
    for question in wave.edition.questions.order_by("order"):
        if question.shown_if and told.get((question.shown_if, 0)) != [question.shown_value]:
            continue
        for row, value in _values(question, draw):
            told.setdefault((question.code, row), []).append(value)
            given = {"text": value} if isinstance(value, str) else {"value": value}
            rows.append(Answer(organization=school, response=response, question=question, row=row, **given))
    Answer.objects.bulk_create(rows)


def _values(question: Question, draw: random.Random) -> list[tuple[int, int | str]]:
    if draw.random() < 0.1:
        return []
    if question.kind == Kind.MATRIX:
        return [(row, draw.randint(question.low, question.high)) for row in range(len(question.rows))]
    if question.kind == Kind.MANY:
        return [(0, place) for place in range(len(question.options)) if draw.random() < 0.6]
    last = {Kind.YES_NO: 1, Kind.ONE: len(question.options) - 1, Kind.NUMBER: 20}
    if question.kind in last:
        return [(0, draw.randint(0, last[question.kind]))]
    if question.kind == Kind.SCALE:
        return [(0, draw.randint(question.low, question.high))]
    return [(0, f"Мысль {draw.randint(1, 10**6)}")]
