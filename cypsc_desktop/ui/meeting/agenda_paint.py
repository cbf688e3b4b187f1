"""How a row of the agenda is painted and renamed: number, title of up to three lines, signs below it, pages at the right."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from cypsc_desktop.ui.meeting.agenda_rows import FILES, AgendaRow
from cypsc_desktop.ui.theme import Theme

ROW = int(Qt.ItemDataRole.UserRole) + 1
_BAR = 3
_MOST_LINES = 3
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
        return self._theme.font(13, 600 if row.kind == FILES else 400)

    def _left(self, row: AgendaRow) -> int:
        """Where the title begins, in pixels from the row's left: papers stand under their item's title."""
        px = self._theme.px
        if row.kind in ("item", FILES):
            return px(4) + (self.number_width if row.kind == "item" else 0)
        return px(4) + max(0, self.number_width - self._tree.indentation()) + px(8)

    def _lines(self, row: AgendaRow, width: int) -> list[str]:
        """The title in up to three lines: the first leaves room for the pages at its right, the last is elided."""
        px = self._theme.px
        pages = QFontMetrics(self._theme.font(12)).horizontalAdvance(row.pages) + px(8) if row.pages else 0
        room = max(px(48), width - self._left(row) - px(8))
        first = max(px(48), room - pages - (px(14) if row.unread else 0))
        font = self._font(row)
        title, metrics = row.title or "Untitled", QFontMetrics(font)
        made: list[str] = []
        layout = QTextLayout(title, font)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room if made else first)
            start = line.textStart()
            if len(made) == _MOST_LINES - 1:
                made.append(metrics.elidedText(title[start:], Qt.TextElideMode.ElideRight, room))
                break
            made.append(title[start : start + line.textLength()].rstrip())
        layout.endLayout()
        return made

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row = index.data(ROW)
        if not isinstance(row, AgendaRow):
            return super().sizeHint(option, index)
        depth = 2 if index.parent().isValid() else 1
        width = self._tree.viewport().width() - depth * self._tree.indentation()
        high = len(self._lines(row, width)) * QFontMetrics(self._font(row)).lineSpacing()
        if row.signs:
            high += QFontMetrics(self._theme.font(12)).lineSpacing()
        return QSize(width, max(self._theme.px(28), high + self._theme.px(10)))

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, AgendaRow):
            return
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        self.paint_ground(painter, option.rect, chosen=chosen, hovered=hovered)
        ink = self.ink(chosen)
        px, rect, left = self._theme.px, option.rect, self._left(row)
        font = self._font(row)
        high = QFontMetrics(font).lineSpacing()
        lines = self._lines(row, rect.width())
        signs = QFontMetrics(self._theme.font(12)).lineSpacing() if row.signs else 0
        top = rect.top() + (rect.height() - len(lines) * high - signs) // 2
        first = QRect(rect.left(), top, rect.width(), high)
        if row.number and row.kind == "item":
            painter.setPen(self._theme.colour(ink or "text2"))
            painter.setFont(self._theme.font(13))
            place = QRect(rect.left() + px(4), top, self.number_width, high)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), row.number)
        painter.setFont(font)
        painter.setPen(self._theme.colour(ink or ("text" if row.kind in ("item", FILES) else "text2")))
        for line in lines:
            place = QRect(rect.left() + left, top, rect.width() - left, high)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), line)
            top += high
        self._paint_signs(painter, row, QRect(rect.left() + left, top, rect.width() - left - px(8), signs), ink)
        self._paint_pages(painter, row, first, ink)
        if option.state & QStyle.StateFlag.State_HasFocus and self._tree.hasFocus():
            painter.setPen(QPen(self._theme.colour(ink or "accent"), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -2, -2), px(4), px(4))
        painter.restore()

    def paint_ground(self, painter: QPainter, rect: QRect, *, chosen: bool, hovered: bool) -> None:
        """The tint of a row that is chosen or under the pointer; ``rect`` is part of it."""
        active = chosen and self._tree.hasFocus()
        if chosen or hovered:
            painter.fillRect(rect, self._theme.colour("selected" if active else "hover"))
        if chosen and rect.left() <= 0:
            bar = QRect(0, rect.top(), _BAR, rect.height())
            painter.fillRect(bar, self._theme.colour("accent" if active else "strong"))

    def ink(self, chosen: bool) -> str | None:
        """The one colour of all that stands on a chosen row, where the scheme has but one there."""
        only_one = chosen and self._tree.hasFocus() and self._theme.scheme == "contrast"
        return "selected_text" if only_one else None

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
        left = self._left(row) if isinstance(row, AgendaRow) else 0
        rect = QRect(option.rect)
        rect.setLeft(rect.left() + max(0, left - self._theme.px(6)))
        high = max(editor.sizeHint().height(), self._theme.px(28))
        rect.setHeight(high)
        rect.moveTop(option.rect.center().y() - high // 2)
        editor.setGeometry(rect)
