"""Notices by which the work of an employee in the programme ends before its term."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import models, transaction

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.pairs import seats
from mentoring.pairs.models import Pair, PairMentor
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from reports.documents import concerning, drafting, kinds
from reports.documents.filling import Subject
from reports.documents.labour import duties, hiring, resting, standing
from reports.documents.labour import words as labour_words
from reports.documents.models import Document
from reports.documents.subjects import pairs as pair_papers
from reports.documents.subjects import phrases


class Side(models.TextChoices):
    WORKER = "worker", "работник отказывается от работы"
    EMPLOYER = "employer", "организация отменяет поручение"


_FROM_DUTIES = (
    "Работа входит в должностные обязанности, отдельного поручения нет. Обязанности меняют вместе с трудовым договором."
)

_NO_ORDER = (
    "Приказа о поручении этой работы нет, прекращать нечего. Если работу поручили, сначала составьте трудовые "
    "документы."
)


def days_for_mentor(seat: PairMentor) -> Span:
    """Return the days that may be named the last: the soonest by law, and the eve of the end as it stands."""
    return _days(seat.pair, seat.mentor.person, hiring.term_of(seat).end)


def days_for_curator(programme: Programme, person: Person) -> Span:
    """Return the same for the work of the curator."""
    return _days(programme, person, programme.end)


def why_not_mentor(seat: PairMentor) -> str:
    """Say why the work of a mentor is not ended by a notice; nothing where it may be."""
    pair = seat.pair
    if pair.state not in Pair.STANDING:
        return f"Сейчас пара в состоянии «{pair.get_state_display()}»: работа не идёт, уведомлять не о чем."
    return _why_not(pair, seat.mentor.person, days_for_mentor(seat))


def why_not_curator(programme: Programme, person: Person) -> str:
    """Say the same of the curator."""
    return _why_not(programme, person, days_for_curator(programme, person))


@transaction.atomic
def notify_of_mentor(seat: PairMentor, *, side: str, on: date, reason: str, by: Membership) -> Document:
    """Draft the notice by which one side ends the work of a mentor; `on` is its last day."""
    pair, person = seat.pair, seat.mentor.person
    _refuse(why_not_mentor(seat), on, days_for_mentor(seat))
    law = hiring.law_of(_order(pair, person).kind)
    about = pair_papers.about(pair, schooldays.today(pair.organization))
    said = about | {"by_law": law.by, "curators": "", "refused": "работы по наставничеству"}
    document = _draft(pair.programme, person, said, side=side, on=on, reason=reason, by=by)
    concerning.name(document, [pair])
    return document


@transaction.atomic
def notify_of_curator(
    programme: Programme, person: Person, *, side: str, on: date, reason: str, by: Membership
) -> Document:
    """Draft the notice by which one side ends the work of the curator."""
    _refuse(why_not_curator(programme, person), on, days_for_curator(programme, person))
    about = {"by_law": labour_words.EXTRA.by, "mentees": "", "curators": "куратора"}
    said = about | {"refused": "обязанностей куратора программы наставничества"}
    return _draft(programme, person, said, side=side, on=on, reason=reason, by=by)


def _days(row: Pair | Programme, person: Person, end: date) -> Span:
    """Return the days before the work ends: with the days that its order gives, or with the pair or the programme."""
    order = _order(row, person)
    given = resting.days(order) if order else None
    soonest = seats.warned(row.organization, schooldays.today(row.organization))
    return Span(soonest, min(end, given.end if given else end) - timedelta(1))


def _why_not(row: Pair | Programme, person: Person, days: Span) -> str:
    if why := hiring.why_not(person, schooldays.today(row.organization)):
        return why
    if duties.said(row, person):
        return _FROM_DUTIES
    if _order(row, person) is None:
        ended = standing.ended(_papers(row, person), schooldays.today(row.organization))
        return f"{ended}: прекращать нечего." if ended else _NO_ORDER
    if days.end < days.start:
        end = words.full(days.end + timedelta(1))
        return f"Работа и без уведомления кончается {end} Раньше этого дня предупредить за три рабочих дня уже нельзя."
    return ""


def _order(row: Pair | Programme, person: Person) -> Document | None:
    """Find the order, drafted or in force, by which the work is given: it says which article the work ends by."""
    return standing.order_of(_papers(row, person), schooldays.today(row.organization))


def _papers(row: Pair | Programme, person: Person) -> list[Document]:
    about = duties.subject(row)
    return standing.drafted(about["programme"], person, about["pair"])


def _refuse(why_not: str, on: date, days: Span) -> None:
    if why_not:
        raise Refused(why_not)
    if on < days.start:
        raise Refused(
            "Предупреждают не позднее чем за три рабочих дня: последний день работы — "
            f"{words.full(days.start)} или позже."
        )
    if on > days.end:
        raise Refused(
            f"Работа и без уведомления кончается {words.full(days.end + timedelta(1))} Назовите день раньше этого."
        )


def _draft(
    programme: Programme, person: Person, about: Mapping[str, str], *, side: str, on: date, reason: str, by: Membership
) -> Document:
    said = {**about, **hiring.worker(person), "last": f"{{due:{on.isoformat()}}}", "reason": phrases.sentence(reason)}
    kind = resting.REFUSAL if side == Side.WORKER else resting.NOTICE
    title = f"{kinds.get(kind).title}: {person.full_name}"
    return drafting.draft_about(kind, programme, title, Subject(said, commission=(person.pk,)), by=by)
