"""What the body decided of what was worded in a meeting, and what only waits to be agreed. Pure values.

A line such as ``c.``, ``r.`` or ``t.kc`` records what the meeting came to. What was drafted beside the log, or put, counts once
it is agreed. Where recommendations, or resolutions, are put and agreed one by one, those that were only typed wait as well.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from cypsc_desktop.model.records import Entry, Record

_ONE_BY_ONE = frozenset({"recommendation", "resolution"})
_MOVED = frozenset({"motion", "amendment"})
_APPROVAL = re.compile(r"that the minutes of .+ be approved", re.IGNORECASE | re.DOTALL)
_DRAFTED = "drafted"


def as_draft(details: Mapping[str, Any] | None) -> dict[str, Any]:
    """The details of a line that is a draft until it is agreed."""
    return {**(details or {}), _DRAFTED: True}


def is_draft(entry: Entry) -> bool:
    """Whether a line was drafted, and not typed as what the meeting came to."""
    return bool((entry.details or {}).get(_DRAFTED))


def mark_of(entry: Entry) -> dict[str, Any]:
    """What of the details stays when the line becomes another."""
    return {_DRAFTED: True} if is_draft(entry) else {}


def waiting(lines: Iterable[Entry], made: Mapping[str, Record]) -> list[Record]:
    """Outcomes that nobody agreed on yet, in the order of their ``lines``; ``made`` by the line of each. They
    are printed nowhere as decided, and followed up by nobody."""
    lines = list(lines)
    moved = {entry.text for entry in lines if entry.sort in _MOVED}
    held = [(entry, made[entry.id]) for entry in lines if entry.id in made]
    by_hand = {one.kind for entry, one in held if _is_by_hand(entry, one, moved)} & _ONE_BY_ONE
    return [
        one
        for entry, one in held
        if _state(one) != "agreed" and (_state(one) == "put" or is_draft(entry) or one.kind in by_hand)
    ]


def _is_by_hand(entry: Entry, one: Record, moved: set[str | None]) -> bool:
    """Whether somebody put or agreed this. A vote on the same words agrees it by itself; so do the approval of earlier
    minutes and a paper that prints it."""
    if is_draft(entry) or _state(one) == "put":
        return True
    by_itself = entry.text in moved or getattr(one, "at", None) or _APPROVAL.match(entry.text or "")
    return _state(one) == "agreed" and not by_itself


def _state(one: Record) -> str | None:
    return getattr(one, "state", None)
