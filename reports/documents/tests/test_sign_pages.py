"""«К подписи»: the head reads, corrects, sends back, signs one paper or many."""

from datetime import timedelta

from django.utils import timezone

from mentoring.access import Role
from reports.documents.models import Document, Remark
from reports.documents.tests import acts
from reports.documents.tests.office import state, text
from tests.cast import browse, make_member

State = Document.State


def test_head_reads_corrects_and_signs(director, waiting):
    page = text(director.get("sign"))
    assert "К подписи один документ" in page
    assert "Следующий номер — 1." in page

    response = director.post(
        "document_approve_issue",
        waiting.public_id,
        action="documents.approve",
        data={"on": acts.today(waiting).isoformat()},
    )

    waiting.refresh_from_db()
    assert (waiting.state, waiting.number, response.url) == (
        State.ISSUED,
        "1",
        director.at("document", waiting.public_id),
    )
    assert "Подписывать нечего" in text(director.get("sign"))


def test_paper_that_does_not_wait_is_no_page_of_the_head(director, draft, waiting):
    assert director.get("sign", draft.public_id).status_code == 404
    assert director.get("sign", waiting.public_id).status_code == 200


def test_earlier_date_is_asked_once_more(cycle, head, curator, director, act):
    document = acts.make_submitted(cycle, by=curator.member, title="О вчерашнем")
    day = acts.today(document) - timedelta(days=1)
    sent = {"on": day.isoformat()}

    asked = director.post("document_approve_issue", document.public_id, action="documents.approve", data=sent)
    assert asked.url == f"{director.at('sign', document.public_id)}?earlier={day}#number"
    assert state(document) == State.SUBMITTED
    page = text(director.get("sign", document.public_id, query={"earlier": day.isoformat()}))
    assert "Да, дата раньше предыдущего номера" in page
    director.post(
        "document_approve_issue", document.public_id, action="documents.approve", data=sent | {"earlier": "on"}
    )

    document.refresh_from_db()
    assert (document.on, document.number) == (day, "2")


def test_head_sends_back_with_remarks_and_the_curator_reads_them(curator, director, waiting):
    empty = director.post(
        "document_return", waiting.public_id, action="documents.approve", data={"remarks": " "}, follow=True
    )
    assert "Напишите, что исправить" in text(empty)

    director.post("document_return", waiting.public_id, action="documents.approve", data={"remarks": "Не тот день."})

    assert state(waiting) == State.RETURNED
    assert "Не тот день." in text(curator.get("document", waiting.public_id))
    assert Remark.objects.get().by == director.member


def test_head_approves_now_and_the_office_numbers_later(curator, director, waiting):
    director.post("document_approve", waiting.public_id, action="documents.approve")
    assert state(waiting) == State.APPROVED
    assert "Следующий номер: 1." in text(curator.get("document", waiting.public_id))

    curator.post(
        "document_issue",
        waiting.public_id,
        action="documents.number",
        data={"on": acts.today(waiting).isoformat()},
    )

    assert state(waiting) == State.ISSUED


def test_several_are_signed_at_once_or_none(cycle, head, curator, director):
    both = [acts.make_submitted(cycle, by=curator.member, title=f"О деле {n}") for n in (1, 2)]
    faulty = acts.make_submitted(
        cycle, by=curator.member, body=[{"block": "point", "text": "{nobody}"}], title="О сбое"
    )
    page = text(director.get("sign"))
    assert "К подписи три документа" in page

    ticked = [document.public_id for document in (*both, faulty)]
    director.post("sign_several", action="documents.approve", data={"documents": ticked})
    assert [state(document) for document in both] == [State.SUBMITTED, State.SUBMITTED]
    director.post("sign_several", action="documents.approve", data={"documents": ticked[:2]})

    assert [Document.objects.get(pk=document.pk).number for document in both] == ["1", "2"]
    assert state(faulty) == State.SUBMITTED


def test_deputy_who_is_not_acting_only_reads(school, waiting):
    deputy = browse(make_member(school, Role.DEPUTY))

    page = text(deputy.get("sign"))
    deputy.post(
        "document_approve_issue",
        waiting.public_id,
        action="documents.approve",
        data={"on": acts.today(waiting).isoformat()},
    )

    assert "можно только читать" in page
    assert "Утвердить и присвоить номер" not in page
    assert state(waiting) == State.SUBMITTED


def test_long_wait_is_said_in_red(director, waiting):
    Document.objects.filter(pk=waiting.pk).update(submitted_at=timezone.now() - timedelta(days=8))

    page = text(director.get("sign"))

    assert 'status-bad"' in page
    assert "ждёт 8 дней" in page


def test_paper_stands_before_the_list_and_its_words(director, waiting):
    page = director.get("sign").content.decode()

    assert page.index('id="doc"') < page.index('id="waiting"')
