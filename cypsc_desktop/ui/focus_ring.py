"""The ring round what has the focus: two pixels in the accent, two pixels away from it. Lists, tables, text of several
lines and rows show their focus inside, by the style sheet; everything else wears the ring. A button with the focus answers
to Enter."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QFocusFrame,
    QLineEdit,
    QMenu,
    QMenuBar,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

_GAP = 2
_WIDTH = 2


class FocusRing(QObject):
    """Follows the focus of the whole program from the moment it is made."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._frame: _Frame | None = None
        self._style = _FrameStyle()
        self._style.setParent(self)
        self._scrolled: list[QAbstractScrollArea] = []
        # Qt hides the ring of what is out of sight, and forgets to show it when that is scrolled into sight.
        self._late = QTimer(self, singleShot=True, interval=0)
        self._late.timeout.connect(self._show_late)
        app.focusChanged.connect(self._on_focus)
        self._on_focus(None, app.focusWidget())

    def take_off(self) -> None:
        """Follow the focus no longer, and go, with the style that the frame wears: the frame first."""
        self._app.focusChanged.disconnect(self._on_focus)
        if self._frame is not None and isValid(self._frame):
            self._frame.deleteLater()
        self._frame = None
        self.deleteLater()

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QPushButton):
            now.setAutoDefault(True)  # Enter presses it as Space does, in windows as in dialogs
        wearer = now if now is not None and wears_ring(now) else None
        if self._frame is not None and not isValid(self._frame):  # it went with the window it was in
            self._frame = None
        if wearer is None:
            if self._frame is not None:
                self._frame.setWidget(None)  # type: ignore[arg-type]  # None: around nothing
            return
        if self._frame is None:
            self._frame = _Frame(wearer.window(), self._style)
        self._frame.setWidget(wearer)
        self._watch(wearer)

    def _watch(self, wearer: QWidget) -> None:
        """Look again after each scrolling of what the wearer lies in."""
        for area in self._scrolled:
            if isValid(area):
                for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
                    bar.valueChanged.disconnect(self._on_scrolled)
        self._scrolled = [above for above in _ancestors(wearer) if isinstance(above, QAbstractScrollArea)]
        for area in self._scrolled:
            for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
                bar.valueChanged.connect(self._on_scrolled)

    def _on_scrolled(self, _value: int) -> None:
        self._late.start()

    def _show_late(self) -> None:
        frame = self._frame
        if frame is None or not isValid(frame) or frame.isVisible() or frame.widget() is None:
            return
        room = frame.parentWidget()
        if room is not None and room.rect().intersects(frame.geometry()):
            frame.show()
            frame.raise_()


def wears_ring(widget: QWidget) -> bool:
    """Whether the focus of this widget is shown by a ring round it. A property ``ring`` that is "inside" says that the
    widget shows it itself."""
    if widget.isWindow() or isinstance(widget, QAbstractScrollArea | QTabBar | QLineEdit | QMenuBar | QMenu):
        return False
    if widget.property("ring") == "inside" or widget.property("row") or widget.property("link"):
        return False
    above = widget.parentWidget()
    return not (above and isinstance(above.parentWidget(), QAbstractItemView))


class _Frame(QFocusFrame):
    def __init__(self, parent: QWidget, style: QStyle) -> None:
        """``style`` must outlive it; each of its own would bring a whole style of widgets along."""
        super().__init__(parent)
        self.setStyle(style)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        widget = self.widget()
        if widget is None:
            return
        on_toast = any(above.objectName() == "toast" for above in _ancestors(widget))
        role = QPalette.ColorRole.Base if on_toast else QPalette.ColorRole.Accent
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QApplication.palette().color(role), _WIDTH))
        inset = _WIDTH // 2
        painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), 8, 8)
        painter.end()


def _ancestors(widget: QWidget) -> list[QWidget]:
    found = []
    above: QWidget | None = widget
    while above is not None:
        found.append(above)
        above = above.parentWidget()
    return found


class _FrameStyle(QProxyStyle):
    """How far the ring stands off, and that it lies above what it rings."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return _GAP + _WIDTH
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        if hint == QStyle.StyleHint.SH_FocusFrame_Mask:
            return 0
        return super().styleHint(hint, option, widget, returned)
