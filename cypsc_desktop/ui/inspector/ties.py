"""The records that the shown one is tied to, each a line to press."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cypsc_desktop.commands.related import called, related
from cypsc_desktop.model.records import Record
from cypsc_desktop.ui.inspector.whereabouts import place_of
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme


class LinkLine(QPushButton):
    """A line to press, as wide as its room; what does not fit is elided, its whole text is its name and its tip."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.whole = text
        self.setProperty("link", True)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        beside = self.iconSize().width() + 8 if not self.icon().isNull() else 0
        room = max(20, self.width() - 8 - beside)
        self.setText(self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))


class Ties(QWidget):
    """``wanted(Place)``: go to one of them."""

    wanted = Signal(object)

    def __init__(self, session: Session, record: Record, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(2)
        self.lines: list[LinkLine] = []
        found = related(session.read, record)
        if not found:
            return
        title = QLabel("Related", self)
        title.setProperty("type", "heading")
        column.addWidget(title)
        for tie in found:
            word = tie.word if tie.count < 2 else f"{tie.word} ({tie.count})"
            label = QLabel(word, self)
            label.setProperty("type", "caption")
            label.setProperty("tone", "second")
            column.addSpacing(theme.px(4))
            column.addWidget(label)
            for other in tie.to:
                line = LinkLine(called(other, beside=record), self)
                place = place_of(session.read, other)
                line.setEnabled(place is not None)
                line.clicked.connect(partial(self.wanted.emit, place))
                self.lines.append(line)
                column.addWidget(line)
