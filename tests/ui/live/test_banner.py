"""What the window warns of while minutes are taken goes by itself once it is mended."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.place import Place
from tests.helpers.robots import WindowRobot
from tests.minutes.harbour import MEETING


def test_a_warning_goes_with_what_it_was_of(qtbot: QtBot, harbour: Path, tmp_path: Path) -> None:
    with WindowRobot(qtbot, harbour, settings=tmp_path / "window.ini") as robot:
        live = robot.go(Place("live", MEETING))
        robot.type(">start")
        robot.press(Qt.Key.Key_Return)
        live.shown.on_second()
        assert "There is no quorum: 0 voting members" in robot.banner()
        for code in ("rw", "so", "el"):
            robot.type(f"+{code}")
            robot.press(Qt.Key.Key_Return)
        live.shown.on_second()
        assert robot.banner() == ""
        robot.type("-rw")
        robot.press(Qt.Key.Key_Return)
        live.shown.on_second()
        assert "There is no quorum: 2 voting members" in robot.banner()
        live.failed.emit("Something else was refused.")
        robot.type("+rw")
        robot.press(Qt.Key.Key_Return)
        live.shown.on_second()
        assert robot.banner() == "Something else was refused."  # what is not mended stays
