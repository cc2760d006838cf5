"""An employee who is a mentor: the pair, the terms, the papers that are drafted."""

from datetime import date
from decimal import Decimal

from mentoring.pairs import pairing
from mentoring.pairs.models import Pair, PairMentor
from mentoring.programmes.models import MentoringForm
from mentoring.registry.models import Mentee
from reports.documents.labour import Pay, Terms
from reports.documents.models import Document
from reports.documents.tests.aloud import TODAY

START, END = date(2026, 9, 1), date(2027, 5, 25)
FIXED = Terms(
    content=("составить план.", "проводить встречи;"),
    work="Индивидуальная работа: встречи и консультации.",
    start=START,
    end=END,
    pay=Pay.FIXED,
    amount=Decimal(5000),
    basis="Положение об оплате труда.",
    contract="от 01.09.2019 № 17",
)


def pair_of(took, programme, by, mentor="Дятлов", mentee="Ежова") -> Pair:
    form = MentoringForm.objects.get(organization=programme.organization, code="own-1")
    who = Mentee.objects.get(person=took.people[mentee])
    facts = {"start": START, "end": END, "goal": "Подготовить проект по химии."}
    return pairing.propose(programme, form, took.mentors[mentor], [who], by=by, **facts)


def seat_of(pair: Pair) -> PairMentor:
    return PairMentor.objects.select_related("pair__programme", "pair__organization", "mentor__person").get(pair=pair)


def fixed(seat: PairMentor) -> PairMentor:
    pairing.fix([seat.pair], basis="приказ № 7", on=TODAY, by=None)
    return seat_of(seat.pair)


def papers() -> dict[str, Document]:
    return {row.kind: row for row in Document.objects.all()}
