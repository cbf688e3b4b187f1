"""How a row of the agenda is painted and renamed: number, title of up to two lines, signs below it, pages at the right."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from cypsc_desktop.ui.meeting.agenda_rows import FILES, AgendaRow
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.cells import fitted

ROW = int(Qt.ItemDataRole.UserRole) + 1
_MOST_LINES = 2
_BAR = 3
_Index = QModelIndex | QPersistentModelIndex


class AgendaDelegate(QStyledItemDelegate):
    """Paints an AgendaRow; typing edits its title."""

    def __init__(self, theme: Theme, tree: QTreeView) -> None:
        super().__init__(tree)
        self._theme = theme
        self._tree = tree
        self.number_width = 0

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    # Measures

    def _font(self, row: AgendaRow) -> QFont:
        return self._theme.font(13, 600 if row.unread or row.kind == FILES else 400)

    def _room(self, index: _Index, row: AgendaRow, width: int) -> tuple[int, int]:
        """Where the title begins, from the row's left, and how wide it may be, in pixels."""
        px = self._theme.px
        left = px(4) + (self.number_width if row.kind == "item" else 0)
        pages = QFontMetrics(self._theme.font(12)).horizontalAdvance(row.pages) if row.pages else 0
        right = px(8) + (pages + px(8) if pages else 0) + (px(12) if row.unread else 0)
        return left, max(px(60), width - left - right)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row = index.data(ROW)
        if not isinstance(row, AgendaRow):
            return super().sizeHint(option, index)
        depth = 2 if index.parent().isValid() else 1
        width = self._tree.viewport().width() - depth * self._tree.indentation()
        _, room = self._room(index, row, width)
        title = QFontMetrics(self._font(row))
        high = len(_lines(row.title, title, room)) * title.lineSpacing()
        if row.signs:
            high += QFontMetrics(self._theme.font(12)).lineSpacing()
        return QSize(width, max(self._theme.px(28), high + self._theme.px(10)))

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, AgendaRow):
            return
        painter.save()
        ink = self._paint_ground(painter, option)
        px, rect = self._theme.px, option.rect
        left, room = self._room(index, row, rect.width())
        font = self._font(row)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        lines = _lines(row.title or "Untitled", metrics, room)
        signs = metrics.lineSpacing() * 0 + (QFontMetrics(self._theme.font(12)).lineSpacing() if row.signs else 0)
        top = rect.top() + (rect.height() - len(lines) * metrics.lineSpacing() - signs) // 2
        first = QRect(rect.left(), top, rect.width(), metrics.lineSpacing())
        if row.number and row.kind == "item":
            painter.setPen(self._theme.colour(ink or "text2"))
            place = QRect(rect.left() + px(4), top, self.number_width - px(6), metrics.lineSpacing())
            painter.setFont(self._theme.font(13))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), row.number)
            painter.setFont(font)
        painter.setPen(self._theme.colour(ink or ("text" if row.kind in ("item", FILES) else "text2")))
        for line in lines:
            place = QRect(rect.left() + left, top, room + px(4), metrics.lineSpacing())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), line)
            top += metrics.lineSpacing()
        self._paint_signs(painter, row, QRect(rect.left() + left, top, room, signs), ink)
        self._paint_pages(painter, row, first, ink)
        if option.state & QStyle.StateFlag.State_HasFocus and self._tree.hasFocus():
            painter.setPen(QPen(self._theme.colour(ink or "accent"), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -2, -2), px(4), px(4))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> str | None:
        """The tint and bar of a chosen row; returns the one colour of its text, where the scheme has but one there."""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        active = chosen and self._tree.hasFocus()
        if chosen:
            whole = QRect(0, option.rect.top(), option.rect.right() + 1, option.rect.height())
            painter.fillRect(whole, self._theme.colour("selected" if active else "hover"))
            bar = QRect(0, option.rect.top(), _BAR, option.rect.height())
            painter.fillRect(bar, self._theme.colour("accent" if active else "strong"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, self._theme.colour("hover"))
        return "on_accent" if active and self._theme.scheme == "contrast" else None

    def _paint_signs(self, painter: QPainter, row: AgendaRow, room: QRect, ink: str | None) -> None:
        painter.setFont(self._theme.font(12))
        metrics = painter.fontMetrics()
        left = room.left()
        for number, sign in enumerate(row.signs):
            words = sign.words if not number else f"  ·  {sign.words}"
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, room.right() - left))
            painter.setPen(self._theme.colour(ink or sign.tone))
            place = QRect(left, room.top(), room.right() - left, room.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), words)
            left += metrics.horizontalAdvance(words)

    def _paint_pages(self, painter: QPainter, row: AgendaRow, line: QRect, ink: str | None) -> None:
        px = self._theme.px
        painter.setFont(self._theme.font(12))
        right = line.right() - px(8)
        if row.pages:
            painter.setPen(self._theme.colour(ink or "text3"))
            place = QRect(line.left(), line.top(), right - line.left(), line.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), row.pages)
            right -= painter.fontMetrics().horizontalAdvance(row.pages) + px(8)
        if row.unread:
            size = px(7)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(ink or "accent"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawEllipse(right - size, line.center().y() - size // 2, size, size)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    # Renaming

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName("Title")
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        row = index.data(ROW)
        if isinstance(editor, QLineEdit) and isinstance(row, AgendaRow) and not editor.isModified():
            editor.setText(row.title)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, QLineEdit) and editor.isModified():
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        """Over the title and what stands right of it."""
        row = index.data(ROW)
        left = self._room(index, row, option.rect.width())[0] if isinstance(row, AgendaRow) else 0
        rect = QRect(option.rect)
        rect.setLeft(rect.left() + max(0, left - self._theme.px(6)))
        high = max(editor.sizeHint().height(), self._theme.px(28))
        rect.setHeight(high)
        rect.moveTop(option.rect.center().y() - high // 2)
        editor.setGeometry(rect)


def _lines(title: str, metrics: QFontMetrics, room: int) -> list[str]:
    return fitted(title or "Untitled", metrics, room, _MOST_LINES) or [""]
