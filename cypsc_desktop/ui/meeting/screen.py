"""The meeting screen: which meeting, its agenda, its pages and tables, and the fields of what is chosen."""

import logging
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QSplitter, QTabWidget, QVBoxLayout, QWidget

from cypsc_desktop.commands import choosing, drafting, editing
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import NeedsPassword, UserError
from cypsc_desktop.model.records import Document, Meeting, Record
from cypsc_desktop.pdf.render import DocumentHandle, Renderer
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.meeting.agenda_tree import AgendaTree
from cypsc_desktop.ui.meeting.pages import Pages
from cypsc_desktop.ui.meeting.table_page import TablePage
from cypsc_desktop.ui.meeting.tables import TABLES
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.inspector import Inspector

log = logging.getLogger(__name__)


class MeetingScreen(QWidget):
    """``failed(text)``: something the person must know; ``exporting(what)``: export was asked for."""

    failed = Signal(str)
    exporting = Signal(str)
    moved = Signal(str)

    def __init__(
        self, session: Session, jobs: Jobs, renderer: Renderer, theme: Theme, ask: Ask, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._renderer = renderer
        self._ask = ask
        self._passwords: dict[str, str] = {}
        self._handles: dict[str, DocumentHandle] = {}
        self._wanted: tuple[str, int, Any] | None = None
        self._meeting: Meeting | None = None
        self.chooser = QComboBox()
        self.chooser.setAccessibleName("Meeting")
        self.chooser.currentIndexChanged.connect(self._on_meeting)
        self.agenda = AgendaTree()
        self.agenda.chosen.connect(self._on_agenda)
        self.pages = Pages(renderer, theme)
        self.pages.moved.connect(self.moved)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.tabBar().setAccessibleName("Pages and tables")
        self.tabs.addTab(self.pages, "Pages")
        self.tables = {
            spec.name: TablePage(
                spec, theme, edit=self.save_field, export=self.exporting.emit, show_page=self.show_on_page
            )
            for spec in TABLES
        }
        for page in self.tables.values():
            page.chosen.connect(self._on_row)
        self.inspector = Inspector(theme, save=self.save_field, draft=self._keep_draft)
        self._build(theme)
        session.changed.connect(self._on_changed)

    def _build(self, theme: Theme) -> None:
        left = QWidget()
        left.setObjectName("pane")
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 8, 8, 8)
        label = QLabel("&Meeting")
        label.setBuddy(self.chooser)
        label.setProperty("tone", "second")
        column.addWidget(label)
        column.addWidget(self.chooser)
        column.addWidget(self.agenda, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        for widget in (left, self.tabs, self.inspector):
            self.splitter.addWidget(widget)
            widget.setMinimumWidth(min(theme.px(220), 320))
        self.splitter.setSizes([280, 740, 320])
        self.splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)

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
        reader = self._session.read
        self.agenda.show_meeting(reader, meeting)
        for page in self.tables.values():
            page.show_meeting(reader, meeting)
        self._show_tabs()
        record = self.inspector.record()
        if record and not moved_on:
            self._inspect(reader.record(record.id))
        elif meeting:
            self._inspect(meeting)
        if moved_on and meeting:
            self._open_first(meeting)

    def _show_tabs(self) -> None:
        """Tables with rows, and the two that a scrutiny committee always looks for."""
        current = self.tabs.currentWidget()
        self.tabs.blockSignals(True)
        for index in range(self.tabs.count() - 1, 0, -1):
            self.tabs.removeTab(index)
        for name, page in self.tables.items():
            if page.count() or name in ("responses", "recommendations"):
                self.tabs.addTab(page, f"{page.spec.title} {page.count()}" if page.count() else page.spec.title)
        if current is not None and self.tabs.indexOf(current) >= 0:
            self.tabs.setCurrentWidget(current)
        self.tabs.blockSignals(False)

    def _open_first(self, meeting: Meeting) -> None:
        files = [f for f in self._session.read.records("document", meeting=meeting.id) if isinstance(f, Document)]
        files.sort(key=lambda f: (f.issued or "", f.id))
        packs = [f for f in files if f.doc_kind == "agenda pack"] or files
        if packs:
            self.open_pages(packs[-1].id, 1)
        elif meeting.at:
            self.open_pages(meeting.at["document"], int(meeting.at.get("page", 1)))
        else:
            self.pages.show_nothing(
                "No paper of this meeting is in the library. Import its agenda pack with File > Import."
            )

    def _on_meeting(self) -> None:
        self.inspector.save_now()
        entity = self.chooser.currentData()
        self._show(next((m for m in choosing.meetings(self._session.read) if m.id == entity), None))

    def _on_changed(self, touched: Touched) -> None:
        self.refresh()

    def _on_agenda(self, entity: str, document: str | None, sheet: int, box: Any) -> None:
        if document:
            self.open_pages(document, sheet, box)
            self.tabs.setCurrentWidget(self.pages)
        self._inspect(self._session.read.record(entity))

    def _on_row(self, record: Record) -> None:
        self._inspect(record)

    def _inspect(self, record: Record | None) -> None:
        drafts = drafting.drafts_of(self._session.store, record.id) if record else {}
        self.inspector.show_record(record, drafts)

    def show_on_page(self, record: Record) -> None:
        """Go to where the record is printed."""
        at = getattr(record, "at", None)
        if at:
            self.open_pages(at["document"], int(at.get("page", 1)), at.get("box"))
        elif getattr(record, "page", None) and getattr(record, "document", None):
            self.open_pages(record.document, record.page)  # type: ignore[attr-defined]
        self.tabs.setCurrentWidget(self.pages)

    # Pages

    def open_pages(self, document: str, sheet: int, box: Any = None) -> None:
        """Show a sheet of a file; opens the file first where it is not open yet."""
        self._wanted = (document, sheet, box)
        shown = self.pages.document()
        if shown and shown.id == document:
            self.pages.go_to(sheet, box)
            return
        record = self._session.read.record(document)
        if not isinstance(record, Document) or not record.sha256:
            self.pages.show_nothing("The file of this paper is not in the library. Import it again.")
            return
        if record.format != "pdf":
            self.pages.show_text(record, self._session.read.page_text(record.sha256))
            return
        handle = self._handles.get(document)
        if handle:
            self._on_opened(record, handle)
            return
        path, password = self._session.store.files.path(record.sha256), self._passwords.get(document)
        self._jobs.run(
            lambda _: self._renderer.open(path, password),
            owner=self,
            key="open pages",
            on_done=lambda opened: self._on_opened(record, opened),
            on_failed=lambda error: self._on_not_opened(record, path, error),
        )

    def _on_opened(self, document: Document, handle: DocumentHandle) -> None:
        self._handles[document.id] = handle
        if not self._wanted or self._wanted[0] != document.id:
            return
        self.pages.show_pages(document, handle)
        self.pages.go_to(self._wanted[1], self._wanted[2])

    def _on_not_opened(self, document: Document, path: Path, error: BaseException) -> None:
        if isinstance(error, NeedsPassword):
            password = self._ask.password(self, document.name or path.name, str(error))
            if password and self._wanted:
                self._passwords[document.id] = password
                self.open_pages(*self._wanted)
            else:
                self.pages.show_nothing(str(error))
        elif isinstance(error, UserError):
            self.pages.show_nothing(str(error))
        else:
            log.error("a file could not be opened", exc_info=error)
            self.pages.show_nothing("The pages of this file cannot be shown. Its text is still found by search.")

    # Editing

    def save_field(self, record: Record, field: str, text: str) -> bool:
        """Save one field; a refusal is shown and what was typed stays."""
        try:
            editing.set_field(self._session.store, record.id, field, text, actor=self._session.actor)
        except UserError as error:
            self.failed.emit(str(error))
            return False
        return True

    def _keep_draft(self, record: Record, field: str, text: str | None) -> None:
        drafting.keep_draft(self._session.store, record.id, field, text)

    def is_idle(self) -> bool:
        return self.pages.view.is_idle()

    def close_pages(self) -> None:
        """Save what is typed and let go of the files."""
        self.inspector.save_now()
        self.pages.view.close_document()
        for handle in self._handles.values():
            self._renderer.release(handle)
        self._handles.clear()


def title(meeting: Meeting) -> str:
    """A meeting as a person names it: "14 Sep 2021, Scrutiny …"."""
    from datetime import date

    try:
        day = date.fromisoformat(meeting.date or "")
        when = f"{day.day} {day:%b %Y}"
    except ValueError:
        when = meeting.date or "undated"
    return f"{when}, {meeting.body or 'unnamed body'}"
