"""What is odd in the library as a whole: never an error, never corrected, shown to a person. Reads only."""

import json
import sqlite3
import time
from collections.abc import Iterator
from typing import TypedDict

from cypsc_desktop.model.changes import Clock, stamp_time
from cypsc_desktop.model.identity import fold, kind_of
from cypsc_desktop.store.cells import Head, heads_of_cell
from cypsc_desktop.store.links import LINKS, PARENTS

_NUMBERED = ("item", "section")  # kinds whose printed number should occur once in a meeting


class LibraryFinding(TypedDict):
    """In the shape of the findings of a paper; ``id`` is the record's, or a stream of the log."""

    id: str
    kind: str
    field: str | None
    page: None
    message: str
    meeting: str | None


def findings(connection: sqlite3.Connection) -> list[LibraryFinding]:
    """Every finding, in a fixed order."""
    return [
        *_dangling(connection), *_doubles(connection), *_misfits(connection), *_edited(connection),
        *_councils(connection), *_clocks(connection), *_forks(connection),
    ]  # fmt: skip


def _dangling(connection: sqlite3.Connection) -> Iterator[LibraryFinding]:
    for kind, names in LINKS.items():
        for name in names:
            rows = connection.execute(
                f'SELECT t.id, t."{name}" FROM "{kind}" t WHERE t."{name}" IS NOT NULL '
                f'AND NOT EXISTS (SELECT 1 FROM "{name}" p WHERE p.id = t."{name}") ORDER BY t.id'
            )
            for entity, link in rows.fetchall():
                yield _finding(
                    entity, "dangling-link", name, f"This {_word(kind)} names a {_word(name)} that is not here: {link}."
                )
            if name not in PARENTS[kind]:
                continue
            rows = connection.execute(
                f'SELECT t.id FROM "{kind}" t JOIN deleted d ON d.id = t."{name}" AND d.state = \'deleted\' '
                # Children that whoever deleted the parent had before them are meant to go with it.
                "WHERE NOT EXISTS (SELECT 1 FROM deleted WHERE id = t.id) AND EXISTS (SELECT 1 FROM head b "
                "JOIN head h ON h.entity = t.id AND h.stamp > b.stamp WHERE b.entity = d.id AND b.field = '@deleted') "
                "ORDER BY t.id"
            )
            for entity, *_ in rows.fetchall():
                yield _finding(
                    entity, "hidden-child", name, f"This {_word(kind)} is hidden with its deleted {_word(name)}."
                )


def _doubles(connection: sqlite3.Connection) -> Iterator[LibraryFinding]:
    for kind in _NUMBERED:
        rows = connection.execute(
            f'SELECT min(id), number, meeting, count(*) FROM "{kind}" WHERE number IS NOT NULL AND meeting IS NOT NULL AND id NOT IN '
            "(SELECT id FROM deleted WHERE state = 'deleted') GROUP BY meeting, number HAVING count(*) > 1 ORDER BY 1"
        )
        for entity, number, meeting, count in rows:
            yield _finding(
                entity, "double-number", "number", f"{count} {_word(kind)}s bear the number {number}.", meeting
            )


def _misfits(connection: sqlite3.Connection) -> Iterator[LibraryFinding]:
    for entity, field in connection.execute("SELECT entity, field FROM misfit ORDER BY entity, field"):
        yield _finding(
            entity,
            "wrong-type",
            field,
            f"The {field} of this {_word(kind_of(entity))} is not of the kind it should be.",
        )


def _edited(connection: sqlite3.Connection) -> Iterator[LibraryFinding]:
    for (entity,) in connection.execute("SELECT id FROM deleted WHERE state = 'edited' ORDER BY id"):
        yield _finding(
            entity, "edited-while-deleted", None, f"This {_word(kind_of(entity))} was deleted and edited at once."
        )


def _councils(connection: sqlite3.Connection) -> Iterator[LibraryFinding]:
    """Two known councils that differ are a choice for a person, never a silent join."""
    rows = connection.execute(
        "SELECT entity FROM head WHERE field = 'council' AND source IS NOT NULL AND substr(entity, 1, 8) = 'meeting-' "
        "GROUP BY entity HAVING count(*) > 1 ORDER BY 1"
    )
    for (entity,) in rows.fetchall():
        heads = heads_of_cell(connection, entity, "council")
        if any(head.source is None for head in heads):
            continue
        # However it is spelled, "ANY COUNCIL" is Any Council.
        names = {fold(name): name for name in sorted(str(json.loads(head.json or "")) for head in heads if _says(head))}
        if len(names) > 1:
            listed = " and ".join(sorted(names.values()))
            yield _finding(entity, "two-councils", "council", f"The papers of this meeting name {listed}.", entity)


def _clocks(connection: sqlite3.Connection) -> Iterator[LibraryFinding]:
    limit = Clock(time.time).limit()
    rows = connection.execute(
        "SELECT stream, max(stamp) FROM change_set WHERE stamp > ? GROUP BY 1 ORDER BY 1", (limit,)
    )
    for stream, stamp in rows:
        yield _finding(
            stream, "clock-ahead", None, f"A device wrote with its clock at {stamp_time(stamp)[:10]}. Set its clock."
        )


def _forks(connection: sqlite3.Connection) -> Iterator[LibraryFinding]:
    rows = connection.execute(
        "SELECT stream, seq FROM change_set GROUP BY stream, seq HAVING count(*) > 1 ORDER BY 1, 2"
    )
    for stream, seq in rows:
        yield _finding(
            stream, "forked-stream", None, f"A copied library went two ways at its change {seq}; both are kept."
        )


def _says(head: Head) -> bool:
    return head.hash is not None and head.json not in (None, "null")


def _word(kind: str) -> str:
    return kind.replace("_", " ")


def _finding(entity: str, kind: str, field: str | None, message: str, meeting: str | None = None) -> LibraryFinding:
    return {"id": entity, "kind": kind, "field": field, "page": None, "message": message, "meeting": meeting}
