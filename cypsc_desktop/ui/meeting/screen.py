"""The meeting screen: which meeting, its agenda, its tables and its pages. It leads the parts; they do the work."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from cypsc_desktop.commands.records import delete_records
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Meeting, Record
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.meeting.actions import WORDINGS, actions_of
from cypsc_desktop.ui.meeting.agenda_pane import AgendaPane
from cypsc_desktop.ui.meeting.centre import PAGES, Centre
from cypsc_desktop.ui.meeting.destination import meeting_for, next_meeting, tab_named, table_of
from cypsc_desktop.ui.meeting.grids import MeetingTable
from cypsc_desktop.ui.meeting.naming import day_of, title_of
from cypsc_desktop.ui.meeting.new_meeting import NewMeeting, NoMeeting
from cypsc_desktop.ui.meeting.sheets_read import SheetsRead
from cypsc_desktop.ui.meeting.table_stack import TablePage
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.reading_memory import ReadingMemory
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.settings.choices import Reading
from cypsc_desktop.ui.theme import Theme, redress

NEW = "new"
_NO_AGENDA_BELOW = 560  # width at 100 % text under which the agenda gives way
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
        self._meeting: Meeting | None = None
        self._record: str | None = None
        self._left: dict[str, _Left] = {}
        self._stale = True
        self._folded = False
        self._read = SheetsRead(memory, self)
        self.acts = self._actions()
        self.stack = QStackedWidget(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self.stack)
        self.agenda = AgendaPane(session, theme, self.splitter)
        self.centre = Centre(
            session, jobs, renderer, theme, ask, settings, meeting=self.meeting, parents=self._parents,
            beside=self.acts["beside"], parent=self.splitter,
        )  # fmt: skip
        self.tabs, self.tables, self.pages = self.centre.tabs, self.centre.tables, self.centre.pages
        self.empty = NoMeeting(self.stack)
        self.first_button = self.empty.button
        self.first_button.clicked.connect(self.acts["new"].trigger)
        self.form: NewMeeting | None = None
        self._build()
        self._listen()
        self.set_theme(theme)

    # Parts

    def _build(self) -> None:
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setStretchFactor(1, 1)
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _actions(self) -> dict[str, QAction]:
        does: dict[str, Callable[[], object]] = {
            "new": lambda: self.wanted.emit(Place("meeting", part=NEW)), "delete": self.delete_meeting,
            "page": self.show_on_page, "beside": self._on_beside, "settle": self._settle, "find": self._find,
            "next": lambda: self.tabs.turn(1), "before": lambda: self.tabs.turn(-1),
        }  # fmt: skip
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        return actions_of(self, WORDINGS, does, name="meeting", within=within)

    def _listen(self) -> None:
        self._session.committee_changed.connect(self._on_committee)
        self.agenda.meeting_chosen.connect(lambda entity: self.wanted.emit(Place("meeting", entity)))
        self.agenda.new_wanted.connect(self.acts["new"].trigger)
        self.agenda.screen_wanted.connect(self._on_screen)
        self.agenda.chosen.connect(self._on_agenda)
        self.agenda.opened.connect(self._on_opened)
        self.agenda.changed.connect(self._show_again)
        self.centre.turned.connect(self._on_tab)
        self.tables.chosen.connect(self._on_row)
        self.tables.page_wanted.connect(self.show_on_page)
        self.tables.meeting_wanted.connect(
            lambda one: self.wanted.emit(Place("meeting", one, part=self.tabs.current()))
        )
        self.tables.export_wanted.connect(self.exporting)
        self.pages.told.connect(self._tell)
        self.pages.wanted.connect(self.wanted)
        self.pages.said.connect(self.said)
        self.pages.leaving.connect(lambda: self.moved.emit(self.place()))
        self.pages.leapt.connect(lambda: self.jumped.emit(self.place()))
        self.pages.saw.connect(self._read.saw)
        self._read.more.connect(self._on_read)
        self.pages.failed.connect(self.failed)
        for part in (self.agenda, self.tables):
            part.done.connect(self.done)
            part.failed.connect(self.failed)

    # Going

    def go(self, place: Place) -> None:
        if place.part == NEW:
            self._begin_form()
            return
        session = self._session
        meeting = meeting_for(session.read, place, shown=self._meeting, committee=session.committee)
        moves = (meeting.id if meeting else None) != (self._meeting.id if self._meeting else None)
        if moves or self._stale or self._is_form():
            self._show(meeting)
        part = tab_named(place.part)
        if place.record:
            self._go_to_record(place.record, part)
        elif part:
            self.tabs.go_to(part)
        shown = self.pages.shown()
        if place.sheet and shown is not None:
            self.pages.show_place(Place("papers", shown.subject, sheet=place.sheet, box=place.box))
        self._tell_chosen()
        self.moved.emit(self.place())

    def place(self) -> Place:
        if self._is_form():
            return Place("meeting", part=NEW)
        return Place("meeting", self._meeting.id if self._meeting else None, self._record, self.tabs.current())

    def title(self) -> str:
        if self._is_form():
            return "New meeting"
        return f"Meeting, {day_of(self._meeting)}" if self._meeting else "Meeting"

    def meeting(self) -> Meeting | None:
        """The meeting that is shown."""
        return self._meeting

    def table_in_front(self) -> TablePage | None:
        """The table whose tab is chosen, None where that is the pages."""
        return self.centre.front()

    def _go_to_record(self, entity: str, part: str | None) -> None:
        """To a record's row: in the agenda, where the place names no table; else in its table."""
        record = self._session.read.record(entity)
        if record is None:
            return
        table = table_of(record, tab=part)
        in_agenda = self.agenda.list.choose(record.id)
        if table and not (in_agenda and part in (None, PAGES)):
            self.tabs.go_to(table)
            self.tables.show_table(table).choose(record.id)
        elif part:
            self.tabs.go_to(part)
        self._choose(record)
        if in_agenda or self.pages.isVisible():
            self.centre.lead_pages(record)

    # What the frame asks for

    def commands(self) -> Sequence[QAction]:
        return (*self.acts.values(), *self.agenda.acts.values())

    def panes(self) -> Sequence[QWidget]:
        if self.stack.currentWidget() is not self.splitter:
            return (self.stack.currentWidget() or self,)
        page = self.centre.front()
        return (self.agenda.list, *([page.grid.view] if page else []), *self.pages.panes())

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        page = self.centre.front()
        if self.form is not None and self._is_form():
            self.form.focus_first()
        elif self._meeting is None:
            self.first_button.setFocus(reason)
        elif page is not None and page.grid.arrangement.total():
            page.grid.view.setFocus(reason)
        elif self.agenda.list.isVisibleTo(self):
            self.agenda.list.setFocus(reason)
        else:
            self.agenda.chooser.setFocus(reason)

    def refresh(self, touched: Touched) -> None:
        kinds = set(touched.kinds)
        if kinds & _SHOWN_IN_AGENDA:
            self._show_again()
        elif not self._is_form():
            self.centre.show_counts(keep=True)

    def show_returned(self, entities: Sequence[str]) -> None:
        if self._is_form():
            return
        self._show_again()
        self.tables.show_meeting()  # what came back is in none of them yet
        for entity in entities:
            record = self._session.read.record(entity)
            if record is not None and (self.agenda.list.row(entity) or self._holds(record)):
                self._go_to_record(entity, None)
                return

    def _holds(self, record: Record) -> bool:
        """Whether it stands in a table of this meeting."""
        return self._meeting is not None and getattr(record, "meeting", None) == self._meeting.id

    def save_now(self) -> None:
        page = self.tables.front()
        if page is not None:
            page.grid.view.save_now()

    def remember_password(self, password: str) -> None:
        self.pages.remember_password(password)

    def set_reading(self, reading: Reading) -> None:
        self.pages.set_reading(reading)

    def reset_layout(self) -> None:
        self.centre.reset_layout()
        self._set_sizes()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.agenda.set_theme(theme)
        self.centre.set_theme(theme)
        if self.form is not None:
            self.form.set_theme(theme)
        redress(self, theme)
        self.agenda.setMinimumWidth(min(theme.px(200), 320))
        self._set_sizes()
        self._fold()

    def is_idle(self) -> bool:
        return self.pages.is_idle()

    def let_go(self) -> None:
        self._read.stop()
        self.save_now()
        self.pages.let_go()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _set_sizes(self) -> None:
        self.splitter.setSizes([min(self._theme.px(264), 420), 10_000])

    def _fold(self) -> None:
        """Where it gets too narrow the agenda steps back, to come again when there is room."""
        fold = 0 < self.width() / self._theme.scale < _NO_AGENDA_BELOW
        if fold != self._folded:
            self._folded = fold
            self.agenda.setVisible(not fold)

    # What is shown

    def _show(self, meeting: Meeting | None) -> None:
        """Show a meeting as it was left, or from its beginning."""
        self._keep_left()
        self._stale = False
        moves = meeting is None or self._meeting is None or meeting.id != self._meeting.id
        self._meeting = meeting
        self.stack.setCurrentWidget(self.splitter if meeting else self.empty)
        self.agenda.show_meeting(meeting, self._read.so_far())
        self.tables.show_meeting()
        self.centre.show_counts(keep=False)
        if meeting is None:
            self.pages.show_nothing("")
            self._choose(None)
            return
        if moves:
            self._show_left(meeting, self._left.get(meeting.id))
        self.centre.show_part()

    def _show_left(self, meeting: Meeting, left: _Left | None) -> None:
        self.agenda.list.choose(left.record if left else None)
        if left and left.part in self.tabs.offered():
            self.tabs.go_to(left.part)
        elif not self.tabs.holds(self.tabs.current()):
            self.tabs.go_to(PAGES)
        if left and left.pages:
            self.pages.show_place(left.pages)
        else:
            self.centre.show_first_pages(meeting)
        self._choose(self._session.read.record(left.record) if left and left.record else None)

    def _show_again(self) -> None:
        """The same meeting as the library now holds it; another, where it is gone."""
        if self._is_form():
            self._stale = True
            return
        now = self._session.read.record(self._meeting.id) if self._meeting else None
        if not isinstance(now, Meeting):
            self._show(next_meeting(self._session.read, committee=self._session.committee))
            self.moved.emit(self.place())
            return
        self._meeting = now
        self.agenda.show_meeting(now, self._read.so_far())
        self.centre.show_counts(keep=True)
        if self._record and self._session.read.record(self._record) is None:
            self._choose(None)

    def _keep_left(self) -> None:
        if self._meeting is not None and not self._is_form():
            self._left[self._meeting.id] = _Left(self.tabs.current(), self._record, self.pages.shown())

    def _parents(self, table: MeetingTable) -> Mapping[str, str]:
        """What a row added by hand belongs to: the chosen item, where it is a paper."""
        chosen = self.agenda.list.item_of(self._record)
        if table.above == "item" and chosen is not None:
            return {"item": chosen.id}
        return table.parents(self._session.read, self._meeting)

    def _on_read(self) -> None:
        """Take the sign of the unread from what has been read since."""
        if self._meeting is not None and not self._is_form():
            self.agenda.show_meeting(self._meeting, self._read.so_far())

    # What the person does

    def _choose(self, record: Record | None) -> None:
        """Have the inspector show this record, by default the meeting."""
        self._record = record.id if record is not None and not isinstance(record, Meeting) else None
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        name = self.tabs.current()
        self.acts["page"].setEnabled(self._record is not None)
        self.acts["settle"].setEnabled(name == "findings")
        self.acts["find"].setEnabled(name != PAGES)
        self.exports = self.centre.export()
        self.chosen.emit(self._record or (self._meeting.id if self._meeting else None))

    def _tell(self, words: str) -> None:
        """Where the reader is, while the pages are in sight."""
        self.told.emit(words if self.pages.isVisible() else "")

    def _on_screen(self, name: str) -> None:
        """To this meeting on another screen: prepared, its minutes taken, its minutes drafted."""
        if self._meeting is not None:
            self.wanted.emit(Place(name, self._meeting.id))

    def _on_tab(self, _: str) -> None:
        """The row of the table that comes to the front is the chosen record; none of the table before may stay, since
        the inspector would go on changing it out of sight."""
        self._tell("")
        page = self.centre.front()
        row = page.grid.current() if page is not None else None
        if row is not None:
            self._record = row.id
        elif page is not None and self.agenda.list.item_of(self._record) is None:
            self._record = None
        self._tell_chosen()
        self.moved.emit(self.place())

    def _on_agenda(self, entity: str) -> None:
        record = self._session.read.record(entity)
        self._choose(record)
        if record is not None:
            self.centre.lead_pages(record)
        self.moved.emit(self.place())

    def _on_opened(self, entity: str) -> None:
        """Enter on a row of the agenda: to its pages."""
        record = self._session.read.record(entity)
        if record is not None:
            self.show_on_page(record)

    def _on_row(self, record: Record) -> None:
        self._choose(record)
        if self.pages.isVisible():
            self.centre.lead_pages(record)
        self.moved.emit(self.place())

    def _on_beside(self) -> None:
        self.set_beside(self.acts["beside"].isChecked())

    def set_beside(self, beside: bool) -> None:
        """Whether the pages stand beside the tables, at the chosen record."""
        self.centre.set_beside(beside)
        record = self._session.read.record(self._record) if beside and self._record else None
        if record is not None:
            self.centre.lead_pages(record)

    def show_on_page(self, record: Record | None = None) -> None:
        """Go to where a record is printed, by default the chosen one."""
        record = record or (self._session.read.record(self._record) if self._record else None)
        if record is None or self._meeting is None:
            return
        if not self.centre.lead_pages(record):
            self.failed.emit("No paper in the library prints this: it was typed by hand.")
            return
        if not self.pages.isVisible():
            self.tabs.go_to(PAGES)
        self.pages.focus_main()
        self.jumped.emit(self.place())

    def _settle(self) -> None:
        page = self.centre.front()
        if page is not None and self.tabs.current() == "findings":
            page.settle()

    def _find(self) -> None:
        page = self.centre.front()
        if page is not None:
            page.grid.bar.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
            page.grid.bar.finder.selectAll()

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

    def _on_committee(self) -> None:
        """Another committee: its own next meeting, unless the one in sight is of it."""
        self._stale = True
        if self._meeting is not None and self._session.committee not in (None, self._meeting.committee):
            self._keep_left()
            self._meeting = None
        if self.isVisible() and not self._is_form():
            self.go(Place("meeting"))

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
        self._leave_form(entity)
        if isinstance(meeting, Meeting):
            self.done.emit(f"{title_of(meeting)} added.")

    def _on_given_up(self) -> None:
        self._leave_form(self._meeting.id if self._meeting else None)

    def _leave_form(self, meeting: str | None) -> None:
        self._stale = True
        self.wanted.emit(Place("meeting", meeting))  # until it is shown this place is the form's
