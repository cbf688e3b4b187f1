"""Mouse, pen and fingers on the pages of an area: what they do is offered to a hand first (a tool that draws, a mark that
is being moved), else it is the pages' own. Two fingers always zoom and push the page."""

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QPointingDevice, QTabletEvent, QTouchEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QScroller

if TYPE_CHECKING:
    from cypsc_desktop.ui.papers.page_area import PageArea

log = logging.getLogger(__name__)
_Type = QEvent.Type
_TABLET = frozenset({_Type.TabletPress, _Type.TabletMove, _Type.TabletRelease})
_TOUCH = frozenset({_Type.TouchBegin, _Type.TouchUpdate, _Type.TouchEnd, _Type.TouchCancel})


@dataclass(frozen=True, slots=True)
class Contact:
    """A point of the window that is touched. ``pressure`` is how hard a pen is pressed, from 0 to 1; None where nothing
    tells. ``erases``: it is the other end of a pen."""

    point: QPointF
    pressure: float | None = None
    erases: bool = False


class Hand(Protocol):
    """What may take hold of the pages before they do. Each answers whether it took what was done."""

    def press(self, contact: Contact) -> bool: ...
    def move(self, contact: Contact) -> bool: ...
    def release(self, contact: Contact) -> bool: ...
    def press_twice(self, contact: Contact) -> bool: ...
    def key(self, event: QKeyEvent) -> bool: ...
    def cancel(self) -> None:
        """What was begun with the pointer is given up."""
        ...

    def shape(self, point: QPointF) -> Qt.CursorShape | None:
        """How the pointer looks over a point of the window; None: as the pages have it."""
        ...

    def draws(self) -> bool:
        """Whether a finger draws instead of pushing the page."""
        ...


class Contacts(QObject):
    """Belongs to one area, which hands its events over."""

    def __init__(self, area: "PageArea") -> None:
        super().__init__(area)
        self._area = area
        self._fingers: QPointF | None = None  # where two fingers were last
        self._pen_known = False
        self._pushes = True
        area.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        area.viewport().grabGesture(Qt.GestureType.PinchGesture)
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def settle(self) -> None:
        """A tool was taken up or put down: does one finger push the page, or draw? With a pen at hand it pushes."""
        hand, view = self._area.hand, self._area.viewport()
        pushes = hand is None or not hand.draws() or self._pen_known
        if pushes == self._pushes:
            return
        self._pushes = pushes
        if pushes:
            QScroller.grabGesture(view, QScroller.ScrollerGestureType.TouchGesture)
        else:
            QScroller.ungrabGesture(view)
            view.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)

    def take(self, event: QEvent) -> bool:
        """Whether an event of the viewport was dealt with here. Never raises, as an override of Qt calls it."""
        try:
            return self._take(event)
        except Exception:
            log.exception("an event of the pages was lost")
            return False

    def _take(self, event: QEvent) -> bool:
        kind = event.type()
        if kind in _TABLET and isinstance(event, QTabletEvent):
            return self._tablet(event)
        if kind in _TOUCH and isinstance(event, QTouchEvent):
            return self._touch(event)
        if isinstance(event, QGestureEvent):
            return self._gesture(event)
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._pinch(1 + event.value(), event.position())
            return True
        return False

    # Pen

    def _tablet(self, event: QTabletEvent) -> bool:
        """A pen; what no hand takes comes again as a mouse."""
        hand = self._area.hand
        if hand is None:
            return False
        if not self._pen_known:
            self._pen_known = True
            self.settle()
        erases = event.pointerType() == QPointingDevice.PointerType.Eraser
        contact = Contact(event.position(), event.pressure(), erases)
        match event.type():
            case _Type.TabletPress:
                self._area.activated.emit()
                taken = hand.press(contact)
            case _Type.TabletMove:
                taken = bool(event.buttons()) and hand.move(contact)
            case _:
                taken = hand.release(contact)
        event.setAccepted(taken)
        return taken

    # Fingers

    def _touch(self, event: QTouchEvent) -> bool:
        """One finger draws where a tool does, two push the page."""
        hand = self._area.hand
        if self._pushes or hand is None:
            return False
        points = [point.position() for point in event.points()]
        if event.type() == _Type.TouchCancel:
            hand.cancel()
        elif len(points) > 1 and event.type() != _Type.TouchEnd:
            hand.cancel()
            self._push(sum(points[1:], points[0]) / len(points))
        elif len(points) == 1 and self._fingers is None:
            contact = Contact(points[0])
            if event.type() == _Type.TouchBegin:
                hand.press(contact)
            elif event.type() == _Type.TouchUpdate:
                hand.move(contact)
            else:
                hand.release(contact)
        if event.type() in (_Type.TouchEnd, _Type.TouchCancel):
            self._fingers = None
        event.accept()
        return True

    def _push(self, middle: QPointF) -> None:
        if self._fingers is not None:
            by = self._fingers - middle
            for bar, way in (
                (self._area.verticalScrollBar(), by.y()),
                (self._area.horizontalScrollBar(), by.x()),
            ):
                bar.setValue(bar.value() + round(way))
        self._fingers = middle

    def _gesture(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if isinstance(pinch, QPinchGesture) and pinch.changeFlags() & QPinchGesture.ChangeFlag.ScaleFactorChanged:
            view = self._area.viewport()
            self._pinch(pinch.scaleFactor(), QPointF(view.mapFromGlobal(pinch.centerPoint().toPoint())))
            return True
        return False

    def _pinch(self, factor: float, about: QPointF) -> None:
        if 0.2 < factor < 5:
            self._area.set_zoom(self._area.zoom() * factor, about)


def contact_of(event: QMouseEvent) -> Contact:
    """Where the mouse is."""
    return Contact(event.position())
