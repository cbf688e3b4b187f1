"""What narrows a search down: the kinds, committees, meetings, years and people in the finds, each with how many it leaves;
one list, so that Tab passes it in one step and the arrows go through it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cypsc_desktop.commands.searching import FACETS, Facet, Narrowing
from cypsc_desktop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
LINE = int(Qt.ItemDataRole.UserRole)
_NOWHERE = QModelIndex()
_FEW = {"kind": 20, "committee": 6, "meeting": 6, "year": 6, "person": 8}  # values shown before "Show all"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the pane. ``sort``: "heading" of a facet, "value", or "more": the rest of its values."""

    sort: str
    facet: str
    title: str
    value: str = ""
    count: int = 0
    chosen: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        return self.sort, self.facet, self.value


class FacetModel(QAbstractListModel):
    """Headings and values; a facet with one value alone, not chosen, narrows nothing and is left out."""

    def __init__(self) -> None:
        super().__init__()
        self._facets: Mapping[str, tuple[Facet, ...]] = {}
        self._narrow = Narrowing()
        self._open: set[str] = set()
        self._lines: list[Line] = []

    def show(self, facets: Mapping[str, tuple[Facet, ...]], narrow: Narrowing) -> None:
        self._facets, self._narrow = facets, narrow
        self._lay()

    def unfold(self, facet: str) -> None:
        """Show all values of a facet, or the first few again."""
        self._open ^= {facet}
        self._lay()

    def _lay(self) -> None:
        lines = [line for facet in FACETS for line in self._lines_of(facet)]
        if [line.key for line in lines] == [line.key for line in self._lines]:
            self._lines = lines
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def _lines_of(self, facet: str) -> list[Line]:
        values, chosen = self._facets.get(facet, ()), self._narrow.of(facet)
        if len(values) < 2 and not chosen:
            return []
        few = len(values) if facet in self._open else _FEW[facet]
        shown = [one for n, one in enumerate(values) if n < few or one.value in chosen]
        lines = [Line("heading", facet, FACETS[facet])]
        lines += [Line("value", facet, one.title, one.value, one.count, one.value in chosen) for one in shown]
        if len(shown) < len(values):
            lines.append(Line("more", facet, f"Show all {len(values)}"))
        elif facet in self._open and len(values) > _FEW[facet]:
            lines.append(Line("more", facet, "Show fewer"))
        return lines

    def line(self, row: int) -> Line | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, key: tuple[str, str, str]) -> int | None:
        return next((n for n, line in enumerate(self._lines) if line.key == key), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return Qt.ItemFlag.NoItemFlags
        if line.sort == "heading":
            return Qt.ItemFlag.NoItemFlags  # so that the arrows pass it by
        more = Qt.ItemFlag.ItemIsUserCheckable if line.sort == "value" else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | more

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.ToolTipRole and line.sort == "value":
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{FACETS[line.facet]}: {line.title}, {line.count:,}" if line.sort == "value" else line.title
        if role == Qt.ItemDataRole.CheckStateRole and line.sort == "value":
            return Qt.CheckState.Checked if line.chosen else Qt.CheckState.Unchecked
        return line if role == LINE else None


class FacetDelegate(QStyledItemDelegate):
    """A box to tick, what is meant, and the count at the right."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._fonts = {look: theme.font(*look) for look in ((12, 600), (12, 400), (13, 400), (13, 600))}
        high = QFontMetrics(self._fonts[13, 400]).lineSpacing()
        self._sizes = {
            True: QSize(theme.px(160), high + theme.px(22)),
            False: QSize(theme.px(160), high + theme.px(10)),
        }
        self._tick = theme.icon("check", "on_accent").pixmap(theme.px(12), theme.px(12))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LINE)
        return self._sizes[isinstance(line, Line) and line.sort == "heading"]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, Line):
            return
        theme, rect = self.theme, QRect(option.rect)
        painter.save()
        inner = rect.adjusted(theme.px(16), 0, -theme.px(12), 0)
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if line.sort == "heading":
            painter.setFont(self._fonts[12, 600])
            painter.setPen(theme.colour("text2"))
            inner.setTop(inner.bottom() - QFontMetrics(painter.font()).lineSpacing() - theme.px(4))
            painter.drawText(inner, left, line.title)
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setFont(self._fonts[12 if line.sort == "more" else 13, 600 if line.chosen else 400])
        if line.sort == "more":
            painter.setPen(theme.colour("accent"))
            painter.drawText(inner.adjusted(theme.px(22), 0, 0, 0), left, line.title)
        else:
            self._paint_value(painter, inner, line)
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(rect.adjusted(theme.px(4), 1, -theme.px(4), -2), 4, 4)
        painter.restore()

    def _paint_value(self, painter: QPainter, inner: QRect, line: Line) -> None:
        theme = self.theme
        size = theme.px(14)
        box = QRect(inner.left(), inner.center().y() - size // 2, size, size)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent" if line.chosen else "strong"), 1.25))
        painter.setBrush(theme.colour("accent" if line.chosen else "surface"))
        painter.drawRoundedRect(box, 3, 3)
        if line.chosen:
            painter.drawPixmap(box.left() + theme.px(1), box.top() + theme.px(1), self._tick)
        metrics = painter.fontMetrics()
        count = f"{line.count:,}"
        painter.setPen(theme.colour("text3"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), count)
        room = inner.adjusted(theme.px(22), 0, -metrics.horizontalAdvance(count) - theme.px(8), 0)
        painter.setPen(theme.colour("text"))
        words = metrics.elidedText(line.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)


class FacetList(QListView):
    """``toggled(facet, value)``: a value was ticked or let go, by click, Space or Enter."""

    toggled = Signal(str, str)
    _pressed = Signal(int)
    _entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facets = FacetModel()
        self.setModel(self.facets)
        self.delegate = FacetDelegate(theme, self)
        self.setItemDelegate(self.delegate)
        self.facets.setParent(self)  # after the view's own parts, which must go first
        self.setObjectName("facets")
        self.setAccessibleName("Narrow the finds")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self._pressed.emit(index.row()))
        self._pressed.connect(self.press)
        self._entered.connect(self._on_entered)

    def show_facets(self, facets: Mapping[str, tuple[Facet, ...]], narrow: Narrowing) -> None:
        """Show these; the line that the arrows are on stays the line."""
        held = self.facets.line(self.currentIndex().row())
        self.facets.show(facets, narrow)
        row = self.facets.row_of(held.key) if held else None
        if row is not None:
            self.setCurrentIndex(self.facets.index(row))

    def press(self, row: int) -> None:
        """Do what a line is for."""
        line = self.facets.line(row)
        if line is None or line.sort == "heading":
            return
        if line.sort == "more":
            self.facets.unfold(line.facet)
        else:
            self.toggled.emit(line.facet, line.value)

    def set_theme(self, theme: Theme) -> None:
        self.delegate.set_theme(theme)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pressed.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._entered.emit()

    def _on_entered(self) -> None:
        """The arrows begin at the first value."""
        if not self.currentIndex().isValid() and self.facets.rowCount() > 1:
            self.setCurrentIndex(self.facets.index(1))
