"""The chain of documents: acts in their order, what each rests on, and what the next one lacks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.access import Role
from mentoring.pairs.models import Pair
from mentoring.people.models import Person
from mentoring.programmes.models import MentoringForm
from mentoring.registry.models import Criterion
from reports.documents import amending, chain, issuing, kinds, ties
from reports.documents.models import Concern, Document
from reports.documents.tests import acts
from reports.documents.tests.office import issue, text
from tests.cast import browse, make_member

State = Document.State


def lay(member, cycle) -> dict[str, chain.Line]:
    """Return the lines of the chain by their kinds; of several acts of a kind the last."""
    stages = chain.stages(member, cycle, acts.today(Document(organization=cycle.organization)))
    return {line.kind: line for stage in stages for line in stage.lines}


def in_force(cycle, head, by, kind: str, *, days: int = 0, **fields) -> Document:
    """Issue an act of a kind so many days ago."""
    document = acts.make_approved(cycle, head, by=by, kind=kind, **fields)
    return issuing.issue(document, on=acts.today(document) - timedelta(days), by=by, accept_earlier=True)


def words(links) -> list[str]:
    return [link.words.replace("\u00a0", " ") for link in links]


def test_acts_stand_by_stages_in_the_order_of_the_cycle(cycle, head, curator):
    for kind in ("O7", "O4", "O1"):
        in_force(cycle, head, curator.member, kind)

    stages = chain.stages(curator.member, cycle, acts.today(Document(organization=cycle.organization)))

    found = [(stage.number, line.kind) for stage in stages for line in stage.lines if line.document]
    assert found == [(1, "O1"), (2, "O4"), (5, "O7")]


def test_every_kind_has_one_place():
    placed = [code for codes in chain.ORDER.values() for code in codes]

    assert len(placed) == len(set(placed))
    assert {"O1", "O4", "O5", "O6", "O7", "O8", "O11", "attachment"} <= set(placed) & kinds.KINDS.keys()


def test_act_names_what_it_rests_on(cycle, head, curator):
    protocol = in_force(cycle, head, curator.member, "attachment", days=2)
    in_force(cycle, head, curator.member, "O7")

    rests = lay(curator.member, cycle)["O7"].rests

    assert words(rests) == [f"протокол от {protocol.on:%d.%m.%Y} № {protocol.number}"]
    assert rests[0].document == protocol


@pytest.mark.parametrize("case", ["later", "cancelled", "of another programme", "of other pairs"])
def test_act_rests_on_no_act_that_is(case, cycle, head, curator, school):
    where = acts.programme_of(school) if case == "of another programme" else cycle
    order = in_force(cycle, head, curator.member, "O7", days=1)
    protocol = in_force(where, head, curator.member, "attachment", days=0 if case == "later" else 1)
    if case == "cancelled":
        issue_cancel(protocol, head, curator)
    if case == "of other pairs":
        form = MentoringForm.objects.create(organization=school, code="own-1", title="Учитель — ученик")
        for act in (order, protocol):
            Concern.objects.create(organization=school, document=act, pair=make_pair(cycle, form))

    assert lay(curator.member, cycle)["O7"].rests == ()


def make_pair(cycle, form) -> Pair:
    today = acts.today(Document(organization=cycle.organization))
    return Pair.objects.create(organization=cycle.organization, programme=cycle, form=form, start=today, end=today)


def issue_cancel(document, head, curator) -> Document:
    order = amending.cancel(document, "Составлен по ошибке", by=curator.member)
    Document.objects.filter(pk=order.pk).update(body=acts.BODY)
    order.refresh_from_db()
    order.state, order.submitted_by = State.SUBMITTED, curator.member
    order.save()
    return issue(order, head)


def test_paper_names_the_order_that_approved_it(cycle, head, curator):
    order = in_force(cycle, head, curator.member, "O4")
    in_force(cycle, head, curator.member, "register_mentees")

    rests = lay(curator.member, cycle)["register_mentees"].rests

    assert words(rests) == [f"приказ от {order.on:%d.%m.%Y} № {order.number}"]


def test_order_that_also_approves_is_named_once(cycle, head, curator):
    order = in_force(cycle, head, curator.member, "O2")
    in_force(cycle, head, curator.member, "regulation")

    assert words(lay(curator.member, cycle)["regulation"].rests) == [f"приказ от {order.on:%d.%m.%Y} № {order.number}"]


def test_what_is_not_there_says_what_must_come_first(cycle, head, curator):
    line = lay(curator.member, cycle)["O7"]

    assert line.document is None
    assert line.wants == ("Протокол прикрепления наставников к наставляемым",)
    assert [what for what, _ in line.missing] == ["пар-проектов"]
    assert not line.drafts


def test_what_lacks_nothing_is_drafted_with_one_press(cycle, head, curator):
    assert not lay(curator.member, cycle)["criteria"].drafts
    Criterion.objects.create(organization=cycle.organization, title="Открытость", weight=1)

    page = text(curator.get("chain"))

    drafted = [code for code, line in lay(curator.member, cycle).items() if line.drafts]
    assert "criteria" in drafted
    assert [reverse("document_draft", args=[code]) in page for code in drafted] == [True] * len(drafted)
    assert page.count("btn-primary") == 1


def test_changed_act_shows_its_chain(cycle, head, curator, act):
    change = amending.amend(act, by=curator.member)
    assert words(lay(curator.member, cycle)["O1"].changes) == ["готовится изменение"]

    change.body, change.state, change.submitted_by = acts.BODY, State.SUBMITTED, curator.member
    change.save()
    change = issue(change, head)
    end = issue_cancel(change, head, curator)

    line = lay(curator.member, cycle)["O1"]
    assert words(line.changes) == [
        f"изменён приказом от {change.on:%d.%m.%Y} № {change.number}",
        f"отменён приказом от {end.on:%d.%m.%Y} № {end.number}",
    ]
    stages = chain.stages(curator.member, cycle, acts.today(act))
    assert [one.document for stage in stages for one in stage.lines if one.document] == [act]


def test_cancelled_act_leaves_its_place_to_the_next(cycle, head, curator, act):
    issue_cancel(act, head, curator)

    page = text(curator.get("chain"))

    assert "отменён" in page
    stages = chain.stages(curator.member, cycle, acts.today(act))
    assert [bool(one.document) for stage in stages for one in stage.lines if one.kind == "O1"] == [True, False]


def test_many_agreements_are_one_line_that_leads_to_them(cycle, head, curator):
    for _ in range(6):
        in_force(cycle, head, curator.member, "agreement_mentor", title="Соглашение с наставником")
    for _ in range(2):
        acts.make_draft(cycle, by=curator.member, kind="agreement_mentor", title="Соглашение с наставником")

    line = lay(curator.member, cycle)["agreement_mentor"]

    assert line.counted.replace("\u00a0", " ") == "8 соглашений: 6 действуют, 2 черновика"
    assert f"{reverse('documents')}?kind=agreement_mentor" in text(curator.get("chain"))


def test_documents_of_one_kind_are_listed_alone(cycle, head, curator, act):
    in_force(cycle, head, curator.member, "O4", title="О реестре участников")

    page = text(curator.get("documents", query={"kind": "O4"}))

    assert ("Приказ о реестре участников" in page, "Приказ о дне открытых дверей" in page) == (True, False)
    assert "Приказ о дне открытых дверей" in text(curator.get("documents", query={"kind": "nothing"}))


def test_unread_act_counts_those_who_have_not_read_it(school, cycle, head, curator):
    reader = Person.objects.create(organization=school, surname="Вязова", given="Нина")
    sheet = {"block": "acquaintance", "title": "С приказом ознакомлены:", "also": [reader.pk]}
    in_force(cycle, head, curator.member, "O1", body=[*acts.BODY, sheet])

    line = lay(curator.member, cycle)["O1"]

    assert (line.unread, line.told) == (1, 1)
    assert "не ознакомлены" in text(curator.get("chain"))


def test_reader_sees_acts_in_force_and_nothing_to_draft(school, cycle, head, curator, act):
    acts.make_draft(cycle, by=curator.member, kind="O4", title="О реестре участников")
    in_force(cycle, head, curator.member, "register_mentees", title="Реестр участников")
    teacher = browse(make_member(school, Role.CLASS_TEACHER))

    page = text(teacher.get("chain"))

    assert "Приказ о дне открытых дверей" in page
    assert not any(words in page for words in ("О реестре участников", "Реестр участников", "ещё нет", "Составить"))


def test_empty_chain_says_who_fills_it(school, curator, cycle):
    teacher = browse(make_member(school, Role.CLASS_TEACHER))

    assert "Приказы и протоколы составляет куратор" in text(teacher.get("chain"))
    assert "Подготовка условий" in text(curator.get("chain"))


def test_school_without_a_programme_is_led_to_one(school, curator):
    assert reverse("admin:programmes_programme_add") in text(curator.get("chain"))


def test_another_school_stays_out(cycle, act, other_curator, other_school):
    acts.programme_of(other_school)

    assert act.title not in text(other_curator.get("chain"))


def test_unknown_kind_is_among_the_others(cycle, head, curator):
    made = acts.make_draft(cycle, by=curator.member, kind="left_out")

    stages = chain.stages(curator.member, cycle, acts.today(made))

    assert (stages[-1].title, [line.document for line in stages[-1].lines]) == ("Другие документы", [made])


def test_thirty_acts_ask_as_much_as_three(cycle, head, curator):
    made = iter([*["O4", "O6", "O8"], *["O4", "O6", "O8", "O5", "attachment", "group_protocol"] * 5])

    def cost(count: int) -> int:
        for _ in range(count):
            in_force(cycle, head, curator.member, next(made))
        curator.get("chain")
        with CaptureQueriesContext(connection) as found:
            curator.get("chain")
        return len(found)

    few = cost(3)

    assert cost(27) == few <= 25


def test_changes_that_go_round_end():
    one, other = Document(pk=1, kind="O1", amends_id=2), Document(pk=2, kind="O1", amends_id=1)

    assert len(ties.Ties({}, {1: [other], 2: [one]}, {}).changes(one)) == 5
