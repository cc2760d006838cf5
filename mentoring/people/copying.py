"""Rows by the thousand into a table and out of it in one statement: COPY on PostgreSQL, executemany on SQLite.

Walls, constraints and keys hold as they do for a single row: `pre_save` of each field is asked.
"""

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"


def _quoted(*names: str) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)


def numbers(model: type[models.Model], count: int) -> list[int]:
    """Reserve primary keys for rows that refer to one another before any of them is written."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if _is_postgres():
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [f'"{table}"', count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + 1 + count))


class Load(NamedTuple):
    """Rows of one table as the database takes them: the text of COPY, or the values of executemany."""

    table: str
    columns: list[str]
    content: Any


def laid_out(rows: Sequence[models.Model]) -> Load:
    """Turn new rows into what is written; those that have no primary key get one from the database."""
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if rows[0].pk is not None or not field.primary_key]
    values = ([field.pre_save(row, True) for field in fields] for row in rows)
    return Load(meta.db_table, [field.column for field in fields], _content(values))


def write(load: Load) -> None:
    with connection.cursor() as cursor:
        _write(cursor, load)


def insert(rows: Sequence[models.Model]) -> None:
    """Write new rows."""
    if rows:
        write(laid_out(rows))


def upsert(rows: Sequence[models.Model], update: Sequence[str]) -> None:
    """Write rows that have their primary keys; of those that are there already, only the fields in `update`."""
    if not rows:
        return
    meta = rows[0]._meta
    columns = [field.column for field in meta.concrete_fields]
    given = ([field.pre_save(row, True) for field in meta.concrete_fields] for row in rows)
    changed = [meta.get_field(name).column for name in update]
    settings = ", ".join(f"{_quoted(name)} = excluded.{_quoted(name)}" for name in changed)
    conflict = f"ON CONFLICT (id) DO UPDATE SET {settings}, version = {_quoted(meta.db_table)}.version + 1"
    with connection.cursor() as cursor:
        if not _is_postgres():
            marks = ", ".join(["%s"] * len(columns))
            statement = f"INSERT INTO {_quoted(meta.db_table)} ({_quoted(*columns)}) VALUES ({marks}) {conflict}"
            cursor.executemany(statement, [tuple(map(_plain, values)) for values in given])
            return
        with _aside(cursor, meta.db_table, columns) as aside:
            _fill(cursor, aside, columns, given)
            cursor.execute(
                f"INSERT INTO {_quoted(meta.db_table)} ({_quoted(*columns)}) "
                f"SELECT {_quoted(*columns)} FROM {_quoted(aside)} {conflict}"
            )


def change(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write the named fields of rows that are there."""
    if not rows:
        return
    meta = rows[0]._meta
    fields = [meta.get_field(name) for name in names]
    columns = [field.column for field in fields]
    given = ([*(field.pre_save(row, False) for field in fields), row.pk] for row in rows)
    with connection.cursor() as cursor:
        if not _is_postgres():
            settings = ", ".join(f"{_quoted(name)} = %s" for name in columns)
            statement = f"UPDATE {_quoted(meta.db_table)} SET {settings} WHERE id = %s"
            cursor.executemany(statement, [tuple(map(_plain, values)) for values in given])
            return
        with _aside(cursor, meta.db_table, [*columns, "id"]) as aside:
            _fill(cursor, aside, [*columns, "id"], given)
            settings = ", ".join(f"{_quoted(name)} = aside.{_quoted(name)}" for name in columns)
            cursor.execute(
                f"UPDATE {_quoted(meta.db_table)} AS kept SET {settings} FROM {_quoted(aside)} AS aside "
                "WHERE kept.id = aside.id"
            )


@contextmanager
def temporary(name: str, columns: dict[str, str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lay values out as a table that can be joined, gone at the end."""
    declared = ", ".join(f"{_quoted(column)} {kind}" for column, kind in columns.items())
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {_quoted(name)} ({declared})")
        try:
            _fill(cursor, name, list(columns), rows)
            if _is_postgres():
                cursor.execute(f"ANALYZE {_quoted(name)}")
            yield name
        finally:
            if not connection.needs_rollback:
                cursor.execute(f"DROP TABLE {_quoted(name)}")


@contextmanager
def _aside(cursor, table: str, columns: Sequence[str]) -> Iterator[str]:
    """Make an empty table of the same columns without their rules."""
    name = f"aside_{table}"[:60]
    cursor.execute(
        f"CREATE TEMPORARY TABLE {_quoted(name)} AS SELECT {_quoted(*columns)} FROM {_quoted(table)} LIMIT 0"
    )
    yield name
    cursor.execute(f"DROP TABLE {_quoted(name)}")


def _fill(cursor, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    _write(cursor, Load(table, list(columns), _content(rows)))


def _content(rows: Iterable[Sequence[Any]]) -> Any:
    if not _is_postgres():
        return [tuple(map(_plain, values)) for values in rows]
    stream = io.StringIO()
    for values in rows:
        stream.write("\t".join(map(_copied, values)) + "\n")
    return stream


def _write(cursor, load: Load) -> None:
    if _is_postgres():
        load.content.seek(0)
        cursor.copy_expert(f"COPY {_quoted(load.table)} ({_quoted(*load.columns)}) FROM STDIN", load.content)
        return
    marks = ", ".join(["%s"] * len(load.columns))
    cursor.executemany(f"INSERT INTO {_quoted(load.table)} ({_quoted(*load.columns)}) VALUES ({marks})", load.content)


def _plain(value: Any) -> Any:
    """Give a value as the driver of SQLite takes it."""
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else value


def _copied(value: Any) -> str:
    """Give a value as it stands in a line of COPY."""
    if isinstance(value, str):
        return value.translate(_ESCAPES) if not value.isalnum() else value
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).translate(_ESCAPES)
    return value.isoformat() if isinstance(value, date) else str(value)
