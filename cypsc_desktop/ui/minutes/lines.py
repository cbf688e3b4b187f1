"""A list of sentences, each as high as its words need at the list's width."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from cypsc_desktop.ui.theme import Theme

_ASIDE = 3  # heights of a letter that edge, padding and scroll bar take beside the words


class Lines(QListWidget):
    """``name`` is what a screen reader calls it. ``taken(of)``: a click or Enter on a row, with what the row is about.
    ``leads``: its rows lead somewhere, and look so."""

    taken = Signal(str)

    def __init__(self, name: str, parent: QWidget, *, leads: bool = False) -> None:
        super().__init__(parent)
        self._leads = leads
        self._theme: Theme | None = None
        if leads:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
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

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        size = theme.px(14)
        self.setIconSize(QSize(size, size))
        for number in range(self.count()):
            self._dress(self.item(number))

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Sentences with what each is about."""
        self.clear()
        for words, of in lines:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, of)
            self._dress(item)
            self.addItem(item)
        self.measure()

    def _dress(self, item: QListWidgetItem) -> None:
        if self._leads and self._theme is not None:
            item.setIcon(self._theme.icon("arrow-right", "accent"))
            item.setForeground(self._theme.colour("accent"))

    def measure(self, wide: int | None = None) -> int:
        """Give every row the height of its words where the list is so wide (None: as it is); returns that of all."""
        metrics = self.fontMetrics()
        aside = _ASIDE * metrics.height() + (self.iconSize().width() + 4 if self._leads else 0)
        room = max(60, (self.viewport().width() if wide is None else wide) - aside)
        box = QRect(0, 0, room, 100_000)
        whole = 2 * self.frameWidth()
        for number in range(self.count()):
            item = self.item(number)
            high = metrics.boundingRect(box, int(Qt.TextFlag.TextWordWrap), item.text()).height() + metrics.height()
            item.setSizeHint(QSize(room, high))
            whole += high
        if self.currentItem() is not None:
            self.scrollToItem(self.currentItem())
        return whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.measure()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.measure()
