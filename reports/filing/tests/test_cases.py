import pytest

from mentoring.access import Role
from mentoring.accounts.models import JournalEntry
from mentoring.accounts.operations import Refused
from reports.documents.models import Document
from reports.documents.tests import acts
from reports.documents.tests.office import text
from reports.filing import shelves, usual
from reports.filing.models import CaseFile
from reports.filing.shelves import Choice
from reports.filing.tests import filed
from tests.cast import make_member


def laid(member, **choice) -> list[tuple[str, list[str]]]:
    found = shelves.lay(shelves.acts(member, Choice(**choice)), (), shelves.cases(member))
    return [(shelf.index, [act.title for act in shelf.acts]) for shelf in found]


def test_every_act_lies_on_one_shelf_in_the_order_of_days(cycle, head, curator, order):
    by = curator.member
    filed.make_act(cycle, head, by=by, kind="O9", title="О доступности", days=1)
    filed.make_act(cycle, head, by=by, kind="criteria", title="Критерии отбора")
    filed.make_act(cycle, head, by=by, kind="O5", title="О школе наставников")

    assert laid(by) == [
        ("01-02", ["Критерии отбора"]),
        ("01-15", ["О доступности", "О дне открытых дверей"]),
        (shelves.LOOSE, ["О школе наставников"]),
    ]


@pytest.mark.parametrize("how", ["amends", "cancels"])
def test_order_that_changes_an_order_lies_beside_it(cycle, head, curator, listed, how):
    by = curator.member
    CaseFile.objects.filter(index="01-15").update(kinds=["O1"])
    CaseFile.objects.filter(index="01-02").update(kinds=["O10", "agreement_mentee"])
    work = filed.make_act(cycle, head, by=by, kind="O10", title="О поручении работы")
    change = filed.make_act(cycle, head, by=by, title="Об изменении приказа", **{how: work})
    filed.make_act(cycle, head, by=by, title="Об изменении изменения", amends=change)
    bargain = filed.make_act(cycle, head, by=by, kind="agreement_mentee", title="Соглашение")
    filed.make_act(cycle, head, by=by, title="Об отмене соглашения", cancels=bargain)

    assert sorted((index, sorted(titles)) for index, titles in laid(by)) == [
        ("01-02", ["О поручении работы", "Об изменении изменения", "Об изменении приказа", "Соглашение"]),
        ("01-15", ["Об отмене соглашения"]),
    ]


def test_acts_and_what_they_change_come_in_one_query(cycle, head, curator, order, django_assert_num_queries):
    filed.make_act(cycle, head, by=curator.member, title="Об изменении приказа", amends=order)
    known = shelves.cases(curator.member)
    rows = shelves.acts(curator.member, Choice())

    with django_assert_num_queries(1):
        shelves.lay(rows, (), known)


def test_draft_lies_nowhere(cycle, curator, listed):
    acts.make_draft(cycle, by=curator.member)

    assert laid(curator.member) == []


def test_programme_and_year_choose_among_acts(cycle, programme, head, curator, order):
    filed.make_act(programme, head, by=curator.member, kind="O3", title="О программе")

    assert laid(curator.member, programme=programme.pk) == [("01-15", ["О программе"])]
    assert laid(curator.member, year=order.year - 1) == []
    assert len(laid(curator.member, year=order.year)[0][1]) == 2


def test_usual_cases_come_by_one_deed_and_leave_what_the_school_has_placed(curator, listed):
    school = curator.member.organization

    taken = usual.take_usual(school, by=curator.member)

    assert [case.title for case in taken] == [ready.title for ready in usual.READY]
    assert len({case.index for case in CaseFile.objects.filter(organization=school)}) == len(taken) + 2
    placed = [kind for case in CaseFile.objects.filter(organization=school) for kind in case.kinds]
    assert len(placed) == len(set(placed))
    assert JournalEntry.objects.filter(action="casefile.add").count() == len(taken)
    with pytest.raises(Refused, match="уже в списке"):
        usual.take_usual(school, by=curator.member)


def test_kind_that_has_its_case_is_not_ticked_in_another(curator, listed):
    added = "admin:filing_casefile_add"
    data = {
        "index": " 01-16 ",
        "title": "Ещё приказы",
        "year": "",
        "term": "5 лет",
        "ground": "",
        "kinds": ["O1", "O5"],
    }

    refused = text(curator.post(added, action="documents.edit", data=data))
    curator.post(added, action="documents.edit", data=data | {"kinds": ["O5"]})
    curator.post(added, action="documents.edit", data=data | {"index": "01-17", "year": "2026", "kinds": ["O1"]})

    assert "уже в деле 01-15 Приказы по основной деятельности. Снимите отметку здесь или там." in refused
    assert list(CaseFile.objects.values_list("index", "year", "kinds")) == [
        ("01-02", None, ["criteria"]),
        ("01-15", None, ["O1", "O3", "O7", "O9"]),
        ("01-16", None, ["O5"]),
        ("01-17", 2026, ["O1"]),
    ]


def test_index_is_used_once_in_a_year(curator, listed):
    data = {"index": "01-15", "title": "Другие", "year": "", "term": "5 лет", "ground": "", "kinds": []}

    said = text(curator.post("admin:filing_casefile_add", action="documents.edit", data=data))

    assert "Дело с таким индексом уже есть. Измените индекс или год." in said
    assert CaseFile.objects.count() == 2


def test_page_counts_acts_and_names_what_has_no_case(cycle, head, curator, order):
    filed.make_act(cycle, head, by=curator.member, kind="O5", title="О школе наставников")

    said = text(curator.get("case_files"))

    assert said.count('data-label="Документов">1</td>') == 2
    assert "этим документам не назначено дело" in said
    assert "Приказ о школе наставников" in text(curator.get("case_files_loose", order.year))


def test_page_of_a_case_lists_its_acts_and_their_files(curator, order, listed):
    said = text(curator.get("case_file", listed[0].pk, order.year))

    assert "Приказ о дне открытых дверей" in said
    assert "PDF ещё нет" not in said
    assert "В этом году дело пустое" in text(curator.get("case_file", listed[1].pk, order.year))


def test_cases_of_another_school_are_not_there(order, listed, other_curator):
    assert laid(other_curator.member) == []
    assert other_curator.get("case_file", listed[0].pk, order.year).status_code == 404
    assert "01-15" not in text(other_curator.get("case_files"))


def test_act_that_only_some_may_see_is_on_no_shelf_of_others(cycle, head, curator, listed, school):
    filed.make_act(cycle, head, by=curator.member, kind="O10", title="О поручении работы")

    assert Document.objects.get().kind == "O10"
    assert laid(curator.member) == [(shelves.LOOSE, ["О поручении работы"])]
    assert laid(make_member(school, Role.METHODIST)) == []
