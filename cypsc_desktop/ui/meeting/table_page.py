"""One table of the meeting: rows to sort, find and edit in place, or a sentence where there are none."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.model.records import Meeting, Record
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.meeting.tables import TableSpec
from cypsc_desktop.ui.models.records import RecordModel
from cypsc_desktop.ui.theme import Theme


_ROOM = 480  # narrow columns up to this leave the widest one room to stretch, so that nothing scrolls sideways


class Grid(QTableView):
    """A table that copies its selected rows as text, so that they paste into Word and Excel as a table."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        else:
            super().keyPressEvent(event)

    def selected_text(self) -> str:
        """The selected rows, cells parted by tabs, with quotes where a cell holds lines."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        model = self.model()
        cells = [[str(model.index(row, c).data() or "") for c in range(model.columnCount())] for row in rows]
        return "\n".join("\t".join(_quoted(cell) for cell in row) for row in cells)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if "\n" in cell or "\t" in cell else cell


class TablePage(QWidget):
    """``chosen(record)``: a row was chosen."""

    chosen = Signal(object)

    def __init__(
        self,
        spec: TableSpec,
        theme: Theme,
        *,
        edit: Callable[[Record, str, str], bool],
        export: Callable[[str], None],
        show_page: Callable[[Record], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.spec = spec
        self._show_page = show_page
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = RecordModel(spec.columns, edit=edit)
        self.proxy = QSortFilterProxyModel()
        self.proxy.setSourceModel(self.model)
        self.proxy.setFilterKeyColumn(-1)
        self.proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.proxy.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.grid = self._grid(theme)
        self.finder = QLineEdit()
        self.finder.setPlaceholderText("Find in this table")
        self.finder.setAccessibleName(f"Find in {spec.title}")
        self.finder.setClearButtonEnabled(True)
        self.finder.textChanged.connect(self.proxy.setFilterFixedString)
        self.page_button = QPushButton(theme.icon("file-text"), "Show on page")
        self.page_button.setEnabled(False)
        self.page_button.clicked.connect(self._on_show)
        self.export_button = QPushButton(theme.icon("download"), "Export table…")
        self.export_button.setVisible(spec.export is not None)
        self.export_button.clicked.connect(lambda: export(spec.export or ""))
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 6, 12, 6)
        bar.addWidget(self.finder)
        bar.addStretch(1)
        bar.addWidget(self.page_button)
        bar.addWidget(self.export_button)
        self.nothing = QLabel(spec.empty)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(16, 16, 16, 16)
        self.nothing.setWordWrap(True)
        self.nothing.setProperty("tone", "quiet")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.stack, 1)
        # Children end in this order: the grid must go before the models that it looks at.
        self.proxy.setParent(self)
        self.model.setParent(self)

    def _grid(self, theme: Theme) -> Grid:
        grid = Grid()
        grid.setModel(self.proxy)
        grid.setAccessibleName(self.spec.title)
        grid.setSortingEnabled(True)
        grid.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        grid.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        grid.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        grid.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        grid.setWordWrap(True)
        grid.setShowGrid(False)
        grid.setTabKeyNavigation(False)
        grid.verticalHeader().hide()
        grid.verticalHeader().setDefaultSectionSize(theme.px(48))
        grid.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        grid.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for number, column in enumerate(self.spec.columns):
            grid.setColumnWidth(number, theme.px(column.width))
        widths = [column.width for column in self.spec.columns]
        if sum(widths) - max(widths) < _ROOM:
            widest = widths.index(max(widths))
            grid.horizontalHeader().setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)
        grid.selectionModel().currentRowChanged.connect(self._on_row)
        return grid

    def show_meeting(self, reader: Reader, meeting: Meeting | None) -> None:
        self.model.show(self.spec.rows(reader, meeting))
        self.stack.setCurrentWidget(self.grid if self.count() else self.nothing)
        self.export_button.setEnabled(self.count() > 0)
        self.finder.setEnabled(self.count() > 0)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Two lines or more a row, up to six: longer text is read in the inspector."""
        line = self.grid.fontMetrics().lineSpacing()
        for row in range(min(self.proxy.rowCount(), 300)):
            self.grid.setRowHeight(row, max(2 * line + 12, min(self.grid.sizeHintForRow(row), 6 * line + 12)))

    def count(self) -> int:
        return self.model.rowCount()

    def current(self) -> Record | None:
        return self.model.record(self.proxy.mapToSource(self.grid.currentIndex()))

    def choose(self, entity: str) -> None:
        row = self.model.row_of(entity)
        if row is not None:
            index = self.proxy.mapFromSource(self.model.index(row, 0))
            self.grid.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            )

    def _on_show(self) -> None:
        record = self.current()
        if record:
            self._show_page(record)

    def _on_row(self) -> None:
        record = self.current()
        at = getattr(record, "at", None)
        self.page_button.setEnabled(bool(at) or getattr(record, "page", None) is not None)
        if record:
            self.chosen.emit(record)
