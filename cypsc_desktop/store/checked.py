"""What files say of records, what they said before, and which of it a person has looked at and accepted.

An acceptance is the reserved field ``@checked`` of the record itself: the list of the change sets that the person had
before them. It copies no value, so a value that another file or a newer recogniser gives later shows as new. Reads only.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cypsc_desktop.model.changes import CHECKED, stamp_time
from cypsc_desktop.model.identity import kind_of
from cypsc_desktop.model.records import KINDS, Record, log_fields
from cypsc_desktop.store.cells import Head, Origins, origins, winner

Json = Any
PLACING = frozenset({"at", "position"})
"""Fields that say where a thing stands: another place is no other reading."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What files say of one record.

    ``said`` is what this file says, a field that it leaves empty absent. ``before`` is what stood there before: from
    an earlier reading of the file, else from the earlier files that were named; None where nothing did. ``outdated``
    are the fields whose printed value is another than the one a person accepted, with the accepted value. ``seen`` is
    what an acceptance given now would hold. ``printed`` is False where this file says nothing of the record any more.
    """

    entity: str
    said: dict[str, Json]
    before: dict[str, Json] | None
    amended: frozenset[str]
    checked: bool
    outdated: dict[str, Json]
    seen: tuple[str, ...]
    by: str | None = None
    when: str | None = None  # UTC ISO text
    printed: bool = True

    def former(self) -> Record | None:
        """The record as it stood before, None where it was not there."""
        kind = kind_of(self.entity)
        names = set(log_fields(kind))
        known = {name: value for name, value in (self.before or {}).items() if name in names}
        return KINDS[kind](id=self.entity, **known) if known else None


@dataclass(slots=True)
class _Cell:
    """The ops of one cell: all that machines ever said, with the change sets they came in, and which still stand."""

    machine: list[Head] = field(default_factory=list)
    standing: set[str] = field(default_factory=set)
    people: list[Head] = field(default_factory=list)


@dataclass(slots=True)
class _Entity:
    """Everything said of a record, by all the ids that it goes by."""

    cells: dict[str, _Cell] = field(default_factory=dict)
    checks: list[tuple[Head, str]] = field(default_factory=list)  # standing acceptances and whose they are


def readings(
    connection: sqlite3.Connection,
    sha256: str,
    *,
    earlier: Iterable[str] = (),
    replaced: Iterable[str] = (),
    entities: Iterable[str] | None = None,
) -> list[Reading]:
    """What a file says of each record that it names, in the order in which it was read.

    ``earlier`` are the files (by hash) that this one follows, ``replaced`` those of them whose place it takes: what
    only they name comes too, as printed no more. ``entities`` asks for these records alone.
    """
    known = origins(connection)
    mine = {number for number, origin in known.items() if origin.sha256 == sha256}
    old = {number for number, origin in known.items() if origin.sha256 in set(earlier)}
    gone = {number for number, origin in known.items() if origin.sha256 in set(replaced)}
    if entities is None:
        entities = [*_named(connection, mine), *_named(connection, gone)]
    latest = _latest_sets(connection, mine, known)
    alias = _aliases(connection)
    found = _everything(connection, entities, alias)
    made = (_reading(one, what, known, mine, old, latest) for one, what in found.items() if kind_of(one) in KINDS)
    return [reading for reading in made if reading is not None]


def acceptances(connection: sqlite3.Connection, entities: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each of these records the change sets that an acceptance given now would hold."""
    found = _everything(connection, entities, _aliases(connection))
    return {one: _seen_now(what) for one, what in found.items()}


def checked_entities(connection: sqlite3.Connection, entities: Iterable[str]) -> set[str]:
    """Those of these records that some person has accepted, whatever became of them since."""
    found = _everything(connection, entities, _aliases(connection))
    return {one for one, what in found.items() if any(_listed(head) for head, _ in what.checks)}


def worded_entities(connection: sqlite3.Connection, entities: Iterable[str], fields: Iterable[str]) -> set[str]:
    """Those of these records in which a person gave or took away what stands in one of these fields."""
    rows = connection.execute(
        "SELECT DISTINCT j.value FROM json_each(?) j LEFT JOIN alias a ON a.canonical = j.value "
        "JOIN head h ON h.entity IN (j.value, a.id) WHERE h.source IS NULL AND h.field IN (SELECT value FROM json_each(?))",
        (json.dumps(list(entities)), json.dumps(list(fields))),
    )
    return {row[0] for row in rows}


def sheets_with_text(connection: sqlite3.Connection, sha256: str, *, least: int) -> list[int]:
    """The sheets of a file that hold at least so many characters of text."""
    query = "SELECT sheet FROM page WHERE sha256 = ? AND length(text) >= ? ORDER BY sheet"
    return [row[0] for row in connection.execute(query, (sha256, least))]


def _named(connection: sqlite3.Connection, sources: set[int]) -> list[str]:
    """The records of which these files ever said anything, in the order in which they did."""
    if not sources:
        return []
    query = (
        "SELECT o.entity FROM json_each(?) j CROSS JOIN change_set c ON c.source = j.value CROSS JOIN op o "
        "ON o.change = c.number GROUP BY o.entity ORDER BY min(c.number), min(o.n)"
    )
    return [row[0] for row in connection.execute(query, (json.dumps(sorted(sources)),))]


def _latest_sets(connection: sqlite3.Connection, sources: set[int], known: Origins) -> set[str]:
    """The change sets of the last time that the file was read: those of its newest recogniser's last step."""
    query = (
        "SELECT c.id, c.group_id, c.source, c.stamp FROM json_each(?) j CROSS JOIN change_set c ON c.source = j.value"
    )
    rows = connection.execute(query, (json.dumps(sorted(sources)),)).fetchall()
    last = max(((known[source].recogniser, stamp, group) for _, group, source, stamp in rows), default=None)
    return {name for name, group, _, _ in rows if last and group == last[2]}


def _aliases(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT id, canonical FROM alias"))


def _everything(
    connection: sqlite3.Connection, entities: Iterable[str], alias: Mapping[str, str]
) -> dict[str, _Entity]:
    """All ops of these records and of what is the same thing, by the id under which each shows."""
    wanted = dict.fromkeys(alias.get(entity, entity) for entity in entities)
    ids = {entity: entity for entity in wanted} | {one: shown for one, shown in alias.items() if shown in wanted}
    found = {entity: _Entity() for entity in wanted}
    query = (
        "SELECT o.entity, o.field, printf('%s:%05d', c.id, o.n), c.stamp, c.source, o.value_hash, o.json, c.actor "
        "FROM json_each(?) j CROSS JOIN op o ON o.entity = j.value CROSS JOIN change_set c ON c.number = o.change"
    )
    standing = {
        row[0]
        for row in connection.execute(
            "SELECT h.op FROM json_each(?) j CROSS JOIN head h ON h.entity = j.value", (json.dumps(list(ids)),)
        )
    }
    for *head, actor in connection.execute(query, (json.dumps(list(ids)),)):
        one = Head._make(head)
        entity = found[ids[one.entity]]
        if one.field == CHECKED:
            if one.op in standing and one.hash is not None:
                entity.checks.append((one, actor))
        elif not one.field.startswith("@"):
            cell = entity.cells.setdefault(one.field, _Cell())
            if one.source is not None:
                cell.machine.append(one)
            elif one.op in standing and one.hash is not None:
                cell.people.append(one)
            if one.op in standing:
                cell.standing.add(one.op)
    return found


def _reading(
    entity: str, what: _Entity, known: Origins, mine: set[int], old: set[int], latest: set[str]
) -> Reading | None:
    said: dict[str, Json] = {}
    ours: dict[str, Json] = {}
    theirs: dict[str, Json] = {}
    for name, cell in what.cells.items():
        now = [head for head in cell.machine if head.op in cell.standing]
        _put(said, name, [head for head in now if head.source in mine], known)
        _put(ours, name, [h for h in cell.machine if h.source in mine and h.op[:32] not in latest], known, last=True)
        _put(theirs, name, [head for head in now if head.source in old], known)
    before = ours or theirs or None
    if not said and not before:
        return None
    amended = frozenset(name for name, cell in what.cells.items() if cell.people and name not in PLACING)
    seen = {one for head, _ in what.checks for one in _listed(head)}
    was_checked = bool(seen)
    seen |= _seen_by_amending(what)
    outdated = _outdated(what, known, seen) if seen else {}
    last = max((pair for pair in what.checks if _listed(pair[0])), key=lambda pair: pair[0].stamp, default=None)
    now_seen = _seen_now(what)
    return Reading(
        entity=entity, said=said, before=before, amended=amended,
        checked=was_checked and not outdated and (bool(said) or bool(seen & latest)),
        outdated=outdated,
        seen=now_seen if said else tuple(sorted({*now_seen, *latest})),
        by=last[1] if last else None, when=stamp_time(last[0].stamp) if last else None, printed=bool(said),
    )  # fmt: skip


def _put(into: dict[str, Json], name: str, heads: list[Head], known: Origins, *, last: bool = False) -> None:
    """The value that wins among these heads, where it says anything; with ``last`` the newest recogniser's latest."""
    if last:
        said = [head for head in heads if head.hash is not None]
        top = max(said, key=lambda h: (known[h.source or 0].recogniser, h.stamp, h.op), default=None)
    else:
        top = winner(heads, known)
    if top is not None and top.json not in (None, "null"):
        into[name] = json.loads(top.json)


def _seen_now(what: _Entity) -> tuple[str, ...]:
    """The change sets whose values stand: what somebody who looks at the record now has before them."""
    sets = {
        head.op[:32]
        for name, cell in what.cells.items()
        if name not in PLACING
        for head in cell.machine
        if head.op in cell.standing
    }
    return tuple(sorted(sets))


def _seen_by_amending(what: _Entity) -> set[str]:
    """Whoever amends a record has seen what machines had said of it until then."""
    people = [head.stamp for name, cell in what.cells.items() if name not in PLACING for head in cell.people]
    if not people:
        return set()
    last = max(people)
    return {head.op[:32] for cell in what.cells.values() for head in cell.machine if head.stamp < last}


def _outdated(what: _Entity, known: Origins, seen: set[str]) -> dict[str, Json]:
    """Field -> the value that was accepted, where files say otherwise now. Values count, not who brought them."""
    found: dict[str, Json] = {}
    for name, cell in what.cells.items():
        if name in PLACING or not cell.machine:
            continue
        now = winner([head for head in cell.machine if head.op in cell.standing], known)
        then = winner(_last_of_each_file((head for head in cell.machine if head.op[:32] in seen), known), known)
        present = "null" if now is None or now.json is None else now.json
        accepted = "null" if then is None or then.json is None else then.json
        if present != accepted:
            found[name] = json.loads(accepted)
    return found


def _last_of_each_file(heads: Iterable[Head], known: Origins) -> Iterable[Head]:
    """What each file said last: what it had said before, it said no more by then."""
    last: dict[str, Head] = {}
    for head in sorted(heads, key=lambda h: (known[h.source or 0].recogniser, h.stamp, h.op)):
        last[known[head.source or 0].sha256] = head
    return last.values()


def _listed(head: Head) -> list[str]:
    value = json.loads(head.json) if head.json is not None else None
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
