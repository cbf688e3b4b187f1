"""The line in which words are sought in a paper: field, count, previous and next."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from cypsc_desktop.ui.papers.guarded import guarded
from cypsc_desktop.ui.theme import Theme, dress
from cypsc_desktop.ui.widgets.notices import announce

_PAUSE_MS = 120


class FindBar(QWidget):
    """``sought(words)``: other words were typed; ``stepped(way)``: on to the next (1) or previous (-1); ``closed()``."""

    sought = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self._told = ""
        self.field = QLineEdit()
        self.field.setAccessibleName("Find in this paper")
        self.field.setPlaceholderText("Find in this paper")
        self.field.setClearButtonEnabled(False)
        self.field.textEdited.connect(lambda _: self._pause.start())
        self.count = QLabel()
        self.count.setProperty("tone", "second")
        self.previous = self._button("chevron-up", "Previous hit (Shift+F3)", lambda: self._step(-1))
        self.next = self._button("chevron-down", "Next hit (F3)", lambda: self._step(1))
        self.close_button = self._button("x", "Close find (Esc)", self.closed.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(4)
        row.addWidget(self.field)
        row.addWidget(self.count)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.field.setFixedWidth(theme.px(240))
        self.count.setMinimumWidth(theme.px(92))

    def chain(self) -> list[QWidget]:
        """What takes the focus, in the order of Tab."""
        return [self.field, self.previous, self.next, self.close_button]

    def open(self, words: str = "") -> None:
        """Show the line with the words chosen, ready to be typed over."""
        self.show()
        if words:
            self.field.setText(words)
        self.field.setFocus()
        self.field.selectAll()
        if self.field.text():
            self._on_pause()

    def show_state(self, words: str, *, can_step: bool) -> None:
        """The count for people, and whether there is anywhere to go."""
        if self.count.text() != words:
            self.count.setText(words)
            self.field.setAccessibleDescription(words)
            announce(self.field, words)
        self.previous.setEnabled(can_step)
        self.next.setEnabled(can_step)

    def forget(self) -> None:
        """Other words must be typed before anything is sought."""
        self._pause.stop()
        self._told = ""

    def _on_pause(self) -> None:
        if self.field.text() != self._told:
            self._told = self.field.text()
            self.sought.emit(self._told)

    def _step(self, way: int) -> None:
        self._pause.stop()
        if self.field.text() != self._told:
            self._on_pause()
        else:
            self.stepped.emit(way)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._pause.stop()
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _button(self, icon: str, words: str, do: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        dress(button, icon)
        button.setToolTip(words)
        button.setAccessibleName(words.partition(" (")[0])
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(do)
        return button
