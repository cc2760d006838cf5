"""Laws and journals of the school are kept by those who draft and number its papers."""

import pytest

from mentoring.accounts import operations
from mentoring.accounts.models import JournalEntry
from mentoring.pages import TOKEN
from reports.documents import legal, numbering
from reports.documents.models import LegalAct

ACTS = "admin:documents_legalact_changelist"
ACT = "admin:documents_legalact_change"
JOURNAL = "admin:documents_journal_change"


def send(browser, name: str, row, action: str, **typed):
    token = operations.offer(browser.member, action)
    return browser.client.post(browser.at(name, row.pk), typed | {"version": row.version, TOKEN: token}, follow=True)


@pytest.fixture
def law(school) -> LegalAct:
    return LegalAct.objects.create(organization=school, title="приказа № 5", number="5", kinds=["O1", "later"])


@pytest.fixture
def orders(school):
    return numbering.journal_for(school, "orders")


def test_list_offers_the_usual_laws_until_they_are_there(curator, school):
    assert "Взять обычные основания" in curator.get(ACTS).content.decode()

    curator.post("admin:documents_legalact_usual", action="documents.edit")

    page = curator.get(ACTS).content.decode()
    assert "Взять обычные основания" not in page
    assert LegalAct.objects.filter(organization=school).count() == len(legal.usual(school))


def test_list_says_how_many_usual_laws_have_appeared_since(curator, school, monkeypatch):
    ready = legal.READY
    monkeypatch.setattr(legal, "READY", [one for one in ready if one.number not in ("1264-р", "779")])
    curator.post("admin:documents_legalact_usual", action="documents.edit")
    LegalAct.objects.get(number="152-ФЗ").delete()
    assert "Взять обычные основания" in curator.get(ACTS).content.decode()

    monkeypatch.setattr(legal, "READY", ready)

    assert "Взять обычные: появилось 2\u00a0новых основания" in curator.get(ACTS).content.decode()


def test_law_is_found_as_it_was_typed(curator, law):
    found = curator.get(ACTS, query={"q": "ПРИКАЗА"}).content.decode()
    nothing = curator.get(ACTS, query={"q": "закона"}).content.decode()

    assert "приказа № 5" in found and "приказа № 5" not in nothing


def test_kinds_of_a_law_are_ticked_and_those_of_later_papers_stay(curator, law):
    answer = send(curator, ACT, law, "documents.edit", title="приказа № 6", number="6", kinds=["group_protocol"])

    law.refresh_from_db()
    assert answer.status_code == 200
    assert (law.title, law.kinds, law.version) == ("приказа № 6", ["group_protocol", "later"], 2)


def test_law_cannot_end_before_it_begins(curator, law):
    days = {"start": "2026-09-02", "end": "2026-09-01"}
    answer = send(curator, ACT, law, "documents.edit", title="приказа № 6", number="6", **days)

    assert "раньше, чем «действует с»" in answer.content.decode()
    assert LegalAct.objects.get().title == "приказа № 5"


def test_look_of_numbers_is_changed_and_the_next_one_is_shown(curator, orders):
    send(curator, JOURNAL, orders, "documents.number", title="Приказы", scheme="{n}-од")

    orders.refresh_from_db()
    assert orders.scheme == "{n}-од"
    assert "1-од" in curator.get(JOURNAL, orders.pk).content.decode()
    assert JournalEntry.objects.get(action="journal.change").values.after["scheme"] == "{n}-од"


def test_look_without_a_number_is_refused_beside_its_field(curator, orders):
    answer = send(curator, JOURNAL, orders, "documents.number", title="Приказы", scheme="од")

    assert "должен стоять в нём один раз" in answer.content.decode()
    orders.refresh_from_db()
    assert orders.scheme == "{n}"
