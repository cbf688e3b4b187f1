"""Keys of commands come before keys of text: on some systems a text field takes Ctrl+E or Ctrl+K for moving about in its
line, and the command would do nothing there. What people edit text with everywhere stays the field's."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

_OF_TEXT = frozenset("ACVXYZ")  # with Ctrl: all, copy, paste, cut, redo, undo


class CommandKeys(QObject):
    """Watches the widget that has the focus, and no other: a filter on the whole program would see every event."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._watched: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and before is self._watched:
            before.removeEventFilter(self)
        self._watched = now if now is not None and self._window.isAncestorOf(now) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_command(event):
            event.ignore()
            return True
        return False

    def _is_command(self, event: QKeyEvent) -> bool:
        """Whether a letter with Ctrl is the key of a command in the menus."""
        control = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ControlModifier
        if not control or not Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z or chr(event.key()) in _OF_TEXT:
            return False
        pressed = QKeySequence(event.keyCombination())
        return any(pressed in action.shortcuts() for action in self._window.findChildren(QAction))
