"""The log as a person reads it: what was changed, by whom, from what to what; and what is in dispute. Reads only."""

import itertools
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cypsc_desktop.model.changes import ChangeSet, Json, Op, Origin, stamp_time
from cypsc_desktop.store.cells import Head, Origins, heads_of_cell, in_dispute, members, origins, winner


class HistoryRow(NamedTuple):
    """One op. ``when`` is UTC ISO text; ``before`` and ``after`` are JSON values, None where purged or empty."""

    when: str
    actor: str
    label: str
    entity: str
    field: str
    before: Json
    after: Json
    group: str
    reverts: str | None
    source: Origin | None


class Version(NamedTuple):
    """One of the values in dispute."""

    op: str
    value: Json
    actor: str
    when: str


class Conflict(NamedTuple):
    """A cell that several people gave different values; the first of ``heads`` is the one that shows."""

    entity: str
    field: str
    heads: list[Version]
    base: Json


_OPS = (
    "SELECT c.stamp, c.actor, c.label, o.entity, o.field, o.json, o.parents, c.group_id, c.reverts, c.source, o.value_hash "
    "FROM {given} ORDER BY c.stamp DESC, c.id DESC, o.n LIMIT ?"
)
_PARENTS = "SELECT o.parents FROM change_set c CROSS JOIN op o ON o.change = c.number WHERE c.id = ? AND o.n = ?"


def history(connection: sqlite3.Connection, entity: str | None, limit: int | None) -> list[HistoryRow]:
    """Ops, newest first: of one entity and all that is the same thing, or of everything."""
    known = origins(connection)
    given = "change_set c CROSS JOIN op o ON o.change = c.number"
    arguments: list[object] = []
    if entity is not None:
        given = "json_each(?) j CROSS JOIN op o ON o.entity = j.value CROSS JOIN change_set c ON c.number = o.change"
        arguments.append(json.dumps(members(connection, entity)))
    rows = connection.execute(_OPS.format(given=given), (*arguments, -1 if limit is None else limit))
    log = _Log(connection)
    return [_row(log, row, known) for row in rows.fetchall()]


def conflicts(connection: sqlite3.Connection) -> list[Conflict]:
    """Every cell in dispute, in the order of the ids."""
    rows = connection.execute(
        "SELECT DISTINCT coalesce(a.canonical, h.entity), h.field FROM head h LEFT JOIN alias a ON a.id = h.entity "
        "WHERE h.source IS NULL AND h.hash IS NOT NULL AND substr(h.field, 1, 1) <> '@' "
        "GROUP BY coalesce(a.canonical, h.entity), h.field HAVING count(*) > 1 ORDER BY 1, 2"
    ).fetchall()
    found = []
    for entity, field in rows:
        heads = in_dispute(heads_of_cell(connection, entity, field))
        if heads:
            found.append(Conflict(entity, field, [_version(connection, h) for h in heads], _base(connection, heads)))
    return found


def change_sets(connection: sqlite3.Connection, after: Mapping[str, int] | None) -> Iterator[ChangeSet]:
    """Every change set beyond ``after`` (stream -> last seq), a stream at a time; purged values are left out."""
    known = origins(connection)
    rows = connection.execute(
        "SELECT c.id, c.stream, c.seq, c.stamp, c.actor, c.label, c.group_id, c.reverts, c.source, "
        "o.entity, o.field, o.parents, o.value_hash, o.salt, o.json FROM json_each(?) j CROSS JOIN change_set c "
        "ON c.stream = json_extract(j.value, '$[0]') AND c.seq > json_extract(j.value, '$[1]') "
        "LEFT JOIN op o ON o.change = c.number ORDER BY c.stream, c.seq, c.id, o.n",
        (json.dumps(_streams(connection, after or {})),),
    )
    for head, ops in itertools.groupby(rows, key=lambda row: row[:9]):
        name, stream, seq, stamp, actor, label, group, reverts, source = head
        origin = None if source is None else known[source]
        made = tuple(_op_of(row) for row in ops if row[9] is not None)
        yield ChangeSet(name, stream, seq, stamp, actor, label, group, reverts, origin, made)


def _streams(connection: sqlite3.Connection, after: Mapping[str, int]) -> list[tuple[str, int]]:
    rows = connection.execute("SELECT DISTINCT stream FROM change_set ORDER BY stream")
    return [(stream, after.get(stream, 0)) for (stream,) in rows]


def _op_of(row: tuple[Any, ...]) -> Op:
    entity, field, parents, digest, salt, text = row[9:]
    return Op(entity, field, tuple(parents.split()), digest, salt, text)


class _Log:
    """What stood in a cell before each of its ops. Each op is looked at once however many came after it: a cell that was
    edited and taken back a thousand times is a chain of as many."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._heads: dict[str, list[Head]] = {}
        self._parents: dict[str, list[str]] = {}
        self._standing: dict[str, tuple[Head, ...]] = {}

    def named(self, names: Iterable[str]) -> list[Head]:
        """The values of these ops."""
        found = []
        for name in names:
            if name not in self._heads:
                self._heads[name] = _op(self._connection, name)
            found += self._heads[name]
        return found

    def replaced(self, heads: Iterable[Head]) -> list[Head]:
        """What these values named as replaced when they were written."""
        return self.named(sorted({name for head in heads for name in self._parents_of(head.op)}))

    def standing(self, heads: Iterable[Head]) -> list[Head]:
        """These values; in the place of one that withdrew others, those that show again since."""
        return list(dict.fromkeys(one for head in heads for one in self._standing_for(head)))

    def _standing_for(self, head: Head) -> tuple[Head, ...]:
        waiting = [head]
        while waiting:
            now = waiting[-1]
            again = self.replaced(self.replaced([now])) if now.hash is None else []
            unknown = [one for one in again if one.op not in self._standing]
            if unknown and now.op not in self._standing:
                waiting += unknown
                continue
            if now.op not in self._standing:
                found = (one for before in again for one in self._standing[before.op])
                self._standing[now.op] = tuple(dict.fromkeys(found)) if now.hash is None else (now,)
            waiting.pop()
        return self._standing[head.op]

    def _parents_of(self, name: str) -> list[str]:
        if name not in self._parents:
            text = self._connection.execute(_PARENTS, (name[:32], int(name[33:]))).fetchone()[0]
            self._parents[name] = text.split()
        return self._parents[name]


def _row(log: _Log, row: tuple[object, ...], known: Origins) -> HistoryRow:
    stamp, actor, label, entity, field, after, parents, group, reverts, source, digest = row
    replaced = log.named(str(parents).split())
    shown, shows = winner(log.standing(replaced), known), None
    if digest is None:  # withdrawn: what shows again is what the values withdrawn had replaced
        shows = winner(log.standing(log.replaced(replaced)), known)
    return HistoryRow(
        stamp_time(int(str(stamp))), str(actor), str(label), str(entity), str(field),
        _value(shown.json if shown else None), _value(shows.json if shows else after), str(group),
        None if reverts is None else str(reverts), None if source is None else known[int(str(source))],
    )  # fmt: skip


def _op(connection: sqlite3.Connection, name: str) -> list[Head]:
    rows = connection.execute(
        "SELECT o.entity, o.field, ?, c.stamp, c.source, o.value_hash, o.json FROM change_set c CROSS JOIN op o "
        "ON o.change = c.number WHERE c.id = ? AND o.n = ?",
        (name, name[:32], int(name[33:])),
    )
    return [Head._make(row) for row in rows]


def _version(connection: sqlite3.Connection, head: Head) -> Version:
    actor = connection.execute("SELECT actor FROM change_set WHERE id = ?", (head.op[:32],)).fetchone()[0]
    return Version(head.op, _value(head.json), actor, stamp_time(head.stamp))


def _base(connection: sqlite3.Connection, heads: list[Head]) -> Json:
    """The value that all the heads replaced, where there is one."""
    shared: set[str] | None = None
    for head in heads:
        parents = set(connection.execute(_PARENTS, (head.op[:32], int(head.op[33:]))).fetchone()[0].split())
        shared = parents if shared is None else shared & parents
    base = winner([one for name in sorted(shared or ()) for one in _op(connection, name)], origins(connection))
    return _value(base.json) if base else None


def _value(text: object) -> Json:
    return None if text is None else json.loads(str(text))
