import hashlib

import pytest

from mentoring.access import Role
from mentoring.accounts import files as kept_files
from mentoring.accounts.models import JournalEntry, StoredFile
from mentoring.accounts.tests import cms
from reports.documents import scanning
from reports.documents.models import Rendering, Scan
from reports.documents.rendering import files
from reports.documents.scanning import ScanRefused
from reports.documents.tests.office import text
from tests.cast import browse, make_member

SCAN = b"%PDF-1.7 scan"
GOST = cms.envelope(cms.signer(b"\x07" * 32))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def secretary(curator):
    return curator.member


@pytest.fixture
def pdf(act) -> StoredFile:
    """Make the PDF of the act, as the renderer does."""
    rendering = act.renderings.get(format="pdf")
    files.render(rendering.pk)
    return Rendering.objects.get(pk=rendering.pk).file


def content(file: StoredFile) -> bytes:
    return kept_files.read(file)


def test_signature_is_kept_with_the_digests_of_both_files(act, pdf, secretary):
    data = cms.sign(content(pdf))

    kept = scanning.attach_signature(act, pdf, "приказ.pdf.sig", data, by=secretary)

    assert (kept.sort, kept.signed) == (Scan.Sort.SIGNATURE, pdf.sha256)
    assert kept.file.sha256 == hashlib.sha256(data).hexdigest()
    assert kept.file.action == "documents.see"
    entry = JournalEntry.objects.filter(action="document.signature").get()
    assert entry.values.after == {"file": kept.file.public_id, "sha256": kept.file.sha256}
    (told,) = scanning.beside(act, scanning.signable(act))
    assert (told.of, told.said) == (pdf.name, "Отпечаток SHA-256 внутри подписи совпадает с отпечатком файла.")


def test_signature_by_another_algorithm_is_kept_and_not_said_to_be_compared(act, pdf, secretary):
    scanning.attach_signature(act, pdf, "приказ.sig", GOST, by=secretary)

    (told,) = scanning.beside(act, scanning.signable(act))
    assert told.said == "Отпечаток внутри подписи (ГОСТ Р 34.11-2012, 256 бит) здесь не сверить."


def test_signature_of_another_file_is_refused_and_the_right_one_named(act, pdf, secretary):
    scan = scanning.attach(act, "лист.pdf", SCAN, by=secretary)

    with pytest.raises(ScanRefused, match=rf"подписан не файл «{pdf.name}». Она от файла «лист.pdf»: выберите его"):
        scanning.attach_signature(act, pdf, "а.sig", cms.sign(SCAN), by=secretary)
    with pytest.raises(ScanRefused, match=r"подписан не файл «лист.pdf». Скачайте файл отсюда"):
        scanning.attach_signature(act, scan.file, "а.sig", cms.sign(b"another"), by=secretary)
    assert scanning.attach_signature(act, scan.file, "а.sig", cms.sign(SCAN), by=secretary).signed == scan.file.sha256


def test_signature_is_kept_once_and_never_as_a_scan(act, pdf, secretary):
    scanning.attach_signature(act, pdf, "а.sig", GOST, by=secretary)

    with pytest.raises(ScanRefused, match="эта подпись уже приложена"):
        scanning.attach_signature(act, pdf, "б.sig", GOST, by=secretary)
    with pytest.raises(ScanRefused, match="скан принимаем в PDF, JPEG или PNG"):
        scanning.attach(act, "в.sig", GOST, by=secretary)
    with pytest.raises(ScanRefused, match="нужен файл отсоединённой подписи"):
        scanning.attach_signature(act, pdf, "скан.pdf", SCAN, by=secretary)
    assert act.scans.count() == 1


def test_file_of_another_act_is_not_signed_here(act, pdf, secretary, school):
    stranger = kept_files.store(school, "чужой.pdf", SCAN, action="documents.see", by=secretary)

    with pytest.raises(ScanRefused, match="Выберите из файлов этого документа"):
        scanning.attach_signature(act, stranger, "а.sig", GOST, by=secretary)


def test_reader_attaches_no_signature(act, pdf, school):
    reader = make_member(school, Role.METHODIST)

    with pytest.raises(ScanRefused, match="тот, кто ведёт документы"):
        scanning.attach_signature(act, pdf, "а.sig", GOST, by=reader)


def test_page_shows_both_digests_and_never_says_that_a_signature_is_verified(act, pdf, secretary):
    browser = browse(secretary)
    kept = scanning.attach_signature(act, pdf, "приказ.pdf.sig", cms.sign(content(pdf)), by=secretary)

    said = text(browser.get("document", act.public_id))

    assert said.count(f'value="{pdf.sha256}"') == said.count(f'value="{kept.file.sha256}"') == 1
    assert f"электронная подпись файла «{pdf.name}»".replace("\u00a0", " ") in said
    assert "Чья это подпись и действует ли сертификат, система не проверяет." in said
    assert "проверена" not in said


def test_signature_that_is_gone_from_the_disk_breaks_no_page(act, pdf, secretary, settings):
    kept = scanning.attach_signature(act, pdf, "а.sig", GOST, by=secretary)
    (settings.MEDIA_ROOT / kept.file.path).unlink()

    assert "Файл подписи сейчас не прочитать." in text(browse(secretary).get("document", act.public_id))
