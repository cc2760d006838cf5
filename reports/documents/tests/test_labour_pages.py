"""The form of labour papers and the notice, as the curator meets them."""

import pytest

from mentoring.access import Role
from mentoring.accounts.models import JournalEntry
from mentoring.pairs.models import PairMentor
from mentoring.people.models import Employment
from reports.documents.labour import hiring
from reports.documents.models import Document, OwnDuty
from reports.documents.tests.aloud import said
from reports.documents.tests.hired import END, FIXED, START, colleague, fixed, pair_of, papers, seat_of
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
    assert set(papers()) == {"labour_consent", "labour_agreement", "O10_learners"}
    assert "5 000 (пять тысяч) рублей 50 копеек" in " ".join(said(papers()["O10_learners"]))
    assert "Документы об этой работе уже составлены." in shown(curator, *page)


def test_work_that_is_a_duty_already_needs_no_papers(seat, curator):
    send(
        curator, "pair_labour", seat.pair.public_id, seat.pk, in_duties="on", where="должностная инструкция, пункт 2.4"
    )

    assert not Document.objects.exists()
    assert OwnDuty.objects.get().where == "должностная инструкция, пункт 2.4"
    assert JournalEntry.objects.filter(action="ownduty.in_duties").count() == 1
    told = "Работа входит в должностные обязанности: должностная инструкция, пункт 2.4."
    assert told in shown(curator, "pair_papers", seat.pair.public_id)


def test_mark_of_a_duty_is_taken_back_on_the_same_page(seat, curator):
    hiring.mark_in_duties(seat.pair, seat.mentor.person, where="инструкция, пункт 2.4", by=curator.member)
    page = ("pair_labour", seat.pair.public_id, seat.pk)
    assert "инструкция, пункт 2.4" in shown(curator, *page) and "Снять отметку" in shown(curator, *page)

    send(curator, *page)

    assert not OwnDuty.objects.exists()
    assert JournalEntry.objects.filter(action="ownduty.not_in_duties").count() == 1
    assert "Составить документы" in shown(curator, *page)


def test_page_of_a_mentor_of_pupils_asks_what_the_extra_pay_is_for(seat, curator):
    text = shown(curator, "pair_labour", seat.pair.public_id, seat.pk)

    assert "За что доплата" in text and "статьи 60.2 и 151" in text
    assert "Почему без оплаты" not in text and "без оплаты" not in text


def test_page_of_a_mentor_of_a_colleague_may_say_why_it_is_unpaid(took, programme, curator):
    colleague(took, programme)
    seat = seat_of(pair_of(took, programme, curator.member, mentee="Чижова", form="own-2"))
    text = shown(curator, "pair_labour", seat.pair.public_id, seat.pk)

    assert "Почему без оплаты" in text and "статья 351.8" in text
    assert "За что доплата" not in text


def test_tick_without_its_place_is_asked_again(seat, curator):
    answer = send(curator, "pair_labour", seat.pair.public_id, seat.pk, in_duties="on")

    assert "Напишите, где это записано" in answer.content.decode()
    assert not OwnDuty.objects.exists()


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
    hiring.draft_for_mentor(seat, FIXED, by=curator.member)
    page = ("pair_labour_notice", fixed(seat).pair.public_id, seat.pk)
    assert "27\u00a0августа 2026\u00a0г." in shown(curator, *page)

    answer = send(curator, *page, side="worker", on="2026-08-27", reason="")

    assert answer.url == curator.at("document", Document.objects.get(kind="labour_refusal").public_id)


def test_page_gives_notice_to_the_curator(took, programme, curator):
    hiring.draft_for_curator(programme, took.people["Осипова"], FIXED, by=curator.member)

    answer = send(curator, "curator_labour_notice", side="employer", on="2026-08-27", reason="")

    assert answer.url == curator.at("document", Document.objects.get(kind="labour_notice").public_id)


def test_notice_to_a_curator_whom_nobody_has_appointed_is_refused(took, programme, curator):
    Employment.objects.filter(duty=Employment.Duty.CURATOR).update(duty="")

    assert "Куратор программы не назначен." in shown(curator, "curator_labour_notice")
    send(curator, "curator_labour_notice", side="employer", on="2026-08-27", reason="")
    assert not Document.objects.exists()


def test_pay_is_seen_by_those_who_keep_such_papers(seat, curator, school):
    order = hiring.draft_for_mentor(seat, FIXED, by=curator.member)
    pages = {role: browse(make_member(school, role)) for role in (Role.HR, Role.METHODIST)}

    assert pages[Role.HR].get("document", order.public_id).status_code == 200
    assert pages[Role.METHODIST].get("document", order.public_id).status_code == 404


def test_button_alone_drafts_no_labour_paper(seat, curator):
    answer = send(curator, "document_about", seat.pk, "O10")

    assert answer.status_code == 404
    assert not Document.objects.exists()
