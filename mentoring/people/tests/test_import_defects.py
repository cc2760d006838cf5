"""Every defect of a class list gets its verdict at its cell; its nearest right neighbour goes in."""

from datetime import date

import pytest

from mentoring.access import Role
from mentoring.people import staging
from mentoring.people.importing import columns
from mentoring.people.importing.remarks import DOUBT, FAULT, NOTE
from mentoring.people.importing.verdicts import Judge
from mentoring.people.models import ImportBatch, ImportRow
from mentoring.people.tests import defects
from mentoring.people.tests.lists import xlsx
from tests.cast import make_member

TODAY = date(2026, 11, 20)
CASES = list(defects.cases())
MEANING = {
    defects.CLASS: lambda values: values["group"]["title"],
    defects.BIRTH: lambda values: values["birth"],
    defects.SEX: lambda values: values["sex"],
    defects.PHONE: lambda values: values["phone"],
    defects.MAIL: lambda values: values["email"],
}
HEAVY = {"": 0, NOTE: 1, DOUBT: 2, FAULT: 3}


@pytest.fixture(scope="module")
def judge() -> Judge:
    head = columns.find(columns.LEARNERS, [defects.HEAD])
    return Judge(columns.LEARNERS, head.codes, today=TODAY)


def levels(judge: Judge, cells: tuple[str, ...]) -> dict[int, str]:
    """Give the heaviest remark to each cell that has any."""
    found: dict[int, str] = {}
    for one in judge.judge(cells).found:
        found[one.column] = max(found.get(one.column, ""), one.level, key=HEAVY.__getitem__)
    return found


def test_list_has_a_thousand_rows_and_more_than_sixty_kinds_of_defect():
    assert (len(CASES), len(defects.KINDS) >= 60) == (1000, True)


@pytest.mark.parametrize("kind", defects.KINDS, ids=lambda kind: f"{defects.HEAD[kind.column]}: {kind.wrong[:30]}")
def test_defect_is_said_at_its_cell_and_nowhere_else(judge, kind):
    wrong = [case for case in CASES if case.known == kind and case.expected]

    assert {str(levels(judge, case.cells)) for case in wrong} == {str(wrong[0].expected)}


@pytest.mark.parametrize("kind", defects.KINDS, ids=lambda kind: f"{defects.HEAD[kind.column]}: {kind.near[:30]}")
def test_nearest_right_neighbour_is_accepted(judge, kind):
    near = [case for case in CASES if case.known == kind and not case.expected]

    assert [one for case in near for one in judge.judge(case.cells).found if one.level != NOTE] == []


@pytest.mark.parametrize("column", defects.MEANT, ids=lambda column: defects.HEAD[column])
def test_nearest_right_neighbour_means_what_a_person_would_read(judge, column):
    near = {kind.near for kind in defects.KINDS if kind.column == column}

    read = {case.cells[column]: judge.judge(case.cells).values for case in CASES if _is_near(case, column)}

    assert {text: MEANING[column](values) for text, values in read.items()} == defects.MEANT[column]
    assert set(read) == near


def _is_near(case: defects.Case, column: int) -> bool:
    return case.known is not None and case.known.column == column and not case.expected


def test_fault_says_what_is_wrong_and_how_to_mend_it(judge):
    found = [one for case in CASES for one in judge.judge(case.cells).found if one.level in (DOUBT, FAULT)]

    assert [one for one in found if not (one.what and one.mend)] == []


def test_whole_list_gets_its_verdicts_from_the_file(school):
    data = xlsx(defects.HEAD, *(case.cells for case in CASES))
    member = make_member(school, Role.CURATOR)
    book = staging.read("класс.xlsx", data)
    staging.stage(staging.keep(ImportBatch.Kind.LEARNERS, "класс.xlsx", data, book, by=member), book)

    found = dict(ImportRow.objects.values_list("number", "verdict"))
    wanted = {number: verdict_of(case) for number, case in enumerate(CASES, 2)}
    assert {
        number: (found.get(number), verdict) for number, verdict in wanted.items() if found.get(number) != verdict
    } == {}


def verdict_of(case: defects.Case) -> str:
    """Say what a row must come to by the heaviest of its remarks."""
    heaviest = max(case.expected.values(), key=HEAVY.__getitem__, default="")
    return {FAULT: "refused", DOUBT: "doubtful"}.get(heaviest, "new")
