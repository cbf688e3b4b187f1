"""The mark that is chosen, under the pointer and the keys: dragged, stretched by handles, its words extended at either end.

What is changed shows dashed until it is in the library. Keys that follow one another are one step.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from cypsc_desktop.commands.making_marks import Piece
from cypsc_desktop.commands.marks import Shown
from cypsc_desktop.papers.kinds import TEXT_KINDS
from cypsc_desktop.papers.places import fitted
from cypsc_desktop.pdf.frames import hull
from cypsc_desktop.ui.marks.making import piece_of
from cypsc_desktop.ui.papers.contact import Contact
from cypsc_desktop.ui.papers.overlays import BADGE, Overlay, Style
from cypsc_desktop.ui.papers.page_area import PageArea
from cypsc_desktop.ui.papers.page_text import Box, PageText
from cypsc_desktop.ui.papers.selecting import Selected, Spot, moved
from cypsc_desktop.ui.theme import Theme

_REACH = 12.0  # pixels round a handle in which it is taken: 24 across, as any target
_SETTLED_MS = 450
_STEP, _COARSE, _LEAST = 2.0, 20.0, 6.0
_Key = Qt.Key
_Cursor = Qt.CursorShape
_ARROWS = {_Key.Key_Left: (-1, 0), _Key.Key_Right: (1, 0), _Key.Key_Up: (0, -1), _Key.Key_Down: (0, 1)}
_MOVES = {
    _Key.Key_Left: ("left", "word left"), _Key.Key_Right: ("right", "word right"), _Key.Key_Up: ("up", "up"),
    _Key.Key_Down: ("down", "down"), _Key.Key_Home: ("line start", "line start"), _Key.Key_End: ("line end", "line end"),
}  # fmt: skip
_EIGHT = tuple((x, y) for y in (0.0, 0.5, 1.0) for x in (0.0, 0.5, 1.0) if (x, y) != (0.5, 0.5))


@dataclass(slots=True)
class _Held:
    """What the pointer holds: a handle (its place on the hull, or which end of the words), else all of the mark."""

    shown: Shown
    began: QPointF
    handle: tuple[float, float] | None = None
    end: int | None = None
    is_moving: bool = False


class Adjusting(QObject):
    """Of one area. ``placed(Shown, box)``: a mark is to stand in this box; ``worded(Shown, Piece)``: it is to mark these
    words; ``let_go()``: none is to be chosen any more."""

    placed = Signal(object, object)
    worded = Signal(object, object)
    let_go = Signal()

    def __init__(self, area: PageArea, chosen: Callable[[], Shown | None]) -> None:
        """``chosen`` gives the mark that is chosen in this area."""
        super().__init__(area)
        self._area = area
        self._chosen = chosen
        self._held: _Held | None = None
        self._box: Box | None = None  # where it is to stand, not kept yet
        self._piece: Piece | None = None  # the words that it is to mark, not kept yet
        self._of: Shown | None = None  # the mark that these two are of
        self._span: Selected | None = None
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self.settle)
        area.set_layer("chosen mark", self._overlays)
        area.left.connect(self.settle)

    # Pointer

    def press(self, contact: Contact) -> bool:
        """Take hold of a handle, or of a mark that can be moved."""
        self.settle()
        shown = self._chosen()
        if shown is None or self._area.has_selection():
            return False
        held = self._grip(shown, contact.point)
        self._held = held
        return held is not None

    def _grip(self, shown: Shown, point: QPointF) -> _Held | None:
        if self._area.sheet_at(point) != shown.page:
            return None
        for place, spot in self._handles(shown):
            if (spot - point).manhattanLength() <= _REACH:
                is_end = _marks_words(shown) and self._text(shown) is not None
                return _Held(shown, point, None if is_end else place, int(place[0]) if is_end else None)
        if is_movable(shown, self._text(shown)) and self._rect(shown).adjusted(-3, -3, 3, 3).contains(point):
            return _Held(shown, point)
        return None

    def move(self, contact: Contact) -> bool:
        held = self._held
        if held is None:
            return False
        if not held.is_moving and (contact.point - held.began).manhattanLength() < 4:
            return True
        held.is_moving = True
        self._of = held.shown
        if held.end is not None:
            self._stretch_words(held.shown, held.end, contact.point)
        else:
            self._box = self._dragged(held, contact.point)
        self._area.viewport().update()
        return True

    def release(self, contact: Contact) -> bool:
        held, self._held = self._held, None
        if held is None:
            return False
        if held.is_moving:
            self.settle()
        else:
            self._area.clicked.emit(contact.point)
        return True

    def cancel(self) -> None:
        """Back to where it was."""
        self._held = self._box = self._piece = self._span = self._of = None
        self._settled.stop()
        self._area.viewport().update()

    def shape(self, point: QPointF) -> Qt.CursorShape | None:
        """How the pointer looks over the chosen mark."""
        shown = self._chosen()
        held = self._held or (self._grip(shown, point) if shown and not self._area.has_selection() else None)
        if held is None:
            return None
        if held.end is not None:
            return _Cursor.SizeHorCursor
        if held.handle is None:
            return _Cursor.SizeAllCursor
        x, y = held.handle
        if 0.5 in (x, y):
            return _Cursor.SizeVerCursor if x == 0.5 else _Cursor.SizeHorCursor
        return _Cursor.SizeFDiagCursor if x == y else _Cursor.SizeBDiagCursor

    def _dragged(self, held: _Held, point: QPointF) -> Box:
        shown = held.shown
        start, now = (self._area.on_page(at, shown.page) for at in (held.began, point))
        by = (now[0] - start[0], now[1] - start[1])
        box = hull(shown.rects, shown.strokes)
        if held.handle is None:
            return self._within(_moved(box, by), shown)
        return self._within(_stretched(box, by, held.handle), shown)

    def _within(self, box: Box, shown: Shown) -> Box:
        """The box pushed back onto the page."""
        wide, high = self._area.page_size(shown.page)
        dx = max(0.0, -box[0]) - max(0.0, box[2] - wide)
        dy = max(0.0, -box[1]) - max(0.0, box[3] - high)
        return _moved(box, (dx, dy))

    # Keys

    def key(self, event: QKeyEvent) -> bool:
        """Arrows move a mark that marks a place (Ctrl: far), with Shift they stretch it. Of one that marks words Shift
        moves its end, Alt and Shift its beginning, Ctrl by words."""
        shown = self._chosen()
        key, held = Qt.Key(event.key()), event.modifiers()
        area = self._area
        if shown is None or area.has_selection() or area.is_caret_browsing():
            return False
        if key == _Key.Key_Escape:
            return self._escape()
        shift, ctrl = (
            bool(held & one) for one in (Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier)
        )
        text = self._text(shown)
        if _marks_words(shown) and text is not None:
            if not shift or key not in _MOVES:
                return False
            end = 0 if held & Qt.KeyboardModifier.AltModifier else 1
            return self._move_end(shown, end, _MOVES[key][ctrl], text)
        if key not in _ARROWS or not is_movable(shown, text):
            return False
        step = _COARSE if ctrl else _STEP
        by = (_ARROWS[key][0] * step, _ARROWS[key][1] * step)
        box = self._box if self._of is not None and self._of.mark.id == shown.mark.id and self._box else None
        box = box or hull(shown.rects, shown.strokes)
        if shift and not can_stretch(shown):
            return True
        self._of = shown
        self._box = self._within(_stretched(box, by, (1.0, 1.0)) if shift else _moved(box, by), shown)
        self._settled.start()
        area.bring_into_sight(shown.page, self._box)
        area.viewport().update()
        return True

    def _escape(self) -> bool:
        """Give up what is not kept; else the mark is let go."""
        if self._of is not None:
            self.cancel()
        else:
            self.let_go.emit()
        return True

    def settle(self) -> None:
        """What was changed goes into the library."""
        self._settled.stop()
        if self._held is not None and not self._held.is_moving:
            return
        shown, box, piece = self._of, self._box, self._piece
        self._box = self._piece = self._of = self._span = None
        if shown is None:
            return
        if piece is not None:
            self.worded.emit(shown, piece)
        elif box is not None:
            self.placed.emit(shown, box)
        self._area.viewport().update()

    # Words

    def _text(self, shown: Shown) -> PageText | None:
        text = self._area.text(shown.page)
        return text if text is not None and text.lines else None

    def _span_of(self, shown: Shown, text: PageText) -> Selected:
        """The stretch of the page's text that a mark stands on."""
        if self._of is not None and self._of.mark.id == shown.mark.id and self._span is not None:
            return self._span
        first, last = shown.rects[0], shown.rects[-1]
        start = text.position_at(first[0] + 0.2, (first[1] + first[3]) / 2)
        end = text.position_at(last[2] - 0.2, (last[1] + last[3]) / 2)
        return Selected(Spot(shown.page, start), Spot(shown.page, end))

    def _move_end(self, shown: Shown, end: int, move: str, text: PageText) -> bool:
        span = self._span_of(shown, text)
        ends = list(span.ends())
        there = moved(
            Selected(ends[end], ends[end]), move, keep=False, text_of=self._area.text, sheets=self._area.sheets()
        )
        if there is not None and there.head.sheet == shown.page:
            ends[end] = there.head
            self._show_span(shown, ends, text)
            self._settled.start()
        return True

    def _stretch_words(self, shown: Shown, end: int, point: QPointF) -> None:
        text = self._text(shown)
        spot = self._area.spot(point)
        if text is None or spot is None or spot.sheet != shown.page:
            return
        ends = list(self._span_of(shown, text).ends())
        ends[end] = spot
        self._show_span(shown, ends, text)

    def _show_span(self, shown: Shown, ends: Sequence[Spot], text: PageText) -> None:
        if ends[0] >= ends[1]:
            return  # one character at least stays
        span = Selected(ends[0], ends[1])
        piece = piece_of(span, shown.page, text)
        if piece is not None and piece.quote:
            self._of, self._span, self._piece = shown, span, piece
            self._area.viewport().update()

    # What is seen

    def _rect(self, shown: Shown) -> QRectF:
        """Where a mark lies in the window; a note by its sign, which has one size."""
        rect = self._area.on_window(hull(shown.rects, shown.strokes), shown.page)
        if not can_stretch(shown):
            return QRectF(rect.topLeft(), rect.topLeft() + QPointF(BADGE, BADGE))
        return rect

    def _handles(self, shown: Shown) -> list[tuple[tuple[float, float], QPointF]]:
        """Each handle by its place on the mark, and where it is in the window."""
        area = self._area
        if _marks_words(shown) and self._text(shown) is not None:
            if not shown.rects:
                return []
            first, last = (area.on_window(box, shown.page) for box in (shown.rects[0], shown.rects[-1]))
            return [((0.0, 0.5), QPointF(first.left(), first.center().y())),
                    ((1.0, 0.5), QPointF(last.right(), last.center().y()))]  # fmt: skip
        if not can_stretch(shown):
            return []
        box = hull(shown.rects, shown.strokes)
        wide, high = box[2] - box[0], box[3] - box[1]
        spots = [(place, (box[0] + wide * place[0], box[1] + high * place[1])) for place in _EIGHT]
        return [(place, area.on_window((*at, *at), shown.page).topLeft()) for place, at in spots]

    def _overlays(self, sheet: int) -> Sequence[Overlay]:
        """A line round the mark that is chosen, its handles, and what it is about to be."""
        shown = self._chosen()
        if shown is None or shown.page != sheet or not (shown.rects or shown.strokes):
            return ()
        area = self._area
        edge = Theme("dark" if area.is_inverted() else "light").colour("accent")
        left, top, right, bottom = hull(shown.rects, shown.strokes)
        room = (left - 3, top - 3, max(right, left + 14) + 3, max(bottom, top + 14) + 3)
        made = [Overlay((room,), Style(None, edge, 2, radius=4))]
        spots = [area.on_page(spot, sheet) for _, spot in self._handles(shown)]
        if spots:
            ground = Theme("dark" if area.is_inverted() else "light").colour("surface")
            boxes = tuple((x, y, x, y) for x, y in spots)
            made.append(Overlay(boxes, Style(ground, edge, 1.6), shape="handles"))
        if self._of is not None and self._of.mark.id == shown.mark.id:
            dashed = Style(None, edge, 1.6, Qt.PenStyle.DashLine)
            if self._piece is not None:
                made.append(Overlay(tuple(self._piece.rects), dashed))
            elif self._box is not None:
                rects, strokes = fitted(shown.rects, shown.strokes, self._box)
                made.append(Overlay((self._box,), dashed, shape="frame"))
                if strokes:
                    made.append(Overlay(rects, dashed, shape="strokes", strokes=strokes))
        return made


def _marks_words(shown: Shown) -> bool:
    return shown.mark.mark in TEXT_KINDS


def can_stretch(shown: Shown) -> bool:
    """Whether it has a size of its own: a note's sign has one for all."""
    return shown.mark.mark != "note"


def is_movable(shown: Shown, text: PageText | None) -> bool:
    """Whether it can be taken elsewhere: what marks words stays with them."""
    return not shown.former and (not _marks_words(shown) or text is None)


def _moved(box: Box, by: tuple[float, float]) -> Box:
    return box[0] + by[0], box[1] + by[1], box[2] + by[0], box[3] + by[1]


def _stretched(box: Box, by: tuple[float, float], handle: tuple[float, float]) -> Box:
    """The box with the edge or corner at a handle moved, never smaller than a few points."""
    left, top, right, bottom = box
    x, y = handle
    if x == 0.0:
        left = min(left + by[0], right - _LEAST)
    elif x == 1.0:
        right = max(right + by[0], left + _LEAST)
    if y == 0.0:
        top = min(top + by[1], bottom - _LEAST)
    elif y == 1.0:
        bottom = max(bottom + by[1], top + _LEAST)
    return left, top, right, bottom
