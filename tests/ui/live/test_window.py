"""Taking minutes in the whole window: ways there, what a restart finds, papers that are tabled, a disk that is full."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.minuting_draft import draft_minutes
from cypsc_desktop.model.records import Document, Entry, MinuteBlock, Paper
from cypsc_desktop.ui.place import Place
from tests.helpers.disks import disk
from tests.helpers.live_robot import BOTH, CTRL, LiveRobot
from tests.helpers.robots import ScriptedAsk, WindowRobot
from tests.minutes.harbour import MEETING


def test_ways_to_the_live_screen_and_a_restart(qtbot: QtBot, harbour: Path, tmp_path: Path) -> None:
    with WindowRobot(qtbot, harbour, settings=tmp_path / "window.ini") as robot:
        home = robot.go(Place("home"))
        robot.click(home.minutes)
        assert robot.front() == "live"
        meeting = robot.go(Place("meeting", MEETING))
        robot.click(meeting.agenda.minutes_button)
        assert robot.place() == Place("live", MEETING)
        robot.go(Place("home"))
        robot.press(Qt.Key.Key_M, BOTH)
        live = robot.screen("live")
        assert robot.front() == "live"
        assert live.capture.hasFocus()
        assert "Vote…" in [action.text() for action in robot.window.menus.of_meeting.actions()]
        robot.type("+rw")
        robot.press(Qt.Key.Key_Return)
        robot.type(">start")
        robot.press(Qt.Key.Key_Return)
        robot.press(Qt.Key.Key_Z, CTRL)  # with nothing typed, undo is the window's
        robot.until(lambda: live.desk.evening.started is None)
        robot.press(Qt.Key.Key_Z, BOTH)
        robot.until(lambda: live.desk.evening.started is not None)
        robot.type("q.rw half")
        robot.press(Qt.Key.Key_3, CTRL)
        place = robot.place()
        assert place is not None
        assert (place.screen, place.subject) == ("meeting", MEETING)
        robot.go(Place("home"))
    with WindowRobot(qtbot, harbour, settings=tmp_path / "window.ini") as robot:
        assert robot.place() == Place("live", MEETING)
        live = robot.screen("live")
        assert live.capture.text() == "q.rw half"
        assert live.capture.hasFocus()
        assert robot.toast() == "The unfinished line is back."  # it was closed, so nothing was recovered
        assert live.shown.is_ticking()  # though the window came into sight after the screen
        # in a narrow window F4 brings what came of the meeting, and takes it away
        robot.window.resize(900, 700)
        robot.settle()
        assert live.outcomes.isHidden()
        assert live.bar.beside.isVisible()
        # agenda and people take turns where there is no room for both
        robot.window.resize(900, 560)
        robot.settle()
        assert live.agenda.isVisible()
        assert live.roster.isHidden()
        rect = live.left.turns.tabRect(1)
        QTest.mouseClick(live.left.turns, Qt.MouseButton.LeftButton, pos=rect.center())
        robot.settle()
        assert live.roster.isVisible()
        assert live.agenda.isHidden()
        live.capture.setFocus()
        robot.window.resize(900, 1400)
        robot.settle()
        assert live.agenda.isVisible()
        assert live.roster.isVisible()
        assert live.left.turns.isHidden()
        robot.window.resize(900, 700)
        robot.settle()
        robot.press(Qt.Key.Key_F4)
        assert live.outcomes.isVisible()
        robot.press(Qt.Key.Key_F4)
        assert live.outcomes.isHidden()


def test_without_a_meeting(qtbot: QtBot, library: Path, tmp_path: Path) -> None:
    with WindowRobot(qtbot, library, settings=tmp_path / "window.ini") as robot:
        live = robot.go(Place("live"))
        assert "There is no meeting to take minutes of" in robot.banner()
        assert not any(action.isEnabled() for action in live.commands())


def test_a_tabled_paper_leads_nobody_away(qtbot: QtBot, harbour: Path, tmp_path: Path) -> None:
    text = tmp_path / "late.txt"
    text.write_text("A late paper of one page about the hub.\n")
    with WindowRobot(qtbot, harbour, ask=ScriptedAsk(papers=[[text]]), settings=tmp_path / "window.ini") as robot:
        live = robot.go(Place("live", MEETING))
        for line in ("+rw", "@18:30 >start", ">6"):
            robot.type(line)
            robot.press(Qt.Key.Key_Return)
        robot.type("p. half a line")
        live.steps["paper"].trigger()
        robot.until(lambda: robot.store.read.records("document"))
        robot.settle()
        assert robot.front() == "live"
        assert live.capture.text() == "p. half a line"
        (file,) = all_of(robot.store.read, Document)
        assert file.meeting == MEETING  # it names none: it is of the one at which it is tabled

        # under the item that is on, said in the log and to the person
        item = live.desk.evening.item_of(live.desk.evening.item)
        assert item is not None
        (paper,) = all_of(robot.store.read, Paper)
        assert (paper.item, paper.title) == (item.id, "late")
        last = live.desk.evening.last()
        assert last is not None
        assert (last.sort, last.text, last.item) == ("note", "Tabled: late", item.id)
        assert "Tabled under item 6 Performance dashboard." in robot.toast()
        draft_minutes(robot.store, live.desk.live, actor=robot.session.actor, level="full")
        assert "Tabled: late." in [block.text for block in all_of(robot.store.read, MinuteBlock)]
        robot.store.undo(robot.session.actor)

        # one step back takes all of it
        assert robot.store.undo(robot.session.actor).label == "Import late.txt"
        for kind in ("document", "paper", "version"):
            assert not robot.store.read.records(kind)
        assert "Tabled: late" not in [entry.text for entry in all_of(robot.store.read, Entry)]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 16 MB."""
    with disk(tmp_path / "disk", "size=16m") as place:
        yield place


def test_a_full_disk_loses_no_line(qtbot: QtBot, harbour: Path, small_disk: Path, tmp_path: Path) -> None:
    shutil.copytree(harbour, small_disk / "library")
    with LiveRobot(qtbot, small_disk / "library", MEETING, state=tmp_path) as clerk:
        clerk.lines(("+rw", ">start", ">1", "q.rw before?"))
        clerk.settle()
        filler = small_disk / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
                    file.flush()
            except OSError:
                pass
        n = 0
        while not clerk.screen.desk.waiting:  # what the database still had room for is taken
            n += 1
            clerk.screen.capture.insertPlainText(f"a line {n} " + "of many words " * 400)
            clerk.enter()
        clerk.line("p.rw the disk is full")
        clerk.settle()
        assert [one.raw[:6] for one in clerk.screen.desk.waiting][-1] == "p.rw t"
        assert "is full" in clerk.heard["failed"][-1]
        assert "second copy" in clerk.heard["failed"][-1]
        assert clerk.log()[-1] == "Not saved yet: p.rw the disk is full"
        assert "not saved" in clerk.screen.strip.saved.text()
        (copy,) = (tmp_path / "copy").glob("*.cypsc-notes")
        assert "p.rw the disk is full" in copy.read_text()
        filler.unlink()
        assert clerk.screen.desk.try_again()
        clerk.settle()
        assert clerk.last()["text"] == "the disk is full"
        assert len([e for e in clerk.entries() if (e["text"] or "").startswith("a line ")]) == n
        assert clerk.log()[-1].endswith("Rosa Wells says, the disk is full")
