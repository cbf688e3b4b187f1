"""The main window: the frame around the screens, and what its menus and dropped files begin.

It knows screens by name and place alone; what stands in them is their own.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.commands.exportable import TITLES
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.drop import DropSign
from cypsc_desktop.ui.frame.command_keys import CommandKeys
from cypsc_desktop.ui.frame.inspector_side import InspectorSide
from cypsc_desktop.ui.frame.memory import FrameMemory
from cypsc_desktop.ui.frame.menus import Menus
from cypsc_desktop.ui.frame.narrow import narrow
from cypsc_desktop.ui.frame.navigator import Navigator
from cypsc_desktop.ui.frame.sidebar import Sidebar
from cypsc_desktop.ui.frame.stack import ScreenStack
from cypsc_desktop.ui.frame.status import StatusLine
from cypsc_desktop.ui.frame.tabs import PlaceTabs
from cypsc_desktop.ui.importing import Imports, sentence
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.reading_memory import ReadingMemory
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.screens import SCREENS, Parts
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.settings.choices import READING, Settings
from cypsc_desktop.ui.start_screen import StartScreen
from cypsc_desktop.ui.theme import Theme, dress, redress
from cypsc_desktop.ui.widgets.notices import Banner, Toast, Work

if TYPE_CHECKING:
    from cypsc_desktop.commands.importing import Imported
    from cypsc_desktop.pdf.render import Renderer
    from cypsc_desktop.ui.frame.counts import Counts
    from cypsc_desktop.ui.inspector.inspector import Inspector
    from cypsc_desktop.ui.palette import Palette

_CATCH_UP_AFTER_MS = 2000  # what an earlier run left undone waits until the window has settled
_COUNT_AFTER_MS = 80  # several changes in a row are counted once


class MainWindow(QMainWindow):
    """``library_wanted(folder)`` (None: the person's own) and ``sample_wanted()``: what the composition root must do.
    ``closing()`` comes before the window goes."""

    library_wanted = Signal(object)
    sample_wanted = Signal()
    closing = Signal()
    _escaped = Signal()
    _resized = Signal()

    def __init__(
        self, session: Session, jobs: Jobs, renderer: "Renderer", theme: Theme, ask: Ask, settings: Settings
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._ask = ask
        self._settings = settings
        self.memory = ReadingMemory(settings.kept, session.store.folder)
        self.parts = Parts(session, jobs, renderer, theme, ask, settings, self.memory)
        self._places = FrameMemory(settings.kept, session.store.folder)
        self.keeps_places = True  # pictures of every screen are nobody's way through the window
        self._passwords: list[str] = []  # given at imports; screens that are made later need them too
        self._palette: Palette | None = None
        self._counts: Counts | None = None
        self.resize(1366, 768)
        self._build()
        self.toast = Toast(theme, self)
        self.drop = DropSign(self)
        self.drop.dropped.connect(self.import_papers)
        self._after_import: Place | None = None
        self.imports = Imports(session, jobs, ask, self.work, self)
        self.status = StatusLine(self.statusBar(), session)
        self.menus = Menus(self, self, settings)
        self.command_keys = CommandKeys(self)
        self._build_corner()
        self._listen()
        redress(self, theme)
        self._restore_layout()
        self.show_library()

    # Parts

    def _build(self) -> None:
        """Each widget is made inside its parent: to move a whole pane into one later costs a restyling of all of it."""
        theme, whole = self.parts.theme, QWidget(self)
        rows = [(s.name, s.words.replace("&", ""), s.icon, s.keys) for s in SCREENS if s.in_sidebar]
        self.sidebar = Sidebar(rows, theme, whole)
        centre = QWidget(whole)
        row = QHBoxLayout(whole)
        column = QVBoxLayout(centre)
        for layout in (row, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(centre, 1)
        self.bar = QWidget(centre)
        self.bar.setObjectName("tab row")
        self.bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        tab_row = QHBoxLayout(self.bar)
        tab_row.setContentsMargins(4, 0, 8, 1)  # the hairline goes all along below
        tab_row.setSpacing(0)
        self.tabs = PlaceTabs(theme, self.bar)
        self.back_button = self._tool(self.bar, "arrow-left", "Back, Alt+Left", self.go_back)
        self.forward_button = self._tool(self.bar, "arrow-right", "Forward, Alt+Right", self.go_forward)
        self.inspector_button = self._tool(
            self.bar, "layout-sidebar-right", "Show or hide the inspector, F4", self.toggle_inspector
        )
        self.sidebar_button = self._tool(self.bar, "layout-sidebar", "Show the sidebar, F9", self.toggle_sidebar)
        for button in (self.sidebar_button, self.back_button, self.forward_button):
            tab_row.addWidget(button)
        tab_row.addWidget(self.tabs, 1)
        tab_row.addWidget(self.inspector_button)
        self.banner = Banner(theme, centre)
        self.work = Work(centre)
        self.start = StartScreen(
            theme,
            open_sample=self.sample_wanted.emit,
            import_pack=self.choose_papers,
            open_library=self.choose_library,
            where=str(self._session.store.folder),
            parent=centre,
        )
        self.splitter = QSplitter(Qt.Orientation.Horizontal, centre)
        self.stack = ScreenStack(self.splitter)
        for widget in (self.bar, self.banner, self.work):
            column.addWidget(widget)
        column.addWidget(self.start, 1)
        column.addWidget(self.splitter, 1)
        self.setCentralWidget(whole)
        self.side = InspectorSide(self._make_inspector, self.splitter, theme, self._settings)
        makes = {sort.name: lambda stack, make=sort.make: make(self.parts, stack) for sort in SCREENS}
        passing = [sort.name for sort in SCREENS if sort.passing]
        self.going = Navigator(self.stack, self.tabs, makes, theme, self, passing=passing)

    def _build_corner(self) -> None:
        """The palette's field at the end of the menu bar, where people look for a search."""
        self.search_button = QPushButton("Search, or type a command   Ctrl+K", self.menuBar())
        self.search_button.setObjectName("palette field")
        self.search_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+K is its key; Tab goes to the screen
        self.search_button.clicked.connect(self.show_palette)
        dress(self.search_button, "search", "text3")
        self.menuBar().setCornerWidget(self.search_button)

    def _tool(self, parent: QWidget, icon: str, words: str, do: Callable[[], object]) -> QToolButton:
        button = QToolButton(parent)
        dress(button, icon)
        button.setToolTip(words)
        button.setAccessibleName(words.partition(",")[0])
        button.clicked.connect(lambda _checked: do())
        return button

    def _make_inspector(self, parent: QSplitter, theme: Theme) -> "Inspector":
        from cypsc_desktop.ui.inspector.inspector import Inspector

        made = Inspector(self._session, theme, parent)
        made.wanted.connect(self.going.go)
        made.done.connect(self.say_done)
        made.said.connect(self.toast.say)
        made.failed.connect(self.say_failed)
        redress(made, theme)
        return made

    def _listen(self) -> None:
        self.imports.imported.connect(self._on_imported)
        self.imports.stopped.connect(self.toast.say)
        self.imports.failed.connect(self.say_failed)
        self.imports.unlocked.connect(self._on_unlocked)
        self.going.made.connect(self._on_made)
        self.going.shown.connect(self._on_shown)
        self.going.placed.connect(self._on_placed)
        self.side.changed.connect(self._show_panes)
        self.sidebar.wanted.connect(self.show_screen)
        self.sidebar.hiding.connect(self.toggle_sidebar)
        self.sidebar.committee_wanted.connect(self._session.choose_committee)
        self._session.committee_changed.connect(self._show_committees)
        self._session.changed.connect(self._on_changed)
        self.closing.connect(self._on_closing)
        self._escaped.connect(self._on_escaped)
        self._resized.connect(self._fit)
        self._settings.changed.connect(self._on_setting)
        self._catching_up = QTimer(self, singleShot=True, interval=_CATCH_UP_AFTER_MS)
        self._catching_up.timeout.connect(self.imports.finish_indexing)
        self._catching_up.start()
        self._counting = QTimer(self, singleShot=True, interval=_COUNT_AFTER_MS)
        self._counting.timeout.connect(self._count)

    # The library

    def has_content(self) -> bool:
        """Whether there is anything yet to show."""
        read = self._session.read
        return bool(read.records("document") or read.records("meeting"))

    def show_library(self, place: Place | None = None) -> None:
        """The start screen while the library is empty; else this place, or where the person's role or memory leads."""
        has_content = self.has_content()
        self.menus.show_content(has_content=has_content)
        if not has_content and not (place and self.going.knows(place)):
            self.start.build()
            self._show_start(on=True)
            self.start.import_button.setFocus()
            self.setWindowTitle("CYPSC Desktop")
            return
        self._show_committees()
        self._show_start(on=False)
        self.going.go(place or self._first_place())
        self._counting.start()

    def _first_place(self) -> Place:
        wanted = self._settings.first_screen
        if wanted is None:
            for held in self._places.tabs():
                if self.going.knows(held):
                    self.tabs.show_place(held, self._places.title(held))
        return Place(wanted) if wanted else self._places.last() or Place("home")

    def _show_start(self, *, on: bool) -> None:
        self.start.setVisible(on)
        for widget in (self.splitter, self.bar):
            widget.setVisible(not on)
        self._fit()

    def choose_library(self) -> None:
        folder = self._ask.library(self)
        if folder:
            self.library_wanted.emit(folder)

    def open_own_library(self) -> None:
        self.library_wanted.emit(None)

    def open_sample(self) -> None:
        self.sample_wanted.emit()

    def check_library(self) -> None:
        """Check database, tables and files, beside the window."""
        store = self._session.store

        def done(checked: Any) -> None:
            if checked.ok:
                self.toast.say("The library is whole.")
            else:
                self.say_failed("The library is damaged. Restore a backup of it under Tools > Library.")

        self._work("Checking the library", lambda _: store.check(), done, key="check")

    def back_up(self) -> None:
        """A verified copy of the library, made beside the window."""
        from cypsc_desktop.commands import keeping

        self.save_now()
        store = self._session.store
        self._work(
            "Backing up",
            lambda _: keeping.back_up(store),
            lambda place: self.toast.say(f"Backed up to {place}."),
            key="backup",
        )

    def save(self) -> None:
        """Saves what is being typed; the rest is saved already, and the answer says so."""
        self.save_now()
        self.toast.say("Already saved. Each change is kept as you make it.")

    def save_now(self) -> None:
        """Commit what is being typed, in the screen and in the inspector."""
        front = self.going.front()
        if front:
            front.save_now()
        if self.side.inspector:
            self.side.inspector.save_now()

    def _work(self, words: str, work: Callable[[Any], Any], done: Callable[[Any], None], *, key: str) -> None:
        """Do this beside the window, with a line that says so."""
        self.work.begin(words)

        def ended(result: Any) -> None:
            self.work.end()
            done(result)

        def failed(error: BaseException) -> None:
            self.work.end()
            self.say_failed(sentence(error))

        self._jobs.run(work, owner=self, on_done=ended, on_failed=failed, key=key)

    # Import and export

    def choose_papers(self) -> None:
        self.import_papers(self._ask.papers(self))

    def import_papers(self, files: list[Path], *, then: Place | None = None) -> None:
        """Import these files one after another; what came in is shown, or ``then``."""
        self._after_import = then
        self.imports.add(files)

    def new_meeting(self) -> None:
        """A meeting made by hand, on the meeting screen."""
        self.going.go(Place("meeting", part="new"))

    def _on_imported(self, done: "Imported", words: str) -> None:
        checklist = Place("confirm", done.document)
        if self._after_import is not None:
            self.show_library(self._after_import)
            self.toast.say(words)
            return
        if not done.new:
            self.show_library(Place("papers", done.document))
            self.toast.say(words)
            return
        if self._settings.confirm_after_import and done.meeting:
            self.show_library(checklist)
            self.toast.say(words, action="Undo", do=self.undo)
            return
        self.show_library(Place("meeting", done.meeting) if done.meeting else Place("papers", done.document))
        self.toast.say(
            words, action="Undo", do=self.undo, other=("Check what was read", lambda: self.going.go(checklist))
        )

    def _on_unlocked(self, password: str) -> None:
        self._passwords.append(password)
        for screen in self.going.screens():
            screen.remember_password(password)

    def export_front(self) -> None:
        """What the screen in front exports, else the response table."""
        front = self.going.front()
        self.choose_export(front.exports if front and front.exports else "responses")

    def choose_export(self, what: str, *, every: bool = False) -> None:
        """Ask where, then write: the meeting that is shown, or all, in the format that the name's ending chooses."""
        from cypsc_desktop.commands import exporting  # with all the formats: not needed to show a window

        self.save_now()
        meeting = None if every else self._meeting_in_view()
        name = f"{what}-{meeting.date}.docx" if meeting and meeting.date else f"{what}.docx"
        to = self._ask.save_as(self, f"Export {TITLES[what].lower()}", name, exporting.filters())
        if to is None:
            return
        store = self._session.store

        def export(_: object) -> str:
            count = exporting.export(store.read, what, to, meeting=meeting)
            left_out = exporting.left_out(store.read, what, meeting=meeting)
            return f"{count} row{'' if count == 1 else 's'} written to {to}. {left_out}".rstrip()

        self._work(
            f"Writing {to.name}",
            export,
            self.toast.say,
            key=f"export {to}",
        )

    def _meeting_in_view(self) -> Any:
        """The meeting that is shown, or was last, or is the latest."""
        from cypsc_desktop.commands.choosing import meetings

        now, last = self.going.trail.now(), self.going.trail.last_on("meeting")
        read = self._session.read
        if now and now.screen == "papers" and now.subject:
            document = read.record(now.subject)
            return read.record(getattr(document, "meeting", None) or "") or None
        if now and now.screen in ("recommendations", "plan", "people", "search"):
            return None
        if last and last.subject:
            return read.record(last.subject)
        known = meetings(read)
        return known[-1] if known else None

    # Edit

    def undo(self) -> None:
        from cypsc_desktop.commands import editing

        self._step(editing.undo, "Undone", "Redo", self.redo)

    def redo(self) -> None:
        from cypsc_desktop.commands import editing

        self._step(editing.redo, "Done again", "Undo", self.undo)

    def _step(self, step: Callable[..., str], done: str, back: str, do: Callable[[], None]) -> None:
        self.save_now()
        try:
            label = step(self._session.store, actor=self._session.actor)
        except UserError as error:
            self.say_failed(str(error))
        else:
            self.banner.hide()
            self.toast.say(f"{done}: {label}.", action=back, do=do)

    def delete_record(self) -> None:
        """Move what is chosen to the bin."""
        from cypsc_desktop.commands import editing

        chosen = self.side.record()
        record = self._session.read.record(chosen) if chosen else None
        if record is None or record.kind in ("meeting", "committee"):
            self.toast.say("Choose an item of the agenda or a row of a table first.")
            return
        self.save_now()
        try:
            editing.delete_record(self._session.store, record.id, actor=self._session.actor)
        except UserError as error:
            self.say_failed(str(error))
            return
        self.side.show_record(None)
        self.say_done(f"{editing.word_for(record.kind).capitalize()} moved to the bin.")

    def show_record_history(self) -> None:
        self.going.go(Place("history", record=self.side.record()))

    # Going about

    def show_screen(self, name: str) -> None:
        """The screen of this name, where the person last was on it."""
        front = self.going.front_name() == name
        last = self.going.trail.last_on(name)
        self.going.go(last if last and not front else Place(name))

    def go_back(self) -> None:
        self.going.back()

    def go_forward(self) -> None:
        self.going.forward()

    def turn_tab(self, by: int) -> None:
        self.tabs.turn(by)

    def close_tab(self) -> None:
        self.tabs.close_tab()

    def show_palette(self) -> None:
        """Every command, and the meetings, items, papers and people to go to."""
        from cypsc_desktop.ui.palette import Palette, commands_of
        from cypsc_desktop.ui.places import places

        if self._palette is None:
            self._palette = Palette(self.parts.theme, self)
        self.show_undo()
        entries = [*commands_of(self.menuBar().actions()), *places(self._session.read, self.going.go)]
        self._palette.open(entries, QApplication.focusWidget())

    def next_pane(self, by: int) -> None:
        """The next pane in sight: sidebar, the screen's own, inspector; never trapped."""
        front = self.going.front()
        if not self.start.isHidden() or front is None:
            self.start.import_button.setFocus(Qt.FocusReason.TabFocusReason)
            return
        panes = [self.sidebar, *front.panes(), self.side.inspector]
        shown = [pane for pane in panes if pane is not None and pane.isVisible()]
        focus = QApplication.focusWidget()
        now = next((n for n, pane in enumerate(shown) if focus and (pane is focus or pane.isAncestorOf(focus))), -by)
        self._focus_in(shown[(now + by) % len(shown)], front)

    def _focus_in(self, pane: QWidget, front: Screen) -> None:
        if pane is self.sidebar:
            self.sidebar.focus_current()
        elif self.side.inspector is not None and pane is self.side.inspector:
            self.side.inspector.focus_first()
        elif pane is front:
            front.focus_main(Qt.FocusReason.TabFocusReason)
        elif pane.focusPolicy() & Qt.FocusPolicy.TabFocus:
            pane.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            inside = [w for w in pane.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
            target = next((w for w in inside if w.isVisible() and w.isEnabled()), pane)
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def show_help(self, page: str | None = None) -> None:
        """A page of the help; without one, that of the screen in front."""
        from cypsc_desktop.ui.help.pages import page_of_screen

        front = self.going.front_name() if self.start.isHidden() else "start"
        self._show_start(on=False)
        self.going.go(Place("help", part=page or page_of_screen(front)))

    def show_keys(self) -> None:
        """The key sheet: every command with its key."""
        from cypsc_desktop.ui.help.key_sheet import KeySheet

        for sort in SCREENS:  # the sheet knows the keys of screens that have been made
            self.going.ensure(sort.name)
        KeySheet(self._settings.keys, self.parts.theme, self).open_sheet()

    def show_diagnostics(self) -> None:
        """What helps to mend the program, without committee content."""
        from cypsc_desktop.ui.settings.diagnostics import DiagnosticsDialog

        DiagnosticsDialog(
            session=self._session, settings=self._settings, ask=self._ask, jobs=self._jobs, theme=self.parts.theme,
            parent=self,
        ).open()  # fmt: skip

    # Telling

    def say_done(self, words: str) -> None:
        """Something was done that Undo takes back."""
        self.toast.say(words, action="Undo", do=self.undo)

    def say_failed(self, text: str) -> None:
        self.banner.say(text)

    def _on_made(self, screen: Screen) -> None:
        screen.chosen.connect(lambda entity: self._on_chosen(screen, entity))
        screen.said.connect(self.toast.say)
        screen.done.connect(self.say_done)
        screen.failed.connect(self.say_failed)
        screen.told.connect(lambda words: self._on_told(screen, words))
        screen.exporting.connect(self.choose_export)
        screen.importing.connect(self.choose_papers)
        screen.library_wanted.connect(self.library_wanted)
        for password in self._passwords:
            screen.remember_password(password)
        screen.set_reading(self._settings.reading)
        words = next(sort.words for sort in SCREENS if self.going.screen(sort.name) is screen)
        self._settings.keys.adopt(words.replace("&", ""), screen.commands())

    def _on_chosen(self, screen: Screen, entity: str | None) -> None:
        if screen is self.going.front():
            self.side.show_record(entity)

    def _on_told(self, screen: Screen, words: str) -> None:
        if screen is self.going.front():
            self.status.show_where(words)

    def _on_shown(self, screen: Screen) -> None:
        self._show_start(on=False)
        self.status.show_where("")
        self.side.show_record(None)
        self.side.attend(screen)
        self.sidebar.show_current(self.going.front_name())
        self.menus.show_screen(screen)
        self._show_panes()

    def _on_placed(self, place: Place) -> None:
        self.back_button.setEnabled(self.going.trail.can_go_back())
        self.forward_button.setEnabled(self.going.trail.can_go_forward())
        self.menus.back.setEnabled(self.going.trail.can_go_back())
        self.menus.forward.setEnabled(self.going.trail.can_go_forward())
        front = self.going.front()
        self.setWindowTitle(f"{front.title()} - CYPSC Desktop" if front else "CYPSC Desktop")
        if place.screen == "papers" and place.subject and place.sheet:
            record = self._session.read.record(place.subject)
            self.memory.saw(place.subject, getattr(record, "name", None) or "Paper", place.sheet)

    def _on_changed(self, touched: Touched) -> None:
        self.status.show_saved()
        has_content = self.has_content()
        if has_content == (not self.start.isHidden()):
            self.show_library()  # the first paper came, or the last went
            return
        if {"document", "meeting"} & set(touched.kinds):
            read = self._session.read
            self.going.forget(lambda subject: read.record(subject) is None)
        self.going.refresh(touched)
        if {"committee", "meeting"} & set(touched.kinds):
            self._show_committees()
        self._counting.start()

    def show_undo(self) -> None:
        """Say in the menu what would be taken back."""
        self.menus.show_undo(self._session.undo_label(), self._session.redo_label())

    def _show_committees(self) -> None:
        from cypsc_desktop.ui.frame.counts import committee_names

        names = committee_names(self._session.read)
        self.sidebar.show_committees(names, self._session.committee, "All committees")
        self.sidebar.who.setText(self._settings.name or self._session.actor)
        self._counting.start()

    def _count(self) -> None:
        """What waits on each screen, counted beside the window."""
        from cypsc_desktop.ui.frame.counts import Counts

        if self._counts is None:
            self._counts = Counts(self._session, self._jobs, self.memory, self)
            self._counts.counted.connect(self._on_counted)
        self._counts.count()

    def _on_counted(self, name: str, number: int, meaning: str, pressing: bool) -> None:
        if name in self.sidebar.rows:
            self.sidebar.rows[name].show_count(number, meaning, pressing=pressing)

    # Look

    def icon(self, name: str) -> QIcon:
        """An icon as it is worn now."""
        return self.parts.theme.icon(name)

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme or text size; what is shown, chosen and typed stays."""
        self.parts.theme = theme
        for part in (self.start, self.banner, self.toast, self.sidebar, self.tabs, self.side, self.going):
            part.set_theme(theme)
        if self._palette is not None:
            self._palette.deleteLater()
            self._palette = None
        redress(self, theme)
        self._fit()

    def _on_setting(self, name: str) -> None:
        if name == "name":
            self.sidebar.who.setText(self._settings.name or self._session.actor)
        elif name in READING:
            for screen in self.going.screens():
                screen.set_reading(self._settings.reading)

    def toggle_sidebar(self) -> None:
        self._settings.kept.setValue("layout/sidebar", self.sidebar.isHidden())
        self._fit()

    def toggle_inspector(self) -> None:
        if self.side.can_open():
            self.side.toggle()
            if self.side.is_open() and self.side.inspector:
                self.side.inspector.focus_first()
        else:
            self.toast.say("This screen has no inspector.")
            self._show_panes()

    def reset_layout(self) -> None:
        """Panes as they are drawn, on every screen."""
        self._settings.kept.remove("layout")
        self.side.reset()
        for screen in self.going.screens():
            screen.reset_layout()
        self._fit()

    def _show_panes(self) -> None:
        self.menus.inspector.setChecked(self.side.is_open())
        self.menus.sidebar.setChecked(not self.sidebar.isHidden())
        self.inspector_button.setVisible(self.side.can_open())

    def _fit(self) -> None:
        """Give way where the window is narrow."""
        gives = narrow(self.width(), self.parts.theme.scale)
        wanted = str(self._settings.kept.value("layout/sidebar", "true")).lower() != "false"
        self.sidebar.setVisible(wanted and self.start.isHidden())
        self.sidebar_button.setVisible(not wanted)
        self.sidebar.set_rail(rail=gives.rail)
        self.side.set_drawer(drawer=gives.drawer)
        self._show_panes()

    # Closing

    def is_idle(self) -> bool:
        """Whether nothing is under way and what is in sight is drawn."""
        front = self.going.front()
        waiting = self._counting.isActive() or self.side.is_sliding() or self.toast.is_sliding()
        return not self._jobs.busy() and not waiting and (front is None or not front.isVisible() or front.is_idle())

    def owners(self) -> list[QObject]:
        """Who may have jobs under way."""
        return [self, *self.going.screens(), *([self._counts] if self._counts else [])]

    def _restore_layout(self) -> None:
        geometry = self._settings.kept.value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()  # a slot may fail; an override of Qt's must not
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._resized.emit()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._escaped.emit()
        super().keyPressEvent(event)

    def _on_escaped(self) -> None:
        """One layer less: the drawer, then what the window said."""
        front = self.going.front()
        if self.side.close_drawer():
            if front:
                front.focus_main()
        elif self.toast.isVisible():
            self.toast.dismiss()
        elif self.banner.isVisible():
            self.banner.hide()

    def _on_closing(self) -> None:
        self._catching_up.stop()
        self._counting.stop()
        self.toast.dismiss()
        self.work.end()
        self.save_now()
        if self.start.isHidden() and self.keeps_places:
            self._places.keep(self.tabs.kept(), self.going.trail.now())
        self.going.let_go()
        self.memory.keep_now()
        self.side.keep()
        self._settings.kept.setValue("geometry", self.saveGeometry())
