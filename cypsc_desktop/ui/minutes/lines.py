"""A list of sentences, each as high as its words need at the list's width."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

_ASIDE = 3  # heights of a letter that edge, padding and scroll bar take beside the words


class Lines(QListWidget):
    """``name`` is what a screen reader calls it. ``taken(of)``: a click or Enter on a row, with what the row is about."""

    taken = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.itemClicked.connect(self._take)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._take(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _take(self, item: QListWidgetItem) -> None:
        self.taken.emit(str(item.data(Qt.ItemDataRole.UserRole) or ""))

    def measure(self) -> None:
        """Give every row the height of its words."""
        metrics = self.fontMetrics()
        room = max(60, self.viewport().width() - _ASIDE * metrics.height())
        box = QRect(0, 0, room, 100_000)
        for number in range(self.count()):
            item = self.item(number)
            high = metrics.boundingRect(box, int(Qt.TextFlag.TextWordWrap), item.text()).height()
            item.setSizeHint(QSize(room, high + metrics.height()))
        if self.currentItem() is not None:
            self.scrollToItem(self.currentItem())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.measure()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.measure()
