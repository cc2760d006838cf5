from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from mentoring import faults
from mentoring.access import Role
from mentoring.accounts import operations, walls
from mentoring.accounts.models import JournalEntry
from mentoring.notifications import kinds as effects
from mentoring.notifications import outbox
from mentoring.notifications.kinds import Effect
from mentoring.notifications.models import OutboxItem
from mentoring.people.models import Person
from reports.documents import approving, health, issuing, numbering, paper
from reports.documents.issuing import EarlierDate, IssueRefused
from reports.documents.models import Document, Rendering
from reports.documents.tests import acts
from roadmap.models import Anchor
from tests.cast import make_member

State = Document.State
SHEET = {"block": "acquaintance", "title": "С приказом ознакомлены:"}


@pytest.fixture
def office(school):
    return acts.make_office(school)


@pytest.fixture
def document(office):
    programme, head, by = office
    return acts.make_approved(programme, head, by=by)


def issue(document: Document, **said) -> Document:
    return issuing.issue(document, on=said.pop("on", acts.today(document)), by=document.drafted_by, **said)


def problems() -> list[str]:
    return [problem.text for check in health.CHECKS for problem in check()]


def test_issued_act_has_number_date_frozen_text_and_files_to_come(document):
    on = acts.today(document)

    act = issue(document)

    act.refresh_from_db()
    assert (act.state, act.year, act.sequence, act.number, act.on) == (State.ISSUED, on.year, 1, "1", on)
    text = paper.from_json(act.snapshot)
    assert act.digest == paper.digest(text)
    assert any("№ 1" in line.replace("\u00a0", " ") or line == "1" for line in paper.lines(text))
    assert sorted(act.renderings.values_list("format", "state")) == [("docx", "waiting"), ("pdf", "waiting")]
    queued = OutboxItem.objects.filter(kind="document")
    assert {item.key: item.payload for item in queued} == {
        f"document:{row.pk}": {"rendering_id": row.pk} for row in act.renderings.all()
    }
    assert problems() == []


def test_renderer_that_fails_leaves_the_act_issued_and_its_file_retried(document, monkeypatch):
    monkeypatch.setitem(effects.EFFECTS, "document", Effect("reports.documents.tests.acts.no_renderer"))
    act = issue(document)

    outbox.run_due()

    act.refresh_from_db()
    assert act.state == State.ISSUED
    assert set(act.renderings.values_list("state", flat=True)) == {"waiting"}
    assert set(OutboxItem.objects.filter(kind="document").values_list("state", "attempts")) == {("queued", 1)}


def test_file_given_up_says_why(document):
    rendering = issue(document).renderings.first()
    Rendering.objects.filter(pk=rendering.pk).update(error="Не хватило памяти.")

    issuing.give_up_file(rendering.pk)

    rendering.refresh_from_db()
    assert (rendering.state, rendering.error) == ("failed", "Не хватило памяти.")
    assert len(problems()) == 1


def test_date_of_the_order_dates_the_plan(document):
    issue(document)

    assert list(Anchor.objects.values_list("code", "on")) == [("O1", acts.today(document))]


def test_number_is_given_in_the_year_of_the_document(document):
    programme = document.programme
    programme.start = acts.today(document).replace(month=1, day=1) - timedelta(days=20)
    programme.save()
    on = acts.today(document).replace(month=1, day=1) - timedelta(days=1)

    act = issue(document, on=on)

    assert (act.year, act.number) == (on.year, "1")


@pytest.mark.parametrize(("days", "said"), [(4, "ещё далеко"), (-400, "слишком ранняя")])
def test_day_that_cannot_be_is_refused(document, days, said):
    with pytest.raises(IssueRefused, match=said):
        issue(document, on=acts.today(document) + timedelta(days=days))


def test_day_before_the_last_number_is_asked_again(office, document):
    programme, head, by = office
    issue(document)
    second, day = acts.make_approved(programme, head, by=by), acts.today(document) - timedelta(days=2)

    with pytest.raises(EarlierDate, match="Если так и есть, подтвердите"):
        issue(second, on=day)

    assert issue(second, on=day, accept_earlier=True).number == "2"


def test_head_does_not_sign_on_a_day_when_somebody_else_heads(office, document):
    _, head, _ = office
    head.start = acts.today(document)
    head.save()

    with pytest.raises(IssueRefused, match="в этот день он не руководит"):
        issue(document, on=acts.today(document) - timedelta(days=1))


def test_text_that_changed_after_the_approval_is_approved_again(office, document):
    _, head, by = office
    person = head.person
    person.surname = "Берестов"
    person.save()

    with pytest.raises(IssueRefused, match="передайте на утверждение ещё раз"):
        issue(document)

    approving.withdraw(document, by=by)
    approving.submit(document, by=by, accept_warnings=True)
    assert issuing.approve_and_issue(document, on=acts.today(document), by=head.person.membership).number == "1"


def test_second_press_is_told_the_number(document):
    issue(document)

    with pytest.raises(IssueRefused, match=r"уже зарегистрирован: № 1 от .*Ничего не изменено"):
        issue(document)


@pytest.mark.parametrize("verb", [issuing.issue, issuing.approve_and_issue])
def test_spent_token_gives_nobody_an_act_of_another_school(verb, document, other_curator):
    token = operations.offer(other_curator.member, issuing.ACTION)
    operations.spend(other_curator.member, issuing.ACTION, token)

    with pytest.raises(Document.DoesNotExist):
        verb(document, on=acts.today(document), by=other_curator.member, token=token)


def test_same_token_gives_back_the_same_act(document):
    token = operations.offer(document.drafted_by, issuing.ACTION)

    first, second = issue(document, token=token), issue(document, token=token)

    assert first == second and first.number == second.number == "1"
    assert JournalEntry.objects.filter(action="document.issue").count() == 1


def test_what_is_not_approved_gets_no_number(office):
    programme, _, by = office

    with pytest.raises(IssueRefused, match="ещё не утверждён"):
        issue(acts.make_submitted(programme, by=by))


def test_who_does_not_keep_the_journal_gives_no_number(school, document):
    with pytest.raises(IssueRefused, match="Присваивать номера может"):
        issuing.issue(document, on=acts.today(document), by=make_member(school, Role.METHODIST))


def test_acting_head_numbers_what_they_approve(school, office):
    programme, _, by = office
    deputy = make_member(school, Role.DEPUTY)
    acts.make_head(school, deputy, number=1, acting=True, order="от 01.09.2026 № 7-к")
    document = acts.make_submitted(programme, by=by)

    act = issuing.approve_and_issue(document, on=acts.today(document), by=deputy)

    assert (act.number, act.approved_by, act.issued_by) == ("1", deputy, deputy)
    actions = JournalEntry.objects.order_by("number").values_list("action", flat=True)
    assert list(actions) == ["document.approve", "plan.anchor", "document.issue"]


def test_many_are_numbered_in_their_order_or_not_at_all(office):
    programme, head, by = office
    first, second = acts.make_submitted(programme, by=by), acts.make_submitted(programme, by=by, title="О субботнике")
    draft, on = acts.make_draft(programme, by=by, title="О смотре"), acts.today(first)

    with pytest.raises(approving.ApprovalRefused, match="«О смотре» не на утверждении"):
        issuing.approve_and_issue_many([first, draft], on=on, by=head.person.membership)
    assert not Document.objects.issued().exists()

    made = issuing.approve_and_issue_many([second, first], on=on, by=head.person.membership)
    assert [(act.title, act.number) for act in made] == [("О субботнике", "1"), ("О дне открытых дверей", "2")]
    assert problems() == []


@pytest.mark.parametrize("point", ["locked", "numbered", "frozen", "before_commit"])
def test_issue_that_breaks_leaves_nothing(document, tmp_path, monkeypatch, point):
    (tmp_path / "table").write_text(f'{{"document.{point}": "raise"}}')
    monkeypatch.setenv("FAULTS", str(tmp_path / "table"))

    with pytest.raises(faults.Fault):
        issue(document)

    monkeypatch.delenv("FAULTS")
    assert not (Rendering.objects.exists() or OutboxItem.objects.exists() or Anchor.objects.exists())
    assert issue(document).number == "1"


def test_named_people_are_asked_to_read_by_letter_where_they_can_sign(office, school):
    programme, head, by = office
    teacher = make_member(school, Role.METHODIST)
    reader = Person.objects.create(organization=school, surname="Липина", given="Анна", membership=teacher)
    without = Person.objects.create(organization=school, surname="Вязова", given="Нина")
    body = [*acts.BODY, SHEET | {"also": [reader.pk, without.pk]}]

    act = issue(acts.make_approved(programme, head, by=by, body=body))

    assert set(act.acquaintances.values_list("person", flat=True)) >= {reader.pk, without.pk}
    letters = OutboxItem.objects.filter(kind="reminder")
    row = act.acquaintances.get(person=reader)
    assert [(item.key, item.payload["to"]) for item in letters] == [(f"letter:acquaint:{row.pk}", teacher.user.email)]
    assert f"/s/ozernaya/documents/{act.public_id}/" in letters[0].payload["text"]


def test_school_that_may_send_no_more_letters_today_still_issues(office, school, settings):
    programme, head, by = office
    reader = Person.objects.create(
        organization=school, surname="Липина", given="Анна", membership=make_member(school, Role.METHODIST)
    )
    settings.LETTERS_A_DAY = 0

    act = issue(acts.make_approved(programme, head, by=by, body=[*acts.BODY, SHEET | {"also": [reader.pk]}]))

    assert act.state == State.ISSUED and not OutboxItem.objects.filter(kind="reminder").exists()


FROZEN = {
    "snapshot": {},
    "digest": "0" * 64,
    "number": "77",
    "sequence": 77,
    "year": 1999,
    "on": "1999-01-01",
    "kind": "roadmap",
    "title": "О другом",
    "signer": None,
}


@pytest.mark.parametrize("column", FROZEN)
def test_database_refuses_to_change_an_issued_act(document, column):
    act = issue(document)

    with pytest.raises(IntegrityError, match="wall"), transaction.atomic():
        Document.objects.filter(pk=act.pk).update(**{column: FROZEN[column]})

    assert problems() == []


def test_database_refuses_to_delete_an_issued_act_and_lets_a_draft_go(office, document):
    programme, _, by = office
    act, draft = issue(document), acts.make_draft(programme, by=by)

    with pytest.raises(IntegrityError, match="wall"), transaction.atomic():
        Document.objects.filter(pk=act.pk)._raw_delete("default")

    assert draft.delete()[0] == 1


def test_state_of_an_issued_act_may_change_and_the_doctor_asks_why(document):
    act = issue(document)

    Document.objects.filter(pk=act.pk).update(state=State.CANCELLED)

    assert [text for text in problems() if "состояние «отменён»" in text] == problems()


def test_doctor_misses_a_wall_of_acts(db):
    name = "wall_documents_document_frozen_update"
    of_table = ' ON "documents_document"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"{of_table}')
    assert walls.missing() == [name]

    walls.build()

    assert walls.missing() == []


def test_number_of_another_look_never_repeats_one_that_was_given(office, document):
    programme, head, by = office
    journal = numbering.journal_for(document.organization, "orders")
    numbering.change_scheme(journal, "1{n}", by=by)
    numbering.record_outside(journal, acts.today(document).year, 1, 1, "Приказ лета", by=by)
    assert issue(document).number == "12"
    numbering.change_scheme(journal, "{n}", by=by)
    numbering.record_outside(journal, acts.today(document).year, 3, 11, "Приказы осени", by=by)

    with pytest.raises(numbering.NumberRefused, match="Номер «12» уже стоит"):
        issue(acts.make_approved(programme, head, by=by))
