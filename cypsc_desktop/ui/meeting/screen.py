"""The meeting screen: which meeting, its agenda, its pages and tables, and the fields of what is chosen."""

import logging
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSplitter, QToolButton, QVBoxLayout, QWidget

from cypsc_desktop.commands import choosing, drafting, editing
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import Cancelled, NeedsPassword, UserError
from cypsc_desktop.model.records import Document, Meeting, Record
from cypsc_desktop.pdf.render import DocumentHandle, Renderer
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.meeting.agenda_tree import AgendaTree
from cypsc_desktop.ui.meeting.pages import Pages
from cypsc_desktop.ui.meeting.table_page import TablePage, day_of
from cypsc_desktop.ui.meeting.tables import TABLES
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, dress
from cypsc_desktop.ui.widgets.chooser import Chooser
from cypsc_desktop.ui.widgets.folding_tabs import FoldingTabs
from cypsc_desktop.ui.widgets.inspector import Inspector

log = logging.getLogger(__name__)

_ALWAYS = ("responses", "recommendations")  # what a scrutiny committee looks for even where there is none
_NO_FIELDS_BELOW, _NO_AGENDA_BELOW = 1000, 720  # widths at 100 % text under which a pane waits behind its key
_AGENDA = frozenset({"meeting", "committee", "document", "item", "paper", "version"})

_FIELDS_AFTER_MS = 30


class MeetingScreen(QWidget):
    """``failed(text)``: something the person must know; ``exporting(what)``: export was asked for; ``moved(words)``
    and ``part_shown(words)``: for the status bar; ``panes_changed()``: a pane was shown or hidden."""

    failed = Signal(str)
    exporting = Signal(str)
    moved = Signal(str)
    part_shown = Signal(str)
    panes_changed = Signal()

    def __init__(
        self, session: Session, jobs: Jobs, renderer: Renderer, theme: Theme, ask: Ask, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._renderer = renderer
        self._theme = theme
        self._ask = ask
        self._passwords: dict[str, str] = {}  # by document
        self._known: list[str] = []  # given at imports, not yet known to open any
        self._handles: dict[str, DocumentHandle] = {}
        self._wanted: tuple[str, int, Any] | None = None
        self._meeting: Meeting | None = None
        # The pages of a meeting come when its agenda and tables stand: the worker need not compete with them.
        self._opening = QTimer(self, singleShot=True, interval=0)
        self._opening.timeout.connect(self._on_opening)
        # So do the fields of the meeting, which nobody can want to edit before they see the window.
        self._fields_of: Record | None = None
        self._fielding = QTimer(self, singleShot=True, interval=_FIELDS_AFTER_MS)
        self._fielding.timeout.connect(lambda: self._inspect(self._fields_of))
        self._steps = 0  # how many panes the width had no room for
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.left = QWidget(self.splitter)
        self.chooser = Chooser(self.left)
        self.chooser.setAccessibleName("Meeting")
        self.chooser.currentIndexChanged.connect(self._on_meeting)
        self.agenda = AgendaTree(self.left)
        self.agenda.chosen.connect(self._on_agenda)
        self.tabs = FoldingTabs(self.splitter)
        self.pages = Pages(renderer, theme, self.tabs)
        self.pages.moved.connect(self.moved)
        for widget in (self.tabs, self.tabs.tabBar()):
            widget.setAccessibleName("Pages and tables")
        self.tables = {
            spec.name: TablePage(
                spec, theme, edit=self._edit_cell, draft=self._keep_draft, export=self.exporting.emit,
                show_page=self.show_on_page, parent=self.tabs,
            )
            for spec in TABLES
        }  # fmt: skip
        self.tabs.addTab(self.pages, "Pages")
        for page in self.tables.values():
            self.tabs.addTab(page, page.spec.title)
            page.chosen.connect(self._inspect)
            page.meeting_wanted.connect(self.refresh)
        self.tabs.currentChanged.connect(self._on_tab)
        self.inspector = Inspector(
            theme, save=self._save_field, draft=self._keep_draft, show_page=self.show_on_page, parent=self.splitter
        )
        self._build()
        session.changed.connect(self._on_changed)

    def _build(self) -> None:
        self.left.setObjectName("pane")
        column = QVBoxLayout(self.left)
        column.setContentsMargins(8, 8, 8, 8)
        label = QLabel("&Meeting", self.left)
        label.setBuddy(self.chooser)
        label.setProperty("tone", "second")
        label.setProperty("type", "caption")
        column.addWidget(label)
        column.addWidget(self.chooser)
        column.addWidget(self.agenda, 1)
        self.fields_button = QToolButton()
        self.fields_button.setText("Fields")
        self.fields_button.setToolTip("Show or hide the fields of what is chosen (F4)")
        self.fields_button.setCheckable(True)
        self.fields_button.setChecked(True)
        self.fields_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fields_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        dress(self.fields_button, "list-details")
        self.fields_button.clicked.connect(self.show_fields)
        corner = self.tabs.corner.layout()
        if corner:
            corner.addWidget(self.fields_button)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([280, 750, 336])
        self.splitter.setStretchFactor(1, 1)
        self._limit_panes()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme or text size; what is shown, chosen and typed stays."""
        self._theme = theme
        self.pages.set_theme(theme)
        self.inspector.set_theme(theme)
        for page in self.tables.values():
            page.set_theme(theme)
        self._limit_panes()
        self._fold_panes()

    def _limit_panes(self) -> None:
        for widget in (self.left, self.tabs, self.inspector):
            widget.setMinimumWidth(min(self._theme.px(220), 320))

    # Panes

    def show_fields(self, shown: bool) -> None:
        """Show or hide the fields of what is chosen."""
        if not shown:
            self.inspector.save_now()
        self.inspector.setVisible(shown)
        self.fields_button.setChecked(shown)
        self.panes_changed.emit()

    def show_agenda(self, shown: bool) -> None:
        self.left.setVisible(shown)
        self.panes_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_panes()

    def _fold_panes(self) -> None:
        """Where it gets too narrow, the fields wait behind F4, then the agenda behind F9; back when there is room."""
        width = self.width() / self._theme.scale
        steps = (width < _NO_FIELDS_BELOW) + (width < _NO_AGENDA_BELOW)
        if steps != self._steps:
            self._steps = steps
            focus = self.focusWidget()
            self.show_fields(steps < 1 or bool(focus and self.inspector.isAncestorOf(focus)))  # never while typing
            self.show_agenda(steps < 2)

    # What is shown

    def meeting(self) -> Meeting | None:
        return self._meeting

    def refresh(self, choose: str | None = None) -> None:
        """Show what the library now holds; ``choose`` is the id of the meeting to go to."""
        known = choosing.meetings(self._session.read)
        keep = choose or (self._meeting.id if self._meeting else None)
        self.chooser.blockSignals(True)
        self.chooser.clear()
        for meeting in reversed(known):
            self.chooser.addItem(title(meeting), meeting.id)
        index = self.chooser.findData(keep) if keep else -1
        if index < 0 and known:
            with_items = next(
                (m for m in reversed(known) if self._session.read.records("item", meeting=m.id)), known[-1]
            )
            index = self.chooser.findData(with_items.id)
        self.chooser.setCurrentIndex(index)
        self.chooser.blockSignals(False)
        self._show(next((m for m in known if m.id == self.chooser.currentData()), None))

    def _show(self, meeting: Meeting | None) -> None:
        moved_on = (meeting.id if meeting else None) != (self._meeting.id if self._meeting else None)
        self._meeting = meeting
        self.chooser.setToolTip(title(meeting) if meeting else "")
        reader = self._session.read
        self.agenda.show_meeting(reader, meeting)
        self._show_tables(list(self.tables))
        record = self.inspector.record()
        if not self.isVisible() and meeting and not record:
            self._fields_of = meeting
            self._fielding.start()
        elif moved_on or not record:
            self._inspect(meeting)
        else:
            self._inspect_again(record)
        if moved_on and meeting:
            self._open_first(meeting)
        elif not meeting:
            self._wanted = None
            self.pages.show_nothing("There is no meeting in this library. Import an agenda pack with File > Import.")

    def _show_tables(self, names: list[str]) -> None:
        for name in names:
            page = self.tables[name]
            page.show_meeting(self._session.read, self._meeting)
            words = f"{page.spec.title} {page.count()}" if page.count() else page.spec.title
            self.tabs.setTabText(self.tabs.indexOf(page), words)
        offered = {self.tabs.indexOf(page) for name, page in self.tables.items() if page.count() or name in _ALWAYS}
        self.tabs.offer({0, *offered})

    def _inspect_again(self, record: Record) -> None:
        """The chosen record as it now is; where it is gone, the meeting."""
        now = self._session.read.record(record.id)
        if now is None:
            self.inspector.forget()
            self._inspect(self._meeting)
        else:
            self._inspect(now)

    def _open_first(self, meeting: Meeting) -> None:
        files = [f for f in self._session.read.records("document", meeting=meeting.id) if isinstance(f, Document)]
        files.sort(key=lambda f: (f.issued or "", f.id))
        packs = [f for f in files if f.doc_kind == "agenda pack"] or files
        self._wanted = None
        if packs:
            self._wanted = (packs[-1].id, 1, None)
        elif meeting.at:
            self._wanted = (meeting.at["document"], int(meeting.at.get("page", 1)), None)
        if self._wanted:
            self._opening.start()
        else:
            self.pages.show_nothing(
                "No paper of this meeting is in the library. Import its agenda pack with File > Import."
            )

    def _on_meeting(self) -> None:
        self.inspector.save_now()
        entity = self.chooser.currentData()
        self._show(next((m for m in choosing.meetings(self._session.read) if m.id == entity), None))

    def _on_tab(self, index: int) -> None:
        page = self.table_in_front()
        if page:
            page.build()

    def _on_changed(self, touched: Touched) -> None:
        """Read again what a change touched, and no more."""
        kinds = set(touched.kinds)
        if kinds & _AGENDA:
            self.refresh()
            return
        with_projects = {"saving", "plan_action"} if "project" in kinds else set()
        self._show_tables([n for n, page in self.tables.items() if page.spec.kind in kinds | with_projects])
        record = self.inspector.record()
        if record:
            self._inspect_again(record)

    def _on_agenda(self, entity: str, document: str | None, sheet: int, box: Any) -> None:
        if document:
            self.open_pages(document, sheet, box)
            self.show_pages()
        self._inspect(self._session.read.record(entity))

    def _inspect(self, record: Record | None) -> None:
        self._fielding.stop()
        drafts = drafting.drafts_of(self._session.store, record.id) if record else {}
        self.inspector.show_record(record, drafts)
        part = getattr(record, "part", None)
        self.part_shown.emit({"A": "Part A, public", "B": "Part B, private"}.get(part or "", ""))

    def show_pages(self) -> None:
        self.tabs.go_to(self.tabs.indexOf(self.pages))

    def show_on_page(self, record: Record) -> None:
        """Go to where the record is printed."""
        at = getattr(record, "at", None)
        document, page = getattr(record, "document", None), getattr(record, "page", None)
        if at:
            self.open_pages(at["document"], int(at.get("page", 1)), at.get("box"))
        elif document and page:
            self.open_pages(document, page)
        self.show_pages()

    def go_to_record(self, entity: str) -> bool:
        """The record's meeting, and its row or its place in the agenda; False where the library no longer has it."""
        record = self._session.read.record(entity)
        if record is None:
            return False
        above = self._session.read.record(getattr(record, "project", None) or getattr(record, "item", None) or "")
        meeting = record.id if record.kind == "meeting" else getattr(above or record, "meeting", None)
        if meeting and (self._meeting is None or meeting != self._meeting.id):
            self.inspector.save_now()
            self.refresh(meeting)
        page = next((page for page in self.tables.values() if page.model.row_of(entity) is not None), None)
        if page:
            self.tabs.go_to(self.tabs.indexOf(page))
            page.choose(entity)
            page.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.agenda.choose(entity)
        self._inspect(record)
        return True

    # Pages

    def _on_opening(self) -> None:
        if self._wanted:
            self.open_pages(*self._wanted)

    def open_pages(self, document: str, sheet: int, box: Any = None) -> None:
        """Show a sheet of a file; opens the file first where it is not open yet."""
        self._wanted = (document, sheet, box)
        shown = self.pages.document()
        if shown and shown.id == document:
            self.pages.go_to(sheet, box)
            return
        record = self._session.read.record(document)
        path = self._session.store.files.path(record.sha256 or "") if isinstance(record, Document) else None
        if not isinstance(record, Document) or path is None or not path.is_file():
            self.pages.show_nothing("The file of this paper is not in the library. Import it again.")
        elif record.format != "pdf":
            self.pages.show_text(record, self._session.read.page_text(record.sha256 or ""))
        elif document in self._handles:
            self._on_opened(record, self._handles[document])
        else:
            self._open_pdf(record, path)

    def _open_pdf(self, record: Document, path: Path) -> None:
        password = self._passwords.get(record.id)
        self._jobs.run(
            lambda _: self._renderer.open(path, password),
            owner=self,
            key="open pages",
            on_done=lambda opened: self._on_opened(record, opened),
            on_failed=lambda error: self._on_not_opened(record, path, error),
        )

    def remember_password(self, password: str) -> None:
        """What opened a file at its import opens its pages too, until the window closes; it is written nowhere."""
        self._known.append(password)

    def _on_opened(self, document: Document, handle: DocumentHandle) -> None:
        self._handles[document.id] = handle
        if not self._wanted or self._wanted[0] != document.id:
            return
        self.pages.show_pages(document, handle)
        self.pages.go_to(self._wanted[1], self._wanted[2])

    def _on_not_opened(self, document: Document, path: Path, error: BaseException) -> None:
        if isinstance(error, NeedsPassword) and self._known and self._wanted:
            self._passwords[document.id] = self._known.pop()
            self.open_pages(*self._wanted)
        elif isinstance(error, NeedsPassword):
            password = self._ask.password(self, document.name or path.name, str(error))
            if password and self._wanted:
                self._passwords[document.id] = password
                self.open_pages(*self._wanted)
            else:
                self.pages.show_nothing(str(error))
        elif isinstance(error, UserError):
            self.pages.show_nothing(str(error))
        elif not isinstance(error, Cancelled):
            log.error("a file could not be opened", exc_info=error)
            self.pages.show_nothing("The pages of this file cannot be shown. Its text is still found by search.")

    # Editing

    def _save_field(self, record: Record, field: str, text: str) -> str | None:
        """Save one field; returns why it was refused."""
        try:
            editing.set_field(self._session.store, record.id, field, text, actor=self._session.actor)
        except UserError as error:
            return str(error)
        except Exception:
            log.exception("a field could not be saved")
            return "This could not be saved because of a fault in the program. It is kept as a draft."
        return None

    def _edit_cell(self, record: Record, field: str, text: str) -> bool:
        """Save a cell; a refusal is shown, and what was typed waits in the inspector."""
        why = self._save_field(record, field, text)
        if why is None:
            return True
        self._keep_draft(record, field, text)
        edit = self.inspector.edit_of(field) if self.inspector.record() == record else None
        if edit:
            edit.setPlainText(text)
            edit.refuse(why)
        self.failed.emit(why)
        return False

    def _keep_draft(self, record: Record, field: str, text: str | None) -> None:
        try:
            drafting.keep_draft(self._session.store, record.id, field, text)
        except UserError as error:
            self.failed.emit(str(error))

    def table_in_front(self) -> TablePage | None:
        """The table whose tab is chosen, None where that is the pages."""
        page = self.tabs.currentWidget()
        return page if isinstance(page, TablePage) else None

    def is_idle(self) -> bool:
        return self.pages.view.is_idle() and not self._opening.isActive() and not self._fielding.isActive()

    def close_pages(self) -> None:
        """Save what is typed and let go of the files."""
        self._opening.stop()
        self._fielding.stop()
        self.inspector.save_now()
        self.pages.view.close_document()
        for handle in self._handles.values():
            self._renderer.release(handle)
        self._handles.clear()


def title(meeting: Meeting) -> str:
    """A meeting as a person names it: "14 Sep 2021, Scrutiny …"."""
    return f"{day_of(meeting)}, {meeting.body or 'unnamed body'}"
