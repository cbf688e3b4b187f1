"""New marks: what is selected or drawn on the pages becomes marks in the library, durable before they are shown."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cypsc_desktop.commands.making_marks import Piece
from cypsc_desktop.papers.places import Strokes
from cypsc_desktop.ui.papers import selecting
from cypsc_desktop.ui.papers.page_area import PageArea
from cypsc_desktop.ui.papers.page_text import Box, PageText
from cypsc_desktop.ui.papers.selecting import Selected, Spot

CONTEXT = 60  # characters around a quote that tell it from the same words elsewhere
_ALIKE = 0.1  # points
_NOTE = 18.0  # points: the side of a note's sign


class Drawn(NamedTuple):
    """What a tool has made on a sheet (from 1): strokes of the pen, or a box."""

    sheet: int
    strokes: Strokes = ()
    box: Box | None = None


def pieces_of(area: PageArea) -> Iterator[Piece]:
    """What is selected, in whole words, sheet by sheet; sheets whose text has not come are left out."""
    selected = area.selected()
    if selected is None or selected.is_empty:
        return
    selected = selecting.in_whole_words(selected, area.text)
    for sheet in selected.sheets():
        text = area.text(sheet)
        piece = piece_of(selected, sheet, text) if text else None
        if piece is not None:
            yield piece


def piece_of(selected: Selected, sheet: int, text: PageText) -> Piece | None:
    """What one sheet has of a selection; None where it has nothing."""
    part = selecting.part_of(selected, sheet, text)
    if part is None or not part.boxes:
        return None
    words = text.text
    return Piece(
        sheet, part.boxes, (), words[part.start : part.end].strip(), words[max(0, part.start - CONTEXT) : part.start],
        words[part.end : part.end + CONTEXT],
    )  # fmt: skip


def words_in(box: Box, sheet: int, text: PageText | None) -> Piece:
    """A box on a page with the words that stand in it, from its first line to its last; a page without text gives none."""
    inside = [line for line in text.lines if _is_in(_middle(line.box), box)] if text else []
    if text is None or not inside:
        return Piece(sheet, (box,))
    first, last = inside[0], inside[-1]
    start = text.position_on(text.line_at(first.start), box[0], _middle(first.box)[1])
    end = text.position_on(text.line_at(last.start), box[2], _middle(last.box)[1])
    if end <= start:
        return Piece(sheet, (box,))
    found = piece_of(Selected(Spot(sheet, start), Spot(sheet, end)), sheet, text)
    return Piece(sheet, (box,), (), found.quote, found.before, found.after) if found else Piece(sheet, (box,))


def round_all(boxes: Sequence[Box]) -> Box:
    """One box round all, with a little room."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts) - 3, min(tops) - 2, max(rights) + 3, max(bottoms) + 2


def note_beside(box: Box) -> Box:
    """Where a note's sign stands that is about this box: at its left, on its first line."""
    left = max(4.0, box[0] - _NOTE - 4)
    return left, box[1], left + _NOTE, box[1] + _NOTE


def note_at(x: float, y: float) -> Box:
    """Where a note's sign stands that was put at a point."""
    return x, y, x + _NOTE, y + _NOTE


def alike(one: Sequence[Box], other: Sequence[Box]) -> bool:
    """Whether boxes are the same to a tenth of a point, as they are kept rounded."""
    # Asked of every mark of a page, nearly all of which are elsewhere: their first corner says so.
    if len(one) != len(other) or (one and abs(one[0][1] - other[0][1]) >= _ALIKE):
        return False
    pairs = zip(one, other, strict=True)
    return all(abs(a - b) < _ALIKE for x, y in pairs for a, b in zip(x, y, strict=True))


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _is_in(point: tuple[float, float], box: Box) -> bool:
    """Whether a line's middle is level with the box, wherever it is across: long lines reach beyond it."""
    return box[1] <= point[1] <= box[3]
