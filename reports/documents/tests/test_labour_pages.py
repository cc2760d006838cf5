"""The form of labour papers and the notice, as the curator meets them."""

import pytest

from mentoring.access import Role
from mentoring.accounts.models import JournalEntry
from mentoring.pairs.models import PairMentor
from mentoring.people.models import Employment
from reports.documents import labour
from reports.documents.models import Document
from reports.documents.tests.aloud import said
from reports.documents.tests.hired import END, FIXED, START, fixed, pair_of, papers, seat_of
from tests.cast import browse, make_member

pytestmark = pytest.mark.usefixtures("august")


@pytest.fixture
def seat(took, programme, curator) -> PairMentor:
    return seat_of(pair_of(took, programme, curator.member))


def filled(**own) -> dict:
    usual = {
        "content": "составить план\nпроводить встречи",
        "work": "встречи",
        "start": START.isoformat(),
        "end": END.isoformat(),
        "pay": "fixed",
        "amount": "5000,50",
        "basis": "положение об оплате труда",
    }
    return usual | own


def send(browser, name: str, *args, **data):
    return browser.post(name, *args, action="documents.edit", data=data)


def shown(browser, name: str, *args) -> str:
    return browser.get(name, *args).content.decode()


def test_page_drafts_all_papers_of_a_mentor_at_once(seat, curator):
    page = ("pair_labour", seat.pair.public_id, seat.pk)
    assert "составить вместе с наставляемым индивидуальный план" in shown(curator, *page)

    answer = send(curator, *page, **filled())

    assert answer.url == curator.at("pair_papers", seat.pair.public_id)
    assert set(papers()) == {"labour_consent", "labour_agreement", "O10"}
    assert "5 000 (пять тысяч) рублей 50 копеек" in " ".join(said(papers()["O10"]))
    assert "Приказ уже составлен" in shown(curator, *page)


def test_work_that_is_a_duty_already_needs_no_papers(seat, curator):
    send(
        curator, "pair_labour", seat.pair.public_id, seat.pk, in_duties="on", where="должностная инструкция, пункт 2.4"
    )

    assert not Document.objects.exists()
    assert JournalEntry.objects.filter(action="labour.in_duties").count() == 1
    told = "Работа входит в должностные обязанности: должностная инструкция, пункт 2.4."
    assert told in shown(curator, "pair_papers", seat.pair.public_id)


def test_tick_without_its_place_is_asked_again(seat, curator):
    answer = send(curator, "pair_labour", seat.pair.public_id, seat.pk, in_duties="on")

    assert "Напишите, где это записано" in answer.content.decode()
    assert not JournalEntry.objects.filter(action="labour.in_duties").exists()


def test_form_without_its_days_is_asked_again(seat, curator):
    answer = send(curator, "pair_labour", seat.pair.public_id, seat.pk, **filled(start=""))

    assert "Впишите первый день работы." in answer.content.decode()
    assert not Document.objects.exists()


def test_page_of_a_volunteer_says_why_there_is_no_form(took, programme, curator):
    seat = seat_of(pair_of(took, programme, curator.member, "Кедрова"))
    page = ("pair_labour", seat.pair.public_id, seat.pk)

    assert "не работает в организации" in shown(curator, *page)
    assert "Составить документы" not in shown(curator, *page)
    assert curator.at(*page) not in shown(curator, "pair_papers", seat.pair.public_id)
    send(curator, *page, **filled())
    assert not Document.objects.exists()


def test_page_of_the_curator_drafts_their_papers(took, programme, curator):
    assert "Осипова Инна Львовна" in shown(curator, "curator_labour")
    assert curator.at("curator_labour") in shown(curator, "document_new")

    send(curator, "curator_labour", **filled())

    assert set(papers()) == {"curator_consent", "curator_agreement", "O10_curator"}


def test_school_without_a_curator_is_told_so(took, programme, curator):
    Employment.objects.filter(duty=Employment.Duty.CURATOR).update(duty="")

    assert "Куратор программы не назначен." in shown(curator, "curator_labour")
    assert "Куратор программы не назначен." in send(curator, "curator_labour", **filled()).content.decode()


def test_page_gives_notice(seat, curator):
    page = ("pair_labour_notice", fixed(seat).pair.public_id, seat.pk)
    assert "27\u00a0августа 2026\u00a0г." in shown(curator, *page)

    answer = send(curator, *page, side="worker", on="2026-08-27", reason="")

    assert answer.url == curator.at("document", Document.objects.get().public_id)


def test_pay_is_seen_by_those_who_keep_such_papers(seat, curator, school):
    order = labour.draft_for_mentor(seat, FIXED, by=curator.member)
    pages = {role: browse(make_member(school, role)) for role in (Role.HR, Role.METHODIST)}

    assert pages[Role.HR].get("document", order.public_id).status_code == 200
    assert pages[Role.METHODIST].get("document", order.public_id).status_code == 404


def test_button_alone_drafts_no_labour_paper(seat, curator):
    answer = send(curator, "document_about", seat.pk, "O10")

    assert answer.status_code == 404
    assert not Document.objects.exists()
