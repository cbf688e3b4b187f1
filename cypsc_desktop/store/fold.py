"""Heads -> tables: what each record shows, whether it is deleted, which records are one thing.

Every result is a pure function of the log, whatever the order in which it arrived. Never raises on a value:
what does not fit becomes a finding. Writes folded tables only, never the log.
"""

import json
import sqlite3
from collections.abc import Iterable

from cypsc_desktop.model.changes import CHECKED, DELETED
from cypsc_desktop.model.identity import kind_of
from cypsc_desktop.model.records import KINDS
from cypsc_desktop.store.cells import Head, Origins, column, heads_of_entities, is_said, members, winner
from cypsc_desktop.store.links import LINKS
from cypsc_desktop.store.schema import field_types

Cells = dict[tuple[str, str], list[Head]]

_LINKED = {kind: frozenset(names) for kind, names in LINKS.items()}


def fold_cells(connection: sqlite3.Connection, cells: Cells, known: Origins) -> set[str]:
    """Write the columns of these cells, each given with all its heads; returns the entities shown anew.

    Whatever a single cell cannot decide (existence, deletion, sameness) is folded a whole record at a time.
    """
    aliased = dict(connection.execute("SELECT id, canonical FROM alias"))
    gone = {row[0] for row in connection.execute("SELECT id FROM deleted")}
    whole: set[str] = set()
    rows: dict[tuple[str, tuple[str, ...]], list[tuple[object, ...]]] = {}
    fields: dict[str, dict[str, tuple[object, bool]]] = {}
    types: dict[str, dict[str, str]] = {}
    unseen: set[str] = set()
    for (entity, field), heads in cells.items():
        if field == CHECKED:  # stands in no column, and decides nothing that does
            unseen.add(entity)
            continue
        top = winner(heads, known)
        if top is None or not is_said(top) or field.startswith("@") or entity in aliased or entity in gone:
            whole.add(entity)
            continue
        if entity not in fields:
            kind = kind_of(entity)
            if kind not in KINDS:
                continue
            fields[entity], types[entity] = {}, field_types(kind)
        declared = types[entity].get(field)
        if declared is not None:
            fields[entity][field] = column(declared, top.json)
    good: list[tuple[str, str]] = []
    bad: list[tuple[str, str]] = []
    for entity, columns in fields.items():
        if entity in whole:
            continue
        kind = kind_of(entity)
        names = tuple(columns)
        linked = _LINKED[kind] if aliased else frozenset()
        values = [aliased.get(value, value) if name in linked else value for name, (value, _) in columns.items()]
        rows.setdefault((kind, names), []).append((entity, *values))
        for name, (_, fits) in columns.items():
            (good if fits else bad).append((entity, name))
    for (kind, names), batch in rows.items():
        connection.executemany(_upsert(kind, names), batch)
    if good and connection.execute("SELECT 1 FROM misfit LIMIT 1").fetchone():
        connection.executemany("DELETE FROM misfit WHERE entity = ? AND field = ?", good)
    connection.executemany("INSERT OR IGNORE INTO misfit VALUES (?, ?)", bad)
    return set(fields) | unseen | fold_entities(connection, whole, known)


def fold_entities(connection: sqlite3.Connection, entities: Iterable[str], known: Origins) -> set[str]:
    """Fold whole records from all their heads, what is the same thing as one; returns the ids shown anew."""
    done: set[str] = set()
    for entity in entities:
        same = members(connection, entity)
        if same[0] not in done:
            done.update(same)
            _fold_one(connection, same, known)
    return done


def _fold_one(connection: sqlite3.Connection, same: list[str], known: Origins) -> None:
    entity, kind = same[0], kind_of(same[0])
    cells: dict[str, list[Head]] = {}
    for heads in heads_of_entities(connection, same).values():
        for head in heads:
            cells.setdefault(head.field, []).append(head)
    tops = {field: winner(heads, known) for field, heads in cells.items()}
    for member in same:
        connection.execute("DELETE FROM misfit WHERE entity = ?", (member,))
        connection.execute("DELETE FROM deleted WHERE id = ?", (member,))
        if kind in KINDS:
            connection.execute(f'DELETE FROM "{kind}" WHERE id = ?', (member,))
    # A delete may come before all that it deletes, so it is noted whether or not there is a record yet.
    state = deletion(cells)
    if state:
        connection.execute("INSERT INTO deleted VALUES (?, ?)", (entity, state))
    if kind not in KINDS or not any(is_said(top) for field, top in tops.items() if not field.startswith("@")):
        return
    values: dict[str, object] = {}
    for field, declared in field_types(kind).items():
        top = tops.get(field)
        if top is None:
            continue
        values[field], fits = column(declared, top.json)
        if field in _LINKED[kind]:
            values[field] = canonical(connection, values[field])
        if not fits:
            connection.execute("INSERT INTO misfit VALUES (?, ?)", (entity, field))
    connection.execute(_upsert(kind, tuple(values)), (entity, *values.values()))


def deletion(cells: dict[str, list[Head]]) -> str | None:
    """ "deleted" when whoever deleted the record had seen all that people said of it, "edited" when not."""
    deletes = cells.get(DELETED, [])
    top = winner((head for head in deletes if head.source is None), Origins())
    if top is None or not _seen(top):
        return None
    seen = {op for head in deletes for op in _seen(head)}
    people = (h.op for f, heads in cells.items() if f[0] != "@" for h in heads if h.source is None and h.hash)
    return "deleted" if seen.issuperset(people) else "edited"


def canonical(connection: sqlite3.Connection, value: object) -> object:
    """The least id of what an id names."""
    row = connection.execute("SELECT canonical FROM alias WHERE id = ?", (value,)).fetchone()
    return row[0] if row else value


def join(connection: sqlite3.Connection, pairs: Iterable[tuple[str, str]], known: Origins) -> set[str]:
    """Take in facts that two entities are the same thing; returns every id shown anew."""
    touched: set[str] = set()
    for pair in pairs:
        connection.executemany("INSERT OR IGNORE INTO same VALUES (?, ?)", [pair, pair[::-1]])
        group = _component(connection, pair[0])
        connection.executemany("INSERT OR REPLACE INTO alias VALUES (?, ?)", [(one, min(group)) for one in group])
        touched |= group
    refold = touched | {entity for one in touched for entity in _naming(connection, one)}
    return fold_entities(connection, sorted(refold), known)


def _component(connection: sqlite3.Connection, entity: str) -> set[str]:
    found, edge = {entity}, [entity]
    while edge:
        near = {row[0] for row in connection.execute("SELECT b FROM same WHERE a = ?", (edge.pop(),))}
        edge.extend(near - found)
        found |= near
    return found


def _naming(connection: sqlite3.Connection, entity: str) -> list[str]:
    """Records with a link to this one."""
    name = kind_of(entity)
    kinds = [kind for kind, names in LINKS.items() if name in names]
    return [
        row[0] for kind in kinds for row in connection.execute(f'SELECT id FROM "{kind}" WHERE "{name}" = ?', (entity,))
    ]


def _seen(delete: Head) -> list[str]:
    """The ops that a delete had seen, with a mark of its own so that even an empty list is a delete."""
    value = json.loads(delete.json) if delete.json is not None else None
    return [delete.op, *map(str, value)] if isinstance(value, list) else []


def _upsert(kind: str, names: tuple[str, ...]) -> str:
    columns = "".join(f', "{name}"' for name in names)
    marks = ", ?" * len(names)
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
    return f'INSERT INTO "{kind}" (id{columns}) VALUES (?{marks}) ON CONFLICT (id) DO ' + (
        f"UPDATE SET {sets}" if sets else "NOTHING"
    )
