"""A short list that is painted: a mark, words in up to two lines, a smaller line below. For outcomes and questions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.cells import fitted

_LINE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
PaintMark = Callable[[QPainter, QRect, str, Theme], None]


@dataclass(frozen=True, slots=True)
class Told:
    """A row: ``mark`` says what is painted at its left, ``ticked`` that it is done with."""

    id: str
    mark: str
    words: str
    below: str = ""
    ticked: bool = False
    spoken: str = ""


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Told] = []

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == _LINE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken or ", ".join(part for part in (row.words, row.below) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.words
        return None

    def show(self, rows: Sequence[Told]) -> None:
        if [row.id for row in rows] != [row.id for row in self.rows]:
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()
        elif list(rows) != self.rows:
            self.rows = list(rows)
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))


class _Paint(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: "PaintedList", mark: PaintMark) -> None:
        super().__init__(view)
        self._view = view
        self._mark = mark
        self.theme = theme

    def _lines(self, row: Told) -> list[str]:
        room = self._view.viewport().width() - self.theme.px(48)
        metrics = QFontMetrics(self.theme.font(13))
        return fitted(row.words, metrics, room, 2) or [""]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(_LINE)
        lines = len(self._lines(row)) if isinstance(row, Told) else 1
        below = 1 if isinstance(row, Told) and row.below else 0
        return QSize(self.theme.px(120), self.theme.px(12 + 19 * lines + 17 * below))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(_LINE)
        if not isinstance(row, Told):
            return
        theme, box = self.theme, option.rect
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(box, theme.colour("selected"))
            bar = theme.colour("accent" if self._view.hasFocus() else "strong")
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), bar)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("hover"))
        mark = QRect(box.left() + theme.px(8), box.top() + theme.px(6), theme.px(20), theme.px(20))
        if chosen and theme.scheme == "contrast":  # the colours of marks are made for the window's own ground
            painter.fillRect(mark, theme.colour("surface"))
        self._mark(painter, mark, row.mark, theme)
        font = theme.font(13)
        font.setStrikeOut(row.ticked)
        painter.setFont(font)
        painter.setPen(theme.colour("selected_text" if chosen else "text3" if row.ticked else "text"))
        left, y = box.left() + theme.px(38), box.top() + theme.px(6)
        for words in self._lines(row):
            painter.drawText(QRect(left, y, box.width(), theme.px(19)), int(Qt.AlignmentFlag.AlignVCenter), words)
            y += theme.px(19)
        if row.below:
            painter.setFont(theme.font(12))
            painter.setPen(theme.colour("selected_text" if chosen else "text2"))
            room = box.width() - theme.px(48)
            below = painter.fontMetrics().elidedText(row.below, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(left, y, box.width(), theme.px(17)), int(Qt.AlignmentFlag.AlignVCenter), below)
        painter.restore()


class PaintedList(QListView):
    """As high as its rows. ``turned(id | None)``: another row is current; ``pressed_on(id)``: Enter, Space or a click on
    the mark."""

    turned = Signal(object)
    pressed_on = Signal(str)
    _resized = Signal()

    def __init__(self, name: str, theme: Theme, mark: PaintMark, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("painted")
        self.setAccessibleName(name)
        self._model = _Model(self)
        self.setModel(self._model)
        self._paint = _Paint(theme, self, mark)
        self.setItemDelegate(self._paint)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.selectionModel().currentChanged.connect(lambda *_: self.turned.emit(self.current()))
        self._model.modelReset.connect(self._fit)
        self._model.dataChanged.connect(self._fit)
        self._resized.connect(self._fit)
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        self._paint.theme = theme
        self._fit()

    def show_rows(self, rows: Sequence[Told]) -> None:
        """These rows; the current one stays so while it is among them."""
        current = self.current()
        self._model.show(rows)
        if current:
            self.choose(current)

    def rows(self) -> Sequence[Told]:
        return self._model.rows

    def current(self) -> str | None:
        row = self.currentIndex().row()
        return self._model.rows[row].id if 0 <= row < len(self._model.rows) else None

    def choose(self, entity: str) -> None:
        row = next((n for n, one in enumerate(self._model.rows) if one.id == entity), -1)
        if row >= 0 and self.currentIndex().row() != row:
            self.setCurrentIndex(self._model.index(row))

    def _fit(self) -> None:
        high = sum(self.sizeHintForRow(n) for n in range(len(self._model.rows)))
        self.scheduleDelayedItemsLayout()
        self.setFixedHeight(high + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and current:
            self.pressed_on.emit(current)
        elif event.text() and event.text().isprintable():
            event.ignore()  # a letter belongs in the line; the screen takes it there
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() < self._paint.theme.px(34):
            self.pressed_on.emit(self._model.rows[index.row()].id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._resized.emit()
