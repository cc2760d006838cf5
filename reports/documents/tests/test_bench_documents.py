"""What `bench documents` compares: the same papers, whole, by whoever sets them."""

import io

import pdfplumber
import pytest

from reports.documents.bench import limit as bench_limit
from reports.documents.bench import papers as bench_papers
from reports.documents.bench.orders import inline_style, naive
from reports.documents.rendering import pdf


def told(content: bytes) -> tuple[int, str]:
    """Return the number of pages and all letters, whatever the lines and heads of tables on later pages."""
    with pdfplumber.open(io.BytesIO(content)) as paper:
        texts = [page.extract_text() for page in paper.pages]
    return len(texts), "".join("".join(texts).split()).replace("\u2010", "")


@pytest.fixture(scope="module")
def agreement() -> tuple[int, str]:
    return told(pdf.render(bench_papers.agreement(7)))


# WeasyPrint leaves the file of a colour profile open; ours does so in a child.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_agreement_has_two_pages_and_the_naive_way_sets_the_same(agreement):
    pages, words = agreement

    assert pages == 2 and words.count("пара№7") == 18
    assert told(naive(bench_papers.agreement(7), inline_style())) == agreement


def test_limit_sets_every_word_of_the_agreement_and_of_the_register():
    pages, words = told(bench_limit.write(bench_papers.agreement(7)))
    assert pages == 2 and words.count("пара№7") == 18

    _, rows = told(bench_limit.write(bench_papers.register(40)))
    assert rows.count("учитель—") == 40 and "40." in rows


def test_papers_of_a_batch_differ():
    assert bench_papers.agreement(1) != bench_papers.agreement(2)
    assert bench_papers.register(5, 0) != bench_papers.register(5, 1)
