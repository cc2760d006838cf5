"""Two waves laid side by side: the answers of the same people, computed once and kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction

from django.db import transaction
from django.db.models import Count, QuerySet, Sum

from mentoring.accounts import journal
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.people.models import Person
from surveys import comparing
from surveys.asked import named
from surveys.comparing import Item, Line
from surveys.models import Answer, Comparison, Measure, Measurement, Question, Questionnaire, Respondent, Wave

Moment = Wave.Moment
FOLLOWS = {Moment.EXIT: Moment.ENTRY, Moment.QUARTERLY: Moment.QUARTERLY}
STALE = (
    "Не сохранено: пока вы правили, вывод изменил кто-то ещё. Ваш текст остался в поле, под ним — то, что сохранено."
)
Who = tuple[int, int | None]  # who answers, of whom
Pairs = dict[Who, tuple[Decimal, Decimal]]


@dataclass(frozen=True)
class Twin:
    """A scale asked in both waves."""

    item: Item
    before: Question
    after: Question


@dataclass(frozen=True)
class Meeting:
    """Who of those asked has answered in which of two waves."""

    both: tuple[Who, ...]
    only_before: tuple[Who, ...]
    only_after: tuple[Who, ...]
    neither: tuple[Who, ...]

    @property
    def everybody(self) -> int:
        return len(self.both) + len(self.only_before) + len(self.only_after) + len(self.neither)


def earlier(wave: Wave) -> Wave | None:
    """Find the closed wave that this one follows: of the same programme, form and side, rather of the same class."""
    moment = FOLLOWS.get(wave.moment)
    if moment is None or wave.anonymous:
        return None
    asked = wave.edition.questionnaire
    rows = Wave.objects.filter(organization=wave.organization_id, programme=wave.programme_id, moment=moment)
    rows = rows.filter(state=Wave.State.CLOSED, anonymous=False, form=wave.form_id, opens_on__lte=wave.opens_on)
    rows = rows.filter(edition__questionnaire__side=asked.side).exclude(pk=wave.pk)
    if moment == Moment.QUARTERLY:
        rows = rows.filter(edition__questionnaire=asked)
    found = rows.select_related("edition__questionnaire").order_by("-opens_on", "-pk")
    return min(found, key=lambda row: row.group_id != wave.group_id, default=None)


def compare(before: Wave, after: Wave, *, by: Membership | None) -> Comparison:
    """Compute the lines of two waves and keep them; a second time they are computed anew, the conclusion stays."""
    if before.organization_id != after.organization_id or before.pk == after.pk:
        raise Refused("Сравнить можно два разных опроса одной организации. Выберите другой опрос.")
    if before.anonymous or after.anonymous:
        raise Refused("Опрос без имён не сравнить: не известно, чьи это ответы. Выберите опросы с именами.")
    lines = lines_of(before, after)
    with transaction.atomic():
        made, fresh = Comparison.objects.select_for_update().get_or_create(
            before=before, after=after, organization=after.organization
        )
        made.lines = [asdict(one) for one in lines]
        if fresh or not made.conclusion:
            made.conclusion = comparing.conclusion(lines)
        made.version += not fresh
        made.save()
        told = {"before": before.title, "after": after.title, "lines": len(lines)}
        journal.write(made.organization, "comparison.compute", made, by=by, after=told)
    return made


def conclude(row: Comparison | Wave, text: str, *, version: int, by: Membership) -> Comparison | Wave:
    """Keep the conclusion that somebody has written under a wave or a comparison."""
    with transaction.atomic():
        kept = type(row).objects.visible_to(by).select_for_update().get(pk=row.pk)
        if kept.version != version:
            raise Refused(STALE)
        was, kept.conclusion = kept.conclusion, text
        kept.version += 1
        kept.save(update_fields=["conclusion", "version"])
        verb, before = f"{kept._meta.model_name}.conclude", {"conclusion": was}
        journal.write(kept.organization, verb, kept, by=by, before=before, after={"conclusion": text})
    return kept


def kept_lines(made: Comparison) -> list[Line]:
    """Return the lines as they were computed."""
    return [Line(**one) for one in made.lines]


def lines_of(before: Wave, after: Wave) -> list[Line]:
    """Compute every scale that both waves ask, and every measure taken at both moments."""
    twins = twins_of(before, after)
    values = {wave.pk: answers_by_person(wave, _questions(twins)) for wave in (before, after)}
    made = [comparing.line(twin.item, list(paired(twin, before, after, values).values())) for twin in twins]
    if (before.moment, after.moment) == (Moment.ENTRY, Moment.EXIT) and _of_mentees(after):
        for item, pairs in measured(after):
            made.append(comparing.line(item, list(pairs.values())))
    return made


def _questions(twins: Iterable[Twin]) -> set[int]:
    return {one.pk for twin in twins for one in (twin.before, twin.after)}


def _of_mentees(wave: Wave) -> bool:
    return wave.edition.questionnaire.side == Questionnaire.Side.MENTEE


def twins_of(before: Wave, after: Wave) -> list[Twin]:
    """Find the scales that stand in both waves under one code of a pair, with the same bounds."""
    first = {one.pair_code: one for one in _scales(before)}
    made = []
    for one in _scales(after):
        twin = first.get(one.pair_code)
        if twin is None or (twin.kind, twin.low, twin.high) != (one.kind, one.low, one.high):
            continue
        for row, title in enumerate(one.lines):
            if one.kind != Question.Kind.MATRIX or (row < len(twin.rows) and twin.rows[row] == title):
                made.append(Twin(Item(one.pair_code, title, one.low, one.high, one.reverse, row), twin, one))
    return made


def untwinned(before: Wave, after: Wave) -> list[str]:
    """Name the scales of the later wave that the earlier one does not ask alike: they are not compared."""
    twins = {twin.after.pk for twin in twins_of(before, after)}
    return [one.text for one in _scales(after) if one.pk not in twins]


def _scales(wave: Wave) -> QuerySet[Question]:
    return wave.edition.questions.filter(kind__in=Question.SCALES).exclude(pair_code="").order_by("order", "pk")


def answers_by_person(wave: Wave, questions: Iterable[int]) -> dict[tuple[int, int], dict[Who, Decimal]]:
    """Return the points of a wave by question and row, each with who gave it and of whom."""
    rows = Answer.objects.filter(response__wave=wave, question__in=questions, response__respondent__isnull=False)
    found: dict[tuple[int, int], dict[Who, Decimal]] = {}
    fields = ("question", "row", "value", "response__respondent__person", "response__respondent__about")
    for question, row, value, person, about in rows.exclude(value=None).values_list(*fields):
        found.setdefault((question, row), {})[person, about] = value
    return found


def paired(twin: Twin, before: Wave, after: Wave, values: Mapping) -> Pairs:
    """Lay the points of those who have answered this scale in both waves side by side."""
    first = values[before.pk].get((twin.before.pk, twin.item.row), {})
    second = values[after.pk].get((twin.after.pk, twin.item.row), {})
    return {key: (first[key], second[key]) for key in first if key in second}


def measured(wave: Wave) -> list[tuple[Item, Pairs]]:
    """Return the measures of the programme taken at entry and at exit, by person."""
    rows = Measurement.objects.filter(programme=wave.programme_id, moment__in=(Moment.ENTRY, Moment.EXIT))
    values: dict[Measure, dict[str, dict[int, Decimal]]] = {}
    for one in rows.select_related("measure").order_by("measure__title", "measure", "on", "pk"):
        values.setdefault(one.measure, {}).setdefault(one.moment, {})[one.person_id] = one.value
    made = []
    for measure, moments in values.items():
        first, second = moments.get(Moment.ENTRY, {}), moments.get(Moment.EXIT, {})
        bounds = (float(measure.low), float(measure.high))
        item = Item(f"measure-{measure.pk}", measure.title, *bounds, measure.reverse, measure=measure.pk)
        made.append((item, {(key, None): (first[key], second[key]) for key in first if key in second}))
    return made


def changed(made: Comparison, code: str, row: int | None) -> tuple[Item, Pairs] | None:
    """Return the pairs behind one line of a comparison, to name the people behind its numbers."""
    if code.startswith("measure-"):
        return next((one for one in measured(made.after) if one[0].code == code), None)
    for twin in twins_of(made.before, made.after):
        if (twin.item.code, twin.item.row) == (code, row):
            values = {wave.pk: answers_by_person(wave, _questions([twin])) for wave in (made.before, made.after)}
            return twin.item, paired(twin, made.before, made.after, values)
    return None


def meeting(before: Wave, after: Wave) -> Meeting:
    """Sort everybody who was asked by the waves in which they have answered."""
    asked: dict[Who, list[bool]] = {}
    rows = Respondent.objects.filter(wave__in=(before.pk, after.pk)).order_by("person__name_key", "pk")
    for wave, person, about, day in rows.values_list("wave", "person", "about", "answered_on"):
        asked.setdefault((person, about), [False, False])[wave == after.pk] = day is not None

    def such(*told: bool) -> tuple[Who, ...]:
        return tuple(key for key, said in asked.items() if said == list(told))

    return Meeting(such(True, True), such(True, False), such(False, True), such(False, False))


def names_of(keys: Sequence[Who]) -> dict[Who, str]:
    """Name those who answer, and of whom."""
    people = Person.objects.in_bulk({pk for key in keys for pk in key if pk})
    return {(person, about): named(people[person], people.get(about)) for person, about in keys}


@dataclass(frozen=True)
class Figure:
    """A number about the programme at its start and at its end: «показатель, на начало, на конец, изменение»."""

    title: str
    before: Fraction | None
    after: Fraction | None

    @property
    def change(self) -> Fraction | None:
        return None if self.before is None or self.after is None else self.after - self.before


def means(waves: Sequence[Wave], kinds: Sequence[str]) -> dict[tuple[int, str, int], tuple[int, Fraction]]:
    """Count the answers of all waves at once, and their mean, by wave, code of the question and row."""
    rows = Answer.objects.filter(response__wave__in=waves, question__kind__in=kinds, value__isnull=False)
    rows = rows.order_by().values_list("response__wave", "question__code", "row")
    return {
        (wave, code, row): (count, Fraction(total) / count)
        for wave, code, row, total, count in rows.annotate(Sum("value"), Count("pk"))
    }


def figures(before: Wave, after: Wave) -> list[Figure]:
    """Return what curators wrote of the programme itself in both waves; of several curators the mean."""
    side = Questionnaire.Side.CURATOR
    if {before.edition.questionnaire.side, after.edition.questionnaire.side} != {side}:
        return []
    kinds = (*Question.SCALES, Question.Kind.NUMBER)
    found = means((before, after), kinds)
    made = []
    for question in after.edition.questions.filter(kind__in=kinds).order_by("order", "pk"):
        for row, title in enumerate(question.lines):
            first, second = (found.get((wave.pk, question.code, row), (0, None))[1] for wave in (before, after))
            if first is not None or second is not None:
                made.append(Figure(title, first, second))
    return made
