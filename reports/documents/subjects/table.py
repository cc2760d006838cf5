"""Papers about one row: protocols, a certificate, the sheet of a group, an application, letters, agreements, pairs."""

from collections.abc import Callable
from decimal import Decimal

from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404

from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.pairs import naming
from mentoring.pairs.models import Pair, PairMentee, PairMentor
from mentoring.people.declension import Case
from mentoring.people.models import Partner
from mentoring.programmes.models import Programme
from mentoring.registry import schooling, selecting
from mentoring.registry.models import Certificate, Course, Evaluation, EvaluationMark, Interview, Mentee, Mentor
from practices.models import Award
from reports.documents import concerning, drafting, kinds, participants
from reports.documents.filling import Subject, plain
from reports.documents.models import Document
from reports.documents.subjects import awards as award_papers
from reports.documents.subjects import candidates, partners, phrases
from reports.documents.subjects import mentors as mentor_papers
from reports.documents.subjects import pairs as pair_papers

Row = Interview | Evaluation | Certificate | Course | Programme | Mentee | Mentor | Partner
Row |= Pair | PairMentor | PairMentee | Award
_CONCLUSIONS = {
    Interview.Verdict.RECOMMENDED: "рекомендовать кандидата в наставники",
    Interview.Verdict.RESERVE: "зачислить кандидата в резерв наставников",
    Interview.Verdict.REFUSED: "не рекомендовать кандидата в наставники",
}
_PASSED = {"f": "прошла обучение", "m": "прошёл обучение", "": "прошёл (прошла) обучение"}
_QUESTIONS = (("№ п/п", 8), ("Вопрос", 36), ("Ответ", 44), ("Оценка", 12))
_QUESTIONS_PLAIN = (("№ п/п", 8), ("Вопрос", 42), ("Ответ", 50))
_MARKS = (("№ п/п", 8), ("Критерий", 38), ("Вес", 8), ("Оценка", 11), ("Баллы", 10), ("Пояснение", 25))
_VISITS = (
    ("№ п/п", 7),
    ("Дата", 14),
    ("Тема", 25),
    ("Кто проводит", 16),
    ("Присутствовали", 20),
    ("Отсутствовали", 18),
)
COLUMNS = {"interview": _QUESTIONS, "evaluation": _MARKS, "course": _VISITS}


def find(kind: str, pk: int, membership: Membership) -> Row:
    """Return the row that a paper of this kind is about; what is not visible is not there."""
    rows = _rows(kind, membership)
    if rows is None:
        raise Http404  # what needs a form of its own is not drafted by a button
    return get_object_or_404(rows, pk=pk)


def latest(kind: str, membership: Membership) -> Row | None:
    """Return the newest row that a paper of this kind could be about, of those that this member sees."""
    rows = _rows(kind, membership)
    return None if rows is None else rows.order_by("-pk").first()


def _rows(kind: str, membership: Membership) -> models.QuerySet | None:
    """Return the rows that a paper of this kind could be about, with what it asks of them; nothing to a stranger."""
    model = _SUBJECTS.get(kinds.get(kind).subject, (None,))[0]
    if model is None or not membership.can(_SEEN[model]):
        return None
    rows = model.objects.visible_to(membership).select_related("organization", *_JOINED[model])
    if model is Pair:
        return naming.with_people(rows)
    if model in (PairMentor, PairMentee):
        pairs = naming.with_people(Pair.objects.select_related(*_JOINED[Pair]))
        return rows.prefetch_related(models.Prefetch("pair", pairs))
    return rows


def told(kind: str, row: Row) -> tuple[Programme, str, Subject]:
    """Say what a paper of this kind tells of a row: its programme, its title, its words."""
    return _SUBJECTS[kinds.get(kind).subject][1](row)


def draft(kind: str, row: Row, *, by: Membership) -> Document:
    """Begin the paper of one row: its words are written into the text, people stay declinable names."""
    document = drafting.draft_about(kind, *told(kind, row), by=by)
    if isinstance(row, Pair | PairMentor | PairMentee):
        concerning.name(document, [row if isinstance(row, Pair) else row.pair])
    return document


def _interview(row: Interview) -> tuple[Programme, str, Subject]:
    person, members = row.mentor.person, phrases.members(row.members)
    answers = list(row.answers.all())
    marks = [one.mark for one in answers if one.mark is not None]
    cells = [
        (f"{number}.", plain(one.question), plain(one.answer), "" if one.mark is None else str(one.mark))
        for number, one in enumerate(answers, 1)
    ]
    held_by = row.held_by_id
    said = {
        "candidate": _candidate(row),
        "on": words.full(row.on),
        "place": plain(row.place),
        "held_by": f"{{person:{held_by}|who ins}}" if held_by else "",
        "members": phrases.listed(members),
        "marks": f"{phrases.decimal(sum(marks) / len(marks))} из 3" if marks else "",
        "verdict": _CONCLUSIONS.get(row.verdict, ""),
        "comment": phrases.sentence(row.comment),
    }
    signers = list(dict.fromkeys([*([held_by] if held_by else []), *members]))
    phrases.refuse_unsigned(signers)
    shown = cells if marks else [cell[:3] for cell in cells]
    subject = Subject(said, _QUESTIONS if marks else _QUESTIONS_PLAIN, shown, signers)
    return row.mentor.programme, f"Протокол собеседования с {phrases.name(person, Case.INS)}", subject


def _evaluation(row: Evaluation) -> tuple[Programme, str, Subject]:
    if not row.verdict:
        raise Refused("Комиссия ещё не решила. Впишите решение в оценку, затем составьте протокол.")
    person, members = row.mentor.person, phrases.members(row.members)
    phrases.refuse_unsigned(members)
    models.prefetch_related_objects([row], models.Prefetch("marks", EvaluationMark.objects.select_related("criterion")))
    score = selecting.score_of(row)
    cells = [
        (f"{number}.", plain(one.criterion.title), str(one.weight), str(one.mark), str(one.mark * one.weight),
         plain(one.comment))
        for number, one in enumerate(row.marks.all(), 1)
    ]  # fmt: skip
    said = {
        "candidate": _candidate(row),
        "on": words.full(row.on),
        "members": phrases.listed(members),
        "total": f"{score.total} из {score.most} ({score.percent}{words.NBSP}%), уровень {score.level}",
        "low": "; ".join(f"«{plain(title)}»" for title in score.low),
        "decision": phrases.DECISIONS[row.verdict] % person.pk,
        "comment": phrases.sentence(row.comment),
        "votes": phrases.votes(row),
    }
    title = f"Протокол оценки кандидата в наставники {phrases.name(person, Case.GEN)}"
    return row.mentor.programme, title, Subject(said, _MARKS, cells, members)


def _certificate(row: Certificate) -> tuple[Programme, str, Subject]:
    course, person = row.trainee.course, row.trainee.mentor.person
    lessons = schooling.lessons_of(course)
    hours = sum((one.hours or Decimal(0) for one in lessons), Decimal(0))
    days = [one.on for one in lessons if one.on]
    said = {
        "person": str(person.pk),
        "number": plain(row.number),
        "on": words.full(row.on),
        "course": plain(course.title),
        "passed": _PASSED[person.sex],
        "hours": _hours(hours),
        "period": words.span(Span(min(days), max(days))) if days else "",
    }
    return course.programme, f"Сертификат {phrases.name(person, Case.GEN)}", Subject(said)


def _course(row: Course) -> tuple[Programme, str, Subject]:
    lessons, people = schooling.lessons_of(row), schooling.trainees_of(row)
    came = schooling.came_to(row)
    cells = []
    for number, one in enumerate(lessons, 1):
        theme, _, day, _, expert = participants.lesson_cells(one)
        there = [who.mentor.person.short_name for who in people if (one.pk, who.pk) in came]
        away = [who.mentor.person.short_name for who in people if (one.pk, who.pk) not in came]
        marked = bool(there)  # a lesson where nobody is marked has not been held yet
        cells.append(
            (
                f"{number}.",
                day,
                plain(theme),
                plain(expert),
                *("\n".join(some) if marked else "" for some in (there, away)),
            )
        )
    said = {
        "course": plain(row.title),
        "goal": phrases.sentence(row.goal),
        "head": f"{{person:{row.head_id}|who nom}}" if row.head_id else "",
        "people": str(len(people) or ""),
    }
    title = f"Программа и посещаемость школы наставников: {row.title}"
    return row.programme, title, Subject(said, _VISITS, cells)


def _candidate(row: Interview | Evaluation) -> str:
    """Name the candidate and where they work or learn."""
    pk = row.mentor.person_id
    places, _ = participants.places_of([pk], row.on)
    return ", ".join(filter(None, (f"{{person:{pk}|name nom full}}", plain(places.get(pk, "")))))


def _hours(hours: Decimal) -> str:
    if not hours or hours != int(hours):
        return f"{phrases.decimal(float(hours))} часа" if hours else ""
    return words.counted(int(hours), "часа", "часов", "часов")  # «в объёме 1 часа, 6 часов»


_SUBJECTS: dict[str, tuple[type[models.Model], Callable]] = {
    "interview": (Interview, _interview),
    "evaluation": (Evaluation, _evaluation),
    "certificate": (Certificate, _certificate),
    "course": (Course, _course),
    "candidates": (Programme, candidates.considered),
    "application": (Mentor, candidates.application),
    "needs": (Mentee, mentor_papers.needs),
    "portfolio": (Mentor, mentor_papers.portfolio),
    "statement": (Mentor, mentor_papers.statement),
    "cases": (Programme, mentor_papers.collection),
    "letter": (Partner, partners.letter),
    "agreement": (Partner, partners.agreement),
    "pair_mentor": (PairMentor, pair_papers.with_mentor),
    "pair_mentee": (PairMentee, pair_papers.with_mentee),
    "pair_parent": (PairMentee, pair_papers.with_parent),
    "pair": (Pair, pair_papers.of_both),
    "pair_plan": (Pair, pair_papers.plan),
    "pair_route": (Pair, pair_papers.route),
    "pair_diary": (Pair, pair_papers.diary),
    "pair_summary": (Pair, pair_papers.summary),
    "thanks": (Award, award_papers.thanks),
    "diploma": (Award, award_papers.diploma),
    "parents_letter": (Award, award_papers.parents_letter),
}
_SEEN = {
    Interview: "selection.see",
    Evaluation: "selection.see",
    Certificate: "training.see",
    Course: "training.see",
    Programme: "selection.see",
    Mentee: "registry.see",
    Mentor: "selection.see",
    Partner: "people.see",
    Pair: "diary.see",
    PairMentor: "diary.see",
    PairMentee: "diary.see",
    Award: "awards.see",
}
# What a paper asks of its row beside the row itself, asked for at once.
_JOINED: dict[type[models.Model], tuple[str, ...]] = {
    **dict.fromkeys((Interview, Evaluation), ("mentor__person", "mentor__programme__organization")),
    **dict.fromkeys((Mentee, Mentor, Award), ("person", "programme__organization")),
    Certificate: ("trainee__mentor__person", "trainee__course__programme__organization"),
    Course: ("programme__organization",),
    Programme: (),
    Partner: (),
    Pair: ("programme__organization", "form", "role_model"),
    PairMentor: ("mentor__person",),
    PairMentee: ("mentee__person",),
}
