"""The main window: menus, the start or meeting screen, and the work that menus and dropped files begin."""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, Qt, QTime, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from cypsc_desktop.commands import editing, exporting, importing
from cypsc_desktop.model.errors import Cancelled, NeedsPassword, UserError
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.help import HelpWindow
from cypsc_desktop.ui.jobs import Job, Jobs
from cypsc_desktop.ui.meeting.screen import MeetingScreen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.start_screen import StartScreen
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.notices import Banner, Toast, Work

log = logging.getLogger(__name__)


class MainWindow(QMainWindow):
    """``library_wanted(folder)``, ``sample_wanted()``, ``theme_wanted(word)``: what the composition root must do."""

    library_wanted = Signal(object)
    backup_wanted = Signal(object)
    sample_wanted = Signal()
    theme_wanted = Signal(str)

    def __init__(
        self, session: Session, jobs: Jobs, renderer: Renderer, theme: Theme, ask: Ask, settings: QSettings
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._ask = ask
        self._theme = theme
        self._settings = settings
        self._queue: list[Path] = []
        self._import: Job | None = None
        self.setAcceptDrops(True)
        self.resize(1366, 768)
        self.start = StartScreen(
            theme,
            open_sample=self.sample_wanted.emit,
            import_pack=self.choose_papers,
            open_library=self.choose_library,
            where=str(session.store.folder),
        )
        self.screen_of_meeting = MeetingScreen(session, jobs, renderer, theme, ask)
        self.screen_of_meeting.failed.connect(self.say_failed)
        self.screen_of_meeting.exporting.connect(self.choose_export)
        self.screens = QStackedWidget()
        self.screens.addWidget(self.start)
        self.screens.addWidget(self.screen_of_meeting)
        self.banner = Banner(theme, self)
        self.work = Work(self)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.banner, self.work):
            column.addWidget(widget)
        column.addWidget(self.screens, 1)
        self.setCentralWidget(centre)
        self.toast = Toast(self)
        self.drop = self._drop_sign()
        self._build_status()
        self._build_menus()
        session.changed.connect(self._on_changed)
        self._restore_layout()
        self.show_library()

    # Menus

    def _build_menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu("&File")
        self._act(file, "&Import papers…", self.choose_papers, "Ctrl+I", icon="file-import")
        self.export_menu = file.addMenu(self._theme.icon("download"), "&Export")
        for what, words in exporting.TITLES.items():
            keys = "Ctrl+E" if what == "responses" else None
            self._act(self.export_menu, f"{words}…", lambda what=what: self.choose_export(what), keys)
        file.addSeparator()
        self._act(file, "Open &sample committee", self.sample_wanted.emit)
        self._act(file, "&Open library…", self.choose_library, "Ctrl+O", icon="folder-open")
        self._act(file, "&Back up now", lambda: self.backup_wanted.emit(None))
        self._act(file, "Chec&k library", self.check_library)
        file.addSeparator()
        self._act(file, "&Save", self.save, QKeySequence.StandardKey.Save, icon="device-floppy")
        self._act(file, "&Quit", self.close, QKeySequence.StandardKey.Quit)
        edit = bar.addMenu("&Edit")
        self.undo_action = self._act(edit, "&Undo", self.undo, QKeySequence.StandardKey.Undo, icon="arrow-back-up")
        self.redo_action = self._act(edit, "&Redo", self.redo, "Ctrl+Shift+Z", icon="arrow-forward-up")
        edit.addSeparator()
        self.delete_action = self._act(edit, "&Delete record", self.delete_record, icon="trash")
        edit.aboutToShow.connect(self._show_undo)
        view = bar.addMenu("&View")
        self._act(view, "&Pages", self.show_pages, "Ctrl+1")
        self._act(view, "&Next table", lambda: self._turn_tab(1), "Ctrl+Tab")
        self._act(view, "P&revious table", lambda: self._turn_tab(-1), "Ctrl+Shift+Tab")
        self._act(view, "Next pa&ne", self._next_pane, "F6")
        view.addSeparator()
        pages = self.screen_of_meeting.pages
        self._act(view, "Zoom &in", lambda: pages.view.zoom_by(1), QKeySequence.StandardKey.ZoomIn)
        self._act(view, "Zoom &out", lambda: pages.view.zoom_by(-1), QKeySequence.StandardKey.ZoomOut)
        self._act(view, "Fit &width", lambda: pages.view.set_zoom(None), "Ctrl+0")
        view.addSeparator()
        themes = view.addMenu("&Theme")
        for word, words in (
            ("system", "&System"),
            ("light", "&Light"),
            ("dark", "&Dark"),
            ("contrast", "&High contrast"),
        ):
            self._act(themes, words, lambda word=word: self.theme_wanted.emit(word))
        sizes = view.addMenu("Te&xt size")
        for percent in (100, 125, 150, 200):
            self._act(sizes, f"{percent} %", lambda percent=percent: self.theme_wanted.emit(str(percent)))
        go = bar.addMenu("&Go")
        self._act(go, "To &page…", self._focus_page, "Ctrl+G")
        self._act(go, "&Find in table", self._focus_find, QKeySequence.StandardKey.Find)
        help_menu = bar.addMenu("&Help")
        self._act(help_menu, "&Help", self.show_help, QKeySequence.StandardKey.HelpContents)
        self._act(help_menu, "&Keys", lambda: self.show_help("keys"), "Ctrl+/")
        self._act(help_menu, "&About CYPSC Desktop", lambda: self.show_help("about"))

    def _act(
        self,
        menu: QMenu,
        text: str,
        do: Callable[..., object],
        keys: str | QKeySequence.StandardKey | None = None,
        *,
        icon: str | None = None,
    ) -> QAction:
        action = QAction(text, self)
        if icon:
            action.setIcon(self._theme.icon(icon))
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked: do())
        menu.addAction(action)
        return action

    def _build_status(self) -> None:
        self.saved = QLabel("Everything is saved")
        self.where = QLabel()
        self.library = QLabel(str(self._session.store.folder))
        self.library.setProperty("tone", "quiet")
        for label in (self.saved, self.where):
            label.setContentsMargins(12, 0, 12, 0)
        self.statusBar().addWidget(self.saved)
        self.statusBar().addWidget(self.where)
        self.statusBar().addPermanentWidget(self.library)
        self.screen_of_meeting.moved.connect(self.where.setText)

    # The library

    def show_library(self, meeting: str | None = None) -> None:
        """The start screen while the library is empty, else the meeting that was asked for."""
        has_papers = bool(self._session.read.records("document"))
        self.export_menu.setEnabled(has_papers)
        self.screens.setCurrentWidget(self.screen_of_meeting if has_papers else self.start)
        if has_papers:
            self.screen_of_meeting.refresh(meeting)
        name = self.screen_of_meeting.meeting()
        self.setWindowTitle(f"{name.body} - CYPSC Desktop" if has_papers and name and name.body else "CYPSC Desktop")

    def choose_library(self) -> None:
        folder = self._ask.library(self)
        if folder:
            self.library_wanted.emit(folder)

    def check_library(self) -> None:
        """Check database, tables and files, beside the window."""
        self.work.begin("Checking the library", cancel=lambda: None)
        store = self._session.store

        def done(checked: object) -> None:
            self.work.end()
            ok = getattr(checked, "ok", False)
            self.toast.say("The library is whole." if ok else "The library is damaged. Restore a backup of it.")

        self._jobs.run(lambda _: store.check(), owner=self, on_done=done, on_failed=self._on_work_failed, key="check")

    def save(self) -> None:
        self.screen_of_meeting.inspector.save_now()
        self.toast.say("Already saved. Each change is kept as you make it.")

    # Import

    def choose_papers(self) -> None:
        self.import_papers(self._ask.papers(self))

    def import_papers(self, files: list[Path]) -> None:
        """Import these files one after another."""
        self._queue += files
        if self._import is None:
            self._import_next()

    def _import_next(self, password: str | None = None) -> None:
        if not self._queue:
            return
        path = self._queue[0]
        store, actor = self._session.store, self._session.actor

        def work(job: Job) -> importing.Imported:
            return importing.import_paper(
                store, path, actor=actor, password=password, progress=job.progress, cancelled=job.cancelled
            )

        self.banner.hide()
        self._import = self._jobs.run(
            work, owner=self, on_done=self._on_imported, on_failed=self._on_not_imported,
            on_progress=self.work.progress, key="import",
        )  # fmt: skip
        self.work.begin(f"Importing {path.name}", cancel=self._import.cancel)

    def _end_import(self) -> Path:
        self._import = None
        self.work.end()
        return self._queue.pop(0)

    def _on_imported(self, done: importing.Imported) -> None:
        path = self._end_import()
        self.show_library(done.meeting)
        words = importing.summary(done.report)
        if done.new:
            self.toast.say(f"{path.name}: {words}", action="Undo", do=self.undo)
        else:
            self.toast.say(f"{path.name} is in the library already. Nothing has changed.")
        self._import_next()

    def _on_not_imported(self, error: BaseException) -> None:
        if isinstance(error, NeedsPassword):
            path = self._queue[0]
            self._import = None
            self.work.end()
            password = self._ask.password(self, path.name, str(error))
            if password:
                self._import_next(password)
                return
            self._queue.pop(0)
            self._import_next()
            return
        path = self._end_import()
        if isinstance(error, Cancelled):
            self._queue.clear()
            self.toast.say(f"Stopped. Nothing of {path.name} was kept.")
        else:
            self._on_work_failed(error, path.name)
            self._import_next()

    def _on_work_failed(self, error: BaseException, name: str = "") -> None:
        self.work.end()
        if isinstance(error, UserError):
            self.say_failed(f"{name}: {error}" if name else str(error))
        else:
            log.error("work failed", exc_info=error)
            self.say_failed(
                f"{name or 'This'} could not be done because of a fault in the program. Nothing has been changed. "
                "Help > About says where the log is."
            )

    # Export

    def choose_export(self, what: str) -> None:
        """Ask where, then write: the meeting that is shown, in the format that the name's ending chooses."""
        meeting = self.screen_of_meeting.meeting()
        self.screen_of_meeting.inspector.save_now()
        name = f"{what}-{meeting.date}.docx" if meeting and meeting.date else f"{what}.docx"
        to = self._ask.save_as(self, f"Export {exporting.TITLES[what].lower()}", name, exporting.filters())
        if to is None:
            return
        store = self._session.store

        def done(count: int) -> None:
            self.work.end()
            self.toast.say(f"{count} row{'' if count == 1 else 's'} written to {to}.")

        self.work.begin(f"Writing {to.name}", cancel=lambda: None)
        self._jobs.run(
            lambda _: exporting.export(store.read, what, to, meeting=meeting),
            owner=self, on_done=done, on_failed=self._on_work_failed, key=f"export {to}",
        )  # fmt: skip

    # Edit

    def undo(self) -> None:
        self._step(editing.undo, "Undone", "Redo", self.redo)

    def redo(self) -> None:
        self._step(editing.redo, "Done again", "Undo", self.undo)

    def _step(self, step: Callable[..., str], done: str, back: str, do: Callable[[], None]) -> None:
        self.screen_of_meeting.inspector.save_now()
        try:
            label = step(self._session.store, actor=self._session.actor)
        except UserError as error:
            self.say_failed(str(error))
        else:
            self.toast.say(f"{done}: {label}.", action=back, do=do)

    def delete_record(self) -> None:
        record = self.screen_of_meeting.inspector.record()
        if record is None or record.kind in ("meeting", "committee"):
            self.toast.say("Choose an item of the agenda or a row of a table first.")
            return
        editing.delete_record(self._session.store, record.id, actor=self._session.actor)
        self.screen_of_meeting.inspector.show_record(None)
        self.toast.say(f"{editing.word_for(record.kind).capitalize()} moved to the bin.", action="Undo", do=self.undo)

    def _show_undo(self) -> None:
        for action, word, label in (
            (self.undo_action, "&Undo", self._session.undo_label()),
            (self.redo_action, "&Redo", self._session.redo_label()),
        ):
            action.setText(f"{word}: {label}" if label else word)

    def _on_changed(self) -> None:
        self.saved.setText(f"Saved {QTime.currentTime().toString('HH:mm:ss')}")
        if self.screens.currentWidget() is self.start:
            self.show_library()

    # Going about

    def show_pages(self) -> None:
        self.screen_of_meeting.tabs.setCurrentWidget(self.screen_of_meeting.pages)
        self.screen_of_meeting.pages.view.setFocus()

    def _turn_tab(self, by: int) -> None:
        tabs = self.screen_of_meeting.tabs
        tabs.setCurrentIndex((tabs.currentIndex() + by) % max(1, tabs.count()))

    def _next_pane(self) -> None:
        screen = self.screen_of_meeting
        panes: list[QWidget] = [screen.agenda, screen.tabs.currentWidget() or screen.tabs, screen.inspector]
        focus = QApplication.focusWidget()
        now = next((n for n, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -1)
        pane = panes[(now + 1) % len(panes)]
        target = next(
            (
                w
                for w in (pane, *pane.findChildren(QWidget))
                if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()
            ),
            pane,
        )
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _focus_page(self) -> None:
        self.show_pages()
        self.screen_of_meeting.pages.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.screen_of_meeting.pages.number.selectAll()

    def _focus_find(self) -> None:
        page = self.screen_of_meeting.tabs.currentWidget()
        finder = getattr(page, "finder", None)
        if finder is not None:
            finder.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_help(self, page: str = "start") -> None:
        HelpWindow.show_page(self, page)

    def say_failed(self, text: str) -> None:
        self.banner.say(text)

    # Dropped files

    def _drop_sign(self) -> QLabel:
        sign = QLabel(self)
        sign.setObjectName("drop")
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sign.setFont(self._theme.font(20, 600))
        sign.hide()
        return sign

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        files = [url for url in event.mimeData().urls() if url.isLocalFile()]
        if not files:
            return
        event.acceptProposedAction()
        words = files[0].fileName() if len(files) == 1 else f"{len(files)} files"
        self.drop.setText(f"Import {words} into this library")
        self.drop.setGeometry(self.rect().adjusted(48, 80, -48, -60))
        self.drop.show()
        self.drop.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop.hide()
        event.acceptProposedAction()
        self.import_papers([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    # Closing

    def is_idle(self) -> bool:
        """Whether nothing is under way and every page in sight is drawn."""
        return not self._jobs.busy() and self.screen_of_meeting.is_idle()

    def _restore_layout(self) -> None:
        geometry, split = self._settings.value("geometry"), self._settings.value("meeting/split")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        if isinstance(split, QByteArray):
            self.screen_of_meeting.splitter.restoreState(split)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.screen_of_meeting.close_pages()
        self._settings.setValue("geometry", self.saveGeometry())
        self._settings.setValue("meeting/split", self.screen_of_meeting.splitter.saveState())
        super().closeEvent(event)
