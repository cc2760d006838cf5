"""Whatever somebody types into a school's text is refused in words, or makes a paper that says just that."""

import re
from html import unescape

from hypothesis import example, given
from hypothesis import strategies as st

from reports.documents import kinds, paper, spoken
from reports.documents.rendering import html, said
from reports.documents.texts import checks as text_checks
from reports.documents.texts import trying
from reports.documents.texts.checks import TextRefused

_ATTACKS = (
    '<img src="http://169.254.169.254/x">',
    "<script>alert(1)</script>",
    '<a href="file:///etc/passwd" rel="attachment">',
    "{{ curator.__class__ }}",
    "{% for x in y %}",
    "{{ 7*7 }}",
    "${curator}",
    "url(http://example.org/a.png)",
    "</p></body><style>@import 'http://example.org'</style>",
    "&lt;b&gt;&#x26;",
    "{" * 60,
    "\u202eзадом наперёд",
    "слово" * 700,
)
_PIECES = st.one_of(
    st.sampled_from(_ATTACKS),
    st.sampled_from(
        ["{{ куратор|имя вин }}", "{{ период }}", "{{ срок +5 рабочих дней }}", "<кандидат>", "<дата>", "№ 5"]
    ),
    st.sampled_from(["<item>", "<candidate>", "<work>", "<number>"]),
    st.text(max_size=30),
)
_TYPED = st.lists(_PIECES, min_size=1, max_size=4).map(" ".join)
_KINDS = st.sampled_from(["memo_mentor", "O3", "certificate", "labour_agreement", "consideration"])


def told(kind: kinds.Kind, typed: str) -> tuple[list[str], str]:
    """Return the lines and the page of the paper that a text with these words at its end makes."""
    body = [*kind.body, {"block": "paragraph", "flat": True, "text": spoken.coded(typed)}]
    text_checks.check(kind, body, before=kind.body)
    made = trying.on_example(kind, body).paper
    return list(paper.lines(made)), html.page(made)


@given(_KINDS, _TYPED)
@example("memo_mentor", " ".join(_ATTACKS[:3]))
@example("O3", _ATTACKS[4])
@example("labour_agreement", "<item>")
@example("consideration", "<candidate>")
def test_typed_text_is_refused_in_words_or_printed_as_itself(code: str, typed: str):
    kind = kinds.get(code)
    try:
        lines, page = told(kind, said.clean(typed))
    except TextRefused as refused:
        assert re.search("[а-яё]{4}", str(refused))
        return

    assert set(re.findall(r"<\s*/?\s*([a-z][a-z0-9]*)", page)) <= TAGS
    assert set(re.findall(r'\b(src|href|style|on[a-z]+)="', re.sub(r">[^<]*<", "><", page))) == set()
    shown = _squeezed(unescape(re.sub(r"<[^>]+>", "", page)))
    assert _squeezed("".join(lines[-1:])) in shown
    if "{" not in typed and "<" not in typed:
        assert _squeezed(said.clean(typed)) in shown


TAGS = {
    *("doctype", "html", "head", "meta", "title", "body", "section", "div", "p", "b", "br", "h1", "h2", "h3", "span"),
    *("table", "colgroup", "col", "thead", "tbody", "tr", "th", "td"),
}


def _squeezed(text: str) -> str:
    """Drop what only says where a line may end."""
    return re.sub(r"[\s\u00a0\u200b\u00ad]+", "", text).replace("..", ".")


def test_attacks_stay_words():
    lines, page = told(kinds.get("memo_mentor"), _ATTACKS[0])

    assert _ATTACKS[0] in "\n".join(lines)
    assert "<img" not in page and "&lt;img src=" in page
