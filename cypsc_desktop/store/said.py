"""What a library's log ever said of the lines of a meeting, shown or not, and how many of them went. Reads only."""

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from cypsc_desktop.model.changes import DELETED, PURGED
from cypsc_desktop.store.cells import members

# By its space, which is known even where all that a line said went for good.
_OPS = (
    "SELECT o.entity, o.field, o.value_hash, o.json FROM entity e CROSS JOIN op o ON o.entity = e.id "
    "WHERE e.id >= 'entry-' AND e.id < 'entry.' AND e.space IN (SELECT value FROM json_each(?))"
)


class Said(NamedTuple):
    """``texts``: all words that the log still knows. ``gone`` lines had words that it does not. ``changed`` lines without
    words were changed or removed."""

    texts: frozenset[str]
    gone: int
    changed: int


@dataclass(slots=True)
class _Line:
    fields: list[str] = field(default_factory=list)
    purged: set[str] = field(default_factory=set)


def said(connection: sqlite3.Connection, meeting: str) -> Said:
    """Everything that was ever said in the lines of a meeting, in either part."""
    spaces = [f"{part}:{one}" for one in members(connection, meeting) for part in ("meeting", "exempt")]
    lines: dict[str, _Line] = defaultdict(_Line)
    texts, moved = set[str](), set[str]()
    for entity, name, digest, value in connection.execute(_OPS, (json.dumps(spaces),)):
        line = lines[entity]
        line.fields.append(name)
        if name == "text" and value is not None:
            texts.add(str(json.loads(value)))
        elif name == "text" and digest is not None:
            line.purged.add(digest)
        elif name == "origin" and value is not None:
            moved.add(str((json.loads(value) or {}).get("entry")))
    # The last words of a line that changed sides stand in its copy; what it said before that does not.
    gone = sum(len(line.purged) > (entity in moved) for entity, line in lines.items())
    return Said(frozenset(texts), gone, sum(_is_changed(line.fields) for line in lines.values()))


def _is_changed(fields: list[str]) -> bool:
    return "text" not in fields and (len(set(fields)) < len(fields) or not {DELETED, PURGED}.isdisjoint(fields))
