"""``cypsc-desktop --screenshot DIR``: a picture of each screen once it is idle, then quit."""

import logging
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QDialog

from cypsc_desktop.commands import choosing
from cypsc_desktop.model.records import Document
from cypsc_desktop.ui.main_window import MainWindow
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screens import SCREENS

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
    window.keeps_places = False
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
    """Each screen on what a person would most likely look at there."""
    if not window.has_content():
        yield "start", window.show_library
    read = window.parts.session.read
    meetings = [m for m in choosing.meetings(read) if read.records("item", meeting=m.id)]
    packs = [d for d in read.records("document") if isinstance(d, Document) and d.doc_kind == "agenda pack"]
    subjects = {
        "meeting": Place("meeting", meetings[-1].id if meetings else None),
        "papers": Place("papers", packs[-1].id, sheet=_sheet(window, packs[-1])) if packs else Place("papers"),
        "confirm": Place("confirm", packs[-1].id if packs else None),
        "live": Place("live", meetings[-1].id if meetings else None),
        "search": Place("search", part="recommended"),
    }
    for sort in SCREENS:
        place = subjects.get(sort.name, Place(sort.name))
        if window.has_content() or sort.name in ("library", "settings", "help"):
            yield sort.name, partial(window.going.go, place)
    if window.has_content():
        yield "palette", window.show_palette
    yield "keys", window.guide.show_keys


def _sheet(window: MainWindow, pack: Document) -> int:
    """The one with the most marks, else one behind the front matter."""
    from cypsc_desktop.commands.home import letters_on

    session = window.parts.session
    letters = letters_on(session.read, pack.id, person=session.actor)
    return max(letters, key=lambda sheet: len(letters[sheet]), default=min(5, pack.pages or 1))


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
        self._timer.start()
        self._show_next()

    def _on_tick(self) -> None:
        self._waited += self._timer.interval()
        self._calm = self._calm + 1 if self._window.is_idle() else 0
        if self._calm < 3 and self._waited < _LIMIT_MS:
            return
        name, _ = self._screens.pop(0)
        picture = self._window.grab()
        for dialog in self._window.findChildren(QDialog):
            if dialog.isVisible():  # it stands over the window
                beside = self._window.size() - dialog.size()
                painter = QPainter(picture)
                painter.drawPixmap(QPoint(beside.width() // 2, beside.height() // 2), dialog.grab())
                painter.end()
                dialog.close()
        picture.save(str(self._folder / f"{name}.png"))
        self._waited = self._calm = 0
        if self._screens:
            self._show_next()
            return
        self._timer.stop()
        self._program.app.exit(0)

    def _show_next(self) -> None:
        """Show the next screen; one that cannot be shown ends the program, for nobody is there to see it fail."""
        try:
            self._screens[0][1]()
        except Exception:
            log.exception("the screen %s cannot be shown", self._screens[0][0])
            self._timer.stop()
            self._program.app.exit(1)
