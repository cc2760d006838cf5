"""Replacement and ending of a pair as one deed: the order is drafted with what follows from it on its day."""

from datetime import date

from django.db import transaction

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pairs import pairing
from mentoring.pairs.models import Pair
from mentoring.registry.models import Mentor
from reports.documents import concerning, drafting, kinds
from reports.documents.models import Concern, Document
from reports.documents.subjects import pairs as pair_papers

REPLACING, ENDING = "O11", "O11_end"


@transaction.atomic
def replace(pair: Pair, mentor: Mentor, *, on: date, reason: str, by: Membership) -> Document:
    """Draft the order by which another mentor takes a pair over, and the agreement with that mentor."""
    _refuse(pair, on, reason, by)
    subject = pair_papers.changed(pair, day=on, reason=reason, comes=mentor.person)
    order = drafting.draft_about(REPLACING, pair.programme, kinds.get(REPLACING).title, subject, by=by)
    facts = {"deed": Concern.Deed.REPLACE, "mentor": mentor, "on": on, "reason": reason.strip()[:300]}
    concerning.name(order, [pair], **facts)
    agreement = drafting.draft_about("agreement_mentor", *pair_papers.with_mentor_of(pair, mentor.person), by=by)
    concerning.name(agreement, [pair])
    return order


@transaction.atomic
def end(pair: Pair, *, ending: str, on: date, reason: str, by: Membership) -> Document:
    """Draft the order by which the work of a pair ends; `on` is its last day."""
    _refuse(pair, on, reason, by)
    subject = pair_papers.changed(pair, day=on, reason=reason, ending=Pair.Ending(ending).label)
    order = drafting.draft_about(ENDING, pair.programme, kinds.get(ENDING).title, subject, by=by)
    facts = {"deed": Concern.Deed.END, "ending": ending, "on": on, "reason": reason.strip()[:300]}
    concerning.name(order, [pair], **facts)
    return order


def _refuse(pair: Pair, on: date, reason: str, by: Membership) -> None:
    """Refuse a pair that is not at work, no ground, an order already under way, a notice that is too short."""
    if pair.state not in Pair.STANDING:
        raise Refused(f"Сейчас пара в состоянии «{pair.get_state_display()}»: приказом её не меняют.")
    if not reason.strip():
        raise Refused("Напишите, на чём основано изменение: заявление, служебная записка, приказ о выбытии.")
    under_way = Concern.objects.filter(pair=pair, document__kind__in=(REPLACING, ENDING), done_at=None)
    if under_way.exclude(document__state=Document.State.CANCELLED).exists():
        raise Refused("О паре уже составлен такой приказ. Выпустите его или удалите черновик.")
    earliest = pairing.notice(pair, schooldays.today(by.organization))
    if on < earliest:
        raise Refused(
            "Наставника-работника предупреждают не позднее чем за три рабочих дня (ТК РФ, статья 351.8): поставьте "
            f"{words.full(earliest)} или позже."
        )
