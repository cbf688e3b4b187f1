"""The history of one record or of the library, as a screen of the window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cypsc_desktop.commands.naming import name_of
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.ui.history.panel import HistoryPanel
from cypsc_desktop.ui.inspector.whereabouts import place_of
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme


class HistoryScreen(Screen):
    """Who changed what, with the words that changed; taking it back."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._record: str | None = None
        self.panel = HistoryPanel(session, theme, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self.panel.said.connect(self.done)
        self.panel.refused.connect(self.failed)
        self.panel.record_wanted.connect(self._go_to)

    def go(self, place: Place) -> None:
        record = self._session.read.record(place.record) if place.record else None
        self._record = record.id if record else None
        if record:
            self.panel.show_record(record)
        else:
            self.panel.show_library()
        self.moved.emit(self.place())

    def place(self) -> Place:
        return Place("history", record=self._record)

    def title(self) -> str:
        record = self._session.read.record(self._record) if self._record else None
        return f"{name_of(record)[:24]}, history" if record else "History"

    def panes(self) -> Sequence[QWidget]:
        return (self.panel.list, self.panel.words)

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.panel.list.setFocus(reason)

    def refresh(self, touched: Touched) -> None:
        self.panel.refresh()

    def set_theme(self, theme: Theme) -> None:
        self.panel.set_theme(theme)

    def _go_to(self, entity: str) -> None:
        record = self._session.read.record(entity)
        place = place_of(self._session.read, record) if record else None
        if place:
            self.wanted.emit(place)
