"""What lies in the bin: who put it there and when, and what it says. Reads only; the bin is the log's, kept nowhere else."""

import json
import sqlite3
from typing import Any, NamedTuple

from cypsc_desktop.model.changes import DELETED, stamp_time
from cypsc_desktop.model.identity import kind_of
from cypsc_desktop.model.records import KINDS, Record, log_fields
from cypsc_desktop.store.cells import members
from cypsc_desktop.store.links import PARENTS
from cypsc_desktop.store.schema import field_types


class Binned(NamedTuple):
    """A deleted record as it stood, and its deletion. ``when`` is UTC ISO text; ``below`` counts what is hidden with it."""

    record: Record
    when: str
    actor: str
    label: str
    group: str
    below: int


def binned(connection: sqlite3.Connection, entity: str | None = None) -> list[Binned]:
    """Everything in the bin, or only this record if it is there; latest first."""
    query = "SELECT id FROM deleted WHERE state = 'deleted'" + ("" if entity is None else " AND id = ?")
    found = []
    for (one,) in connection.execute(query, () if entity is None else (entity,)).fetchall():
        record = hidden_record(connection, one)
        made = _deletion(connection, one)
        if record and made and says_something(connection, one):
            stamp, actor, label, group = made
            found.append((stamp, Binned(record, stamp_time(stamp), actor, label, group, len(below(connection, one)))))
    return [each for _, each in sorted(found, key=lambda pair: (-pair[0], pair[1].record.id))]


def says_something(connection: sqlite3.Connection, entity: str) -> bool:
    """Whether a value is left of what was ever said of a record; False once all was removed for good."""
    query = "SELECT 1 FROM op WHERE entity = ? AND substr(field, 1, 1) <> '@' AND json IS NOT NULL LIMIT 1"
    return any(connection.execute(query, (member,)).fetchone() for member in members(connection, entity))


def below(connection: sqlite3.Connection, entity: str) -> list[str]:
    """The records, at every depth, that have this one above them."""
    kind, found = kind_of(entity), []
    for child, parents in PARENTS.items():
        if kind in parents:
            for (one,) in connection.execute(f'SELECT id FROM "{child}" WHERE "{kind}" = ?', (entity,)).fetchall():
                found += [one, *below(connection, one)]
    return found


def hidden_record(connection: sqlite3.Connection, entity: str) -> Record | None:
    """A record whether it shows or not, None where nothing is said of it."""
    kind = kind_of(entity)
    if kind not in KINDS:
        return None
    names, types = log_fields(kind), field_types(kind)
    columns = "".join(f', t."{name}"' for name in names)
    row = connection.execute(
        f"SELECT coalesce(e.space, 'committee'){columns} FROM \"{kind}\" t LEFT JOIN entity e ON e.id = t.id WHERE t.id = ?",
        (entity,),
    ).fetchone()
    if row is None:
        return None
    values: dict[str, Any] = {}
    for name, value in zip(names, row[1:], strict=True):
        if value is not None and types[name] in ("Json", "bool"):
            value = json.loads(value) if types[name] == "Json" else bool(value)
        values[name] = value
    return KINDS[kind](id=entity, space=row[0], **values)


def hiding(connection: sqlite3.Connection, record: Record) -> list[Record]:
    """The deleted records above this one, for which it stays hidden; the nearest first."""
    above: list[Record] = []
    for link in PARENTS[record.kind]:
        parent = getattr(record, link)
        held = hidden_record(connection, parent) if parent else None
        if held:
            if connection.execute("SELECT 1 FROM deleted WHERE id = ? AND state = 'deleted'", (held.id,)).fetchone():
                above.append(held)
            above += hiding(connection, held)
    return above


def _deletion(connection: sqlite3.Connection, entity: str) -> tuple[int, str, str, str] | None:
    rows = [
        row
        for member in members(connection, entity)
        for row in connection.execute(
            "SELECT c.stamp, c.actor, c.label, c.group_id FROM head h CROSS JOIN change_set c "
            "ON c.id = substr(h.op, 1, 32) WHERE h.entity = ? AND h.field = ? AND h.source IS NULL",
            (member, DELETED),
        )
    ]
    return max(rows, default=None)
