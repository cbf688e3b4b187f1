"""Which rows fit what is looked for, and in which order they stand: over the texts of their cells. No Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cypsc_desktop.model.records import Record
from cypsc_desktop.ui.grid.columns import GridColumn
from cypsc_desktop.ui.grid.filters import asks, fold
from cypsc_desktop.ui.models.records import Names, in_counting_order


@dataclass(frozen=True, slots=True)
class SortBy:
    """A column (its key) to sort by, and which way. Empty cells come last either way."""

    key: str
    down: bool = False


class Texts:
    """What the cells of some records say, column by column, worked out when first asked for. Rows are numbers."""

    def __init__(self, columns: Sequence[GridColumn]) -> None:
        self._columns = {column.key: column for column in columns}
        self._records: Sequence[Record] = ()
        self._names: Names = {}
        self._texts: dict[str, list[str]] = {}
        self._orders: dict[str, list[Any]] = {}
        self._stacks: list[str] = []

    def read(self, records: Sequence[Record], names: Names) -> None:
        """Speak of these records from now on."""
        self._records, self._names = records, names
        self._texts.clear()
        self._orders.clear()
        self._stacks = []

    def of(self, key: str) -> list[str]:
        """The texts of a whole column."""
        if key not in self._texts:
            text = self._columns[key].column.text
            self._texts[key] = [text(record, self._names) for record in self._records]
        return self._texts[key]

    def fitting(self, rows: list[int], filters: Mapping[str, str], find: str) -> list[int]:
        """Those of the rows whose cells fit each column's filter, and that hold the words anywhere."""
        for key, typed in filters.items():
            test = asks(typed)
            if test is not None:
                texts = self.of(key)
                rows = [row for row in rows if test(fold(texts[row]))]
        test = asks(find)
        if test is None:
            return rows
        if not self._stacks:
            stacks = zip(*(self.of(key) for key in self._columns), strict=True)
            self._stacks = [fold("\n".join(texts)) for texts in stacks]
        return [row for row in rows if test(self._stacks[row])]

    def sorted(self, rows: list[int], order: Sequence[SortBy]) -> list[int]:
        """The rows by the first column, among equals by the next; empty cells last."""
        for by in reversed(order):
            keys = self._order(by.key)
            full = sorted((row for row in rows if keys[row] is not None), key=keys.__getitem__, reverse=by.down)
            rows = full + [row for row in rows if keys[row] is None]
        return rows

    def _order(self, key: str) -> list[Any]:
        """What every row sorts by in a column: figures by value, words in counting order, dates by time; None if empty."""
        if key not in self._orders:
            column = self._columns[key]
            figure = column.column.number
            if column.order is not None:
                self._orders[key] = [column.order(record) for record in self._records]
            elif figure is not None:
                self._orders[key] = [figure(record) for record in self._records]
            else:
                texts = self.of(key)
                if column.field is not None and column.field.sort.startswith("date"):
                    name = column.field.name
                    texts = [str(getattr(record, name, None) or "") for record in self._records]
                self._orders[key] = [in_counting_order(text) if text else None for text in texts]
        return self._orders[key]
