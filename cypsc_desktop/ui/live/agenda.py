"""The agenda at the left of the live screen: each item with its planned and its actual minutes, the current one marked."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cypsc_desktop.minutes.timing import ItemTime
from cypsc_desktop.ui.theme import Theme

_ROW = 28
_TIME = int(Qt.ItemDataRole.UserRole)
_SEEN = _TIME + 1
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ItemTimes(QAbstractListModel):
    """The items with their times."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._times: list[ItemTime] = []
        self._visited: frozenset[str] = frozenset()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._times)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self._times):
            return None
        time = self._times[index.row()]
        if role == _TIME:
            return time
        if role == _SEEN:
            return time.item.id in self._visited
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return _spoken(time, seen=time.item.id in self._visited)
        return None

    def time(self, row: int) -> ItemTime | None:
        return self._times[row] if 0 <= row < len(self._times) else None

    def show(self, times: Sequence[ItemTime], visited: Sequence[str]) -> None:
        fresh = [one.item.id for one in times] != [one.item.id for one in self._times]
        if fresh:
            self.beginResetModel()
        changed = list(times) != self._times or frozenset(visited) != self._visited
        self._times, self._visited = list(times), frozenset(visited)
        if fresh:
            self.endResetModel()
        elif changed and times:
            self.dataChanged.emit(self.index(0), self.index(len(times) - 1))


class _Paint(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.theme.px(120), self.theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        time = index.data(_TIME)
        if not isinstance(time, ItemTime):
            return
        theme, box = self.theme, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        painter.save()
        ink = "text"
        if time.is_current:
            painter.fillRect(box, theme.colour("selected"))
            painter.fillRect(QRect(box.left(), box.top() + 4, 3, box.height() - 8), theme.colour("accent"))
            ink = "selected_text"
        if chosen:
            painter.setPen(theme.colour("accent"))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        seen = bool(index.data(_SEEN)) and not time.is_current
        if seen:
            size = theme.px(14)
            theme.icon("check", "text2").paint(
                painter, QRect(box.left() + theme.px(8), box.center().y() - size // 2, size, size)
            )
        quiet = ink if time.is_current else "text2"
        self._write(painter, box, 28, 22, time.item.number or "", quiet, 400)
        seen_or_now = seen or time.is_current
        figures = theme.px(58 if time.planned is not None else 30 if seen_or_now else 6)
        title = QRect(box.left() + theme.px(52), box.top(), box.width() - theme.px(56) - figures, box.height())
        painter.setFont(theme.font(13, 600 if time.is_current else 400))
        painter.setPen(theme.colour(ink))
        words = painter.fontMetrics().elidedText(time.item.title or "", Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(title, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
        planned = str(time.planned) if time.planned is not None else ""
        self._figure(painter, box, 33, planned, quiet, 400)
        if seen or time.is_current:
            over = "warn" if time.over and not time.is_current else ink
            self._figure(painter, box, 6, str(time.taken), over, 600)
        painter.restore()

    def _write(self, painter: QPainter, box: QRect, left: int, wide: int, words: str, token: str, weight: int) -> None:
        theme = self.theme
        painter.setFont(theme.font(13, weight))
        painter.setPen(theme.colour(token))
        where = QRect(box.left() + theme.px(left), box.top(), theme.px(wide), box.height())
        painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)

    def _figure(self, painter: QPainter, box: QRect, right: int, words: str, token: str, weight: int) -> None:
        theme = self.theme
        painter.setFont(theme.figures(13, weight))
        painter.setPen(theme.colour(token))
        where = QRect(box.right() - theme.px(right + 28), box.top(), theme.px(28), box.height())
        painter.drawText(where, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)


class LiveAgenda(QListView):
    """``wanted(item id)``: the person goes to an item, by double click or Enter."""

    wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("live agenda")
        self.setProperty("plain", True)
        self.setAccessibleName("Agenda")
        self.times = ItemTimes(self)
        self.setModel(self.times)
        self.paint_items = _Paint(theme, self)
        self.setItemDelegate(self.paint_items)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._on_index)

    def set_theme(self, theme: Theme) -> None:
        self.paint_items.theme = theme
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def show_times(self, times: Sequence[ItemTime], visited: Sequence[str]) -> None:
        rows = self.times.rowCount()
        self.times.show(times, visited)
        if rows != self.times.rowCount():
            self.updateGeometry()

    def current_rect(self) -> QRect | None:
        """Where the current item stands in this list; None where there is none."""
        for row in range(self.times.rowCount()):
            time = self.times.time(row)
            if time and time.is_current:
                return self.visualRect(self.times.index(row))
        return None

    def sizeHint(self) -> QSize:
        return QSize(200, self.times.rowCount() * self.paint_items.theme.px(_ROW) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_index(self.currentIndex())
        elif event.text() and event.text().isprintable():
            event.ignore()  # a letter belongs in the line; the screen takes it there
        else:
            super().keyPressEvent(event)

    def _on_index(self, index: QModelIndex) -> None:
        time = self.times.time(index.row())
        if time is not None:
            self.wanted.emit(time.item.id)


def _spoken(time: ItemTime, *, seen: bool) -> str:
    planned = f", planned {time.planned} minutes" if time.planned is not None else ""
    taken = f", {time.taken} taken" if seen or time.is_current else ", not yet taken"
    over = f", {time.over} over" if time.over else ""
    now = ", now" if time.is_current else ""
    return f"{time.item.number or ''} {time.item.title or ''}".strip() + planned + taken + over + now
