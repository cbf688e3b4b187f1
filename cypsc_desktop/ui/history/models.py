"""The lines of a history and of the bin as Qt asks for them. They show what the library holds and change nothing."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from cypsc_desktop.commands.bin import InBin
from cypsc_desktop.commands.editing import word_for
from cypsc_desktop.ui.history.telling import Entry, local_time

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ENTRY = int(Qt.ItemDataRole.UserRole)


class EntryModel(QAbstractListModel):
    """Entries, newest first. What is added at the end is added; anything else begins afresh."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []

    def show(self, entries: Sequence[Entry]) -> None:
        held = len(self._entries)
        if held and list(entries[:held]) == self._entries:
            if len(entries) > held:
                self.beginInsertRows(QModelIndex(), held, len(entries) - 1)
                self._entries = list(entries)
                self.endInsertRows()
            return
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def row_of(self, key: str) -> int | None:
        return next((n for n, entry in enumerate(self._entries) if entry.key == key), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return entry.spoken()
        return entry if role == ENTRY else None


_HEADERS = ("What", "Kind", "Deleted", "By", "Hidden with it")


class BinModel(QAbstractTableModel):
    """What lies in the bin, latest first."""

    def __init__(self) -> None:
        super().__init__()
        self._things: list[InBin] = []

    def show(self, things: Sequence[InBin]) -> None:
        if list(things) == self._things:
            return
        self.beginResetModel()
        self._things = list(things)
        self.endResetModel()

    def thing(self, row: int) -> InBin | None:
        return self._things[row] if 0 <= row < len(self._things) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._things)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(_HEADERS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        thing = self.thing(index.row()) if index.isValid() else None
        if thing is None or not 0 <= index.column() < len(_HEADERS):
            return None
        words = (
            thing.name,
            word_for(thing.kind).capitalize(),
            local_time(thing.when),
            thing.actor,
            f"{thing.below:,}" if thing.below else "",
        )[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_HEADERS[index.column()]}: {words or 'none'}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() == 4 else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return thing if role == ENTRY else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_HEADERS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == 4 else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None
