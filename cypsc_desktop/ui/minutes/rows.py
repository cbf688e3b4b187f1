"""The draft as rows: a heading an item, then its paragraphs. Pure; knows no widget."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cypsc_desktop.commands.minuting import Live
from cypsc_desktop.minutes.projection import section_numbers
from cypsc_desktop.model.records import MinuteBlock, Record

NEW = "New paragraph"  # until somebody typed its words


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A heading (``block`` None) or a paragraph. ``lines`` are ids of the entries that it came from; ``edited``: it no
    longer says what was made of them; ``waiting`` what a heading leaves out, since it was not agreed. ``told``: a row of the
    attendance, which the live minutes keep. ``outdated``: a heading whose draft is older than its lines."""

    id: str
    item: str | None
    text: str
    block: MinuteBlock | None = None
    lines: tuple[str, ...] = ()
    edited: bool = False
    waiting: tuple[str, ...] = ()
    told: bool = False
    outdated: bool = False

    @property
    def is_heading(self) -> bool:
        return self.block is None and not self.told

    @property
    def aside(self) -> str:
        """What stands under the words: Part B, edited, older, what is left out."""
        parts = [word for word, holds in (("Part B, private", self.private), ("edited", self.edited)) if holds]
        if self.outdated:
            parts.append("older than its lines: Ctrl+R makes it again")
        if self.waiting:
            parts.append(f"left out, not agreed: {', '.join(self.waiting)}")
        return ", ".join(parts)

    @property
    def private(self) -> bool:
        return self.block is not None and self.block.part == "B"

    @property
    def left_out(self) -> bool:
        return self.block is not None and not self.text.strip()

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        if self.is_heading:
            return f"Item {self.text}" + (f", {self.aside}" if self.aside else "")
        said = "Left out" if self.left_out else self.text
        return f"{self.aside}: {said}" if self.aside else said


def draft_rows(
    live: Live, blocks: Sequence[MinuteBlock], *, private: bool, waiting: Sequence[Record] = (),
    outdated: Collection[str | None] = (),
) -> list[DraftRow]:  # fmt: skip
    """The rows of a draft: who was there, then items; without ``private`` nothing of Part B. ``waiting``:
    outcomes that were never agreed."""
    shown = [b for b in blocks if private or b.part != "B"]
    open_: dict[str | None, tuple[str, ...]] = {}
    for one in waiting:
        if private or not one.space.startswith("exempt:"):
            item, number = getattr(one, "item", None), getattr(one, "number", None)
            open_[item] = (*open_.get(item, ()), f"{one.kind} {number}" if number else one.kind)
    return [*_people(live), *_rows(live, shown, open_, outdated)]


def _people(live: Live) -> Iterator[DraftRow]:
    """Present and apologies, in a line each."""
    yield DraftRow("heading people", None, "Attendance")
    rows = [row for row in live.evening.room.attendance() if row.public]
    for words, names in (
        (
            "Present",
            [r.seated.name for r in rows if r.state == "present" and r.seated.seat in ("councillor", "reserve")],
        ),
        ("Co-opted members", [r.seated.name for r in rows if r.state == "present" and r.seated.seat == "co-opted"]),
        ("Also present", [r.seated.name for r in rows if r.state == "present" and r.seated.seat == "guest"]),
        ("Apologies", [r.seated.name for r in rows if r.state in ("apologies", "substituted")]),
        ("Not accounted for, and not printed", [r.seated.name for r in rows if r.state == "absent"]),
    ):
        if names:
            yield DraftRow(f"told {words}", None, f"{words}: {', '.join(names)}", told=True)


def _rows(
    live: Live, blocks: Sequence[MinuteBlock], waiting: Mapping[str | None, tuple[str, ...]],
    outdated: Collection[str | None],
) -> Iterator[DraftRow]:  # fmt: skip
    numbers = section_numbers(live.evening, live.numbers)
    for item in (None, *live.evening.visited):
        mine = [block for block in blocks if block.item == item]
        if item is not None:
            found = live.evening.item_of(item)
            title = " ".join(part for part in (numbers.get(item), found.title if found else None) if part)
            open_ = waiting.get(item, ())
            yield DraftRow(f"heading {item}", item, title or "Minute", waiting=open_, outdated=item in outdated)
        elif mine or None in waiting:
            open_ = waiting.get(None, ())
            yield DraftRow("heading", None, "Before the first item", waiting=open_, outdated=None in outdated)
        for block in mine:
            edited = (block.text or "") != (block.generated or "")
            lines = tuple(block.entries or ())
            yield DraftRow(block.id, item, block.text or "", block, lines, edited)
