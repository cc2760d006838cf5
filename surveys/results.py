"""What a wave shows: counts, means and shares of each question, who has answered, how satisfied people are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Q, QuerySet

from mentoring.accounts.models import Membership
from mentoring.programmes.models import Programme
from surveys import counting, pairing
from surveys.asked import named
from surveys.counting import Summary
from surveys.models import Answer, Comparison, Question, Questionnaire, Thresholds, Wave

Kind = Question.Kind
NUMBERS = (*Question.SCALES, Kind.NUMBER)
CHOICES = (Kind.ONE, Kind.MANY, Kind.YES_NO)
TEXTS = (Kind.SHORT, Kind.LONG, Kind.DATE)
TEN = 10  # the scale on which the threshold of satisfaction is given begins with one and ends here
GOES_ON = "Опрос без имён ещё идёт. Итоги появятся, когда он закроется: иначе по разнице узнали бы, кто что ответил."
TOO_FEW = "Ответов меньше пяти. Чтобы никого нельзя было узнать, итоги такого опроса не показываем."
Only = Collection[int] | None  # respondents, or all


@dataclass(frozen=True)
class Tally:
    """What one question came to, or one line of a table of scales."""

    question: Question
    row: int
    title: str
    summary: Summary
    labels: tuple[str, ...]

    @property
    def measured(self) -> bool:
        return self.question.kind in NUMBERS


@dataclass(frozen=True)
class Rate:
    """How many were asked and how many have answered."""

    asked: int
    answered: int

    @property
    def waiting(self) -> int:
        return self.asked - self.answered

    @property
    def percent(self) -> int:
        return counting.percent(self.answered, self.asked)


@dataclass(frozen=True)
class Share:
    """How many of those who told are so: content, or of a level."""

    part: int
    whole: int

    @property
    def percent(self) -> int:
        return counting.percent(self.part, self.whole)


@dataclass(frozen=True)
class Level:
    """What the sums of the curators' points come to."""

    n: int
    mean: Fraction
    most: int
    title: str

    @property
    def words(self) -> str:
        return f"{counting.plain(self.mean)} из {self.most}"


def rate(wave: Wave) -> Rate:
    """Count who is asked and who has answered."""
    found = wave.respondents.aggregate(asked=Count("pk"), answered=Count("pk", filter=~Q(answered_on=None)))
    return Rate(**found)


def why_hidden(wave: Wave, answered: int, *, member: Membership) -> str:
    """Say why the results of a wave are not shown to this member; empty where they are."""
    if wave.anonymous:
        if wave.state != Wave.State.CLOSED:
            return GOES_ON
        return TOO_FEW if answered < counting.FEWEST else ""
    of_the_school = wave.edition.questionnaire.side == Questionnaire.Side.CURATOR
    if of_the_school or member.can("surveys.names") or answered >= counting.FEWEST:
        return ""
    return TOO_FEW


def questions_of(wave: Wave) -> list[Question]:
    return list(wave.edition.questions.order_by("order", "pk"))


def answers_of(wave: Wave, only: Only = None) -> QuerySet[Answer]:
    rows = Answer.objects.filter(response__wave=wave)
    return rows if only is None else rows.filter(response__respondent__in=only)


def counts(wave: Wave, only: Only = None) -> dict[tuple[int, int], list[tuple]]:
    """Count the answers of a wave by question, row and value: one statement, whatever their number."""
    rows = answers_of(wave, only).order_by().values_list("question", "row", "value").annotate(count=Count("*"))
    found: dict[tuple[int, int], list[tuple]] = {}
    for question, row, value, count in rows:
        found.setdefault((question, row), []).append((value, count))
    return found


def tallies(wave: Wave, questions: Sequence[Question], only: Only = None) -> list[Tally]:
    """Sum up every question that is answered by a number or a choice."""
    found, by_code = counts(wave, only), {one.code: one for one in questions}
    told = rate(wave).answered if only is None else len(only)
    many = _of_several(wave, questions, only)
    made = []
    for question in questions:
        if question.kind in (*NUMBERS, *CHOICES):
            asked = _shown(question, by_code, found, told)
            rows = range(len(question.lines))
            made += [_tally(question, row, found.get((question.pk, row), []), asked, many) for row in rows]
    return made


def _shown(question: Question, by_code: Mapping[str, Question], found: Mapping, told: int) -> int:
    """Count those to whom a question was shown: a condition is an answer to an earlier one."""
    earlier = by_code.get(question.shown_if)
    if earlier is None:
        return told
    return sum(count for value, count in found.get((earlier.pk, 0), []) if value == question.shown_value)


def _of_several(wave: Wave, questions: Sequence[Question], only: Only) -> dict[int, int]:
    """Count who has answered questions of several options, each once."""
    several = [one.pk for one in questions if one.kind == Kind.MANY]
    if not several:
        return {}
    rows = answers_of(wave, only).filter(question__in=several).order_by().values_list("question")
    return dict(rows.annotate(count=Count("response", distinct=True)))


def _tally(question: Question, row: int, pairs: Sequence[tuple], asked: int, many: Mapping[int, int]) -> Tally:
    labels = labels_of(question)
    points = points_of(question)
    made = counting.summary([(value, count) for value, count in pairs if value is not None], points=points, asked=asked)
    if question.kind == Kind.MANY:
        n = many.get(question.pk, 0)
        made = Summary(n, max(0, asked - n), None, None, made.distribution)
    if question.kind == Kind.NUMBER:
        labels = tuple(counting.plain(value) for value, _ in made.distribution)
    return Tally(question, row, question.lines[row], made, labels)


def points_of(question: Question) -> tuple[int, ...]:
    """Return every value that a choice or a scale has."""
    if question.kind in Question.SCALES:
        return tuple(range(question.low, question.high + 1))
    if question.kind == Kind.YES_NO:
        return (0, 1)
    return tuple(range(len(question.options))) if question.kind in (Kind.ONE, Kind.MANY) else ()


def labels_of(question: Question) -> tuple[str, ...]:
    """Return the words of each value."""
    if question.kind == Kind.YES_NO:
        return ("нет", "да")
    return tuple(map(str, question.options or points_of(question)))


@dataclass(frozen=True)
class Text:
    """What somebody wrote, and who, where that may be known."""

    text: str
    person: str = ""


def texts(wave: Wave, only: Only = None, *, names: bool) -> dict[int, list[Text]]:
    """Return what was written, by question; without names in no order that would tell anything."""
    known = names and not wave.anonymous
    rows = answers_of(wave, only).filter(question__kind__in=TEXTS).exclude(text="").order_by("pk")
    if known:
        rows = rows.select_related("response__respondent__person", "response__respondent__about")
        rows = rows.order_by("response__respondent__person__name_key", "pk")
    found: dict[int, list[Text]] = {}
    for one in rows:
        found.setdefault(one.question_id, []).append(Text(one.text, _who(one) if known else ""))
    return found


def named_people(wave: Wave, only: Only = None) -> dict[int, list[tuple[str, int]]]:
    """Return whom people have named, by question, the oftenest first."""
    rows = answers_of(wave, only).exclude(person=None).select_related("person").order_by("person__name_key", "pk")
    found: dict[int, dict[str, int]] = {}
    for one in rows:
        names = found.setdefault(one.question_id, {})
        names[one.person.full_name] = names.get(one.person.full_name, 0) + 1
    return {question: sorted(names.items(), key=lambda pair: -pair[1]) for question, names in found.items()}


def thresholds(programme: Programme) -> Thresholds:
    """Return what a programme counts as much and little; the usual where nobody has said anything else."""
    found = Thresholds.objects.filter(programme=programme).first()
    return found or Thresholds(organization=programme.organization, programme=programme)


def content(question: Question, satisfied: int) -> Fraction:
    """Say from which point of this scale somebody counts as content: the threshold is given on one to ten."""
    return question.low + Fraction(satisfied - 1, TEN - 1) * (question.high - question.low)


def satisfaction(wave: Wave, questions: Sequence[Question], satisfied: int, only: Only = None) -> Share | None:
    """Count those whose mean of the questions on satisfaction is high enough; None where nobody was asked."""
    of_it = {one.pk: one for one in questions if one.satisfaction and one.kind in Question.SCALES}
    if not of_it:
        return None
    rows = answers_of(wave, only).filter(question__in=of_it).exclude(value=None)
    told: dict[int, list[Fraction]] = {}
    for response, question, value in rows.values_list("response", "question", "value"):
        told.setdefault(response, []).append(_of_ten(of_it[question], Fraction(value)))
    return Share(sum(sum(points) >= satisfied * len(points) for points in told.values()), len(told))


def _of_ten(question: Question, value: Fraction) -> Fraction:
    """Lay a point of any scale on one to ten, a reverse one turned round."""
    if question.reverse:
        value = question.low + question.high - value
    return 1 + (TEN - 1) * (value - question.low) / Fraction(question.high - question.low)


def level(wave: Wave, questions: Sequence[Question]) -> Level | None:
    """Add up the points of each who answered everything, and say the level of the mean; None where there are none."""
    scales = [one for one in questions if one.kind in Question.SCALES]
    if not wave.edition.levels or not scales:
        return None
    places = sum(len(one.lines) for one in scales)
    told: dict[int, list[Fraction]] = {}
    rows = answers_of(wave).filter(question__in=scales).exclude(value=None)
    for response, value in rows.values_list("response", "value"):
        told.setdefault(response, []).append(Fraction(value))
    sums = [sum(points) for points in told.values() if len(points) == places]
    if not sums:
        return None
    mean = sum(sums, Fraction(0)) / len(sums)
    titles = (title for least, title in sorted(wave.edition.levels, reverse=True) if mean >= least)
    most = sum(one.high * len(one.lines) for one in scales)
    return Level(len(sums), mean, most, next(titles, ""))


def on_close(wave: Wave, *, by: Membership | None) -> Comparison | None:
    """Compare a wave that has just closed with the one it follows, so that intervals are computed once."""
    earlier = pairing.earlier(wave)
    return pairing.compare(earlier, wave, by=by) if earlier else None


@dataclass(frozen=True)
class Said:
    """Somebody behind a number, and what they answered."""

    who: str
    text: str


def behind(wave: Wave, question: Question, row: int, value: int | None, only: Only = None) -> list[Said]:
    """Name those who gave an answer of a named wave; without a value, everybody who answered the question."""
    rows = answers_of(wave, only).filter(question=question, response__respondent__isnull=False)
    if question.kind == Kind.MATRIX:
        rows = rows.filter(row=row)
    if value is not None:
        rows = rows.filter(value=value)
    rows = rows.select_related("response__respondent__person", "response__respondent__about", "person")
    rows = rows.order_by("response__respondent__person__name_key", "response", "value", "row")
    words = dict(zip(points_of(question), labels_of(question), strict=False))
    return [Said(_who(one), _words(one, words)) for one in rows]


def _who(answer: Answer) -> str:
    respondent = answer.response.respondent
    return named(respondent.person, respondent.about)


def _words(answer: Answer, words: Mapping[int, str]) -> str:
    if answer.person_id:
        return answer.person.full_name
    if answer.value is None:
        return answer.text
    return words.get(answer.value) or counting.plain(answer.value)
