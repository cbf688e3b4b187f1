"""What is chosen in a grid, through changes after which rows and columns stand elsewhere: remembered by record and column."""

from typing import NamedTuple

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QTableView

from cypsc_desktop.ui.grid.arrangement import Arrangement

_MOST = 20_000  # cells; of more only the current one is remembered


class _Cell(NamedTuple):
    """A row's key and a column's; empty where there is none."""

    row: str
    column: str


class ChosenCells:
    """Those of one table: ``hold`` them before the change, ``restore`` them after it."""

    def __init__(self, view: QTableView, arrangement: Arrangement) -> None:
        self._view = view
        self._arrangement = arrangement
        self._current: _Cell | None = None
        self._others: list[_Cell] = []

    def hold(self) -> None:
        """Remember what is chosen."""
        here = self._view.currentIndex()
        chosen = self._view.selectedIndexes()
        self._current = self._cell(here.row(), here.column())
        self._others = [self._cell(i.row(), i.column()) for i in chosen] if len(chosen) < _MOST else []

    def restore(self) -> None:
        """Choose it again, once; what is gone is chosen no more."""
        current, others = self._current, self._others
        self._current, self._others = None, []
        row = self._arrangement.row_of(current.row) if current and current.row else None
        if current is None or row is None:
            return
        column = self._arrangement.column_of(current.column) or 0
        rows = {key: n for n in range(self._arrangement.rowCount()) if (key := self._arrangement.key_of(n))}
        selection = QItemSelection()
        for cell in others:
            at, across = rows.get(cell.row), self._arrangement.column_of(cell.column)
            if at is not None and across is not None:
                index = self._arrangement.index(at, across)
                selection.select(index, index)
        model = self._view.selectionModel()
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        model.setCurrentIndex(self._arrangement.index(row, column), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._view.scrollTo(self._view.currentIndex())

    def _cell(self, row: int, column: int) -> _Cell:
        shown = self._arrangement.column_at(column)
        return _Cell(self._arrangement.key_of(row) or "", shown.key if shown else "")
