"""A paper kept as plain values comes back as it was."""

import json

from hypothesis import given
from hypothesis import strategies as st

from reports.documents import paper
from reports.documents.paper import (
    Annex,
    Column,
    Heading,
    Letterhead,
    Name,
    Paper,
    Paragraph,
    Point,
    Registration,
    Row,
    Run,
    Signature,
    Signer,
    SignSheet,
    Table,
)

words = st.text(max_size=20)
texts = st.lists(st.builds(Run, words, words, st.booleans()), max_size=3).map(tuple)
cells = st.lists(texts, max_size=2).map(tuple)
tables = st.builds(
    Table,
    st.lists(st.builds(Column, words, st.integers(0, 100)), max_size=3).map(tuple),
    st.lists(st.builds(Row, st.lists(cells, max_size=3).map(tuple)), max_size=3).map(tuple),
)
blocks = st.one_of(
    st.builds(Letterhead, words, words, words),
    st.builds(Name, words),
    st.builds(Registration, words, words, words),
    st.builds(Heading, texts),
    st.builds(Paragraph, texts, st.booleans(), st.booleans()),
    st.builds(Point, words, texts, st.integers(1, 2)),
    tables,
    st.builds(Signature, texts, texts),
    st.builds(SignSheet, words, st.lists(st.builds(Signer, words, words), max_size=2).map(tuple)),
)
some = st.lists(blocks, max_size=4).map(tuple)
stamps = st.lists(texts, max_size=2).map(tuple)
papers = st.builds(
    Paper, words, some, st.lists(st.builds(Annex, stamps, words, some, st.booleans()), max_size=2).map(tuple), stamps
)


@given(papers)
def test_paper_kept_as_json_comes_back_the_same(whole: Paper):
    kept = json.loads(json.dumps(paper.to_json(whole)))

    assert paper.from_json(kept) == whole
    assert paper.digest(paper.from_json(kept)) == paper.digest(whole)


def test_lines_are_read_in_the_order_of_the_page():
    whole = Paper(
        "Приказ",
        (Name("ПРИКАЗ"), Point("1.", (Run("Назначить "), Run("Юдину А. О.", word="person:1:acc")))),
        (Annex((paper.text("Приложение № 1"),), "Состав", (Paragraph(paper.text("Юдина А. О.")),)),),
    )

    assert list(paper.lines(whole)) == [
        "ПРИКАЗ",
        "1. Назначить Юдину А. О.",
        "Приложение № 1",
        "Состав",
        "Юдина А. О.",
    ]
    assert paper.declined(whole) == {"person:1:acc": "Юдину А. О."}
