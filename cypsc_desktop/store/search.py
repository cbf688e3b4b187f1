"""Words -> pages: full-text search over the text of all papers. Reads only; takes whatever a person types."""

import json
import re
import sqlite3
from typing import NamedTuple

from cypsc_desktop.store.visible import visible


class Hit(NamedTuple):
    """A page that holds the words. ``document`` is the file's sha256, ``paper`` and ``label`` are as printed,
    ``sheet`` counts from 1, matches stand between «» in ``snippet``; a lower ``rank`` is better."""

    document: str
    paper: str | None
    meeting: str | None
    date: str | None
    sheet: int
    label: str | None
    snippet: str
    rank: float


def terms(typed: str) -> list[str]:
    """The words, and the phrases in quotes, of what a person typed; those without a letter or digit left out."""
    plain = typed.replace("\0", " ").encode(errors="replace").decode()
    parts = [quoted or word for quoted, word in re.findall(r'"([^"]*)"?|([^\s"]+)', plain)]
    return [part for part in parts if re.search(r"[^\W_]", part)]


def expression(typed: str) -> str:
    """What a person typed as an FTS5 expression: every word must occur, "words in quotes" as a phrase.

    Empty where nothing typed holds a letter or digit.
    """
    return " ".join(f'"{term}"' for term in terms(typed))


def search(connection: sqlite3.Connection, typed: str, *, limit: int, meeting: str | None) -> list[Hit]:
    """The best ``limit`` pages that hold all the words, of one meeting's papers or of all."""
    match = expression(typed)
    if not match or limit < 1:
        return []
    shown = _documents(connection, meeting)
    # Most libraries hide nothing and most searches are over all papers: then the index alone decides.
    query = (
        "SELECT p.sha256, p.sheet, p.label, snippet(words, 0, '«', '»', '…', 24), words.rank FROM words "
        "JOIN page p ON p.id = words.rowid WHERE words MATCH ? {only} ORDER BY words.rank LIMIT ?"
    )
    only = "" if _files(connection) <= shown.keys() else "AND p.sha256 IN (SELECT value FROM json_each(?))"
    arguments = (match, json.dumps(list(shown)), limit) if only else (match, limit)
    hits = []
    for sha256, sheet, label, snippet, rank in connection.execute(query.format(only=only), arguments).fetchall():
        document, place, date = shown[sha256]
        hits.append(Hit(sha256, _title(connection, document, sheet), place, date, sheet, label, snippet, rank))
    return hits


def _documents(connection: sqlite3.Connection, meeting: str | None) -> dict[str, tuple[str, str | None, str | None]]:
    """sha256 -> (document, its meeting, that meeting's date) of every document that shows."""
    query = (
        "SELECT t.sha256, t.id, t.meeting, m.date FROM document t LEFT JOIN meeting m ON m.id = t.meeting "
        f"WHERE t.sha256 IS NOT NULL AND (?1 IS NULL OR t.meeting = ?1) AND {visible(connection, 'document')}"
    )
    return {sha256: tuple(rest) for sha256, *rest in connection.execute(query, (meeting,))}


def _files(connection: sqlite3.Connection) -> set[str]:
    """The files that have page text. Steps from file to file, as the pages are many."""
    query = (
        "WITH RECURSIVE f (sha256) AS (SELECT min(sha256) FROM page UNION ALL "
        "SELECT (SELECT min(sha256) FROM page WHERE sha256 > f.sha256) FROM f WHERE f.sha256 IS NOT NULL) "
        "SELECT sha256 FROM f WHERE sha256 IS NOT NULL"
    )
    return {row[0] for row in connection.execute(query)}


def _title(connection: sqlite3.Connection, document: str, sheet: int) -> str | None:
    """The paper that holds a sheet, else the item, else the file's name."""
    paper = connection.execute(
        'SELECT p.title FROM version v JOIN paper p ON p.id = v.paper WHERE v.document = ? AND ? BETWEEN v."first" '
        'AND v."last" ORDER BY v."first" DESC LIMIT 1',
        (document, sheet),
    ).fetchone()
    row = paper or connection.execute("SELECT name FROM document WHERE id = ?", (document,)).fetchone()
    return row[0] if row else None
