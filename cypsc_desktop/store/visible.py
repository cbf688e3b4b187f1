"""Which records show: not the deleted ones, nor anything below them. Gives SQL conditions, reads nothing else."""

import sqlite3

from cypsc_desktop.store.links import PARENTS


def visible(connection: sqlite3.Connection, kind: str) -> str:
    """The condition under which a row ``t`` of a kind's table shows."""
    # Most libraries have an empty bin: then every record shows, and nothing need be looked up.
    if not connection.execute("SELECT 1 FROM deleted WHERE state = 'deleted' LIMIT 1").fetchone():
        return "1"
    return _shows(kind, "t", 0)


def _shows(kind: str, table: str, depth: int) -> str:
    conditions = [f"NOT EXISTS (SELECT 1 FROM deleted WHERE id = {table}.id AND state = 'deleted')"]
    for parent in PARENTS[kind]:
        above = f"p{depth}_{parent}"
        conditions.append(
            f'NOT EXISTS (SELECT 1 FROM "{parent}" {above} WHERE {above}.id = {table}."{parent}" '
            f"AND NOT ({_shows(parent, above, depth + 1)}))"
        )
    return " AND ".join(conditions)
