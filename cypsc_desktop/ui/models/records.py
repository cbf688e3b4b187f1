"""One table model for every list of records: a screen is a list of columns, not a subclass."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cypsc_desktop.model.records import Record

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
RECORD = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Column:
    """A column over records: what it prints, how it sorts, and the field that editing it changes (None: read only)."""

    header: str
    text: Callable[[Any], str]
    field: str | None = None
    sort: Callable[[Any], Any] | None = None
    numbers: bool = False
    width: int = 160


class RecordModel(QAbstractTableModel):
    """Shows records; never owns data. ``edit(record, field, text)`` runs the command and returns whether it was taken.

    The model itself changes only when ``show`` is called with what the library now holds.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        edit: Callable[[Record, str, str], bool] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._edit = edit
        self._records: list[Record] = []

    def show(self, records: Sequence[Record]) -> None:
        """Show these records with the fewest removals, insertions and changes, so a selection survives."""
        wanted = {record.id: record for record in records}
        for row in range(len(self._records) - 1, -1, -1):
            if self._records[row].id not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._records[row]
                self.endRemoveRows()
        for row, record in enumerate(records):
            if row < len(self._records) and self._records[row].id == record.id:
                if self._records[row] != record:
                    self._records[row] = record
                    self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
                continue
            old = next((n for n in range(row, len(self._records)) if self._records[n].id == record.id), None)
            if old is not None:
                self.beginMoveRows(QModelIndex(), old, old, QModelIndex(), row)
                del self._records[old]
                self._records.insert(row, record)
                self.endMoveRows()
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
            else:
                self.beginInsertRows(QModelIndex(), row, row)
                self._records.insert(row, record)
                self.endInsertRows()

    def record(self, index: Index) -> Record | None:
        """The record of a row, None off the table."""
        return self._records[index.row()] if index.isValid() and index.row() < len(self._records) else None

    def row_of(self, entity: str) -> int | None:
        return next((row for row, record in enumerate(self._records) if record.id == entity), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        record = self.record(index)
        if record is None:
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(record)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.numbers else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignTop)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.header}: {column.text(record) or 'empty'}"
        return record if role == RECORD else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        record = self.record(index)
        field = self.columns[index.column()].field
        if record is None or field is None or self._edit is None or role != Qt.ItemDataRole.EditRole:
            return False
        return self._edit(record, field, str(value))

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self._edit and self.columns[index.column()].field:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].header if orientation == Qt.Orientation.Horizontal else section + 1
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None
