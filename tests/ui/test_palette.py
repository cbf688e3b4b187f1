"""The palette: what it offers, how words find it, and that it gives the focus back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.palette import Entry, Palette, commands_of, matching
from cypsc_desktop.ui.theme import Theme

ENTRIES = [Entry("Import papers", lambda: None, "Command", "Ctrl+I"), Entry("7 Budget update", lambda: None, "Item"),
           Entry("Imran Papworth", lambda: None, "Person")]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("", ["Import papers", "7 Budget update", "Imran Papworth"]),
        ("imp pap", ["Import papers"]),
        ("pap im", ["Import papers", "Imran Papworth"]),
        ("person", ["Imran Papworth"]),
        ("xyz", []),
    ],
)
def test_words_find_entries(typed: str, titles: list[str]) -> None:
    assert [entry.title for entry in matching(ENTRIES, typed)] == titles


def test_commands_come_from_the_menus_with_their_keys(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    menu = window.menuBar().addMenu("&View")
    inner = menu.addMenu("&Theme")
    done: list[bool] = []
    dark = QAction("&Dark", window)
    dark.setShortcut("Ctrl+D")
    dark.triggered.connect(lambda: done.append(True))
    inner.addAction(dark)
    off = QAction("Off", window)
    off.setEnabled(False)
    menu.addAction(off)
    (entry,) = commands_of(window.menuBar().actions())
    assert (entry.title, entry.keys) == ("Theme: Dark", "Ctrl+D")
    entry.do()
    assert done == [True]


def test_enter_does_it_and_escape_gives_the_focus_back(qtbot: QtBot) -> None:
    window = QMainWindow()
    field = QLineEdit()
    window.setCentralWidget(field)
    palette = Palette(Theme("light"), window)
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    done: list[str] = []
    entries = [Entry(name, lambda name=name: done.append(name)) for name in ("Alpha", "Beta", "Gamma")]
    palette.open(entries, field)
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    palette.open(entries, field)
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == ["Beta"]
    assert not palette.isVisible()
