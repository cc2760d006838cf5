"""Diagnostics that are repeated each quarter: the mean of a scale from wave to wave."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentoring.calendar import words
from mentoring.programmes.models import Programme
from surveys import charts, counting, pairing
from surveys.charts import Curve
from surveys.models import Question, Wave


@dataclass(frozen=True)
class Course:
    """One scale over several waves."""

    title: str
    reverse: bool
    means: tuple[tuple[str, int, str], ...]  # of each wave: when, how many answered, the mean
    curve: Curve | None


@dataclass(frozen=True)
class Diagnosis:
    """One questionnaire that is repeated, with its scales."""

    title: str
    waves: tuple[Wave, ...]
    courses: tuple[Course, ...]


def of_programme(programme: Programme) -> list[Diagnosis]:
    """Follow every questionnaire that a programme asks each quarter; of fewer than five answers no mean is told."""
    rows = Wave.objects.filter(programme=programme, moment=Wave.Moment.QUARTERLY)
    rows = rows.filter(state=Wave.State.CLOSED).select_related("edition__questionnaire", "form", "group")
    series: dict[tuple, list[Wave]] = {}
    for wave in rows.order_by("opens_on", "pk"):
        series.setdefault((wave.edition.questionnaire_id, wave.form_id, wave.group_id), []).append(wave)
    waves = [wave for some in series.values() for wave in some]
    means, questions = pairing.means(waves, Question.SCALES), _questions(waves)
    return [_diagnosis(some, means, questions[some[-1].edition_id]) for some in series.values()]


def _questions(waves: Sequence[Wave]) -> dict[int, list[Question]]:
    editions = {wave.edition_id for wave in waves}
    found: dict[int, list[Question]] = {edition: [] for edition in editions}
    for one in Question.objects.filter(edition__in=editions, kind__in=Question.SCALES).order_by("order", "pk"):
        found[one.edition_id].append(one)
    return found


def _diagnosis(waves: Sequence[Wave], means: dict, questions: Sequence[Question]) -> Diagnosis:
    last = waves[-1]
    whose = [str(one) for one in (last.form, last.group) if one]
    courses = []
    for question in questions:
        courses += [_course(title, question, row, waves, means) for row, title in enumerate(question.lines)]
    return Diagnosis(", ".join([last.edition.questionnaire.title, *whose]), tuple(waves), tuple(courses))


def _course(title: str, question: Question, row: int, waves: Sequence[Wave], means: dict) -> Course:
    told, drawn = [], []
    for wave in waves:
        n, mean = means.get((wave.pk, question.code, row), (0, None))
        known = mean if n >= counting.FEWEST else None
        label = words.MONTHS[wave.opens_on.month - 1]
        told.append((words.month_year(wave.opens_on), n, counting.said(known)))
        drawn.append((label, known))
    return Course(title, question.reverse, tuple(told), charts.curve(title, question.low, question.high, drawn))
