"""Which of several files is the later: the rank of each, kept in the table ``source`` as text that sorts.

A rank is a pure function of the set of change sets, so that two people who import in another order hold the same: the
day of issue (a person's, else the printed, else of a pack or supplement the day on which the file was made), then the
kind, when the file was made by its own word, when it first came in, its hash. A file that a person says was issued in
place of another ranks above that one whatever the dates say.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from cypsc_desktop.model.changes import ISSUED_KINDS, stamp_time
from cypsc_desktop.model.identity import document_id, kind_of
from cypsc_desktop.store.cells import Head, Origins, heads_of_cells

RANKED_BY = ("issued", "made", "instead_of")
"""The fields of a document that its rank rests on."""


class _File(NamedTuple):
    """What decides the place of one file."""

    own: str  # its rank but for a person's word on what it replaces
    instead_of: str | None  # id of a document


def note_first(connection: sqlite3.Connection, stamps: Mapping[int, int]) -> bool:
    """Keep when each of these sources first came in; True where that is earlier than was known."""
    known = dict(connection.execute("SELECT id, first FROM source"))
    earlier = [(s, n) for n, s in stamps.items() if known[n] is None or s < known[n]]
    connection.executemany("UPDATE source SET first = ? WHERE id = ?", earlier)
    return bool(earlier)


def refresh(connection: sqlite3.Connection, known: Origins) -> None:
    """Reckon the ranks of all sources anew; ``known`` learns them."""
    files = _files(connection, known)
    for number, origin in known.items():
        rank = _rank(document_id(origin.sha256), files)
        if known.ranks.get(number) != rank:
            known.ranks[number] = rank
            connection.execute("UPDATE source SET rank = ? WHERE id = ?", (rank, number))


def ranks(connection: sqlite3.Connection) -> dict[str, str]:
    """File (by hash) -> its rank: of two the greater is the later."""
    return dict(connection.execute("SELECT sha256, coalesce(rank, '') FROM source"))


def by_document(connection: sqlite3.Connection) -> dict[str, str]:
    """As ``ranks``, by the id of the document."""
    return {document_id(sha256): rank for sha256, rank in ranks(connection).items()}


def came(connection: sqlite3.Connection) -> dict[str, str]:
    """File (by hash) -> when it was first imported by anybody, UTC ISO text."""
    query = "SELECT sha256, min(first) FROM source WHERE first IS NOT NULL GROUP BY sha256"
    return {sha256: stamp_time(stamp) for sha256, stamp in connection.execute(query)}


def moves(cells: Iterable[tuple[str, str]]) -> bool:
    """Whether any of these cells (entity, field) is one that ranks rest on."""
    return any(field in RANKED_BY and kind_of(entity) == "document" for entity, field in cells)


def reordered(then: Mapping[int, str], now: Mapping[int, str]) -> list[int]:
    """The sources that stand elsewhere among those known then: of two whose order is another, at least one. Most ranks
    change without that, as when an earlier import of a file comes to light."""
    old = sorted(then, key=lambda n: (then[n], n))
    new = sorted(then, key=lambda n: (now[n], n))
    return [one for one, other in zip(old, new, strict=True) if one != other]


def ranked_anew(connection: sqlite3.Connection, sources: Iterable[int]) -> list[str]:
    """The records of which one of these sources speaks and another too: what shows of them may be another value."""
    query = (
        "SELECT entity FROM head WHERE entity IN (SELECT entity FROM head WHERE source IN (SELECT value FROM json_each(?))) "
        "GROUP BY entity HAVING count(DISTINCT source) > 1 OR entity IN (SELECT id FROM alias) ORDER BY entity"
    )
    return [row[0] for row in connection.execute(query, (f"[{','.join(map(str, sources))}]",))]


def _files(connection: sqlite3.Connection, known: Origins) -> dict[str, _File]:
    """Document id -> what decides its place, for every file that anything was read from."""
    first = dict(connection.execute("SELECT id, first FROM source"))
    numbers: dict[str, list[int]] = {}
    for number, origin in known.items():
        numbers.setdefault(origin.sha256, []).append(number)
    ids = {sha256: document_id(sha256) for sha256 in numbers}
    heads: dict[tuple[str, str], list[Head]] = {}
    for head in heads_of_cells(connection, [(entity, name) for entity in ids.values() for name in RANKED_BY]):
        heads.setdefault((head.entity, head.field), []).append(head)
    found = {}
    for sha256, mine in numbers.items():
        entity = ids[sha256]
        origin = max((known[n] for n in mine), key=lambda o: (o.recogniser, o.kind, o.issued or ""))
        said = {name: _said(heads.get((entity, name), []), sha256, known) for name in RANKED_BY}
        issued = said["issued"][0] if said["issued"] else origin.issued
        made = _text(said["made"])
        order = ISSUED_KINDS.index(origin.kind) if origin.kind in ISSUED_KINDS else 0
        day = (issued if isinstance(issued, str) else None) or (made[:10] if order else "")
        came = min(first[n] or 0 for n in mine)
        own = f"{day:<10.10}{order}{made:<19.19}{came:020d}{sha256}"
        found[entity] = _File(own, _text(said["instead_of"]) or None)
    return found


def _said(heads: list[Head], sha256: str, known: Origins) -> list[Any]:
    """What a person says of a cell of a document, else its own file; nothing where neither does. What another file says
    does not count: ranks would rest on ranks."""
    people = [h for h in heads if h.source is None and h.hash is not None]
    if people:
        return [max(people, key=lambda h: (h.stamp, h.op)).value]
    own = [h for h in heads if h.source is not None and h.hash is not None and known[h.source].sha256 == sha256]
    last = max(own, key=lambda h: (known[h.source or 0].recogniser, h.stamp, h.op), default=None)
    return [] if last is None or last.value is None else [last.value]


def _text(said: list[Any]) -> str:
    return said[0] if said and isinstance(said[0], str) else ""


def _rank(entity: str, files: Mapping[str, _File]) -> str:
    """The rank of a file: just above the one in whose place it was issued, unless it is above that anyway. Where two
    people say the opposite of each other, so that files replace each other in a ring, that counts for nothing."""
    chain = [entity]
    while (above := files[chain[-1]].instead_of) in files:
        if above in chain:
            chain = chain[: chain.index(above) + 1]
            break
        chain.append(above or "")
    rank = ""
    for one in reversed(chain):
        own = files[one].own
        rank = max(own, f"{rank}+{own}") if rank else own
    return rank
