"""An employee who is a mentor: the pair, the terms, the papers that are drafted."""

from datetime import date
from decimal import Decimal

from mentoring.accounts.models import Membership
from mentoring.pairs import pairing
from mentoring.pairs.models import Pair, PairMentor
from mentoring.people.models import Person
from mentoring.programmes.models import MentoringForm
from mentoring.registry.models import Mentee
from mentoring.registry.tests.cast import agree
from reports.documents.labour.hiring import Pay, Terms
from reports.documents.models import Document
from reports.documents.tests.aloud import TODAY
from reports.documents.tests.participants import AGREED
from reports.documents.tests.staff import hire

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


def heads(took, member: Membership) -> Membership:
    """Let this member head the school."""
    Person.objects.filter(pk=took.people["Рябинин"].pk).update(membership=member)
    return member


def colleague(took, programme) -> None:
    """Let a new teacher of the school be a mentee."""
    own = {"organization": programme.organization}
    took.people["Чижова"] = person = hire(programme.organization, "Чижова Рита Олеговна", "f", "учитель физики").person
    agree(person, on=AGREED)
    Mentee.objects.create(**own, programme=programme, person=person, state="registered", entered_on=AGREED)
    MentoringForm.objects.create(**own, code="own-2", title="Педагог — педагог")


def pair_of(took, programme, by, mentor="Дятлов", mentee="Ежова", form="own-1") -> Pair:
    form = MentoringForm.objects.get(organization=programme.organization, code=form)
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
