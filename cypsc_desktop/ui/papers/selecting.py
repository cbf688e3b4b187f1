"""What is selected in a paper and where the caret is, across pages whose texts come when asked for. Pure values and
moves; paints nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from cypsc_desktop.ui.papers.copying import Clip, copied
from cypsc_desktop.ui.papers.page_text import Box, PageText

TextOf = Callable[[int], PageText | None]
"""A sheet's text, None where it is not there yet."""


class Spot(NamedTuple):
    """A position in the text of a sheet (from 1)."""

    sheet: int
    position: int


class Part(NamedTuple):
    """A stretch of one sheet's text; ``cells``: whole cells of a table instead, as their boxes."""

    sheet: int
    start: int
    end: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Selected:
    """From the anchor, where it began, to the head, where it is being extended. ``across``: how far across the page
    moves up and down aim."""

    anchor: Spot
    head: Spot
    across: float | None = None

    @property
    def is_empty(self) -> bool:
        return self.anchor == self.head

    def ends(self) -> tuple[Spot, Spot]:
        """The first and last spot in reading order."""
        return (self.anchor, self.head) if self.anchor <= self.head else (self.head, self.anchor)

    def sheets(self) -> range:
        first, last = self.ends()
        return range(first.sheet, last.sheet + 1)


def part_of(selected: Selected, sheet: int, text: PageText) -> Part | None:
    """What a sheet has of the selection, None where it has nothing."""
    first, last = selected.ends()
    if selected.is_empty or not first.sheet <= sheet <= last.sheet:
        return None
    start = first.position if sheet == first.sheet else 0
    end = last.position if sheet == last.sheet else len(text.text)
    end = min(end, len(text.text))
    if start >= end:
        return None
    cells = text.block(start, end) if first.sheet == last.sheet else ()
    boxes = tuple(cell.box for cell in cells) if cells else tuple(text.boxes(start, end))
    return Part(sheet, start, end, boxes)


def clip_of(selected: Selected, text_of: TextOf) -> Clip:
    """The selection as it goes to the clipboard; sheets whose text is not there are left out."""
    parts = []
    for sheet in selected.sheets():
        text = text_of(sheet)
        part = part_of(selected, sheet, text) if text else None
        if text and part:
            parts.append((text, part.start, part.end))
    return copied(parts)


def word_around(spot: Spot, text: PageText) -> Selected:
    start, end = text.word_at(spot.position)
    return Selected(Spot(spot.sheet, start), Spot(spot.sheet, end))


def in_whole_words(selected: Selected, text_of: TextOf) -> Selected:
    """The selection with the words whole of which it has a part, as far as the texts of its ends are there."""
    first, last = selected.ends()
    texts = text_of(first.sheet), text_of(last.sheet)
    begun = texts[0].word_at(first.position) if texts[0] else (first.position, first.position)
    ended = texts[1].word_at(last.position) if texts[1] else (last.position, last.position)
    start = begun[0] if begun[0] < first.position < begun[1] else first.position
    end = ended[1] if ended[0] < last.position < ended[1] else last.position
    return Selected(Spot(first.sheet, start), Spot(last.sheet, end))


def line_around(spot: Spot, text: PageText) -> Selected:
    if not text.lines:
        return Selected(spot, spot)
    line = text.lines[text.line_at(spot.position)]
    return Selected(Spot(spot.sheet, line.start), Spot(spot.sheet, line.end))


def whole(sheet: int, text: PageText) -> Selected:
    return Selected(Spot(sheet, 0), Spot(sheet, len(text.text)))


MOVES = ("left", "right", "up", "down", "word left", "word right", "line start", "line end", "page start", "page end")


def moved(selected: Selected, move: str, *, keep: bool, text_of: TextOf, sheets: int) -> Selected | None:
    """The selection after a key of the caret; ``keep``: the anchor stays. None where the text that the move leads to is
    not there yet: ask for the sheet of ``lands_on`` and try again."""
    spot = selected.head
    text = text_of(spot.sheet)
    if text is None:
        return None
    if move in ("up", "down"):
        return _vertical(selected, text, down=move == "down", keep=keep, text_of=text_of, sheets=sheets)
    if not keep and not selected.is_empty and move in ("left", "right"):
        end = selected.ends()[1 if move == "right" else 0]
        return Selected(end, end)
    found = _along(spot, text, move, text_of=text_of, sheets=sheets)
    return None if found is None else Selected(selected.anchor if keep else found, found)


def lands_on(selected: Selected, move: str, sheets: int) -> int:
    """The sheet whose text a move needs when the present one is there."""
    back = move in ("left", "up", "word left", "page start", "line start")
    return min(max(selected.head.sheet + (-1 if back else 1), 1), sheets)


def _along(spot: Spot, text: PageText, move: str, *, text_of: TextOf, sheets: int) -> Spot | None:
    sheet, position = spot
    line = text.lines[text.line_at(position)] if text.lines else None
    match move:
        case "line start":
            return Spot(sheet, line.start if line else 0)
        case "line end":
            return Spot(sheet, line.end if line else 0)
        case "page start":
            return Spot(sheet, 0)
        case "page end":
            return Spot(sheet, len(text.text))
        case "right" | "word right":
            if position >= len(text.text):
                return Spot(sheet + 1, 0) if sheet < sheets else spot
            return Spot(sheet, position + 1 if move == "right" else text.next_word(position))
    if position > 0:
        return Spot(sheet, position - 1 if move == "left" else text.previous_word(position))
    before = text_of(sheet - 1) if sheet > 1 else text
    return None if before is None else Spot(sheet - 1, len(before.text)) if sheet > 1 else spot


def _vertical(
    selected: Selected, text: PageText, *, down: bool, keep: bool, text_of: TextOf, sheets: int
) -> Selected | None:
    sheet, position = selected.head
    box = text.caret(position)
    across = selected.across if selected.across is not None else box[0] if box else 0.0
    found = (text.line_below if down else text.line_above)(position, across)
    spot = Spot(sheet, found) if found is not None else selected.head
    if found is None:
        other = sheet + (1 if down else -1)
        if not 1 <= other <= sheets:
            return replace(selected, anchor=selected.anchor if keep else spot)
        there = text_of(other)
        if there is None:
            return None
        spot = Spot(other, there.position_at(across, 0.0 if down else 1e6))
    return Selected(selected.anchor if keep else spot, spot, across)
