"""Words in large letters, to be read back to the room, and what a projector may show of a meeting.

A second screen never gets a word of Part B, of a private mark or of a plain note.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cypsc_desktop.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the screen: a heading, the words, a line below."""

    heading: str
    words: str
    below: str = ""


class LargeView(QWidget):
    """A window of its own. Esc, Enter or F8 closes it; ``closed()`` tells. A letter closes it too where it stands over the
    line that the letter is for: ``typed(text)``. ``lost()``: the screen that it was on is gone, and so is it."""

    closed = Signal()
    typed = Signal(str)
    lost = Signal()

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
        self._on: QScreen | None = None  # a screen of its own
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._on_screen_removed)
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
        """Over the whole of the second screen, where there is one and it may see this: then whoever types goes on typing.
        Else over the window."""
        over = self.parentWidget()
        window = over.window() if over is not None else None
        here = window.screen() if window else None
        self._on = next((one for one in QGuiApplication.screens() if one is not here), None) if second else None
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, self._on is not None)
        if self._on is not None:
            self.setGeometry(self._on.geometry())
            self.showFullScreen()
            self.raise_()
            if window is not None:
                window.activateWindow()  # where a system gives the keys to what comes
            return
        if self.isFullScreen():
            self.showNormal()
        if window is not None:
            self.setGeometry(window.geometry())
        self.show()
        self.raise_()
        self.activateWindow()

    def is_apart(self) -> bool:
        """Whether it stands on a screen of its own, and leaves that of whoever types alone."""
        return self.isVisible() and self._on is not None

    def _on_screen_removed(self, screen: QScreen) -> None:
        """Never over the minute-taker's own screen because the projector went, nor on one that was not chosen."""
        if self._on is not None and screen is self._on:
            self._on = None
            if self.isVisible():
                self.hide()
                self.lost.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F8, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.hide()
            self.closed.emit()
        elif (
            event.text() and event.text().isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            if not self.is_apart():
                self.hide()
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)
