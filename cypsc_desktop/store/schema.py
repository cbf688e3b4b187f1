"""The shape of the database: migrations in order, the folded tables that the records call for, schema.sql.

``python -m cypsc_desktop.store.schema`` prints what belongs in db/schema.sql; ``… tables`` prints the folded
tables for a migration to copy. Never changes a table itself otherwise than by a migration.
"""

import sqlite3
import sys
from functools import cache

from cypsc_desktop import paths
from cypsc_desktop.model.records import KINDS, log_fields
from cypsc_desktop.store.links import LINKS

APPLICATION = 0x43595043  # "CYPC", in the header of every library

_SET = "cypsc_desktop"
# How a field of a record is kept. NUMERIC keeps 424 as 424 and 424.5 as 424.5.
_COLUMNS = {"str": "TEXT", "int": "INTEGER", "float": "NUMERIC", "bool": "INTEGER", "Json": "TEXT"}


@cache
def field_types(kind: str) -> dict[str, str]:
    """Field -> "str", "int", "float", "bool" or "Json", in the order of the table's columns."""
    declared = KINDS[kind].__dataclass_fields__
    types: dict[str, str] = {}
    for name in log_fields(kind):
        annotation = declared[name].type
        text = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))
        words = str(annotation) + text
        types[name] = next((word for word in ("str", "int", "float", "bool") if word in words), "Json")
    return types


def folded_tables() -> str:
    """The statements that make a table for each kind of record, links indexed."""
    made = []
    for kind in KINDS:
        columns = ["id TEXT PRIMARY KEY", *(f'"{name}" {_COLUMNS[t]}' for name, t in field_types(kind).items())]
        made.append(f'CREATE TABLE "{kind}" (\n  ' + ",\n  ".join(columns) + "\n) WITHOUT ROWID;\n")
        made.extend(f'CREATE INDEX "{kind}_{name}" ON "{kind}" ("{name}");\n' for name in LINKS[kind])
    return "".join(made)


def versions() -> list[str]:
    """Names of the migrations, oldest first; their number is the version of the database."""
    return sorted(path.stem for path in paths.migrations().glob("[0-9]*.sql"))


def migrate(connection: sqlite3.Connection) -> bool:
    """Bring the database to this program's version; True if its folded tables must be folded anew.

    The caller holds the transaction, or has none to lose."""
    # Half a second that the start of the window need not wait for: a library is seldom migrated.
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    database = Database(connection, use_counts_table=False)
    migrations = Migrations(_SET)
    pending = []
    for name in versions():
        text = (paths.migrations() / f"{name}.sql").read_text(encoding="utf-8")

        def run(db: Database, text: str = text) -> None:
            for statement in _statements(text):
                db.execute(statement)

        migrations(name=name)(run)
    pending = [migration.name for migration in migrations.pending(database)]
    if not pending:
        return False
    migrations.apply(database)
    connection.execute(f"PRAGMA user_version = {len(versions())}")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    return len(pending) < len(versions())


def schema() -> str:
    """The whole schema, as the migrations make it."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(connection)
        rows = connection.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'words_%' ORDER BY type = 'index', name"
        )
        head = "-- Made from db/migrations by `python -m cypsc_desktop.store.schema`; not to be edited.\n\n"
        return head + "".join(f"{sql};\n" for (sql,) in rows)
    finally:
        connection.close()


def _statements(text: str) -> list[str]:
    statements, part = [], ""
    for line in text.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            statements.append(part)
            part = ""
    return statements


if __name__ == "__main__":
    sys.stdout.write(folded_tables() if "tables" in sys.argv else schema())
