"""The main window: menus, the start or meeting screen, and the work that menus and dropped files begin."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Qt, QTime, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from cypsc_desktop.commands import editing, keeping
from cypsc_desktop.commands.exportable import TITLES
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.drop import DropSign
from cypsc_desktop.ui.going import Going
from cypsc_desktop.ui.importing import Imports, sentence
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.meeting.screen import MeetingScreen
from cypsc_desktop.ui.reading_memory import ReadingMemory
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.start_screen import StartScreen
from cypsc_desktop.ui.theme import Theme, dress, redress
from cypsc_desktop.ui.widgets.notices import Banner, Toast, Work

if TYPE_CHECKING:
    from cypsc_desktop.commands.importing import Imported


_CATCH_UP_AFTER_MS = 2000  # what an earlier run left undone waits until the window has settled


class MainWindow(QMainWindow):
    """``library_wanted(folder)`` (None: the person's own), ``sample_wanted()``, ``theme_wanted(word)``: what the
    composition root must do. ``closing()`` comes before the window goes."""

    library_wanted = Signal(object)
    sample_wanted = Signal()
    theme_wanted = Signal(str)
    closing = Signal()

    def __init__(
        self, session: Session, jobs: Jobs, renderer: Renderer, theme: Theme, ask: Ask, settings: QSettings
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._ask = ask
        self._theme = theme
        self._settings = settings
        self._renderer = renderer
        self.resize(1366, 768)
        # Each widget is made inside its parent: to move a whole pane into one later costs a restyling of all of it.
        centre = QWidget(self)
        self.screens = QStackedWidget(centre)
        self.start = StartScreen(
            theme,
            open_sample=self.sample_wanted.emit,
            import_pack=self.choose_papers,
            open_library=self.choose_library,
            where=str(session.store.folder),
            parent=self.screens,
        )
        self.screen_of_meeting = MeetingScreen(session, jobs, renderer, theme, ask, self.screens)
        self.screen_of_meeting.failed.connect(self.say_failed)
        self.screen_of_meeting.exporting.connect(self.choose_export)
        self.screens.addWidget(self.start)
        self.screens.addWidget(self.screen_of_meeting)
        self.banner = Banner(theme, centre)
        self.work = Work(centre)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.banner, self.work):
            column.addWidget(widget)
        column.addWidget(self.screens, 1)
        self.setCentralWidget(centre)
        self.toast = Toast(self)
        self.drop = DropSign(self)
        self.drop.dropped.connect(self.import_papers)
        self.imports = Imports(session, jobs, ask, self.work, self)
        self.imports.imported.connect(self._on_imported)
        self.imports.stopped.connect(self.toast.say)
        self.imports.failed.connect(self.say_failed)
        self.imports.unlocked.connect(self.screen_of_meeting.remember_password)
        self.going = Going(
            session, jobs, theme, ReadingMemory(settings, session.store.folder),
            screens=self.screens, meeting=self.screen_of_meeting, window=self, reader=self._make_reader,
        )  # fmt: skip
        self.going.said.connect(self.toast.say)
        self.going.done.connect(lambda words: self.toast.say(words, action="Undo", do=self.undo))
        self.going.failed.connect(self.say_failed)
        self._build_status()
        self._build_menus()
        session.changed.connect(self._on_changed)
        self.closing.connect(self._on_closing)
        self.screens.currentChanged.connect(self._on_screen)
        self._catching_up = QTimer(self, singleShot=True, interval=_CATCH_UP_AFTER_MS)
        self._catching_up.timeout.connect(self.imports.finish_indexing)
        self._catching_up.start()
        redress(self, theme)
        self._restore_layout()
        self.show_library()

    # Menus

    def _make_reader(self, theme: Theme, parent: QWidget) -> QWidget:
        from cypsc_desktop.ui.papers.view import PapersView

        return PapersView(
            self._session, self._renderer, self._jobs, theme, self._ask, state=self._settings, parent=parent
        )

    def _build_menus(self) -> None:
        self._of_meeting: list[QAction] = []
        self._build_file_menu()
        self._build_edit_menu()
        self._build_view_menu()
        go = self.menuBar().addMenu("&Go")
        self.home_action = self._act(go, "&Home", self.going.show_home, "Ctrl+1", icon="home")
        self._act(go, "&Meeting", self.show_meeting, "Ctrl+2", icon="calendar-event")
        self._act(go, "&Papers", self.going.show_papers, "Ctrl+3", icon="file-text")
        self._act(go, "&Search everything", self.going.show_search, "Ctrl+Shift+F", icon="search")
        self._act(go, "&Command or place…", self.going.show_palette, "Ctrl+K")
        go.addSeparator()
        # The reading screen has these keys for itself.
        self._of_meeting += [
            self._act(go, "To &page…", self._focus_page, "Ctrl+G"),
            self._act(go, "&Find in table", self._focus_find, QKeySequence.StandardKey.Find),
        ]
        go.addSeparator()
        self.tables_menu = go.addMenu("&Table")
        self.tables_menu.aboutToShow.connect(self._list_tables)
        help_menu = self.menuBar().addMenu("&Help")
        self._act(help_menu, "&Help", self.show_help, QKeySequence.StandardKey.HelpContents)
        self._act(help_menu, "&Keys", lambda: self.show_help("keys"), "Ctrl+/")
        self._act(help_menu, "&About CYPSC Desktop", lambda: self.show_help("about"))

    def _build_file_menu(self) -> None:
        file = self.menuBar().addMenu("&File")
        self._act(file, "&Import papers…", self.choose_papers, "Ctrl+I", icon="file-import")
        self.export_menu = file.addMenu("&Export")
        for what, words in TITLES.items():
            keys = "Ctrl+E" if what == "responses" else None
            self._act(self.export_menu, f"{words}…", partial(self.choose_export, what), keys)
        self.export_all_menu = file.addMenu("Export from all &meetings")
        for what, words in TITLES.items():
            if what not in ("agenda", "minutes"):
                self._act(self.export_all_menu, f"{words}…", partial(self.choose_export, what, every=True))
        file.addSeparator()
        self._act(file, "Open &sample committee", self.sample_wanted.emit)
        self._act(file, "&Open library…", self.choose_library, "Ctrl+O", icon="folder-open")
        self._act(file, "Open m&y own library", lambda: self.library_wanted.emit(None))
        self._act(file, "&Back up now", self.back_up)
        self._act(file, "Chec&k library", self.check_library)
        file.addSeparator()
        self._act(file, "&Save", self.save, QKeySequence.StandardKey.Save, icon="device-floppy")
        self._act(file, "&Quit", self.close, QKeySequence("Ctrl+Q"))

    def _build_edit_menu(self) -> None:
        edit = self.menuBar().addMenu("&Edit")
        self.undo_action = self._act(edit, "&Undo", self.undo, QKeySequence.StandardKey.Undo, icon="arrow-back-up")
        self.redo_action = self._act(edit, "&Redo", self.redo, "Ctrl+Shift+Z", icon="arrow-forward-up")
        edit.addSeparator()
        self.delete_action = self._act(edit, "&Delete record", self.delete_record, "Del", icon="trash")
        self._act(edit, "&Bin", self.going.show_bin)
        edit.addSeparator()
        self._act(edit, "&History of the library", self.going.show_history, "Ctrl+Shift+H", icon="history")
        self._act(edit, "History of this &record", self._show_record_history, "Ctrl+H")
        edit.aboutToShow.connect(self._show_undo)

    def _build_view_menu(self) -> None:
        view = self.menuBar().addMenu("&View")
        screen = self.screen_of_meeting
        self._act(view, "&Pages", self.show_pages, "Ctrl+Shift+P")
        self._act(view, "&Next table", lambda: screen.tabs.turn(1), "Ctrl+Tab")
        self._act(view, "P&revious table", lambda: screen.tabs.turn(-1), "Ctrl+Shift+Tab")
        self._act(view, "Next pa&ne", lambda: self._next_pane(1), "F6")
        self._act(view, "Previous pane", lambda: self._next_pane(-1), "Shift+F6")
        view.addSeparator()
        self.fields_action = self._act(view, "&Fields", self._toggle_fields, "F4")
        self.agenda_action = self._act(view, "&Agenda", self._toggle_agenda, "F9")
        for action in (self.fields_action, self.agenda_action):
            action.setCheckable(True)
            action.setChecked(True)
        screen.panes_changed.connect(self._show_panes)
        view.addSeparator()
        pages = screen.pages
        self._of_meeting += [
            self._act(view, "Zoom &in", lambda: pages.view.zoom_by(1), QKeySequence.StandardKey.ZoomIn),
            self._act(view, "Zoom &out", lambda: pages.view.zoom_by(-1), QKeySequence.StandardKey.ZoomOut),
            self._act(view, "Fit &width", lambda: pages.view.set_zoom(None), "Ctrl+0"),
        ]
        view.addSeparator()
        self.themes = self._choices(
            view.addMenu("&Theme"),
            {"system": "&System", "light": "&Light", "dark": "&Dark", "contrast": "&High contrast"},
        )
        self.sizes = self._choices(
            view.addMenu("Te&xt size"), {str(percent): f"{percent} %" for percent in (100, 125, 150, 175, 200)}
        )

    def _choices(self, menu: QMenu, words: dict[str, str]) -> dict[str, QAction]:
        """Choices of look of which one is on; a choice acts at once."""
        group = QActionGroup(self)
        made = {}
        for word, text in words.items():
            made[word] = self._act(menu, text, partial(self.theme_wanted.emit, word))
            made[word].setCheckable(True)
            group.addAction(made[word])
        return made

    def _act(
        self,
        menu: QMenu,
        text: str,
        do: Callable[..., object],
        keys: str | QKeySequence | QKeySequence.StandardKey | None = None,
        *,
        icon: str | None = None,
    ) -> QAction:
        action = QAction(text, self)
        if icon:
            dress(action, icon)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked: do())
        menu.addAction(action)
        return action

    def _list_tables(self) -> None:
        self.tables_menu.clear()
        tabs = self.screen_of_meeting.tabs
        for index in tabs.offered():
            action = self.tables_menu.addAction(tabs.tabText(index))
            action.triggered.connect(lambda _=False, index=index: tabs.go_to(index))

    def _build_status(self) -> None:
        self.saved = QLabel("Everything is saved")
        self.where = QLabel()
        self.part = QLabel()
        self.library = QLabel(f"Library: {self._session.store.folder.name}")
        self.library.setToolTip(str(self._session.store.folder))
        self.library.setProperty("tone", "quiet")
        self.library.setMinimumWidth(40)
        for label in (self.saved, self.where, self.part):
            label.setContentsMargins(12, 0, 12, 0)
            self.statusBar().addWidget(label)
        self.statusBar().addPermanentWidget(self.library)
        self.screen_of_meeting.moved.connect(self.where.setText)
        self.going.placed.connect(self.where.setText)
        self.screen_of_meeting.part_shown.connect(self.part.setText)

    def _on_screen(self) -> None:
        at_meeting = self.screens.currentWidget() is self.screen_of_meeting
        for action in self._of_meeting:
            action.setEnabled(at_meeting)

    # Look

    def show_choices(self, word: str, percent: int) -> None:
        """Tick what is chosen under View."""
        for chosen, actions in ((word, self.themes), (str(percent), self.sizes)):
            if chosen in actions:
                actions[chosen].setChecked(True)

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme or text size; what is shown, chosen and typed stays."""
        self._theme = theme
        self.start.set_theme(theme)
        self.screen_of_meeting.set_theme(theme)
        self.banner.set_theme(theme)
        self.going.set_theme(theme)
        redress(self, theme)

    # The library

    def show_library(self, meeting: str | None = None) -> None:
        """The start screen while the library is empty, else the meeting that was asked for."""
        has_papers = bool(self._session.read.records("document"))
        for menu in (self.export_menu, self.export_all_menu, self.tables_menu):
            menu.setEnabled(has_papers)
        self.where.setVisible(has_papers)
        self.part.setVisible(has_papers)
        before = self.screens.currentWidget()
        if not has_papers:
            self.start.build()
        self.screens.setCurrentWidget(self.screen_of_meeting if has_papers else self.start)
        if before is not self.screens.currentWidget() or not self.isVisible():
            (self.screen_of_meeting.agenda if has_papers else self.start.import_button).setFocus()
        self.screen_of_meeting.refresh(meeting)
        name = self.screen_of_meeting.meeting()
        self.setWindowTitle(f"{name.body} - CYPSC Desktop" if has_papers and name and name.body else "CYPSC Desktop")

    def choose_library(self) -> None:
        folder = self._ask.library(self)
        if folder:
            self.library_wanted.emit(folder)

    def check_library(self) -> None:
        """Check database, tables and files, beside the window."""
        self.work.begin("Checking the library")
        store = self._session.store

        def done(checked: object) -> None:
            self.work.end()
            if getattr(checked, "ok", False):
                self.toast.say("The library is whole.")
            else:
                self.say_failed("The library is damaged. Restore a backup of it.")

        self._jobs.run(lambda _: store.check(), owner=self, on_done=done, on_failed=self._on_work_failed, key="check")

    def back_up(self) -> None:
        """A verified copy of the library, made beside the window."""
        self.screen_of_meeting.inspector.save_now()
        self.work.begin("Backing up")
        store = self._session.store

        def done(place: Path) -> None:
            self.work.end()
            self.toast.say(f"Backed up to {place}.")

        self._jobs.run(
            lambda _: keeping.back_up(store), owner=self, on_done=done, on_failed=self._on_work_failed, key="backup"
        )

    def save(self) -> None:
        """Saves what is being typed; the rest is saved already, and the answer says so."""
        self.screen_of_meeting.inspector.save_now()
        self.toast.say("Already saved. Each change is kept as you make it.")

    # Import

    def choose_papers(self) -> None:
        self.import_papers(self._ask.papers(self))

    def import_papers(self, files: list[Path]) -> None:
        """Import these files one after another."""
        self.imports.add(files)

    def _on_imported(self, done: "Imported", words: str) -> None:
        self.show_library(done.meeting)
        if not done.meeting:
            self.screen_of_meeting.open_pages(done.document, 1)
            self.show_pages()
        if done.new:
            self.toast.say(words, action="Undo", do=self.undo)
        else:
            self.toast.say(words)

    def _on_work_failed(self, error: BaseException) -> None:
        self.work.end()
        self.say_failed(sentence(error))

    # Export

    def choose_export(self, what: str, *, every: bool = False) -> None:
        """Ask where, then write: the meeting that is shown, or all, in the format that the name's ending chooses."""
        from cypsc_desktop.commands import exporting  # with all the formats: not needed to show a window

        meeting = None if every else self.screen_of_meeting.meeting()
        self.screen_of_meeting.inspector.save_now()
        name = f"{what}-{meeting.date}.docx" if meeting and meeting.date else f"{what}.docx"
        to = self._ask.save_as(self, f"Export {TITLES[what].lower()}", name, exporting.filters())
        if to is None:
            return
        store = self._session.store

        def done(count: int) -> None:
            self.work.end()
            self.toast.say(f"{count} row{'' if count == 1 else 's'} written to {to}.")

        self.work.begin(f"Writing {to.name}")
        self._jobs.run(
            lambda _: exporting.export(store.read, what, to, meeting=meeting),
            owner=self,
            on_done=done,
            on_failed=self._on_work_failed,
            key=f"export {to}",
        )

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
            self.banner.hide()
            self.screen_of_meeting.inspector.forget_keystrokes()
            self.toast.say(f"{done}: {label}.", action=back, do=do)

    def delete_record(self) -> None:
        """Move what is chosen to the bin."""
        record = self.screen_of_meeting.inspector.record()
        elsewhere = self.screens.currentWidget() is not self.screen_of_meeting
        if elsewhere or record is None or record.kind in ("meeting", "committee"):
            self.toast.say("Choose an item of the agenda or a row of a table first.")
            return
        self.screen_of_meeting.inspector.save_now()
        try:
            editing.delete_record(self._session.store, record.id, actor=self._session.actor)
        except UserError as error:
            self.say_failed(str(error))
            return
        self.screen_of_meeting.inspector.forget()
        self.toast.say(f"{editing.word_for(record.kind).capitalize()} moved to the bin.", action="Undo", do=self.undo)

    def _show_undo(self) -> None:
        for action, word, label in (
            (self.undo_action, "&Undo", self._session.undo_label()),
            (self.redo_action, "&Redo", self._session.redo_label()),
        ):
            action.setText(f"{word}: {label}" if label else word)

    def _on_changed(self) -> None:
        self.saved.setText(f"Saved {QTime.currentTime().toString('HH:mm:ss')}")
        has_papers = bool(self._session.read.records("document"))
        if has_papers == (self.screens.currentWidget() is self.start):
            self.show_library()  # the first paper came, or the last went

    # Going about

    def show_meeting(self) -> None:
        """The meeting; the start screen while there is none."""
        if self.export_menu.isEnabled():
            self.going.show_meeting()
        else:
            self.screens.setCurrentWidget(self.start)

    def _show_record_history(self) -> None:
        record = self.screen_of_meeting.inspector.record()
        self.going.show_history(record.id if record else None)

    def show_pages(self) -> None:
        """The pages, whichever table is in front."""
        if self.screens.currentWidget() is not self.start:
            self.screens.setCurrentWidget(self.screen_of_meeting)
        self.screen_of_meeting.show_pages()
        (self.screen_of_meeting.pages.stack.currentWidget() or self).setFocus()

    def _next_pane(self, by: int) -> None:
        """The next pane in sight: agenda, middle, fields; never trapped."""
        if self.screens.currentWidget() is self.start:
            self.start.build()
            self.start.import_button.setFocus(Qt.FocusReason.TabFocusReason)
            return
        if self.screens.currentWidget() is not self.screen_of_meeting:
            self.focusNextPrevChild(by > 0)
            return
        screen = self.screen_of_meeting
        panes = [pane for pane in (screen.left, screen.tabs, screen.inspector) if pane.isVisible()]
        focus = QApplication.focusWidget()
        now = next((n for n, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -by)
        self._focus_in(panes[(now + by) % len(panes)])

    def _focus_in(self, pane: QWidget) -> None:
        screen = self.screen_of_meeting
        if pane is screen.left:
            screen.agenda.setFocus(Qt.FocusReason.TabFocusReason)
        elif pane is screen.inspector:
            screen.inspector.focus_first()
        elif screen.tabs.currentWidget() is screen.pages:
            (screen.pages.stack.currentWidget() or screen.pages).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            page = screen.table_in_front()
            target = page.grid if page and page.count() else screen.tabs.tabBar()
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def _toggle_fields(self) -> None:
        self.screen_of_meeting.show_fields(self.screen_of_meeting.inspector.isHidden())

    def _toggle_agenda(self) -> None:
        self.screen_of_meeting.show_agenda(self.screen_of_meeting.left.isHidden())

    def _show_panes(self) -> None:
        self.fields_action.setChecked(not self.screen_of_meeting.inspector.isHidden())
        self.agenda_action.setChecked(not self.screen_of_meeting.left.isHidden())

    def _focus_page(self) -> None:
        self.show_pages()
        self.screen_of_meeting.pages.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.screen_of_meeting.pages.number.selectAll()

    def _focus_find(self) -> None:
        page = self.screen_of_meeting.table_in_front()
        if page:
            page.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.toast.say("Go to a table to find words in it.")

    def show_help(self, page: str = "start") -> None:
        from cypsc_desktop.ui.help import HelpWindow

        HelpWindow.show_page(self, page)

    def say_failed(self, text: str) -> None:
        self.banner.say(text)

    # Closing

    def is_idle(self) -> bool:
        """Whether nothing is under way and every page in sight is drawn."""
        return not self._jobs.busy() and self.screen_of_meeting.is_idle() and self.going.is_idle()

    def _restore_layout(self) -> None:
        geometry, split = self._settings.value("geometry"), self._settings.value("meeting/split")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        if isinstance(split, QByteArray):
            self.screen_of_meeting.splitter.restoreState(split)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()  # a slot may fail; an override of Qt's must not
        super().closeEvent(event)

    def _on_closing(self) -> None:
        self._catching_up.stop()
        self.toast.dismiss()
        self.work.end()
        self.screen_of_meeting.close_pages()
        self.going.close_papers()
        self.going.keep_memory()
        self._settings.setValue("geometry", self.saveGeometry())
        if self.screens.currentWidget() is self.screen_of_meeting and not self.screen_of_meeting.inspector.isHidden():
            self._settings.setValue("meeting/split", self.screen_of_meeting.splitter.saveState())
