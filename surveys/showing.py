"""Results as pages and papers show them: ready words and numbers of each question, and what is kept back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mentoring.accounts.models import Membership
from mentoring.calendar.words import NBSP
from surveys import charts, counting, results, slicing
from surveys.charts import Chart
from surveys.models import Question, Wave
from surveys.results import Level, Rate, Share, Tally, Text
from surveys.slicing import Slice

TEXTS_SHOWN, AT_ONCE = 100, 10  # texts of one question on a page, and those that stand open


@dataclass(frozen=True)
class Cell:
    """How many chose one value."""

    label: str
    value: str
    count: int
    share: int


@dataclass(frozen=True)
class Sum:
    """One line of numbers: of a question, or of a line of a table of scales."""

    title: str
    row: int
    n: int
    missing: int
    mean: str
    median: str
    cells: tuple[Cell, ...]
    chart: Chart | None
    kept_back: bool = False

    @property
    def long(self) -> bool:
        """Whether there are too many values to stand open on a page."""
        return len(self.cells) > charts.MOST

    @property
    def words(self) -> str:
        """Say on one line how people answered; of a choice with shares."""
        if self.long:
            return self.ends
        choice = self.mean == "—"
        told = (
            f"{one.label}{NBSP}—{NBSP}{one.count}" + f" ({one.share}{NBSP}%)" * choice
            for one in self.cells
            if one.count
        )
        return "; ".join(told)

    @property
    def ends(self) -> str:
        """Say from which to which value the answers go."""
        return f"от {self.cells[0].label} до {self.cells[-1].label}"


@dataclass(frozen=True)
class Told:
    """One question with everything that was answered to it."""

    question: Question
    sums: tuple[Sum, ...]
    texts: tuple[Text, ...] = ()
    more: int = 0  # texts that the page leaves out
    people: tuple[tuple[str, int], ...] = ()
    kept_back: bool = False

    @property
    def first_texts(self) -> tuple[Text, ...]:
        return self.texts[:AT_ONCE]

    @property
    def further_texts(self) -> tuple[Text, ...]:
        return self.texts[AT_ONCE:]

    @property
    def nothing(self) -> bool:
        """Whether nobody has answered."""
        return not (self.texts or self.people or self.kept_back or any(one.n or one.kept_back for one in self.sums))


@dataclass(frozen=True)
class Shown:
    """A whole wave as one member may see it."""

    wave: Wave
    rate: Rate
    why_hidden: str
    parts: tuple[tuple[str, tuple[Told, ...]], ...]
    satisfaction: Share | None
    satisfied: int
    level: Level | None
    slices: tuple[Slice, ...]
    slice: Slice | None
    names: bool

    @property
    def kept_back(self) -> set[tuple[int, int]]:
        """Name the questions and rows of a wave without names that too few have answered."""
        told = [one for _, some in self.parts for one in some]
        whole = {(one.question.pk, 0) for one in told if one.kept_back}
        return whole | {(one.question.pk, line.row) for one in told for line in one.sums if line.kept_back}


def of_wave(wave: Wave, *, member: Membership, key: str = "", every_text: bool = False) -> Shown:
    """Put together what this member may see of a wave, or of one group in it."""
    rate, names = results.rate(wave), member.can("surveys.names") and not wave.anonymous
    why = results.why_hidden(wave, rate.answered, member=member)
    found = slicing.of_wave(wave, member=member) if not why else []
    chosen = next((one for one in found if one.key == key and one.seen), None)
    only = chosen and chosen.answered
    questions = results.questions_of(wave) if not why else []
    satisfied = results.thresholds(wave.programme).satisfied
    content = results.satisfaction(wave, questions, satisfied, only)
    if content and (not content.whole or (wave.anonymous and content.whole < counting.FEWEST)):
        content = None
    return Shown(
        wave=wave,
        rate=Rate(len(chosen.asked), len(chosen.answered)) if chosen else rate,
        why_hidden=why,
        parts=_parts(wave, questions, only, names=names, every_text=every_text),
        satisfaction=content,
        satisfied=satisfied,
        level=results.level(wave, questions) if not chosen else None,
        slices=tuple(found),
        slice=chosen,
        names=names,
    )


def _parts(wave: Wave, questions: Sequence[Question], only, *, names: bool, every_text: bool) -> tuple:
    """Gather questions under the titles of their parts."""
    if not questions:
        return ()
    sums: dict[int, list[Sum]] = {}
    for tally in results.tallies(wave, questions, only):
        sums.setdefault(tally.question.pk, []).append(_sum(tally, wave))
    texts = results.texts(wave, only, names=names)
    people = results.named_people(wave, only) if names and any(_asks_people(one) for one in questions) else {}
    parts: list[tuple[str, list[Told]]] = []
    for question in questions:
        told = _told(question, sums, texts, people, wave.anonymous, every_text)
        if not parts or parts[-1][0] != question.part:
            parts.append((question.part, []))
        parts[-1][1].append(told)
    return tuple((title, tuple(some)) for title, some in parts)


def _asks_people(question: Question) -> bool:
    return question.kind == Question.Kind.PERSON


def _told(question, sums: Mapping, texts: Mapping, people: Mapping, anonymous: bool, every_text: bool) -> Told:
    written = texts.get(question.pk, [])
    if anonymous and 0 < len(written) < counting.FEWEST:
        return Told(question, (), kept_back=True)
    shown = written if every_text else written[:TEXTS_SHOWN]
    named = tuple(people.get(question.pk, ()))
    return Told(question, tuple(sums.get(question.pk, ())), tuple(shown), len(written) - len(shown), named)


def _sum(tally: Tally, wave: Wave) -> Sum:
    made = tally.summary
    if wave.anonymous and 0 < made.n < counting.FEWEST:
        return Sum(tally.title, tally.row, 0, 0, "—", "—", (), None, kept_back=True)
    cells = tuple(
        Cell(label, counting.plain(value), count, counting.percent(count, made.n))
        for label, (value, count) in zip(tally.labels, made.distribution, strict=False)
    )
    mean, median = (made.mean, made.median) if tally.measured else (None, None)
    chart = charts.distribution(made, tally.labels) if len(cells) == len(made.distribution) else None
    return Sum(
        tally.title,
        tally.row,
        made.n,
        made.missing,
        counting.said(mean),
        counting.plain(median) if median is not None else "—",
        cells,
        chart,
    )
