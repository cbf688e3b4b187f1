"""The papers of the library by meeting, to open one; what is shown where no paper is open."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.commands.reading import Shelved
from cypsc_desktop.ui.papers.guarded import guarded
from cypsc_desktop.ui.theme import Theme

DOCUMENT = int(Qt.ItemDataRole.UserRole) + 1
SECOND = DOCUMENT + 1
Index = QModelIndex | QPersistentModelIndex
_WIDEST = 760


class PaperList(QWidget):
    """``chosen(document id)``: a paper is to be opened; ``importing()``: papers are to be imported."""

    chosen = Signal(str)
    importing = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel("Papers", self)
        self.title.setProperty("type", "title")
        self.sentence = QLabel(self)
        self.sentence.setProperty("tone", "second")
        self.sentence.setWordWrap(True)
        self.button = QPushButton("Import papers", self)
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.importing)
        self._rows = QStandardItemModel(self)
        self._lines = _Lines(theme, self)
        self.papers = QListView(self)
        self.papers.setModel(self._rows)
        self.papers.setItemDelegate(self._lines)
        self.papers.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.papers.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.papers.setAccessibleName("Papers by meeting")
        self.papers.setMaximumWidth(theme.px(_WIDEST))
        self.papers.activated.connect(self._open)
        self.papers.clicked.connect(self._open)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        column.addLayout(row)
        column.addWidget(self.papers, 1)
        column.addStretch(0)
        self._column = column

    def set_theme(self, theme: Theme) -> None:
        self._lines.theme = theme
        self.papers.setMaximumWidth(theme.px(_WIDEST))
        self.papers.doItemsLayout()

    def show_papers(self, meetings: list[Shelved]) -> None:
        """Show these meetings with their papers."""
        self._rows.clear()
        for shelved in meetings:
            head = QStandardItem(shelved.words)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            self._rows.appendRow(head)
            for document in shelved.documents:
                first, second = shelved.lines(document)
                line = QStandardItem(first)
                line.setData(document.id, DOCUMENT)
                line.setData(second, SECOND)
                line.setData(f"{first}, {second}, {shelved.words}", Qt.ItemDataRole.AccessibleTextRole)
                line.setToolTip(second)
                self._rows.appendRow(line)
        some = bool(meetings)
        self.papers.setVisible(some)
        self.button.setHidden(some)
        self._column.setStretch(self._column.count() - 1, 0 if some else 1)
        self.title.setText("Papers" if some else "No papers yet")
        self.sentence.setText(
            "Choose a paper to read it."
            if some
            else "Import an agenda pack, minutes or a single report to read it here."
        )

    def choose(self, document: str) -> None:
        """Make a paper the current line; the first where that one is not listed."""
        rows = [row for row in range(self._rows.rowCount()) if self._rows.item(row).data(DOCUMENT)]
        row = next((row for row in rows if self._rows.item(row).data(DOCUMENT) == document), rows[0] if rows else -1)
        self.papers.setCurrentIndex(self._rows.index(row, 0))

    def main(self) -> QWidget:
        """Where work begins: the list, or the button where there is nothing to list."""
        return self.button if self.papers.isHidden() else self.papers

    def _open(self, index: QModelIndex) -> None:
        if document := index.data(DOCUMENT):
            self.chosen.emit(str(document))


class _Lines(QStyledItemDelegate):
    """A meeting in one line; below it each paper in two: what it is, then its file and length."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, self.theme.px(48 if index.data(DOCUMENT) else 40))

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self.theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        paper = bool(index.data(DOCUMENT))
        painter.save()
        if paper and (chosen or state & QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, theme.colour("selected" if chosen else "hover"))
        if chosen:
            bar = theme.colour("accent" if state & QStyle.StateFlag.State_HasFocus else "strong")
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), bar)
        plain = "on_accent" if chosen and theme.scheme == "contrast" else None
        inner = rect.adjusted(12, 0, -12, 0)
        middle = inner.center().y()
        if paper:
            first, second = inner.adjusted(0, 4, 0, 0), inner.adjusted(0, 0, 0, -4)
            first.setBottom(middle)
            second.setTop(middle)
            self._write(painter, first, str(index.data()), theme.font(13, 500), plain or "text")
            self._write(painter, second, str(index.data(SECOND)), theme.font(12), plain or "text2")
        else:
            inner.setTop(inner.top() + theme.px(8))
            self._write(painter, inner, str(index.data()), theme.font(12, 600), "text3")
        painter.restore()

    def _write(self, painter: QPainter, where: QRect, words: str, font: QFont, token: str) -> None:
        painter.setFont(font)
        painter.setPen(self.theme.colour(token))
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), fitting)
