"""What every driver of one screen alone has: the screen is shown, waited for, and taken apart in the order of the window."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session

WAIT_MS = 20_000
S = TypeVar("S", bound=Screen)


class ScreenRobot:
    """Ended by the ``with`` block. ``heard`` has what the screen told, by the name of its signal; ``qtbot`` None: outside
    a test."""

    screen: Any
    qtbot: QtBot | None
    session: Session
    jobs: Jobs

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.screen.let_go()
        self.jobs.stop(self.screen)
        self.screen.deleteLater()
        app().sendPostedEvents(self.screen, QEvent.Type.DeferredDelete)
        self.jobs.close()
        self.let_go()
        self.session.close()
        self.session.deleteLater()
        app().sendPostedEvents(self.session, QEvent.Type.DeferredDelete)

    def let_go(self) -> None:
        """What else a robot holds goes before the library."""

    def show(self, size: tuple[int, int], signals: Sequence[str]) -> None:
        """Bring the screen into sight, listening to these of its signals."""
        self.heard: dict[str, list[Any]] = {name: [] for name in signals}
        for name, heard in self.heard.items():
            getattr(self.screen, name).connect(heard.append)
        self.session.changed.connect(self.screen.refresh)  # as the frame does
        self.screen.resize(*size)
        self.screen.show()
        self.screen.activateWindow()

    def until(self, condition: Callable[[], object]) -> None:
        if self.qtbot is not None:
            self.qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)
            return
        while not condition():
            app().processEvents()

    def settle(self) -> None:
        """Wait until nothing is under way."""
        app().processEvents()
        self.until(lambda: self.screen.is_idle() and not self.jobs.busy())
        app().processEvents()

    def go(self, place: Place) -> None:
        self.screen.go(place)
        self.settle()


@contextmanager
def shown(qtbot: QtBot, session: Session, made: S) -> Iterator[S]:
    """A screen in sight, for tests that drive it without a robot."""
    qtbot.addWidget(made)
    session.changed.connect(made.refresh)  # as the frame does
    made.resize(1160, 690)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.let_go()


def app() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found
