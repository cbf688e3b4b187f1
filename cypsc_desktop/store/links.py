"""Which fields of a record name other records, and which of those are its parents.

Read off the records themselves: a field called by a kind's name holds an id of that kind. Pure; no SQL.
"""

from cypsc_desktop.model.records import KINDS, log_fields

# Fields that bear a kind's name but hold printed text: a minute number, a cell of the response table.
_PRINTED = frozenset({"section", "recommendation", "action", "request", "conclusion", "finding", "resolution"})

# Links that do not make the record named a parent: hiding a person hides no attendance,
# nor may a mark go because its paper is issued anew.
_MERELY_NAMED = frozenset(
    {
        ("membership", "person"), ("attendance", "person"), ("version", "document"), ("recommendation", "response"),
        ("annotation", "paper"), ("annotation", "item"), ("enquiry", "item"), ("enquiry", "annotation"),
        ("entry", "item"), ("entry", "person"), ("section", "item"), ("minute_block", "item"),
        *((kind, "item") for kind in ("conclusion", "recommendation", "request", "action", "resolution", "undertaking")),
    }
)  # fmt: skip


def links(kind: str) -> tuple[str, ...]:
    """The fields of a kind that hold ids; each is called by the kind of record that it names."""
    return tuple(name for name in log_fields(kind) if name in KINDS and name not in _PRINTED)


def parents(kind: str) -> tuple[str, ...]:
    """The links that name a record's parents: while one of those is hidden, so is the record."""
    return tuple(name for name in links(kind) if (kind, name) not in _MERELY_NAMED)


LINKS: dict[str, tuple[str, ...]] = {kind: links(kind) for kind in KINDS}
PARENTS: dict[str, tuple[str, ...]] = {kind: parents(kind) for kind in KINDS}
