"""Waves of questions in the invented school: one at the entry, a diagnostic made twice, one that goes on."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.programmes.models import Programme
from surveys import answering, ready, waves
from surveys.filling import Item, Raw
from surveys.models import Questionnaire, Wave

SEED = 7
WORDS = ("Больше встреч и меньше бумаг", "Хочется чаще собираться всем вместе", "Всё понравилось", "")
# Code of the questionnaire, what the wave is, days ago when it opened and closed, how much has changed by then.
HELD = (
    ("student_student-mentee-entry", Wave.Moment.ENTRY, 60, 46, 0),
    ("teacher_pupil-mentor-entry", Wave.Moment.ENTRY, 60, 46, 0),
    ("diagnostics-mentee", Wave.Moment.QUARTERLY, 58, 44, 0),
    ("diagnostics-mentee", Wave.Moment.QUARTERLY, 16, 3, 2),
)
GOES_ON = ("parent", 4, 10)
QUARTERS = ("первая четверть", "вторая четверть")


def ask(programme: Programme, *, by: Membership) -> None:
    """Take the ready questionnaires, hold the waves that are over, open one."""
    ready.take(programme.organization, by=by)
    today, chance, quarters = schooldays.today(programme.organization), Random(SEED), iter(QUARTERS)
    for code, moment, opened, closed, shift in HELD:
        questionnaire = Questionnaire.objects.get(organization=programme.organization, code=code)
        quarter = f", {next(quarters)}" if moment == Wave.Moment.QUARTERLY else ""
        days = (today - timedelta(opened), today - timedelta(closed))
        wave = _open(programme, questionnaire, moment, (days[0], today), by, title=f"{questionnaire}{quarter}")
        _answer(wave, days, chance, shift, every=9, by=by)
        Wave.objects.filter(pk=wave.pk).update(closes_on=days[1])
        waves.close(wave, by=by)
    code, opened, left = GOES_ON
    questionnaire = Questionnaire.objects.get(organization=programme.organization, code=code)
    days = (today - timedelta(opened), today)
    wave = _open(programme, questionnaire, Wave.Moment.ONCE, (days[0], today + timedelta(left)), by)
    _answer(wave, days, chance, 0, every=2, by=by)


def _open(
    programme: Programme,
    questionnaire: Questionnaire,
    moment: str,
    days: tuple[date, date],
    by: Membership,
    *,
    title: str = "",
) -> Wave:
    facts = {"title": title or questionnaire.title, "moment": moment, "form": questionnaire.form, "group": None}
    facts |= {"states": [], "opens_on": days[0], "closes_on": days[1], "remind": [3, 1]}
    return waves.plan(programme, questionnaire, facts | {"anonymous": False, "event": None}, by=by)


def _answer(wave: Wave, days: tuple[date, date], chance: Random, shift: int, *, every: int, by: Membership) -> None:
    """Let all but each `every`-th answer on paper."""
    length = (days[1] - days[0]).days
    for number, row in enumerate(answering.respondents().filter(wave=wave).order_by("pk"), 1):
        if number % every:
            said = _said(answering.questions_of(row), chance, shift)
            answering.key_in(row, said, on=days[0] + timedelta(chance.randint(0, length)), by=by)


def _said(questions: Iterable[Item], chance: Random, shift: int) -> Mapping[str, Raw]:
    return {one.code: _one(one, chance, shift) for one in questions}


def _one(question: Item, chance: Random, shift: int) -> Raw:
    """Make up an answer; `shift` moves the middle of a scale up."""
    if question.kind in ("scale", "matrix"):
        middle = (question.low + question.high) // 2 + shift * (question.high - question.low) // 9
        points = [max(question.low, min(question.high, middle + chance.randint(-2, 2))) for _ in question.rows or "1"]
        return [str(point) for point in points] if question.rows else str(points[0])
    if question.kind == "yes_no":
        return str(int(chance.random() < 0.8))
    if question.kind == "one":
        return str(chance.randrange(len(question.options)))
    if question.kind == "many":
        return [str(place) for place in sorted(chance.sample(range(len(question.options)), 2))]
    return chance.choice(WORDS) if question.kind == "long" else ""
