"""Undo and redo: a new group that puts the heads back which a group replaced. All of it, or none.

Reads and writes the log like any other change; keeps no stack of its own.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cypsc_desktop.model.changes import PURGED, SAME, Origin, Touched, stamp_time
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import kind_of
from cypsc_desktop.store.cells import Head, Origins, heads_of_cell, origins
from cypsc_desktop.store.change import Author, Planned, write_group

_RECALLED = 2_000  # how many of a person's latest change sets undo looks back over


_Value = tuple[str | None, str | None, str | None]  # JSON text, hash, salt

# Whether a person joined records in this group: an undo of the rest would leave one record of two minds.
_JOINS = (
    "c.source IS NULL AND EXISTS (SELECT 1 FROM change_set j CROSS JOIN op s ON s.change = j.number "
    "WHERE j.group_id = c.group_id AND s.field = ?)"
)

UNDO, REDO = "Undo: ", "Redo: "  # before the label of what is undone or done again


class Undone(NamedTuple):
    """The label of what was undone or done again, the new group and what it touched."""

    label: str
    group: str | None
    touched: Touched


class Step(NamedTuple):
    """A group that can be undone or redone, and the label to show for it."""

    group: str
    label: str


class _Made(NamedTuple):
    """An op of the group that is to be reverted."""

    name: str
    entity: str
    field: str
    hash: str | None
    parents: tuple[str, ...]
    space: str
    source: int | None


def steps(connection: sqlite3.Connection, actor: str, device: str) -> tuple[list[Step], list[Step]]:
    """What this person can undo and redo on this device, the next step last."""
    # What a person joined or removed for good cannot be undone, nor what was done to a record of which nothing is left;
    # none of it must stand before what can. Joins that an import found are its affair: the rest of it can be undone.
    purged = connection.execute("SELECT 1 FROM purged LIMIT 1").fetchone()
    left = "AND EXISTS (SELECT 1 FROM op v WHERE v.entity = o.entity AND substr(v.field, 1, 1) <> '@' AND v.json IS NOT NULL)"
    rows = connection.execute(
        "SELECT group_id, reverts, label FROM change_set c WHERE actor = ? AND substr(stream, 1, ?) = ? AND EXISTS "
        f"(SELECT 1 FROM op o WHERE o.change = c.number AND o.field NOT IN (?, ?) {left if purged else ''}) "
        f"AND NOT ({_JOINS}) ORDER BY number DESC LIMIT ?",
        (actor, len(device) + 1, device + ".", SAME, PURGED, SAME, _RECALLED),
    ).fetchall()
    undo: list[Step] = []
    redo: list[Step] = []
    for group, reverts, label in dict.fromkeys(reversed(rows)):
        if (at := _place(undo, reverts)) is not None:
            del undo[at]
            redo.append(Step(group, label))
        elif (at := _place(redo, reverts)) is not None:
            del redo[at]
            undo.append(Step(group, label))
        else:
            undo.append(Step(group, label))
            redo.clear()
    for listed in (undo, redo) if purged else ():
        _pass_over(connection, listed)
    return undo, redo


def _pass_over(connection: sqlite3.Connection, listed: list[Step]) -> None:
    """Leave out the last steps that nothing can put back, and those under them that they changed further; where that is
    all of them they stay, and say why they cannot be taken."""
    passed: set[tuple[str, str]] = set()
    for left in range(len(listed), 0, -1):
        group = listed[left - 1].group
        cells = "SELECT DISTINCT o.entity, o.field FROM change_set c CROSS JOIN op o ON o.change = c.number WHERE c.group_id = ?"
        touched = set(connection.execute(cells, (group,)).fetchall()) if passed else set()
        if not (touched & passed or _lacks_before(connection, group)):
            del listed[left:]
            return
        passed |= touched or set(connection.execute(cells, (group,)).fetchall())


def _place(steps: Sequence[Step], group: str | None) -> int | None:
    """Where a group stands among the steps: at the end, or under those that were passed over."""
    return next((n for n in range(len(steps) - 1, -1, -1) if steps[n].group == group), None)


def _lacks_before(connection: sqlite3.Connection, group: str) -> bool:
    """Whether something that a group replaced was removed for good since, so that nothing can put it back."""
    found = connection.execute(
        "SELECT 1 FROM change_set c CROSS JOIN op o ON o.change = c.number AND o.parents <> '' "
        "CROSS JOIN json_each('[\"' || replace(o.parents, ' ', '\",\"') || '\"]') p "
        "CROSS JOIN change_set b ON b.id = substr(p.value, 1, 32) "
        "CROSS JOIN op w ON w.change = b.number AND w.n = CAST(substr(p.value, 34) AS INTEGER) "
        "CROSS JOIN purged g ON g.hash = w.value_hash WHERE c.group_id = ? LIMIT 1",
        (group,),
    ).fetchone()
    return found is not None


def bare_label(label: str) -> str:
    """What was done in the first place, however often undone and done again."""
    return label.removeprefix(UNDO).removeprefix(REDO)


def revert(connection: sqlite3.Connection, group: str, author: Author) -> Undone:
    """Put back what ``group`` replaced. UserError when a cell was changed or purged since."""
    known = origins(connection)
    made = _ops(connection, group)
    cells: dict[tuple[str, str, str, int | None], list[_Made]] = {}
    for op in made:
        if op.field not in (SAME, PURGED):
            cells.setdefault((op.space, op.entity, op.field, op.source), []).append(op)
    if not cells or any(op.field == SAME and op.source is None for op in made):
        raise UserError("This change cannot be undone: records that were joined stay joined.")
    parts: dict[tuple[str, Origin | None], list[Planned]] = {}
    for (space, _, _, source), ops in cells.items():
        origin = None if source is None else known[source]
        parts.setdefault((space, origin), []).extend(_put_back(connection, ops, known))
    written = write_group(connection, parts, author, known, reverts=group)
    return Undone(bare_label(author.label), written.group, written.touched)


def is_live(connection: sqlite3.Connection, group: str) -> bool:
    """Whether a group still stands: nothing reverts it, or what did was reverted itself."""
    rows = connection.execute("SELECT DISTINCT group_id FROM change_set WHERE reverts = ?", (group,))
    return not any(is_live(connection, row[0]) for row in rows.fetchall())


def _ops(connection: sqlite3.Connection, group: str) -> list[_Made]:
    rows = connection.execute(
        "SELECT printf('%s:%05d', c.id, o.n), o.entity, o.field, o.value_hash, o.parents, c.stream, c.source "
        "FROM change_set c CROSS JOIN op o ON o.change = c.number WHERE c.group_id = ? ORDER BY c.number, o.n",
        (group,),
    )
    return [
        _Made(name, entity, field, digest, tuple(parents.split()), stream.partition("/")[2], source)
        for name, entity, field, digest, parents, stream, source in rows
    ]


def _put_back(connection: sqlite3.Connection, ops: list[_Made], known: Origins) -> list[Planned]:
    """The ops that restore one cell. A restored value keeps its hash, by which later undos know it again."""
    first = ops[0]
    file = _file(first.source, known)
    present = [h for h in heads_of_cell(connection, first.entity, first.field) if _file(h.source, known) == file]
    replaced = {parent for op in ops for parent in op.parents}
    mine = {op.hash for op in ops if op.name not in replaced}  # what a group replaced itself stands no more
    if not mine <= {head.hash for head in present}:
        raise _changed_since(connection, first, [head for head in present if head.hash not in mine])
    parents = tuple(sorted(head.op for head in present if head.hash in mine))
    before = _values(connection, replaced - {op.name for op in ops}, file, known)
    gone = "SELECT 1 FROM json_each(?) j CROSS JOIN purged p ON p.hash = j.value"
    if connection.execute(gone, (json.dumps([digest for _, digest, _ in before]),)).fetchone():
        raise UserError("This cannot be undone: what stood there before was removed for good.")
    return [Planned(first.entity, first.field, parents, *value) for value in before or [(None, None, None)]]


def _values(connection: sqlite3.Connection, names: Iterable[str], file: str, known: Origins) -> list[_Value]:
    """The values behind these ops as far as they are of one file (or of people), each once, the winner last."""
    found: dict[str, tuple[int, str, _Value]] = {}
    for name in names:
        row = connection.execute(
            "SELECT o.json, o.value_hash, o.salt, c.stamp, c.source FROM change_set c CROSS JOIN op o ON o.change = c.number "
            "WHERE c.id = ? AND o.n = ?",
            (name[:32], int(name[33:])),
        ).fetchone()
        if row and row[1] is not None and _file(row[4], known) == file:
            one = (row[3], name, row[:3])
            found[row[1]] = max(found.get(row[1], one), one, key=lambda each: each[:2])
    return [value for *_, value in sorted(found.values(), key=lambda each: each[:2])]


def _changed_since(connection: sqlite3.Connection, op: _Made, others: list[Head]) -> UserError:
    last = max(others, key=lambda head: (head.stamp, head.op), default=None)
    what = f"The {op.field.strip('@')} of this {kind_of(op.entity).replace('_', ' ')}"
    if last is None:
        return UserError(f"{what} was changed since, so this cannot be undone. Edit it instead.")
    query = "SELECT actor FROM change_set WHERE id = ?"
    actor = connection.execute(query, (last.op[:32],)).fetchone()[0]
    when = stamp_time(last.stamp)
    return UserError(
        f"{what} was changed by {actor} on {short_day(when[:10])} at {when[11:16]} UTC since, so this cannot be undone. "
        "Edit it instead."
    )


def _file(source: int | None, known: Origins) -> str:
    return "" if source is None else known[source].sha256
