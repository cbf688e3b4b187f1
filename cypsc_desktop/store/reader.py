"""Reading a library: records, pages, history and what is wrong, over a connection that cannot write.

Several threads may share one; a job with much to read opens its own.
"""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar, cast

from cypsc_desktop.model.changes import REMOVED, ChangeSet, canonical
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import kind_of
from cypsc_desktop.model.records import KINDS, Record, log_fields
from cypsc_desktop.store import connection, fold
from cypsc_desktop.store.cells import heads_of_cell
from cypsc_desktop.store.schema import field_types, versions
from cypsc_desktop.store.visible import visible

# The window reads records before all else: what only some of the methods need, they import themselves.
if TYPE_CHECKING:
    from cypsc_desktop.store.check import Checked
    from cypsc_desktop.store.findings import LibraryFinding
    from cypsc_desktop.store.history import Conflict, HistoryRow
    from cypsc_desktop.store.search import Hit

T = TypeVar("T")


class Reader:
    """A library as it stands committed now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._connection = connection.reader(folder)
        self._turn = threading.RLock()
        self._open = True
        self._kept: dict[Any, Any] = {}

    @classmethod
    def open(cls, folder: Path) -> "Reader":
        """A reader of a library that may be open elsewhere, or lie in a folder that cannot be written.

        UserError when there is none, a newer version made it, or it is damaged.
        """
        reader = cls(folder)
        if reader.rows("PRAGMA user_version")[0][0] < len(versions()):
            reader.close()
            raise UserError(
                "This library was made by an older version. Open it in CYPSC Desktop once to bring it up to date."
            )
        return reader

    def close(self) -> None:
        with self._turn:
            self._connection.close()
            self._open = False

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def records(self, kind: str, **equals: Any) -> list[Record]:
        """Records of a kind whose fields equal what is given, by position, then id. Deleted ones, and those below
        a deleted one, are left out."""
        return self.ask(lambda c: matching(c, kind, equals))

    def record(self, entity: str) -> Record | None:
        """One record, found also by the id of something that is the same; None if unknown or not shown."""
        return self.ask(lambda c: _record(c, entity))

    def these(self, entities: Iterable[str]) -> dict[str, Record]:
        """The records with these ids as far as they show, by the id that each was asked for."""
        return self.ask(lambda c: _these(c, entities))

    def search(self, words: str, *, limit: int = 50, meeting: str | None = None) -> "list[Hit]":
        """Pages that hold all the words, best first. Anything may be typed; ``"exact phrase"`` in quotes."""
        from cypsc_desktop.store import search

        return self.ask(lambda c: search.search(c, words, limit=limit, meeting=meeting))

    def page_texts(self, sha256: str) -> dict[int, str]:
        """Sheet -> its text, for all indexed pages of a file in their order."""
        return dict(self.rows("SELECT sheet, text FROM page WHERE sha256 = ? ORDER BY sheet", sha256))

    def page_text(self, sha256: str) -> str:
        """The text of all indexed pages of a file, in order, parted by blank lines."""
        return "\n\n".join(self.page_texts(sha256).values())

    def unindexed(self) -> set[str]:
        """Files (sha256) of documents whose text is not all in yet, so that a search may miss what they say."""
        rows = self.rows("SELECT sha256 FROM document WHERE sha256 <> ? EXCEPT SELECT sha256 FROM indexed", REMOVED)
        return {row[0] for row in rows}

    def history(self, entity: str | None = None, *, limit: int | None = None) -> "list[HistoryRow]":
        """Every op, newest first: of one record, or of all."""
        from cypsc_desktop.store import history

        return self.ask(lambda c: history.history(c, entity, limit))

    def conflicts(self) -> "list[Conflict]":
        """Cells that several people gave different values."""
        from cypsc_desktop.store import history

        return self.ask(history.conflicts)

    def findings(self) -> "list[LibraryFinding]":
        """What folding found odd: dangling links, double numbers, wrong types, edits of deleted records …"""
        from cypsc_desktop.store import findings

        return self.ask(findings.findings)

    def heads(self, entity: str, field: str) -> list[str]:
        """Op ids of a cell's heads: what a person who edits it now has before them."""
        return self.ask(lambda c: sorted(head.op for head in heads_of_cell(c, entity, field)))

    def change_sets(self, after: Mapping[str, int] | None = None) -> Iterator[ChangeSet]:
        """Change sets beyond ``after`` (stream -> last seq held), to hand to another library; from one moment."""
        from cypsc_desktop.store import history

        apart = connection.reader(self.folder)
        try:
            with connection.snapshot(apart):
                yield from history.change_sets(apart, after)
        finally:
            apart.close()

    def tips(self) -> dict[str, int]:
        """Stream -> last seq held without a gap before it, to ask another library for what lies beyond."""
        tips: dict[str, int] = {}
        for stream, seq in self.rows("SELECT DISTINCT stream, seq FROM change_set ORDER BY stream, seq"):
            if seq == tips.get(stream, 0) + 1:
                tips[stream] = seq
        return tips

    def written_since(self, number: int) -> tuple[int, set[tuple[str, str]]]:
        """The number of the last change set, in the order of arrival, and the (entity, field) cells that were written
        after ``number``; below 0 stands for a time before all, whose cells nobody asks for."""
        if number < 0:
            return int(self.rows("SELECT coalesce(max(number), 0) FROM change_set")[0][0]), set()
        rows = self.rows("SELECT change, entity, field FROM op WHERE change > ?", number)
        return max((row[0] for row in rows), default=number), {(entity, field) for _, entity, field in rows}

    def keep(self, make: Callable[[], T]) -> T:
        """What ``make`` makes, one for this reader, kept with it: a place for what is dear to work out."""
        with self._turn:
            if make not in self._kept:
                self._kept[make] = make()
            return cast("T", self._kept[make])

    def check(self) -> "Checked":
        """Whether database, tables and files are whole, and a digest of what they hold."""
        from cypsc_desktop.store import check

        return check.check(self.folder)

    def rows(self, query: str, *arguments: Any) -> list[Any]:
        """Plain rows, for the other modules of the store."""
        return self.ask(lambda c: c.execute(query, arguments).fetchall())

    def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """The answer to a question put to the connection, for the other modules of the store."""
        with self._turn:
            if not self._open:
                raise RuntimeError("the library is closed")
            try:
                return question(self._connection)
            except sqlite3.Error as error:
                raise connection.mendable(error, self.folder) or error from error


def matching(c: sqlite3.Connection, kind: str, equals: Mapping[str, Any]) -> list[Record]:
    """See ``Reader.records``."""
    types = {"id": "str", **field_types(kind)}
    unknown = set(equals) - set(types) - {"space"}
    if unknown:
        raise KeyError(f"a {kind} has no field {', '.join(sorted(unknown))}")
    wheres, arguments = [visible(c, kind)], []
    for field, value in equals.items():
        wheres.append(f'{"e" if field == "space" else "t"}."{field}" IS ?')
        arguments.append(canonical(value) if types.get(field) == "Json" and value is not None else value)
    order = 't."position", t.id' if "position" in types else "t.id"
    return _made(c, kind, f"WHERE {' AND '.join(wheres)} ORDER BY {order}", arguments)


def _record(c: sqlite3.Connection, entity: str) -> Record | None:
    kind = kind_of(entity)
    if kind not in KINDS:
        return None
    found = _made(c, kind, f"WHERE t.id = ? AND {visible(c, kind)}", [fold.canonical(c, entity)])
    return found[0] if found else None


def _these(c: sqlite3.Connection, entities: Iterable[str]) -> dict[str, Record]:
    shown = {entity: fold.canonical(c, entity) for entity in entities}
    wanted: dict[str, list[str]] = {}
    for entity in dict.fromkeys(map(str, shown.values())):
        wanted.setdefault(kind_of(entity), []).append(entity)
    found: dict[str, Record] = {}
    for kind, ids in wanted.items():
        if kind in KINDS:
            given = f"WHERE t.id IN (SELECT value FROM json_each(?)) AND {visible(c, kind)}"
            found.update((record.id, record) for record in _made(c, kind, given, [json.dumps(ids)]))
    return {entity: found[str(one)] for entity, one in shown.items() if str(one) in found}


def _made(c: sqlite3.Connection, kind: str, rest: str, arguments: list[Any]) -> list[Record]:
    names = log_fields(kind)
    types = field_types(kind)
    columns = "".join(f', t."{name}"' for name in names)
    query = f"SELECT t.id, coalesce(e.space, 'committee'){columns} FROM \"{kind}\" t LEFT JOIN entity e ON e.id = t.id {rest}"
    parsed = [
        (name, json.loads if types[name] == "Json" else bool) for name in names if types[name] in ("Json", "bool")
    ]
    make = KINDS[kind]
    records = []
    for entity, space, *values in c.execute(query, arguments).fetchall():
        fields = dict(zip(names, values, strict=True))
        for name, parse in parsed:
            if fields[name] is not None:
                fields[name] = parse(fields[name])
        records.append(make(id=entity, space=space, **fields))
    return records
