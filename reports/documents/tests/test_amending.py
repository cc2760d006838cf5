import pytest

from mentoring.access import Role
from mentoring.accounts.models import JournalEntry
from mentoring.people.models import Person
from reports.documents import amending, approving, checking, composing, health, issuing, kinds, listing, paper, ties
from reports.documents.amending import AmendingRefused
from reports.documents.models import Document
from reports.documents.tests import acts
from roadmap.models import Anchor
from tests.cast import make_member

State = Document.State


@pytest.fixture
def office(school):
    return acts.make_office(school)


@pytest.fixture
def act(office):
    programme, head, by = office
    return put_in_force(acts.make_approved(programme, head, by=by), head, by=by)


def put_in_force(document: Document, head, *, by) -> Document:
    if document.state == State.DRAFT:
        approving.submit(document, by=by, accept_warnings=True)
        approving.approve(document, by=head.person.membership)
    return issuing.issue(document, on=acts.today(document), by=by)


def finished(draft: Document) -> Document:
    """Write the words that only a person knows."""
    for block in draft.body:
        block["text"] = block.get("text", "").replace("«…»", "«Провести два дня открытых дверей.»")
    draft.body = [{name: value for name, value in block.items() if value != ""} for block in draft.body]
    draft.save(update_fields=["body"])
    return draft


def lines(document: Document) -> list[str]:
    return [line.replace("\u00a0", " ") for line in paper.lines(composing.compose(document))]


def test_cancelling_order_ends_the_act_when_it_gets_its_number(office, act):
    _, head, by = office

    draft = amending.cancel(act, "рабочая группа избрана заново", by=by)
    act.refresh_from_db()
    assert (draft.state, draft.cancels, act.state) == (State.DRAFT, act, State.ISSUED)

    put_in_force(draft, head, by=by)
    act.refresh_from_db()

    assert act.state == State.CANCELLED
    assert [problem.text for check in health.CHECKS for problem in check()] == []
    assert JournalEntry.objects.filter(action="document.cancelled", subject_id=act.pk).count() == 1


def test_cancelling_order_names_the_act_and_the_reason(office, act):
    draft = amending.cancel(act, "рабочая группа {избрана} заново.", by=office[2])

    day = f"{act.on:%d.%m.%Y}"
    assert draft.title.replace("\u00a0", " ") == f"Об отмене приказа от {day} № 1"
    assert "Рабочая группа (избрана) заново." in lines(draft)
    assert f"1. Отменить действие приказа от {day} № 1 «О дне открытых дверей»." in lines(draft)
    assert [fault for fault in checking.faults(draft) if fault.level == "error"] == []


def test_amending_order_leaves_the_act_in_force(office, act):
    _, head, by = office
    put_in_force(finished(amending.amend(act, by=by)), head, by=by)

    act.refresh_from_db()

    assert act.state == State.AMENDED
    assert amending.cancel(act, "Больше не нужен", by=by).cancels == act


def test_amending_order_stops_until_its_words_are_written(office, act):
    draft = amending.amend(act, by=office[2])

    with pytest.raises(approving.FaultsRefused, match="Осталось пустое место"):
        approving.submit(draft, by=office[2], accept_warnings=True)


def test_day_of_the_changing_order_moves_no_plan(office, act):
    _, head, by = office
    Anchor.objects.all().delete()

    put_in_force(finished(amending.amend(act, by=by)), head, by=by)

    assert not Anchor.objects.exists()


def test_act_is_cancelled_once(office, act):
    _, head, by = office
    draft = amending.cancel(act, "Ошибка", by=by)
    with pytest.raises(AmendingRefused, match="Документ об отмене уже составлен: «Об отмене приказа"):
        amending.cancel(act, "Ошибка", by=by)
    change = finished(amending.amend(act, by=by))
    put_in_force(draft, head, by=by)

    with pytest.raises(AmendingRefused, match="изменяют и отменяют только то, что действует"):
        amending.cancel(act, "Ошибка", by=by)
    with pytest.raises(issuing.IssueRefused, match="№ 1 уже отменён"):
        put_in_force(change, head, by=by)


@pytest.mark.parametrize("reason", ["", "  ", "."])
def test_act_is_not_cancelled_without_a_reason(office, act, reason):
    with pytest.raises(AmendingRefused, match="Напишите, почему"):
        amending.cancel(act, reason, by=office[2])


def test_draft_is_changed_by_editing_it(office):
    programme, _, by = office

    with pytest.raises(AmendingRefused, match="только то, что действует"):
        amending.amend(acts.make_draft(programme, by=by), by=by)


def test_who_does_not_draft_changes_no_act(office, act):
    with pytest.raises(AmendingRefused, match="может куратор или заместитель"):
        amending.amend(act, by=office[1].person.membership)


def test_whoever_was_named_reads_what_becomes_of_the_act(office, school):
    programme, head, by = office
    reader = Person.objects.create(organization=school, surname="Липина", given="Анна")
    sheet = {"block": "acquaintance", "title": "С приказом ознакомлены:", "also": [reader.pk]}
    body = [*acts.BODY, sheet]
    act = put_in_force(acts.make_approved(programme, head, by=by, body=body), head, by=by)

    ending = put_in_force(amending.cancel(act, "Ошибка", by=by), head, by=by)

    assert list(ending.acquaintances.values_list("person", flat=True)) == [reader.pk]


def test_change_of_a_paper_is_as_closed_as_the_paper(office, school):
    programme, head, by = office
    closed = put_in_force(acts.make_approved(programme, head, by=by, kind="O10"), head, by=by)
    change = put_in_force(finished(amending.amend(closed, by=by)), head, by=by)
    end = put_in_force(amending.cancel(change, "составлен ошибочно", by=by), head, by=by)
    teacher = make_member(school, Role.CLASS_TEACHER)

    assert [row.kind for row in (closed, change, end)] == ["O10", "O1", "O1"]
    assert not teacher.can(kinds.get("O10").seen)
    assert not listing.seen_by(teacher).filter(pk__in=[closed.pk, change.pk, end.pk]).exists()
    assert listing.seen_by(by).filter(pk__in=[closed.pk, change.pk, end.pk]).count() == 3
    assert {ties.seen(row) for row in (closed, change, end)} == {kinds.get("O10").seen}
