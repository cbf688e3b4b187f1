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

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.focus_ring import FocusRing
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.main_window import MainWindow
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.settings.choices import Settings

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

    def library(self, parent: QWidget | None) -> Path | None:
        return self._answer("library")

    def save_as(self, parent: QWidget, title: str, name: str, filters: str) -> Path | None:
        return self._answer("save_as", title, name, filters)

    def password(self, parent: QWidget, name: str, why: str) -> str | None:
        return self._answer("password", name, why)

    def tell(self, parent: QWidget | None, title: str, words: str) -> None:
        self._answer("tell", words)


class WindowRobot:
    """The main window over a library, with everything it needs; ended in order by the ``with`` block. ``qtbot`` None:
    outside a test."""

    def __init__(
        self,
        qtbot: QtBot | None,
        folder: Path,
        *,
        ask: Ask | None = None,
        settings: Path,
        size: tuple[int, int] = (1366, 768),
    ) -> None:
        self.qtbot = qtbot
        self.store = open_library(folder)
        self.ask = ask or ScriptedAsk()
        self.theme = look.Theme("light", still=True)
        look.apply(_app(), self.theme)
        wear_ring(_app())
        self.jobs = Jobs()
        self.renderer = Renderer()
        self.session = Session(self.store, ACTOR)
        self.settings = Settings(QSettings(str(settings), QSettings.Format.IniFormat))
        self.window = MainWindow(self.session, self.jobs, self.renderer, self.theme, self.ask, self.settings)
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
        for owner in self.window.owners():
            self.jobs.stop(owner)
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
        if self.qtbot is None:
            while not condition():
                _app().processEvents()
            return
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        _app().processEvents()
        self.until(self.window.is_idle)
        _app().processEvents()

    # What is seen

    def on_start_screen(self) -> bool:
        return self.window.start.isVisible()

    def toast(self) -> str:
        return self.window.toast.words.text() if self.window.toast.isVisible() else ""

    def banner(self) -> str:
        return self.window.banner.words.text() if self.window.banner.isVisible() else ""

    def front(self) -> str:
        """The name of the screen in front; "" on the start screen."""
        return "" if self.on_start_screen() else self.window.going.front_name()

    def place(self) -> Place | None:
        """Where the person is."""
        return self.window.going.trail.now()

    def tabs(self) -> list[str]:
        """The titles of the tabs."""
        return [self.window.tabs.tabToolTip(index) for index in range(self.window.tabs.count())]

    # Going about

    def go(self, place: Place) -> Any:
        """Go to a place as the palette does; returns its screen."""
        self.window.going.go(place)
        self.settle()
        return self.window.going.front()

    def screen(self, name: str) -> Any:
        """A screen that has been gone to."""
        screen = self.window.going.screen(name)
        assert isinstance(screen, Screen), f"nobody has gone to {name}"
        return screen

    def click_sidebar(self, name: str) -> Any:
        """Press a row of the sidebar; returns its screen."""
        self.click(self.window.sidebar.rows[name])
        return self.window.going.front()

    def click(self, widget: QWidget) -> None:
        """Press a widget in its middle with the mouse."""
        assert widget.isVisible(), f"{widget.accessibleName() or widget} is not in sight"
        assert widget.isEnabled(), f"{widget.accessibleName() or widget} cannot be pressed"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
        self.settle()

    def meeting(self) -> str:
        """The id of the latest meeting that has an agenda."""
        read = self.store.read
        held = [m for m in meetings(read) if read.records("item", meeting=m.id)]
        return held[-1].id

    # Keys

    def type(self, text: str) -> None:
        """Type where the focus is."""
        widget = _app().focusWidget()
        assert widget, "nothing has the focus"
        QTest.keyClicks(widget, text)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, wherever the focus is, menu shortcuts included."""
        QTest.keyClick(_app().focusWidget() or self.window, key, modifiers)
        self.settle()

    # Files

    def import_files(self, *files: Path) -> None:
        """File > Import of these, to the end."""
        self.window.arrivals.take(list(files))
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


def wear_ring(app: QApplication) -> FocusRing:
    """The ring round what has the focus, as the program puts it on soon after its window stands; one for all tests."""
    worn = next((child for child in app.children() if isinstance(child, FocusRing)), None)
    return worn or FocusRing(app)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
