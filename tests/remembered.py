"""Tables that the migrations made, kept from one run to the next: making them takes longer than most runs.

The name of the file is the digest of all migrations, so a changed one is never met by yesterday's tables.
"""

import contextlib
import hashlib
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parent.parent
APPS = ("mentoring", "roadmap", "practices", "surveys", "reports")
MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # how Django calls the database of a run on SQLite


def place() -> Path:
    """Return where the tables of these migrations are kept for this engine."""
    digest = hashlib.sha256(django.__version__.encode())
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("migrations/*.py")):
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return ROOT / "var" / f"tables-{connection.vendor}-{digest.hexdigest()[:16]}"


@contextlib.contextmanager
def recalled(kept: Path) -> Iterator[None]:
    """Lay the kept tables where the run will look for its own, if there are any."""
    with contextlib.ExitStack() as held:
        if kept.exists() and connection.vendor == "sqlite":
            memory = held.enter_context(contextlib.closing(sqlite3.connect(MEMORY, uri=True)))
            with contextlib.closing(sqlite3.connect(f"file:{kept}?mode=ro", uri=True)) as source:
                source.backup(memory)
        elif kept.exists() and "TEST_DATABASE_URL" not in os.environ:
            _postgres("createdb", _name())
            _postgres("psql", "--quiet", "--output", os.devnull, "--file", str(kept), _name())
        yield  # a database in memory lives as long as somebody holds it open


def keep(kept: Path) -> None:
    """Keep the tables of a run that has just made them; those of other migrations go."""
    kept.parent.mkdir(exist_ok=True)
    half = kept.with_suffix(f".{os.getpid()}")
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(half)) as target:
            connection.connection.backup(target)
    else:
        _postgres("pg_dump", "--file", str(half), _name())
    for old in kept.parent.glob(f"tables-{connection.vendor}-*"):
        if old != half:
            old.unlink(missing_ok=True)
    half.rename(kept)


def _name() -> str:
    return f"test_{settings.DATABASES['default']['NAME'].removeprefix('test_')}"


def _postgres(program: str, *arguments: str) -> None:
    subprocess.run([program, "--host", connection.settings_dict["HOST"], *arguments], check=True)
