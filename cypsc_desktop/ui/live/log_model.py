"""The log as a list model: the rows of the meeting, changed as little as can be, so that what is selected stays so."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cypsc_desktop.ui.live.rows import Row
from cypsc_desktop.ui.models.changing import show_rows

ROW = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class LogModel(QAbstractListModel):
    """``rows`` are what is shown. A row is told apart by its id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def rows(self) -> Sequence[Row]:
        return self._rows

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def row(self, number: int) -> Row | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def number_of(self, entity: str) -> int:
        """Which row an entry has, -1 for none; looked for from the end, where people mostly are."""
        return next((n for n in range(len(self._rows) - 1, -1, -1) if self._rows[n].id == entity), -1)

    def append(self, row: Row) -> None:
        at = len(self._rows)
        self.beginInsertRows(QModelIndex(), at, at)
        self._rows.append(row)
        self.endInsertRows()

    def show(self, rows: Sequence[Row]) -> None:
        """These rows in place of those: what stays at both ends is left alone."""
        show_rows(self, self._rows, rows)
