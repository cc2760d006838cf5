"""The whole database as one file, and back: what differs between SQLite and PostgreSQL."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection, transaction
from psycopg2.extensions import make_dsn

from mentoring.accounts.operations import Refused

# A base where nobody works yet: its tables may be there, its people are not.
_PEOPLE = ("accounts_organization", "accounts_user")
# The role of the restored base may have another name.
_NOBODYS = ("--no-owner", "--no-privileges")


def copy(folder: Path) -> tuple[Path, dict[str, int]]:
    """Copy the database as it stands at one moment, whoever writes; count the rows of the copy."""
    return _copy_sqlite(folder) if connection.vendor == "sqlite" else _copy_postgresql(folder)


def load(source: Path) -> None:
    """Put a copy in the place of an empty database, wholly or not at all."""
    if connection.vendor == "sqlite":
        _load_sqlite(source)
    else:
        _load_postgresql(source)


def rows() -> dict[str, int]:
    """Count the rows of every table."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cursor.execute(_counting(tables))
        return dict(cursor.fetchall())


def is_empty() -> bool:
    """Tell whether the database has no organization and no person."""
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in set(_PEOPLE) & set(tables):
            cursor.execute(_counting([table]))
            if cursor.fetchone()[1]:
                return False
    return True


def _counting(tables: list[str]) -> str:
    return " UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables)


def _copy_sqlite(folder: Path) -> tuple[Path, dict[str, int]]:
    """Let SQLite write the copy: the file alone lacks what still stands in its log."""
    target = folder / "database.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
        tables = connection.introspection.table_names(cursor)
    with closing(sqlite3.connect(target)) as copied:
        return target, dict(copied.execute(_counting(tables)))


def _copy_postgresql(folder: Path) -> tuple[Path, dict[str, int]]:
    """Let pg_dump see the same moment as the transaction that counts the rows."""
    target = folder / "database.pgdump"
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        counted = rows()
        _call(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"
        )
    return target, counted


def _load_sqlite(source: Path) -> None:
    place = Path(connection.settings_dict["NAME"])
    connection.close()
    aside = place.with_name(f"{place.name}.restoring")
    shutil.copyfile(source, aside)
    with aside.open("rb") as stream:
        os.fsync(stream.fileno())
    for log in ("-wal", "-shm"):
        place.with_name(place.name + log).unlink(missing_ok=True)
    aside.rename(place)


def _load_postgresql(source: Path) -> None:
    """Drop the tables of the empty base, which may be of a newer program than the copy, and fill it."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            drop = f'DROP TABLE "{table}" CASCADE'
            cursor.execute(drop)
    connection.close()
    _call("pg_restore", *_NOBODYS, "--clean", "--if-exists", "--single-transaction", "--exit-on-error", str(source))


def _call(name: str, *arguments: str) -> None:
    """Call a program of PostgreSQL for our database; the password goes by the environment, which nobody reads."""
    program = _program(name)
    access = connection.get_connection_params()
    environment = os.environ | {"PGPASSWORD": access.pop("password", ""), "LC_ALL": "C.UTF-8"}
    access.pop("cursor_factory", None)
    done = subprocess.run(
        [program, f"--dbname={make_dsn(**access)}", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused(f"{name} не справился: {done.stderr.strip().splitlines()[0]}")


def _program(name: str) -> str:
    """Find a program that is not older than the server."""
    with connection.cursor():
        server = connection.pg_version // 10_000
    package = f"apt-get install postgresql-client-{server}"
    program = shutil.which(name)
    if program is None:
        raise Refused(f"Нет программы {name}: без неё базу PostgreSQL не сохранить. Установите: `{package}`.")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    version = int(said.split()[2].split(".")[0])
    if version < server:
        raise Refused(f"{name} версии {version} старше сервера версии {server}. Установите: `{package}`.")
    return program
