"""A state is chosen by the first letters of its words, as many as it takes."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.fields import field_of
from cypsc_desktop.ui.grid.editors import ChoiceEditor


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("a", "awaiting"),
        ("acc", "accepted"),
        ("in ", "in-progress"),
        ("int", "interim"),
        ("zz", ""),
        ("rej", "rejected"),
        ("accepted w", "partly"),
        ("par", "partly"),
    ],
)
def test_letters_typed_one_after_another_are_one_word(qtbot: QtBot, typed: str, chosen: str) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    editor = ChoiceEditor(room, field_of("response", "decision"))
    room.show()
    editor.choose_by(typed[0])  # the key that opened the cell
    QTest.keyClicks(editor, typed[1:])
    assert editor.text() == chosen
