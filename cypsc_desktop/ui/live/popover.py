"""A pane that opens over the log for one thing to be settled, and goes with Esc; the meeting behind it goes on."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cypsc_desktop.ui.theme import Theme

_WIDE = 440
_LEAST = 56  # of what is inside, where there is room for little


class Popover(QWidget):
    """Stands on the floor of ``over``, in its middle. ``done()``: the verb was pressed; ``closed()``: it is gone.

    What is put ``inside`` is scrolled where there is no room for all of it; what is put ``below``, the verb and what it
    has to say are always in sight."""

    done = Signal()
    closed = Signal()
    most = 100_000  # how high the inside may grow at 100 % text

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
        self.area = QScrollArea(self)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body = QWidget(self.area)
        self.body.setObjectName("surface")
        self.inside = QVBoxLayout(self.body)
        self.inside.setContentsMargins(4, 4, 4, 4)  # the edge of what has the focus stands out by so much
        self.inside.setSpacing(8)
        self.area.setWidget(self.body)
        self.column.addWidget(self.area)
        self.below = QVBoxLayout()
        self.below.setSpacing(8)
        self.column.addLayout(self.below)
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
        self.settle()  # now that what is new in it is dressed
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
        """Take the room that it needs, and no more than there is."""
        room = self._over.rect()
        wide = min(self.theme.px(_WIDE), max(200, room.width() - 24))
        self.setFixedWidth(wide)
        edges = self.column.contentsMargins()
        self.inside.activate()
        frame = 2 * self.area.frameWidth()
        room_inside = wide - edges.left() - edges.right() - frame
        whole = min(high_at(self.inside, room_inside) + frame, self.theme.px(self.most))
        self.area.setFixedHeight(whole)
        rest = high_at(self.column, wide) - whole
        most = max(120, room.height() - 16)
        self.area.setFixedHeight(max(self.theme.px(_LEAST), min(whole, most - rest)))
        high = min(most, rest + self.area.height())
        self.setGeometry((room.width() - wide) // 2, room.height() - high - 8, wide, high)

    def dismiss(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.verb.isEnabled():
            self.done.emit()
        elif event.text() and event.text().isprintable():
            self.typed(event.text())  # never a letter for the line behind it
        else:
            super().keyPressEvent(event)

    def typed(self, letters: str) -> None:
        """Letters that no field in it takes."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over and self.isVisible():
            self.settle()
        return super().eventFilter(watched, event)


def high_at(column: QLayout, wide: int) -> int:
    """How much room what it holds needs at this width."""
    column.invalidate()
    return column.totalHeightForWidth(wide) if column.hasHeightForWidth() else column.totalSizeHint().height()
