from datetime import timedelta

import pytest

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry, Membership
from reports.documents import approving
from reports.documents.approving import ApprovalRefused, FaultsRefused
from reports.documents.models import Document
from reports.documents.tests import acts
from tests.cast import make_member

State = Document.State


@pytest.fixture
def office(school):
    return acts.make_office(school)


def deeds() -> list[str]:
    return list(JournalEntry.objects.order_by("number").values_list("action", flat=True))


def test_way_from_draft_to_approved(office):
    programme, head, by = office
    draft = acts.make_draft(programme, by=by)

    submitted = approving.submit(draft, by=by, accept_warnings=True)
    approved = approving.approve(draft, by=head.person.membership)

    assert (submitted.state, submitted.submitted_by) == (State.SUBMITTED, by)
    assert (approved.state, approved.approved_by, approved.signer) == (State.APPROVED, head.person.membership, head)
    assert deeds() == ["document.submit", "document.approve"]


def test_who_does_not_draft_neither_hands_on_nor_takes_back(school, office):
    programme, _, by = office
    draft, waiting = acts.make_draft(programme, by=by), acts.make_submitted(programme, by=by)
    reader = make_member(school, Role.METHODIST)

    with pytest.raises(ApprovalRefused, match="Передавать документы на утверждение может"):
        approving.submit(draft, by=reader, accept_warnings=True)
    with pytest.raises(ApprovalRefused, match="Отозвать документ может"):
        approving.withdraw(waiting, by=reader)


def test_head_without_the_right_approves_nothing(school, office):
    programme, head, by = office
    waiting = acts.make_submitted(programme, by=by)
    head.person.membership.grants.update(role=Role.METHODIST)

    with pytest.raises(ApprovalRefused):
        approving.approve(waiting, by=Membership.objects.get(pk=head.person.membership_id))


def test_text_with_an_error_is_not_handed_on(office):
    programme, _, by = office
    body = [*acts.BODY, {"block": "point", "text": "Назначить {curator|who acc}."}]
    draft = acts.make_draft(programme, by=by, body=body)

    with pytest.raises(FaultsRefused) as refusal:
        approving.submit(draft, by=by, accept_warnings=True)

    assert "error" in {fault.level for fault in refusal.value.faults}
    assert str(refusal.value).startswith("«О дне открытых дверей»: 1\u00a0ошибка, сначала исправьте. ")
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_warning_is_asked_once(office):
    programme, _, by = office
    body = [*acts.BODY[:-1], {"block": "point", "text": "Цель: задача: провести день."}, acts.BODY[-1]]
    draft = acts.make_draft(programme, by=by, body=body)

    with pytest.raises(FaultsRefused, match="замечани") as refusal:
        approving.submit(draft, by=by)

    assert {fault.level for fault in refusal.value.faults} == {"warning"}
    assert approving.submit(draft, by=by, accept_warnings=True).state == State.SUBMITTED


def test_page_that_is_stale_hands_nothing_on(office):
    programme, _, by = office
    draft = acts.make_draft(programme, by=by, version=3)

    with pytest.raises(ApprovalRefused, match="изменил кто-то ещё"):
        approving.submit(draft, by=by, version=2)


def test_returned_document_says_why_and_comes_back_with_its_remark_answered(office):
    programme, head, by = office
    document = acts.make_submitted(programme, by=by)

    returned = approving.return_(document, " Назовите ответственного. ", by=head.person.membership)
    remark = returned.remarks.get()
    approving.submit(document, by=by, accept_warnings=True)

    assert returned.state == State.RETURNED and returned.submitted_at is None
    assert (remark.text, remark.answered_at) == ("Назовите ответственного.", None)
    remark.refresh_from_db()
    assert remark.answered_at is not None


def test_document_is_not_returned_without_a_word(office):
    programme, head, by = office

    with pytest.raises(ApprovalRefused, match="Напишите, что исправить"):
        approving.return_(acts.make_submitted(programme, by=by), "  ", by=head.person.membership)


def test_approved_document_is_taken_back_with_its_approval(office):
    programme, head, by = office
    document = acts.make_approved(programme, head, by=by)

    taken = approving.withdraw(document, by=by)

    assert (taken.state, taken.approved_by, taken.signer, taken.approved_digest) == (State.DRAFT, None, None, "")
    with pytest.raises(ApprovalRefused, match="отзывать нечего"):
        approving.withdraw(document, by=by)


def test_who_drafts_does_not_approve(office):
    programme, _, by = office

    with pytest.raises(ApprovalRefused, match=r"может руководитель .* Сегодня это Ракитин"):
        approving.approve(acts.make_submitted(programme, by=by), by=by)


def test_role_of_director_without_the_post_does_not_approve(office, school):
    programme, _, by = office
    document = acts.make_submitted(programme, by=by)
    former = make_member(school, Role.DEPUTY)
    acts.make_head(school, former, number=1, end=acts.today(document) - timedelta(days=1))

    with pytest.raises(ApprovalRefused, match="Утверждать и возвращать"):
        approving.approve(document, by=former)


def test_acting_head_approves_and_signs(office, school):
    programme, head, by = office
    document = acts.make_submitted(programme, by=by)
    deputy = make_member(school, Role.DEPUTY)
    acting = acts.make_head(school, deputy, number=1, acting=True, order="от 01.09.2026 № 7-к")

    approved = approving.approve(document, by=deputy)

    assert (approved.approved_by, approved.signer) == (deputy, acting)
    assert approving.signer_of(school, acts.today(document)) == acting != head


def test_second_approval_is_told_of_the_first(office):
    programme, head, by = office
    document = acts.make_submitted(programme, by=by)
    approving.approve(document, by=head.person.membership)

    with pytest.raises(ApprovalRefused, match=r"^Уже утверждён: Сотрудник ozernaya-director, .*Ничего не изменено\.$"):
        approving.approve(document, by=head.person.membership)
    assert deeds() == ["document.approve"]


def test_many_are_approved_together_or_not_at_all(office):
    programme, head, by = office
    ready = acts.make_submitted(programme, by=by)
    draft = acts.make_draft(programme, by=by, title="О субботнике")

    with pytest.raises(ApprovalRefused, match="«О субботнике» не на утверждении"):
        approving.approve_many([ready, draft], by=head.person.membership)
    ready.refresh_from_db()
    assert ready.state == State.SUBMITTED

    approving.submit(draft, by=by, accept_warnings=True)
    approved = approving.approve_many([draft, ready], by=head.person.membership)
    assert [document.state for document in approved] == [State.APPROVED] * 2


def test_whoever_has_come_last_signs_and_not_whose_first_day_nobody_knows(office, school):
    _, head, _ = office
    assert head.start is None
    day = schooldays.today(school)
    new = acts.make_head(school, make_member(school, Role.DEPUTY), number=1, start=day - timedelta(days=30))

    assert approving.signer_of(school, day) == new


def test_school_without_a_head_is_told_where_to_name_one(school):
    with pytest.raises(ApprovalRefused, match=r"никто не назначен руководителем\. Откройте «Люди»"):
        approving.signer_of(school, acts.programme_of(school).start)


def test_document_of_another_school_is_not_there(office, other_curator):
    programme, _, by = office
    document = acts.make_draft(programme, by=by)

    with pytest.raises(Document.DoesNotExist):
        approving.submit(document, by=other_curator.member)
