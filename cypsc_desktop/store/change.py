"""What a person or a recogniser wants changed, collected first and written at once.

``Change`` only collects, with the heads that the person saw; ``write`` turns it into change sets, one a space,
and drops every op that changes nothing.
"""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from cypsc_desktop.model.changes import (
    CHECKED,
    DELETED,
    SAME,
    ChangeSet,
    Clock,
    Json,
    Op,
    Origin,
    Touched,
    canonical,
    salts,
    touched,
    value_hash,
)  # fmt: skip
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import kind_of, made_id
from cypsc_desktop.model.records import Record, log_fields
from cypsc_desktop.store.cells import Head, Origins, heads_of_cell, heads_of_entities, members, origins, winner
from cypsc_desktop.store.files import Incoming, named
from cypsc_desktop.store.merge import Applied, take
from cypsc_desktop.store.reader import Reader, matching


class Edit(NamedTuple):
    """One cell's new value as JSON text, with the heads that the person saw (a machine sees none)."""

    entity: str
    field: str
    json: str
    space: str | None
    seen: tuple[Head, ...]


class Planned(NamedTuple):
    """An op to be written; with a ``hash`` it repeats a value of the log, under the same salt. With neither hash nor
    JSON text it withdraws."""

    entity: str
    field: str
    parents: tuple[str, ...]
    json: str | None = None
    hash: str | None = None
    salt: str | None = None


class Bar(NamedTuple):
    """A value that keeps a change from being written, and the words to say so."""

    entity: str
    field: str
    value: str
    words: str


class Written(NamedTuple):
    """What a change wrote: its group, None where nothing differed, and what it touched."""

    group: str | None
    touched: Touched
    applied: Applied | None = None


class Change:
    """Collects edits; nothing is written before the ``with`` block of ``Store.change`` ends without an error.

    With an origin it holds all that was read from that file: what was read there before and is not among it is
    emptied, unless a newer recogniser read it.

    ``reverts`` may name a group that this one takes back by other means than its own former values: undo and redo then
    know it as that step back. ``joins`` may name a group of the same person that this goes with: one step of undo takes both.
    Afterwards ``group`` names what was written (None: nothing differed) and ``touched`` says what it touched.
    """

    def __init__(self, reader: Reader, origin: Origin | None) -> None:
        self._reader = reader
        self.origin = origin
        self.edits: dict[tuple[str, str], Edit] = {}
        self.created: set[str] = set()
        self.pairs: list[tuple[str, str]] = []
        self.papers: list[Incoming] = []
        self.bars: list[Bar] = []
        self.reverts: str | None = None
        self.joins: str | None = None
        self.group: str | None = None
        self.touched = Touched()

    def add(self, record: Record) -> None:
        """Create a record, or set every field of it that is not None. From a file, a field that this file filled
        before and fills no more is emptied."""
        seen = {} if self.origin else self._seen(record.id)
        for field in log_fields(record.kind):
            value = getattr(record, field)
            if value is not None:
                self._put(record.id, field, value, record.space, seen.get(field, ()))
            elif self.origin and (record.id, field) not in self.edits:
                self._put(record.id, field, None, record.space, ())

    def create(self, record: Record) -> None:
        """``add`` for a record whose id was just made: nobody can have said anything of it, so nothing is looked up."""
        self.created.add(record.id)
        for field in log_fields(record.kind):
            value = getattr(record, field)
            if value is not None:
                self._put(record.id, field, value, record.space, ())

    def unless(self, entity: str, field: str, value: str, words: str) -> None:
        """Write nothing, with a UserError of these words, where a record that shows holds this value by then."""
        self.bars.append(Bar(entity, field, value, words))

    def set(
        self, entity: str, field: str, value: Json, *, space: str | None = None, seen: Iterable[str] | None = None
    ) -> None:
        """Give one field a value. ``seen`` names the heads (op ids) that the person had before them, where that
        is not what the library holds now; ``space`` counts only for a record that is new."""
        heads: Sequence[Head] = () if self.origin else self._heads(entity, field)
        if seen is not None:
            known = set(seen)
            heads = [head for head in heads if head.op in known]
            heads = [*heads, *(_unseen(entity, field, op) for op in sorted(known - {head.op for head in heads}))]
        self._put(entity, field, value, space, heads)

    def delete(self, entity: str) -> None:
        """Move a record to the bin. Whatever someone else says of it meanwhile brings it back to light."""
        seen = self._seen(entity)
        people = sorted(
            head.op for name, heads in seen.items() if name[0] != "@" for head in heads if head.source is None
        )
        self._put(entity, DELETED, people, None, seen.get(DELETED, ()))

    def undelete(self, entity: str) -> None:
        """Take a record out of the bin."""
        self._put(entity, DELETED, None, None, self._heads(entity, DELETED))

    def same(self, a: str, b: str) -> None:
        """Two entities have proved to be one thing; they show under the least id, for good."""
        if kind_of(a) != kind_of(b):
            raise ValueError(f"{a} and {b} are not of one kind")
        if b not in self._reader.ask(lambda c: members(c, a)):
            self.pairs.append((max(a, b), min(a, b)))

    def keep(self, paper: Incoming) -> None:
        """Keep a paper in the library, if the log names it after this change; else, and when that fails, it is not kept."""
        self.papers.append(paper)

    def _seen(self, entity: str) -> dict[str, list[Head]]:
        found: dict[str, list[Head]] = {}
        for heads in self._reader.ask(lambda c: heads_of_entities(c, members(c, entity))).values():
            for head in heads:
                found.setdefault(head.field, []).append(head)
        return found

    def _heads(self, entity: str, field: str) -> list[Head]:
        return self._reader.ask(lambda c: heads_of_cell(c, entity, field))

    def _put(self, entity: str, field: str, value: Json, space: str | None, seen: Iterable[Head]) -> None:
        self.edits[entity, field] = Edit(entity, field, canonical(value), space, tuple(seen))


class Author(NamedTuple):
    """In whose name and on which device something is written."""

    actor: str
    label: str
    device: str  # "device.incarnation"
    clock: Clock


def write(connection: sqlite3.Connection, change: Change, author: Author) -> Written:
    """Write what a change collected, in the caller's transaction. UserError where something bars it."""
    for bar in change.bars:
        if _holds(connection, bar):
            raise UserError(bar.words)
    known = origins(connection)
    plan = list(_machine(connection, change, change.origin, known) if change.origin else _personal(change, known))
    old = {edit.entity for edit, _ in plan} | {pair[0] for pair in change.pairs}
    spaces = _spaces(connection, old - change.created)
    groups: dict[str, list[Planned]] = {}
    for edit, planned in plan:
        groups.setdefault(spaces.get(edit.entity) or edit.space or "committee", []).append(planned)
    for a, b in change.pairs:
        groups.setdefault(spaces.get(a, "committee"), []).append(Planned(a, SAME, (), canonical(b)))
    if not change.origin and connection.execute("SELECT 1 FROM draft LIMIT 1").fetchone():
        connection.executemany("DELETE FROM draft WHERE entity = ? AND field = ?", list(change.edits))
    parts = {(space, change.origin): ops for space, ops in groups.items()}
    group, author = _joined(connection, change.joins, author)
    written = write_group(connection, parts, author, known, reverts=change.reverts, group=group)
    wanted = named(connection) if change.papers else ()
    for paper in change.papers:
        if paper.sha256 in wanted:
            paper.keep(doubtful=True)  # last of all, so that little can fail between this and the commit
    return written


def _joined(connection: sqlite3.Connection, group: str | None, author: Author) -> tuple[str | None, Author]:
    """The group that a change goes with, under whose label it is written then; None where that does not stand any more."""
    if group is None:
        return None, author
    found = connection.execute(
        "SELECT label FROM change_set WHERE group_id = ? AND actor = ? AND reverts IS NULL LIMIT 1",
        (group, author.actor),
    ).fetchone()
    undone = connection.execute("SELECT 1 FROM change_set WHERE reverts = ? LIMIT 1", (group,)).fetchone()
    return (group, author._replace(label=found[0])) if found and not undone else (None, author)


def _holds(connection: sqlite3.Connection, bar: Bar) -> bool:
    """Whether something bars a change. Mostly nothing has that value, shown or not, and that is quickly seen."""
    kind = kind_of(bar.entity)
    query = f'SELECT 1 FROM "{kind}" WHERE id = ? AND "{bar.field}" IS ?'
    found = connection.execute(query, (bar.entity, bar.value)).fetchone()
    return found is not None and bool(matching(connection, kind, {"id": bar.entity, bar.field: bar.value}))


def write_group(
    connection: sqlite3.Connection,
    parts: dict[tuple[str, Origin | None], list[Planned]],
    author: Author,
    known: Origins,
    *,
    reverts: str | None = None,
    group: str | None = None,
) -> Written:
    """Write planned ops as one group, a change set for each space and source; ``group``: as more of that one."""
    if not any(parts.values()):
        return Written(None, Touched())
    group = group or made_id("group")
    sets = [
        _change_set(connection, space, source, ops, author, group, reverts) for (space, source), ops in parts.items()
    ]
    applied = take(connection, sets, known)
    return Written(group, touched(applied.touched), applied)


def _change_set(
    connection: sqlite3.Connection,
    space: str,
    source: Origin | None,
    planned: Sequence[Planned],
    author: Author,
    group: str,
    reverts: str | None,
) -> ChangeSet:
    stream = f"{author.device}/{space}"
    last = connection.execute("SELECT max(seq) FROM change_set WHERE stream = ?", (stream,)).fetchone()[0] or 0
    ops = []
    for one, salt in zip(planned, salts(len(planned)), strict=True):
        if one.hash is None and one.json is not None:
            ops.append(Op(one.entity, one.field, one.parents, value_hash(salt, one.json), salt, one.json))
        else:
            ops.append(Op(one.entity, one.field, one.parents, one.hash, one.salt, one.json))
    stamp = author.clock.tick()
    return ChangeSet(
        "", stream, last + 1, stamp, author.actor, author.label, group, reverts, source, tuple(ops)
    ).sealed()


def _personal(change: Change, known: Origins) -> Iterable[tuple[Edit, Planned]]:
    for edit in change.edits.values():
        if not edit.seen:  # as of all that is new
            if edit.json != "null":
                yield edit, Planned(edit.entity, edit.field, (), edit.json)
            continue
        people = {head.json for head in edit.seen if head.source is None and head.hash is not None}
        if people:
            differs = people != {edit.json}
        else:
            top = winner(edit.seen, known)
            differs = edit.json != ("null" if top is None else top.json)
        if differs:
            yield edit, Planned(edit.entity, edit.field, tuple(sorted(head.op for head in edit.seen)), edit.json)


def _machine(
    connection: sqlite3.Connection, change: Change, origin: Origin, known: Origins
) -> Iterable[tuple[Edit, Planned]]:
    """A file replaces only its own former values, and nothing that a newer recogniser read from it."""
    yield from _unread(connection, change, origin, known)
    stored = heads_of_entities(connection, {edit.entity for edit in change.edits.values()})
    mine: dict[tuple[str, str], list[Head]] = {}
    for heads in stored.values():
        for head in heads:
            if head.source is not None and known[head.source].sha256 == origin.sha256:
                mine.setdefault((head.entity, head.field), []).append(head)
    for edit in change.edits.values():
        own = mine.get((edit.entity, edit.field), [])
        if not own:
            if edit.json != "null":
                yield edit, Planned(edit.entity, edit.field, (), edit.json)
            continue
        top = winner(own, known)
        present = "null" if top is None else top.json
        newer = any(head.hash is not None and known[head.source or 0].recogniser > origin.recogniser for head in own)
        # A purged value (None) stays purged, whatever the same file says again.
        if present not in (edit.json, None) and not newer:
            yield edit, Planned(edit.entity, edit.field, tuple(sorted(head.op for head in own)), edit.json)


def _unread(
    connection: sqlite3.Connection, change: Change, origin: Origin, known: Origins
) -> Iterable[tuple[Edit, Planned]]:
    """What was read from the same file before, by this recogniser or an older one, and is not now: it is emptied."""
    older = [n for n, o in known.items() if o.sha256 == origin.sha256 and o.recogniser <= origin.recogniser]
    if not older:
        return
    query = "SELECT DISTINCT h.entity FROM head h WHERE h.source IN (SELECT value FROM json_each(?))"
    entities = {row[0] for row in connection.execute(query, (canonical(older),))} - {e for e, _ in change.edits}
    for entity, heads in heads_of_entities(connection, sorted(entities)).items():
        read_by = {known[h.source].recogniser for h in heads if h.source and known[h.source].sha256 == origin.sha256}
        if read_by == {origin.recogniser} and any(
            h.source is None and h.hash is not None and h.field != CHECKED for h in heads
        ):
            continue  # the file was moved elsewhere, but a person has worked on this: it stays whole
        cells: dict[str, list[Head]] = {}
        for head in heads:
            if head.source is not None and known[head.source].sha256 == origin.sha256:
                cells.setdefault(head.field, []).append(head)
        for field, own in cells.items():
            newer = any(known[head.source or 0].recogniser > origin.recogniser for head in own)
            if not newer and any(head.json not in (None, "null") for head in own):
                edit = Edit(entity, field, "null", None, ())
                yield edit, Planned(entity, field, tuple(sorted(head.op for head in own)), "null")


def _spaces(connection: sqlite3.Connection, entities: Collection[str]) -> dict[str, str]:
    marks = "SELECT e.id, e.space FROM json_each(?) j CROSS JOIN entity e ON e.id = j.value"
    if not entities:
        return {}
    return dict(connection.execute(marks, (canonical(sorted(entities)),)))


def _unseen(entity: str, field: str, op: str) -> Head:
    """A head that a person saw and that has been replaced since."""
    return Head(entity, field, op, 0, None, "", None)
