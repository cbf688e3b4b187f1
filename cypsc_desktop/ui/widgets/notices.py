"""What the window says to the person: a toast that passes, a banner that stays, work that shows how far it is."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from cypsc_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from cypsc_desktop.ui.widgets.slide import Slide

_TOAST_MS = 8000
_EDGE = 12
_SHOW_AFTER_MS = 500
_TELL_AFTER = 2.0  # seconds of work before its pace says anything
_TIME_LEFT_OVER = 10.0


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say this, wherever the focus is."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # of many kinds: a start has nothing to say

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def _slide_of(widget: QWidget) -> "Slide":
    from cypsc_desktop.ui.widgets.slide import Slide

    return Slide(widget)


class Toast(QWidget):
    """Bottom left, eight seconds, pausing under the pointer or the focus; may carry one action. It lies on ``foot``, the
    window's status bar, so that it covers nothing that is worked in."""

    def __init__(self, theme: Theme, parent: QWidget, foot: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._foot = foot
        self._theme = theme
        self._slide: Slide | None = None  # made when it first comes
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE, 0, _EDGE, 0)
        row.setSpacing(_EDGE)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.button = QPushButton()
        self.button.clicked.connect(self._on_pressed)
        self.button.installEventFilter(self)
        self.other = QPushButton()
        self.other.clicked.connect(self._on_other)
        self.other.installEventFilter(self)
        row.addWidget(self.words, 1)
        for button in (self.other, self.button):
            button.setProperty("ring", "inside")  # the window ends below it
            row.addWidget(button)
        self._action: Callable[[], None] | None = None
        self._other: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_TOAST_MS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(
        self,
        text: str,
        *,
        action: str | None = None,
        do: Callable[[], None] | None = None,
        other: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Show ``text``; with ``action``, a button that does ``do``; ``other``: a second button, and what it does."""
        self._action = do
        self._other = other[1] if other else None
        self.other.setVisible(other is not None)
        self.other.setText(other[0] if other else "")
        self.words.setText(text)
        self.setAccessibleName(text)
        self.button.setVisible(action is not None)
        self.button.setText(action or "")
        comes = not self.isVisible()
        self._place()
        self.show()
        self.raise_()
        if comes:
            self._slide = self._slide or _slide_of(self)
            self._slide.come(QPoint(0, self.height()), self._theme.motion())
        announce(self, text)
        self._run_on()

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme or text size; what is said stays."""
        self._theme = theme
        if self.isVisible():
            self._place()

    def is_sliding(self) -> bool:
        """Whether it is on its way into sight."""
        return self._slide is not None and self._slide.is_under_way()

    def dismiss(self) -> None:
        """Take it away now, as when the window closes."""
        self._timer.stop()
        self.hide()

    def is_paused(self) -> bool:
        """Whether it stays because somebody is at it."""
        return self.isVisible() and not self._timer.isActive()

    def _place(self) -> None:
        if self._slide:
            self._slide.stop()
        beside = 2 * _EDGE + sum(b.sizeHint().width() + _EDGE for b in (self.button, self.other) if not b.isHidden())
        text = self.words.fontMetrics().horizontalAdvance(self.words.text()) + 8
        width = min(self._over.width(), beside + text)
        high = max(self.words.heightForWidth(width - beside), self.button.sizeHint().height(), self._foot.height())
        self.setFixedSize(width, high)
        self.move(0, self._over.height() - high)

    def _run_on(self) -> None:
        if self.underMouse() or self._has_focus():
            self._timer.stop()
        else:
            self._timer.start()

    def _has_focus(self) -> bool:
        return self.button.hasFocus() or self.other.hasFocus()

    def _on_pressed(self) -> None:
        self.dismiss()
        if self._action:
            self._action()

    def _on_other(self) -> None:
        self.dismiss()
        if self._other:
            self._other()

    def enterEvent(self, event: QEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible() and not self._has_focus():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Resize and watched is self._over and self.isVisible():
            self._place()
        elif kind == QEvent.Type.FocusIn and watched in (self.button, self.other):
            self._timer.stop()
        elif kind == QEvent.Type.FocusOut and watched in (self.button, self.other) and self.isVisible():
            self._run_on()
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
        self.button = QPushButton()
        self.button.clicked.connect(self._on_pressed)
        self.button.hide()
        self._action: Callable[[], object] | None = None
        self.dismissal = QPushButton("Dismiss")
        self.dismissal.setProperty("quiet", True)
        self.dismissal.clicked.connect(self.hide)
        row.addWidget(self.sign)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        row.addWidget(self.dismissal)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self.sign.setPixmap(theme.icon("alert-triangle", "danger").pixmap(theme.px(18), theme.px(18)))

    def say(self, text: str, *, action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Show ``text``; ``action``: a button's words, and what it does."""
        self._action = action[1] if action else None
        self.button.setText(action[0] if action else "")
        self.button.setVisible(action is not None)
        self.words.setText(text)
        self.setAccessibleName(text)
        self.show()
        announce(self, text)

    def _on_pressed(self) -> None:
        self.hide()
        if self._action:
            self._action()


class Work(QWidget):
    """A piece of work in place: what, how far, the time left where it is long, and Cancel where it can be stopped.

    It shows after half a second, so that quick work does not make the window flicker.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(12)
        self.words = QLabel()
        self.stage = QLabel()
        self.stage.setProperty("tone", "second")
        self.bar = QProgressBar()
        self.bar.setMaximumWidth(280)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far the work is")
        self.left = QLabel()
        self.left.setProperty("tone", "quiet")
        self.stop = QPushButton("Cancel")
        self.stop.clicked.connect(self._on_cancel)
        for widget in (self.words, self.bar, self.stage, self.left):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.stop)
        self._cancel: Callable[[], None] | None = None
        self._begun = 0.0
        self._stage = ""
        self._wait = QTimer(self, singleShot=True, interval=_SHOW_AFTER_MS)
        self._wait.timeout.connect(self._on_waited)
        self.hide()

    def begin(self, text: str, *, cancel: Callable[[], None] | None = None) -> None:
        """Say what is being done; ``cancel`` stops it, None where that cannot be."""
        self._cancel = cancel
        self._begun = time.monotonic()
        self._stage = ""
        self.words.setText(text)
        self.stage.clear()
        self.left.clear()
        self.bar.setRange(0, 0)
        self.stop.setVisible(cancel is not None)
        self.stop.setEnabled(True)
        if not self.isVisible():
            self._wait.start()

    def progress(self, stage: str, done: int, of: int) -> None:
        if stage != self._stage:
            self._stage, self._begun = stage, time.monotonic()
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.stage.setText(f"{stage}, {done} of {of}" if of else stage)
        spent = time.monotonic() - self._begun
        if done and spent > _TELL_AFTER and spent / done * of > _TIME_LEFT_OVER:
            self.left.setText(time_left(spent / done * (of - done)))

    def end(self) -> None:
        self._wait.stop()
        self.hide()

    def _on_waited(self) -> None:
        self.show()
        announce(self, self.words.text())

    def _on_cancel(self) -> None:
        self.stop.setEnabled(False)
        self.words.setText("Stopping")
        if self._cancel:
            self._cancel()


def time_left(seconds: float) -> str:
    """ "About 40 seconds left", "About 3 minutes left"."""
    if seconds < 57.5:
        return f"About {max(5, round(seconds / 5) * 5)} seconds left"
    minutes = max(1, round(seconds / 60))
    return f"About {minutes} minute{'' if minutes == 1 else 's'} left"
