"""Strengths and weaknesses: a draft from what people said at the exit, then the curator's own table."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from mentoring.accounts import journal
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar.words import NBSP
from mentoring.programmes.models import Programme
from surveys import counting, results
from surveys.models import Question, Questionnaire, SwotLine, Thresholds, Wave

Quadrant = SwotLine.Quadrant
Side = Questionnaire.Side
FINDINGS = (Question.Kind.YES_NO, Question.Kind.SCALE)
STALE = "Не сохранено: эту строку изменил кто-то ещё. Откройте страницу заново и поправьте снова."
WHOSE = {
    Side.MENTEE: "наставляемых",
    Side.MENTOR: "наставников",
    Side.PARENT: "родителей",
    Side.CLASS_TEACHER: "классных руководителей",
}


@dataclass(frozen=True)
class Finding:
    """What part of those who told said yes, or put a high point, and where that was asked."""

    side: str
    text: str  # how «у 82 % …» goes on
    part: int
    whole: int
    questions: tuple[str, ...]

    @property
    def key(self) -> str:
        digest = hashlib.sha256(self.text.encode()).hexdigest()[:16]
        return f"{self.side}:{digest}"


@dataclass(frozen=True)
class Drafted:
    """A line that the answers suggest."""

    quadrant: str
    text: str
    source: str
    key: str


def draft(findings: Iterable[Finding], *, strength: int, weakness: int) -> list[Drafted]:
    """Make strengths of what many have said and weaknesses of what few have; fewer than five tell nothing."""
    made = []
    for one in findings:
        if one.whole < counting.FEWEST:
            continue
        much = 100 * one.part >= strength * one.whole
        if not much and 100 * one.part >= weakness * one.whole:
            continue
        share = f"{counting.percent(one.part, one.whole)}{NBSP}%"
        start = f"у {share}" if much else f"только у {share}"
        text = f"{start} {WHOSE.get(one.side, 'участников')} {one.text}"
        made.append(Drafted(Quadrant.STRENGTH if much else Quadrant.WEAKNESS, text, _source(one), one.key))
    return made


def _source(one: Finding) -> str:
    asked = "; ".join(f"«{text}»" for text in one.questions)
    return f"{one.part} из {one.whole} ответивших: {asked}"[:300]


def findings_of(programme: Programme) -> list[Finding]:
    """Gather what the closed exit waves of a programme found out, the same finding of several forms together."""
    rows = Wave.objects.filter(programme=programme, moment=Wave.Moment.EXIT, state=Wave.State.CLOSED)
    satisfied = results.thresholds(programme).satisfied
    found: dict[tuple[str, str], Finding] = {}
    for wave in rows.select_related("edition__questionnaire").order_by("opens_on", "pk"):
        side = wave.edition.questionnaire.side
        for question, part, whole in _told(wave, satisfied):
            had = found.get((side, question.finding), Finding(side, question.finding, 0, 0, ()))
            texts = had.questions if question.text in had.questions else (*had.questions, question.text)
            found[side, question.finding] = Finding(side, question.finding, had.part + part, had.whole + whole, texts)
    return list(found.values())


def _told(wave: Wave, satisfied: int) -> list[tuple[Question, int, int]]:
    """Count who said yes, or put at least the point from which one is content."""
    questions = [one for one in results.questions_of(wave) if one.finding and one.kind in FINDINGS]
    if not questions or (wave.anonymous and wave.responses.count() < counting.FEWEST):
        return []
    found, made = results.counts(wave), []
    for one in questions:
        points = results.points_of(one)
        summary = counting.summary(found.get((one.pk, 0), []), points=points, reverse=one.reverse)
        least = 1 if one.kind == Question.Kind.YES_NO else results.content(one, satisfied)
        made.append((one, summary.at_least(least), summary.n))
    return made


@transaction.atomic
def refresh(programme: Programme, *, by: Membership) -> int:
    """Lay the draft anew; what somebody has edited, moved or removed stays as they left it. Return how many lines."""
    programme = Programme.objects.visible_to(by).select_for_update().get(pk=programme.pk)
    limits = results.thresholds(programme)
    found = draft(findings_of(programme), strength=limits.strength, weakness=limits.weakness)
    kept = {one.source_key: one for one in programme.swot.exclude(source_key="")}
    now = {one.key for one in found}
    gone = [one for key, one in kept.items() if key not in now and not _edited(one)]
    SwotLine.objects.filter(pk__in=[one.pk for one in gone]).delete()
    for place, one in enumerate(found, _last(programme) + 1):
        row = kept.get(one.key)
        if row is None:
            SwotLine.objects.create(
                organization=programme.organization,
                programme=programme,
                quadrant=one.quadrant,
                text=one.text,
                source=one.source,
                source_key=one.key,
                order=place,
            )
        elif not _edited(row):
            row.quadrant, row.text, row.source = one.quadrant, one.text, one.source
            row.save(update_fields=["quadrant", "text", "source"])
    journal.write(programme.organization, "swot.refresh", programme, by=by, after={"lines": len(found)})
    return len(found)


def _edited(row: SwotLine) -> bool:
    return row.by_id is not None or row.dropped


def _last(programme: Programme) -> int:
    return programme.swot.aggregate(last=Max("order"))["last"] or 0


@transaction.atomic
def add(programme: Programme, quadrant: str, text: str, *, by: Membership) -> SwotLine:
    """Add a line of the curator's own."""
    programme = Programme.objects.visible_to(by).select_for_update().get(pk=programme.pk)
    row = SwotLine.objects.create(
        organization=programme.organization,
        programme=programme,
        quadrant=quadrant,
        text=text,
        order=_last(programme) + 1,
        by=by,
    )
    journal.write(row.organization, "swot.add", row, by=by, after={"quadrant": quadrant, "line": text})
    return row


@transaction.atomic
def change(row: SwotLine, quadrant: str, text: str, *, version: int, by: Membership) -> SwotLine:
    """Reword a line or move it to another quadrant."""
    kept = _locked(row, version, by)
    before = {"quadrant": kept.quadrant, "line": kept.text}
    kept.quadrant, kept.text = quadrant, text
    _save(kept, by)
    journal.write(
        kept.organization, "swot.change", kept, by=by, before=before, after={"quadrant": quadrant, "line": text}
    )
    return kept


@transaction.atomic
def drop(row: SwotLine, *, version: int, by: Membership) -> None:
    """Remove a line; a drafted one is not offered again."""
    kept = _locked(row, version, by)
    journal.write(kept.organization, "swot.remove", kept, by=by, before={"line": kept.text})
    if kept.source_key:
        kept.dropped = True
        _save(kept, by)
    else:
        kept.delete()


@transaction.atomic
def bring_back(programme: Programme, *, by: Membership) -> int:
    """Let the draft offer again what was removed from it."""
    programme = Programme.objects.visible_to(by).select_for_update().get(pk=programme.pk)
    gone = programme.swot.filter(dropped=True)
    count = gone.count()
    if not count:
        raise Refused("Убранных строк нет: возвращать нечего.")
    journal.write(programme.organization, "swot.back", programme, by=by, after={"lines": count})
    gone.update(dropped=False, by=None)
    return count


def _locked(row: SwotLine, version: int, by: Membership) -> SwotLine:
    kept = SwotLine.objects.visible_to(by).select_for_update().filter(pk=row.pk, dropped=False).first()
    if kept is None:
        raise Refused("Этой строки уже нет. Обновите страницу.")
    if kept.version != version:
        raise Refused(STALE)
    return kept


def _save(row: SwotLine, by: Membership) -> None:
    row.by, row.version = by, row.version + 1
    row.save()


@transaction.atomic
def set_thresholds(programme: Programme, given: Thresholds, *, by: Membership) -> Thresholds:
    """Keep from which shares something is a strength or a weakness, and who counts as content."""
    kept = results.thresholds(Programme.objects.visible_to(by).select_for_update().get(pk=programme.pk))
    names = ("strength", "weakness", "satisfied")
    before = {name: getattr(kept, name) for name in names}
    for name in names:
        setattr(kept, name, getattr(given, name))
    if not kept.weakness < kept.strength <= 100:
        raise Refused("Порог сильной стороны должен быть выше порога слабой и не больше 100.")
    if not 1 <= kept.satisfied <= results.TEN:
        raise Refused("Балл довольного — от 1 до 10.")
    kept.version += kept.pk is not None
    kept.save()
    after = {name: getattr(kept, name) for name in names}
    journal.write(kept.organization, "thresholds.change", kept, by=by, before=before, after=after)
    return kept


def quadrants(programme: Programme) -> list[tuple[str, str, Sequence[SwotLine]]]:
    """Return the four parts of the table, each with its lines."""
    rows = list(programme.swot.filter(dropped=False).order_by("order", "pk"))
    return [(value, title, [one for one in rows if one.quadrant == value]) for value, title in Quadrant.choices]
