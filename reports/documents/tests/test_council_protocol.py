"""The protocol of the council of learners: about which pairs, in whose words, and who rests on it."""

from datetime import date

import pytest

from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.pairs.models import Pair
from mentoring.people.models import Person
from mentoring.programmes.models import MentoringForm
from reports.documents import approving, chain, council, drafting, issuing
from reports.documents.models import Document
from reports.documents.tests.aloud import TODAY, composed, rows, said, signed, table_of
from reports.documents.tests.hired import colleague, pair_of
from reports.documents.tests.staff import gather_group

pytestmark = pytest.mark.usefixtures("august")
KIND = "council_protocol"


@pytest.fixture
def head(took, programme, director) -> Membership:
    gather_group(programme, took.people)
    Person.objects.filter(pk=took.people["Рябинин"].pk).update(membership=director.member)
    return director.member


@pytest.fixture
def pairs(took, programme, curator) -> list[Pair]:
    """Propose a pair of a learner and one of a teacher; the council is heard on the first form."""
    colleague(took, programme)
    MentoringForm.objects.filter(code="own-1").update(heard="Родители и совет обучающихся")
    MentoringForm.objects.filter(code="own-2").update(heard="Педагогический совет")
    learner = pair_of(took, programme, curator.member)
    return [learner, pair_of(took, programme, curator.member, "Кедрова", "Чижова", form="own-2")]


def issued(kind: str, programme, curator, head) -> Document:
    document = drafting.draft(kind, programme, by=curator.member)
    approving.submit(document, by=curator.member, accept_warnings=True)
    return issuing.approve_and_issue(document, on=TODAY, by=head)


def lines(curator, programme) -> dict[str, chain.Line]:
    member = Membership.objects.prefetch_related("grants").get(pk=curator.member.pk)
    return {line.kind: line for stage in chain.stages(member, programme, TODAY) for line in stage.lines}


@pytest.mark.parametrize(
    ("whose", "heard"),
    [
        ("Совет обучающихся", True),
        ("студенческий совет", True),
        ("Родители, Совет учащихся школы", True),
        ("Ученический совет", True),
        ("Педагогический совет", False),
        ("Родители обучающегося", False),
        ("Советник по обучению", False),
        ("", False),
    ],
)
def test_council_of_learners_is_known_by_its_name(whose, heard):
    assert council.is_heard(whose) is heard


def test_council_is_asked_about_the_pairs_of_its_forms_alone(pairs, programme, curator, head):
    protocol = drafting.draft(KIND, programme, by=curator.member)

    assert [row[1:4:2] for row in rows(table_of(composed(protocol).blocks))] == [
        ("Дятлов Олег Юрьевич", "Ежова Яна Олеговна")
    ]
    assert "2. РЕШИЛИ: согласиться с прикреплением наставников к наставляемым по списку." in said(protocol)
    assert [position for position, _ in signed(protocol)] == ["Председатель совета", "Секретарь совета"]


def test_council_that_nobody_asks_has_nothing_to_say(pairs, programme, curator, head):
    MentoringForm.objects.update(heard="Родители")

    with pytest.raises(Refused, match="впишите совет в форму наставничества"):
        drafting.draft(KIND, programme, by=curator.member)

    assert KIND not in lines(curator, programme)
    assert not Document.objects.exists()


def test_attachment_names_what_the_council_has_said_and_rests_on_it(pairs, programme, curator, head):
    assert lines(curator, programme)[KIND].drafts
    heard = issued(KIND, programme, curator, head)

    issued("attachment", programme, curator, head)

    attached = lines(curator, programme)["attachment"]
    words = f"протокол от {date(2026, 8, 24):%d.%m.%Y} № {heard.number}"
    assert f"Совет обучающихся рассмотрел пары и группы ({words})." in said(attached.document)
    assert [rest.document for rest in attached.rests] == [heard]


def test_attachment_does_without_a_council(pairs, programme, curator, head):
    protocol = drafting.draft("attachment", programme, by=curator.member)

    assert not any("Совет обучающихся рассмотрел" in line for line in said(protocol))
    assert lines(curator, programme)["attachment"].wants == ()


def test_pair_is_put_before_the_council_once(pairs, programme, curator, head):
    issued(KIND, programme, curator, head)

    with pytest.raises(Refused, match="нет пар-проектов"):
        drafting.draft(KIND, programme, by=curator.member)
