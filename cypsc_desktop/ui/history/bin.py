"""The bin as a list: what was deleted in the last thirty days, by whom and when, and bringing it back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.commands.bin import DAYS, InBin, bring_back, in_bin
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.ui.history.models import BinModel
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, dress, redress
from cypsc_desktop.ui.widgets.notices import announce

_WIDTHS = (240, 120, 150, 140, 110)


class BinPanel(QWidget):
    """``said(sentence)``: brought back, and Undo bins it again. ``refused(sentence)``: not, and why.
    ``record_wanted(id)``: show what was brought back."""

    said = Signal(str)
    refused = Signal(str)
    record_wanted = Signal(str)

    def __init__(self, session: Session, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stale = True
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = BinModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self._dress_table()
        title = QLabel("Bin")
        title.setProperty("type", "heading")
        self.button = QPushButton("Bring back")
        dress(self.button, "arrow-back-up")
        self.button.clicked.connect(self.bring_back)
        self.note = QLabel(f"What is deleted stays here for {DAYS} days.")
        self.note.setProperty("tone", "second")
        self.note.setWordWrap(True)
        self.why = QLabel()
        self.why.setProperty("tone", "danger")
        self.why.setWordWrap(True)
        self.why.hide()
        empty = QLabel(f"The bin is empty. What you delete stays here for {DAYS} days and can be brought back.")
        empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        empty.setProperty("tone", "second")
        empty.setWordWrap(True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(empty)
        top = QHBoxLayout()
        top.addWidget(self.note, 1)
        top.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(title)
        column.addLayout(top)
        column.addWidget(self.why)
        column.addWidget(self.stack, 1)
        self.table.selectionModel().selectionChanged.connect(self._on_chosen)
        self.table.activated.connect(self.bring_back)
        session.changed.connect(self._on_changed)
        self.set_theme(theme)
        self.model.setParent(self)  # after the view, which must go first

    def _dress_table(self) -> None:
        self.table.setAccessibleName("What lies in the bin, latest first")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        redress(self, theme)
        self.table.verticalHeader().setDefaultSectionSize(max(theme.px(32), self.fontMetrics().height() + 10))
        self._place()

    def _place(self) -> None:
        """The name takes what room the other columns leave, and never less than it needs to be told apart."""
        widths = [self._theme.px(width) for width in _WIDTHS]
        widths[0] = max(widths[0], self.table.viewport().width() - sum(widths[1:]))
        for column, width in enumerate(widths):
            self.table.setColumnWidth(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def refresh(self) -> None:
        """Read the bin again."""
        self._stale = False
        self.model.show(in_bin(self._session.read))
        self.stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        if self.model.rowCount() and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)
        self._on_chosen()

    def chosen(self) -> list[InBin]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [thing for row in rows if (thing := self.model.thing(row)) is not None]

    def bring_back(self) -> int:
        """Take the selected records out of the bin; returns how many came."""
        chosen = self.chosen()
        if not chosen:
            return 0
        try:
            done = bring_back(self._session.store, [one.entity for one in chosen], actor=self._session.actor)
        except UserError as error:
            self.why.setText(str(error))
            self.why.show()
            announce(self.why, str(error))
            self.refused.emit(str(error))
            return 0
        self.why.hide()
        self.refresh()
        self.said.emit(f"Brought back: {chosen[0].name}." if len(chosen) == 1 else f"{done.number} brought back.")
        self.record_wanted.emit(chosen[0].entity)
        return done.number

    def _on_chosen(self) -> None:
        count = len(self.chosen())
        self.button.setEnabled(count > 0)
        self.button.setText(f"Bring back {count}" if count > 1 else "Bring back")

    def _on_changed(self, _touched: Touched) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()
        if self._stale:
            self.refresh()
