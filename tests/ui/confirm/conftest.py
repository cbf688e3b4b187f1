"""A checklist over the sample committee, and the robot that drives it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.confirming import Line, State
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.records import Document
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.confirm.parts import Filter
from cypsc_desktop.ui.confirm.screen import ConfirmScreen
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from tests.helpers.robots import ScriptedAsk
from tests.helpers.sample import ACTOR

WAIT = 20_000
Press = Qt.MouseButton.LeftButton


class ConfirmRobot:
    """The confirm screen alone in a window; what it told is kept by signal."""

    def __init__(self, qtbot: QtBot, store: Store, settings: Path, *, theme: look.Theme) -> None:
        self.qtbot = qtbot
        self.store = store
        self.session = Session(store, ACTOR)
        self.jobs = Jobs()
        self.renderer = Renderer()
        look.apply(_app(), theme)
        self.screen = ConfirmScreen(
            session=self.session, jobs=self.jobs, renderer=self.renderer, theme=theme, ask=ScriptedAsk(),
            settings=QSettings(str(settings), QSettings.Format.IniFormat),
        )  # fmt: skip
        self.told: dict[str, list[Any]] = {
            name: [] for name in ("moved", "wanted", "chosen", "said", "done", "failed", "told")
        }
        for name, heard in self.told.items():
            getattr(self.screen, name).connect(heard.append)
        self.session.changed.connect(self._refresh)
        self.screen.resize(1160, 690)
        self.screen.show()
        self.screen.activateWindow()

    def _refresh(self, touched: Touched) -> None:
        self.screen.refresh(touched)  # as the frame does while the screen is in front

    def close(self) -> None:
        self.screen.let_go()
        self.screen.deleteLater()
        _app().sendPostedEvents(self.screen, QEvent.Type.DeferredDelete)
        self.jobs.close()
        self.renderer.close()
        _app().processEvents()
        self.session.blockSignals(True)
        self.session.deleteLater()
        _app().sendPostedEvents(self.session, QEvent.Type.DeferredDelete)

    def go(self, document: Document | None = None, record: str | None = None) -> None:
        self.screen.go(Place("confirm", document.id if document else None, record=record))
        self.settle()
        self.screen.focus_main()
        self.settle()

    def settle(self) -> None:
        _app().processEvents()
        self.qtbot.waitUntil(self.screen.is_idle, timeout=WAIT)
        _app().processEvents()

    # What is seen

    @property
    def view(self) -> Any:
        return self.screen.list.view

    def line(self) -> Line:
        line = self.screen.list.line()
        assert line is not None, "no line is chosen"
        return line

    def lines(self) -> list[Line]:
        return [line for _, line in self.screen.list.model.walk()]

    def parts(self) -> list[str]:
        return [part.title for part in self.screen.list.model.parts()]

    def line_of(self, entity: str) -> Line:
        return next(line for line in self.lines() if line.id == entity)

    def state(self, entity: str) -> State:
        return self.line_of(entity).state

    def progress(self) -> str:
        return str(self.screen.list.progress.text())

    def spoken(self, index: QModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.AccessibleTextRole))

    # What a person does

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(_app().focusWidget() or self.screen, key, modifiers)
        self.settle()

    def press(self, widget: QWidget) -> None:
        assert widget.isVisible()
        assert widget.isEnabled()
        QTest.mouseClick(widget, Press)
        self.settle()

    def press_line(self, entity: str) -> None:
        index = self.screen.list.model.index_of(entity)
        self.view.scrollTo(index)
        at = self.view.visualRect(index).center()
        QTest.mouseClick(self.view.viewport(), Press, pos=QPoint(at.x(), at.y()))
        self.settle()

    def filter(self, name: Filter) -> None:
        self.press(self.screen.list._chips[name])


Desk = Callable[..., ConfirmRobot]


@pytest.fixture
def desk(qtbot: QtBot, sample: Store, tmp_path: Path) -> Iterator[Desk]:
    """``desk()``: the checklist of the sample's pack; ``desk(kind="supplement")`` of its supplement."""
    made: list[ConfirmRobot] = []

    def make(kind: str | None = "agenda pack", theme: look.Theme | None = None) -> ConfirmRobot:
        robot = ConfirmRobot(qtbot, sample, tmp_path / "window.ini", theme=theme or look.Theme("light"))
        made.append(robot)
        robot.go(paper(sample, kind) if kind else None)
        return robot

    yield make
    for robot in made:
        robot.close()


@pytest.fixture
def empty_desk(qtbot: QtBot, store: Store, tmp_path: Path) -> Iterator[ConfirmRobot]:
    """The screen over a library that holds nothing."""
    robot = ConfirmRobot(qtbot, store, tmp_path / "window.ini", theme=look.Theme("light"))
    robot.go()
    yield robot
    robot.close()


def paper(store: Store, kind: str) -> Document:
    return next(d for d in all_of(store.read, Document) if d.doc_kind == kind)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
