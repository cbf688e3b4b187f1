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


def groups(
    connection: sqlite3.Connection,
    *,
    limit: int,
    before: str | None = None,
    actor: str | None = None,
    kind: str | None = None,
    since: int | None = None,
) -> list[Group]:
    """The latest steps, newest first; ``before`` is a group: only steps older than that one. Of one person, of those that
    touched a kind of record, or from a stamp on, where that is asked."""
    bound = connection.execute("SELECT max(stamp) FROM change_set WHERE group_id = ?", (before,)).fetchone()[0]
    beginning = f"{kind}-" if kind else None
    rows = connection.execute(
        "SELECT c.group_id, max(c.stamp) AS last, min(c.actor), min(c.label), min(c.reverts), min(s.sha256) "
        "FROM change_set c LEFT JOIN source s ON s.id = c.source WHERE (?1 IS NULL OR c.actor = ?1) AND "
        "(?2 IS NULL OR c.stamp >= ?2) AND (?3 IS NULL OR EXISTS (SELECT 1 FROM op o WHERE o.change = c.number AND "
        "substr(o.entity, 1, length(?3)) = ?3)) GROUP BY c.group_id "
        "HAVING ?4 IS NULL OR last < ?4 ORDER BY last DESC, c.group_id LIMIT ?5",
        (actor, since, beginning, bound, limit),
    ).fetchall()
    return [_group(connection, row) for row in rows]


def latest(connection: sqlite3.Connection, *, limit: int) -> list[tuple[str, str, str]]:
    """Label, person and time (UTC ISO text) of the latest steps, newest first; nothing is read of what they changed."""
    rows = connection.execute(
        "SELECT min(label), min(actor), max(stamp) AS last FROM change_set GROUP BY group_id ORDER BY last DESC LIMIT ?",
        (limit,),
    )
    return [(label, actor, stamp_time(stamp)) for label, actor, stamp in rows]


def actors(connection: sqlite3.Connection) -> list[str]:
    """Everybody who changed something, by name."""
    return [row[0] for row in connection.execute("SELECT DISTINCT actor FROM change_set ORDER BY actor")]


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
