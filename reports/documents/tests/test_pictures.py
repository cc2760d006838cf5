"""Every page of every kind of paper, of every blank and consent, compared with the picture that was looked at.

`PICTURES=new pytest reports/documents/tests/test_pictures.py` draws them anew and shows all of them on one page,
`var/pictures/index.html`: look at them before they are kept.
"""

import pytest
from PIL import Image, ImageChops

from reports.documents.tests import every_kind, pictured
from reports.documents.tests.printed import pictures_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def seen(printed):
    """Gather the papers that were drawn, for one page that shows them together."""
    drawn: dict = {}
    yield drawn
    if pictured.ANEW and drawn:
        pictured.show_all({name: pictures_of(printed[name], dpi=pictured.CLEAR_DPI) for name in drawn})


@pytest.mark.parametrize("name", every_kind.NAMES)
def test_every_page_looks_as_it_was_seen(name, printed, seen):
    pages = seen[name] = pictures_of(printed[name], dpi=pictured.DPI)
    if pictured.ANEW:
        pictured.keep(name, pages)

    kept = pictured.kept(name)

    assert kept, f"No page of «{name}» was looked at: draw them with PICTURES=new, look, and keep them."
    assert changed(name, kept, pages) == []


def changed(name: str, kept: list[Image.Image], pages: list[Image.Image]) -> list[str]:
    """Return the pictures that show each changed page beside the kept one."""
    width = max(len(kept), len(pages))
    pairs = zip(*(some + [None] * (width - len(some)) for some in (kept, pages)), strict=True)
    return [
        str(pictured.show(name, number, before, now))
        for number, (before, now) in enumerate(pairs, 1)
        if before is None or now is None or not pictured.looks_alike(before, now)
    ]


def test_no_picture_is_of_a_paper_that_is_no_more():
    if pictured.ANEW:
        pictured.forget(pictured.names() - set(every_kind.NAMES))

    assert pictured.names() == set(every_kind.NAMES)


@pytest.fixture
def page(printed):
    return pictures_of(printed["O7"], dpi=pictured.DPI)[0]


def test_block_moved_by_a_line_is_seen(page):
    lower = ImageChops.offset(page.crop((0, 200, page.width, page.height)), 0, 9)
    moved = page.copy()
    moved.paste(lower, (0, 200))

    assert not pictured.looks_alike(page, moved)


def test_missing_word_is_seen(page):
    line = min(range(page.height // 2), key=lambda y: sum(page.crop((120, y, 160, y + 1)).tobytes()))
    torn = page.copy()
    torn.paste(255, (120, line - 4, 160, line + 5))

    assert not pictured.looks_alike(page, torn)


def test_letters_drawn_with_other_edges_are_no_change(page, printed):
    large = pictures_of(printed["O7"], dpi=pictured.DPI * 3)[0]

    assert pictured.looks_alike(page, large.resize(page.size, Image.Resampling.LANCZOS))
