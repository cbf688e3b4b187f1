"""Every page that holds some words, best first, and the text of a few of them: what searching everything narrows and
counts by itself. Reads only."""

import json
import re
import sqlite3
from typing import NamedTuple

from cypsc_desktop.store.search import terms
from cypsc_desktop.store.visible import visible

_SHORTEST = 2  # letters: one alone is looked for as a word, since as a beginning it fits most of a page


class PageRow(NamedTuple):
    """A page of a file that shows. ``row`` names it in the index, ``sheet`` counts from 1, ``label`` is as printed."""

    row: int
    document: str
    sheet: int
    label: str | None


def pages(connection: sqlite3.Connection) -> list[PageRow]:
    """Every indexed page of every file that shows."""
    query = (
        "SELECT p.id, t.id, p.sheet, p.label FROM page p JOIN document t ON t.sha256 = p.sha256 "
        f"WHERE {visible(connection, 'document')}"
    )
    return [PageRow._make(row) for row in connection.execute(query)]


def expression(typed: str) -> str:
    """What is typed as an FTS5 expression: all words and quoted phrases, the last word as the beginning of one while it
    is being typed (it ends neither in a blank nor in a quote). Empty where nothing typed holds a letter or digit."""
    parts = [f'"{term}"' for term in terms(typed)]
    if parts and beginning(typed):
        parts[-1] += "*"
    return " ".join(parts)


def beginning(typed: str) -> str | None:
    """The word at the end that is still being typed; None where the last is finished or too short to tell anything."""
    found = re.search(r'([^\s"]+)$', typed)
    if found is None or typed.count('"') % 2 or sum(letter.isalnum() for letter in found.group(1)) < _SHORTEST:
        return None
    return found.group(1) if found.group(1).rstrip()[-1].isalnum() else None


def matching(connection: sqlite3.Connection, match: str) -> list[int]:
    """The rows of all pages that fit an expression, best first; of files that do not show too."""
    if not match:
        return []
    query = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank"
    return [row[0] for row in connection.execute(query, (match,))]


def holding(connection: sqlite3.Connection, match: str) -> list[int]:
    """The same, in no order: cheaper."""
    return [row[0] for row in connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (match,))]


def texts(connection: sqlite3.Connection, rows: list[int]) -> dict[int, str]:
    """The text of these pages."""
    query = "SELECT p.id, p.text FROM json_each(?) j CROSS JOIN page p ON p.id = j.value"
    return dict(connection.execute(query, (json.dumps(rows),)))


def count(connection: sqlite3.Connection) -> int:
    """How many pages are indexed."""
    return int(connection.execute("SELECT count(*) FROM page").fetchone()[0])


def by_file(connection: sqlite3.Connection) -> dict[str, int]:
    """How many pages of each file (its sha256) are indexed."""
    return dict(connection.execute("SELECT sha256, count(*) FROM page GROUP BY sha256"))
