"""One table model for every list of records: a screen is a list of columns, not a subclass."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cypsc_desktop.model.records import Record

Index = QModelIndex | QPersistentModelIndex
Names = Mapping[str, str]  # id -> what a record that others refer to is called
_NOWHERE = QModelIndex()
RECORD = int(Qt.ItemDataRole.UserRole)
SORT = RECORD + 1
_NO_NAMES: Names = {}


@dataclass(frozen=True, slots=True)
class Column:
    """A column over records: what it prints, and the field that editing it changes (None: read only).

    ``number`` gives the figure of a column of figures: it stands right and sorts by value. ``right``: it stands right all
    the same, such as a sum in words.
    """

    header: str
    text: Callable[[Any, Names], str]
    field: str | None = None
    number: Callable[[Any], float | None] | None = None
    width: int = 160
    right: bool = False

    @property
    def side(self) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag.AlignRight if self.number or self.right else Qt.AlignmentFlag.AlignLeft


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
        self._names = _NO_NAMES

    def show(self, records: Sequence[Record], names: Names = _NO_NAMES) -> None:
        """Show these records with few removals, insertions and changes, so that a selection survives.

        Takes time in proportion to the number of records, however they moved.
        """
        wanted = {record.id: record for record in records}  # of two with one id the last is shown, once
        self._remove([row for row, record in enumerate(self._records) if record.id not in wanted])
        known = {record.id for record in self._records}
        self._reorder([entity for entity in wanted if entity in known])
        self._insert(list(wanted.values()), known)
        self._update(list(wanted.values()), names)

    def _remove(self, gone: list[int]) -> None:
        for first, last in reversed(_runs(gone)):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._records[first : last + 1]
            self.endRemoveRows()

    def _reorder(self, order: list[str]) -> None:
        if [record.id for record in self._records] == order:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        entities = [self._records[index.row()].id for index in before]
        place = {entity: row for row, entity in enumerate(order)}
        self._records.sort(key=lambda record: place[record.id])
        after = [self.index(place[entity], index.column()) for entity, index in zip(entities, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _insert(self, records: list[Record], known: set[str]) -> None:
        for first, last in _runs([row for row, record in enumerate(records) if record.id not in known]):
            self.beginInsertRows(QModelIndex(), first, last)
            self._records[first:first] = records[first : last + 1]
            self.endInsertRows()

    def _update(self, records: list[Record], names: Names) -> None:
        renamed = dict(names) != dict(self._names)
        changed = [row for row, record in enumerate(records) if renamed or self._records[row] != record]
        self._names, self._records = names, records
        for first, last in _runs(changed):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def record(self, index: Index) -> Record | None:
        """The record of a row, None off the table."""
        return self._records[index.row()] if index.isValid() and index.row() < len(self._records) else None

    def records(self) -> list[Record]:
        """All records that are shown, in order."""
        return list(self._records)

    def names(self) -> Names:
        """What the records that others refer to are called."""
        return self._names

    def row_of(self, entity: str) -> int | None:
        """The row that shows this record."""
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
            return column.text(record, self._names)
        if role == SORT:
            if column.number:
                figure = column.number(record)
                return float("-inf") if figure is None else figure
            return in_counting_order(column.text(record, self._names))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(column.side | Qt.AlignmentFlag.AlignTop)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.header}: {column.text(record, self._names) or 'empty'}"
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
            return int(self.columns[section].side | Qt.AlignmentFlag.AlignVCenter)
        return None


def in_counting_order(text: str) -> str:
    """A key that sorts "2" before "10" and "1.2" before "1.10"; empty cells come last."""
    return re.sub(r"\d+", lambda digits: digits.group().zfill(12), text.casefold()) or "\uffff"


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Rising numbers as runs: first and last of each."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
