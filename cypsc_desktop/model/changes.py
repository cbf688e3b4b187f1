"""Change sets: the unit in which every edit is written, undone and exchanged.

An op gives one field of one entity a value and names, as parents, the values it replaces. A value that no
other names as parent is a head; a cell is the set of its heads (see docs/architecture.md). Pure data; the
store writes and folds them.
"""

from dataclasses import dataclass, field
from typing import Any

Json = Any

# Reserved fields of an entity in the log, beside those of its record.
DELETED = "@deleted"  # value: list of op ids seen by whoever deleted it
SAME = "@same"  # value: the id of an entity that is the same thing; grow-only
PUBLISHED_FROM = "@origin"  # value: the id of the entity this one was copied from


@dataclass(frozen=True, slots=True)
class Origin:
    """The file behind a machine's change set. Among machine values the greatest ``rank()`` wins."""

    sha256: str
    kind: str
    issued: str | None
    recogniser: int

    def rank(self) -> tuple[str, int, str, int]:
        order = ("paper", "agenda pack", "supplement")
        return (self.issued or "", order.index(self.kind) if self.kind in order else 0, self.sha256, self.recogniser)


@dataclass(frozen=True, slots=True)
class Op:
    """``entity.field = value``, in place of ``parents`` (op ids "set:n")."""

    entity: str
    field: str
    value: Json
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change touched: entity kind -> ids. Never names a screen."""

    kinds: dict[str, frozenset[str]] = field(default_factory=dict)

    def ids(self, kind: str) -> frozenset[str]:
        return self.kinds.get(kind, frozenset())
