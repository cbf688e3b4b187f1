"""The meeting screen in the window's frame: tabs and back, undo by its key, the inspector, a meeting by the menu."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.choosing import find_meeting, meetings
from cypsc_desktop.ui.place import Place
from tests.helpers.robots import WindowRobot

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> Iterator[WindowRobot]:
    with WindowRobot(qtbot, sample_folder, settings=tmp_path / "window.ini") as robot:
        robot.go(Place("meeting", robot.meeting()))
        yield robot


def press_item(window: WindowRobot, words: str) -> None:
    tree: Any = window.screen("meeting").agenda.list
    row = tree.findItems(words, Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)[0]
    at = tree.visualItemRect(row).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at.x(), at.y()))
    window.settle()


def titles(window: WindowRobot) -> list[str]:
    return [row.title for row in window.screen("meeting").agenda.list.items()]


def test_another_meeting_has_a_tab_of_its_own_and_back_leads_to_the_first(window: WindowRobot) -> None:
    screen: Any = window.screen("meeting")
    june = find_meeting(window.store.read, "2021-06-29").id
    screen.agenda.chooser.setCurrentIndex(screen.agenda.chooser.findData(june))
    window.settle()
    assert window.place().subject == june
    assert {"Meeting, 21 Sep 2021", "Meeting, 29 Jun 2021"} <= set(window.tabs())
    window.press(Qt.Key.Key_Left, ALT)
    assert window.place().subject == window.meeting()
    assert screen.meeting().date == "2021-09-21"


def test_what_is_done_to_the_agenda_is_told_and_undone_by_key(window: WindowRobot) -> None:
    before = titles(window)
    press_item(window, "Action list update")
    window.press(Qt.Key.Key_Delete)
    assert window.toast() == "Item “5 Action list update” moved to the bin."
    assert len(titles(window)) == len(before) - 1
    window.press(Qt.Key.Key_Z, CONTROL)
    window.until(lambda: titles(window) == before)
    shown = window.store.read.record(window.window.side.record() or "")
    assert getattr(shown, "number", None) == "5"  # what came back is chosen and shown


def test_the_inspector_shows_what_is_chosen(window: WindowRobot) -> None:
    press_item(window, "Action list update")
    assert window.window.side.record() == window.screen("meeting").place().record
    window.go(Place("home"))
    window.go(Place("meeting", window.meeting()))
    assert window.window.side.record() == window.screen("meeting").place().record


def test_the_form_leaves_no_tab_where_no_meeting_was_looked_at_before(
    qtbot: QtBot, sample_folder: Path, tmp_path: Path
) -> None:
    with WindowRobot(qtbot, sample_folder, settings=tmp_path / "window.ini") as window:
        window.press(Qt.Key.Key_N, CONTROL)
        assert window.tabs() == ["Home", "New meeting"]
        window.type("2/11/2021")
        window.press(Qt.Key.Key_Return)
        assert window.tabs() == ["Home", "Meeting, 2 Nov 2021"]
        made = window.screen("meeting").meeting()
        assert made.council == next(m.council for m in meetings(window.store.read) if m.id != made.id)


def test_a_meeting_is_made_from_anywhere(window: WindowRobot) -> None:
    window.go(Place("home"))
    window.press(Qt.Key.Key_N, CONTROL)
    screen: Any = window.screen("meeting")
    assert window.front() == "meeting"
    window.type("2/11/2021")
    window.press(Qt.Key.Key_Return)
    assert screen.meeting().date == "2021-11-02"
    assert "Meeting, 2 Nov 2021" in window.tabs()
    assert "New meeting" not in window.tabs()  # the form has done its work
    assert window.toast().endswith("added.")
    window.press(Qt.Key.Key_Z, CONTROL)
    window.until(lambda: "Meeting, 2 Nov 2021" not in window.tabs())


def test_a_deleted_meeting_takes_its_tab_along(window: WindowRobot) -> None:
    window.screen("meeting").acts["delete"].trigger()
    window.settle()
    assert window.toast() == "The meeting of 21 Sep 2021 moved to the bin."
    window.until(lambda: "Meeting, 21 Sep 2021" not in window.tabs())


def test_every_pane_is_reached_by_its_key(window: WindowRobot) -> None:
    screen: Any = window.screen("meeting")
    window.go(Place("meeting", window.meeting(), part="responses"))
    screen.set_beside(True)
    window.settle()
    screen.agenda.list.setFocus()
    seen = set()
    for _ in range(8):
        window.press(Qt.Key.Key_F6)
        focus = screen.window().focusWidget()
        seen |= {name for name in ("agenda", "tables", "pages") if getattr(screen, name).isAncestorOf(focus)}
    assert seen == {"agenda", "tables", "pages"}


def test_a_row_that_undo_brings_back_is_the_one_that_is_chosen(window: WindowRobot) -> None:
    screen: Any = window.go(Place("meeting", window.meeting(), part="people"))
    grid = screen.table_in_front().grid
    grid.view.setCurrentIndex(grid.view.model().index(3, 0))
    gone = grid.current()
    window.press(Qt.Key.Key_Delete, CONTROL)
    window.until(lambda: grid.current() != gone)
    window.press(Qt.Key.Key_Z, CONTROL)
    assert grid.current() == gone
    window.settle()
    assert (grid.current(), window.window.side.record()) == (gone, gone.id)
