"""Words -> records: which records hold all that a person typed, in any of their texts. Reads only."""

import sqlite3
from collections.abc import Sequence

from cypsc_desktop.model.records import KINDS
from cypsc_desktop.store.links import LINKS
from cypsc_desktop.store.schema import field_types
from cypsc_desktop.store.search import terms
from cypsc_desktop.store.visible import visible

# These say nothing of their own that a person would look for.
_SILENT = frozenset({"committee", "version", "document", "saving", "paper"})
SEARCHED = tuple(kind for kind in KINDS if kind not in _SILENT)


def found(
    connection: sqlite3.Connection, typed: str, *, kinds: Sequence[str], meeting: str | None, limit: int
) -> list[str]:
    """Ids of the records that hold every word and every quoted phrase, at most ``limit`` of each kind.

    Capitals do not count in the letters a to z.
    """
    words = [term.lower() for term in terms(typed)]
    if not words:
        return []
    ids: list[str] = []
    for kind in kinds:
        types = field_types(kind)
        texts = [name for name, declared in types.items() if declared == "str" and name not in LINKS[kind]]
        if "items" in types:
            texts.append("items")
        if not texts or (meeting and "meeting" not in types):
            continue
        hay = "lower(" + " || char(10) || ".join(f"coalesce(t.\"{name}\", '')" for name in texts) + ")"
        wheres = [f"instr({hay}, ?) > 0" for _ in words] + [visible(connection, kind)]
        arguments: list[object] = [*words]
        if meeting:
            wheres.append("t.meeting = ?")
            arguments.append(meeting)
        order = 't."position", t.id' if "position" in types else "t.id"
        query = f'SELECT t.id FROM "{kind}" t WHERE {" AND ".join(wheres)} ORDER BY {order} LIMIT ?'
        ids += [row[0] for row in connection.execute(query, (*arguments, limit))]
    return ids
