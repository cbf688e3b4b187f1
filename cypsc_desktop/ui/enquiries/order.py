"""The order of asking after a line of enquiry was moved, by a key or by dragging. Reckons only; nothing is written."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cypsc_desktop.commands.enquiries import Line
from cypsc_desktop.ui.enquiries.rows import Asked


class Order(NamedTuple):
    """``ids``: all lines from first to last; ``under``: the item (None: of no item) of the line that changes it."""

    ids: Sequence[str]
    under: Mapping[str, str | None]


def shifted(lines: Sequence[Line], entity: str, way: int) -> Order | None:
    """One place up (-1) or down (1); at the edge of its item into the one beside it that has lines. None at either end."""
    ids = [line.enquiry.id for line in lines]
    at = ids.index(entity)
    to = at + way
    if not 0 <= to < len(ids):
        return None
    here, there = (line.item.id if line.item else None for line in (lines[at], lines[to]))
    if here != there:
        return Order(ids, {entity: there})
    ids[at], ids[to] = ids[to], ids[at]
    return Order(ids, {})


def dropped(groups: Sequence[Asked], entity: str, *, item: str | None, before: str | None) -> Order:
    """Let go under an item, before another line of it; else at its end."""
    ids: list[str] = []
    for group in groups:
        own = [line.enquiry.id for line in group.lines if line.enquiry.id != entity]
        if (group.item.id if group.item else None) == item:
            own.insert(own.index(before) if before in own else len(own), entity)
        ids += own
    return Order(ids, {entity: item})
