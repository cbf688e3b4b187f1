"""``cypsc-desktop --screenshot DIR``: a picture of each screen once it is idle, then quit."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from cypsc_desktop.ui.main_window import MainWindow

log = logging.getLogger(__name__)
_LIMIT_MS = 20_000


class Pictured(Protocol):
    """What is pictured: a program with a window."""

    app: QApplication
    window: MainWindow | None


def take(program: Pictured, folder: Path, only: str | None) -> None:
    """Save ``folder/<screen>.png`` for every screen, or for ``only``; ends the program with 0, or 1 if none was known."""
    window = program.window
    assert window
    window.show()
    folder.mkdir(parents=True, exist_ok=True)
    screens = [(name, show) for name, show in _screens(window) if only in (None, name)]
    if not screens:
        names = ", ".join(name for name, _ in _screens(window))
        log.error("no screen is called %s; there are: %s", only, names)
        program.app.exit(1)
        return
    _Taker(program, window, folder, screens)


def _screens(window: MainWindow) -> Iterator[tuple[str, Callable[[], None]]]:
    window.start.build()
    yield "start", lambda: window.screens.setCurrentWidget(window.start)
    if window.screens.currentWidget() is window.start:
        return
    screen = window.screen_of_meeting
    going = window.going
    yield "home", going.show_home
    yield "papers", going.show_papers
    yield "search", lambda: going.show_search("recommended")
    yield "history", going.show_history
    yield "bin", going.show_bin

    def show(index: int) -> None:
        window.screens.setCurrentWidget(screen)
        screen.tabs.go_to(index)
        page = screen.tabs.widget(index)
        grid = getattr(page, "grid", None)
        if grid is not None and grid.model().rowCount():
            grid.selectRow(0)

    def at(index: int) -> Callable[[], None]:
        return lambda: show(index)

    yield "pages", at(0)
    for index in screen.tabs.offered()[1:]:
        name = next((n for n, page in screen.tables.items() if page is screen.tabs.widget(index)), str(index))
        yield name, at(index)


class _Taker(QObject):
    """Shows one screen after another and waits until each is idle."""

    def __init__(
        self, program: Pictured, window: MainWindow, folder: Path, screens: list[tuple[str, Callable[[], None]]]
    ) -> None:
        super().__init__(window)
        self._program = program
        self._window = window
        self._folder = folder
        self._screens = screens
        self._waited = 0
        self._calm = 0
        self._timer = QTimer(self, interval=60)
        self._timer.timeout.connect(self._on_tick)
        screens[0][1]()
        self._timer.start()

    def _on_tick(self) -> None:
        self._waited += self._timer.interval()
        self._calm = self._calm + 1 if self._window.is_idle() else 0
        if self._calm < 3 and self._waited < _LIMIT_MS:
            return
        name, _ = self._screens.pop(0)
        self._window.grab().save(str(self._folder / f"{name}.png"))
        self._waited = self._calm = 0
        if self._screens:
            self._screens[0][1]()
            return
        self._timer.stop()
        self._program.app.exit(0)
