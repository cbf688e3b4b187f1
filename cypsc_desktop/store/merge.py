"""Change sets -> log and heads, in any order, any number of times, in any grouping.

The one way into the log, for what is made here and for what came from elsewhere. Decides nothing about
tables: it hands the touched cells with their heads to the fold.
"""

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from cypsc_desktop.model.changes import PURGED, SAME, ChangeSet, Op, Origin, value_hash
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import kind_of
from cypsc_desktop.store import editions, fold, traces
from cypsc_desktop.store.cells import Head, Origins, heads_of_cells, origins


class Applied(NamedTuple):
    """What a batch of change sets did: how many ops were new, the ids shown anew, the values (by hash) that had to
    go and the papers that no record names any more for that."""

    changes: int
    touched: set[str]
    purged: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()


class _New(NamedTuple):
    """An op of this batch on its way to become a head."""

    name: str
    op: Op
    change: ChangeSet
    source: int | None


def verify(change: ChangeSet) -> None:
    """UserError unless a change set that came from elsewhere is whole: its id and its values' hashes fit."""
    whole = change.id == change.digest() and 0 <= change.stamp < 2**63 and all(value_fits(op) for op in change.ops)
    if not whole:
        raise UserError("The changes in this file were damaged on the way. Ask for the file again.")


def apply(connection: sqlite3.Connection, sets: Sequence[ChangeSet]) -> Applied:
    """Write what is new of these sets to the log and fold it. The caller holds the transaction."""
    sets = _unknown(connection, sets)
    return take(connection, sets, origins(connection)) if sets else Applied(0, set())


def take(connection: sqlite3.Connection, sets: Sequence[ChangeSet], known: Origins) -> Applied:
    """Write these sets, none of which is in the log, and fold them; ``known`` learns of their files."""
    gone = {row[0] for row in connection.execute("SELECT hash FROM purged")}
    before = dict(known.ranks)
    new, came = _write_log(connection, sets, known, gone)
    there = _write_entities(connection, new)
    plain = [one for one in new if one.op.field not in (SAME, PURGED)]
    cells = _heads(connection, plain, known, gone, there)
    if came or editions.moves(cells):
        editions.refresh(connection, known)  # before anything is folded: what shows rests on which file is the later
    folded = dict(known.ranks)
    touched = fold.fold_cells(connection, cells, known)
    pairs = [(one.op.entity, str(one.op.value)) for one in new if one.op.field == SAME]
    joins = [pair for pair in pairs if kind_of(pair[0]) == kind_of(pair[1])]
    if joins:
        touched |= fold.join(connection, joins, known)
    purges = [value for one in new if one.op.field == PURGED for value in _listed(one.op)]
    papers: list[str] = []
    if purges:
        shown, papers = _purge(connection, purges, known)
        touched |= shown
        editions.refresh(connection, known)
    # What was folded by another order than the one that holds now.
    anew = {*editions.reordered(before, known.ranks), *editions.reordered(folded, known.ranks)}
    if anew:
        touched |= fold.fold_entities(connection, editions.ranked_anew(connection, anew), known)
    return Applied(len(new), touched, frozenset(purges), frozenset(papers))


def _unknown(connection: sqlite3.Connection, sets: Sequence[ChangeSet]) -> list[ChangeSet]:
    fresh = {change.id: change for change in sets}
    query = "SELECT c.id FROM json_each(?) j CROSS JOIN change_set c ON c.id = j.value"
    for (known,) in connection.execute(query, (json.dumps(list(fresh)),)).fetchall():
        del fresh[known]
    return list(fresh.values())


def _write_log(
    connection: sqlite3.Connection, sets: Sequence[ChangeSet], known: Origins, gone: set[str]
) -> tuple[list[_New], bool]:
    """The new ops, and whether a file came in that was not known, or earlier than was known."""
    first: dict[int, int] = {}
    numbers = {origin: number for number, origin in known.items()}
    heads, ops = [], []
    number = connection.execute("SELECT coalesce(max(number), 0) FROM change_set").fetchone()[0]
    new: list[_New] = []
    for change in sets:
        source = None if change.source is None else _number(connection, change.source, numbers, known)
        if source is not None:
            first[source] = min(change.stamp, first.get(source, change.stamp))
        number += 1
        heads.append((number, *change[:6], change.group, change.reverts, source))
        name = change.id
        for n, op in enumerate(change.ops):
            kept = (None, None) if op.hash in gone else (op.salt, op.json)
            ops.append((number, n, op.entity, op.field, op.hash, " ".join(op.parents), *kept))
            new.append(_New(f"{name}:{n:05d}", op, change, source))
    connection.executemany("INSERT INTO change_set VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", heads)
    connection.executemany("INSERT INTO op VALUES (?, ?, ?, ?, ?, ?, ?, ?)", ops)
    return new, bool(first) and editions.note_first(connection, first)


def _write_entities(connection: sqlite3.Connection, new: Sequence[_New]) -> set[str]:
    """Note which space each entity is in; returns those of them that the log spoke of before."""
    spaces = dict.fromkeys((one.op.entity, one.change.space) for one in new)
    query = "SELECT e.id, e.space FROM json_each(?) j CROSS JOIN entity e ON e.id = j.value"
    there = set(connection.execute(query, (json.dumps([entity for entity, _ in spaces]),)))
    # An entity that two spaces claim belongs to the narrower one.
    connection.executemany(
        "INSERT INTO entity VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET space = excluded.space WHERE "
        "(instr('rcmep', substr(excluded.space, 1, 1)), excluded.space) > (instr('rcmep', substr(space, 1, 1)), space)",
        [one for one in spaces if one not in there],
    )
    return {entity for entity, _ in there}


def _number(connection: sqlite3.Connection, origin: Origin, numbers: dict[Origin, int], known: Origins) -> int:
    """The number of a source in this library; a new one is given."""
    if origin not in numbers:
        cursor = connection.execute(
            "INSERT INTO source (sha256, kind, issued, recogniser) VALUES (?, ?, ?, ?)",
            (origin.sha256, origin.kind, origin.issued, origin.recogniser),
        )
        numbers[origin] = cursor.lastrowid or 0
        known[numbers[origin]] = origin
    return numbers[origin]


def _heads(
    connection: sqlite3.Connection, new: Sequence[_New], known: Origins, purged: set[str], there: set[str]
) -> fold.Cells:
    """Put the new ops among the heads; returns every touched cell with all the heads that it has now. Only entities
    that were ``there`` can have any."""
    cells: dict[tuple[str, str], dict[str, Head]] = {(one.op.entity, one.op.field): {} for one in new}
    stored = set()
    known_cells = [cell for cell in cells if cell[0] in there]
    for head in heads_of_cells(connection, known_cells) if known_cells else ():
        cells[head.entity, head.field][head.op] = head
        stored.add(head.op)
    for one in new:
        op = one.op
        text = None if op.hash in purged else op.json
        cell = cells[op.entity, op.field]
        cell[one.name] = Head(op.entity, op.field, one.name, one.change.stamp, one.source, op.hash, text)
    replaced = _replaced(connection, new, cells, known)
    gone = []
    for entity, field, name in replaced:
        cell = cells.setdefault((entity, field), {})
        if cell.pop(name, None) is None or name in stored:
            gone.append((entity, field, name))
    connection.executemany("DELETE FROM head WHERE entity = ? AND field = ? AND op = ?", gone)
    fresh = [h[:6] for cell in cells.values() for h in cell.values() if h.op not in stored]
    connection.executemany("INSERT INTO head VALUES (?, ?, ?, ?, ?, ?)", fresh)
    return {cell: list(heads.values()) for cell, heads in cells.items()}


def _replaced(
    connection: sqlite3.Connection, new: Sequence[_New], cells: dict[tuple[str, str], dict[str, Head]], known: Origins
) -> set[tuple[str, str, str]]:
    """(entity, field, op) of all that the new ops replace, and of new ops that known ones had replaced already.

    An op replaces a parent of the same kind and field, a person's only a person's, a machine's only one of the
    same file: so machine values stay beside a person's, and come back when that is withdrawn.
    """
    out: set[tuple[str, str, str]] = set()
    elsewhere: list[tuple[str, str, str, str]] = []
    for one in new:
        op, file = one.op, _file(one.source, known)
        cell = cells[op.entity, op.field]
        for name in op.parents:
            head = cell.get(name)
            if head is None:
                elsewhere.append((name, kind_of(op.entity), op.field, file))
            elif _file(head.source, known) == file:
                out.add((op.entity, op.field, name))
    out |= _replaced_elsewhere(connection, elsewhere, known)
    if connection.execute("SELECT 1 FROM awaited LIMIT 1").fetchone():
        claims = [(one.name, kind_of(one.op.entity), one.op.field, _file(one.source, known)) for one in new]
        query = (
            "SELECT a.op FROM json_each(?) j CROSS JOIN awaited a ON a.op = json_extract(j.value, '$[0]') AND a.kind = "
            "json_extract(j.value, '$[1]') AND a.field = json_extract(j.value, '$[2]') AND a.file = json_extract(j.value, '$[3]')"
        )
        late = {row[0] for row in connection.execute(query, (json.dumps(claims),))}
        out |= {(one.op.entity, one.op.field, one.name) for one in new if one.name in late}
        connection.executemany("DELETE FROM awaited WHERE op = ?", [(one.name,) for one in new])
    return out


def _replaced_elsewhere(
    connection: sqlite3.Connection,
    claims: Sequence[tuple[str, str, str, str]],
    known: Origins,
) -> set[tuple[str, str, str]]:
    """Parents that are no heads of their child's own cell: another entity's, replaced before, or not here yet."""
    out: set[tuple[str, str, str]] = set()
    absent = []
    query = (
        "SELECT printf('%s:%05d', c.id, o.n), o.entity, o.field, c.source FROM (SELECT substr(value, 1, 32) AS id, "
        "CAST(substr(value, 34) AS INTEGER) AS n FROM json_each(?)) j CROSS JOIN change_set c ON c.id = j.id "
        "CROSS JOIN op o ON o.change = c.number AND o.n = j.n"
    )
    names = json.dumps([claim[0] for claim in claims])
    here = {name: rest for name, *rest in connection.execute(query, (names,))} if claims else {}
    for claim in claims:
        if claim[0] not in here:
            absent.append(claim)
            continue
        entity, field, source = here[claim[0]]
        if (kind_of(entity), field, _file(source, known)) == claim[1:]:
            out.add((entity, field, claim[0]))
    connection.executemany("INSERT OR IGNORE INTO awaited VALUES (?, ?, ?, ?)", absent)
    return out


def _purge(connection: sqlite3.Connection, hashes: Sequence[str], known: Origins) -> tuple[set[str], list[str]]:
    """Let values go for good, and fold what showed them; returns that, and the papers that nothing names any more."""
    texts = traces.clear(connection, hashes)
    connection.executemany("INSERT OR IGNORE INTO purged VALUES (?)", [(one,) for one in hashes])
    forget = "UPDATE op SET salt = NULL, json = NULL WHERE value_hash IN (SELECT value FROM json_each(?))"
    connection.execute(forget, (json.dumps(hashes),))
    query = "SELECT DISTINCT entity FROM head WHERE hash IN (SELECT value FROM json_each(?))"
    entities = [row[0] for row in connection.execute(query, (json.dumps(hashes),))]
    shown = fold.fold_entities(connection, entities, known)
    papers = traces.orphans(connection, texts)
    for sha256 in papers:
        traces.clear_file(connection, sha256)
    return shown, papers


def _listed(op: Op) -> list[str]:
    value = op.value
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _file(source: int | None, known: Origins) -> str:
    return "" if source is None else known[source].sha256


def value_fits(op: Op) -> bool:
    """Whether a value is the one that its hash in the log speaks of; one that is not here fits."""
    if op.json is None:
        return True
    return op.hash is not None and op.salt is not None and value_hash(op.salt, op.json) == op.hash
