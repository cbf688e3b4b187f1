"""A pane that opens over the log for one thing to be settled, and goes with Esc; the meeting behind it goes on."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cypsc_desktop.ui.theme import Theme

_WIDE = 440


class Popover(QWidget):
    """Stands on the floor of ``over``, in its middle. ``done()``: the verb was pressed; ``closed()``: it is gone."""

    done = Signal()
    closed = Signal()

    def __init__(self, title: str, verb: str, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.theme = theme
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(8)
        self.title = QLabel(title, self)
        self.title.setProperty("type", "heading")
        self.column.addWidget(self.title)
        self.inside = QVBoxLayout()
        self.inside.setSpacing(8)
        self.column.addLayout(self.inside)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        self.problem.setProperty("tone", "danger")
        self.problem.hide()
        self.column.addWidget(self.problem)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.verb = QPushButton(verb, self)
        self.verb.setProperty("primary", True)
        self.verb.clicked.connect(self.done)
        self.cancel = QPushButton("Cancel", self)
        self.cancel.clicked.connect(self.dismiss)
        self.buttons.addWidget(self.verb)
        self.buttons.addWidget(self.cancel)
        self.buttons.addStretch(1)
        self.column.addLayout(self.buttons)
        over.installEventFilter(self)
        self.hide()

    def come(self) -> None:
        """Show it, the focus on what is first in it."""
        self.say("")
        self.settle()
        self.show()
        self.raise_()
        self.focus_first()

    def focus_first(self) -> None:
        """Put the focus where work in it begins."""
        self.verb.setFocus(Qt.FocusReason.PopupFocusReason)

    def say(self, problem: str) -> None:
        """Why what was entered cannot be."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.settle()

    def settle(self) -> None:
        """Take the room that it needs."""
        room = self._over.rect()
        wide = min(self.theme.px(_WIDE), max(200, room.width() - 24))
        self.setFixedWidth(wide)
        self.column.activate()
        high = (
            self.column.totalHeightForWidth(wide)
            if self.column.hasHeightForWidth()
            else self.column.sizeHint().height()
        )
        high = min(high, max(120, room.height() - 16))
        self.setGeometry((room.width() - wide) // 2, room.height() - high - 8, wide, high)

    def dismiss(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.verb.isEnabled():
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over and self.isVisible():
            self.settle()
        return super().eventFilter(watched, event)
