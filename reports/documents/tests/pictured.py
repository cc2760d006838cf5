"""Pages of papers as pictures that were looked at: kept, compared, and shown together.

`PICTURES=new` keeps what is drawn now instead of comparing; either way `var/pictures/index.html` shows what changed.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.utils.html import format_html, format_html_join
from PIL import Image, ImageChops, ImageFilter

KEPT = Path(__file__).parent / "pictures"
SHOWN = Path("var/pictures")
ANEW = os.environ.get("PICTURES") == "new"
DPI, CLEAR_DPI = 40, 70  # of a picture that is kept, of one that is looked at
_GREYS = 6
_BLUR = 1.2  # pixels: edges of letters may be drawn otherwise on another machine
_DARKER = 40  # of 255: a place that has text on one page alone
_MOST = 40  # such places of a page, fewer than a word has


def differs(one: Image.Image, other: Image.Image) -> int:
    """Count the places that have something on one page alone."""
    difference = ImageChops.difference(*(page.filter(ImageFilter.GaussianBlur(_BLUR)) for page in (one, other)))
    return sum(difference.histogram()[_DARKER:])


def looks_alike(one: Image.Image, other: Image.Image) -> bool:
    return one.size == other.size and differs(one, other) <= _MOST


def kept(name: str) -> list[Image.Image]:
    """Return the pages of a paper that were looked at."""
    return [_read(KEPT / f"{name}-{number}.png") for number in range(1, len(_files(name)) + 1)]


def keep(name: str, pages: Sequence[Image.Image]) -> None:
    """Keep the pages in place of the former ones; a page that looks the same stays as it is."""
    for surplus in _files(name)[len(pages) :]:
        surplus.unlink()
    for number, page in enumerate(pages, 1):
        file = KEPT / f"{name}-{number}.png"
        if not file.exists() or not looks_alike(_read(file), page):
            page.quantize(_GREYS, dither=Image.Dither.NONE).save(file, optimize=True)


def names() -> set[str]:
    """Return the papers of which pages are kept."""
    return {file.stem.rpartition("-")[0] for file in KEPT.glob("*.png")}


def forget(names: Iterable[str]) -> None:
    """Throw away the pictures of papers that are no more."""
    for name in names:
        for file in _files(name):
            file.unlink()


def show(name: str, number: int, before: Image.Image | None, now: Image.Image | None) -> Path:
    """Draw a changed page: as it was kept, as it is now, and in black what differs."""
    sheets = [page or Image.new("L", (now or before).size, 230) for page in (before, now)]
    size = max(page.width for page in sheets), max(page.height for page in sheets)
    same = [_on_sheet(page, size) for page in sheets]
    picture = Image.new("L", (3 * size[0] + 20, size[1]), 128)
    for place, page in enumerate([*same, ImageChops.invert(ImageChops.difference(*same))]):
        picture.paste(page, (place * (size[0] + 10), 0))
    SHOWN.mkdir(parents=True, exist_ok=True)
    file = SHOWN / f"changed-{name}-{number}.png"
    picture.save(file)
    return file


def show_all(papers: dict[str, list[Image.Image]]) -> Path:
    """Write one page with the pages of all these papers, clear enough to be read."""
    SHOWN.mkdir(parents=True, exist_ok=True)
    for name, pages in papers.items():
        for number, page in enumerate(pages, 1):
            page.quantize(16).save(SHOWN / f"{name}-{number}.png")
    shown = ((name, _pages(name, len(pages))) for name, pages in sorted(papers.items()))
    rows = format_html_join("", "<h2>{}</h2><p>{}</p>", shown)
    index = SHOWN / "index.html"
    index.write_text(format_html('<!doctype html><meta charset="utf-8"><title>Papers</title>{}', rows))
    return index


def _pages(name: str, count: int) -> str:
    return format_html_join(" ", '<img src="{}-{}.png" border="1">', ((name, n) for n in range(1, count + 1)))


def _files(name: str) -> list[Path]:
    found = (file for file in KEPT.glob(f"{name}-*.png") if file.stem.rpartition("-")[0] == name)
    return sorted(found, key=lambda file: int(file.stem.rpartition("-")[2]))


def _read(file: Path) -> Image.Image:
    with Image.open(file) as picture:
        return picture.convert("L")


def _on_sheet(page: Image.Image, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("L", size, 255)
    sheet.paste(page)
    return sheet
