"""What stands beside the log in the database and repeats its values: drafts, page text, the index over it.

Clears them of values that are purged. The log and the tables are the merge's and the fold's, never touched here; what
lies beside the database is copies.py's.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence

from cypsc_desktop.store.search import expression

_TELLING = (
    12  # characters: a shorter value of less than three words ("agreed", "5.2") stands on pages for other reasons
)


def clear(connection: sqlite3.Connection, hashes: Sequence[str]) -> list[str]:
    """Drop the drafts of every cell that holds one of these values, and the drafts and page text that repeat one.

    Returns what the values are, as far as they are texts. The caller holds the transaction and deletes the values.
    """
    listed = json.dumps(list(hashes))
    found = connection.execute(
        "SELECT DISTINCT json FROM op WHERE json IS NOT NULL AND value_hash IN (SELECT value FROM json_each(?))",
        (listed,),
    ).fetchall()
    texts = [text for (value,) in found if isinstance(text := json.loads(value), str)]
    connection.execute(
        "DELETE FROM draft WHERE EXISTS (SELECT 1 FROM op o WHERE o.entity = draft.entity AND o.field = draft.field "
        "AND o.value_hash IN (SELECT value FROM json_each(?)))",
        (listed,),
    )
    telling = [text for text in texts if len(text) >= _TELLING or len(text.split()) > 2]
    connection.executemany("DELETE FROM draft WHERE instr(text, ?)", [(text,) for text in telling])
    rows = {row for text in telling for row in _pages(connection, text)}
    if rows:
        _forget(connection, rows)
    return texts


def clear_file(connection: sqlite3.Connection, sha256: str) -> None:
    """Drop the page text of a file; the caller holds the transaction."""
    rows = {row[0] for row in connection.execute("SELECT id FROM page WHERE sha256 = ?", (sha256,))}
    _forget(connection, rows)
    connection.execute("DELETE FROM indexed WHERE sha256 = ?", (sha256,))


def orphans(connection: sqlite3.Connection, texts: Iterable[str]) -> list[str]:
    """Which of these purged texts are hashes of papers that no document names any more."""
    named = "SELECT 1 FROM document WHERE sha256 = ?"
    papers = {text for text in texts if re.fullmatch("[0-9a-f]{64}", text)}
    return [paper for paper in sorted(papers) if not connection.execute(named, (paper,)).fetchone()]


def _pages(connection: sqlite3.Connection, text: str) -> list[int]:
    """Rows of the pages that hold a text, whatever its capitals, line ends and commas there."""
    phrase = expression(f'"{text.replace(chr(34), " ")}"')
    if not phrase:
        return []
    return [row[0] for row in connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (phrase,))]


def _forget(connection: sqlite3.Connection, rows: Iterable[int]) -> None:
    for row in rows:
        connection.execute(
            "INSERT INTO words (words, rowid, text) SELECT 'delete', id, text FROM page WHERE id = ?", (row,)
        )
        connection.execute("DELETE FROM page WHERE id = ?", (row,))
    # Until it is merged, the index keeps words that were deleted.
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
