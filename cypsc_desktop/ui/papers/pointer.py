"""Mouse and pen over pages: selecting by characters, words and lines, dragging beyond the edge, following links, and the
shape of the pointer."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent

from cypsc_desktop.pdf.reading import Link
from cypsc_desktop.ui.papers import selecting
from cypsc_desktop.ui.papers.page_text import PageText
from cypsc_desktop.ui.papers.selecting import Selected, Spot

if TYPE_CHECKING:
    from cypsc_desktop.ui.papers.page_area import PageArea

_FASTEST = 60  # pixels that a drag beyond the edge scrolls at a time


class Pointer(QObject):
    """Belongs to one area, which hands its mouse events over."""

    def __init__(self, area: "PageArea") -> None:
        super().__init__(area)
        self._area = area
        self._grain: Callable[[Spot, PageText], Selected] | None = None
        self._unit: Selected | None = None  # the word or line that a double or triple click took
        self._pressed: Link | None = None
        self._dragging = False
        self._double: tuple[int, QPoint] | None = None
        self._pull = QTimer(self, interval=30)  # runs only while a selection is dragged beyond the edge
        self._pull.timeout.connect(self._on_pull)

    def forget(self) -> None:
        """Another file is shown: nothing is pressed any more."""
        self._pull.stop()
        self._pressed = self._double = None
        self._dragging = False

    def press(self, event: QMouseEvent) -> None:
        point, area = event.position(), self._area
        self._dragging = True
        self._grain = self._unit = None
        self._pressed = area.link_at(point)
        if self._is_triple(event):
            self._take(point, selecting.line_around)
            return
        spot, selected = area.spot(point), area.selected()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and selected and spot:
            area.select(Selected(selected.anchor, spot))
        else:
            area.select(Selected(spot, spot) if spot else None)

    def press_twice(self, event: QMouseEvent) -> None:
        self._dragging = True
        self._double = (event.timestamp(), event.position().toPoint())
        self._take(event.position(), selecting.word_around)

    def move(self, event: QMouseEvent) -> None:
        if not self._dragging or not event.buttons() & Qt.MouseButton.LeftButton:
            self._show_shape(event.position())
            return
        self._drag_to(event.position())
        inside = QRect(QPoint(), self._area.viewport().size()).contains(event.position().toPoint())
        if inside:
            self._pull.stop()
        elif not self._pull.isActive():
            self._pull.start()

    def release(self, event: QMouseEvent) -> None:
        area = self._area
        self._dragging = False
        self._pull.stop()
        link, self._pressed = self._pressed, None
        if link is not None and not area.has_selection() and area.link_at(event.position()) == link:
            area.link_followed.emit(link)
        elif link is None and not area.has_selection():
            area.clicked.emit(event.position())

    def _is_triple(self, event: QMouseEvent) -> bool:
        double, self._double = self._double, None
        if double is None:
            return False
        when, where = double
        hints = QGuiApplication.styleHints()
        near = (event.position().toPoint() - where).manhattanLength() <= hints.startDragDistance()
        return near and event.timestamp() - when <= hints.mouseDoubleClickInterval()

    def _take(self, point: QPointF, grain: Callable[[Spot, PageText], Selected]) -> None:
        """Select the word or line under a point; dragging on extends by words or lines."""
        spot = self._area.spot(point)
        text = self._area.text(spot.sheet) if spot else None
        if spot and text:
            self._grain, self._unit = grain, grain(spot, text)
            self._area.select(self._unit)

    def _drag_to(self, point: QPointF) -> None:
        area = self._area
        spot, selected = area.spot(point), area.selected()
        if spot is None:
            return
        if selected is None:
            area.select(Selected(spot, spot))
        elif self._grain and self._unit:
            text = area.text(spot.sheet)
            unit = self._grain(spot, text) if text else self._unit
            back = unit.anchor < self._unit.anchor
            area.select(Selected(self._unit.head if back else self._unit.anchor, unit.anchor if back else unit.head))
        else:
            area.select(Selected(selected.anchor, spot))

    def _on_pull(self) -> None:
        """While the pointer is held beyond the edge, scroll on and extend."""
        view = self._area.viewport()
        point = QPointF(view.mapFromGlobal(self._area.cursor().pos()))
        beyond = point.y() if point.y() < 0 else point.y() - view.height() if point.y() > view.height() else 0.0
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + max(-_FASTEST, min(_FASTEST, round(beyond))))
        self._drag_to(QPointF(point.x(), min(max(point.y(), 0.0), view.height())))

    def _show_shape(self, point: QPointF) -> None:
        view, shape = self._area.viewport(), Qt.CursorShape.ArrowCursor
        if self._area.link_at(point):
            shape = Qt.CursorShape.PointingHandCursor
        elif self._area.is_over_text(point):
            shape = Qt.CursorShape.IBeamCursor
        if view.cursor().shape() != shape:
            view.setCursor(shape)
