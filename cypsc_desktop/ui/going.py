"""Going about: home, search, history, bin and palette, each made when it is first asked for, and the ways back to a
meeting, a record or a page."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.meeting.screen import MeetingScreen
from cypsc_desktop.ui.reading_memory import ReadingMemory
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, redress

if TYPE_CHECKING:
    from cypsc_desktop.commands.searching import Found
    from cypsc_desktop.ui.palette import Palette


class Going(QObject):
    """``said(sentence)``: something to tell; ``done(sentence)``: something was done that Undo takes back;
    ``failed(sentence)``: something was not; ``placed(words)``: where the reader is, for the status bar."""

    placed = Signal(str)
    said = Signal(str)
    done = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        theme: Theme,
        memory: ReadingMemory,
        *,
        screens: QStackedWidget,
        meeting: MeetingScreen,
        window: QMainWindow,
        reader: Callable[[Theme, QWidget], QWidget],
    ) -> None:
        super().__init__(window)
        self._session = session
        self._jobs = jobs
        self._theme = theme
        self._memory = memory
        self._screens = screens
        self._meeting = meeting
        self._window = window
        self._reader = reader
        self._made: dict[str, Any] = {}
        self._palette: Palette | None = None
        meeting.pages.view.page_changed.connect(self._on_page)

    def screen(self, name: str) -> Any:
        """A screen by name ("home", "papers", "search", "history", "bin"); None while nobody has asked for it."""
        return self._made.get(name)

    def palette(self) -> "Palette | None":
        return self._palette

    def set_theme(self, theme: Theme) -> None:
        """What was made is made anew in the new look when it is next asked for."""
        self._theme = theme
        if self._screens.currentWidget() in self._made.values():
            self.show_meeting()
        self.close_papers()
        for screen in (*self._made.values(), self._palette):
            if screen is not None:
                screen.deleteLater()
        self._made, self._palette = {}, None

    def show_meeting(self) -> None:
        """The meeting's agenda, pages and tables."""
        self._screens.setCurrentWidget(self._meeting)
        self._meeting.agenda.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_home(self) -> None:
        """What comes next and what is late, as of today."""
        from cypsc_desktop.commands.home import home
        from cypsc_desktop.ui.home.screen import HomeScreen

        def make() -> HomeScreen:
            made = HomeScreen(self._theme, self._screens)
            made.opened.connect(self.open_paper)
            made.item_chosen.connect(self.go_to_record)
            made.recommendation_chosen.connect(self.go_to_record)
            return made

        screen = self._show("home", make)
        today = datetime.now().astimezone().date()
        facts = home(self._session.read, today=today, since=self._memory.closed)
        screen.show_home(facts, self._memory.reading(), today=today)
        redress(screen, self._theme)
        screen.resume.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_papers(self) -> None:
        """The paper that the meeting screen shows, with everything for reading: selection, find, two side by side."""
        document = self._meeting.pages.document()
        if document is None:
            self.said.emit("Choose an item of the agenda first: its papers open here.")
            return
        screen = self._show("papers", self._make_papers)
        shown = screen.document()
        screen.show_document(
            document, None if shown and shown.id == document.id else self._meeting.pages.view.page() or 1
        )
        screen.active.area.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_idle(self) -> bool:
        """Whether the papers that are open for reading are drawn."""
        papers = self._made.get("papers")
        if papers is None or self._screens.indexOf(papers) != self._screens.currentIndex():
            return True
        return bool(papers.is_idle())

    def close_papers(self) -> None:
        """Let go of the papers that are open for reading, and remember where the reader was."""
        papers = self._made.get("papers")
        if papers is not None:
            papers.close_all()

    def _make_papers(self) -> QWidget:
        made: Any = self._reader(self._theme, self._screens)
        made.said.connect(self.placed)
        made.told.connect(self.said)
        made.failed.connect(self.failed)
        made.moved.connect(self._on_read)
        return made  # type: ignore[no-any-return]

    def _on_read(self, document: str, sheet: int) -> None:
        record = self._session.read.record(document)
        if sheet:
            self._memory.saw(document, getattr(record, "name", None) or "Paper", sheet)

    def show_search(self, words: str = "") -> None:
        """The search over papers and records."""
        from cypsc_desktop.ui.find.screen import SearchScreen

        def make() -> SearchScreen:
            made = SearchScreen(self._session, self._jobs, self._theme, self._screens)
            made.chosen.connect(self._on_found)
            made.failed.connect(self.failed)
            return made

        screen = self._show("search", make)
        screen.look_for(words or screen.field.text())

    def show_history(self, entity: str | None = None) -> None:
        """Who changed what in the library, or in one record, with the words that changed."""
        from cypsc_desktop.ui.history.panel import HistoryPanel

        screen = self._show(
            "history", lambda: self._wired(HistoryPanel(self._session, self._theme, parent=self._screens))
        )
        record = self._session.read.record(entity) if entity else None
        if record:
            screen.show_record(record)
        else:
            screen.show_library()
        screen.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_bin(self) -> None:
        """What was deleted in the last 30 days."""
        from cypsc_desktop.ui.history.bin import BinPanel

        screen = self._show("bin", lambda: self._wired(BinPanel(self._session, self._theme, parent=self._screens)))
        screen.refresh()
        screen.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_palette(self) -> None:
        """Every command, and the meetings, items, papers and people to go to."""
        from cypsc_desktop.ui.palette import Palette, commands_of
        from cypsc_desktop.ui.places import places

        if self._palette is None:
            self._palette = Palette(self._theme, self._window)
        entries = [*commands_of(self._window.menuBar().actions())]
        entries += places(self._session.read, self.go_to_record, self.show_search)
        self._palette.open(entries, QApplication.focusWidget())

    def open_paper(self, document: str, sheet: int, box: object = None) -> None:
        """A sheet of a file, in the pages of the meeting screen."""
        self._screens.setCurrentWidget(self._meeting)
        self._meeting.open_pages(document, sheet, box)
        self._meeting.show_pages()

    def go_to_record(self, entity: str) -> None:
        """The record's meeting, its row or its place in the agenda, and its fields."""
        self._screens.setCurrentWidget(self._meeting)
        if not self._meeting.go_to_record(entity):
            self.said.emit("This record is no longer in the library. Edit > Undo may bring it back.")

    def keep_memory(self) -> None:
        """Write down what was read, and that the window closes now."""
        self._memory.keep(closed=datetime.now(UTC).isoformat(timespec="seconds"))

    def _show(self, name: str, make: Callable[[], QWidget]) -> Any:
        if name not in self._made:
            self._made[name] = make()
            self._screens.addWidget(self._made[name])
            redress(self._made[name], self._theme)
        self._screens.setCurrentWidget(self._made[name])
        return self._made[name]

    def _wired(self, panel: Any) -> QWidget:
        panel.said.connect(self.done)
        panel.refused.connect(self.failed)
        panel.record_wanted.connect(self.go_to_record)
        return panel  # type: ignore[no-any-return]

    def _on_found(self, found: "Found") -> None:
        if found.entity:
            self.go_to_record(found.entity)
        if found.document:
            self.open_paper(found.document, found.sheet or 1, found.box)

    def _on_page(self, sheet: int) -> None:
        document = self._meeting.pages.document()
        if document and sheet:
            self._memory.saw(document.id, document.name or "Paper", sheet)
