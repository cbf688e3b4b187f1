"""The text of every page and the index over it: a cache, made again from the files at any time.

Written in chunks that let edits pass, and taken up where it stopped.
"""

import itertools
import sqlite3
from collections.abc import Callable, Iterable
from functools import partial

from cypsc_desktop.model.errors import Cancelled
from cypsc_desktop.store.reader import Reader
from cypsc_desktop.store.writer import Writer

PageText = tuple[int, str | None, str]  # sheet from 1, printed label, text

_CHUNK = 20  # pages in one transaction


class Pages:
    """The pages of one library's files."""

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self._writer = writer
        self._reader = reader

    def index(self, sha256: str, pages: Iterable[PageText], *, cancelled: Callable[[], bool] | None = None) -> None:
        """Keep and index the text of a file's pages; does nothing where that was done. Raises Cancelled."""
        if self.indexed(sha256):
            return
        rows = iter(pages)
        while chunk := list(itertools.islice(rows, _CHUNK)):
            if cancelled and cancelled():
                raise Cancelled
            self._writer.run_behind(partial(_write, sha256=sha256, pages=chunk))
        self._writer.run_behind(
            lambda connection: connection.execute("INSERT OR IGNORE INTO indexed VALUES (?)", (sha256,)).rowcount
        )

    def indexed(self, sha256: str) -> bool:
        """Whether all of a file's pages are indexed."""
        return bool(self._reader.rows("SELECT 1 FROM indexed WHERE sha256 = ?", sha256))

    def text(self, sha256: str, sheet: int) -> str | None:
        """The text of one sheet, None where there is none or it is not indexed yet."""
        rows = self._reader.rows("SELECT text FROM page WHERE sha256 = ? AND sheet = ?", sha256, sheet)
        return str(rows[0][0]) if rows else None

    def forget(self, sha256: str) -> None:
        """Drop a file's page text, as when the file goes or is to be read anew."""
        self._writer.run(lambda connection: _forget(connection, sha256))


def _write(connection: sqlite3.Connection, *, sha256: str, pages: list[PageText]) -> int:
    known = {row[0] for row in connection.execute("SELECT sheet FROM page WHERE sha256 = ?", (sha256,))}
    fresh = [page for page in pages if page[0] not in known]
    for sheet, label, text in fresh:
        cursor = connection.execute(
            "INSERT INTO page (sha256, sheet, label, text) VALUES (?, ?, ?, ?)", (sha256, sheet, label, _plain(text))
        )
        connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (cursor.lastrowid, _plain(text)))
    return len(fresh)


def _forget(connection: sqlite3.Connection, sha256: str) -> int:
    connection.execute(
        "INSERT INTO words (words, rowid, text) SELECT 'delete', id, text FROM page WHERE sha256 = ?", (sha256,)
    )
    connection.execute("DELETE FROM indexed WHERE sha256 = ?", (sha256,))
    return connection.execute("DELETE FROM page WHERE sha256 = ?", (sha256,)).rowcount


def _plain(text: str) -> str:
    """Text that SQLite can hold: no half surrogate pairs."""
    return text.encode("utf-8", "replace").decode()
