import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reports.documents import kinds
from reports.filing import placing, usual
from reports.filing.models import CaseFile
from reports.filing.placing import Case

ORDERS = Case("01-15", "Приказы", "Постоянно", frozenset({"O1", "O7"}))
OF_2026 = Case("01-16", "Приказы 2026 года", "Постоянно", frozenset({"O1"}), year=2026)
RULES = Case("01-02", "Положения", "Постоянно", frozenset({"regulation"}))
ALL = (ORDERS, OF_2026, RULES)


@pytest.mark.parametrize(
    ("kind", "year", "found"),
    [
        ("O1", 2026, OF_2026),
        ("O1", 2027, ORDERS),
        ("O7", 2026, ORDERS),
        ("regulation", 2026, RULES),
        ("O9", 2026, None),
    ],
)
def test_act_lies_in_the_case_of_its_very_year_before_one_of_every_year(kind, year, found):
    assert placing.place(kind, year, ALL) == found


@given(some.permutations(ALL), some.sampled_from(["O1", "O7", "regulation", "O9"]), some.integers(2025, 2028))
def test_order_of_the_list_changes_nothing(cases, kind, year):
    assert placing.place(kind, year, cases) == placing.place(kind, year, ALL)


def test_usual_cases_take_consents_and_every_kind_that_gets_a_number_once():
    placed = Counter(kind for ready in usual.READY for kind in ready.kinds)

    assert placed == Counter([placing.CONSENTS, *(kind.code for kind in placing.numbered())])


def test_usual_case_fits_its_fields_and_says_what_is_kept_where_no_archive_takes_it():
    room = {name: CaseFile._meta.get_field(name).max_length for name in ("title", "term", "ground")}

    assert [
        (ready.title, name) for ready in usual.READY for name in room if len(getattr(ready, name)) > room[name]
    ] == []
    assert all("до ликвидации организации" in ready.term for ready in usual.READY if ready.term.startswith("Постоянно"))
    assert next(ready.ground for ready in usual.READY if "labour_notice" in ready.kinds) == ""


def test_kinds_that_anybody_opens_and_an_inspection_gets_by_itself_print_no_list_of_participants():
    lists = {"mentees", "mentors", "pairs", "plans", "trainees", "candidates"}
    plain = [kind for kind in kinds.KINDS.values() if not placing.is_personal(kind.code)]
    naming = {
        kind.code for kind in plain for name in lists if f'"of": "{name}"' in json.dumps([*kind.blocks, *kind.annexes])
    }

    assert naming == set()
    assert {kind.code for kind in plain} >= {"O1", "O2", "O3", "O9", "regulation", "roadmap", "report"}
    assert all(placing.is_personal(code) for code in ("O7", "agreement_mentee", "labour_agreement", "gone"))
