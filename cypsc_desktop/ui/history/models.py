"""The lines of a history and of the bin as Qt asks for them. They show what the library holds and change nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from cypsc_desktop.commands.bin import InBin
from cypsc_desktop.commands.words import word_for
from cypsc_desktop.ui.history.telling import Entry, day_words, local_time

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
LINE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A line: a day, a step of it, or the wish for older ones."""

    title: str
    entry: Entry | None = None
    older: bool = False

    @property
    def key(self) -> str:
        return self.entry.key if self.entry else self.title

    @property
    def heads(self) -> bool:
        return self.entry is None and not self.older


def lines_of(entries: Sequence[Entry], today: date, *, older: bool) -> list[HistoryLine]:
    """Steps, newest first, under the days on which they were made."""
    lines: list[HistoryLine] = []
    last: date | None = None
    for entry in entries:
        if entry.day != last:
            last = entry.day
            lines.append(HistoryLine(day_words(last, today)))
        lines.append(HistoryLine(entry.title, entry))
    return lines + ([HistoryLine("Show older", older=True)] if older else [])


class HistoryModel(QAbstractListModel):
    """Days and steps. What is added at the end is added; anything else begins afresh."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[HistoryLine] = []

    def show(self, lines: Sequence[HistoryLine]) -> None:
        if list(lines) == self._lines:
            return
        held = len(self._lines)
        if held and len(lines) > held and list(lines[:held]) == self._lines:
            self.beginInsertRows(QModelIndex(), held, len(lines) - 1)
            self._lines = list(lines)
            self.endInsertRows()
            return
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def line(self, row: int) -> HistoryLine | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def entry(self, row: int) -> Entry | None:
        line = self.line(row)
        return line.entry if line else None

    def row_of(self, key: str | None) -> int | None:
        """The row of a step; of the first of all where none is meant."""
        return next((n for n, line in enumerate(self._lines) if line.entry and key in (None, line.key)), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self.line(index.row()) if index.isValid() else None
        if line is None or line.heads:
            return Qt.ItemFlag.NoItemFlags  # so that the arrows pass it by
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return line.entry.spoken() if line.entry else line.title
        return line if role == LINE else None


_HEADERS = ("What", "Kind", "Deleted", "By", "Days left", "Hidden with it")
_RIGHT = (4, 5)


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
            str(thing.days_left(datetime.now(UTC))),
            f"{thing.below:,}" if thing.below else "",
        )[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_HEADERS[index.column()]}: {words or 'none'}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return thing if role == LINE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_HEADERS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None
