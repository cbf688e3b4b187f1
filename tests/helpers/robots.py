"""Drivers of the window's screens: what a person does with keys and mouse, and what they see, in a test's words."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.keeping import open_library
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.main_window import MainWindow
from cypsc_desktop.ui.meeting.table_page import TablePage
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.widgets.inspector import FieldEdit

ACTOR = "Ada Clerk"
WAIT_MS = 20_000


class ScriptedAsk(Ask):
    """Answers in the person's place, in the order given; a question that no test scripted fails it."""

    def __init__(self, **answers: list[Any]) -> None:
        super().__init__()
        self.answers = answers
        self.asked: list[tuple[str, tuple[object, ...]]] = []

    def _answer(self, question: str, *about: object) -> Any:
        self.asked.append((question, about))
        assert self.answers.get(question), f"nobody scripted an answer to {question}{about}"
        return self.answers[question].pop(0)

    def papers(self, parent: QWidget) -> list[Path]:
        return list(self._answer("papers"))

    def library(self, parent: QWidget) -> Path | None:
        return self._answer("library")

    def save_as(self, parent: QWidget, title: str, name: str, filters: str) -> Path | None:
        return self._answer("save_as", title, name, filters)

    def password(self, parent: QWidget, name: str, why: str) -> str | None:
        return self._answer("password", name, why)

    def tell(self, parent: QWidget | None, title: str, words: str) -> None:
        self._answer("tell", words)


class WindowRobot:
    """The main window over a library, with everything it needs; ended in order by the ``with`` block."""

    def __init__(
        self, qtbot: QtBot, folder: Path, *, ask: Ask | None = None, settings: Path, size: tuple[int, int] = (1366, 768)
    ) -> None:
        self.qtbot = qtbot
        self.store = open_library(folder)
        self.ask = ask or ScriptedAsk()
        self.theme = look.Theme("light")
        look.apply(_app(), self.theme)
        self.jobs = Jobs()
        self.renderer = Renderer()
        self.session = Session(self.store, ACTOR)
        self.window = MainWindow(
            self.session, self.jobs, self.renderer, self.theme, self.ask,
            QSettings(str(settings), QSettings.Format.IniFormat),
        )  # fmt: skip
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self.settle()

    def __enter__(self) -> "WindowRobot":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the window as a person does, then end what it used."""
        self.window.close()
        self.jobs.stop(self.window)
        self.jobs.stop(self.window.screen_of_meeting)
        self.window.deleteLater()
        _app().sendPostedEvents(self.window, QEvent.Type.DeferredDelete)
        self.jobs.close()
        self.renderer.close()
        self.session.close()
        self.session.deleteLater()
        _app().sendPostedEvents(self.session, QEvent.Type.DeferredDelete)

    # Waiting

    def until(self, condition: Callable[[], object]) -> None:
        """Wait until the window has come to this."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        _app().processEvents()
        self.until(self.window.is_idle)
        _app().processEvents()

    # What is seen

    @property
    def screen(self) -> Any:
        return self.window.screen_of_meeting

    def on_start_screen(self) -> bool:
        return self.window.screens.currentWidget() is self.window.start

    def toast(self) -> str:
        return self.window.toast.words.text() if self.window.toast.isVisible() else ""

    def banner(self) -> str:
        return self.window.banner.words.text() if self.window.banner.isVisible() else ""

    def agenda(self) -> list[str]:
        """The rows of the agenda, papers indented."""
        tree = self.screen.agenda
        rows = []
        for n in range(tree.topLevelItemCount()):
            top = tree.topLevelItem(n)
            rows += [top.text(0), *(f"  {top.child(m).text(0)}" for m in range(top.childCount()))]
        return rows

    def tabs(self) -> list[str]:
        """The tabs that can be chosen."""
        return [self.screen.tabs.tabText(index) for index in self.screen.tabs.offered()]

    # The agenda and its tables

    def choose_item(self, words: str) -> None:
        """Press the first row of the agenda that holds these words."""
        tree = self.screen.agenda
        found = tree.findItems(words, Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        assert found, f"no row of the agenda says {words}: {self.agenda()}"
        tree.scrollToItem(found[0])
        at = tree.visualItemRect(found[0]).center()
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at.x(), at.y()))
        self.settle()

    def table(self, name: str) -> TablePage:
        """Bring a table to the front."""
        page: TablePage = self.screen.tables[name]
        self.screen.tabs.go_to(self.screen.tabs.indexOf(page))
        return page

    def cells(self, name: str, column: int = 0) -> list[str]:
        """What a column of a table prints, in the order shown."""
        proxy = self.screen.tables[name].proxy
        return [str(proxy.index(row, column).data()) for row in range(proxy.rowCount())]

    def choose_row(self, name: str, row: int) -> Any:
        """Choose a row of a table and return its record."""
        page = self.table(name)
        page.grid.selectRow(row)
        self.settle()
        return page.current()

    # Fields

    def field(self, name: str) -> FieldEdit:
        edit: FieldEdit | None = self.screen.inspector.edit_of(name)
        assert edit, f"no field {name} is shown"
        return edit

    def type_into(self, name: str, text: str) -> FieldEdit:
        """Put the caret into a field, take out what is there, and type."""
        edit = self.field(name)
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)
        return edit

    def leave(self) -> None:
        """Go on to the next field, which saves this one."""
        widget = _app().focusWidget()
        QTest.keyClick(widget or self.window, Qt.Key.Key_Tab)
        self.settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, wherever the focus is, menu shortcuts included."""
        QTest.keyClick(_app().focusWidget() or self.window, key, modifiers)
        self.settle()

    # Files

    def import_files(self, *files: Path) -> None:
        """File > Import of these, to the end."""
        self.window.import_papers(list(files))
        self.settle()

    def drag(self, *files: Path) -> QMimeData:
        """Bring files over the window; returns them for ``drop``."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
        event = QDragEnterEvent(
            QPoint(300, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        _app().sendEvent(self.window, event)
        assert event.isAccepted() == bool(files)
        return data

    def drop(self, data: QMimeData) -> None:
        event = QDropEvent(
            QPointF(300, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        _app().sendEvent(self.window, event)
        self.settle()


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
