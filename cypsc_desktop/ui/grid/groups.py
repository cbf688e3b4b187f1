"""Records gathered in groups that fold: which rows a table then has, and what each heading says. No Qt."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cypsc_desktop.model.records import Record


@dataclass(frozen=True, slots=True)
class Heading:
    """A group row: its name, how many records it gathers, whether they are folded away, and what else it says."""

    name: str
    count: int
    folded: bool
    caption: str = ""
    tally: str = ""

    @property
    def title(self) -> str:
        return self.name or "None given"

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        state = "folded" if self.folded else "open"
        return ", ".join(part for part in (self.title, self.caption, f"{self.count} rows", state) if part)


class Rows(NamedTuple):
    """``keys`` name the rows: a record's id, or a heading's own key; ``lines`` are the numbers of the records, below zero
    for headings; ``headings`` by their keys."""

    keys: list[str]
    lines: list[int]
    headings: dict[str, Heading]


def gather(rows: Sequence[int], names: Sequence[str], *, as_sorted: bool) -> dict[str, list[int]]:
    """The rows by the group that each is named for, in the order in which the groups first come among all names, or,
    ``as_sorted``, among the rows. Groups without a row may be among them."""
    gathered: dict[str, list[int]] = {name: [] for name in names}
    for row in rows:
        gathered[names[row]].append(row)
    return {names[row]: gathered[names[row]] for row in rows} if as_sorted else gathered


def under_headings(
    gathered: Mapping[str, list[int]],
    records: Sequence[Record],
    *,
    folded: Collection[str],
    caption: Callable[[str, Sequence[Any]], str],
    tally: Callable[[Sequence[Any]], str],
) -> Rows:
    """Each group's heading and, unless it is folded, its records below it; empty groups are left out."""
    made = Rows([], [], {})
    for name, rows in gathered.items():
        if not rows:
            continue
        held = [records[row] for row in rows]
        key = f"\0{name}"
        made.headings[key] = Heading(name, len(rows), name in folded, caption(name, held), tally(held))
        made.keys.append(key)
        made.lines.append(-len(made.headings))
        if name not in folded:
            made.keys.extend(record.id for record in held)
            made.lines.extend(rows)
    return made
