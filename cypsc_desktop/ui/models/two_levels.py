"""Rows under headings, as Qt wants to be told of them. What they are is for the model that is made of this."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class TwoLevels(QAbstractItemModel):
    """Headings have no parent; the internal id of a row below one is one more than the row of its heading."""

    def headings(self) -> int:
        """How many headings there are."""
        raise NotImplementedError

    def below(self, heading: int) -> int:
        """How many rows stand below one."""
        raise NotImplementedError

    def under(self, row: int, heading: int) -> QModelIndex:
        """The index of a row below a heading."""
        return self.createIndex(row, 0, heading + 1)

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        if column or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]  # QObject.parent() too
        above = index.internalId() if index.isValid() else 0
        return self.createIndex(above - 1, 0, 0) if above else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if not parent.isValid():
            return self.headings()
        gone = parent.internalId() or parent.column() or parent.row() >= self.headings()
        return 0 if gone else self.below(parent.row())

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 1
