"""What the window says to the person: a toast that passes, a banner that stays, work that shows how far it is."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from cypsc_desktop.ui.theme import Theme

_TOAST_MS = 8000
_TIME_LEFT_AFTER = 10.0


class Toast(QWidget):
    """Bottom left, eight seconds, pausing under the pointer or the focus; may carry one action."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.button = QPushButton()
        self.button.clicked.connect(self._on_pressed)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self._action: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_TOAST_MS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, *, action: str | None = None, do: Callable[[], None] | None = None) -> None:
        """Show ``text``; with ``action``, a button that does ``do``."""
        self._action = do
        self.words.setText(text)
        self.setAccessibleName(text)
        self.button.setVisible(action is not None)
        self.button.setText(action or "")
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _place(self) -> None:
        self.setMaximumWidth(max(240, self._over.width() - 32))
        self.adjustSize()
        self.move(16, self._over.height() - self.height() - 44)

    def _on_pressed(self) -> None:
        self.hide()
        if self._action:
            self._action()

    def enterEvent(self, event: QEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)


class Banner(QWidget):
    """One line under the menu: what happened and how to mend it, until it is closed."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        self.sign = QLabel()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QPushButton("Close")
        close.setProperty("quiet", True)
        close.clicked.connect(self.hide)
        row.addWidget(self.sign)
        row.addWidget(self.words, 1)
        row.addWidget(close)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self.sign.setPixmap(theme.icon("alert-triangle", "danger").pixmap(18, 18))

    def say(self, text: str) -> None:
        self.words.setText(text)
        self.setAccessibleName(text)
        self.show()


class Work(QWidget):
    """A piece of work in place: what, how far, after ten seconds the time left, and Cancel."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        self.words = QLabel()
        self.bar = QProgressBar()
        self.bar.setMaximumWidth(320)
        self.bar.setAccessibleName("How far the work is")
        self.left = QLabel()
        self.left.setProperty("tone", "quiet")
        self.stop = QPushButton("Cancel")
        self.stop.clicked.connect(self._on_cancel)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.left)
        row.addStretch(1)
        row.addWidget(self.stop)
        self._cancel: Callable[[], None] | None = None
        self._begun = 0.0
        self.hide()

    def begin(self, text: str, *, cancel: Callable[[], None]) -> None:
        self._cancel = cancel
        self._begun = time.monotonic()
        self.words.setText(text)
        self.left.clear()
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self.show()

    def progress(self, stage: str, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.bar.setFormat(f"{stage} %v of %m")
        spent = time.monotonic() - self._begun
        if done and spent > _TIME_LEFT_AFTER:
            self.left.setText(time_left(spent / done * (of - done)))

    def end(self) -> None:
        self.hide()

    def _on_cancel(self) -> None:
        self.stop.setEnabled(False)
        self.words.setText("Stopping…")
        if self._cancel:
            self._cancel()


def time_left(seconds: float) -> str:
    """ "About 40 seconds left", "About 3 minutes left"."""
    if seconds < 60:
        return f"About {max(5, round(seconds / 5) * 5)} seconds left"
    minutes = round(seconds / 60)
    return f"About {minutes} minute{'' if minutes == 1 else 's'} left"
