"""Front sheets of different make for the tests, in words of their own; all people and places are invented."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Make:
    """A front sheet and what it says: items as (number, title, printed pages), members as (name, office, kind, voting)."""

    name: str
    text: str
    meeting: dict[str, Any]
    items: list[tuple[str | None, str, tuple[int, int] | None]]
    members: list[tuple[str, str | None, str, str | None]] = field(default_factory=list)
    follow: tuple[str, ...] = ()
    part_b: tuple[str, ...] = ()
    purposes: dict[str, str] = field(default_factory=dict)
    info: dict[str, str] = field(default_factory=dict)
