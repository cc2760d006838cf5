"""Every page of an order with its plan, compared with the picture that was looked at.

`PICTURES=new pytest reports/documents/tests/test_pictures.py` draws them anew; look at them before they are kept.
"""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from reports.documents.rendering import pdf
from reports.documents.tests import papers
from reports.documents.tests.printed import pictures_of

KEPT = Path(__file__).parent / "pictures"
GREYS = 8
MOST = 0.01  # mean difference of a page


def difference(one: Image.Image, other: Image.Image) -> float:
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0] / 255


@pytest.mark.parametrize("name", papers.PAPERS)
def test_every_page_looks_as_it_was_seen(name):
    pages = pictures_of(pdf.render(papers.PAPERS[name]()))
    if os.environ.get("PICTURES") == "new":
        keep(name, pages)

    kept = [Image.open(file).convert("L") for file in sorted(KEPT.glob(f"{name}-*.png"))]

    assert [page.size for page in pages] == [page.size for page in kept]
    assert [number for number, pair in enumerate(zip(pages, kept, strict=True), 1) if difference(*pair) > MOST] == []


def test_a_page_with_a_missing_line_or_the_wrong_font_would_be_seen():
    (page,) = pictures_of(pdf.render(papers.order(papers.flat())))[:1]
    blank = Image.new("L", page.size, 255)

    assert difference(page, page) == 0
    assert difference(page, blank) > 3 * MOST


def keep(name: str, pages: list[Image.Image]) -> None:
    for old in KEPT.glob(f"{name}-*.png"):
        old.unlink()
    for number, page in enumerate(pages, 1):
        page.quantize(GREYS, dither=Image.Dither.NONE).save(KEPT / f"{name}-{number}.png", optimize=True)
