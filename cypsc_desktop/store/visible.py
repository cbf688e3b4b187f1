"""Which records show: not the deleted, nor anything below them, nor what only a superseded file says.

Gives SQL conditions over the folded tables and the heads, so it is a function of the log like everything that
shows; writes nothing.
"""

import sqlite3

from cypsc_desktop.model.changes import CHECKED
from cypsc_desktop.store.links import PARENTS

# These stay when a pack is issued again: the old version remains readable, people and meetings are not its own, and no
# mark may vanish.
_LASTING = frozenset({"committee", "meeting", "document", "person", "version", "annotation", "enquiry"})

# A pack of which the same meeting has a later one (see store/editions.py).
_SUPERSEDED = """
SELECT DISTINCT s.id FROM document o CROSS JOIN document n ON n.meeting = o.meeting AND n.id <> o.id
CROSS JOIN source s ON s.sha256 = o.sha256 CROSS JOIN source t ON t.sha256 = n.sha256
WHERE o.doc_kind = 'agenda pack' AND n.doc_kind = 'agenda pack' AND t.rank > s.rank
AND NOT EXISTS (SELECT 1 FROM deleted WHERE id = n.id AND state = 'deleted') ORDER BY s.id
"""


def visible(connection: sqlite3.Connection, kind: str) -> str:
    """The condition under which a row ``t`` of a kind's table shows."""
    # Most libraries have an empty bin and no pack issued twice: then every record shows, and nothing need be looked up.
    bin_in_use = connection.execute("SELECT 1 FROM deleted WHERE state = 'deleted' LIMIT 1").fetchone()
    old = ",".join(str(source) for (source,) in connection.execute(_SUPERSEDED))
    if not bin_in_use and not old:
        return "1"
    return _shows(kind, "t", 0, old)


def _shows(kind: str, table: str, depth: int, old: str) -> str:
    conditions = [f"NOT EXISTS (SELECT 1 FROM deleted WHERE id = {table}.id AND state = 'deleted')"]
    if old and kind not in _LASTING:
        said = f"h.field <> '{CHECKED}' AND (h.source IS NULL OR h.source NOT IN ({old}))"
        conditions.append(
            f"(EXISTS (SELECT 1 FROM head h WHERE h.entity = {table}.id AND ({said})) OR EXISTS (SELECT 1 FROM alias a "
            f"CROSS JOIN head h ON h.entity = a.id WHERE a.canonical = {table}.id AND ({said})))"
        )
    for parent in PARENTS[kind]:
        above = f"p{depth}_{parent}"
        conditions.append(
            f'NOT EXISTS (SELECT 1 FROM "{parent}" {above} WHERE {above}.id = {table}."{parent}" '
            f"AND NOT ({_shows(parent, above, depth + 1, old)}))"
        )
    return " AND ".join(conditions)
