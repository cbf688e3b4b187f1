"""Values that must go for good: which they are, and the ops that say so. What that does is the merge's (see merge.py)."""

import sqlite3
from collections.abc import Iterable, Sequence

from cypsc_desktop.model.changes import PURGED, Origin, canonical
from cypsc_desktop.store.cells import members, origins
from cypsc_desktop.store.change import Author, Planned, Written, write_group


def values(c: sqlite3.Connection, cells: Sequence[tuple[str, str]], hashes: Iterable[str]) -> dict[str, list[str]]:
    """Entity -> hashes of all the values that its cells ever had; ``hashes`` go to the entities that hold them."""
    found: dict[str, set[str]] = {}
    for entity, field in cells:
        for member in members(c, entity):
            rows = c.execute("SELECT value_hash FROM op WHERE entity = ? AND field = ?", (member, field))
            found.setdefault(member, set()).update(row[0] for row in rows if row[0] is not None)
    for one in hashes:
        for (entity,) in c.execute("SELECT entity FROM op WHERE value_hash = ?", (one,)):
            found.setdefault(entity, set()).add(one)
    return {entity: sorted(ones) for entity, ones in found.items() if ones}


def write(c: sqlite3.Connection, listed: dict[str, list[str]], author: Author) -> Written:
    """Write, in the caller's transaction, that these values of each entity must go."""
    spaces = dict(c.execute("SELECT id, space FROM entity"))
    parts: dict[tuple[str, Origin | None], list[Planned]] = {}
    for entity, hashes in listed.items():
        planned = Planned(entity, PURGED, (), canonical(hashes))
        parts.setdefault((spaces.get(entity, "committee"), None), []).append(planned)
    return write_group(c, parts, author, origins(c))
