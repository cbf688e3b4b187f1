"""Words in large letters, to be read back to the room, and what a projector may show of a meeting.

A second screen never gets a word of Part B, of a private mark or of a plain note.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cypsc_desktop.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the screen: a heading, the words, a line below."""

    heading: str
    words: str
    below: str = ""


class LargeView(QWidget):
    """A window of its own. Esc, Enter or F8 closes it; ``closed()`` tells."""

    closed = Signal()

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(64, 48, 64, 48)
        column.setSpacing(24)
        self.heading, self.words, self.below = QLabel(self), QLabel(self), QLabel(self)
        for label in (self.heading, self.words, self.below):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.heading)
        column.addStretch(1)
        column.addWidget(self.words)
        column.addWidget(self.below)
        column.addStretch(2)
        self.heading.setProperty("tone", "second")
        self.below.setProperty("tone", "second")
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.heading.setFont(theme.font(20))
        self.words.setFont(theme.font(32, 500))
        self.below.setFont(theme.font(20))

    def show_words(self, shown: Shown) -> None:
        self.heading.setText(shown.heading)
        self.words.setText(shown.words)
        self.below.setText(shown.below)
        self.words.setAccessibleName(shown.words)
        self.below.setVisible(bool(shown.below))

    def come(self, *, second: bool) -> None:
        """Over the whole of a screen: the second one where there is one and it may see this, else over the window."""
        screens = QGuiApplication.screens()
        over = self.parentWidget()
        window = over.window() if over is not None else None
        here = window.screen() if window else None
        other = next((one for one in screens if one is not here), None)
        if second and other is not None:
            self.setGeometry(other.geometry())
            self.showFullScreen()
        elif window is not None:
            self.setGeometry(window.geometry())
            self.show()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F8, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.hide()
            self.closed.emit()
        else:
            super().keyPressEvent(event)
