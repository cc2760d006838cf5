"""Word documents opened by LibreOffice with our font: the same words as the PDF, as many pages give or take one."""

import os
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings

from reports.documents.rendering import docx
from reports.documents.tests import every_kind
from reports.documents.tests.printed import text_of_pdf, words_of

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PATIENCE = 600  # seconds for all papers together
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.timeout(PATIENCE + 60),
    pytest.mark.skipif(
        not OFFICE, reason="LibreOffice is not installed: apt-get install --no-install-recommends libreoffice-writer"
    ),
]
# Nothing but our font is there, and it stands for the one that the documents name.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern">
    <test name="family"><string>Times New Roman</string></test>
    <edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit>
  </match>
</fontconfig>
"""


@pytest.fixture(scope="module")
def opened(every_paper, tmp_path_factory) -> Path:
    """Let LibreOffice print every document; return where its PDFs are."""
    folder = tmp_path_factory.mktemp("office")
    for name, made in every_paper.items():
        (folder / f"{name}.docx").write_bytes(docx.render(made.paper))
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS.format(fonts=settings.BASE_DIR / "static/fonts/tinos", cache=folder / "cache"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    told = ["--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)]
    papers = sorted(str(file) for file in folder.glob("*.docx"))
    own = {**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": str(folder)}
    subprocess.run([OFFICE, profile, *told, *papers], env=own, timeout=PATIENCE, check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("name", every_kind.NAMES)
def test_libreoffice_prints_the_same_words_on_as_many_pages(name, every_paper, printed, opened):
    made, content = every_paper[name].paper, (opened / f"{name}.pdf").read_bytes()

    assert text_of_pdf(content, made) == words_of(made)
    assert abs(pages(content) - pages(printed[name])) <= 1


def pages(content: bytes) -> int:
    with pypdfium2.PdfDocument(content) as document:
        return len(document)
