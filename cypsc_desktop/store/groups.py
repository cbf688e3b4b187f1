"""The log a step at a time, as undo knows it: who did what and when, and how much it changed. Reads only."""

import sqlite3
from typing import NamedTuple

from cypsc_desktop.model.changes import stamp_time
from cypsc_desktop.model.identity import kind_of


class Group(NamedTuple):
    """One step. ``when`` is UTC ISO text, ``kinds`` says how many records of each kind it touched, ``source`` is the
    hash of the file behind a machine's step, ``undone`` says whether another step takes it back."""

    group: str
    when: str
    actor: str
    label: str
    reverts: str | None
    source: str | None
    undone: bool
    fields: int
    kinds: dict[str, int]


def groups(connection: sqlite3.Connection, *, limit: int, before: str | None = None) -> list[Group]:
    """The latest steps, newest first; ``before`` is a group: only steps older than that one."""
    bound = connection.execute("SELECT max(stamp) FROM change_set WHERE group_id = ?", (before,)).fetchone()[0]
    rows = connection.execute(
        "SELECT c.group_id, max(c.stamp) AS last, min(c.actor), min(c.label), min(c.reverts), min(s.sha256) "
        "FROM change_set c LEFT JOIN source s ON s.id = c.source GROUP BY c.group_id "
        "HAVING ? IS NULL OR last < ? ORDER BY last DESC, c.group_id LIMIT ?",
        (bound, bound, limit),
    ).fetchall()
    return [_group(connection, row) for row in rows]


def entities_of(connection: sqlite3.Connection, group: str, *, limit: int) -> list[str]:
    """The records that a step touched, in the order in which it did."""
    rows = connection.execute(
        "SELECT DISTINCT o.entity FROM change_set c CROSS JOIN op o ON o.change = c.number WHERE c.group_id = ? "
        "ORDER BY c.number, o.n LIMIT ?",
        (group, limit),
    )
    return [row[0] for row in rows]


def _group(connection: sqlite3.Connection, row: tuple[str, int, str, str, str | None, str | None]) -> Group:
    group, stamp, actor, label, reverts, source = row
    touched = connection.execute(
        "SELECT o.entity, count(*) FROM change_set c CROSS JOIN op o ON o.change = c.number WHERE c.group_id = ? GROUP BY o.entity",
        (group,),
    ).fetchall()
    kinds: dict[str, int] = {}
    for entity, _ in touched:
        kinds[kind_of(entity)] = kinds.get(kind_of(entity), 0) + 1
    undone = connection.execute("SELECT 1 FROM change_set WHERE reverts = ? LIMIT 1", (group,)).fetchone() is not None
    return Group(group, stamp_time(stamp), actor, label, reverts, source, undone, sum(n for _, n in touched), kinds)
