"""A row of buttons that goes on in the next line where the width ends, as it must at twice the text size."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_GAP = 6


class FlowRow(QWidget):
    """Places its children from left to right, line by line; as high as that needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def add(self, widget: QWidget) -> None:
        self._held.append(widget)

    def fit(self) -> None:
        """Place the children anew."""
        left = top = high = 0
        for widget in self._held:
            if widget.isHidden():
                continue
            size = widget.sizeHint()
            if left and left + size.width() > self.width():
                left, top = 0, top + high + _GAP
                high = 0
            widget.setGeometry(left, top, min(size.width(), max(self.width(), 1)), size.height())
            left, high = left + size.width() + _GAP, max(high, size.height())
        if self.height() != top + high:
            self.setFixedHeight(max(1, top + high))

    def sizeHint(self) -> QSize:
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
