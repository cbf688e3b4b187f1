"""The tools that draw on pages: pen, eraser, box, note, highlighter; by mouse, pen and finger, and by keys that move a cross.

Knows where something is drawn, not what becomes of it: that is told by signals, and what is drawn shows as unfinished
until it is in the library.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent

from cypsc_desktop.pdf.frames import PEN
from cypsc_desktop.ui.marks.making import Drawn
from cypsc_desktop.ui.papers.contact import Contact
from cypsc_desktop.ui.papers.overlays import Overlay, Style
from cypsc_desktop.ui.papers.page_area import PageArea
from cypsc_desktop.ui.papers.page_text import Box
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.notices import announce

Point = tuple[float, float]
HIGHLIGHT, INK, ERASER, BOX, NOTE = "highlight tool", "ink", "eraser", "box tool", "note tool"
SAID = {
    HIGHLIGHT: "Highlighter: select words to mark them. Esc puts it down.",
    INK: "Pen: draw with mouse, pen or finger, or with arrow keys between two presses of Enter. Esc puts it down.",
    ERASER: "Eraser: draw over lines of the pen, or press Enter on them. Esc puts it down.",
    BOX: "Box: drag from corner to corner, or press Enter at both. Esc puts it down.",
    NOTE: "Note: click where it is to stand, or press Enter. Esc puts it down.",
}  # fmt: skip
REACH = 5.0
"""Points of the page round the eraser's middle that it takes."""
_STEP, _FINE, _COARSE = 4.0, 1.0, 24.0
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_LEAST_BOX = 4.0


@dataclass(slots=True)
class _Begun:
    """What is being drawn on a sheet; with keys while ``by_keys``."""

    tool: str
    sheet: int
    points: list[Point]
    widths: list[float] = field(default_factory=list)
    by_keys: bool = False


class Tools(QObject):
    """Of one area. ``drawn(tool, Drawn)``: something was drawn; ``rubbed(sheet, points)``: the eraser went there;
    ``dropped()``: the person puts the tool down."""

    drawn = Signal(str, object)
    rubbed = Signal(int, object)
    dropped = Signal()

    def __init__(self, area: PageArea) -> None:
        super().__init__(area)
        self._area = area
        self._tool = ""
        self._begun: _Begun | None = None
        self._cross: tuple[int, Point] | None = None  # sheet and point
        area.set_layer("drawing", self._overlays)

    @property
    def tool(self) -> str:
        """What is in hand; empty for nothing."""
        return self._tool

    def take_up(self, tool: str) -> None:
        """Another tool, or none."""
        self.cancel()
        self._tool, self._cross = tool, None
        self._area.settle_touch()
        if self._shape() is None:
            self._area.viewport().unsetCursor()
        self._area.viewport().update()

    def draws(self) -> bool:
        """Whether a finger draws."""
        return self._tool in (INK, ERASER, BOX)

    def shape(self) -> Qt.CursorShape | None:
        """How the pointer looks."""
        return self._shape()

    def _shape(self) -> Qt.CursorShape | None:
        return Qt.CursorShape.CrossCursor if self._tool and self._tool != HIGHLIGHT else None

    # Pointer

    def press(self, contact: Contact) -> bool:
        tool = ERASER if contact.erases else self._tool
        sheet = self._area.sheet_at(contact.point)
        if not sheet or tool in ("", HIGHLIGHT) or not self._area.page_rect(sheet).contains(contact.point.toPoint()):
            return bool(tool) and tool != HIGHLIGHT
        self._cross = None
        self._begun = _Begun(tool, sheet, [self._clamped(contact.point, sheet)], [_width(contact.pressure)])
        self._area.viewport().update()
        return True

    def move(self, contact: Contact) -> bool:
        begun = self._begun
        if begun is None or begun.by_keys:
            return self._begun is not None
        point = self._clamped(contact.point, begun.sheet)
        if begun.tool == BOX:
            begun.points[1:] = [point]
        elif _far(point, begun.points[-1]) >= 0.6:
            begun.points.append(point)
            begun.widths.append(begun.widths[-1] if contact.pressure is None else _width(contact.pressure))
        self._area.viewport().update()
        return True

    def release(self, contact: Contact) -> bool:
        if self._begun is None or self._begun.by_keys:
            return self._begun is not None
        self.move(Contact(contact.point))  # a pen that leaves the page tells no pressure
        self._finish()
        return True

    def cancel(self) -> None:
        """Give up what is being drawn."""
        if self._begun is not None:
            self._begun = None
            self._area.viewport().update()

    def _clamped(self, point: QPointF, sheet: int) -> Point:
        return self._inside(self._area.on_page(point, sheet), sheet)

    def _inside(self, point: Point, sheet: int) -> Point:
        wide, high = self._area.page_size(sheet)
        return min(max(point[0], 0.0), wide), min(max(point[1], 0.0), high)

    def _finish(self) -> None:
        begun, self._begun = self._begun, None
        if begun is None:
            return
        match begun.tool:
            case "ink":
                points = begun.points if len(begun.points) > 1 else [*begun.points, _beside(begun.points[0])]
                widths = (begun.widths + begun.widths[-1:])[: len(points)]
                told = any(width != PEN for width in widths)
                line = [(x, y, w) if told else (x, y) for (x, y), w in zip(points, widths, strict=True)]
                self.drawn.emit(INK, Drawn(begun.sheet, (tuple(line),)))
            case "eraser":
                self.rubbed.emit(begun.sheet, tuple(begun.points))
            case "box tool":
                box = _box(begun.points)
                if min(box[2] - box[0], box[3] - box[1]) >= _LEAST_BOX:
                    self.drawn.emit(BOX, Drawn(begun.sheet, box=box))
            case "note tool":
                x, y = begun.points[-1]
                self.drawn.emit(NOTE, Drawn(begun.sheet, box=(x, y, x, y)))
        self._area.viewport().update()

    # Keys

    def key(self, event: QKeyEvent) -> bool:
        """Arrows move the cross (Shift: far, Ctrl: a point), Enter puts the tool down on the page and lifts it, Esc gives
        up what is begun, then the tool."""
        key = Qt.Key(event.key())
        if not self._tool:
            return False
        if key == Qt.Key.Key_Escape:
            if self._begun is not None:
                self.cancel()
            else:
                self.dropped.emit()
            return True
        if self._tool == HIGHLIGHT:
            return False
        if key in _ARROWS:
            held = event.modifiers()
            far = bool(held & Qt.KeyboardModifier.ShiftModifier)
            fine = bool(held & Qt.KeyboardModifier.ControlModifier)
            self._move_cross(_ARROWS[key], _COARSE if far else _FINE if fine else _STEP)
            return True
        if key in _ENTER:
            self._enter()
            return True
        return False

    def _move_cross(self, way: tuple[int, int], step: float) -> None:
        sheet, (x, y) = self._where()
        point = self._inside((x + way[0] * step, y + way[1] * step), sheet)
        if self._begun is None and point == (x, y) and way[1] and 1 <= sheet + way[1] <= self._area.sheets():
            sheet += way[1]  # at the page's edge: on to the next
            point = self._inside((x, 0.0 if way[1] > 0 else 1e6), sheet)
        self._cross = (sheet, point)
        if self._begun is not None:
            if self._begun.tool == BOX:
                self._begun.points[1:] = [point]
            else:
                self._begun.points.append(point)
                self._begun.widths.append(PEN)
        self._area.bring_into_sight(sheet, (*point, *point))
        self._area.viewport().update()

    def _where(self) -> tuple[int, Point]:
        """The cross, put in the middle of what is seen where there is none yet."""
        if self._cross is None:
            view = self._area.viewport().rect()
            middle = QPointF(view.center())
            sheet = self._area.sheet_at(middle) or 1
            self._cross = (sheet, self._clamped(middle, sheet))
        return self._cross

    def _enter(self) -> None:
        sheet, point = self._where()
        if self._begun is None:
            self._begun = _Begun(self._tool, sheet, [point], [PEN], by_keys=True)
            if self._tool == NOTE:
                self._finish()
            else:
                announce(self._area, "Begun. Move with the arrow keys, Enter ends it.")
        else:
            self._finish()
        self._area.viewport().update()

    # What is seen of it

    def _overlays(self, sheet: int) -> Sequence[Overlay]:
        made: list[Overlay] = []
        accent = Theme("dark" if self._area.is_inverted() else "light").colour("accent")
        begun = self._begun
        if begun is not None and begun.sheet == sheet:
            made.append(self._unfinished(begun, accent))
        if self._cross is not None and self._cross[0] == sheet:
            x, y = self._cross[1]
            arms = (((x - 9, y), (x + 9, y)), ((x, y - 9), (x, y + 9)))
            made.append(
                Overlay(((x - 9, y - 9, x + 9, y + 9),), Style(None, accent, 1.6), shape="strokes", strokes=arms)
            )
        return made

    @staticmethod
    def _unfinished(begun: _Begun, accent: QColor) -> Overlay:
        """Dashed and thin: it is not kept yet."""
        dash = Qt.PenStyle.DashLine
        if begun.tool == BOX:
            return Overlay((_box(begun.points),), Style(None, accent, 1.4, dash), shape="frame")
        wide = 2 * REACH if begun.tool == ERASER else 1.2
        edge = QColor(accent)
        edge.setAlpha(90 if begun.tool == ERASER else 255)
        solid = Qt.PenStyle.SolidLine
        return Overlay(
            (), Style(None, edge, wide, solid if begun.tool == ERASER else dash), shape="strokes",
            strokes=(tuple(begun.points),),
        )  # fmt: skip


def _width(pressure: float | None) -> float:
    """How wide the pen is at this pressure, in points; its usual width where nothing tells."""
    return PEN if pressure is None else round(0.5 + 2.5 * min(max(pressure, 0.0), 1.0), 2)


def _box(points: Sequence[Point]) -> Box:
    (a, b), (c, d) = points[0], points[-1]
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _far(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _beside(point: Point) -> Point:
    return point[0] + 0.1, point[1]
