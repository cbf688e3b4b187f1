"""The page about keys says what the window does, no less and no more."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from shiboken6 import isValid

from cypsc_desktop.ui.help.key_sheet import KeySheet, lines_of
from cypsc_desktop.ui.help.pages import Pages
from cypsc_desktop.ui.screens import SCREENS
from tests.helpers.code import PACKAGE
from tests.helpers.robots import WindowRobot

_PARTS = re.compile(r", | after | with | in | on | while ")


def test_every_command_with_a_key_is_on_the_page(desk: WindowRobot) -> None:
    written = {
        key.strip() for _, keys, _ in Pages().key_rows() for key in re.split(r", | after | with | in | while ", keys)
    }
    missing = {
        f"{command.group}: {command.title} {key.toString()}"
        for command in desk.settings.keys.commands()
        for key in command.default[:1]
        if key.toString() not in written
    }
    assert not missing


@pytest.mark.usefixtures("qapp")  # Qt has no key bindings without a program, and falls over
def test_every_key_on_the_page_is_a_key_of_the_program() -> None:
    """For commands; what widgets do by themselves is tested with the widgets."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "ui").rglob("*.py"))
    known = set(re.findall(r'"((?:(?:Ctrl|Alt|Shift)\+)*[^"\s]+)"', sources.replace("\\\\", "\\")))
    standard = QKeySequence.StandardKey
    for one in (standard.Find, standard.Save, standard.Undo, standard.HelpContents):
        known |= {key.toString() for key in QKeySequence.keyBindings(one)}
    invented = [
        key
        for heading, keys, _ in Pages().key_rows()
        if not heading.startswith("In ")
        for key in _PARTS.split(keys)
        if re.search(r"\+|^F\d", key) and key not in known
    ]
    assert invented == []


def test_the_key_sheet_of_the_window(desk: WindowRobot) -> None:
    lines = lines_of(desk.settings.keys, Pages())
    groups = list(dict.fromkeys(line.group for line in lines))
    assert groups[:3] == ["File", "Edit", "View"]
    assert "In a grid" in groups
    assert ("Go", "Command or place", "Ctrl+K") in lines


def test_the_key_sheet_stands_before_screens_are_made_for_it_and_takes_the_keys(desk: WindowRobot) -> None:
    window, made = desk.window, len(desk.window.going.screens())
    window.guide.show_keys()
    (sheet,) = window.findChildren(KeySheet)
    assert sheet.isVisible()
    assert len(window.going.screens()) == made
    before = len(sheet.lines)
    QTest.keyClick(sheet.windowHandle(), Qt.Key.Key_Escape)
    assert not isValid(sheet) or not sheet.isVisible()
    assert len(window.going.screens()) <= made + 1
    desk.settle()
    window.guide.show_keys()
    desk.until(window.guide.is_idle)
    assert len(window.going.screens()) == len(SCREENS)
    sheet = next(one for one in window.findChildren(KeySheet) if one.isVisible())
    assert len(sheet.lines) > before
    sheet.close()
