"""Every kind of paper, blank and consent: filled without a fault, the same words in every format, an archive copy."""

import io
from html import unescape

import pdfplumber
import pytest

from reports.documents import annexes, kinds
from reports.documents.rendering import docx, html
from reports.documents.tests import every_kind
from reports.documents.tests.printed import lines_of_docx, squashed, text_of_pdf, words_of
from reports.documents.texts import checks as text_checks
from reports.documents.texts import slots

pytestmark = pytest.mark.django_db
EACH = pytest.mark.parametrize("name", every_kind.NAMES)


def test_every_kind_has_a_filled_paper():
    missing = kinds.KINDS.keys() - set(every_kind.KINDS)

    assert not missing, f"Say in every_kind.py how these are drafted, then look at their pages: {sorted(missing)}"
    assert set(every_kind.KINDS) <= kinds.KINDS.keys()
    assert set(every_kind.BLANKS.values()) == annexes.BLANKS


@pytest.mark.parametrize("name", every_kind.KINDS)
def test_filled_paper_stops_at_nothing(name, every_paper):
    assert every_paper[name].errors == ()


@pytest.mark.parametrize("name", every_kind.KINDS)
def test_every_word_that_a_draft_gives_has_a_name_for_texts(name, every_paper):
    words = every_paper[name].words
    missing = words - slots.LABELS.keys()

    assert bool(words) is bool(kinds.get(name).subject)
    assert words >= text_checks.words_of_row(kinds.get(name))
    assert not missing, f"Say in texts/slots.py what a school calls these, and an example: {sorted(missing)}"


@EACH
def test_pdf_says_the_paper_and_nothing_else(name, every_paper, printed):
    made = every_paper[name].paper

    assert html.missing_glyphs(made) == ()
    assert text_of_pdf(printed[name], made) == words_of(made)


@EACH
def test_word_says_the_paper_and_nothing_else(name, every_paper):
    made = every_paper[name].paper

    assert squashed("".join(lines_of_docx(docx.render(made)))) == words_of(made)


@EACH
def test_pdf_is_an_archive_copy_with_tags_title_and_language(name, every_paper, printed):
    with pdfplumber.open(io.BytesIO(printed[name])) as document:
        catalog = document.doc.catalog
        about = catalog["Metadata"].resolve().get_data().decode()
        bookmarks = [title for _, title, *_ in document.doc.get_outlines()] if "Outlines" in catalog else []

    assert 'part="3"' in about and 'conformance="A"' in about
    assert every_paper[name].paper.title in unescape(about)
    assert catalog["Lang"] == b"ru"
    assert catalog["MarkInfo"]["Marked"] is True
    assert "StructTreeRoot" in catalog
    assert bookmarks
