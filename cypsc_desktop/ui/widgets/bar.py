"""Buttons in as many lines as they need: nothing is cut off where the window is narrow or the text large.

A widget and no layout: PySide keeps one wrapper an address for what a layout holds, and a layout written in Python is
handed wrappers of items that Qt has deleted long ago.
"""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class BarOf(QWidget):
    """Its widgets one after another, in as many lines as the width asks for. ``gap`` lies between them; ``margins`` (left,
    top, right, bottom) round them."""

    def __init__(self, parent: QWidget, *, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        super().__init__(parent)
        self._held: list[QWidget] = []
        self._gap = gap
        self._margins = margins
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """One more at the end."""
        widget.setParent(self)
        widget.show()
        self._held.append(widget)
        self._lay(self.width(), move=True)  # it may be shown before anything asks for its size
        self.updateGeometry()

    def clear(self) -> None:
        """Nothing any more; what it held goes."""
        for widget in self._held:
            widget.hide()
            widget.deleteLater()
        self._held = []
        self.updateGeometry()

    def widgets(self) -> list[QWidget]:
        """What it holds, in order."""
        return list(self._held)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(width, move=False)

    def sizeHint(self) -> QSize:
        hints = [widget.sizeHint() for widget in self._shown()]
        left, top, right, bottom = self._margins
        wide = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(left + wide + right, top + max((hint.height() for hint in hints), default=0) + bottom)

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest; higher it becomes by the width that it is given."""
        hints = [widget.sizeHint() for widget in self._shown()]
        left, _, right, _ = self._margins
        return QSize(left + max((hint.width() for hint in hints), default=0) + right, self.sizeHint().height())

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._held if not widget.isHidden()]

    def _lay(self, width: int, *, move: bool) -> int:
        """Put what is shown into lines; returns how high these are together."""
        left, top, right, bottom = self._margins
        x, y, high = left, top, 0
        for widget in self._shown():
            hint = widget.sizeHint()
            if x > left and x + hint.width() > width - right:
                x, y, high = left, y + high + self._gap, 0
            if move:
                widget.setGeometry(x, y, hint.width(), hint.height())
            x, high = x + hint.width() + self._gap, max(high, hint.height())
        return y + high + bottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay(self.width(), move=True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # one of them has other words, or came or went
            self.updateGeometry()
            self._lay(self.width(), move=True)
        return super().event(event)
