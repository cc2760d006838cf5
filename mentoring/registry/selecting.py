"""How a candidate becomes a mentor: the conversation, the marks of the commission, what the psychologist thinks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.db.models import Prefetch

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.people.models import Person
from mentoring.registry import criteria, scoring
from mentoring.registry.models import (
    Criterion,
    Evaluation,
    EvaluationMark,
    EvaluationMember,
    Interview,
    InterviewAnswer,
    InterviewMember,
    Mentor,
    RestrictedNote,
)
from mentoring.registry.scoring import Score

Row = TypeVar("Row", Interview, Evaluation)
CHOOSING = (Mentor.State.APPLIED, Mentor.State.RESERVE)
STALE = (
    "Не сохранено: пока вы правили, эту запись изменил кто-то ещё. Откройте её заново в другой вкладке, сравните и "
    "внесите свои правки."
)


@dataclass(frozen=True)
class Said:
    """One question of a conversation, the answer and its mark."""

    question: str
    answer: str = ""
    mark: int | None = None


@dataclass(frozen=True)
class Conversation:
    """What is written down after a conversation with a candidate."""

    on: date
    place: str = ""
    held_by: Person | None = None
    commission: tuple[Person, ...] = ()
    answers: tuple[Said, ...] = ()
    verdict: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Judgement:
    """What a commission decided: its marks by criteria, its votes, its verdict."""

    on: date
    marks: Mapping[int, int]  # criterion → mark
    comments: Mapping[int, str]
    commission: tuple[Person, ...] = ()
    verdict: str = ""
    comment: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    abstained: int | None = None


@transaction.atomic
def hold_interview(mentor: Mentor, said: Conversation, *, by: Membership) -> Interview:
    """Write down a conversation with a candidate."""
    _refuse_chosen(mentor)
    _refuse_future(said.on, mentor)
    interview = Interview(organization=mentor.organization, mentor=mentor)
    _put_interview(interview, said)
    journal.write(mentor.organization, "interview.add", interview, by=by, after=_conversation_words(interview))
    return interview


@transaction.atomic
def rewrite_interview(interview: Interview, said: Conversation, *, version: int, by: Membership) -> Interview:
    """Put right what was written down; a stale text is refused."""
    interview = _fresh(interview, version, by)
    _refuse_future(said.on, interview.mentor)
    before = _conversation_words(interview)
    interview.version += 1
    _put_interview(interview, said)
    _write_change("interview.change", interview, before, _conversation_words(interview), by)
    return interview


@transaction.atomic
def evaluate(mentor: Mentor, judged: Judgement, *, by: Membership) -> Evaluation:
    """Keep the judgement of a commission: a mark by every criterion, with the weights of that day."""
    _refuse_chosen(mentor)
    _refuse_future(judged.on, mentor)
    evaluation = Evaluation(organization=mentor.organization, mentor=mentor)
    _put_evaluation(evaluation, judged)
    journal.write(mentor.organization, "evaluation.add", evaluation, by=by, after=_judgement_words(evaluation))
    return evaluation


@transaction.atomic
def rewrite_evaluation(evaluation: Evaluation, judged: Judgement, *, version: int, by: Membership) -> Evaluation:
    """Put a judgement right; a stale one is refused."""
    evaluation = _fresh(evaluation, version, by)
    _refuse_future(judged.on, evaluation.mentor)
    before = _judgement_words(evaluation)
    evaluation.version += 1
    _put_evaluation(evaluation, judged)
    _write_change("evaluation.change", evaluation, before, _judgement_words(evaluation), by)
    return evaluation


@transaction.atomic
def note_of_psychologist(mentor: Mentor, text: str, *, by: Membership) -> RestrictedNote:
    """Keep what the psychologist thinks of a candidate; its words stand in no journal."""
    if not by.can("restricted.see"):
        raise Refused("Заключение психолога записывают куратор и педагог-психолог.")
    if not (text := text.strip()):
        raise Refused("Напишите заключение: пустую запись не сохраняем.")
    kind = RestrictedNote.Kind.PSYCHOLOGIST
    note = RestrictedNote.objects.create(
        organization=mentor.organization, person=mentor.person, kind=kind, text=text, by=by
    )
    journal.write(mentor.organization, "restrictednote.add", note, by=by, after={"kind": kind.label})
    return note


def notes_of_psychologist(mentor: Mentor, *, seen_by: Membership) -> list[RestrictedNote]:
    """Return what the psychologist wrote, to those who may read it; to everybody else there is nothing."""
    if not seen_by.can("restricted.see"):
        return []
    rows = RestrictedNote.objects.filter(person=mentor.person_id, kind=RestrictedNote.Kind.PSYCHOLOGIST)
    return list(rows.select_related("by"))


def score_of(evaluation: Evaluation) -> Score:
    """Add up the marks of a judgement by the weights of its day."""
    return scoring.score([
        scoring.Mark(row.criterion.title, row.mark, row.weight, row.least) for row in evaluation.marks.all()
    ])  # fmt: skip


def scored():
    """Return judgements with all that their score is made of, newest first."""
    marks = EvaluationMark.objects.select_related("criterion")
    return Evaluation.objects.order_by("-on", "-pk").prefetch_related(Prefetch("marks", marks))


def criteria_of(mentor: Mentor, evaluation: Evaluation | None = None) -> list[Criterion]:
    """Return the criteria of a sheet: those of the candidate, and those by which they were judged already."""
    now = criteria.for_mentor(mentor)
    judged = [row.criterion for row in evaluation.marks.select_related("criterion")] if evaluation else []
    return now + [one for one in judged if one not in now]


def _put_interview(interview: Interview, said: Conversation) -> None:
    for name in ("on", "place", "held_by", "verdict", "comment"):
        setattr(interview, name, getattr(said, name))
    own = {"organization": interview.organization, "interview": interview}
    _refuse_strangers([said.held_by, *said.commission], interview.mentor)
    interview.save()
    interview.answers.all().delete()
    InterviewAnswer.objects.bulk_create(
        InterviewAnswer(**own, order=order, question=one.question, answer=one.answer, mark=one.mark)
        for order, one in enumerate(said.answers, 1)
    )
    interview.members.all().delete()
    InterviewMember.objects.bulk_create(InterviewMember(**own, person=one) for one in dict.fromkeys(said.commission))


def _put_evaluation(evaluation: Evaluation, judged: Judgement) -> None:
    asked = criteria_of(evaluation.mentor, evaluation if evaluation.pk else None)
    _refuse_gaps(asked, judged.marks)
    _refuse_strangers(judged.commission, evaluation.mentor)
    for name in ("on", "verdict", "comment", "votes_for", "votes_against", "abstained"):
        setattr(evaluation, name, getattr(judged, name))
    kept = {row.criterion_id: (row.weight, row.least) for row in evaluation.marks.all()} if evaluation.pk else {}
    own = {"organization": evaluation.organization, "evaluation": evaluation}
    evaluation.save()
    evaluation.marks.all().delete()
    for one in asked:
        weight, least = kept.get(one.pk, (one.weight, one.least))
        mark, comment = judged.marks[one.pk], judged.comments.get(one.pk, "")
        EvaluationMark.objects.create(**own, criterion=one, mark=mark, weight=weight, least=least, comment=comment)
    evaluation.members.all().delete()
    EvaluationMember.objects.bulk_create(
        EvaluationMember(**own, person=one) for one in dict.fromkeys(judged.commission)
    )


def _refuse_chosen(mentor: Mentor) -> None:
    if mentor.state not in CHOOSING:
        raise Refused(f"{mentor}: {mentor.get_state_display()}. Беседуют и оценивают кандидатов и тех, кто в резерве.")


def _refuse_future(on: date, mentor: Mentor) -> None:
    if on > schooldays.today(mentor.organization):
        raise Refused("Этот день ещё не наступил. Запишите беседу или оценку после того, как она прошла.")


def _refuse_gaps(asked: Sequence[Criterion], marks: Mapping[int, int]) -> None:
    if not asked:
        raise Refused("Оценивать пока не по чему. Сначала возьмите обычные критерии отбора или добавьте свои.")
    for one in asked:
        if not 0 <= marks.get(one.pk, -1) <= scoring.BEST:
            raise Refused(f"Поставьте оценку от 0 до {scoring.BEST} по критерию «{one.title}».")


def _refuse_strangers(people: Sequence[Person | None], mentor: Mentor) -> None:
    named = [one for one in people if one is not None]
    if any(one.organization_id != mentor.organization_id for one in named):
        raise Refused("Такого человека в списках вашей организации нет. Выберите из списка.")
    if any(one.pk == mentor.person_id for one in named):
        raise Refused("Кандидат не может сам с собой беседовать и себя оценивать. Уберите его из комиссии.")


def _fresh(row: Row, version: int, by: Membership) -> Row:
    rows = type(row).objects.visible_to(by).select_for_update(of=("self",))
    now = rows.select_related("mentor__person", "mentor__organization", "organization").get(pk=row.pk)
    if now.version != version:
        raise Refused(STALE)
    return now


def _write_change(action: str, row: Interview | Evaluation, before: dict, after: dict, by: Membership) -> None:
    changed = [name for name in after if before[name] != after[name]]
    journal.write(
        row.organization,
        action,
        row,
        by=by,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


def _conversation_words(interview: Interview) -> dict:
    answers = interview.answers.all()
    return {
        "on": interview.on,
        "place": interview.place,
        "held_by": str(interview.held_by or ""),
        "members": [str(row.person) for row in interview.members.select_related("person")],
        "answers": [f"{row.question} {row.answer} {'' if row.mark is None else row.mark}".strip() for row in answers],
        "verdict": interview.get_verdict_display(),
        "comment": interview.comment,
    }


def _judgement_words(evaluation: Evaluation) -> dict:
    return {
        "on": evaluation.on,
        "members": [str(row.person) for row in evaluation.members.select_related("person")],
        "marks": [f"{row.criterion.title}: {row.mark}" for row in evaluation.marks.select_related("criterion")],
        "verdict": evaluation.get_verdict_display(),
        "comment": evaluation.comment,
        "votes": [evaluation.votes_for, evaluation.votes_against, evaluation.abstained],
    }
