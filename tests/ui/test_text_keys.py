"""Keys of the window work from a field of text too, whatever the system's own fields make of them."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.text_keys import TextKeys


class _Greedy(QLineEdit):
    """A field as Qt has it on Linux: it claims Ctrl+E before any command of the window."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


@pytest.mark.parametrize("key", [Qt.Key.Key_E, Qt.Key.Key_K])
def test_a_field_does_not_claim_a_key_of_the_window(qtbot: QtBot, key: Qt.Key) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    first, second = _Greedy(), QPlainTextEdit()
    rows.addWidget(first)
    rows.addWidget(second)
    keys = TextKeys(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for field in (first, second, first):
        field.setFocus()
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
        asked.ignore()
        QApplication.sendEvent(field, asked)
        assert not asked.isAccepted()
    copy = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copy.ignore()
    QApplication.sendEvent(first, copy)
    assert copy.isAccepted()  # what is a field's own everywhere stays its own
    keys.deleteLater()
