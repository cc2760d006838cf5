"""Awards and the order on results that lists them."""

import pytest

from mentoring.accounts import schooldays
from practices.models import Award
from reports.documents import amending, approving, closing, drafting, issuing, rewarding, ties
from reports.documents.tests.ending import TODAY, award
from reports.documents.tests.hired import heads


@pytest.fixture(autouse=True)
def spring(monkeypatch):
    """Stop the clock on the wall, which is the world outside, in the last month of the school year."""
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


@pytest.fixture
def head(took, director):
    return heads(took, director.member)


@pytest.fixture
def order(took, programme, curator, head):
    """An order on results in force."""
    award(took, programme, "Дятлов", "thanks", "За терпение и точность.")
    award(took, programme, "Дятлов", "bonus", "За работу с двумя парами")
    award(took, programme, "Ежова", "letter", "За проект по химии")
    award(took, programme, "Кедрова", "diploma", "за экскурсии на завод")
    award(took, programme, "Осипова", "thanks", "За год", state="given", basis="приказ от 12.01.2027 № 8")
    return issued(drafting.draft("O14", programme, by=curator.member), curator, head)


def issued(document, curator, head):
    approving.submit(document, by=curator.member, accept_warnings=True)
    return issuing.approve_and_issue(document, on=TODAY, by=head)


def is_list(block) -> bool:
    return block["block"] == "annex" and block["of"] == "thanked"


def grounds(state="proposed") -> dict[str, str]:
    rows = Award.objects.filter(state=state).exclude(kind="bonus")
    return {row.person.surname: row.basis.replace("\u00a0", " ") for row in rows}


def test_awards_rest_on_the_order_that_lists_them_and_are_not_given_yet(order):
    said = f"приказ от 04.05.2027 № {order.number}"
    assert grounds() == {"Дятлов": said, "Ежова": said, "Кедрова": said}
    assert grounds("given") == {"Осипова": "приказ от 12.01.2027 № 8"}
    assert Award.objects.get(kind="bonus").basis == ""


def test_order_without_its_list_is_no_ground_of_an_award(took, programme, curator, head):
    award(took, programme, "Дятлов", "thanks", "За терпение и точность.")
    draft = drafting.draft("O14", programme, by=curator.member)
    kept = [block for block in draft.body if "{annex:thanked}" not in block.get("text", "") and not is_list(block)]
    drafting.edit(draft, by=curator.member, version=draft.version, body=kept)

    issued(draft, curator, head)

    assert Award.objects.get().basis == ""


def test_what_one_order_lists_another_one_does_not(order, head):
    rewarding.follow(order, by=head)

    listed = Award.objects.filter(basis=ties.named(order)).order_by("person__name_key")
    assert list(listed.values_list("person__surname", "version")) == [("Дятлов", 2), ("Ежова", 2), ("Кедрова", 2)]
    assert closing.thanked(order, TODAY) == []


def test_awards_of_a_cancelled_order_may_be_listed_again(order, took, curator, head):
    Award.objects.filter(person=took.people["Кедрова"]).update(state="given")

    issued(amending.cancel(order, "Ошибка в списке", by=curator.member), curator, head)

    assert grounds() == {"Дятлов": "", "Ежова": ""}
    assert grounds("given")["Кедрова"] == f"приказ от 04.05.2027 № {order.number}"
