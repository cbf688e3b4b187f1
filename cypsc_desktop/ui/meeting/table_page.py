"""One table of the meeting: rows to sort, find and edit in place, or a sentence where there are none."""

from collections.abc import Callable

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
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
from cypsc_desktop.ui.models.records import SORT, RecordModel
from cypsc_desktop.ui.theme import Theme, dress, redress
from cypsc_desktop.ui.widgets.cells import CellDelegate
from cypsc_desktop.ui.widgets.inspector import is_printed


class Grid(QTableView):
    """A table that copies its selected rows as text, so that they paste into Word and Excel as a table.

    Its widest column takes the room that the others leave, down to the width that it was given.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._widths: list[int] = []
        self.set_theme(theme)

    def set_widths(self, widths: list[int]) -> None:
        """The columns' widths in pixels at 100 % text."""
        self._widths = widths
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

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

    def _fit(self) -> None:
        for number, width in enumerate(self._widths):
            self.setColumnWidth(number, self._theme.px(width))
        self._stretch()

    def _stretch(self) -> None:
        if self._widths:
            widest = self._widths.index(max(self._widths))
            others = sum(self.columnWidth(n) for n in range(len(self._widths)) if n != widest)
            least = min(self._theme.px(self._widths[widest]), 2 * self.viewport().width() // 3)
            self.setColumnWidth(widest, max(least, self.viewport().width() - others))


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if "\n" in cell or "\t" in cell else cell


class TablePage(QWidget):
    """``chosen(record)``: a row was chosen; ``meeting_wanted(id)``: what is missing here stands under that meeting.

    Its rows are there at once, its widgets when it first comes to the front: most tables are never looked at.
    """

    chosen = Signal(object)
    meeting_wanted = Signal(str)

    def __init__(
        self,
        spec: TableSpec,
        theme: Theme,
        *,
        edit: Callable[[Record, str, str], bool],
        draft: Callable[[Record, str, str | None], None],
        export: Callable[[str], None],
        show_page: Callable[[Record], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.spec = spec
        self._theme = theme
        self._show_page = show_page
        self._draft = draft
        self._export = export
        self._elsewhere: Meeting | None = None
        self._is_built = False
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = RecordModel(spec.columns, edit=edit)
        self.proxy = QSortFilterProxyModel()
        self.proxy.setSourceModel(self.model)
        self.proxy.setSortRole(SORT)
        self.proxy.setFilterKeyColumn(-1)
        self.proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._shown: tuple[Reader | None, Meeting | None] = (None, None)

    def build(self) -> None:
        """Make the widgets, once."""
        if self._is_built:
            return
        self._is_built = True
        self.stack = QStackedWidget(self)
        self.grid = self._grid()
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self._empty())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(self.stack, 1)
        self.setTabOrder(self.finder, self.page_button)
        self.setTabOrder(self.page_button, self.export_button)
        self.setTabOrder(self.export_button, self.grid)
        # Children end in this order: the grid must go before the models that it looks at.
        self.proxy.setParent(self)
        self.model.setParent(self)
        redress(self, self._theme)
        self._tell()

    def _bar(self) -> QHBoxLayout:
        self.finder = QLineEdit(self)
        self.finder.setPlaceholderText("Find in this table")
        self.finder.setAccessibleName(f"Find in {self.spec.title}")
        self.finder.setClearButtonEnabled(True)
        self.finder.setAcceptDrops(False)
        self.finder.textChanged.connect(self._on_find)
        self.page_button = QPushButton("Show on page", self)
        dress(self.page_button, "file-text")
        self.page_button.setEnabled(False)
        self.page_button.clicked.connect(self._on_show)
        self.export_button = QPushButton("Export table…", self)
        dress(self.export_button, "download")
        self.export_button.setVisible(self.spec.export is not None)
        self.export_button.clicked.connect(lambda: self._export(self.spec.export or ""))
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 6, 12, 6)
        bar.setSpacing(8)
        bar.addWidget(self.finder, 1)
        bar.addStretch(1)
        bar.addWidget(self.page_button)
        bar.addWidget(self.export_button)
        return bar

    def _empty(self) -> QWidget:
        """Title, sentence and, where the rows stand elsewhere, the way there."""
        page = QWidget(self.stack)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 16, 16, 16)
        title = QLabel(self.spec.title, page)
        title.setProperty("type", "heading")
        self.nothing = QLabel(self.spec.empty, page)
        self.nothing.setWordWrap(True)
        self.nothing.setProperty("tone", "second")
        self.elsewhere_button = QPushButton(page)
        self.elsewhere_button.clicked.connect(self._on_elsewhere)
        self.elsewhere_button.hide()
        column.addWidget(title)
        column.addWidget(self.nothing)
        column.addWidget(self.elsewhere_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    def _grid(self) -> Grid:
        grid = Grid(self._theme, self.stack)
        grid.setModel(self.proxy)
        grid.setAccessibleName(self.spec.title)
        grid.setSortingEnabled(True)
        grid.setMouseTracking(True)
        header = grid.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)  # a third press gives the order of the paper back
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        grid.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        grid.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        grid.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        grid.setShowGrid(False)
        grid.setTabKeyNavigation(False)
        grid.verticalHeader().hide()
        grid.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.delegate = CellDelegate(self._theme, lines=self.spec.lines, draft=self._on_typed, parent=grid)
        grid.setItemDelegate(self.delegate)
        grid.set_widths([column.width for column in self.spec.columns])
        grid.verticalHeader().setDefaultSectionSize(self.delegate.height(grid.fontMetrics()))
        grid.selectionModel().currentRowChanged.connect(self._on_row)
        return grid

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._is_built:
            self.delegate.set_theme(theme)
            self.grid.set_theme(theme)
            self.grid.verticalHeader().setDefaultSectionSize(self.delegate.height(self.grid.fontMetrics()))

    def show_meeting(self, reader: Reader, meeting: Meeting | None) -> None:
        """Show the rows of this meeting; where there are none, say what is known of them."""
        records = self.spec.rows(reader, meeting)
        self.model.show(records, self.spec.names(reader, meeting) if records else {})
        self._shown = (reader, meeting)
        if self._is_built:
            self._tell()

    def _tell(self) -> None:
        """The rows, or why there are none."""
        reader, meeting = self._shown
        count, self._elsewhere = 0, None
        if reader and meeting and not self.count():
            count, self._elsewhere = self.spec.elsewhere(reader, meeting)
        if self._elsewhere:
            day, noun = day_of(self._elsewhere), self.spec.title.casefold()
            self.nothing.setText(
                f"These papers print the minutes of {day}. Their {noun} stand under that meeting: {count} in all."
            )
            self.elsewhere_button.setText(f"Show {day}")
        else:
            self.nothing.setText(self.spec.empty)
        self.elsewhere_button.setVisible(self._elsewhere is not None)
        self.stack.setCurrentIndex(0 if self.count() else 1)
        self.export_button.setEnabled(bool(self.count()))
        self.finder.setEnabled(bool(self.count()))

    def count(self) -> int:
        return self.model.rowCount()

    def current(self) -> Record | None:
        return self.model.record(self.proxy.mapToSource(self.grid.currentIndex()))

    def choose(self, entity: str) -> None:
        """Make this record's row the current one; a search that hides it is cleared."""
        self.build()
        row = self.model.row_of(entity)
        if row is None:
            return
        if not self.proxy.mapFromSource(self.model.index(row, 0)).isValid():
            self.finder.clear()
        index = self.proxy.mapFromSource(self.model.index(row, 0))
        self.grid.selectRow(index.row())
        self.grid.scrollTo(index)

    def _on_find(self, words: str) -> None:
        self.proxy.setFilterFixedString(words)

    def _on_typed(self, record: Record, column: int, text: str | None) -> None:
        field = self.spec.columns[column].field
        if field:
            self._draft(record, field, text)

    def _on_show(self) -> None:
        record = self.current()
        if record:
            self._show_page(record)

    def _on_elsewhere(self) -> None:
        if self._elsewhere:
            self.meeting_wanted.emit(self._elsewhere.id)

    def _on_row(self) -> None:
        record = self.current()
        self.page_button.setEnabled(is_printed(record))
        if record:
            self.chosen.emit(record)


def day_of(meeting: Meeting) -> str:
    """A meeting's date as a person says it: "14 Sep 2021"."""
    from datetime import date

    try:
        day = date.fromisoformat(meeting.date or "")
    except ValueError:
        return meeting.date or "undated"
    return f"{day.day} {day:%b %Y}"
