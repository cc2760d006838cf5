"""Whatever allowed blocks somebody puts together, a paper comes of it and no placeholder is left."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mentoring.calendar.due import Span
from reports.documents import checking, kinds, paper
from reports.documents.facts import Facts, Ordered, Seat
from reports.documents.kinds import check_body
from reports.documents.kinds.body import CONDITIONS, REPEATS, SIGNERS, TABLES
from reports.documents.tests.known import ACT, lay, make_facts
from reports.documents.wording import Worker

_text = st.sampled_from(
    ["Слова.", "{curator|who acc}", "{period}", "{lead|name dat}", "{annex:one}", "{due:+3}", "{x", "{}", "{person:4}"]
)
_point = st.fixed_dictionaries(
    {"block": st.just("point"), "text": _text},
    optional={
        "level": st.integers(1, 2),
        "restart": st.booleans(),
        "when": st.sampled_from(list(CONDITIONS)),
        "each": st.sampled_from(list(REPEATS)),
    },
)
_paragraph = st.fixed_dictionaries(
    {"block": st.just("paragraph"), "text": _text},
    optional={name: st.booleans() for name in ("flat", "centered", "bold")},
)
_plain = st.sampled_from(["letterhead", "name", "registration", "heading", "notes"]).map(lambda name: {"block": name})
_block = st.one_of(
    _point,
    _paragraph,
    _plain,
    st.fixed_dictionaries({"block": st.just("preamble"), "text": _text}),
    st.fixed_dictionaries({"block": st.just("table"), "of": st.sampled_from(list(TABLES))}),
    st.fixed_dictionaries({"block": st.just("signature"), "who": st.sampled_from(list(SIGNERS))}),
    st.fixed_dictionaries(
        {"block": st.just("acquaintance"), "title": _text},
        optional={"also": st.lists(st.integers(1, 6), max_size=3)},
    ),
)
_annex = st.fixed_dictionaries(
    {"block": st.just("annex"), "key": st.just("one"), "title": _text, "blocks": st.lists(_block, max_size=4)},
    optional={"approved": _text, "of": st.sampled_from(list(TABLES))},
)
_bodies = st.tuples(st.lists(_block, max_size=8), st.lists(_annex, max_size=1)).map(lambda parts: parts[0] + parts[1])
_schools = st.sampled_from(
    [
        make_facts(),
        make_facts(staff={}, leads=(), group=(), chair=None, secretary=None, grounds=(), plan=None, sheet=None),
        make_facts(chosen={4: Worker(4, 13)}, ordered=Ordered(date(2026, 9, 7), "4"), humans={}),
        make_facts(period=Span(date(2026, 9, 1), date(2028, 9, 1)), group=(Seat(None, ""),)),
    ]
)


@given(_bodies, _schools, st.sampled_from(list(kinds.KINDS)), st.sampled_from([ACT, None]))
def test_any_body_of_allowed_blocks_becomes_a_paper(body: list, facts: Facts, kind: str, act):
    check_body(body)

    laid = lay(body, facts, kind=kind, act=act)

    checking.find(laid, facts)
    assert paper.from_json(paper.to_json(laid.paper)) == laid.paper
    if not laid.torn and not laid.lacks:
        assert not any("{" in line or "не указано" in line for line in paper.lines(laid.paper))
