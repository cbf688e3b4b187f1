"""The main window: the frame round the screens, put together from its rooms in ``ui/frame``.

It knows screens by name and place alone; what stands in them is their own.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QPushButton, QSplitter, QVBoxLayout, QWidget

from cypsc_desktop.model.changes import Touched
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.frame.arrivals import Arrivals
from cypsc_desktop.ui.frame.command_keys import CommandKeys
from cypsc_desktop.ui.frame.edits import Edits
from cypsc_desktop.ui.frame.exports import Exports
from cypsc_desktop.ui.frame.guide import Guide
from cypsc_desktop.ui.frame.inspector_side import InspectorSide
from cypsc_desktop.ui.frame.memory import FrameMemory
from cypsc_desktop.ui.frame.menus import Menus, Rooms
from cypsc_desktop.ui.frame.navigator import Navigator
from cypsc_desktop.ui.frame.panes import Panes
from cypsc_desktop.ui.frame.sidebar import Sidebar
from cypsc_desktop.ui.frame.stack import ScreenStack
from cypsc_desktop.ui.frame.stance import keep_stance, take_stance
from cypsc_desktop.ui.frame.status import StatusLine
from cypsc_desktop.ui.frame.tab_row import TabRow
from cypsc_desktop.ui.frame.tally import Tally
from cypsc_desktop.ui.frame.upkeep import Upkeep
from cypsc_desktop.ui.frame.voice import Voice
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.reading_memory import ReadingMemory
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.screens import SCREENS, Parts
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.settings.choices import READING, Settings
from cypsc_desktop.ui.start_screen import StartScreen
from cypsc_desktop.ui.theme import Theme, dress, redress

if TYPE_CHECKING:
    from cypsc_desktop.pdf.render import Renderer
    from cypsc_desktop.ui.inspector.inspector import Inspector

_CATCH_UP_AFTER_MS = 2000  # what an earlier run left undone waits until the window has settled

_OF_A_MEETING = frozenset({"prepare", "meeting", "live", "minutes", "enquiries"})  # screens whose subject is a meeting


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
        self._build()
        self._furnish()
        self._build_corner()
        self._listen()
        redress(self, theme)
        take_stance(self, settings.kept)
        self.show_library()
        if session.refusal:
            self.voice.say_failed(session.refusal)

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
        self.bar = TabRow(theme, centre)
        self.tabs = self.bar.tabs
        self.voice = Voice(self._jobs, theme, centre, self)
        self.banner, self.work, self.toast = self.voice.banner, self.voice.work, self.voice.toast
        for button in (self.banner.dismissal, self.work.stop):
            button.clicked.connect(self._on_dismissed)
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

    def _furnish(self) -> None:
        """The rooms of the frame, each with what it works on; then the menus that list what they do."""
        parts, ask, session, settings, voice = self.parts, self._ask, self._session, self._settings, self.voice
        self.side = InspectorSide(self._make_inspector, self.splitter, parts.theme, settings)
        makes = {sort.name: lambda stack, make=sort.make: make(parts, stack) for sort in SCREENS}
        passing = [sort.name for sort in SCREENS if sort.passing]
        self.going = Navigator(self.stack, self.tabs, makes, parts.theme, self, passing=passing)
        self.edits = Edits(session, self.going, self.side, voice)
        self.exports = Exports(session, ask, self.going, self.edits, voice, self)
        self.arrivals = Arrivals(parts, ask, self.going, voice, self)
        self.upkeep = Upkeep(session, self.edits, voice)
        self.guide = Guide(parts, ask, self.going, self)
        self.panes = Panes(
            parts, sidebar=self.sidebar, row=self.bar, start=self.start, side=self.side, going=self.going, voice=voice,
            window=self,
        )  # fmt: skip
        self.tally = Tally(parts, self.sidebar, self)
        self.status = StatusLine(self.statusBar(), session)
        rooms = Rooms(self, self.arrivals, self.exports, self.edits, self.upkeep, self.guide, self.panes)
        self.menus = Menus(self, rooms, settings)
        self.command_keys = CommandKeys(self)

    def _build_corner(self) -> None:
        """The palette's field at the end of the menu bar, where people look for a search."""
        self.search_button = QPushButton("Search, or type a command   Ctrl+K", self.menuBar())
        self.search_button.setObjectName("palette field")
        self.search_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+K is its key; Tab goes to the screen
        self.search_button.clicked.connect(self.show_palette)
        dress(self.search_button, "search", "text3")
        self.menuBar().setCornerWidget(self.search_button)

    def _make_inspector(self, parent: QSplitter, theme: Theme) -> "Inspector":
        from cypsc_desktop.ui.inspector.inspector import Inspector

        made = Inspector(self._session, theme, parent)
        made.wanted.connect(self.going.go)
        made.returned.connect(self.edits.show_returned)
        made.done.connect(self.voice.say_done)
        made.said.connect(self.voice.say)
        made.failed.connect(self.voice.say_failed)
        redress(made, theme)
        return made

    def _listen(self) -> None:
        self.arrivals.shown.connect(self.show_library)
        self.going.made.connect(self._on_made)
        self.going.shown.connect(self._on_shown)
        self.going.placed.connect(self._on_placed)
        self.bar.back.clicked.connect(self.going.back)
        self.bar.forward.clicked.connect(self.going.forward)
        self.panes.changed.connect(self._show_panes)
        self.sidebar.wanted.connect(self.show_screen)
        self._session.changed.connect(self._on_changed)
        self.closing.connect(self._on_closing)
        self._escaped.connect(self._on_escaped)
        self._resized.connect(self.panes.fit)
        self._settings.changed.connect(self._on_setting)
        self._catching_up = QTimer(self, singleShot=True, interval=_CATCH_UP_AFTER_MS)
        self._catching_up.timeout.connect(self.arrivals.catch_up)
        self._catching_up.start()

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
        self.tally.show_committees()
        if self.going.front() is not None:  # else the screen brings it about when it is shown: one layout, not two
            self._show_start(on=False)
        self.going.go(place or self._first_place())
        self.tally.count_soon()

    def _first_place(self) -> Place:
        if self.keeps_places and self._session.read.records("minutes"):
            from cypsc_desktop.commands.minuting_recover import under_way

            open_minutes = under_way(self._session.read)
            if open_minutes is not None:
                return Place("live", open_minutes.meeting.id, part="recovered")
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
        self.panes.fit()

    def choose_papers(self) -> None:
        self.arrivals.choose()

    def choose_library(self) -> None:
        folder = self._ask.library(self)
        if folder:
            self.library_wanted.emit(folder)

    def open_own_library(self) -> None:
        self.library_wanted.emit(None)

    def open_sample(self) -> None:
        self.sample_wanted.emit()

    # Going about

    def new_meeting(self) -> None:
        """A meeting made by hand, on the meeting screen."""
        if self._session.refusal:
            self.voice.say_failed(self._session.refusal)
        else:
            self.going.go(Place("meeting", part="new"))

    def show_screen(self, name: str) -> None:
        """The screen of this name, where the person last was on it; from one screen of a meeting to another's of it."""
        front = self.going.front_name() == name
        last, now = self.going.trail.last_on(name), self.going.trail.now()
        meeting = self._meeting_for(name, now)
        if meeting and not (last and last.subject == meeting):
            self.going.go(Place(name, meeting))
            return
        self.going.go(last if last and not front else Place(name))

    def _meeting_for(self, name: str, now: Place | None) -> str | None:
        """The meeting in front that this screen is to show too: that of a paper which is being checked, and for a draft of
        minutes that of the paper being read."""
        if now is None or not now.subject:
            return None
        if {name, now.screen} <= _OF_A_MEETING:
            return now.subject
        of_paper = (now.screen == "confirm" and name in _OF_A_MEETING) or (now.screen, name) == ("papers", "minutes")
        return getattr(self._session.read.record(now.subject), "meeting", None) if of_paper else None

    def _on_dismissed(self) -> None:
        """What was pressed went, and the focus with it: back to where work begins."""
        front = self.going.front()
        if front is not None:
            front.focus_main()

    def show_palette(self) -> None:
        self.menus.show_undo()
        self.guide.show_palette()

    def show_help(self, page: str | None = None) -> None:
        """A page of the help; without one, that of the screen in front."""
        from cypsc_desktop.ui.help.pages import page_of_screen

        front = self.going.front_name() if self.start.isHidden() else "start"
        self._show_start(on=False)
        self.guide.show_help(page or page_of_screen(front))

    def _on_made(self, screen: Screen) -> None:
        screen.chosen.connect(lambda entity: self._on_chosen(screen, entity))
        screen.said.connect(self.voice.say)
        screen.done.connect(self.voice.say_done)
        screen.failed.connect(lambda words: self.voice.say_failed(words, of=screen))
        screen.settled.connect(self.voice.unsay)
        screen.told.connect(lambda words: self._on_told(screen, words))
        screen.exporting.connect(self.exports.choose)
        screen.writing.connect(self.exports.choose_rows)
        screen.importing.connect(self.arrivals.choose)
        screen.library_wanted.connect(self.library_wanted)
        screen.fields_beside = self.side.focus_field
        self.arrivals.greet(screen)
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
        self.status.show_where("")
        self.side.show_record(None)
        self.side.attend(screen)
        sort = next(sort for sort in SCREENS if sort.name == self.going.front_name())
        self.sidebar.show_current(sort.under or sort.name)
        self.voice.turn_to(screen)
        self.menus.show_screen(screen)
        self._show_start(on=False)

    def _on_placed(self, place: Place) -> None:
        self.bar.show_trail(self.going.trail)
        self.menus.show_trail(self.going.trail)
        front = self.going.front()
        self.setWindowTitle(f"{front.title()} - CYPSC Desktop" if front else "CYPSC Desktop")
        if place.screen == "papers" and place.subject and place.sheet:
            record = self._session.read.record(place.subject)
            self.memory.saw(place.subject, getattr(record, "name", None) or "Paper", place.sheet)

    # What changes

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
            self.tally.show_committees()
        self.tally.count_soon()

    def _on_setting(self, name: str) -> None:
        if name == "name":
            self.tally.show_person()
        elif name in READING:
            for screen in self.going.screens():
                screen.set_reading(self._settings.reading)

    # Look

    def icon(self, name: str) -> QIcon:
        """An icon as it is worn now."""
        return self.parts.theme.icon(name)

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme or text size; what is shown, chosen and typed stays."""
        self.parts.theme = theme
        for part in (self.start, self.voice, self.sidebar, self.tabs, self.side, self.going):
            part.set_theme(theme)
        self.guide.forget_look()
        redress(self, theme)
        self.panes.fit()

    def _show_panes(self) -> None:
        self.menus.show_panes(sidebar=self.panes.has_sidebar(), inspector=self.side.is_open())

    # Closing

    def is_idle(self) -> bool:
        """Whether nothing is under way and what is in sight is drawn."""
        front = self.going.front()
        sliding = self.side.is_sliding() or self.toast.is_sliding()
        calm = self.tally.is_idle() and self.guide.is_idle() and not sliding and not self._jobs.busy()
        return calm and (front is None or not front.isVisible() or front.is_idle())

    def owners(self) -> list[QObject]:
        """Who may have jobs under way."""
        return [self, *self.going.screens(), *self.tally.owners()]

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
        """One layer less: the drawer, then the fields beside, then what the window said, then what was only looked into."""
        front = self.going.front()
        if self.panes.close_drawer():
            return
        if front is not None and self.side.has_focus():
            front.focus_main()
        elif not self.voice.hush_one():
            self.going.end_look()

    def _on_closing(self) -> None:
        self._catching_up.stop()
        self.tally.stop()
        self.guide.let_go()
        self.toast.dismiss()
        self.work.end()
        self.edits.save_now()
        if self.start.isHidden() and self.keeps_places:
            self._places.keep(self.tabs.kept(), self.going.trail.now())
        self.going.let_go()
        self.memory.keep_now()
        self.side.keep()
        keep_stance(self, self._settings.kept)
