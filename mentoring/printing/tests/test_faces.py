"""Fonts that an operator puts beside ours: offered whole, set by the renderer, never asked of anybody else."""

import re

import pytest

from mentoring.printing import faces, glyphs, press
from mentoring.printing.tests import families

SHEETS = ("css/shares.css", "css/act.css")
PAGE = (
    '<html lang="ru"><head><title>Проба</title></head>'
    '<body class="sheet"><p>Съешь ещё этих <b>булок</b></p></body></html>'
)
PROBE = "Probe Serif"


@pytest.fixture
def folder(settings, tmp_path):
    settings.FONTS_DIR = tmp_path / "fonts"
    settings.FONTS_DIR.mkdir()
    return settings.FONTS_DIR


@pytest.fixture
def one():
    made = press.Press()
    yield made
    made.close()


def set_in(one: press.Press, font: str) -> bytes:
    return one.pdf(PAGE, sheets=SHEETS, extras=press.Extras(font=font), uncompressed=True)


def fonts_of(content: bytes) -> set[str]:
    return {name.decode() for name in re.findall(rb"/BaseFont /[A-Z]{6}\+([\w-]+)", content)}


def test_a_whole_family_is_offered(folder):
    families.put(folder, PROBE)

    assert faces.offered() == (PROBE,)
    assert faces.regular(PROBE) == folder / "Regular.ttf"


def test_without_a_folder_nothing_is_offered(settings):
    settings.FONTS_DIR = None

    assert faces.offered() == ()
    assert faces.regular(PROBE).name == "Tinos-Regular.ttf"


def test_half_a_family_is_not_offered(folder):
    families.put(folder, PROBE, faces=("Regular", "Bold"))

    assert faces.offered() == ()


def test_a_family_that_may_not_be_put_into_a_file_is_not_offered(folder):
    families.put(folder, PROBE, fsType=2)

    assert faces.offered() == ()


def test_a_family_without_russian_letters_is_not_offered(folder):
    families.put(folder, PROBE, letters="ABCabc")

    assert faces.offered() == ()


@pytest.mark.parametrize("name", ['X"; } @import url("http://169.254.169.254/a.css"); a { b: "', "X" * 61, "-x"])
def test_a_family_whose_name_is_no_name_is_not_offered(folder, name):
    families.put(folder, name)

    assert faces.offered() == ()


def test_what_is_no_font_is_passed_over(folder):
    families.put(folder, PROBE)
    (folder / "broken.ttf").write_bytes(b"<svg/>")

    assert faces.offered() == (PROBE,)


def test_the_renderer_sets_the_family_that_was_named_and_puts_it_into_the_file(folder, one):
    families.put(folder, PROBE)

    named = set_in(one, PROBE)

    assert fonts_of(named) == {"Probe-Serif", "Probe-Serif-Bold"}
    assert fonts_of(set_in(one, "")) == {"Tinos", "Tinos-Bold"}
    assert named == set_in(one, PROBE)


def test_a_family_that_is_gone_leaves_the_paper_in_ours(one):
    assert fonts_of(set_in(one, PROBE)) == {
        "Tinos",
        "Tinos-Bold",
    }


def test_no_name_of_a_font_writes_into_the_sheet(one):
    hostile = 'x"; } @import url("http://169.254.169.254/a.css"); a { b: "'

    with pytest.raises(press.Failed):
        set_in(one, hostile)


def test_letters_are_looked_for_in_the_font_that_sets_them(folder):
    families.put(folder, PROBE, letters="".join(faces.RUSSIAN))

    assert glyphs.missing(["жZ"]) == ()
    assert glyphs.missing(["жZ"], family=PROBE) == ("Z",)
    assert glyphs.boxed("жZ", family=PROBE) == "ж□"
