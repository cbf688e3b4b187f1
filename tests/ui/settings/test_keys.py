"""Keys: the person's own instead of the program's, what is in the way, and nobody caught in the field that takes them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.settings.keys import Keys
from cypsc_desktop.ui.settings.keys_page import KeysPage

CTRL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """A window with two menus and two screens' commands."""

    def __init__(self, file: Path) -> None:
        self.window = QMainWindow()
        self.kept = QSettings(str(file), QSettings.Format.IniFormat)
        self.keys = Keys(self.kept)
        self.adopt()
        self.page = KeysPage(self.keys, self.window)
        self.window.setCentralWidget(self.page)

    def adopt(self) -> None:
        file = self.window.menuBar().addMenu("&File")
        more = file.addMenu("E&xport")
        self.open = self._act("&Open library…", "Ctrl+O")
        self.export = self._act("&Minutes…", None)
        file.addAction(self.open)
        more.addAction(self.export)
        self.keys.adopt("File", file.actions(), menu=True)
        self.turn = self._act("Rotate", "Ctrl+R", own=True)
        self.reply = self._act("Record reply", "Ctrl+R", own=True)
        self.keys.adopt("Papers", [self.turn])
        self.keys.adopt("Recommendations", [self.reply])

    def _act(self, words: str, key: str | None, *, own: bool = False) -> QAction:
        action = QAction(words, self.window)
        if key:
            action.setShortcut(QKeySequence(key))
        if own:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return action


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "window.ini")
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.window.close()
    made.window.deleteLater()
    made.keys.deleteLater()
    QApplication.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def test_commands_are_named_by_menu_and_words(desk: Desk) -> None:
    assert [(one.group, one.title) for one in desk.keys.commands()] == [
        ("File", "Export: Minutes"), ("File", "Open library"), ("Papers", "Rotate"), ("Recommendations", "Record reply"),
    ]  # fmt: skip


def test_a_key_of_ones_own_acts_at_once_and_after_a_restart(desk: Desk) -> None:
    desk.keys.give("File/Open_library", [QKeySequence("Ctrl+J")])
    assert desk.open.shortcut() == QKeySequence("Ctrl+J")
    desk.adopt()
    assert desk.open.shortcut() == QKeySequence("Ctrl+J")
    desk.keys.reset_all()
    assert desk.open.shortcut() == QKeySequence("Ctrl+O")
    assert not [key for key in desk.kept.allKeys() if key.startswith("keys/")]


def test_what_is_in_the_way(desk: Desk) -> None:
    def others(name: str, key: str) -> list[str]:
        return [one.title for one in desk.keys.clashes(name, [QKeySequence(key)])]

    assert others("Papers/Rotate", "Ctrl+O") == ["Open library"]
    assert others("File/Open_library", "Ctrl+R") == ["Rotate", "Record reply"]
    assert others("Papers/Rotate", "Ctrl+R") == []  # the other acts on another screen
    assert others("Papers/Rotate", "Ctrl+J") == []


def test_taking_a_key_from_another(desk: Desk) -> None:
    page = desk.page
    page.choose("Papers/Rotate")
    page.catcher.setFocus()
    QTest.keyClick(page.catcher, Qt.Key.Key_O, CTRL)
    assert desk.turn.shortcut() == QKeySequence("Ctrl+R")
    assert "Open library" in page.why.text()
    assert page.take.isVisible()
    page.take.click()
    assert desk.turn.shortcut() == QKeySequence("Ctrl+O")
    assert desk.open.shortcut().isEmpty()
    page.reset.click()
    assert desk.turn.shortcut() == QKeySequence("Ctrl+R")


def test_resetting_into_another_is_refused(desk: Desk) -> None:
    desk.keys.give("File/Open_library", [])
    desk.keys.give("Papers/Rotate", [QKeySequence("Ctrl+O")])
    desk.page.choose("File/Open_library")
    desk.page.reset.click()
    assert "Rotate" in desk.page.why.text()
    assert desk.open.shortcut().isEmpty()


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_5, Qt.Key.Key_Space, Qt.Key.Key_Left])
def test_a_key_that_typing_needs_is_refused(desk: Desk, key: Qt.Key) -> None:
    desk.page.choose("File/Open_library")
    QTest.keyClick(desk.page.catcher, key)
    assert "needed for typing" in desk.page.why.text()
    assert desk.open.shortcut() == QKeySequence("Ctrl+O")


def test_the_key_of_another_command_is_caught_and_not_done(desk: Desk) -> None:
    done: list[bool] = []
    desk.open.triggered.connect(done.append)
    desk.page.choose("Papers/Rotate")
    desk.page.catcher.setFocus()
    QTest.keyClick(desk.page.catcher, Qt.Key.Key_O, CTRL)
    assert done == []


def test_tab_leaves_the_field(desk: Desk) -> None:
    desk.page.choose("Papers/Rotate")
    desk.page.catcher.setFocus()
    QTest.keyClick(desk.page.catcher, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is desk.page.none


def test_finding_a_command_by_its_key(desk: Desk) -> None:
    desk.page.fill("ctrl+o")
    assert desk.page.count() == 1
    desk.page.fill("rec rep")
    assert desk.page.count() == 1
    desk.page.fill("")
    assert desk.page.count() == 4
