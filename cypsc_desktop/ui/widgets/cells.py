"""How a cell of a table is painted and edited: at most so many lines, the rest elided; the inspector shows it whole."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cypsc_desktop.model.records import Record
from cypsc_desktop.ui.models.records import RECORD, Index
from cypsc_desktop.ui.theme import Theme

_PAUSE_MS = 300
_BAR = 3


class CellDelegate(QStyledItemDelegate):
    """``draft(record, column, text)`` keeps what is typed until it is saved or given up (None)."""

    def __init__(
        self, theme: Theme, *, lines: int, draft: Callable[[Record, int, str | None], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines = lines
        self._draft = draft

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def height(self, metrics: QFontMetrics) -> int:
        """Pixels of a row."""
        return max(metrics.lineSpacing() * self._lines + self._theme.px(16), self._theme.px(32))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.px(80), self.height(option.fontMetrics))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self._paint_ground(painter, option, index)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        contrast = self._theme.scheme == "contrast" and selected and self._is_active(option)
        painter.setPen(self._theme.colour("on_accent" if contrast else "text"))
        painter.setFont(option.font)
        pad = self._theme.px(8)
        self._paint_text(painter, option.rect.adjusted(pad, pad, -pad, -pad), index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._theme.colour("on_accent" if contrast else "accent"), 2))
            painter.drawRoundedRect(option.rect.adjusted(2, 2, -2, -2), 4, 4)
        painter.restore()

    def _is_active(self, option: QStyleOptionViewItem) -> bool:
        return bool(option.state & QStyle.StateFlag.State_Active) and bool(option.widget and option.widget.hasFocus())

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        selected = option.state & QStyle.StateFlag.State_Selected
        active = self._is_active(option)
        if selected:
            painter.fillRect(option.rect, self._theme.colour("selected" if active else "hover"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, self._theme.colour("hover"))
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), self._theme.colour("line"))
        if selected and index.column() == 0:
            bar = QRect(option.rect.topLeft(), QSize(_BAR, option.rect.height()))
            painter.fillRect(bar, self._theme.colour("accent" if active else "strong"))

    def _paint_text(self, painter: QPainter, room: QRect, index: Index) -> None:
        right = int(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0) & int(Qt.AlignmentFlag.AlignRight)
        top = room.top()
        for line in fitted(str(index.data() or ""), painter.fontMetrics(), room.width(), self._lines, painter):
            place = QRect(room.left(), top, room.width(), painter.fontMetrics().lineSpacing())
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(place, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), line)
            top += painter.fontMetrics().lineSpacing()

    # Editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QPlainTextEdit(parent)
        editor.setTabChangesFocus(True)
        editor.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        pause = QTimer(editor, singleShot=True, interval=_PAUSE_MS)
        record, column = index.data(RECORD), index.column()
        pause.timeout.connect(lambda: self._draft(record, column, editor.toPlainText()))
        editor.textChanged.connect(lambda: pause.isActive() or pause.start())
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QPlainTextEdit) and not editor.document().isModified():
            text = str(index.data(Qt.ItemDataRole.EditRole) or "")
            if editor.toPlainText() != text:
                editor.blockSignals(True)
                editor.setPlainText(text)
                editor.blockSignals(False)
                editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QPlainTextEdit) and editor.document().isModified():
            model.setData(index, editor.toPlainText())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the cell, and wide and high enough to write in."""
        rect = QRect(option.rect)
        parent = editor.parentWidget()
        room = parent.rect() if parent else rect
        rect.setWidth(min(max(rect.width(), self._theme.px(200)), room.width()))
        rect.setHeight(max(rect.height(), option.fontMetrics.lineSpacing() * 4 + self._theme.px(16)))
        rect.moveLeft(max(0, min(rect.left(), room.width() - rect.width())))
        rect.moveTop(max(0, min(rect.top(), room.height() - rect.height())))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter saves, Shift+Enter begins a line, Escape gives up."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(editor, QWidget):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                return True
        return super().eventFilter(editor, event)


def fitted(text: str, metrics: QFontMetrics, width: int, lines: int, painter: QPainter | None = None) -> list[str]:
    """``text`` broken at words into at most so many lines of this width in pixels; the last elided if more follows."""
    made: list[str] = []
    parts = [" ".join(part.split()) for part in text.splitlines() if part.strip()]
    wrapping = QTextOption()
    wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    for number, part in enumerate(parts):
        layout = QTextLayout(part, painter.font()) if painter else QTextLayout(part)
        layout.setTextOption(wrapping)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            start, length = line.textStart(), line.textLength()
            if len(made) == lines - 1:
                layout.endLayout()
                rest = part[start:]
                more = "…" if number + 1 < len(parts) and metrics.horizontalAdvance(rest) <= width else ""
                return [*made, metrics.elidedText(rest + more, Qt.TextElideMode.ElideRight, max(1, width))]
            made.append(part[start : start + length].rstrip())
        layout.endLayout()
    return made
