"""The meeting screen: which meeting, its agenda, its tables, and its pages alone or beside them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from cypsc_desktop.commands.agenda import first_meeting
from cypsc_desktop.commands.records import delete_records
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Document, Meeting, Record
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.meeting.agenda_pane import AgendaPane
from cypsc_desktop.ui.meeting.agenda_rows import Read
from cypsc_desktop.ui.meeting.grids import NAMES, TABLES, MeetingTable, meeting_of, spot_of, table_for
from cypsc_desktop.ui.meeting.naming import day_of, title_of
from cypsc_desktop.ui.meeting.new_meeting import NewMeeting
from cypsc_desktop.ui.meeting.pages_pane import PagesPane
from cypsc_desktop.ui.meeting.tab_row import Tab, TabRow
from cypsc_desktop.ui.meeting.table_stack import TablePage, TableStack, count
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.reading_memory import ReadingMemory
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, dress, redress

PAGES, NEW = "pages", "new"
_BESIDE = "layout/meeting/beside"
_MARK_MS = 1000  # a page is read when it has been in sight for this long
_NO_AGENDA_BELOW = 560  # width at 100 % text under which the agenda waits behind F9
_SIDE_BY_SIDE = 700  # width of the centre from which pages stand beside a table; below it, under the table
_SHOWN_IN_AGENDA = frozenset({"meeting", "committee", "document", "item", "paper", "version"})


class _Left(NamedTuple):
    """Where a meeting was left."""

    part: str
    record: str | None
    pages: Place | None


class MeetingScreen(Screen):
    """``memory`` knows which sheets were on screen; without it nothing is marked unread."""

    has_inspector = True

    def __init__(
        self,
        *,
        session: Session,
        jobs: Jobs,
        renderer: Renderer,
        theme: Theme,
        ask: Ask,
        settings: QSettings | None = None,
        memory: ReadingMemory | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._settings = settings
        self._memory = memory
        self._meeting: Meeting | None = None
        self._record: str | None = None
        self._left: dict[str, _Left] = {}
        self._stale = True
        self._folded = False
        self._beside = bool(settings is not None and settings.value(_BESIDE, False, type=bool))
        self.stack = QStackedWidget(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self.stack)
        self.agenda = AgendaPane(session, theme, self.splitter)
        self.centre = QWidget(self.splitter)
        self.tabs = TabRow([Tab(PAGES, "Pages"), *(Tab(table.name, table.title) for table in TABLES)], self.centre)
        self.both = QSplitter(Qt.Orientation.Horizontal, self.centre)
        self.tables = TableStack(
            session, theme, settings, meeting=self.meeting, parents=self._parents, parent=self.both
        )
        self.pages = PagesPane(session, jobs, renderer, theme, ask, self.both)
        self._marking = QTimer(self, singleShot=True, interval=_MARK_MS)
        self._marking.timeout.connect(self._mark_read)
        self.empty = self._empty_page()
        self.form: NewMeeting | None = None
        self.acts = self._actions()
        self._build()
        self._listen()
        self.set_theme(theme)
        self._show_part()
        session.committee_changed.connect(self._on_committee)

    # Parts

    def _build(self) -> None:
        self.beside_button = QToolButton(self.centre)
        self.beside_button.setDefaultAction(self.acts["beside"])
        self.beside_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.beside_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tabs.add_corner(self.beside_button)
        for splitter in (self.splitter, self.both):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        self.splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self.centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.both, 1)
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _empty_page(self) -> QWidget:
        page = QWidget(self.stack)
        page.setObjectName("surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = QLabel("No meeting yet", page)
        title.setProperty("type", "title")
        words = QLabel(
            "Import an agenda pack, and its meeting stands here with items, papers and tables. Or make one by hand.",
            page,
        )
        words.setWordWrap(True)
        words.setProperty("tone", "second")
        self.first_button = QPushButton("New meeting", page)
        self.first_button.setProperty("primary", True)
        self.first_button.clicked.connect(lambda: self.wanted.emit(Place("meeting", part=NEW)))
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        for widget in (title, words):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self.first_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    def _actions(self) -> dict[str, QAction]:
        wordings: tuple[tuple[str, str, str, str, Callable[[], object]], ...] = (
            ("new", "New meeting…", "", "plus", lambda: self.wanted.emit(Place("meeting", part=NEW))),
            ("delete", "Delete this meeting", "", "trash", self.delete_meeting),
            ("page", "Show on page", "Ctrl+Shift+J", "file-text", self.show_on_page),
            (
                "beside",
                "Pages beside the table",
                "Ctrl+Shift+B",
                "columns-2",
                lambda: self.set_beside(not self._beside),
            ),
            ("settle", "Settle the findings", "Ctrl+Shift+S", "check", self._settle),
            ("find", "Find in this table", "Ctrl+F", "search", self._find),
            ("next", "Next table", "Ctrl+PgDown", "", lambda: self.tabs.turn(1)),
            ("before", "Table before", "Ctrl+PgUp", "", lambda: self.tabs.turn(-1)),
        )
        made = {}
        for name, words, key, icon, do in wordings:
            action = QAction(words, self)
            action.setObjectName(f"meeting {name}")
            action.setToolTip(f"{words} ({key})" if key else words)
            if key:
                action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            if icon:
                dress(action, icon)
            action.triggered.connect(lambda _=False, do=do: do())
            # While the pages have the focus, finding is theirs.
            (self.tables if name == "find" else self).addAction(action)
            made[name] = action
        made["beside"].setCheckable(True)
        made["beside"].setIconText("Pages beside")  # what its button says
        made["beside"].setChecked(self._beside)
        return made

    def _listen(self) -> None:
        self.agenda.meeting_chosen.connect(lambda entity: self.wanted.emit(Place("meeting", entity)))
        self.agenda.new_wanted.connect(self.acts["new"].trigger)
        self.agenda.chosen.connect(self._on_agenda)
        self.agenda.opened.connect(self._on_opened)
        self.agenda.changed.connect(self._show_again)
        self.tabs.chosen.connect(self._on_tab)
        self.tables.chosen.connect(self._on_row)
        self.tables.page_wanted.connect(self.show_on_page)
        self.tables.meeting_wanted.connect(
            lambda entity: self.wanted.emit(Place("meeting", entity, part=self.tabs.current()))
        )
        self.tables.export_wanted.connect(self.exporting)
        self.pages.told.connect(self.told)
        self.pages.wanted.connect(self.wanted)
        self.pages.said.connect(self.said)
        self.pages.failed.connect(self.failed)
        self.pages.leaving.connect(lambda: self.moved.emit(self.place()))
        self.pages.leapt.connect(lambda: self.jumped.emit(self.place()))
        self.pages.saw.connect(self._on_saw)
        self.pages.made.connect(lambda: _order(self.tabs, self.tables, self.pages))
        for part in (self.agenda, self.tables):
            part.done.connect(self.done)
            part.failed.connect(self.failed)

    # Going

    def go(self, place: Place) -> None:
        if place.part == NEW:
            self._begin_form()
            return
        meeting = self._meeting_for(place)
        moves = (meeting.id if meeting else None) != (self._meeting.id if self._meeting else None)
        if moves or self._stale or self._is_form():
            self._show(meeting)
        part = _part(place.part)
        if place.record:
            self._go_to_record(place.record, part)
        elif part:
            self.tabs.go_to(part)
        if place.sheet and self._meeting:
            self._go_to_sheet(place)
        self.chosen.emit(self._record or (self._meeting.id if self._meeting else None))
        self.moved.emit(self.place())

    def place(self) -> Place:
        if self._is_form():
            return Place("meeting", self._meeting.id if self._meeting else None, part=NEW)
        return Place("meeting", self._meeting.id if self._meeting else None, self._record, self.tabs.current())

    def title(self) -> str:
        if self._is_form():
            return "New meeting"
        return f"Meeting, {day_of(self._meeting)}" if self._meeting else "Meeting"

    def meeting(self) -> Meeting | None:
        """The meeting that is shown."""
        return self._meeting

    def _meeting_for(self, place: Place) -> Meeting | None:
        """The meeting of a place; of its record, where it names none; else the present one, else the next one."""
        reader = self._session.read
        wanted = place.subject
        if not wanted and place.record:
            record = reader.record(place.record)
            wanted = meeting_of(reader, record) if record else None
        for entity in (wanted, self._meeting.id if self._meeting else None):
            found = reader.record(entity) if entity else None
            if isinstance(found, Meeting):
                return found
        return first_meeting(reader, committee=self._session.committee, today=_today())

    def _go_to_record(self, entity: str, part: str | None) -> None:
        record = self._session.read.record(entity)
        if record is None:
            return
        table = part if part and part in NAMES and NAMES[part].kind == record.kind else table_for(record.kind)
        in_agenda = self.agenda.list.choose(record.id)
        if table and not (in_agenda and part in (None, PAGES)):
            self.tabs.go_to(table)
            self.tables.show_table(table).choose(record.id)
        elif part:
            self.tabs.go_to(part)
        self._choose(record)
        if in_agenda:
            self._lead_pages(record)

    def _go_to_sheet(self, place: Place) -> None:
        shown = self.pages.shown()
        document = shown.subject if shown else None
        if document:
            self.pages.show_place(Place("papers", document, sheet=place.sheet, box=place.box))

    # What the frame asks for

    def commands(self) -> Sequence[QAction]:
        return (*self.acts.values(), *self.agenda.acts.values())

    def panes(self) -> Sequence[QWidget]:
        if self.stack.currentWidget() is not self.splitter:
            return (self.stack.currentWidget() or self,)
        return (self.agenda.list, self.tables, *self.pages.panes())

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self.form is not None and self._is_form():
            self.form.focus_first()
        elif self._meeting is None:
            self.first_button.setFocus(reason)
        elif self.agenda.list.isVisibleTo(self):
            self.agenda.list.setFocus(reason)
        else:
            self.agenda.chooser.setFocus(reason)

    def refresh(self, touched: Touched) -> None:
        kinds = set(touched.kinds)
        if kinds & _SHOWN_IN_AGENDA:
            self._show_again()
        elif not self._is_form():
            self._show_counts(keep=True)

    def save_now(self) -> None:
        page = self.tables.front()
        if page is not None:
            page.grid.view.save_now()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.agenda.set_theme(theme)
        self.tables.set_theme(theme)
        self.pages.set_theme(theme)
        if self.form is not None:
            self.form.set_theme(theme)
        redress(self, theme)
        self.agenda.setMinimumWidth(min(theme.px(200), 320))
        self.pages.setMinimumSize(min(theme.px(320), 420), theme.px(140))
        self.tables.setMinimumSize(min(theme.px(260), 360), theme.px(140))
        self._set_sizes()
        self._fold_panes()

    def remember_password(self, password: str) -> None:
        self.pages.remember_password(password)

    def reset_layout(self) -> None:
        self.tables.reset()
        self.set_beside(False)
        self._set_sizes()

    def is_idle(self) -> bool:
        return self.pages.is_idle()

    def let_go(self) -> None:
        self._marking.stop()
        self.save_now()
        self.pages.let_go()

    # What is shown

    def _show(self, meeting: Meeting | None) -> None:
        """Show a meeting as it was left, or from its beginning."""
        self._keep_left()
        self._stale = False
        moves = meeting is None or self._meeting is None or meeting.id != self._meeting.id
        self._meeting = meeting
        self.stack.setCurrentWidget(self.splitter if meeting else self.empty)
        self.agenda.show_meeting(meeting, self._read())
        self.tables.show_meeting()
        self._show_counts(keep=False)
        if meeting is None:
            self._record = None
            self.pages.show_nothing("")
            self.chosen.emit(None)
            return
        if moves:
            self._show_left(self._left.get(meeting.id))
        self._show_part()

    def _show_left(self, left: _Left | None) -> None:
        assert self._meeting
        self.agenda.list.choose(left.record if left else None)
        if left and left.part in self.tabs.offered():
            self.tabs.go_to(left.part)
        elif not self.tabs.holds(self.tabs.current()):
            self.tabs.go_to(PAGES)
        pages = left.pages if left else None
        if pages or self._open_first(self._meeting) is None:
            self.pages.show_place(pages) if pages else None
        record = self._session.read.record(left.record) if left and left.record else None
        self._choose(record)

    def _read(self) -> Read | None:
        return self._memory.reading().read if self._memory else None

    def _on_saw(self, document: str, name: str, sheet: int) -> None:
        if self._memory is not None:
            self._memory.saw(document, name, sheet)
            self._marking.start()

    def _mark_read(self) -> None:
        """Take the sign of the unread from what has been read since."""
        if self._meeting is not None and not self._is_form():
            self.agenda.show_meeting(self._meeting, self._read())

    def _keep_left(self) -> None:
        if self._meeting is not None and not self._is_form():
            self._left[self._meeting.id] = _Left(self.tabs.current(), self._record, self.pages.shown())

    def _show_again(self) -> None:
        """The same meeting as the library now holds it; another, where it is gone."""
        if self._is_form():
            self._stale = True
            return
        now = self._session.read.record(self._meeting.id) if self._meeting else None
        if isinstance(now, Meeting):
            self._meeting = now
            self.agenda.show_meeting(now, self._read())
            self._show_counts(keep=True)
            if self._record and self._session.read.record(self._record) is None:
                self._choose(None)
            return
        self._show(first_meeting(self._session.read, committee=self._session.committee, today=_today()))
        self.moved.emit(self.place())

    def _show_counts(self, *, keep: bool) -> None:
        reader, meeting = self._session.read, self._meeting
        counts = {table.name: count(reader, table, meeting) for table in TABLES}
        tabs = [Tab(t.name, t.title, counts[t.name], bool(counts[t.name]) or t.always) for t in TABLES]
        self.tabs.show_tabs([Tab(PAGES, "Pages"), *tabs], keep=keep)

    def _show_part(self) -> None:
        """The table or the pages in front, and the pages beside where they are wanted."""
        name = self.tabs.current()
        if name == PAGES:
            self.tables.hide()
            self.pages.show()
        else:
            self.tables.show_table(name)
            self.tables.show()
            self.pages.setVisible(self._beside)
            _order(self.tabs, self.tables, self.pages)
        self.acts["page"].setEnabled(self._record is not None)
        self.exports = NAMES[name].export if name in NAMES else None
        self.acts["settle"].setEnabled(name == "findings")
        self.acts["find"].setEnabled(name != PAGES)
        self.beside_button.setVisible(name != PAGES)
        self.tabs.fold()
        self._arrange_both()

    def _parents(self, table: MeetingTable) -> Mapping[str, str]:
        chosen = self.agenda.list.item_of(self._record)
        if table.above == "item" and chosen is not None:
            return {"item": chosen.id}
        return table.parents(self._session.read, self._meeting)

    def _open_first(self, meeting: Meeting) -> Place | None:
        """The agenda pack that was issued last, else whatever prints this meeting."""
        files = [f for f in self._session.read.records("document", meeting=meeting.id) if isinstance(f, Document)]
        files.sort(key=lambda f: (f.doc_kind == "agenda pack", f.issued or "", f.id))
        place = Place("papers", files[-1].id, sheet=1) if files else spot_of(self._session.read, meeting)
        if place is not None:
            self.pages.show_place(place)
        else:
            self.pages.show_nothing(
                "No paper of this meeting is in the library. Import its agenda pack to read it here."
            )
        return place

    # What the person does

    def _choose(self, record: Record | None) -> None:
        """Have the inspector show this record, by default the meeting."""
        self._record = record.id if record is not None and not isinstance(record, Meeting) else None
        self.acts["page"].setEnabled(self._record is not None)
        self.chosen.emit(self._record or (self._meeting.id if self._meeting else None))

    def _on_tab(self, _: str) -> None:
        self._show_part()
        self.moved.emit(self.place())

    def _on_agenda(self, entity: str) -> None:
        record = self._session.read.record(entity)
        self._choose(record)
        if record is not None:
            self._lead_pages(record)
        self.moved.emit(self.place())

    def _on_opened(self, entity: str) -> None:
        """Enter on a row of the agenda: to its pages."""
        record = self._session.read.record(entity)
        if record is not None:
            self.show_on_page(record)

    def _on_row(self, record: Record) -> None:
        self._choose(record)
        if self.pages.isVisible():
            self._lead_pages(record)
        self.moved.emit(self.place())

    def _lead_pages(self, record: Record) -> bool:
        """Bring the pages to where a record is printed; False where no file prints it."""
        spot = spot_of(self._session.read, record)
        if spot is not None:
            self.pages.show_place(spot)
        return spot is not None

    def show_on_page(self, record: Record | None = None) -> None:
        """Go to where a record is printed, by default the chosen one."""
        record = record or (self._session.read.record(self._record) if self._record else None)
        if record is None or self._meeting is None:
            return
        if not self._lead_pages(record):
            self.failed.emit("No paper in the library prints this: it was typed by hand.")
            return
        if self.tabs.current() != PAGES and not self._beside:
            self.tabs.go_to(PAGES)
        self.pages.focus_main()
        self.jumped.emit(self.place())

    def _settle(self) -> None:
        page = self.tables.front()
        if page is not None and self.tabs.current() == "findings":
            page.settle()

    def _find(self) -> None:
        page = self.tables.front()
        if page is not None and self.tabs.current() != PAGES:
            page.grid.bar.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
            page.grid.bar.finder.selectAll()

    def table_in_front(self) -> TablePage | None:
        """The table whose tab is chosen, None where that is the pages."""
        return self.tables.front() if self.tabs.current() != PAGES else None

    def delete_meeting(self) -> None:
        """The meeting with all that belongs to it, into the bin."""
        meeting = self._meeting
        if meeting is None or self._is_form():
            return
        try:
            delete_records(self._session.store, [meeting.id], actor=self._session.actor)
        except UserError as error:
            self.failed.emit(str(error))
            return
        self._left.pop(meeting.id, None)
        self._show_again()
        self.done.emit(f"The meeting of {day_of(meeting)} moved to the bin.")

    # A new meeting

    def _is_form(self) -> bool:
        return self.form is not None and self.stack.currentWidget() is self.form

    def _begin_form(self) -> None:
        self._keep_left()
        if self.form is None:
            self.form = NewMeeting(self._session, self._theme, self.stack)
            self.form.made.connect(self._on_made)
            self.form.given_up.connect(self._on_given_up)
            self.stack.addWidget(self.form)
        if not self._is_form():
            self.form.begin()
        self.stack.setCurrentWidget(self.form)
        self.form.focus_first()
        self.chosen.emit(None)
        self.moved.emit(self.place())

    def _on_made(self, entity: str) -> None:
        meeting = self._session.read.record(entity)
        self._stale = True
        self.stack.setCurrentWidget(self.splitter)
        self.wanted.emit(Place("meeting", entity))
        if isinstance(meeting, Meeting):
            self.done.emit(f"{title_of(meeting)} added.")

    def _on_given_up(self) -> None:
        self._stale = True
        self.stack.setCurrentWidget(self.splitter if self._meeting else self.empty)
        self.wanted.emit(Place("meeting", self._meeting.id if self._meeting else None))

    # Panes

    def set_beside(self, beside: bool) -> None:
        """Whether the pages stand beside the tables; it is remembered."""
        self._beside = beside
        self.acts["beside"].setChecked(beside)
        if self._settings is not None:
            self._settings.setValue(_BESIDE, beside)
        self._show_part()
        record = self._session.read.record(self._record) if beside and self._record else None
        if record is not None:
            self._lead_pages(record)

    def _arrange_both(self) -> None:
        """Beside each other where there is room, else the pages under the table."""
        wide = self.centre.width() >= _SIDE_BY_SIDE * min(self._theme.scale, 1.5)
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.both.orientation() != way:
            self.both.setOrientation(way)
            self.both.setSizes([10_000, 10_000])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_panes()

    def _set_sizes(self) -> None:
        self.splitter.setSizes([min(self._theme.px(264), 420), 10_000])
        self.both.setSizes([10_000, 10_000])

    def _fold_panes(self) -> None:
        """Where it gets too narrow the agenda steps back, to come again when there is room."""
        fold = 0 < self.width() / self._theme.scale < _NO_AGENDA_BELOW
        if fold != self._folded:
            self._folded = fold
            self.agenda.setVisible(not fold)
        self._arrange_both()

    def _on_committee(self) -> None:
        """Another committee: its own next meeting, unless the one in sight is of it."""
        self._stale = True
        if self._meeting is not None and self._session.committee not in (None, self._meeting.committee):
            self._keep_left()
            self._meeting = None
        if self.isVisible() and not self._is_form():
            self.go(Place("meeting"))


def _part(named: str | None) -> str | None:
    """A tab's name, also from the kind of record that its table shows."""
    if named is None or named == PAGES or named in NAMES:
        return named
    return table_for(named)


def _today() -> str:
    """This day in ISO, by the laptop's clock."""
    return datetime.now().astimezone().date().isoformat()


def _order(*roots: QWidget) -> None:
    """Let Tab go through all of the first, then all of the next: what is made later stands last otherwise."""
    for before, after in pairwise([widget for root in roots for widget in _chain(root)]):
        QWidget.setTabOrder(before, after)


def _chain(root: QWidget) -> list[QWidget]:
    """What takes the focus in a widget, in the order of Tab."""
    found, start = [], root.window()
    widget = start.nextInFocusChain()
    while widget is not start:
        if root.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.focusProxy():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found
