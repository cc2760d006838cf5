"""Every page of an order with its plan, compared with the picture that was looked at.

`PICTURES=new pytest reports/documents/tests/test_pictures.py` draws them anew; look at them before they are kept.
"""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from mentoring.accounts import schooldays
from reports.documents.paper import Paper
from reports.documents.rendering import docx, html, pdf
from reports.documents.tests import composed
from reports.documents.tests.printed import lines_of_docx, pictures_of, squashed, text_of_pdf

KEPT = Path(__file__).parent / "pictures"
GREYS = 8
MOST = 0.01  # mean difference of a page


def difference(one: Image.Image, other: Image.Image) -> float:
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0] / 255


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: composed.DAY)


@pytest.fixture(params=composed.SHAPES)
def name(request) -> str:
    return request.param


@pytest.fixture
def order(programme, curator, name) -> Paper:
    return composed.order(programme, curator.member, name)


def test_every_page_looks_as_it_was_seen(order, name):
    pages = pictures_of(pdf.render(order))
    if os.environ.get("PICTURES") == "new":
        keep(name, pages)

    kept = [Image.open(file).convert("L") for file in sorted(KEPT.glob(f"{name}-*.png"))]

    assert [page.size for page in pages] == [page.size for page in kept]
    assert [number for number, pair in enumerate(zip(pages, kept, strict=True), 1) if difference(*pair) > MOST] == []


def test_a_page_without_its_text_would_be_seen(order):
    page = pictures_of(pdf.render(order))[0]
    blank = Image.new("L", page.size, 255)

    assert difference(page, page) == 0
    assert difference(page, blank) > 3 * MOST


def test_the_composed_order_says_the_same_in_pdf_and_word(order):
    assert html.missing_glyphs(order) == ()
    assert text_of_pdf(pdf.render(order), order) == squashed("".join(lines_of_docx(docx.render(order))))


def keep(name: str, pages: list[Image.Image]) -> None:
    for old in KEPT.glob(f"{name}-*.png"):
        old.unlink()
    for number, page in enumerate(pages, 1):
        page.quantize(GREYS, dither=Image.Dither.NONE).save(KEPT / f"{name}-{number}.png", optimize=True)
