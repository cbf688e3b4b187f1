"""How high the rows of a grid are: all alike, but for groups and for those that a person drew out; kept by record."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView

from cypsc_desktop.ui.grid.arrangement import Arrangement
from cypsc_desktop.ui.grid.delegate import GridDelegate


class RowHeights(QObject):
    """Those of a table and of its columns that stay, which follow it; ``cells`` knows how high words are."""

    def __init__(self, view: QTableView, frozen: QTableView, arrangement: Arrangement, cells: GridDelegate) -> None:
        super().__init__(view)
        self._view = view
        self._rows = view.verticalHeader()
        self._frozen = frozen.verticalHeader()
        self._arrangement = arrangement
        self._cells = cells
        self._own: dict[str, int] = {}
        self._is_setting = False
        self._rows.sectionResized.connect(self._on_resized)
        self._rows.sectionHandleDoubleClicked.connect(self.fit)
        arrangement.rearranged.connect(self.set_all)

    def use(self, default: int) -> None:
        """Make all rows so high, in pixels, and forget what was drawn out."""
        for header in (self._rows, self._frozen):
            header.setDefaultSectionSize(default)
        self._own = {}
        self.set_all()

    def fit(self, row: int) -> None:
        """As high as the longest cell of the row, or back to the height of all."""
        if self._arrangement.record(row) is None:
            return
        default = self._rows.defaultSectionSize()
        whole = max(
            self._cells.whole_height(self._arrangement.index(row, column), self._view.columnWidth(column))
            for column in range(self._arrangement.columnCount())
        )
        self._view.setRowHeight(row, default if self._view.rowHeight(row) >= whole else max(default, whole))

    def set_all(self) -> None:
        """Give every row its height; most have the height of all, and of those nothing need be said."""
        default = self._rows.defaultSectionSize()
        special = self._arrangement.grouping is not None or bool(self._own)
        if not special and self._rows.length() == self._rows.count() * default:
            return
        group = self._cells.heading_height(self._view.fontMetrics())
        self._is_setting = True
        wanted = [default] * self._arrangement.rowCount()
        for row in self._arrangement.heading_rows():
            wanted[row] = group
        for key, height in self._own.items():
            at = self._arrangement.row_of(key)
            if at is not None:
                wanted[at] = height
        size, of_frozen = self._rows.sectionSize, self._frozen.sectionSize
        for row, height in enumerate(wanted):
            if size(row) != height:
                self._rows.resizeSection(row, height)
            if of_frozen(row) != height:
                self._frozen.resizeSection(row, height)
        self._is_setting = False

    def _on_resized(self, row: int, _old: int, new: int) -> None:
        key = self._arrangement.key_of(row)
        if self._is_setting or key is None:
            return
        self._frozen.resizeSection(row, new)
        self._own[key] = new
        if new == self._rows.defaultSectionSize():
            del self._own[key]
