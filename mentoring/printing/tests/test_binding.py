"""Many PDFs of ours as one: whole pages, tags and text, a bookmark for each, nothing taken from a stranger's file."""

import io

import pdfplumber
import pypdfium2
import pytest

from mentoring.printing import binding, press

PAGE = '<html lang="ru"><head><title>{title}</title></head><body><h1>{title}</h1>{more}</body></html>'
BREAK = '<p style="break-before: page">Вторая страница</p>'
HOSTILE = "Иванов (5 0 R) \\ <b> & /StructParents 7"


@pytest.fixture(scope="module")
def papers() -> list[tuple[str, bytes]]:
    return [(title, setting(title, more)) for title, more in ((HOSTILE, BREAK), ("Петров", ""), ("Сидоров", BREAK))]


def setting(title: str, more: str) -> bytes:
    return press.pdf(PAGE.format(title=title.replace("<", "&lt;"), more=more), sheets=("css/shares.css",))


def texts(content: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(content)) as paper:
        return [page.extract_text() for page in paper.pages]


def tags(content: bytes) -> list[str]:
    """Return the kinds of tags with the pages on which they stand."""
    with pdfplumber.open(io.BytesIO(content)) as paper:
        return [f"{page.page_number}: {one['type']}" for page in paper.pages for one in page.structure_tree]


def bookmarks(content: bytes) -> list[tuple[str, int]]:
    return [(one.get_title(), one.get_dest().get_index()) for one in pypdfium2.PdfDocument(content).get_toc()]


def test_book_has_all_pages_with_their_words_and_a_bookmark_for_each_paper(papers):
    book = binding.bind("Соглашения & <согласия>", papers)

    assert texts(book) == [page for _, content in papers for page in texts(content)]
    assert bookmarks(book) == [(HOSTILE, 0), ("Петров", 2), ("Сидоров", 3)]
    with pdfplumber.open(io.BytesIO(book)) as paper:
        assert paper.metadata["Title"] == "Соглашения & <согласия>"


def test_book_is_tagged_pdf_a_as_its_papers_are(papers):
    book = binding.bind("Книга", papers)

    paged = [(content, len(texts(content))) for _, content in papers]
    before, expected = 0, []
    for content, pages in paged:
        for tag in tags(content):
            page, _, kind = tag.partition(": ")
            expected.append(f"{int(page) + before}: {kind}")
        before += pages
    assert sorted(tags(book)) == sorted(expected) and expected
    assert b'pdfaid:part="3"' in book and b'pdfaid:conformance="A"' in book
    assert b'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">\xd0\x9a\xd0\xbd\xd0\xb8\xd0\xb3\xd0\xb0</rdf:li>' in book


def test_on_leaves_each_paper_begins_on_an_odd_page(papers):
    book = binding.bind("Книга", papers, sheets=True)

    assert [page for _, page in bookmarks(book)] == [0, 2, 4]
    assert [bool(page) for page in texts(book)] == [True, True, True, False, True, True]


def test_same_papers_give_the_same_bytes(papers):
    assert binding.bind("Книга", papers) == binding.bind("Книга", papers)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\nstartxref\n5\n%%EOF\n", b"%PDF-1.7 startxref", b"PK\x03\x04"], ids=range(4)
)
def test_file_that_is_not_ours_is_refused(content: bytes):
    with pytest.raises(binding.NotOurs):
        binding.bind("Книга", [("Чужой", content)])


def test_file_cut_short_is_refused(papers):
    with pytest.raises(binding.NotOurs):
        binding.bind("Книга", [("Обрывок", papers[0][1][:-400])])


def test_nothing_makes_no_book():
    with pytest.raises(ValueError, match="nothing"):
        binding.bind("Книга", [])
