"""A driver of the live screen alone: a minute-taker with keyboard and mouse, and a clock that stands until it is told."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.editing import undo
from cypsc_desktop.commands.minuting_show import show_live
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.minutes.clock import RoomClock
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.live.screen import LiveScreen
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.settings.choices import Settings
from tests.helpers.robots import ScriptedAsk
from tests.helpers.screen_robot import ScreenRobot, app

ACTOR = "Nia Clerk"
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
BOTH = CTRL | SHIFT
_NONE = Qt.KeyboardModifier.NoModifier


class LiveRobot(ScreenRobot):
    """The screen over a library whose meeting is ``meeting``; ended by the ``with`` block. ``keys`` counts what was
    pressed, a chord as one, Enter apart. ``qtbot`` None: outside a test."""

    def __init__(
        self,
        qtbot: QtBot | None,
        folder: Path,
        meeting: str,
        *,
        state: Path,
        size: tuple[int, int] = (1162, 673),
    ) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.store = open_library(folder)
        self.theme = look.Theme("light", still=True)
        look.apply(app(), self.theme)
        self.jobs = Jobs()
        self.session = Session(self.store, ACTOR)
        self.settings = Settings(QSettings(str(state / "live.ini"), QSettings.Format.IniFormat))
        self.settings.minutes_copy = str(state / "copy")
        self.ask = ScriptedAsk()
        self._passed = timedelta()
        self._base = datetime(2021, 9, 14, 18, 0).astimezone()
        self._set = timedelta()  # how far the computer's clock is set apart from the room's
        self.clock = RoomClock(wall=lambda: self._base + self._passed + self._set, elapsed=self._elapsed)
        self.screen = LiveScreen(
            session=self.session,
            jobs=self.jobs,
            theme=self.theme,
            ask=self.ask,
            settings=self.settings,
            clock=self.clock,
        )
        self.show(size, ("done", "failed", "said", "wanted", "told"))
        self.meeting = meeting
        self.keys = 0
        self.go(Place("live", meeting))
        self.screen.focus_main()

    # Time and waiting

    def at(self, time: str) -> None:
        """It is this time in the room now."""
        hour, _, minute = time.partition(":")
        then = self._base.replace(hour=int(hour), minute=int(minute))
        self._passed = then - self._base

    def _elapsed(self) -> float:
        return self._passed.total_seconds()

    def later(self, seconds: float) -> None:
        self._passed += timedelta(seconds=seconds)

    def set_wall(self, by: timedelta) -> None:
        """Somebody sets the computer's clock."""
        self._set += by

    # What the person does

    def type(self, text: str) -> None:
        """Letter by letter into the capture line."""
        QTest.keyClicks(self.screen.capture, text)
        self.keys += len(text)

    def enter(self) -> None:
        QTest.keyClick(self.screen.capture, Qt.Key.Key_Return)
        app().processEvents()

    def line(self, text: str) -> None:
        """Type a line and press Enter."""
        self.type(text)
        self.enter()

    def lines(self, texts: Iterable[str]) -> None:
        """A script as a person would type it: ``@18:31`` alone is the clock on the wall."""
        for text in texts:
            if text.startswith("@") and " " not in text:
                self.at(text[1:])
            else:
                self.line(text)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE, *, on: QWidget | None = None) -> None:
        QTest.keyClick(on or app().focusWidget() or self.screen, key, modifiers)
        self.keys += 1
        app().processEvents()

    def come_back(self) -> None:
        """From another window to the capture line."""
        self.screen.activateWindow()
        self.screen.capture.setFocus()
        self.until(self.screen.capture.hasFocus)

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible(), f"{widget.accessibleName() or widget} is not in sight"
        assert widget.isEnabled(), f"{widget.accessibleName() or widget} cannot be pressed"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
        app().processEvents()

    def undo(self) -> None:
        undo(self.store, actor=ACTOR)
        held = {record.id for record in self.store.read.records("entry")}
        self.until(lambda: {entry.id for entry in self.screen.desk.evening.entries} == held)
        self.settle()

    # What is seen and kept

    def text(self) -> str:
        return self.screen.capture.text()

    def log(self) -> list[str]:
        """The rows as a screen reader says them."""
        return [row.spoken for row in self.screen.log.model.rows()]

    def entries(self) -> list[dict[str, Any]]:
        """The entries as ``cypsc show minutes`` prints them, ids left out."""
        return [{k: v for k, v in row.items() if k != "id"} for row in self.shown()["entries"]]

    def shown(self) -> dict[str, Any]:
        found = self.store.read.record(self.meeting)
        assert isinstance(found, Meeting)
        return show_live(self.store.read, found)

    def last(self) -> dict[str, Any]:
        return self.entries()[-1]

    def offers(self) -> list[str]:
        """What stands over the line to be taken by Tab or a press."""
        return [button.text() for button in self.screen.bar.offers() if not button.isHidden()]

    def chosen(self) -> Sequence[str]:
        return self.screen.log.chosen()
