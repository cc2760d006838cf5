"""Kinds of documents are data: each is whole, and a body that is none is refused."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring import access
from reports.documents import facts as known
from reports.documents import filling, kinds, numbering, wording
from reports.documents.gathering import texts_of
from reports.documents.kinds import BadBody, check_body
from reports.documents.kinds.body import BLOCK_WORDS, BLOCKS
from reports.documents.models import Document
from reports.documents.tests.known import make_facts

GOOD = [
    {"block": "point", "text": "Провести опрос.", "level": 2, "restart": True, "when": "hr", "each": "leads"},
    {"block": "table", "columns": [{"heading": "А", "share": 40}, {"heading": "Б", "share": 60}], "rows": [["1", "2"]]},
    {"block": "acquaintance", "title": "С приказом ознакомлены:", "also": [3]},
    {"block": "annex", "key": "list", "title": "Список", "blocks": [{"block": "table", "of": "group"}]},
]
BAD = {
    "no list": {"block": "point"},
    "too long": [{"block": "name"}] * 201,
    "unknown block": [{"block": "script", "text": "а"}],
    "no block": [{"text": "а"}],
    "block is a list": [{"block": []}],
    "not a mapping": ["пункт"],
    "no text": [{"block": "point"}],
    "empty text": [{"block": "point", "text": "  "}],
    "text is a number": [{"block": "point", "text": 5}],
    "text too long": [{"block": "point", "text": "а" * 4001}],
    "foreign field": [{"block": "point", "text": "а", "style": "red"}],
    "level 3": [{"block": "point", "text": "а", "level": 3}],
    "level is true": [{"block": "point", "text": "а", "level": True}],
    "unknown condition": [{"block": "point", "text": "а", "when": "always"}],
    "condition is a list": [{"block": "point", "text": "а", "when": []}],
    "unknown signer": [{"block": "signature", "who": "mayor"}],
    "table of nothing": [{"block": "table"}],
    "table of both": [{"block": "table", "of": "group", "columns": [{"heading": "А", "share": 100}], "rows": []}],
    "shares": [{"block": "table", "columns": [{"heading": "А", "share": 99}], "rows": []}],
    "cells": [{"block": "table", "columns": [{"heading": "А", "share": 100}], "rows": [["1", "2"]]}],
    "people": [{"block": "acquaintance", "title": "Все:", "also": ["3"]}],
    "annex in annex": [GOOD[3] | {"blocks": [GOOD[3]]}],
    "text after annex": [GOOD[3], {"block": "name"}],
    "two annexes with one key": [GOOD[3], GOOD[3]],
    "key": [GOOD[3] | {"key": "список"}],
}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from([*BLOCKS, "annex"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["block", "text", "blocks", "key", "title", "who", "rows", "columns"]), inner)
    ),
    max_leaves=12,
)


def test_blocks_of_every_sort_are_taken():
    check_body(GOOD)


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_body_that_no_document_has_is_refused(body):
    with pytest.raises(BadBody):
        check_body(body)


@given(st.lists(json_values, max_size=3))
def test_any_nonsense_is_taken_or_refused_in_words(body):
    try:
        check_body(body)
    except BadBody as bad:
        assert str(bad)


def test_every_block_has_words_for_the_form():
    assert BLOCK_WORDS.keys() == BLOCKS.keys() | {"annex"}


@pytest.mark.parametrize("kind", kinds.KINDS.values(), ids=kinds.KINDS)
def test_kind_is_whole(kind):
    check_body(kind.body)

    assert kind.drafter in access.ACTIONS
    assert kind.seen in access.ACTIONS
    assert kind.journal in numbering.TITLES or not kind.is_approved
    assert len(kind.code) <= Document._meta.get_field("kind").max_length
    assert kind.word.keys() == {"nom", "gen", "dat", "ins", "prep"}
    assert kind.about and kind.title and not kind.title.endswith(".")


@pytest.mark.parametrize("kind", kinds.KINDS.values(), ids=kinds.KINDS)
def test_every_placeholder_of_a_kind_has_a_value_or_a_name(kind):
    facts = make_facts()
    annexes = {f"annex:{annex['key']}" for annex in kind.annexes}
    known_names = known.values(facts).keys() | annexes | {"lead", "lead.forms", "lead.titles"}
    known_names |= facts.advices[0].values.keys()

    for block in kind.body:
        for text in texts_of(block):
            for name in wording.placeholders(filled(text)):
                assert name.startswith(("person:", "due:")) or name in known_names or name in wording.LABELS, text


def test_body_of_a_kind_is_a_copy_that_may_be_changed():
    before = copy.deepcopy(kinds.get("O1").body)

    kinds.get("O1").body[0]["block"] = "name"

    assert kinds.get("O1").body == before


def filled(text: str) -> str:
    """Fill a text as if each word of its subject were a number of a row."""
    return filling.fill(text, dict.fromkeys(filling.names(text), "1"))


def test_kinds_are_these():
    of_rows = {"interview_protocol", "evaluation_protocol", "certificate", "attendance", "consideration"}
    of_rows |= {"mentor_application", "employer_letter", "agreement_partner"}
    of_rows |= {"needs_card", "portfolio", "mentor_statement", "cases"}
    of_rows |= {"agreement_mentor", "agreement_mentee", "agreement_parent", "agreement_pair", "pair_plan"}
    of_rows |= {"labour_consent", "labour_agreement", "labour_notice", "labour_refusal", "O10", "O10_learners"}
    of_rows |= {"curator_consent", "curator_agreement", "O10_curator"}
    of_rows |= {"route_map", "pair_diary", "pair_summary", "O11", "O11_end"}
    of_rows |= {"thanks", "diploma", "parents_letter"}
    printed = {"mentor_application", "application_blank", "memo_mentor", "memo_mentee", "memo_parent"}
    printed |= {"needs_card", "portfolio", "cases"}
    printed |= {"curator_form", "curator_month", "mentor_form", "preference_mentee", "preference_mentor"}
    printed |= {"labour_consent", "labour_refusal", "curator_consent"}
    printed |= {"agreement_pair", "route_map", "pair_diary", "pair_summary"}

    assert set(kinds.KINDS) >= {"O1", "roadmap", "group_protocol", "O4", "O5", "O6", "attachment", "O7", "O8"} | of_rows
    assert {code for code, kind in kinds.KINDS.items() if not kind.is_approved} == printed
    assert {code for code, kind in kinds.KINDS.items() if kind.subject} == of_rows
