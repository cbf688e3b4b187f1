"""The papers of the library by meeting, to open one; what is shown where no paper is open."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QPushButton, QTreeView, QVBoxLayout, QWidget

from cypsc_desktop.commands.reading import Shelved
from cypsc_desktop.ui.theme import Theme

DOCUMENT = int(Qt.ItemDataRole.UserRole) + 1


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
        self.button = QPushButton(self)
        self.button.clicked.connect(self._on_button)
        self._rows = QStandardItemModel(self)
        self.tree = QTreeView(self)
        self.tree.setModel(self._rows)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setAccessibleName("Papers by meeting")
        self.tree.activated.connect(self._open)
        self.tree.clicked.connect(self._open)
        self._row = QHBoxLayout()
        self._row.addWidget(self.button)
        self._row.addStretch(1)
        self._column = QVBoxLayout(self)
        for widget in (self.title, self.sentence):
            self._column.addWidget(widget)
        self._column.addLayout(self._row)
        self._column.addWidget(self.tree, 1)
        self._column.addStretch(0)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._column.setContentsMargins(32, 24, 32, 24)
        self._column.setSpacing(12)
        self.tree.setIndentation(theme.px(18))
        self._dress_meetings()

    def show_papers(self, meetings: list[Shelved]) -> None:
        """Show these meetings with their papers, all unfolded."""
        self._rows.clear()
        for shelved in meetings:
            top = QStandardItem(shelved.words)
            top.setSelectable(False)
            for document in shelved.documents:
                item = QStandardItem(shelved.line(document))
                item.setData(document.id, DOCUMENT)
                item.setToolTip(document.name or "")
                top.appendRow(item)
            self._rows.appendRow(top)
        self._dress_meetings()
        self.tree.expandAll()
        some = bool(meetings)
        self.tree.setVisible(some)
        self._column.setStretch(self._column.count() - 1, 0 if some else 1)
        self.title.setText("Papers" if some else "No papers yet")
        self.sentence.setText(
            "Choose a paper to read it."
            if some
            else "Import an agenda pack, minutes or a single report to read it here."
        )
        self.button.setText("Import papers")
        self.button.setProperty("primary", not some)
        self.button.style().unpolish(self.button)
        self.button.style().polish(self.button)

    def choose(self, document: str) -> None:
        """Make a paper the current line."""
        found = self._rows.match(
            self._rows.index(0, 0), DOCUMENT, document, 1, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
        )
        first = self._rows.index(0, 0, self._rows.index(0, 0))
        self.tree.setCurrentIndex(found[0] if found else first)

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        (self.button if self.tree.isHidden() else self.tree).setFocus(reason)

    def _dress_meetings(self) -> None:
        for row in range(self._rows.rowCount()):
            self._rows.item(row).setFont(self._theme.font(13, 600))

    def _open(self, index: QModelIndex) -> None:
        if document := index.data(DOCUMENT):
            self.chosen.emit(str(document))

    def _on_button(self) -> None:
        self.importing.emit()
