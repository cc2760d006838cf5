"""Walls between schools in the database itself, and an append-only journal.

For every foreign key between two rows of schools a trigger refuses a reference into another school; a row's own
organization never changes, and what a model calls frozen stays as it is. Django rebuilds tables on SQLite, which drops
their triggers and stops at those of others that name them: so all fall before each migrate and are made anew after it.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import connections, models

from mentoring.accounts.rows import OrganizationRow

APPEND_ONLY = ("accounts_journalentry",)

_PG_FUNCTIONS = """
CREATE OR REPLACE FUNCTION wall_same_organization() RETURNS trigger AS $$
DECLARE theirs bigint; reference bigint;
BEGIN
  EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO reference USING NEW;
  IF reference IS NULL THEN RETURN NEW; END IF;
  EXECUTE format('SELECT organization_id FROM %I WHERE %I = $1', TG_ARGV[1], TG_ARGV[2]) INTO theirs USING reference;
  IF theirs IS DISTINCT FROM NEW.organization_id AND theirs IS NOT NULL THEN
    RAISE EXCEPTION 'wall: %.% of another organization', TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE OR REPLACE FUNCTION wall_never_changes() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'wall: % is not to be changed so', TG_TABLE_NAME USING ERRCODE = '23514';
END $$ LANGUAGE plpgsql;
"""


def school_models():
    """Return every concrete model whose rows belong to a school."""
    return [m for m in apps.get_models() if issubclass(m, OrganizationRow) and not m._meta.proxy]


def crossings() -> list[tuple[type[models.Model], models.Field]]:
    """Return each foreign key that leads from a school's row to a school's row."""
    return [
        (model, field)
        for model in school_models()
        for field in model._meta.concrete_fields
        if field.is_relation and issubclass(field.related_model, OrganizationRow)
    ]


def build(using="default", **kwargs):
    """Make every wall anew; run after each migrate of any app, once its tables are there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_PG_FUNCTIONS)
        for name, table, statement in _triggers(connection, cursor):
            of_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{of_table}')
            cursor.execute(statement)


def fall(using="default", **kwargs):
    """Take the walls of SQLite down before a migrate; those of PostgreSQL stand through it."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'wall\\_%' ESCAPE '\\'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def missing(using="default") -> list[str]:
    """Return names of walls that should stand and do not."""
    connection = connections[using]
    standing = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(standing)
        found = {row[0] for row in cursor.fetchall()}
        return sorted(name for name, *_ in _triggers(connection, cursor) if name not in found)


def _short(name: str) -> str:
    """Keep a name within PostgreSQL's 63 bytes, still telling one from another."""
    return name if len(name) <= 63 else f"{name[:40]}_{sum(map(ord, name)):05d}_{name[-16:]}"


def _triggers(connection, cursor) -> Iterator[tuple[str, str, str]]:
    """Give name, table and statement of every wall whose tables are there."""
    tables = set(connection.introspection.table_names(cursor))
    postgresql = connection.vendor == "postgresql"
    crossing, refusing = (_pg_crossing, _pg_refusing) if postgresql else (_sqlite_crossing, _sqlite_refusing)
    for model, field in crossings():
        table, target = model._meta.db_table, field.related_model._meta
        if {table, target.db_table} <= tables:
            name = f"wall_{table}_{field.column}"
            yield from crossing(name, table, field.column, target.db_table, target.pk.column)
    for model in school_models():
        table = model._meta.db_table
        if table in tables:
            yield refusing(f"wall_{table}_organization", table, "UPDATE", "OLD.organization_id <> NEW.organization_id")
            yield from _frozen(connection, model, refusing)
    for table in set(APPEND_ONLY) & tables:
        for deed in ("update", "delete"):
            yield refusing(f"wall_{table}_append_{deed}", table, deed.upper(), "1 = 1")


def _frozen(connection, model, refusing) -> Iterator[tuple[str, str, str]]:
    """Give the walls of a row that is final once its column `frozen_by` has a value."""
    if not model.frozen_by:
        return
    table, is_final = model._meta.db_table, f'OLD."{model._meta.get_field(model.frozen_by).column}" IS NOT NULL'
    differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    columns = [model._meta.get_field(name).column for name in model.frozen]
    changed = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in columns)
    yield refusing(f"wall_{table}_frozen_update", table, "UPDATE", f"{is_final} AND ({changed})")
    yield refusing(f"wall_{table}_frozen_delete", table, "DELETE", is_final)


def _pg_crossing(name, table, column, target, key):
    statement = (
        f'CREATE TRIGGER "{_short(name)}" BEFORE INSERT OR UPDATE OF "{column}", organization_id ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION wall_same_organization('{column}', '{target}', '{key}')"
    )
    yield _short(name), table, statement


def _pg_refusing(name, table, deed, condition):
    statement = (
        f'CREATE TRIGGER "{_short(name)}" BEFORE {deed} ON "{table}" FOR EACH ROW WHEN ({condition}) '
        "EXECUTE FUNCTION wall_never_changes()"
    )
    return _short(name), table, statement


def _sqlite_crossing(name, table, column, target, key):
    for deed in ("INSERT", "UPDATE"):
        half = _short(f"{name}_{deed.lower()}")
        statement = (
            f'CREATE TRIGGER "{half}" BEFORE {deed} ON "{table}" FOR EACH ROW WHEN NEW."{column}" IS NOT NULL AND '
            f'(SELECT organization_id FROM "{target}" WHERE "{key}" = NEW."{column}") <> NEW.organization_id '
            "BEGIN SELECT RAISE(ABORT, 'wall: row of another organization'); END"
        )
        yield half, table, statement


def _sqlite_refusing(name, table, deed, condition):
    statement = (
        f'CREATE TRIGGER "{_short(name)}" BEFORE {deed} ON "{table}" FOR EACH ROW WHEN {condition} '
        "BEGIN SELECT RAISE(ABORT, 'wall: not to be changed so'); END"
    )
    return _short(name), table, statement
