"""A field that takes the next key pressed in it, whatever that key does elsewhere. Tab, Shift+Tab and Esc stay what they
are, so that nobody is caught in it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

_HELD = (
    Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock, Qt.Key.Key_unknown,
)  # fmt: skip
_LEAVE = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)
_ALONE = (Qt.Key.Key_Delete, Qt.Key.Key_Insert)
_STRONG = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class KeyCatcher(QLineEdit):
    """``caught(QKeySequence)``: a key that a command can have. ``refused(words)``: one that it cannot, and why."""

    caught = Signal(QKeySequence)
    refused = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setPlaceholderText("Press the new key here")
        self.setAccessibleName("New key")
        self.setAccessibleDescription("Press the key that the command is to have. Tab leaves.")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # or the command that has the key now would be done
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _LEAVE and not event.modifiers() & _STRONG:
            super().keyPressEvent(event)
            return
        event.accept()
        if key in _HELD:
            return
        alone = key in _ALONE or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35
        if not event.modifiers() & _STRONG and not alone:
            self.refused.emit("This key alone is needed for typing. Hold Ctrl or Alt with it, or press F1 to F12.")
            return
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        self.caught.emit(QKeySequence(key | held))
