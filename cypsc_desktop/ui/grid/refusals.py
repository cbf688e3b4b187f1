"""What did not fit, named cell by cell below the grid; choosing one goes there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from cypsc_desktop.commands.records import Refused
from cypsc_desktop.ui.theme import Theme, dress, redress
from cypsc_desktop.ui.widgets.notices import announce

_SHOWN = 200


class RefusalList(QWidget):
    """``chosen(entity, field)``: go to that cell. ``closed``: the person has read it."""

    chosen = Signal(str, str)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setProperty("tone", "danger")
        self.close_button = QPushButton("Close")
        dress(self.close_button, "x")
        self.close_button.clicked.connect(self._on_close)
        self.list = QListWidget()
        self.list.setAccessibleName("What did not fit")
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(self._on_item)
        self.list.itemClicked.connect(self._on_item)
        top = QHBoxLayout()
        top.addWidget(self.words, 1)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addLayout(top)
        column.addWidget(self.list)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        redress(self, theme)
        self._most = theme.px(150)

    def say(self, sentence: str, cells: Sequence[tuple[str, Refused]]) -> None:
        """``sentence`` says what happened; each cell comes with where it is ("Row 4, Decision")."""
        self.words.setText(sentence)
        self.list.clear()
        for place, cell in cells[:_SHOWN]:
            item = QListWidgetItem(f"{place}: {cell.why}" if place else cell.why)
            item.setData(Qt.ItemDataRole.UserRole, (cell.entity, cell.field))
            self.list.addItem(item)
        if len(cells) > _SHOWN:
            self.list.addItem(f"and {len(cells) - _SHOWN} more")
        row = self.list.sizeHintForRow(0) if cells else 0
        self.list.setFixedHeight(min(max(1, self.list.count()) * row + 8, self._most))
        self.list.setVisible(bool(cells))
        self.show()
        announce(self, sentence)

    def _on_item(self, item: QListWidgetItem) -> None:
        cell = item.data(Qt.ItemDataRole.UserRole)
        if cell and cell[0]:
            self.chosen.emit(cell[0], cell[1])

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_close()
        else:
            super().keyPressEvent(event)
