"""Cells and their heads: which value of a cell wins, and what goes into its column.

Pure functions over heads, and the queries that fetch them; the rules stand in docs/architecture.md.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cypsc_desktop.model.changes import REMOVED, Origin


class Head(NamedTuple):
    """An op that nothing replaces yet. ``source`` is None for a person's; without ``hash`` it withdrew a value."""

    entity: str
    field: str
    op: str
    stamp: int
    source: int | None
    hash: str | None
    json: str | None

    @property
    def value(self) -> Any:
        """What it says; None also for a value that was purged."""
        return None if self.json is None else json.loads(self.json)


class Origins(dict[int, Origin]):
    """Files behind machine values, by their number in this library, and how late each is (see store/editions.py)."""

    def __init__(self, known: Iterable[tuple[int, Origin]] = (), ranks: Mapping[int, str] | None = None) -> None:
        super().__init__(known)
        self.ranks = dict(ranks or {})

    def rank(self, number: int | None) -> tuple[str, int]:
        """Of two values of one cell the one of the greater rank shows."""
        return self.ranks.get(number or 0, ""), self[number or 0].recogniser


_HEADS = (
    "SELECT h.entity, h.field, h.op, h.stamp, h.source, h.hash, o.json FROM {given} CROSS JOIN change_set c "
    "ON c.id = substr(h.op, 1, 32) CROSS JOIN op o ON o.change = c.number AND o.n = substr(h.op, 34) + 0"
)


def origins(connection: sqlite3.Connection) -> Origins:
    """Files behind machine values, by their number in this library."""
    rows = connection.execute("SELECT id, sha256, kind, issued, recogniser, rank FROM source").fetchall()
    return Origins(((row[0], Origin(*row[1:5])) for row in rows), {row[0]: row[5] or "" for row in rows})


def heads_of_entities(connection: sqlite3.Connection, entities: Iterable[str]) -> dict[str, list[Head]]:
    """All heads of each of these entities (of these alone, not of what is the same thing)."""
    # The order of the join is fixed: left free, the planner may walk all heads for each chunk.
    query = _HEADS.format(given="json_each(?) j CROSS JOIN head h ON h.entity = j.value")
    found: dict[str, list[Head]] = {}
    for row in connection.execute(query, (json.dumps(list(entities)),)):
        found.setdefault(row[0], []).append(Head._make(row))
    return found


def heads_of_cells(connection: sqlite3.Connection, cells: Iterable[tuple[str, str]]) -> Iterator[Head]:
    """All heads of these cells."""
    match = "h.entity = json_extract(j.value, '$[0]') AND h.field = json_extract(j.value, '$[1]')"
    query = _HEADS.format(given=f"json_each(?) j CROSS JOIN head h ON {match}")
    return map(Head._make, connection.execute(query, (json.dumps(list(cells)),)))


def heads_of_cell(connection: sqlite3.Connection, entity: str, field: str) -> list[Head]:
    """The heads of one cell, with those of every entity that is the same thing."""
    query = _HEADS.format(given="head h") + " WHERE h.entity = ? AND h.field = ?"
    return [
        Head._make(row) for member in members(connection, entity) for row in connection.execute(query, (member, field))
    ]


def members(connection: sqlite3.Connection, entity: str) -> list[str]:
    """The entities that are the same thing as this one, itself included, least id first."""
    query = "SELECT id FROM alias WHERE canonical = (SELECT canonical FROM alias WHERE id = ?) ORDER BY id"
    return [row[0] for row in connection.execute(query, (entity,))] or [entity]


def winner(heads: Iterable[Head], known: Origins) -> Head | None:
    """The head whose value shows: a person's before any machine's, then the latest stamp, or the newest paper."""
    people: list[Head] = []
    machine: list[Head] = []
    for head in heads:
        if head.hash is not None:
            (people if head.source is None else machine).append(head)
    if people:
        return people[0] if len(people) == 1 else max(people, key=lambda h: (h.stamp, h.op))
    if len(machine) < 2:
        return machine[0] if machine else None
    return max(machine, key=lambda h: (h.json != "null", known.rank(h.source), h.stamp, h.op))


def is_said(head: Head | None) -> bool:
    """Whether a winning head gives its record existence: a person's does, even empty; a machine's empty does not."""
    return head is not None and (head.source is None or head.json != "null")


def in_dispute(heads: Iterable[Head]) -> list[Head]:
    """People's heads of a cell when they differ, latest first; else nothing. Equal values are one head."""
    people = sorted((h for h in heads if h.source is None and h.hash is not None), key=lambda h: (h.stamp, h.op))
    distinct = {head.json: head for head in people}
    return sorted(distinct.values(), key=lambda h: (h.stamp, h.op), reverse=True) if len(distinct) > 1 else []


def column(declared: str, text: str | None) -> tuple[Any, bool]:
    """What the column of a field shows for a value's JSON text, and whether the value is of the declared type.

    A value of the wrong type shows as text in a text column and not at all in any other.
    """
    if text is None:
        return (REMOVED if declared == "str" else None), True
    if text == "null":
        return None, True
    if declared == "Json":
        return text, True
    # Most values are plain strings: what needs no parser is not given to one.
    value = text[1:-1] if text[0] == '"' and "\\" not in text else json.loads(text)
    if declared == "str":
        return (value, True) if isinstance(value, str) else (text, False)
    if declared == "bool":
        return (int(value), True) if isinstance(value, bool) else (None, False)
    number = isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63
    if declared == "float":
        number = number or isinstance(value, float)
    return (value, True) if number else (None, False)
