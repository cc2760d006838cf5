"""«Составить документ»: papers by what they are for, the next ones first, found by words."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from reports.documents import approving, drafting, issuing, kinds, offering
from reports.documents.tests.aloud import TODAY
from reports.documents.tests.hired import heads
from reports.documents.tests.office import text
from reports.documents.tests.staff import gather_group
from roadmap.models import Roadmap
from roadmap.tests.cast import make_roadmap
from tests.cast import browse, make_member

pytestmark = pytest.mark.usefixtures("august")


def groups(curator, programme, asked: str = "") -> dict[str, list[str]]:
    found = offering.offers(curator.member, programme, TODAY)
    return {
        group.title: [offer.kind.code for offer in group.offers]
        for group in offering.grouped(curator.member, found, asked)
    }


def test_every_kind_of_the_programme_stands_on_one_shelf(took, programme, curator):
    shelved = [code for codes in groups(curator, programme).values() for code in codes]

    assert sorted(shelved) == sorted(code for code, kind in kinds.KINDS.items() if not kind.subject)
    assert {code for shelf in offering.SHELVES for code in shelf.kinds} <= kinds.KINDS.keys()
    assert offering.offers(curator.member, programme, TODAY)
    assert "Другие документы" not in groups(curator, programme)


def test_papers_are_found_by_any_of_their_words(took, programme, curator):
    assert groups(curator, programme, "РЕЕСТР наставляемых")["Наставляемые"] == ["O4", "register_mentees"]
    assert groups(curator, programme, "сертификат") == {"Наставники: отбор и обучение": []}
    assert groups(curator, programme, "накладная") == {}


def test_next_paper_of_the_chain_stands_first(took, programme, curator):
    gather_group(programme, took.people)
    make_roadmap(programme.organization, programme=programme, state=Roadmap.State.ADOPTED)

    page = text(curator.get("document_new"))

    first = page.partition("Дальше по цепочке")[2].partition("Начало программы")[0]
    assert curator.at("document_draft", "group_protocol") in first
    assert curator.at("document_draft", "O1") in first
    assert first.count("btn-primary") == 1
    assert "Дальше по цепочке" not in text(curator.get("document_new", query={"q": "приказ"}))


def test_paper_that_is_in_force_is_not_offered_as_if_it_were_not(took, programme, curator, director):
    heads(took, director.member)
    order = drafting.draft("O4", programme, by=curator.member)
    approving.submit(order, by=curator.member, accept_warnings=True)
    issuing.approve_and_issue(order, on=TODAY, by=director.member)

    (offer,) = (one for one in offering.offers(curator.member, programme, TODAY) if one.kind.code == "O4")

    assert (offer.standing, offer.drafted) == (order, None)
    assert offer.requisites.replace("\u00a0", " ") == "от 24 августа 2026 г. № 1"
    assert "Составить ещё один: Приказ об утверждении реестра наставляемых" in text(curator.get("document_new"))


def test_paper_of_the_new_year_is_in_force_whatever_its_number(took, programme, curator, director, monkeypatch):
    head = heads(took, director.member)

    def issued(on):
        monkeypatch.setattr(schooldays, "today", lambda organization: on)
        order = drafting.draft("O4", programme, by=curator.member)
        approving.submit(order, by=curator.member, accept_warnings=True)
        return issuing.approve_and_issue(order, on=on, by=head)

    acts = [issued(day) for day in (TODAY, TODAY, date(2027, 1, 12))]

    assert [act.number for act in acts] == ["1", "2", "1"]
    (offer,) = (one for one in offering.offers(curator.member, programme, TODAY) if one.kind.code == "O4")
    assert offer.standing == acts[2]


def test_word_that_no_paper_has_leads_back_to_the_list(took, programme, curator):
    page = text(curator.get("document_new", query={"q": "накладная <b>"}))

    assert "Такого документа нет" in page
    assert 'value="накладная &lt;b&gt;"' in page


def test_what_stands_elsewhere_is_told_to_whoever_may_go_there(took, programme, curator):
    deputy = browse(make_member(programme.organization, Role.DEPUTY))

    for reader in (curator, deputy):
        page = text(reader.get("document_new"))
        for shelf in offering.SHELVES:
            for one in shelf.elsewhere:
                assert (reader.at(one.url) in page) is reader.member.can(one.action)


def test_what_is_lacking_is_asked_for_at_once(took, programme, curator):
    member = Membership.objects.prefetch_related("grants").get(pk=curator.member.pk)

    with CaptureQueriesContext(connection) as asked:
        offering.offers(member, programme, TODAY)

    assert len(asked) == 3  # drafts that are there, forms on whose pairs the council is heard, what the programme has
