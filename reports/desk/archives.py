"""One file with everything of an installation: a tar whose last bytes are the digest of all before them.

Members: `about.json` says what made the file and when, `database.…` is the database, `files/…` are the kept files,
`contents.json` counts the rows of each table and names the digest of every member. `tar -x` opens it without us.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

FORMAT = 1
FILES = "files/"
_PRODUCT = "mentoring"
_SEAL = 64  # hexadecimal digits of SHA-256
_CHUNK = 1024 * 1024


class Unusable(Exception):
    """A file that must not be restored; carries the sentence that says why."""


@dataclass(frozen=True)
class About:
    """What made an archive, and when."""

    made_at: str  # ISO 8601, UTC
    engine: str
    migrations: tuple[str, ...]
    product: str = _PRODUCT
    format: int = FORMAT

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


@dataclass(frozen=True)
class Contents:
    """What an archive holds: rows of each table, digest of each member."""

    rows: Mapping[str, int]
    digests: Mapping[str, str]

    @property
    def files(self) -> list[str]:
        """Paths of the kept files below their folder."""
        return [name.removeprefix(FILES) for name in self.digests if name.startswith(FILES)]


@dataclass(frozen=True)
class Archive:
    """A whole archive on the disk."""

    path: Path
    about: About
    contents: Contents

    @property
    def database(self) -> str:
        return next(name for name in self.contents.digests if not name.startswith(FILES))


def write(path: Path, about: About, database: Path, files: Path, rows: Mapping[str, int]) -> Archive:
    """Write an archive aside, read it again, and only then give it its name."""
    aside = path.with_name(f"{path.name}.part")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            _write(_Digesting(stream), about, database, files, rows)
            stream.flush()
            os.fsync(stream.fileno())
        read = check(aside)
        aside.rename(path)
    finally:
        aside.unlink(missing_ok=True)
    return Archive(path, read.about, read.contents)


def check(path: Path) -> Archive:
    """Read a whole archive and return what it says of itself; Unusable where anything is not as it was written."""
    said = _first(path)
    if said.get("product") != _PRODUCT:
        raise Unusable(f"{path.name}: это не резервная копия программы. Её делает команда `manage.py backup`.")
    if not _is_sealed(path):
        raise Unusable(f"{path.name}: копия повреждена или обрывается. Возьмите другую или скопируйте файл ещё раз.")
    if said["format"] > FORMAT:
        raise Unusable(f"{path.name}: копия сделана более новой программой. Сначала обновите программу.")
    about = About(**said | {"migrations": tuple(said["migrations"])})
    return Archive(path, about, _contents(path))


def take(archive: Archive, name: str, target: Path) -> None:
    """Write one member to its place, flushed to the disk."""
    with tarfile.open(archive.path, "r:") as tar:
        _take(tar, tar.getmember(name), target)


def take_files(archive: Archive, folder: Path) -> None:
    """Write every kept file to its place."""
    with tarfile.open(archive.path, "r:") as tar:
        for member in tar:
            if member.name.startswith(FILES):
                _take(tar, member, folder / member.name.removeprefix(FILES))


class _Digesting:
    """A stream that knows the digest of what went through it."""

    def __init__(self, stream) -> None:
        self.stream = stream
        self.digest = hashlib.sha256()

    def write(self, data) -> int:
        self.digest.update(data)
        return self.stream.write(data)

    def read(self, size: int) -> bytes:
        data = self.stream.read(size)
        self.digest.update(data)
        return data


def _write(stream: _Digesting, about: About, database: Path, files: Path, rows: Mapping[str, int]) -> None:
    digests = {}
    with tarfile.open(fileobj=stream, mode="w|") as tar:
        _add_json(tar, "about.json", asdict(about))
        for name, path in ((database.name, database), *_kept(files)):
            with path.open("rb") as source:
                member = tarfile.TarInfo(name)
                member.size = os.fstat(source.fileno()).st_size
                reading = _Digesting(source)
                tar.addfile(member, reading)
                digests[name] = reading.digest.hexdigest()
        _add_json(tar, "contents.json", {"rows": dict(rows), "digests": digests})
    stream.stream.write(stream.digest.hexdigest().encode())


def _kept(files: Path) -> Iterator[tuple[str, Path]]:
    """Name the files that are whole: what is being written is not there yet."""
    for path in sorted(files.rglob("*")):
        if path.is_file() and path.suffix != ".part":
            yield FILES + str(path.relative_to(files)), path


def _add_json(tar: tarfile.TarFile, name: str, value) -> None:
    data = json.dumps(value, ensure_ascii=False, indent=1).encode()
    member = tarfile.TarInfo(name)
    member.size = len(data)
    tar.addfile(member, io.BytesIO(data))


def _first(path: Path) -> dict:
    """Return what the first member says; nothing where the file is none of ours."""
    try:
        with tarfile.open(path, "r:") as tar:
            first = tar.next()
            ours = first and first.isreg() and first.name == "about.json"
            return dict(json.load(tar.extractfile(first))) if ours else {}
    except (tarfile.TarError, ValueError, TypeError):
        return {}
    except OSError as error:
        raise Unusable(f"{path}: такого файла нет, или его нельзя читать.") from error


def _contents(path: Path) -> Contents:
    """Compare every member with the list that goes with them."""
    listed, digests = None, {}
    with tarfile.open(path, "r:") as tar:
        for member in tar:
            if not member.isreg() or not _is_tame(member.name):
                raise Unusable(f"{path.name}: в копии лежит то, чего программа туда не кладёт: {member.name}.")
            data = tar.extractfile(member)
            if member.name == "contents.json":
                listed = Contents(**json.load(data))
            elif member.name != "about.json":
                digests[member.name] = hashlib.file_digest(data, "sha256").hexdigest()
    if listed is None or digests != listed.digests:
        raise Unusable(f"{path.name}: содержимое копии не совпадает с её описью. Возьмите другую копию.")
    return listed


def _is_sealed(path: Path) -> bool:
    digest, left = hashlib.sha256(), path.stat().st_size - _SEAL
    with path.open("rb") as stream:
        while left > 0 and (data := stream.read(min(left, _CHUNK))):
            digest.update(data)
            left -= len(data)
        return stream.read() == digest.hexdigest().encode()


def _is_tame(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not name.startswith("/") and ".." not in parts and (len(parts) == 1 or parts[0] == FILES.rstrip("/"))


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as stream:
        source = tar.extractfile(member)
        while data := source.read(_CHUNK):
            stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
