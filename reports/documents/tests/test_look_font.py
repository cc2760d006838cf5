"""A font that the operator has put beside ours: chosen by the school, kept by acts, named in Word."""

import io
import re
import zipfile

import pytest

from mentoring.accounts import operations
from mentoring.pages import TOKEN
from mentoring.printing import press
from mentoring.printing.tests import families
from reports.documents import composing, dressing, issuing
from reports.documents.look import Look
from reports.documents.rendering import docx, pdf
from reports.documents.tests.acts import make_approved, today
from reports.documents.tests.printed import text_of_pdf, words_of

ADD, CHANGE = "admin:documents_look_add", "admin:documents_look_change"
PROBE = "Probe Serif"


@pytest.fixture
def folder(settings, tmp_path):
    """Put a family into the folder of the operator, before the renderer starts."""
    settings.FONTS_DIR = tmp_path / "fonts"
    families.put(settings.FONTS_DIR, PROBE)
    press.PRESS.close()
    yield settings.FONTS_DIR
    press.PRESS.close()


def fonts_in(content: bytes) -> set[bytes]:
    return set(re.findall(rb"/BaseFont /[A-Z]{6}\+([\w-]+)", content))


def fonts_named(content: bytes) -> set[str]:
    """Return the fonts that the usual style of a Word document names."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        style = package.read("word/styles.xml").decode().partition('w:styleId="Normal"')[2].partition("</w:style>")[0]
    return set(re.findall(r'w:(?:ascii|hAnsi|cs|eastAsia)="([^"]+)"', style))


def test_a_font_is_asked_for_where_there_is_one_to_choose(curator, folder, settings):
    page = curator.get(ADD).content.decode()
    assert f'<option value="{PROBE}">{PROBE}</option>' in page

    settings.FONTS_DIR = None
    assert 'name="font"' not in curator.get(ADD).content.decode()


def test_a_school_chooses_a_font_and_its_acts_are_printed_in_it(curator, school, cycle, head, folder):
    typed = {"emblem_at": "center", "lines": "ул. Лесная, д. 5", "profile": "2025", "font": PROBE}
    margins = {"left": 30, "right": 10, "top": 20, "bottom": 20}
    token = operations.offer(curator.member, "organization.edit")
    curator.client.post(curator.at(ADD), typed | margins | {TOKEN: token})
    document = make_approved(cycle, head, by=curator.member)

    act = issuing.issue(document, on=today(document), by=curator.member)

    paper = composing.compose(act)
    assert act.snapshot["look"] == {"lines": ("ул. Лесная, д. 5",), "font": PROBE}
    printed = pdf.render(paper, uncompressed=True)
    assert fonts_in(printed) == {b"Probe-Serif", b"Probe-Serif-Bold"}
    assert text_of_pdf(printed, paper) == words_of(paper)
    assert fonts_named(docx.render(paper)) == {PROBE}


@pytest.mark.parametrize("font", ["", "Gone Serif"])
def test_without_its_files_papers_are_printed_in_ours(school, settings, font):
    settings.FONTS_DIR = None
    look = Look.objects.create(organization=school, font=font)

    assert dressing.printed(look, order=False).font == ""
    assert fonts_in(pdf.render(dressing.sample(school), uncompressed=True)) == {b"Tinos", b"Tinos-Bold"}
    assert fonts_named(docx.render(dressing.sample(school))) == {"Times New Roman"}
