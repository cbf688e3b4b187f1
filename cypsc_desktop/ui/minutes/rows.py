"""The draft as rows: a heading an item, then its paragraphs. Pure; knows no widget."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cypsc_desktop.commands.minuting import Live
from cypsc_desktop.minutes.projection import section_numbers
from cypsc_desktop.model.records import MinuteBlock


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A heading (``block`` None) or a paragraph. ``lines`` are ids of the entries that it came from; ``edited``: it no
    longer says what was made of them."""

    id: str
    item: str | None
    text: str
    block: MinuteBlock | None = None
    lines: tuple[str, ...] = ()
    edited: bool = False

    @property
    def is_heading(self) -> bool:
        return self.block is None

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
            return f"Item {self.text}"
        about = [word for word, holds in (("Part B, private", self.private), ("edited", self.edited)) if holds]
        said = "Left out" if self.left_out else self.text
        return f"{', '.join(about)}: {said}" if about else said


def draft_rows(live: Live, blocks: Sequence[MinuteBlock], *, private: bool) -> list[DraftRow]:
    """The rows of a draft; without ``private`` nothing of Part B."""
    return list(_rows(live, [b for b in blocks if private or b.part != "B"]))


def _rows(live: Live, blocks: Sequence[MinuteBlock]) -> Iterator[DraftRow]:
    numbers = section_numbers(live.evening, live.numbers)
    for item in (None, *live.evening.visited):
        mine = [block for block in blocks if block.item == item]
        if item is not None:
            found = live.evening.item_of(item)
            title = " ".join(part for part in (numbers.get(item), found.title if found else None) if part)
            yield DraftRow(f"heading {item}", item, title or "Minute")
        elif mine:
            yield DraftRow("heading", None, "Before the first item")
        for block in mine:
            edited = (block.text or "") != (block.generated or "")
            yield DraftRow(block.id, item, block.text or "", block, tuple(block.entries or ()), edited)
