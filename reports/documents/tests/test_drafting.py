"""A draft is begun, changed by two people at once, and thrown away; what has left its writer stays as it is."""

from datetime import date

import pytest

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry
from mentoring.accounts.operations import Refused
from reports.documents import drafting, kinds, legal, numbering
from reports.documents.drafting import DraftRefused, Stale
from reports.documents.models import Document, Ground, LegalAct
from roadmap.models import Roadmap
from roadmap.tests.cast import make_roadmap
from tests.cast import make_member, make_programme

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


@pytest.fixture
def plan(school, programme) -> Roadmap:
    return make_roadmap(school, programme=programme)


@pytest.fixture
def order(programme, plan, curator) -> Document:
    return drafting.draft("O1", programme, by=curator.member)


def entries(document_pk: int) -> list[str]:
    rows = JournalEntry.objects.filter(subject_kind="documents.document", subject_id=str(document_pk))
    return [row.action for row in rows.order_by("number")]


def test_draft_has_the_text_the_plan_and_the_grounds_of_its_kind(order, plan, curator):
    assert (order.kind, order.title, order.state) == ("O1", kinds.get("O1").title, "draft")
    assert (order.roadmap, order.drafted_by) == (plan, curator.member)
    assert [block["block"] for block in order.body] == [block["block"] for block in kinds.get("O1").body]
    assert [ground.act.number for ground in order.grounds.select_related("act")] == ["Р-145", "1264-р"]
    assert entries(order.pk) == ["document.draft"]


def test_terms_of_a_draft_are_days_and_stay_the_same_tomorrow(order):
    texts = [block["text"] for block in order.body if block["block"] == "point" and "{due:" in block["text"]]

    assert "{due:2026-12-11}" in texts[0]
    assert not any("{due:+" in text for text in texts)


def test_paper_without_a_preamble_rests_on_no_law(order, programme, curator):
    protocol = drafting.draft("group_protocol", programme, by=curator.member)

    assert protocol.roadmap is None
    assert not protocol.grounds.exists()


def test_plan_as_a_paper_is_called_as_the_plan(programme, plan, curator):
    assert drafting.draft("roadmap", programme, by=curator.member).title == plan.title


def test_order_needs_a_plan(programme, curator):
    with pytest.raises(DraftRefused, match="нужен план"):
        drafting.draft("O1", programme, by=curator.member)

    assert not Document.objects.exists()


def test_adopted_plan_is_taken_before_one_beside_it_and_an_archived_one_never(school, programme, curator):
    make_roadmap(school, programme=programme, state=Roadmap.State.ARCHIVED)
    adopted = make_roadmap(school, programme=programme)
    second = make_roadmap(school, programme=programme, state=Roadmap.State.SECOND)

    assert drafting.draft("O1", programme, by=curator.member).roadmap == adopted
    assert drafting.draft("O1", programme, by=curator.member, roadmap=second).roadmap == second


def test_plan_of_another_programme_is_no_plan_of_this_one(school, programme, curator):
    other = make_programme(school, title="Другая")
    plan = make_roadmap(school, programme=other)

    with pytest.raises(DraftRefused, match="нужен план"):
        drafting.draft("O1", programme, by=curator.member, roadmap=plan)


def test_those_who_do_not_draft_are_refused(school, programme, plan, order):
    teacher = make_member(school, Role.CLASS_TEACHER)

    with pytest.raises(DraftRefused, match="может куратор"):
        drafting.draft("O1", programme, by=teacher)
    with pytest.raises(DraftRefused, match="может куратор"):
        drafting.edit(order, by=teacher, version=order.version, title="О другом")
    with pytest.raises(DraftRefused, match="может куратор"):
        drafting.discard(order, by=teacher)


def test_words_of_a_draft_are_changed_and_written_down(order, curator):
    body = [{"block": "point", "text": "Начать."}]

    edited = drafting.edit(order, by=curator.member, version=1, title="  О  начале ", body=body)

    edited.refresh_from_db()
    assert (edited.title, edited.body, edited.version) == ("О начале", body, 2)
    assert entries(order.pk) == ["document.draft", "document.edit"]
    entry = JournalEntry.objects.get(action="document.edit")
    assert (entry.values.after["title"], entry.values.after["body"]) == ("О начале", ["Начать."])


def test_nothing_changed_is_nothing_written(order, curator):
    same = drafting.edit(
        order, by=curator.member, version=1, title=order.title, body=order.body,
        grounds=[ground.act for ground in order.grounds.select_related("act")],
    )  # fmt: skip

    assert same.version == 1
    assert entries(order.pk) == ["document.draft"]


def test_second_of_two_writers_is_told_and_shown_what_the_first_saved(order, curator):
    drafting.edit(order, by=curator.member, version=1, title="О первом")

    with pytest.raises(Stale) as stale:
        drafting.edit(order, by=curator.member, version=1, title="О втором")

    assert (stale.value.saved.title, stale.value.saved.version) == ("О первом", 2)
    assert Document.objects.get(pk=order.pk).title == "О первом"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": "  "}, "Напишите заголовок"),
        ({"title": "а" * 501}, "длиннее 500"),
        ({"body": [{"block": "poem"}]}, "такого блока не бывает"),
        ({"body": "пункт"}, "список блоков"),
    ],
)
def test_words_that_no_document_has_are_refused(order, curator, change, words):
    with pytest.raises(DraftRefused, match=words):
        drafting.edit(order, by=curator.member, version=1, **change)

    assert Document.objects.get(pk=order.pk).version == 1


def test_grounds_are_put_in_the_order_chosen(school, order, curator):
    own = LegalAct.objects.create(organization=school, title="приказа Управления № 15", number="15")
    first = order.grounds.first().act

    edited = drafting.edit(order, by=curator.member, version=1, grounds=[own, first, own])

    assert [ground.act for ground in edited.grounds.select_related("act")] == [own, first]
    assert edited.version == 2
    assert JournalEntry.objects.get(action="document.edit").values.after == {"grounds": [own.title, first.title]}


def test_ground_of_another_school_is_refused(order, curator, other_school):
    foreign = LegalAct.objects.create(organization=other_school, title="приказа чужого", number="1")

    with pytest.raises(DraftRefused, match="в вашем списке нет"):
        drafting.edit(order, by=curator.member, version=1, grounds=[foreign])

    assert Ground.objects.filter(document=order).count() == 2


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_text_that_lies_with_the_head_is_not_changed(order, curator, state):
    Document.objects.filter(pk=order.pk).update(state=state)

    with pytest.raises(DraftRefused, match="на утверждении"):
        drafting.edit(order, by=curator.member, version=1, title="О другом")
    with pytest.raises(DraftRefused, match="на утверждении"):
        drafting.discard(order, by=curator.member)


def test_text_returned_with_remarks_is_changed(order, curator):
    Document.objects.filter(pk=order.pk).update(state="returned")

    assert drafting.edit(order, by=curator.member, version=1, title="О другом").title == "О другом"


def test_draft_of_another_school_is_not_there(order, other_curator):
    with pytest.raises(Document.DoesNotExist):
        drafting.edit(order, by=other_curator.member, version=1, title="О другом")
    with pytest.raises(Document.DoesNotExist):
        drafting.discard(order, by=other_curator.member)


def test_draft_thrown_away_is_remembered_by_the_journal_alone(order, curator):
    pk = order.pk

    drafting.discard(order, by=curator.member)

    assert not Document.objects.filter(pk=pk).exists()
    assert not Ground.objects.exists()
    assert entries(pk) == ["document.draft", "document.discard"]
    assert JournalEntry.objects.get(action="document.discard").values.before["title"] == kinds.get("O1").title


def test_act_with_a_number_is_neither_changed_nor_thrown_away(order, curator):
    journal_row = numbering.journal_for(order.organization, "orders")
    Document.objects.filter(pk=order.pk).update(
        journal=journal_row, year=2026, sequence=1, number="1", on=TODAY, digest="0" * 64, state="issued"
    )

    with pytest.raises(DraftRefused, match="Документ № 1 выпущен"):
        drafting.edit(order, by=curator.member, version=1, title="О другом")
    with pytest.raises(DraftRefused, match="Документ № 1 выпущен"):
        drafting.discard(order, by=curator.member)


# The list of laws.


def test_ready_laws_come_to_a_school_once_and_never_return(school, curator):
    legal.offer(school, "O1", by=curator.member)
    LegalAct.objects.exclude(number="152-ФЗ").delete()

    assert legal.offer(school, "O1", by=curator.member) == []
    assert LegalAct.objects.filter(organization=school).count() == 1


def test_offer_gives_what_is_in_force_for_the_kind(school, curator):
    for number, start, end, of in (
        ("a", None, None, ["O1"]),
        ("b", None, None, []),
        ("c", None, date(2026, 11, 19), ["O1"]),
        ("d", date(2026, 11, 21), None, ["O1"]),
        ("e", None, TODAY, ["O1"]),
        ("f", None, None, ["O7"]),
    ):
        LegalAct.objects.create(organization=school, title=number, number=number, start=start, end=end, kinds=of)

    assert [act.number for act in legal.offer(school, "O1")] == ["a", "b", "e"]


def test_usual_laws_that_are_missing_are_added(school, curator):
    legal.offer(school, "O1")
    LegalAct.objects.filter(number="Р-145").delete()

    assert [act.number for act in legal.take_usual(school, by=curator.member)] == ["Р-145"]
    with pytest.raises(Refused, match="уже в списке"):
        legal.take_usual(school, by=curator.member)


def test_ready_laws_follow_the_words_on_the_basis_of(school):
    assert all(ready.title[0].islower() or ready.title.startswith("Федерального") for ready in legal.READY)
    assert all(ready.title[-1] not in ".,;" and len(ready.title) <= 600 for ready in legal.READY)
