"""Walls between schools in the database itself, and an append-only journal.

For every foreign key between two rows of schools a trigger refuses a reference into another school; a row's own
organization never changes. Django's table rebuilds on SQLite drop triggers, so all are made anew after each migrate.
"""

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


def declared() -> dict[str, str]:
    """Return name → table of every trigger that must stand."""
    names = {f"wall_{m._meta.db_table}_{f.column}": m._meta.db_table for m, f in crossings()}
    names |= {f"wall_{m._meta.db_table}_organization": m._meta.db_table for m in school_models()}
    for table in APPEND_ONLY:
        names |= {f"wall_{table}_append_{deed}": table for deed in ("update", "delete")}
    return names


def build(using="default", **kwargs):
    """Make every wall anew; run after each migrate of any app, once its tables are there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if connection.vendor == "postgresql":
            cursor.execute(_PG_FUNCTIONS)
        for statement in _statements(connection.vendor, tables):
            cursor.execute(statement)


def missing(using="default") -> list[str]:
    """Return names of declared walls that do not stand."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        standing = {row[0] for row in cursor.fetchall()}
    return sorted(_short(name) for name in declared() if _short(name) not in standing)


def _short(name: str) -> str:
    """Keep a name within PostgreSQL's 63 bytes, still telling one from another."""
    return name if len(name) <= 63 else f"{name[:40]}_{sum(map(ord, name)):05d}_{name[-16:]}"


def _statements(vendor: str, tables: set[str]):
    crossing = _pg_crossing if vendor == "postgresql" else _sqlite_crossing
    refusing = _pg_refusing if vendor == "postgresql" else _sqlite_refusing
    for model, field in crossings():
        table, target = model._meta.db_table, field.related_model._meta
        if {table, target.db_table} <= tables:
            name = _short(f"wall_{table}_{field.column}")
            yield from crossing(name, table, field.column, target.db_table, target.pk.column)
    for model in school_models():
        table = model._meta.db_table
        if table in tables:
            name = _short(f"wall_{table}_organization")
            yield from refusing(name, table, "UPDATE", "OLD.organization_id <> NEW.organization_id")
    for table in set(APPEND_ONLY) & tables:
        for deed in ("update", "delete"):
            yield from refusing(_short(f"wall_{table}_append_{deed}"), table, deed.upper(), "1 = 1")


def _pg_crossing(name, table, column, target, key):
    yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
    yield (
        f'CREATE TRIGGER "{name}" BEFORE INSERT OR UPDATE OF "{column}", organization_id ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION wall_same_organization('{column}', '{target}', '{key}')"
    )


def _pg_refusing(name, table, deed, condition):
    yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
    yield (
        f'CREATE TRIGGER "{name}" BEFORE {deed} ON "{table}" FOR EACH ROW WHEN ({condition}) '
        "EXECUTE FUNCTION wall_never_changes()"
    )


def _sqlite_crossing(name, table, column, target, key):
    for deed in ("INSERT", "UPDATE"):
        half = name if deed == "INSERT" else f"{name}_u"
        yield f'DROP TRIGGER IF EXISTS "{half}"'
        yield (
            f'CREATE TRIGGER "{half}" BEFORE {deed} ON "{table}" FOR EACH ROW WHEN NEW."{column}" IS NOT NULL AND '
            f'(SELECT organization_id FROM "{target}" WHERE "{key}" = NEW."{column}") <> NEW.organization_id '
            "BEGIN SELECT RAISE(ABORT, 'wall: row of another organization'); END"
        )


def _sqlite_refusing(name, table, deed, condition):
    yield f'DROP TRIGGER IF EXISTS "{name}"'
    yield (
        f'CREATE TRIGGER "{name}" BEFORE {deed} ON "{table}" FOR EACH ROW WHEN {condition} '
        "BEGIN SELECT RAISE(ABORT, 'wall: not to be changed so'); END"
    )
