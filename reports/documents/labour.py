"""Labour papers of an employee who is a mentor or the curator, entered once (ТК РФ, статьи 60.2, 351.8)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db import models, transaction

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import JournalEntry, Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pairs import pairing
from mentoring.pairs.models import Pair, PairMentor
from mentoring.people.declension import Case, numbers
from mentoring.people.declension import agreement as agreeing
from mentoring.people.declension.money import money
from mentoring.people.models import Employment, Person
from mentoring.programmes.models import Programme
from reports.documents import concerning, drafting, gathering, kinds, pair_papers, participants, phrases, resting
from reports.documents.filling import Subject, plain
from reports.documents.models import Document

NOTICE, REFUSAL = resting.NOTICE, "labour_refusal"
_IN_DUTIES = "labour.in_duties"
_SIDES = (("Работодатель", 50), ("Работник", 50))


class Pay(models.TextChoices):
    FIXED = "fixed", "выплата суммой"
    PERCENT = "percent", "выплата в процентах оклада"
    NONE = "none", "без оплаты"


class Side(models.TextChoices):
    WORKER = "worker", "работник отказывается от работы"
    EMPLOYER = "employer", "организация отменяет поручение"


_UNSAID = {
    Pay.FIXED: "Впишите, сколько рублей в месяц выплачивают за эту работу.",
    Pay.PERCENT: "Впишите, сколько процентов оклада в месяц выплачивают за эту работу.",
    Pay.NONE: "Напишите, почему работа не оплачивается: это войдёт в соглашение.",
}


@dataclass(frozen=True)
class Terms:
    """What an employee and the school agree on; of the pay only what its sort asks for is said."""

    content: tuple[str, ...]
    work: str
    start: date
    end: date
    pay: str
    amount: Decimal | None = None
    percent: int | None = None
    basis: str = ""
    why_unpaid: str = ""
    contract: str = ""  # «от 01.09.2019 № 17»


@transaction.atomic
def draft_for_mentor(seat: PairMentor, terms: Terms, *, by: Membership) -> Document:
    """Draft the consent, the agreement and the order of a mentor who is employed; return the order."""
    pair, person = seat.pair, seat.mentor.person
    if pair.state in Pair.OVER:
        raise Refused(f"Сейчас пара в состоянии «{pair.get_state_display()}»: поручать нечего.")
    if terms.start < pair.start or terms.end > pair.end:
        raise Refused(
            f"Срок выходит за срок пары: {words.full(pair.start)} – {words.full(pair.end)} Исправьте дни работы."
        )
    about = pair_papers.about(pair, schooldays.today(pair.organization))
    return _draft(resting.MENTOR, pair.programme, person, terms, about, pair=pair, by=by)


@transaction.atomic
def draft_for_curator(programme: Programme, person: Person, terms: Terms, *, by: Membership) -> Document:
    """Draft the same papers for whoever does the curator's work beside their own; return the order."""
    return _draft(resting.CURATOR, programme, person, terms, {}, by=by)


@transaction.atomic
def notify(seat: PairMentor, *, side: str, on: date, reason: str, by: Membership) -> Document:
    """Draft the notice by which one side ends the work before its term; `on` is its last day."""
    pair, person = seat.pair, seat.mentor.person
    today = schooldays.today(pair.organization)
    require_employed(person, today)
    if pair.state not in Pair.STANDING:
        raise Refused(f"Сейчас пара в состоянии «{pair.get_state_display()}»: работа не идёт, уведомлять не о чем.")
    earliest = pairing.notice(pair, today)
    if on < earliest:
        raise Refused(
            "Предупреждают не позднее чем за три рабочих дня (ТК РФ, статья 351.8): последний день работы — "
            f"{words.full(earliest)} или позже."
        )
    about = (
        pair_papers.about(pair, today) | _worker(person) | {"last": words.full(on), "reason": phrases.sentence(reason)}
    )
    kind = REFUSAL if side == Side.WORKER else NOTICE
    title = f"{kinds.get(kind).title}: {person.full_name}"
    document = drafting.draft_about(kind, pair.programme, title, Subject(about, commission=(person.pk,)), by=by)
    concerning.name(document, [pair], on=on, reason=reason.strip()[:300])
    return document


@transaction.atomic
def mark_in_duties(row: Pair | Programme, person: Person, *, where: str, by: Membership) -> None:
    """Say that this work is a duty of the employee already, so that no papers are needed, and where it is written."""
    require_employed(person, day_of(row))
    said = {"who": person.full_name, "person": person.pk, "where": where.strip()}
    journal.write(row.organization, _IN_DUTIES, row, by=by, after=said)


def in_duties(row: Pair | Programme) -> dict[int, str]:
    """Return where it is written that this work is a duty, by the person of whom it was said."""
    entries = JournalEntry.objects.filter(
        organization=row.organization_id, action=_IN_DUTIES, subject_kind=row._meta.label_lower, subject_id=str(row.pk)
    )
    said = entries.order_by("number").values_list("values__after", flat=True)
    return {one["person"]: one["where"] for one in said if one and "person" in one}


def day_of(row: Pair | Programme) -> date:
    """Return the day on which one must be employed: today, or the first day of what has not begun."""
    return max(schooldays.today(row.organization), row.start)


def employed(people: list[int], day: date) -> set[int]:
    return set(Employment.objects.on(day).filter(person__in=people).values_list("person", flat=True))


def require_employed(person: Person, day: date) -> None:
    if why := why_not(person, day):
        raise Refused(why)


def why_not(person: Person, day: date) -> str:
    """Say why somebody needs no labour papers; nothing of an employee."""
    if employed([person.pk], day):
        return ""
    if participants.learners_among([person.pk], day):
        return (
            f"{person.full_name} здесь учится, а не работает: трудовых документов не составляют. С обучающимся "
            "заключают соглашение с наставником."
        )
    return (
        f"{person.full_name} не работает в организации на {words.full(day)}: трудовых документов не составляют. "
        "С добровольцем или работником партнёра заключают соглашение с наставником. Если человек принят на работу, "
        "впишите назначение в его карточку."
    )


def drafted(kind: str, programme: Programme, person: Person, pair: Pair | None = None) -> Document | None:
    """Return the order that gives this work to a person, drafted or in force."""
    rows = Document.objects.filter(programme=programme, kind=kind, cancels=None, amends=None)
    rows = rows.exclude(state=Document.State.CANCELLED)
    if pair is not None:
        rows = rows.filter(concerns__pair=pair)
    return next((row for row in rows if person.pk in gathering.asked_people(row.body)), None)


def _draft(
    kind: str,
    programme: Programme,
    person: Person,
    terms: Terms,
    about: Mapping[str, str],
    *,
    by: Membership,
    pair: Pair | None = None,
) -> Document:
    """Draft the three papers in the order in which they are signed."""
    require_employed(person, max(schooldays.today(programme.organization), terms.start))
    _require_whole(terms)
    if drafted(kind, programme, person, pair):
        raise Refused(
            f"{person.full_name}: такой приказ уже составлен. Исправьте его или удалите черновик, затем составьте "
            "документы заново."
        )
    said = {**about, **_worker(person), **_terms(terms), **pair_papers.parties(programme.organization, person)}
    items = [{"item": phrases.sentence(one.rstrip(" ;,"))} for one in terms.content]
    alone = Subject(said, commission=(person.pk,), parts=items)
    signatures = pair_papers.signatures(programme.organization, person)
    both = replace(alone, columns=_SIDES, rows=signatures, commission=())
    consent, agreement = resting.PAPERS[kind]
    for code, subject in ((consent, alone), (agreement, both), (kind, alone)):
        document = drafting.draft_about(code, programme, _title(code, person), subject, by=by)
        if pair is not None:
            concerning.name(document, [pair])
    return document


def _title(code: str, person: Person) -> str:
    """Name the paper and whose it is, so that papers of several people are told apart."""
    title = kinds.get(code).title
    return f"{title} {phrases.name(person, Case.DAT)}" if code in resting.PAPERS else f"{title}: {person.full_name}"


def _worker(person: Person) -> dict[str, str]:
    return {
        "person": str(person.pk),
        "from": f"от {{person:{person.pk}|who gen full}}",
        "agrees": agreeing.of_person("согласен", person.sex),
    }


def _terms(terms: Terms) -> dict[str, str]:
    """Say what was agreed; words of another sort of pay are empty, and their lines are left out."""
    paid = terms.pay != Pay.NONE
    return {
        "start": words.full(terms.start),
        "end": words.full(terms.end),
        "work": phrases.sentence(terms.work),
        "pay": _sum(terms),
        "unpaid": "" if paid else phrases.sentence(terms.why_unpaid),
        "basis": phrases.sentence(terms.basis) if paid else "",
        "accounting": "Бухгалтерии" if paid else "",
        "contract": " ".join(filter(None, ("трудовому договору", plain(terms.contract)))),
    }


def _sum(terms: Terms) -> str:
    if terms.pay == Pay.FIXED:
        return f"{money(terms.amount)} в месяц"
    return (
        f"{numbers.counted(terms.percent, 'процент')} должностного оклада в месяц" if terms.pay == Pay.PERCENT else ""
    )


def _require_whole(terms: Terms) -> None:
    """Refuse terms that say too little for an agreement."""
    if terms.end < terms.start:
        raise Refused("Срок кончается раньше, чем начинается. Исправьте дни работы.")
    if not terms.content:
        raise Refused("Напишите содержание работы: без него дополнительное соглашение не составляют.")
    said = {Pay.FIXED: terms.amount, Pay.PERCENT: terms.percent, Pay.NONE: terms.why_unpaid.strip()}
    if not said[Pay(terms.pay)]:
        raise Refused(_UNSAID[Pay(terms.pay)])
    if terms.pay != Pay.NONE and not terms.basis.strip():
        raise Refused("Назовите основание выплаты: положение об оплате труда или коллективный договор.")
