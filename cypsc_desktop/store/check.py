"""Is the library whole? Reads one snapshot, folds its log anew beside it, and hashes every file.

The digest covers log, tables and files, not drafts or caches: libraries with equal content have equal digests.
"""

import contextlib
import hashlib
import itertools
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cypsc_desktop.model.changes import REMOVED, ChangeSet
from cypsc_desktop.model.records import KINDS
from cypsc_desktop.store import connection as connections
from cypsc_desktop.store import history, merge, schema
from cypsc_desktop.store.files import Files, hash_of, kept

_CHUNK = 2_000

# Folded tables that are not records. Sources are numbered differently in each library, so heads are read by file.
_FOLDED = {
    "head": "SELECT h.entity, h.field, h.op, h.stamp, s.sha256, h.hash FROM head h LEFT JOIN source s ON s.id = h.source "
    "ORDER BY h.entity, h.field, h.op",
    "awaited": "SELECT op, kind, field, file FROM awaited ORDER BY op, kind, field, file",
    "entity": "SELECT id, space FROM entity ORDER BY id",
    "deleted": "SELECT id, state FROM deleted ORDER BY id",
    "same": "SELECT a, b FROM same ORDER BY a, b",
    "alias": "SELECT id, canonical FROM alias ORDER BY id",
    "misfit": "SELECT entity, field FROM misfit ORDER BY entity, field",
    "purged": "SELECT hash FROM purged ORDER BY hash",
}


class Checked(NamedTuple):
    """``findings`` are {"kind", "message"}; ``ok`` means that there are none."""

    ok: bool
    digest: str
    findings: list[dict[str, str]]


def check(folder: Path) -> Checked:
    """Check a library. UserError when it cannot be read at all."""
    found: list[dict[str, str]] = []
    files = Files(folder / "files")
    with contextlib.closing(connections.reader(folder)) as connection, connections.snapshot(connection):
        try:
            for (text,) in connection.execute("PRAGMA integrity_check(10)"):
                if text != "ok":
                    found.append({"kind": "damaged-database", "message": f"The database is damaged: {text}"})
            tables = table_digests(connection)
            digest = digest_of(connection, kept(connection, files), tables)
            found += _check_fold(connection, tables)
            found += _check_files(connection, files)
        except sqlite3.DatabaseError as error:
            raise connections.mendable(error, folder) or error from error
    return Checked(not found, digest, found)


def digest_of(connection: sqlite3.Connection, files: Iterable[str], tables: dict[str, str] | None = None) -> str:
    """The digest of a library: its log, its folded tables and the hashes of its files."""
    log = _digest(connection.execute("SELECT id FROM change_set ORDER BY id"))
    values = _digest(connection.execute("SELECT DISTINCT value_hash FROM op WHERE json IS NOT NULL ORDER BY 1"))
    folded = sorted((tables or table_digests(connection)).items())
    return hashlib.sha256(json.dumps([log, values, folded, sorted(files)]).encode()).hexdigest()


def rebuild(connection: sqlite3.Connection) -> None:
    """Fold the log into this database's own tables anew, as after a migration; the caller holds the transaction."""
    sets = list(history.change_sets(connection, None))
    for table in ("change_set", "op", *(name for name in _FOLDED if name != "purged"), *KINDS):
        connection.execute(f'DELETE FROM "{table}"')
    connection.execute("UPDATE source SET first = NULL, rank = NULL")
    for start in range(0, len(sets), _CHUNK):
        merge.apply(connection, sets[start : start + _CHUNK])


def table_digests(connection: sqlite3.Connection) -> dict[str, str]:
    """Digest of each folded table's rows; of a database that an older version made, of the tables and columns it has."""
    queries = dict(_FOLDED)
    for kind in KINDS:
        held = {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (kind,))}
        columns = ", ".join(f'"{name}"' for name in ("id", *schema.field_types(kind)) if name in held)
        if columns:
            queries[kind] = f'SELECT {columns} FROM "{kind}" ORDER BY id'
    return {name: _digest(connection.execute(query)) for name, query in queries.items()}


def _check_fold(connection: sqlite3.Connection, tables: dict[str, str]) -> Iterator[dict[str, str]]:
    with contextlib.closing(sqlite3.connect("", isolation_level=None)) as anew:
        schema.migrate(anew)
        anew.execute("BEGIN")
        sets = history.change_sets(connection, None)
        while chunk := list(itertools.islice(sets, _CHUNK)):
            merge.apply(anew, chunk)
            for change in chunk:
                yield from _check_change(change)
        anew.execute("COMMIT")
        for name, digest in table_digests(anew).items():
            if tables[name] != digest:
                yield {"kind": "table-differs", "message": f"The table {name} differs from what its log says."}


def _check_change(change: ChangeSet) -> Iterator[dict[str, str]]:
    if change.id != change.digest():
        yield {"kind": "log-differs", "message": f"The change set {change.id} was altered."}
    if not all(merge.value_fits(op) for op in change.ops):
        yield {"kind": "value-differs", "message": f"A value of the change set {change.id} was altered."}


def _check_files(connection: sqlite3.Connection, files: Files) -> Iterator[dict[str, str]]:
    there = kept(connection, files)
    for sha256 in there:
        if hash_of(files.path(sha256)) != sha256:
            yield {"kind": "file-differs", "message": f"The file {sha256} was altered. Import it again."}
    named = "SELECT sha256, name FROM document WHERE sha256 IS NOT NULL AND sha256 <> ? ORDER BY sha256"
    wanted = connection.execute(named, (REMOVED,)).fetchall()
    for sha256, name in wanted:
        if sha256 not in there:
            yield {"kind": "file-missing", "message": f"The file of {name or sha256} is missing. Import it again."}


def _digest(rows: Iterable[Any]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(json.dumps(row, ensure_ascii=True).encode())
        digest.update(b"\n")
    return digest.hexdigest()
