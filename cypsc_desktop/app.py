"""Start-up and composition root: reads the command line, builds store, session and window, and ends them."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from cypsc_desktop import __version__, paths
from cypsc_desktop.commands.opening import open_or_read, whereabouts
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import Actor
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.main_window import MainWindow
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.rubbish import Rubbish
from cypsc_desktop.ui.session import Session, signed_in
from cypsc_desktop.ui.settings.choices import Settings
from cypsc_desktop.ui.settings.wearing import LOOKS, ask_system, theme_of

if TYPE_CHECKING:
    from cypsc_desktop.ui.focus_ring import FocusRing
    from cypsc_desktop.ui.instance import Instance
    from cypsc_desktop.ui.library.reopening import Reopening

log = logging.getLogger(__name__)

_LOG_BYTES = 500_000
_ANOTHER = "To go on, choose the folder of another library, or an empty folder for a new one."
_PRIVATE = "private name"  # kept in the settings: whose the private marks are, whatever they call themselves later
_LISTEN_AFTER_MS = 50  # the window first, then those who may come after it
_RING_AFTER_MS = 40  # with styles of its own: the window stands without it


def run(argv: Sequence[str]) -> int:
    """The window, from start to end; returns the exit code."""
    arguments = parse(argv)
    if arguments.screenshot and not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _log_to_file()
    app = look.styled_app(sys.argv[0])
    app.setApplicationName("CYPSC Desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("cypsc-desktop")
    root = Program(app, arguments, Ask())
    try:
        return root.run()
    except Unopened as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        if not arguments.screenshot:
            root.ask.tell(None, "CYPSC Desktop", str(error))
        return 1
    finally:
        root.close()


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The command line of the window."""
    parser = argparse.ArgumentParser(prog="cypsc-desktop", description="Committee papers on this computer.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="papers to import")
    parser.add_argument("--library", type=Path, metavar="DIR", help="the library's folder")
    parser.add_argument("--actor", metavar="NAME", help="who is working")
    parser.add_argument("--screenshot", type=Path, metavar="DIR", help="save a picture of each screen there, and quit")
    parser.add_argument("--screen", metavar="NAME", help="only this screen")
    parser.add_argument("--theme", choices=["light", "dark", "contrast"])
    parser.add_argument("--size", metavar="1366x768", type=_size)
    parser.add_argument("--text", metavar="PERCENT", type=int, choices=range(100, 201))
    parser.add_argument("--version", action="version", version=f"cypsc-desktop {__version__}")
    return parser.parse_args(argv)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError("write width and height as 1366x768")
    return int(width), int(height)


def _log_to_file() -> None:
    """Faults go to a small file that holds no committee content; the one before it is kept."""
    file = paths.log_folder() / "cypsc-desktop.log"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > _LOG_BYTES:
            file.replace(file.with_suffix(".log.1"))
        handler = logging.FileHandler(file, encoding="utf-8", delay=True)
    except OSError:
        return  # a home that cannot be written must not keep the window from opening
    qInstallMessageHandler(_log_qt)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)


def _log_qt(kind: QtMsgType, _context: object, message: str) -> None:
    """What Qt itself complains of belongs in the same log, not on a person's terminal."""
    levels = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO}
    logging.getLogger("qt").log(levels.get(kind, logging.WARNING), "%s", message)


def _hand_over(folder: Path, files: list[Path]) -> bool:
    """Give the files to the window that has this library open; False where there is none."""
    from cypsc_desktop.ui.instance import Instance

    return Instance(folder).hand_over(files)


class Unopened(UserError):
    """No library was opened, and the person has been told why."""


class Program:
    """Everything that lives as long as the program: jobs, render worker, and one open library with its window."""

    def __init__(self, app: QApplication, arguments: argparse.Namespace, ask: Ask) -> None:
        self.app = app
        self.ask = ask
        self._arguments = arguments
        kept = QSettings(str(paths.state_folder() / "window.ini"), QSettings.Format.IniFormat)
        self._settings = Settings(kept)
        if arguments.theme:
            self._settings.put_for_now(Settings.theme, arguments.theme)
        if arguments.text:
            self._settings.put_for_now(Settings.text_size, arguments.text)
        self._theme = theme_of(self.app, self._settings)
        self._jobs = Jobs()
        self._renderer = Renderer()
        self._session: Session | None = None
        self._instance: Instance | None = None
        self.window: MainWindow | None = None
        self._listening = QTimer(singleShot=True, interval=_LISTEN_AFTER_MS)
        self._listening.timeout.connect(self._listen)
        self._focus_ring: FocusRing | None = None
        self._ring = QTimer(singleShot=True, interval=_RING_AFTER_MS)
        self._ring.timeout.connect(self._wear_ring)
        look.apply(app, self._theme)
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme)
        self._settings.changed.connect(self._on_setting)
        self._going = True
        self._rubbish = Rubbish()

    def run(self) -> int:
        """Open the library, show the window, and stay until it is closed."""
        going = self.prepare()
        self._rubbish.start()
        return int(self.app.exec()) if going else 0

    def prepare(self) -> bool:
        """Everything before the event loop; False where a window that is open already has taken over."""
        folder = self._arguments.library or self._last_library()
        files = [path.resolve() for path in self._arguments.files]
        try:
            window = self.open(folder)
        except UserError as why:
            if self._arguments.screenshot:
                raise
            if _hand_over(folder, files):
                return False
            window = self._open_another(folder, why)
        if self._arguments.screenshot:
            from cypsc_desktop.ui.screenshots import take

            self._wear_ring()
            QTimer.singleShot(0, lambda: take(self, self._arguments.screenshot, self._arguments.screen))
        else:
            window.show()
            for later in (
                self._ring,
                self._listening,
            ):  # from now: however long the window took to come, it is drawn first
                later.start()
            if files:
                QTimer.singleShot(0, lambda: self._on_handed_over(files))
        return True

    def open(self, folder: Path) -> MainWindow:
        """Open this library in place of the present one; for reading alone where nothing can be written there. Raises
        UserError and keeps the present one where it cannot."""
        session = Session(open_or_read(folder), self._actor())
        self._close_library()
        self._session = session
        self.window = self._build_window(session)
        if not self._arguments.screenshot:
            self._listening.start()
            self._settings.kept.setValue("library", str(session.store.folder))
        return self.window

    def _open_another(self, folder: Path, why: UserError) -> MainWindow:
        """In place of a library that cannot be opened: of one that was merely open last, the person's own; else one that
        the person chooses, who would otherwise never get to a window. Raises ``why`` again where none is chosen."""
        from cypsc_desktop.commands.keeping import openable

        remembered = not self._arguments.library and folder != paths.data_folder()
        wanted = paths.data_folder() if remembered else None
        told = why
        while True:
            if wanted is None:
                self.ask.tell(None, "CYPSC Desktop", f"{told}\n\n{_ANOTHER}")
                wanted = self.ask.library(None)
                if wanted is None:
                    raise Unopened(str(why)) from why
                remembered = False
            try:
                is_empty = wanted.is_dir() and not any(wanted.iterdir())
                window = self.open(wanted if remembered or is_empty else openable(wanted))
            except UserError as error:
                told, wanted = error, None
                continue
            if remembered:
                window.voice.say_failed(f"{why} This is your own library.")
            return window

    def close(self) -> None:
        """End the window, the worker and the jobs, and let go of the library."""
        if not self._going:
            return
        self._going = False
        self.app.styleHints().colorSchemeChanged.disconnect(self._on_system_scheme)
        self._listening.stop()
        self._ring.stop()
        self._close_library()
        if self._focus_ring:
            self._focus_ring.take_off()
        if self._instance:
            self._instance.close()
        self._jobs.close()
        self._renderer.close()
        self._rubbish.stop()
        self._settings.kept.sync()

    def _wear_ring(self) -> None:
        from cypsc_desktop.ui.focus_ring import FocusRing

        self._focus_ring = FocusRing(self.app)

    def _listen(self) -> None:
        """Take what later starts on this library hand over."""
        from cypsc_desktop.ui.instance import Instance

        if self._session:
            folder = self._session.store.folder
            self._instance = self._instance or Instance(folder)
            self._instance.listen(folder, self._on_handed_over)
            ask_system(self.app, self._on_system_stillness)

    def _on_setting(self, name: str) -> None:
        """A choice acts at once."""
        if name in LOOKS:
            self._apply_theme()
        elif name == "name" and self._session:
            if not self._named() and not self._settings.kept.value(_PRIVATE):
                self._settings.kept.setValue(_PRIVATE, str(self._session.actor))
            self._session.actor = self._actor()

    def _apply_theme(self) -> None:
        self._theme = theme_of(self.app, self._settings)
        look.apply(self.app, self._theme)
        if self.window:
            self.window.set_theme(self._theme)

    def _on_system_scheme(self) -> None:
        """The person's system went dark or light."""
        if self._settings.theme == "system" and theme_of(self.app, self._settings) != self._theme:
            self._apply_theme()

    def _on_system_stillness(self) -> None:
        if self._going and theme_of(self.app, self._settings) != self._theme:
            self._apply_theme()

    def _build_window(self, session: Session) -> MainWindow:
        window = MainWindow(session, self._jobs, self._renderer, self._theme, self.ask, self._settings)
        if self._arguments.size:
            window.resize(*self._arguments.size)
        window.library_wanted.connect(self._on_library)
        window.sample_wanted.connect(self._on_sample)
        return window

    def _end_window(self, window: MainWindow) -> None:
        """End a window now, while Python still holds it: Qt must not take it apart during garbage collection."""
        window.close()
        for owner in window.owners():  # before its library is closed under an import
            self._jobs.stop(owner)
        window.deleteLater()
        self.app.sendPostedEvents(window, QEvent.Type.DeferredDelete)

    def _close_library(self) -> None:
        if self.window:
            self._end_window(self.window)
            self.window = None
            look.shed(self.app)
        if self._session:
            self._session.close()
            self._session.deleteLater()
            self._session = None

    def _named(self) -> str:
        """Who is at work by the command line, which the settings do not change."""
        return str(self._arguments.actor or os.environ.get("CYPSC_ACTOR") or "")

    def _actor(self) -> Actor:
        """Who is at work. Another name of the same person leads to the same private marks and notes."""
        if self._named():
            return Actor(self._named())
        return Actor(self._settings.name or signed_in(), private=str(self._settings.kept.value(_PRIVATE) or ""))

    def _own_library(self) -> Path:
        """The one that the program was started with by name, else the one in the person's home."""
        return self._arguments.library or paths.data_folder()

    def _last_library(self) -> Path:
        """The library that was open last, wherever it was moved to; the person's own where that is not to be found."""
        stored = self._settings.kept.value("library")
        if stored and not os.environ.get("CYPSC_LIBRARY"):
            try:
                folder = whereabouts(Path(str(stored)))
            except UserError:
                return paths.data_folder()
            if (folder / "library.db").exists():
                return folder
        return paths.data_folder()

    def _on_library(self, wanted: "Path | Reopening | None") -> None:
        """Open another library; None: the own one, which is made where there is none yet. A Reopening does something
        to the library while nobody has it open."""
        if wanted is not None and not isinstance(wanted, Path):
            self._reopen(wanted)
            return
        from cypsc_desktop.commands.keeping import openable

        try:
            folder = openable(wanted) if wanted else self._own_library()
            if self._session and folder.resolve() == self._session.store.folder.resolve():
                return
            self._bring_forward(self.open(folder))
        except UserError as error:
            if self.window:
                self.window.voice.say_failed(str(error))

    def _reopen(self, wanted: "Reopening") -> None:
        self._close_library()
        why = ""
        try:
            wanted.between()
        except UserError as error:
            why = str(error)
        window = self.open(wanted.folder)
        self._bring_forward(window)
        if why:
            window.voice.say_failed(why)
        elif wanted.words:
            window.toast.say(wanted.words)

    def _on_sample(self) -> None:
        """The sample committee lives in a library of its own, beside the person's; its papers are made once."""
        folder = paths.data_folder().parent / "sample library"
        window = self.window
        if not window:
            return
        if (folder / "library.db").exists():
            self._show_sample(window, folder, [])
            return

        def build(_: object) -> list[Path]:
            from cypsc_desktop.sample import build_sample

            return build_sample(folder.parent / "sample papers")

        def built(files: list[Path]) -> None:
            window.work.end()
            self._show_sample(window, folder, files)

        def failed(error: BaseException) -> None:
            window.work.end()
            log.error("the sample papers could not be made", exc_info=error)
            window.voice.say_failed(
                f"The sample papers could not be written to {folder.parent}. Check that there is room and that it can "
                "be written."
            )

        window.work.begin("Making the sample papers")
        self._jobs.run(build, owner=window, on_done=built, on_failed=failed, key="sample")

    def _show_sample(self, window: MainWindow, folder: Path, files: list[Path]) -> None:
        try:
            opened = self.open(folder)
        except UserError as error:
            window.voice.say_failed(str(error))
            return
        self._bring_forward(opened)
        opened.arrivals.take(files, then=Place("home"))

    def _on_handed_over(self, files: list[Path]) -> None:
        """A second start of the program: bring the window forward and import what it was given."""
        if self.window:
            self._bring_forward(self.window)
            if files:
                self.window.arrivals.take(files)

    def _bring_forward(self, window: MainWindow) -> None:
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
