"""What the keys of a grid ask for, as words that the grid acts on."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_KEYS = {
    QKeySequence.StandardKey.Copy: "copy",
    QKeySequence.StandardKey.Cut: "cut",
    QKeySequence.StandardKey.Paste: "paste",
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
# (key, modifiers) -> what is wanted
_WANTS: Mapping[tuple[Qt.Key, Qt.KeyboardModifier], str] = {
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier): "empty",
    (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier): "empty",
    (Qt.Key.Key_Delete, CTRL): "delete",
    (Qt.Key.Key_D, CTRL): "fill down",
    (Qt.Key.Key_Insert, Qt.KeyboardModifier.NoModifier): "add",
    (Qt.Key.Key_Up, ALT): "move up",
    (Qt.Key.Key_Down, ALT): "move down",
    (Qt.Key.Key_Left, CTRL | SHIFT): "column left",
    (Qt.Key.Key_Right, CTRL | SHIFT): "column right",
    (Qt.Key.Key_Left, CTRL | ALT): "narrower",
    (Qt.Key.Key_Right, CTRL | ALT): "wider",
    (Qt.Key.Key_L, CTRL | SHIFT): "filters",
}


def wanted_by(event: QKeyEvent) -> str | None:
    """What a key asks for, None where it asks for nothing that is named here."""
    for key, what in _KEYS.items():
        if event.matches(key):
            return what
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _WANTS.get((Qt.Key(event.key()), plain))


def is_typed(event: QKeyEvent) -> bool:
    """Whether a key puts a character into a cell. Shift and space choose rows and do not."""
    held = event.modifiers() & ~(SHIFT | Qt.KeyboardModifier.KeypadModifier)
    text = event.text()
    chooses = text == " " and bool(event.modifiers() & SHIFT)
    return held == Qt.KeyboardModifier.NoModifier and bool(text) and text.isprintable() and not chooses
