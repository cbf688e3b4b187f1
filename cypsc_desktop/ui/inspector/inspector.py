"""The inspector: one record with every field, where it is printed, its history, and the way to what it is tied to.

It shows, and tells what is wanted; it opens nothing itself. Fields are saved by the form that it wraps.
"""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from cypsc_desktop.commands.following import Followed, followed_one
from cypsc_desktop.commands.sharing_drafts import is_own_draft
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.records import Conclusion, Person, Recommendation, Record
from cypsc_desktop.store.links import LINKS
from cypsc_desktop.ui.grid.form import RecordForm
from cypsc_desktop.ui.inspector.draft_line import DraftLine
from cypsc_desktop.ui.inspector.follow_panel import FollowPanel, StateLine
from cypsc_desktop.ui.inspector.person_panel import PersonPanel
from cypsc_desktop.ui.inspector.ties import Ties
from cypsc_desktop.ui.inspector.whereabouts import printed_place
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme

# kind -> the kinds besides those it names whose changes show beside its fields
_BESIDE = {
    "recommendation": ("section", "conclusion", "response"), "response": ("recommendation", "section"),
    "person": ("membership", "attendance", "term"),
}  # fmt: skip


# The day a reply is due follows from the notice, and nobody types another: an extension stands beside it.
_LOCKED = frozenset({("recommendation", "due")})


def _today() -> date:
    return datetime.now().astimezone().date()


class Inspector(QStackedWidget):
    """``wanted(Place)``: the person asks for another place. ``returned(ids)``: these records are new, and to be chosen.
    ``done(words)``: done, and Undo takes it back; ``said(words)``: done for good. ``failed(words)``: not done, and why."""

    wanted = Signal(object)
    returned = Signal(list)
    done = Signal(str)
    said = Signal(str)
    failed = Signal(str)

    def __init__(
        self, session: Session, theme: Theme, parent: QWidget | None = None, *, today: Callable[[], date] = _today
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._today = today
        self._row: Followed | None = None
        self.setAccessibleName("Inspector")
        self.form = RecordForm(
            session, theme, above=self._above, middle=self._middle, below=self._below, without=_LOCKED, parent=self
        )
        self._nothing = self._empty_page()
        self.addWidget(self._nothing)
        self.addWidget(self.form)
        self.form.said.connect(self.done)
        self.form.page_wanted.connect(self._on_page_wanted)
        self.form.history_wanted.connect(self._on_history_wanted)
        session.changed.connect(self._on_changed)
        self._front()

    def show_record(self, entity: str | None) -> None:
        """Show a record by its id; None, or an id that the library does not show, shows nothing."""
        self.form.show_record(self._session.read.record(entity) if entity else None)
        self._front()

    def record(self) -> Record | None:
        """The record that is shown."""
        return self.form.record()

    def save_now(self) -> bool:
        """Save what is being typed; False where something was refused and stays a draft."""
        return self.form.save_now()

    def focus_field(self, field: str | None = None) -> None:
        """Put the caret into this field, by default the first, and bring it into sight."""
        self.form.focus_on(field)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.form.set_theme(theme)
        self.form.renew_beside()

    def _front(self) -> None:
        self.setCurrentWidget(self._nothing if self.form.record() is None else self.form)

    def _empty_page(self) -> QWidget:
        page = QWidget(self)
        page.setObjectName("pane")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(4)
        title = QLabel("Nothing chosen", page)
        title.setProperty("type", "heading")
        words = QLabel("Choose a row or an item to see and edit its fields here.", page)
        words.setWordWrap(True)
        words.setProperty("tone", "second")
        column.addWidget(title)
        column.addWidget(words)
        column.addStretch(1)
        return page

    def _above(self, record: Record, parent: QWidget) -> QWidget | None:
        self._row = followed_one(self._session.read, record, today=self._today())
        if is_own_draft(record):
            return self._draft_line(record, parent)
        return StateLine(self._row, self._theme, parent) if self._row else None

    def _draft_line(self, record: Record, parent: QWidget) -> QWidget:
        """Of a draft that began with marks: who sees it. Nobody follows it up yet."""
        assert isinstance(record, Conclusion | Recommendation)
        self._row = None
        line = DraftLine(self._session, record, parent)
        line.moved.connect(self._on_draft_moved)
        line.failed.connect(self.failed)
        return line

    def _on_draft_moved(self, entity: str, words: str) -> None:
        """It is another record now: the table goes to it."""
        self.returned.emit([entity])
        self.done.emit(words)

    def _middle(self, record: Record, parent: QWidget) -> QWidget | None:
        if self._row is None:
            return None
        panel = FollowPanel(self._session, self._row, self._theme, today=self._today(), parent=parent)
        panel.wanted.connect(self.wanted)
        return panel

    def _below(self, record: Record, parent: QWidget) -> QWidget:
        if isinstance(record, Person):
            return self._person(record, parent)
        ties = Ties(self._session, record, self._theme, parent)
        ties.wanted.connect(self.wanted)
        return ties

    def _person(self, person: Person, parent: QWidget) -> QWidget:
        panel = PersonPanel(self._session, person, self._theme, parent)
        panel.wanted.connect(self.wanted)
        panel.record_wanted.connect(self.show_record)
        panel.made.connect(self._on_made)
        panel.done.connect(self.done)
        panel.said.connect(self.said)
        panel.failed.connect(self.failed)
        return panel

    def _on_made(self, entity: str) -> None:
        """A term was added: its days are what is typed next."""
        self.show_record(entity)
        self.form.focus_on("from_date")
        row = self.form.rows.get("from_date")
        if row is not None:
            row.editor.select_all()

    def _on_page_wanted(self, record: Record) -> None:
        place = printed_place(self._session.read, record)
        if place is None:
            self.failed.emit("The paper that prints this is no longer in the library. Import it again to see the page.")
        else:
            self.wanted.emit(place)

    def _on_history_wanted(self, record: Record) -> None:
        self.wanted.emit(Place("history", record=record.id))

    def _on_changed(self, touched: Touched) -> None:
        """The form follows its own record; what it is tied to is read again here."""
        record = self.form.record()
        if record is not None and {record.kind, *LINKS[record.kind], *_BESIDE.get(record.kind, ())} & set(
            touched.kinds
        ):
            self.form.renew_beside()
        self._front()
