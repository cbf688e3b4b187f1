"""How the columns of a grid stand: their order, which show, how wide, and the filter fields above them."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from cypsc_desktop.ui.grid.bar import FilterStrip
from cypsc_desktop.ui.grid.view import GridView
from cypsc_desktop.ui.theme import Theme

_LEAST = 110  # px at 100 % text: a column of fewer gives nothing
_GIVES = 0.4  # of its width, at most


class ColumnLayout(QObject):
    """``changed``: what a window remembers of the columns is another now. Widths are kept in pixels at 100 % text."""

    changed = Signal()

    def __init__(self, view: GridView, strip: FilterStrip, theme: Theme, *, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._strip = strip
        self._arrangement = view.arrangement
        self._theme = theme
        self._placing = False
        self.widths: dict[str, int] = {}
        header = view.horizontalHeader()
        header.setSectionsMovable(True)
        header.sectionMoved.connect(self._on_column_moved)
        header.geometriesChanged.connect(self.place_strip)
        view.widened.connect(self._on_widened)
        view.resized.connect(self.apply)
        view.horizontalScrollBar().valueChanged.connect(self.place_strip)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.apply()

    def show_one(self, key: str, shown: bool) -> None:
        """Show a column where it stood first, or hide it."""
        keys = [column.key for column in self._arrangement.shown_columns() if column.key != key]
        if shown:
            order = [column.key for column in self._arrangement.all_columns]
            keys.insert(sum(order.index(one) < order.index(key) for one in keys), key)
        self.show(keys)

    def _on_column_moved(self, _logical: int, old: int, new: int) -> None:
        """The header's own order is put back at once: the arrangement holds the order of the columns."""
        if self._placing:
            return
        self._placing = True
        self._view.horizontalHeader().moveSection(new, old)
        self._placing = False
        column = self._arrangement.column_at(old)
        if column:
            self.place(column.key, new)

    def shift(self, by: int) -> None:
        column = self._arrangement.column_at(self._view.currentIndex().column())
        if column:
            self.place(column.key, self._view.currentIndex().column() + by)

    def place(self, key: str, at: int) -> None:
        keys = [column.key for column in self._arrangement.shown_columns()]
        if 0 <= at < len(keys):
            keys.remove(key)
            keys.insert(at, key)
            self.show(keys)

    def show(self, keys: Iterable[str]) -> None:
        self._arrangement.show_columns(list(keys))
        self.apply()
        self.changed.emit()

    def widen(self, by: int, key: str | None = None) -> None:
        at = self._view.currentIndex().column() if key is None else self._arrangement.column_of(key)
        if at is not None and at >= 0:
            self._view.setColumnWidth(at, max(self._theme.px(40), self._view.columnWidth(at) + by * self._theme.px(20)))

    def apply(self) -> None:
        """Give every column its width. The widest that nobody has set takes the room that is left; where a little is
        wanting, the wide ones that nobody has set give it, so that a table scrolls sideways only if it must."""
        if self._placing:
            return
        self._placing = True
        columns = self._arrangement.shown_columns()
        widths = [self._theme.px(self.widths.get(column.key, column.column.width)) for column in columns]
        free = [n for n, column in enumerate(columns) if column.key not in self.widths and column.column.number is None]
        spare = self._view.viewport().width() - sum(widths)
        if free and spare > 0:
            widths[max(free, key=widths.__getitem__)] += spare
        elif spare < 0:
            least = self._theme.px(_LEAST)
            firm = {n for n, column in enumerate(columns) if n < self._view.frozen_columns or column.strong}
            gives = {n: max(0, min(widths[n] - least, int(widths[n] * _GIVES))) for n in free if n not in firm}
            if (all_of_it := sum(gives.values())) >= -spare:
                for n, most in gives.items():
                    widths[n] -= -(spare * most // all_of_it)
        for n, width in enumerate(widths):
            self._view.setColumnWidth(n, width)
        self._placing = False
        self.place_strip()

    def _on_widened(self, section: int, pixels: int) -> None:
        column = self._arrangement.column_at(section)
        if column and not self._placing:
            self.widths[column.key] = round(pixels / self._theme.scale)
            self.changed.emit()
        self.place_strip()

    def place_strip(self) -> None:
        if not self._strip.isVisible():
            return
        spans: dict[str, tuple[int, int]] = {}
        left = self._view.viewport().x()
        frozen: set[str] = set()
        for n, column in enumerate(self._arrangement.shown_columns()):
            start = left + self._view.columnViewportPosition(n)
            if self._view.is_frozen(n):
                start = left + sum(self._view.columnWidth(m) for m in range(n))
                frozen.add(column.key)
            spans[column.key] = (start, start + self._view.columnWidth(n))
        self._strip.place(spans, left=left, frozen=frozen)
