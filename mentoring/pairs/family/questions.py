"""Questions of both sides of a pair to the curator, and the answers."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts import journal
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.pairs.family import office
from mentoring.pairs.models import Pair, Question, Side
from mentoring.people.models import Person

LONGEST = 3000
MOST_WAITING = 10  # of one person in one pair
_TWICE = timedelta(minutes=10)


@transaction.atomic
def ask(pair: Pair, person: Person, side: Side, text: str) -> Question:
    """Keep a question and call the curators; the same words sent twice are one question."""
    pair = Pair.objects.select_related("organization").select_for_update(of=("self",)).get(pk=pair.pk)
    said = text.strip()[:LONGEST]
    if not said:
        raise Refused("Напишите вопрос.")
    waits = Question.objects.filter(pair=pair, person=person, answered_at=None)
    if same := waits.filter(text=said, at__gt=timezone.now() - _TWICE).first():
        return same
    if waits.count() >= MOST_WAITING:
        raise Refused("Ваши прошлые вопросы ещё ждут ответа. Дождитесь его или позвоните куратору.")
    organization = pair.organization
    row = Question.objects.create(organization=organization, pair=pair, person=person, side=side, text=said)
    journal.write(organization, "question.asked", row, by=None)
    curators = office.holders(organization, {Role.CURATOR})
    office.write(curators, "question", "questions", key=f"question:{row.public_id}")
    return row


@transaction.atomic
def reply(question: Question, text: str, *, by: Membership) -> Question:
    """Answer a question; whoever asked reads it on their own page."""
    rows = Question.objects.visible_to(by).select_related("organization")
    row = rows.select_for_update(of=("self",)).filter(pk=question.pk).first()
    if row is None or row.answered_at:
        raise Refused("На этот вопрос уже ответили. Обновите страницу: ответ виден под вопросом.")
    if not text.strip():
        raise Refused("Напишите ответ.")
    row.answer, row.answered_by, row.answered_at = text.strip()[:LONGEST], by, timezone.now()
    row.version += 1
    row.save(update_fields=["answer", "answered_by", "answered_at", "version"])
    journal.write(row.organization, "question.replied", row, by=by)
    return row


def seen_by(member: Membership) -> QuerySet[Question]:
    """Return the questions that this member may answer, the oldest first."""
    rows = Question.objects.visible_to(member).select_related("person", "answered_by", "organization")
    return rows.order_by("at", "pk")


def waiting(member: Membership) -> QuerySet[Question]:
    """Return the questions of this school that nobody has answered."""
    return seen_by(member).filter(answered_at=None)


def of(person: Person, pair: Pair | None = None) -> QuerySet[Question]:
    """Return what somebody has asked, with the answers, the last first."""
    rows = Question.objects.filter(person=person, organization=person.organization_id).select_related("answered_by")
    return rows if pair is None else rows.filter(pair=pair)
