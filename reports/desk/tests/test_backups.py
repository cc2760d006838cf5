import io
import json
import os
import re
import stat
import tarfile
from pathlib import Path

import pytest
from django.db import connection

from mentoring.accounts.operations import Refused
from reports.desk import archives, backups
from reports.desk.archives import About, Unusable
from tests.installation import Installation

RAW = "CREATE TABLE ledger (number integer PRIMARY KEY)"


@pytest.fixture
def archive(tmp_path: Path) -> archives.Archive:
    """A small archive, written by the module alone."""
    database = tmp_path / "database.sqlite3"
    database.write_bytes(b"rows" * 1000)
    (tmp_path / "files" / "7").mkdir(parents=True)
    (tmp_path / "files" / "7" / "aa").write_bytes(b"paper" * 500)
    (tmp_path / "files" / "7" / "bb.part").write_bytes(b"half of a pap")
    about = About("2026-11-22T07:00:00+00:00", "sqlite", ("accounts.0001_initial",))
    return archives.write(tmp_path / "copy.tar", about, database, tmp_path / "files", {"accounts_user": 3})


def whole(place: Installation) -> dict[str, list]:
    """Read every row but of the sessions, which a restore closes, and of the cache, where the doctor tries to write."""
    tables = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        if place.database_url.startswith("sqlite")
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    names = sorted({name for (name,) in place.ask(tables)} - {"django_session", "cache"})
    return {name: sorted(place.ask(f'SELECT * FROM "{name}"'), key=repr) for name in names}


def kept(place: Installation) -> dict[str, bytes]:
    folder = place.folder / "files"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def back_up(place: Installation, *arguments: str) -> Path:
    said = place.manage("backup", *arguments).stdout
    return Path(re.search(r"сверена: (\S+\.tar),", said)[1])


def test_archive_is_whole_and_tells_what_it_holds(archive, tmp_path: Path):
    read = archives.check(archive.path)

    assert read == archive
    assert read.contents.rows == {"accounts_user": 3}
    assert read.contents.files == ["7/aa"]
    assert read.database == "database.sqlite3"
    archives.take_files(read, tmp_path / "out")
    assert (tmp_path / "out" / "7" / "aa").read_bytes() == b"paper" * 500


def test_archive_is_for_its_owner_alone_and_opens_without_the_program(archive):
    assert stat.S_IMODE(archive.path.stat().st_mode) == 0o600
    with tarfile.open(archive.path) as tar:
        assert tar.getnames() == ["about.json", "database.sqlite3", "files/7/aa", "contents.json"]


def test_archive_cut_anywhere_is_refused(archive):
    data = archive.path.read_bytes()
    for size in range(0, len(data), 97):
        archive.path.write_bytes(data[:size])

        with pytest.raises(Unusable):
            archives.check(archive.path)


def test_archive_with_any_changed_byte_is_refused(archive):
    data = archive.path.read_bytes()
    for place in range(0, len(data), 61):
        archive.path.write_bytes(data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :])

        with pytest.raises(Unusable):
            archives.check(archive.path)


@pytest.mark.parametrize("data", [b"", b"not a tar at all" * 100, b"\0" * 10240])
def test_file_that_is_no_backup_is_refused_in_words(tmp_path: Path, data: bytes):
    (tmp_path / "letter.doc").write_bytes(data)

    with pytest.raises(Unusable, match=r"letter\.doc: это не резервная копия программы"):
        archives.check(tmp_path / "letter.doc")


def test_tar_of_another_program_is_refused(tmp_path: Path):
    with tarfile.open(tmp_path / "other.tar", "w") as tar:
        data = json.dumps({"product": "another"}).encode()
        member = tarfile.TarInfo("about.json")
        member.size = len(data)
        tar.addfile(member, io.BytesIO(data))

    with pytest.raises(Unusable, match="это не резервная копия"):
        archives.check(tmp_path / "other.tar")


def test_archive_that_would_write_outside_its_folder_is_refused(archive, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(archives, "FILES", "../files/")

    with pytest.raises(Unusable, match="чего программа туда не кладёт"):
        archives.write(tmp_path / "bad.tar", archive.about, tmp_path / "database.sqlite3", tmp_path / "files", {})
    assert not list(tmp_path.glob("bad*"))


def test_disk_that_fills_up_leaves_no_half_of_an_archive(archive, tmp_path: Path, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        archives.write(tmp_path / "new.tar", archive.about, tmp_path / "database.sqlite3", tmp_path / "files", {})
    assert not list(tmp_path.glob("new*"))


@pytest.mark.timeout(600)
def test_restored_place_has_the_same_rows_and_files_is_healthy_and_never_restored_over(installation, empty_place):
    before, files = whole(installation), kept(installation)
    copy = back_up(installation)

    said = empty_place.manage("restore", str(copy)).stdout

    assert "Проверка ничего не нашла." in said
    assert whole(empty_place) == before
    assert kept(empty_place) == files
    assert len(files) > 5

    refused = empty_place.manage("restore", str(copy), check=False)

    assert refused.returncode == 1
    assert "В базе уже есть организация" in refused.stderr
    assert whole(empty_place) == before


def test_damaged_archive_touches_nothing(archive, empty_place):
    archive.path.write_bytes(archive.path.read_bytes()[:-1])

    refused = empty_place.manage("restore", str(archive.path), check=False)

    assert refused.returncode == 1
    assert "copy.tar: копия повреждена или обрывается" in refused.stderr
    assert not (empty_place.folder / "files").exists()
    assert whole(empty_place) == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("engine", "migration", "words"),
    [
        (connection.vendor, "roadmap.9999_later", r"сделана более новой программой \(roadmap\.9999_later\)"),
        ("another", "roadmap.0001_initial", "это копия базы another, а DATABASE_URL ведёт в"),
    ],
)
def test_archive_that_this_program_cannot_take_is_refused(archive, tmp_path: Path, engine, migration, words):
    about = About("2026-11-22T07:00:00+00:00", engine, (migration,))
    archives.write(tmp_path / "its.tar", about, tmp_path / "database.sqlite3", tmp_path / "files", {})

    with pytest.raises(Refused, match=words):
        backups.check(tmp_path / "its.tar")


@pytest.mark.django_db
def test_folder_with_other_files_is_no_place_to_restore(archive, tmp_path: Path, settings):
    settings.MEDIA_ROOT = tmp_path / "kept"
    (tmp_path / "kept" / "7").mkdir(parents=True)
    (tmp_path / "kept" / "7" / "cc").write_bytes(b"another school's paper")

    with pytest.raises(Refused, match=r"уже лежат другие файлы \(7/cc\)"):
        backups.restore(archive)


def test_old_copies_go_and_the_newest_stay(tmp_path: Path):
    names = [f"mentoring-{year}-01-01T000000Z.tar" for year in (2023, 2024, 2025)]
    for name in (*names, "diary.tar"):
        (tmp_path / name).write_bytes(b"copy")

    assert backups.prune(tmp_path, keep=2) == [tmp_path / names[0]]

    assert sorted(path.name for path in tmp_path.iterdir()) == ["diary.tar", *names[1:]]


@pytest.mark.timeout(600)
def test_copy_made_while_others_write_is_of_one_moment(installation, empty_place):
    """A writer adds numbers 1, 2, 3 … each in two tables at once; a copy of one moment has them equal, without gaps."""
    installation.ask(RAW)
    installation.ask(RAW.replace("ledger", "mirror"))
    writer = installation.start("tests.writing", installation.database_url, log="writing")
    try:
        while installation.ask("SELECT count(*) FROM ledger")[0][0] < 50:
            assert writer.poll() is None
        copy = back_up(installation)
        written = installation.ask("SELECT count(*) FROM ledger")[0][0]
    finally:
        installation.kill(writer)

    empty_place.manage("restore", str(copy))

    [(first, last, count)] = empty_place.ask("SELECT min(number), max(number), count(*) FROM ledger")
    assert (first, last) == (1, count)
    assert 50 <= count < written
    assert empty_place.ask("SELECT number FROM mirror ORDER BY 1") == [(number,) for number in range(1, count + 1)]
