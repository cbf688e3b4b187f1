"""The finds of a search as a list: two lines each, the words found in bold."""

import html
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QTextDocument
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cypsc_desktop.commands.searching import Found
from cypsc_desktop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
FOUND = int(Qt.ItemDataRole.UserRole)
_NOWHERE = QModelIndex()


class Results(QAbstractListModel):
    """Finds in the order given."""

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Found, ...] = ()

    def show(self, found: Sequence[Found]) -> None:
        self.beginResetModel()
        self._found = tuple(found)
        self.endResetModel()

    def found(self, index: Index) -> Found | None:
        return self._found[index.row()] if index.isValid() and index.row() < len(self._found) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = self.found(index)
        if found is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return found.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            plain = found.snippet.replace("«", "").replace("»", "")
            return ", ".join(part for part in (found.title, found.date, plain) if part)
        return found if role == FOUND else None


class TwoLines(QStyledItemDelegate):
    """Title and date over the snippet; matches bold."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self.theme.px(64))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found = index.data(FOUND)
        if not isinstance(found, Found):
            return
        theme, rect = self.theme, QRect(option.rect)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, theme.colour("selected"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        contrast = chosen and theme.scheme == "contrast"
        text, quiet = ("on_accent", "on_accent") if contrast else ("text", "text3")
        inner = rect.adjusted(16, theme.px(8), -16, -theme.px(6))
        painter.setFont(theme.font(13, 600))
        painter.setPen(theme.colour(text))
        dated = painter.fontMetrics().horizontalAdvance(found.date or "") + 16
        title = painter.fontMetrics().elidedText(found.title, Qt.TextElideMode.ElideRight, inner.width() - dated)
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, title)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour(quiet))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, found.date or "")
        document = QTextDocument()
        document.setDefaultFont(theme.font(13))
        document.setDocumentMargin(0)
        document.setTextWidth(inner.width())
        colour = theme.colour("on_accent" if contrast else "text2").name()
        document.setHtml(f'<span style="color:{colour}">{marked(found.snippet)}</span>')
        painter.setClipRect(rect)
        painter.translate(QPoint(inner.left(), inner.top() + theme.px(22)))
        document.drawContents(painter)
        painter.restore()


def marked(snippet: str) -> str:
    """A snippet as HTML, what stands between «» bold."""
    plain = " ".join(snippet.split())
    return html.escape(plain).replace("«", "<b>").replace("»", "</b>")
