"""The order in which a model's records stand: sorted, filtered, gathered in groups that fold, with chosen columns.

A table model over a RecordModel: it holds row numbers and no record, and passes every edit on. The same records and
the same settings always give the same rows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from cypsc_desktop.model.records import Record
from cypsc_desktop.ui.grid.columns import GridColumn
from cypsc_desktop.ui.grid.groups import Heading, gather, under_headings
from cypsc_desktop.ui.grid.ordering import SortBy, Texts
from cypsc_desktop.ui.models.records import RECORD, Names, RecordModel

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
HEADING = RECORD + 10
COLUMN = RECORD + 11
__all__ = ["COLUMN", "HEADING", "Arrangement", "SortBy", "runs"]

_GONE = -(1 << 30)
_NO_NAMES: Names = {}
_RUNS = 48  # more separate insertions or removals than this, and the views are told to begin afresh


def _no_caption(_name: str, _records: Sequence[Any]) -> str:
    return ""


def _count(records: Sequence[Any]) -> str:
    return str(len(records))


class Arrangement(QAbstractTableModel):
    """Rows are records of the source, or headings (role HEADING) when gathered in groups.

    ``rearranged``: after all else was told, once for whatever was done.
    """

    rearranged = Signal()

    def __init__(
        self,
        source: RecordModel,
        columns: Sequence[GridColumn],
        *,
        caption: Callable[[str, Sequence[Any]], str] = _no_caption,
        tally: Callable[[Sequence[Any]], str] = _count,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.source = source
        self.all_columns = tuple(columns)
        self._number = {column.key: n for n, column in enumerate(columns)}
        self._shown = [n for n, column in enumerate(columns) if not column.hidden]
        self._caption = caption
        self._tally = tally
        self._sort: tuple[SortBy, ...] = ()
        self._group: str | None = None
        self._folded: set[str] = set()
        self._filters: dict[str, str] = {}
        self._find = ""
        self._condition: Callable[[Any], bool] | None = None
        self._names: Names = _NO_NAMES
        self._waiting = 0
        self._stirred = False
        self._texts = Texts(columns)
        self._fitting: list[int] = []
        self._records: list[Record] = []
        self._keys: list[str] = []
        self._lines: list[int] = []
        self._headings: dict[str, Heading] = {}
        source.rowsInserted.connect(self._on_source)
        source.rowsRemoved.connect(self._on_source)
        source.layoutChanged.connect(self._on_source)
        source.modelReset.connect(self._on_source)
        source.dataChanged.connect(self._on_data)
        self._on_source()

    # What may be asked for

    def show(self, records: Sequence[Record], names: Names = _NO_NAMES) -> None:
        """Have the source show these records, and tell of it in one go."""
        self._names = names
        with self.at_once():
            self.source.show(records, names)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Whatever happens to the source or the settings inside is shown in one go at the end."""
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1
            if not self._waiting and self._stirred:
                self._stirred = False
                self._on_source()
                if self._lines and self._shown:
                    self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(self._shown) - 1))
            elif not self._waiting:
                self._arrange()

    def sort_by(self, *order: SortBy) -> None:
        """Sort by these columns, the first before the second; by none, as the source stands."""
        self._sort = tuple(by for by in order if by.key in self._number)
        self._arrange()
        if self.columnCount():
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    @property
    def sorting(self) -> tuple[SortBy, ...]:
        return self._sort

    def group_by(self, key: str | None) -> None:
        """Gather the rows by the text of a column, in the order in which it first comes; None: not at all."""
        self._group = key if key in self._number else None
        self._arrange()

    @property
    def grouping(self) -> str | None:
        return self._group

    def fold(self, name: str, folded: bool) -> None:
        """Fold the rows of a group away, or bring them back."""
        (self._folded.add if folded else self._folded.discard)(name)
        self._arrange()

    def fold_all(self, folded: bool) -> None:
        self._folded = set(self._headings_named()) if folded else set()
        self._arrange()

    @property
    def folded(self) -> frozenset[str]:
        return frozenset(self._folded)

    def set_folded(self, names: Sequence[str]) -> None:
        self._folded = set(names)
        self._arrange()

    def filter(self, key: str, typed: str) -> None:
        """Show only rows whose cell in this column fits what is typed; see filters.HELP."""
        self._filters.pop(key, None)
        if typed.strip() and key in self._number:
            self._filters[key] = typed
        self._arrange()

    @property
    def filters(self) -> Mapping[str, str]:
        return dict(self._filters)

    def clear_filters(self) -> None:
        self._filters = {}
        self._find = ""
        self._arrange()

    def find(self, words: str) -> None:
        """Show only rows that hold all these words, wherever."""
        self._find = words
        self._arrange()

    def set_condition(self, condition: Callable[[Any], bool] | None) -> None:
        """Show only records that fulfil this; for filters that are pressed, not typed."""
        self._condition = condition
        self._arrange()

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show these columns in this order. At least one stays."""
        chosen = [self._number[key] for key in dict.fromkeys(keys) if key in self._number] or self._shown[:1]
        if chosen != self._shown:
            self.beginResetModel()
            self._shown = chosen
            self.endResetModel()

    def shown_columns(self) -> list[GridColumn]:
        return [self.all_columns[n] for n in self._shown]

    # Where things are

    def record(self, row: int) -> Record | None:
        """The record of a row; None of a heading and off the table."""
        line = self._lines[row] if 0 <= row < len(self._lines) else _GONE
        return self._records[line] if 0 <= line < len(self._records) else None

    def heading(self, row: int) -> Heading | None:
        if 0 <= row < len(self._lines) and -1 >= self._lines[row] > _GONE:
            return self._headings.get(self._keys[row])
        return None

    def row_of(self, entity: str) -> int | None:
        """The row of a record, None where it is not shown."""
        try:
            return self._keys.index(entity)
        except ValueError:
            return None

    def holds(self, entity: str) -> bool:
        """Whether a record is here at all, shown or not."""
        return any(record.id == entity for record in self._records)

    def heading_rows(self) -> list[int]:
        """The rows that are headings."""
        return [row for row, line in enumerate(self._lines) if line < 0]

    def key_of(self, row: int) -> str | None:
        """What names a row through every change: a record's id, or a heading's own key."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def column_at(self, column: int) -> GridColumn | None:
        return self.all_columns[self._shown[column]] if 0 <= column < len(self._shown) else None

    def column_of(self, key: str) -> int | None:
        """Where a column stands, None where it is hidden."""
        number = self._number.get(key, -1)
        return self._shown.index(number) if number in self._shown else None

    def shown_records(self) -> list[Record]:
        """The records of all rows, in order, without those folded away."""
        return [self._records[line] for line in self._lines if line >= 0]

    def number_of(self, row: int) -> int:
        """What a person calls a row of records: counted from 1, headings left out."""
        return row + 1 if self._group is None else sum(line >= 0 for line in self._lines[: row + 1])

    def fitting(self) -> int:
        """How many records fit the filters, those folded away among them."""
        return len(self._fitting)

    def fitting_records(self) -> list[Record]:
        """The records that fit the filters, in the order of the rows, those folded away among them."""
        return [self._records[row] for row in self._fitting]

    def total(self) -> int:
        """How many records there are, shown or not."""
        return len(self._records)

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if not (0 <= row < len(self._lines) and 0 <= column < len(self._shown)):
            return None
        line = self._lines[row]
        if line < 0:
            return self._heading_data(row, column, role)
        shown = self.all_columns[self._shown[column]]
        if role == COLUMN:
            return shown
        said = self.source.data(self.source.index(line, self._shown[column]), role)
        if role == Qt.ItemDataRole.AccessibleTextRole and shown.second is not None:
            return ", ".join(part for part in (said, shown.second(self._records[line], {})) if part)
        return said

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if self.record(index.row()) is None or not 0 <= index.column() < len(self._shown):
            return False
        return self.source.setData(
            self.source.index(self._lines[index.row()], self._shown[index.column()]), value, role
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not 0 <= index.column() < len(self._shown):
            return Qt.ItemFlag.NoItemFlags
        if self.record(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return self.source.flags(self.source.index(self._lines[index.row()], self._shown[index.column()]))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._row_header(section, role)
        if not 0 <= section < len(self._shown):
            return None
        column = self.all_columns[self._shown[section]]
        place = next((n for n, by in enumerate(self._sort) if by.key == column.key), None)
        if role == Qt.ItemDataRole.DisplayRole and place is not None:
            arrow = "↓" if self._sort[place].down else "↑"
            return f"{column.header} {arrow}{place + 1 if len(self._sort) > 1 else ''}"
        if role == Qt.ItemDataRole.AccessibleTextRole and place is not None:
            return f"{column.header}, sorted {'downwards' if self._sort[place].down else 'upwards'}"
        return self.source.headerData(self._shown[section], orientation, role)

    def _row_header(self, section: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and self.record(section) is not None:
            return self.number_of(section)
        heading = self.heading(section)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"group {heading.title}" if heading else f"row {self.number_of(section)}"
        return "" if role == Qt.ItemDataRole.DisplayRole else None

    def _heading_data(self, row: int, column: int, role: int) -> Any:
        heading = self.heading(row)
        if heading is None:
            return None
        if role == HEADING:
            return heading
        if column == 0 and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return heading.title
        if column == 0 and role == Qt.ItemDataRole.AccessibleTextRole:
            return heading.spoken
        return None

    # Putting in order

    def _on_source(self, *_: object) -> None:
        if self._waiting:
            self._stirred = True
            return
        self._records = [r for r in map(self._source_record, range(self.source.rowCount())) if r is not None]
        self._texts.read(self._records, self._names)
        self._arrange()

    def _on_data(self, first: QModelIndex, last: QModelIndex, _roles: object = None) -> None:
        if self._waiting:
            self._stirred = True
            return
        changed = set(range(first.row(), last.row() + 1))
        self._on_source()
        if not self._shown:
            return
        rows = sorted(row for row, line in enumerate(self._lines) if line in changed)
        for start, end in runs(rows):
            self.dataChanged.emit(self.index(start, 0), self.index(end, len(self._shown) - 1))

    def _source_record(self, row: int) -> Record | None:
        return self.source.record(self.source.index(row, 0))

    def _arrange(self) -> None:
        if self._waiting:
            return
        rows = list(range(len(self._records)))
        if self._condition is not None:
            rows = [row for row in rows if self._condition(self._records[row])]
        rows = self._texts.fitting(rows, self._filters, self._find)
        rows = self._texts.sorted(rows, self._sort)
        self._fitting = rows
        if self._group is None:
            self._show([self._records[row].id for row in rows], rows, {})
            return
        by_group = any(by.key == self._group for by in self._sort)
        gathered = gather(rows, self._texts.of(self._group), as_sorted=by_group)
        self._fitting = [row for found in gathered.values() for row in found]
        self._show(
            *under_headings(gathered, self._records, folded=self._folded, caption=self._caption, tally=self._tally)
        )

    def _headings_named(self) -> list[str]:
        """The names of all groups, in the order of the source."""
        return [] if self._group is None else list(dict.fromkeys(self._texts.of(self._group)))

    # Telling the views

    def _show(self, keys: list[str], lines: list[int], headings: dict[str, Heading]) -> None:
        self._tell(keys, lines, headings)
        self.rearranged.emit()

    def _tell(self, keys: list[str], lines: list[int], headings: dict[str, Heading]) -> None:
        if keys == self._keys:
            self._lines = lines
            self._update(headings)
            return
        wanted, held = set(keys), set(self._keys)
        gone = runs([row for row, key in enumerate(self._keys) if key not in wanted])
        new = runs([row for row, key in enumerate(keys) if key not in held])
        if len(gone) + len(new) > _RUNS:
            self.beginResetModel()
            self._keys, self._lines, self._headings = keys, lines, headings
            self.endResetModel()
            return
        place = dict(zip(keys, lines, strict=True))
        self._lines = [place.get(key, _GONE) for key in self._keys]
        before = dict(self._headings)
        self._headings = {**headings, **before}
        for first, last in reversed(gone):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._keys[first : last + 1], self._lines[first : last + 1]
            self.endRemoveRows()
        self._reorder([key for key in keys if key in held], place)
        for first, last in new:
            self.beginInsertRows(QModelIndex(), first, last)
            self._keys[first:first] = keys[first : last + 1]
            self._lines[first:first] = lines[first : last + 1]
            self.endInsertRows()
        self._update(headings)

    def _reorder(self, keys: list[str], place: Mapping[str, int]) -> None:
        if keys == self._keys:
            return
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        names = [self._keys[index.row()] for index in held]
        self._keys = keys
        self._lines = [place[key] for key in keys]
        if held:
            row = {key: n for n, key in enumerate(keys)}
            moved = [self.index(row[name], index.column()) for name, index in zip(names, held, strict=True)]
            self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _update(self, headings: dict[str, Heading]) -> None:
        """Tell of group rows that say something else now."""
        before, self._headings = self._headings, headings
        if before == headings or not self._shown:
            return
        for row, line in enumerate(self._lines):
            if line < 0 and before.get(self._keys[row]) != headings.get(self._keys[row]):
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._shown) - 1))


def runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rising numbers as runs: first and last of each."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
