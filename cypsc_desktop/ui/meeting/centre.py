"""The centre of the meeting screen: the row of tabs, the table in front, and the pages alone, beside or under it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSplitter, QToolButton, QVBoxLayout, QWidget

from cypsc_desktop.model.records import Document, Meeting, Record
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.store import editions
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.meeting.grids import NAMES, TABLES, MeetingTable, spot_of
from cypsc_desktop.ui.meeting.pages_pane import PagesPane
from cypsc_desktop.ui.meeting.tab_row import Tab, TabRow
from cypsc_desktop.ui.meeting.table_stack import TablePage, TableStack, count
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.tab_order import order
from cypsc_desktop.ui.theme import Theme, dress

PAGES = "pages"
_BESIDE = "layout/meeting/beside"
_ROOM_FOR_BOTH = 700  # width at 100 % text from which pages stand beside a table; below it, under the table


class Centre(QWidget):
    """``turned(name)``: another tab is in front."""

    turned = Signal(str)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        renderer: Renderer,
        theme: Theme,
        ask: Ask,
        settings: QSettings | None,
        *,
        meeting: Callable[[], Meeting | None],
        parents: Callable[[MeetingTable], Mapping[str, str]],
        beside: QAction,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._settings = settings
        self._meeting = meeting
        self.tabs = TabRow([Tab(PAGES, "Pages"), *(Tab(table.name, table.title) for table in TABLES)], self)
        self.both = QSplitter(Qt.Orientation.Horizontal, self)
        self.both.setChildrenCollapsible(False)
        self.both.setHandleWidth(1)
        self.tables = TableStack(session, theme, settings, meeting=meeting, parents=parents, parent=self.both)
        self.pages = PagesPane(session, jobs, renderer, theme, ask, self.both)
        self.pages.made.connect(self._order)
        self.beside = beside
        beside.setCheckable(True)
        beside.setIconText("Pages beside")  # what its button says
        beside.setChecked(bool(settings is not None and settings.value(_BESIDE, False, type=bool)))
        self.beside_button = QToolButton(self)
        self.beside_button.setDefaultAction(beside)
        self.beside_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.beside_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        dress(self.beside_button, "columns-2")  # its size is a button's own affair
        self.tabs.add_corner(self.beside_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.both, 1)
        self.tabs.chosen.connect(self._on_tab)
        self.set_theme(theme)
        self.show_part()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.tables.set_theme(theme)
        self.pages.set_theme(theme)
        self.pages.setMinimumSize(min(theme.px(320), 420), theme.px(140))
        self.tables.setMinimumSize(min(theme.px(260), 360), theme.px(140))
        self._arrange()

    # What is in front

    def part(self) -> str:
        """PAGES, or the name of the table in front."""
        return self.tabs.current()

    def front(self) -> TablePage | None:
        """The table in front, None where that is the pages."""
        return self.tables.front() if self.part() != PAGES else None

    def show_counts(self, *, keep: bool) -> None:
        """What each table of the meeting now holds; ``keep``: it is the same meeting as before."""
        reader, meeting = self._session.read, self._meeting()
        counts = {table.name: count(reader, table, meeting) for table in TABLES}
        tabs = [Tab(t.name, t.title, counts[t.name], bool(counts[t.name]) or t.always) for t in TABLES]
        self.tabs.show_tabs([Tab(PAGES, "Pages"), *tabs], keep=keep)

    def show_part(self) -> None:
        """The table or the pages in front, and the pages beside where they are wanted."""
        name = self.part()
        if name == PAGES:
            self.tables.hide()
            self.pages.show()
        else:
            self.tables.show_table(name)
            self.tables.show()
            self.pages.setVisible(self.beside.isChecked())
            self._order()
        self.beside_button.setVisible(name != PAGES)
        self.tabs.fold()
        self._arrange()

    def export(self) -> str | None:
        """What exporting the table in front is called."""
        return NAMES[self.part()].export if self.part() in NAMES else None

    def _on_tab(self, name: str) -> None:
        self.show_part()
        self.turned.emit(name)

    def _order(self) -> None:
        order(self.tabs, self.tables, self.pages)

    # Pages

    def show_first_pages(self, meeting: Meeting) -> None:
        """The agenda pack that was issued last, else whatever prints this meeting."""
        files = [f for f in self._session.read.records("document", meeting=meeting.id) if isinstance(f, Document)]
        ranks = self._session.read.ask(editions.by_document)
        files.sort(key=lambda f: (f.doc_kind == "agenda pack", ranks.get(f.id, ""), f.id))
        place = Place("papers", files[-1].id, sheet=1) if files else spot_of(self._session.read, meeting)
        if place is not None:
            self.pages.show_place(place)
        else:
            self.pages.show_nothing(
                "No paper of this meeting is in the library. Import its agenda pack to read it here."
            )

    def lead_pages(self, record: Record) -> bool:
        """Bring the pages to where a record is printed; False where no file prints it."""
        spot = spot_of(self._session.read, record)
        if spot is not None:
            self.pages.show_place(spot)
        return spot is not None

    def set_beside(self, beside: bool) -> None:
        """Whether the pages stand beside the tables; it is remembered."""
        self.beside.setChecked(beside)
        if self._settings is not None:
            self._settings.setValue(_BESIDE, beside)
        self.show_part()

    def reset_layout(self) -> None:
        """Columns and panes as they are drawn."""
        self.tables.reset()
        self.set_beside(False)
        self.both.setSizes([10_000, 10_000])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Beside each other where there is room, else the pages under the table."""
        wide = self.width() >= _ROOM_FOR_BOTH * min(self._theme.scale, 1.5)
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.both.orientation() != way:
            self.both.setOrientation(way)
            self.both.setSizes([10_000, 10_000])
