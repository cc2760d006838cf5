"""Measure surveys in a database of their own: a submission beside a bare INSERT of it, results beside one aggregate."""

import statistics
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings

from mentoring.accounts import schooldays
from mentoring.accounts.models import Organization
from mentoring.bench import Goal, Result, Timing, interleave, own_database
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from surveys import answering, inviting, results
from surveys.models import Answer, Edition, Question, Questionnaire, Respondent, Response, Wave
from surveys.models.waves import random_number

QUESTIONS, PEOPLE = 40, 500
A_ROUND = 20  # submissions of one round
BURST, HANDS = 300, 4  # people who answer at one time, and how many of them at once
POINTS = range(1, 11)
# The same rows into the same tables, with their keys and walls, by a statement each: what no application can save.
_RESPONSE = 'INSERT INTO surveys_response (id, organization_id, wave_id, "on") VALUES (%s, %s, %s, %s)'
_ANSWERS = "INSERT INTO surveys_answer (id, organization_id, response_id, question_id, row, value, text) VALUES "
_AGGREGATE = (
    "SELECT a.question_id, a.row, a.value, COUNT(*) FROM surveys_answer a"
    " JOIN surveys_response r ON r.id = a.response_id WHERE r.wave_id = %s GROUP BY a.question_id, a.row, a.value"
)
# Static files have no hashed names where nobody has collected them.
_PLAIN = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
SUBMITTED = f"a submission of {QUESTIONS} answers / a bare durable INSERT"
SHOWN = f"results of {PEOPLE} x {QUESTIONS} / one aggregate"


def measure(rounds: int) -> Result:
    with own_database(), override_settings(ALLOWED_HOSTS=["*"], STORAGES=_PLAIN):
        edition = _edition()
        submitted = _submissions(edition, rounds)
        full = _wave(edition)
        _fill(full, _respondents(full, PEOPLE))
        questions = results.questions_of(full)
        shown = interleave(
            {"ours": lambda: results.tallies(full, questions), "aggregate": lambda: _aggregate(full)}, rounds
        )
        burst = _wave(edition)
        seconds, whole = _burst(_respondents(burst, BURST))
        stored = Response.objects.filter(wave=burst).count(), Answer.objects.filter(response__wave=burst).count()
    ratios = {SUBMITTED: submitted.ratio("ours", "bare"), SHOWN: shown.ratio("ours", "aggregate")}
    figures = {
        "a submission, ms": 1000 * submitted.median("ours") / A_ROUND,
        "a bare INSERT, ms": 1000 * submitted.median("bare") / A_ROUND,
        "results, ms": 1000 * shown.median("ours"),
        "one aggregate, ms": 1000 * shown.median("aggregate"),
        f"{BURST} people by link, p95 of sending, s": statistics.quantiles(seconds, n=20)[-1],
        f"{BURST} people by link, people a minute": 60 * BURST / whole,
        f"{BURST} people by link, not stored once each": abs(BURST - stored[0]) + abs(BURST * QUESTIONS - stored[1]),
    }
    goals = {
        SUBMITTED: Goal("<=", 8),
        SHOWN: Goal("<=", 6),
        f"{BURST} people by link, p95 of sending, s": Goal("<=", 1),
        f"{BURST} people by link, people a minute": Goal(">=", 300),
        f"{BURST} people by link, not stored once each": Goal("<=", 0),
    }
    return Result("surveys", rounds, ratios, figures, goals)


def _edition() -> Edition:
    """Make a school with a programme and one questionnaire of scales."""
    school = Organization.objects.create(slug="zamer", short_name="Замер", full_name="Школа для замера")
    today = schooldays.today(school)
    Programme.objects.create(organization=school, title="Год", start=today, end=today + timedelta(300))
    questionnaire = Questionnaire.objects.create(organization=school, code="scales", title="Шкалы", side="mentee")
    edition = Edition.objects.create(organization=school, questionnaire=questionnaire)
    Question.objects.bulk_create(
        Question(organization=school, edition=edition, order=place, code=f"q{place}", kind="scale", text=f"№ {place}")
        for place in range(QUESTIONS)
    )
    return edition


def _wave(edition: Edition) -> Wave:
    school = edition.organization
    today = schooldays.today(school)
    days = {"opens_on": today, "closes_on": today + timedelta(14), "state": Wave.State.OPEN}
    programme = Programme.objects.get(organization=school)
    return Wave.objects.create(organization=school, programme=programme, edition=edition, title="Замер", **days)


def _respondents(wave: Wave, number: int) -> list[Respondent]:
    own = {"organization": wave.organization}
    people = Person.objects.bulk_create(Person(**own, surname="Замеров", given=f"Имя{one}") for one in range(number))
    return Respondent.objects.bulk_create(Respondent(**own, wave=wave, person=person) for person in people)


def _said(number: int) -> Mapping[str, str]:
    return {f"q{place}": str(POINTS[(number + place) % len(POINTS)]) for place in range(QUESTIONS)}


def _submissions(edition: Edition, rounds: int) -> Timing:
    """Time submissions of our verb and bare INSERTs of as many answers, each in a transaction of its own."""
    wave = _wave(edition)
    waiting = iter(_respondents(wave, A_ROUND * (rounds + 1)))
    questions = [one.pk for one in results.questions_of(wave)]

    def ours() -> None:
        for number in range(A_ROUND):
            answering.submit(next(waiting), _said(number), how="link")

    def bare() -> None:
        for number in range(A_ROUND):
            _insert(wave, number, questions)

    return interleave({"ours": ours, "bare": bare}, rounds)


def _insert(wave: Wave, number: int, questions: Sequence[int]) -> None:
    """Keep one response for good by two statements."""
    key, school = random_number(), wave.organization_id
    rows = [
        (random_number(), school, key, question, 0, POINTS[(number + place) % len(POINTS)], "")
        for place, question in enumerate(questions)
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_RESPONSE, [key, school, wave.pk, wave.opens_on])
        places = ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(rows))
        cursor.execute(_ANSWERS + places, [value for row in rows for value in row])


def _fill(wave: Wave, respondents: Sequence[Respondent]) -> None:
    """Write the answers of many at once."""
    own, today = {"organization": wave.organization}, schooldays.today(wave.organization)
    made = Response.objects.bulk_create(Response(**own, wave=wave, respondent=row, on=today) for row in respondents)
    questions = results.questions_of(wave)
    Answer.objects.bulk_create(
        (
            Answer(**own, response=response, question=question, value=POINTS[(number * 7 + place) % len(POINTS)])
            for number, response in enumerate(made)
            for place, question in enumerate(questions)
        ),
        batch_size=1000,
    )


def _aggregate(wave: Wave) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(_AGGREGATE, [wave.pk])
        return cursor.fetchall()


def _burst(respondents: Sequence[Respondent]) -> tuple[list[float], float]:
    """Let everybody open the link, read and send; return the seconds of each sending and of it all."""
    addresses = inviting.make_links(respondents)
    names = {f"q{one.pk}": one.order for one in results.questions_of(respondents[0].wave)}
    start = time.perf_counter()
    with ThreadPoolExecutor(HANDS) as hands:
        seconds = list(hands.map(lambda row: _answer_by_link(addresses[row.pk], names), respondents))
    return seconds, time.perf_counter() - start


def _answer_by_link(address: str, names: Mapping[str, int]) -> float:
    client = Client()
    try:
        page = client.get(address, follow=True)
        said = {name: POINTS[place % len(POINTS)] for name, place in names.items()}
        start = time.perf_counter()
        client.post(page.redirect_chain[-1][0], said | {"step": "1", "go": "next"})
        return time.perf_counter() - start
    finally:
        connection.close()
