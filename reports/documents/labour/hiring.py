"""Labour papers of an employee who is a mentor or the curator, entered once (ТК РФ, статьи 60.2, 351.8)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db import models, transaction

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.pairs import naming
from mentoring.pairs.models import Pair, PairMentor
from mentoring.people.declension import Case, numbers
from mentoring.people.declension import agreement as agreeing
from mentoring.people.declension.money import money
from mentoring.people.models import Employment, Person
from mentoring.programmes.models import Programme
from reports.documents import concerning, drafting, kinds, participants
from reports.documents.filling import Subject, plain
from reports.documents.labour import duties, resting, standing
from reports.documents.labour import words as labour_words
from reports.documents.labour.duties import OwnDuty
from reports.documents.labour.spans import WorkSpan
from reports.documents.labour.words import Law
from reports.documents.models import Document
from reports.documents.subjects import pairs as pair_papers
from reports.documents.subjects import phrases

_SIDES = (("Работодатель", 50), ("Работник", 50))


class Pay(models.TextChoices):
    FIXED = "fixed", "выплата суммой"
    PERCENT = "percent", "выплата в процентах оклада"
    NONE = "none", "без оплаты"


class Extra(models.TextChoices):
    VOLUME = "volume", "увеличение объёма работы"
    ZONE = "zone", "расширение зоны обслуживания"


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
    extra: str = Extra.VOLUME  # what an extra pay is for


@transaction.atomic
def draft_for_mentor(seat: PairMentor, terms: Terms, *, by: Membership) -> Document:
    """Draft the consent, the agreement and the order of a mentor who is employed; return the order."""
    pair, person = seat.pair, seat.mentor.person
    if pair.state in Pair.OVER:
        raise Refused(f"Сейчас пара в состоянии «{pair.get_state_display()}»: поручать нечего.")
    term = term_of(seat)
    _require_within(term, terms, f"{person.full_name} ведёт эту пару")
    about = pair_papers.about(pair, max(schooldays.today(pair.organization), term.start))
    return _draft(order_of(pair), pair.programme, person, terms, about, pair=pair, by=by)


@transaction.atomic
def draft_for_curator(programme: Programme, person: Person, terms: Terms, *, by: Membership) -> Document:
    """Draft the same papers for whoever does the curator's work beside their own; return the order."""
    _require_within(Span(programme.start, programme.end), terms, "Программа идёт")
    return _draft(resting.CURATOR, programme, person, terms, {}, by=by)


def term_of(seat: PairMentor) -> Span:
    """Return the days on which a mentor leads a pair: they may come later and go earlier than the pair."""
    pair = seat.pair
    return Span(max(pair.start, seat.since), min(pair.end, seat.until or pair.end))


def order_of(pair: Pair) -> str:
    """Choose the order by which the work is given: help to other employees is a thing of its own in the law."""
    day = day_of(pair)
    mentees = [seat.mentee.person_id for seat in naming.mentees_on(pair, min(day, pair.end))]
    return resting.MENTOR if mentees and employed(mentees, day) == set(mentees) else resting.LEARNERS


def law_of(order: str) -> Law:
    return labour_words.MENTORING if order == resting.MENTOR else labour_words.EXTRA


@transaction.atomic
def mark_in_duties(row: Pair | Programme, person: Person, *, where: str, by: Membership) -> OwnDuty:
    """Say that this work is a duty of the employee already, so that no papers are needed, and where it is written."""
    _take_turns(person)
    require_employed(person, day_of(row))
    about = duties.subject(row)
    papers = standing.drafted(about["programme"], person, about["pair"])
    if why := standing.why_drafted(standing.going(papers, schooldays.today(row.organization))):
        raise Refused(f"{person.full_name}. {why}")
    own = {"organization": row.organization, "person": person, **about}
    duty, fresh = OwnDuty.objects.get_or_create(**own, defaults={"where": where.strip(), "by": by})
    if not fresh:
        raise Refused(f"{person.full_name}: уже отмечено, что работа входит в обязанности. Сначала снимите отметку.")
    journal.write(row.organization, "ownduty.in_duties", duty, by=by, after=_told(duty))
    return duty


@transaction.atomic
def unmark_in_duties(row: Pair | Programme, person: Person, *, by: Membership) -> None:
    """Take back that this work is a duty: papers may be drafted again."""
    duty = duties.said(row, person)
    if duty is None:
        raise Refused("Отметка уже снята.")
    journal.write(row.organization, "ownduty.not_in_duties", duty, by=by, before=_told(duty))
    duty.delete()


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
    _take_turns(person)
    today = schooldays.today(programme.organization)
    require_employed(person, max(today, terms.start))
    law = law_of(kind)
    _require_whole(terms, law)
    if why := standing.why_taken(standing.drafted(programme, person, pair), Span(terms.start, terms.end), today):
        raise Refused(f"{person.full_name}. {why}")
    if duties.said(pair or programme, person):
        raise Refused(f"{person.full_name}: отмечено, что работа входит в должностные обязанности. Снимите отметку.")
    said = {**about, **worker(person), **_terms(terms, law), **pair_papers.parties(programme.organization, person)}
    items = [{"item": phrases.sentence(one.rstrip(" ;,"))} for one in terms.content]
    alone = Subject(said, commission=(person.pk,), parts=items)
    signatures = pair_papers.signatures(programme.organization, person)
    both = replace(alone, columns=_SIDES, rows=signatures, commission=())
    consent, agreement = resting.PAPERS[kind]
    for code, subject in ((consent, alone), (agreement, both), (kind, alone)):
        document = drafting.draft_about(code, programme, _title(code, person), subject, by=by)
        WorkSpan.objects.create(
            organization=programme.organization, document=document, start=terms.start, end=terms.end
        )
        if pair is not None:
            concerning.name(document, [pair])
    return document


def _take_turns(person: Person) -> None:
    """Let whoever gives this person work wait for another: papers and a mark of a duty rule each other out."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def _told(duty: OwnDuty) -> dict[str, str]:
    return {"person": duty.person.full_name, "where": duty.where}


def _title(code: str, person: Person) -> str:
    """Name the paper and whose it is, so that papers of several people are told apart."""
    title = kinds.get(code).title
    return f"{title} {phrases.name(person, Case.DAT)}" if code in resting.PAPERS else f"{title}: {person.full_name}"


def worker(person: Person) -> dict[str, str]:
    return {
        "person": str(person.pk),
        "from": f"от {{person:{person.pk}|who gen full}}",
        "agrees": agreeing.of_person("согласен", person.sex),
    }


def _terms(terms: Terms, law: Law) -> dict[str, str]:
    """Say what was agreed; words of another sort of pay are empty, and their lines are left out."""
    paid, extra = terms.pay != Pay.NONE, Extra(terms.extra).label
    return {
        "by_law": law.by,
        "articles": law.articles,
        "extra": extra,
        "payment": "стимулирующая выплата" if law.bonus else f"доплата за {extra}",
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


def _require_within(term: Span, terms: Terms, lasts: str) -> None:
    if terms.start < term.start or terms.end > term.end:
        raise Refused(
            f"{lasts} с {words.full(term.start)} по {words.full(term.end)} "
            "Срок работы за эти дни не выходит: исправьте его."
        )


def _require_whole(terms: Terms, law: Law) -> None:
    """Refuse terms that say too little for an agreement."""
    if terms.end < terms.start:
        raise Refused("Срок кончается раньше, чем начинается. Исправьте дни работы.")
    if not terms.content:
        raise Refused("Напишите содержание работы: без него дополнительное соглашение не составляют.")
    if terms.pay == Pay.NONE and not law.bonus:
        raise Refused(
            "Дополнительная работа наряду со своей всегда оплачивается (ТК РФ, статьи 60.2 и 151). Впишите доплату."
        )
    said = {Pay.FIXED: terms.amount, Pay.PERCENT: terms.percent, Pay.NONE: terms.why_unpaid.strip()}
    if not said[Pay(terms.pay)]:
        raise Refused(_UNSAID[Pay(terms.pay)])
    if terms.pay != Pay.NONE and not terms.basis.strip():
        raise Refused("Назовите основание выплаты: положение об оплате труда или коллективный договор.")
