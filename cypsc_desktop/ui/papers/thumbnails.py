"""Small pictures of all sheets with their numbers; drawn as they come into sight."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cypsc_desktop.ui.papers.guarded import guarded
from cypsc_desktop.ui.papers.pictures import EDGE, Pictures
from cypsc_desktop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_MARGIN = 12


class _Sheets(QAbstractListModel):
    """The sheets of a file by number; holds no pictures."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.count = 0
        self.label_of: Callable[[int], str | None] = lambda _: None

    def show(self, count: int, label_of: Callable[[int], str | None]) -> None:
        self.beginResetModel()
        self.count, self.label_of = count, label_of
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and index.isValid():
            sheet = index.row() + 1
            label = self.label_of(sheet)
            if label is None:
                return f"Sheet {sheet}"
            return label if label == str(sheet) else f"{label}  ·  sheet {sheet}"
        return None


class Thumbnails(QListView):
    """``chosen(sheet)``: a sheet was chosen."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: Pictures | None = None
        self._following = False
        self._sheets = _Sheets(self)
        self._frames = _Frames(theme, self)
        self.setModel(self._sheets)
        self.setItemDelegate(self._frames)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Pages of the paper")
        self.setObjectName("thumbnails")
        self.setStyleSheet("#thumbnails { background: transparent; }")  # the pane's own ground shows
        self.verticalScrollBar().valueChanged.connect(self._want)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._frames.theme = theme
        self.verticalScrollBar().setSingleStep(theme.px(48))
        self.doItemsLayout()

    def show_pictures(self, pictures: Pictures | None, label_of: Callable[[int], str | None]) -> None:
        """Show the sheets of another file."""
        if self._pictures is not None:
            self._pictures.arrived.disconnect(self._on_picture)
        self._pictures = self._frames.pictures = pictures
        if pictures is not None:
            pictures.arrived.connect(self._on_picture)
        self._following = True
        self._sheets.show(pictures.handle.pages if pictures else 0, label_of)
        self._following = False

    def follow(self, sheet: int) -> None:
        """Make the sheet being read the current one."""
        if 1 <= sheet <= self._sheets.count and self.currentIndex().row() != sheet - 1:
            self._following = True
            self.setCurrentIndex(self._sheets.index(sheet - 1))
            self._following = False
            self._want()

    def _on_current(self, index: QModelIndex) -> None:
        if not self._following and index.isValid():
            self.chosen.emit(index.row() + 1)

    def _on_picture(self, sheet: int) -> None:
        if self.isVisible() and sheet in self._in_sight():
            self.update(self._sheets.index(sheet - 1))

    def _in_sight(self) -> range:
        high = max(1, self._frames.height())
        top = self.verticalScrollBar().value()
        first = top // high
        return range(first + 1, min(self._sheets.count, (top + self.viewport().height()) // high + 1) + 1)

    def _want(self) -> None:
        if self._pictures is not None and self.isVisible():
            self._pictures.want_small(list(self._in_sight()))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._want()


class _Frames(QStyledItemDelegate):
    """A small page with its printed and sheet number below."""

    def __init__(self, theme: Theme, parent: Thumbnails) -> None:
        super().__init__(parent)
        self.theme = theme
        self.pictures: Pictures | None = None
        self._list = parent

    def height(self) -> int:
        return EDGE + self.theme.px(26) + _MARGIN

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(EDGE, self.height())

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, sheet = self.theme, index.row() + 1
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("selected" if chosen else "hover"))
        if chosen:
            active = self._list.hasFocus()
            painter.fillRect(
                QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent" if active else "strong")
            )
        room = QRect(rect.left() + (rect.width() - EDGE) // 2, rect.top() + _MARGIN // 2, EDGE, EDGE)
        image = self.pictures.small(sheet) if self.pictures else None
        size = image.size() if image is not None else QSize(round(EDGE / 1.414), EDGE)
        page = QRect(
            room.left() + (EDGE - size.width()) // 2, room.top() + EDGE - size.height(), size.width(), size.height()
        )
        if image is not None:
            painter.drawImage(page.topLeft(), image)
        else:
            painter.fillRect(page, Qt.GlobalColor.white)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRect(page.adjusted(-1, -1, 0, 0))
        on_tint = chosen and theme.scheme == "contrast"
        painter.setPen(theme.colour("on_accent" if on_tint else "text" if chosen else "text2"))
        painter.setFont(theme.font(12, 600 if chosen else 400))
        words = QRect(rect.left(), room.bottom() + 1, rect.width(), theme.px(26))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), str(index.data()))
        painter.restore()
