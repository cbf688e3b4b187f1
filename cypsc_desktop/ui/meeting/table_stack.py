"""A meeting's tables, one in sight: each grid is made when it is first looked at, and read again only then."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from cypsc_desktop.commands.records import CellEdit, counted, edit_cells
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Finding, Meeting, Record
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.grid.record_grid import RecordGrid
from cypsc_desktop.ui.meeting.grids import NAMES, MeetingTable, elsewhere, spot_of
from cypsc_desktop.ui.meeting.naming import day_of
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, dress

_KEPT = "layout/meeting"


class TablePage(QWidget):
    """One table: a line that says where its rows stand if they are not here, and its grid.

    ``chosen(record)``, ``page_wanted(record)``, ``meeting_wanted(id)``, ``export_wanted(name)``; ``done(words)`` and
    ``failed(words)`` as of a screen; ``arranged(state)``: the grid's columns are to be remembered.
    """

    chosen = Signal(object)
    page_wanted = Signal(object)
    meeting_wanted = Signal(str)
    export_wanted = Signal(str)
    done = Signal(str)
    failed = Signal(str)
    arranged = Signal(str)

    def __init__(
        self,
        table: MeetingTable,
        session: Session,
        theme: Theme,
        *,
        meeting: Callable[[], Meeting | None],
        parents: Callable[[], Mapping[str, str]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.table = table
        self._session = session
        self._meeting = meeting
        self._elsewhere: Meeting | None = None
        self._quiet = False
        spec = replace(table.spec(meeting), parents=parents)
        self.grid = RecordGrid(session, spec, theme, parent=self)
        self.notice = self._notice()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.grid, 1)
        self._add_buttons()
        self.grid.chosen.connect(self._on_chosen)
        self.grid.said.connect(self.done)
        self.grid.refused.connect(self.failed)
        self.grid.state_changed.connect(lambda: self.arranged.emit(json.dumps(self.grid.state())))
        self.set_theme(theme)

    def _notice(self) -> QWidget:
        notice = QWidget(self)
        notice.setObjectName("banner")
        notice.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(notice)
        row.setContentsMargins(12, 4, 12, 4)
        self.notice_words = QLabel(notice)
        self.notice_words.setWordWrap(True)
        self.notice_button = QPushButton(notice)
        self.notice_button.clicked.connect(self._on_elsewhere)
        row.addWidget(self.notice_words, 1)
        row.addWidget(self.notice_button)
        notice.hide()
        return notice

    def _add_buttons(self) -> None:
        self.page_button = self._button("Show on page", "file-text", "Show where this is printed (Ctrl+Shift+J)")
        self.page_button.clicked.connect(self._on_page)
        self.settle_button: QPushButton | None = None
        if self.table.kind == Finding.kind:
            self.settle_button = self._button("Settle", "check", "Say that the chosen findings need nothing more")
            self.settle_button.clicked.connect(self.settle)
        if self.table.export:
            self.export_button = self._button("Export", "download", "Export this table (Ctrl+E)")
            self.export_button.clicked.connect(lambda: self.export_wanted.emit(self.table.export or ""))
        self._tell_chosen()

    def _button(self, words: str, icon: str, tip: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setToolTip(tip)
        dress(button, icon)
        self.grid.bar.add_widget(button)
        return button

    def set_theme(self, theme: Theme) -> None:
        self.grid.set_theme(theme)

    def refresh(self) -> None:
        """Read the library again, for the meeting that is now shown."""
        self._quiet = True  # another current row is not the person's choice
        self.grid.refresh()
        self._quiet = False
        self._tell_elsewhere()
        self._tell_chosen()

    def choose(self, entity: str) -> bool:
        """Make a record's row the current one, whatever hides it."""
        found = self.grid.go_to(entity)
        if not found:
            self.grid.look_for("")
            found = self.grid.go_to(entity)
        return found

    def settle(self) -> int:
        """Settle the chosen findings, or open them again where all are settled, in one step; returns how many."""
        found = [record for record in self.grid.selected() if isinstance(record, Finding)]
        open_again = bool(found) and all(finding.settled for finding in found)
        edits = [CellEdit(finding.id, "settled", "no" if open_again else "yes") for finding in found]
        label = counted("Open" if open_again else "Settle", len(edits), "finding")
        try:
            done = edit_cells(self._session.store, edits, label=label, actor=self._session.actor)
        except UserError as error:
            self.failed.emit(str(error))
            return 0
        if done.number:
            self.refresh()
            self.done.emit(f"{counted('Opened' if open_again else 'Settled', done.number, 'finding')}.")
        return done.number

    def _on_chosen(self, record: Record | None) -> None:
        self._tell_chosen()
        if not self._quiet and record is not None:
            self.chosen.emit(record)

    def _on_page(self) -> None:
        record = self.grid.current()
        if record is not None:
            self.page_wanted.emit(record)

    def _tell_chosen(self) -> None:
        record = self.grid.current()
        self.page_button.setEnabled(record is not None and spot_of(self._session.read, record) is not None)
        if self.settle_button is not None:
            settled = isinstance(record, Finding) and bool(record.settled)
            self.settle_button.setText("Open again" if settled else "Settle")
            self.settle_button.setEnabled(record is not None)

    def _tell_elsewhere(self) -> None:
        meeting, count = self._meeting(), 0
        self._elsewhere = None
        if meeting is not None and not self.grid.arrangement.total():
            count, self._elsewhere = elsewhere(self._session.read, self.table, meeting)
        if self._elsewhere is not None:
            day, noun = day_of(self._elsewhere), self.table.title.casefold()
            self.notice_words.setText(
                f"These papers print the minutes of {day}. Their {noun} stand under that meeting: {count} in all."
            )
            self.notice_button.setText(f"Show {day}")
        self.notice.setVisible(self._elsewhere is not None)

    def _on_elsewhere(self) -> None:
        if self._elsewhere is not None:
            self.meeting_wanted.emit(self._elsewhere.id)


class TableStack(QStackedWidget):
    """The tables by name; signals as of ``TablePage``, of whichever is in front."""

    chosen = Signal(object)
    page_wanted = Signal(object)
    meeting_wanted = Signal(str)
    export_wanted = Signal(str)
    done = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        session: Session,
        theme: Theme,
        settings: QSettings | None,
        *,
        meeting: Callable[[], Meeting | None],
        parents: Callable[[MeetingTable], Mapping[str, str]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._settings = settings
        self._meeting = meeting
        self._parents = parents
        self.pages: dict[str, TablePage] = {}
        self._read: set[str] = set()  # the tables that show the present meeting

    def show_table(self, name: str) -> TablePage:
        """Bring a table to the front, made and filled if it is not yet."""
        page = self.pages.get(name) or self._make(NAMES[name])
        self.setCurrentWidget(page)
        if name not in self._read:
            self._read.add(name)
            page.refresh()
        return page

    def front(self) -> TablePage | None:
        """The table in front, None before there is any."""
        page = self.currentWidget()
        return page if isinstance(page, TablePage) else None

    def show_meeting(self) -> None:
        """Another meeting: the table in front is read when it is next shown, the others later."""
        self._read.clear()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for page in self.pages.values():
            page.set_theme(theme)

    def reset(self) -> None:
        """Columns as they are drawn."""
        for name, page in self.pages.items():
            page.grid.restore({})
            if self._settings is not None:
                self._settings.remove(f"{_KEPT}/{name}")

    def _make(self, table: MeetingTable) -> TablePage:
        page = TablePage(
            table, self._session, self._theme, meeting=self._meeting, parents=lambda: self._parents(table), parent=self
        )
        state = _state(self._settings.value(f"{_KEPT}/{table.name}") if self._settings else None)
        if state:
            page.grid.restore(state)
        for name in ("chosen", "page_wanted", "meeting_wanted", "export_wanted", "done", "failed"):
            getattr(page, name).connect(getattr(self, name))
        page.arranged.connect(lambda state: self._keep(table.name, state))
        self.pages[table.name] = page
        self.addWidget(page)
        return page

    def _keep(self, name: str, state: str) -> None:
        if self._settings is not None:
            self._settings.setValue(f"{_KEPT}/{name}", state)


def _state(stored: object) -> dict[str, Any]:
    try:
        state = json.loads(str(stored)) if stored else {}
    except ValueError:
        return {}
    return state if isinstance(state, dict) else {}


def count(reader: Reader, table: MeetingTable, meeting: Meeting | None) -> int:
    """How many rows a table of this meeting holds."""
    return len(table.rows(reader, meeting)) if meeting else 0
