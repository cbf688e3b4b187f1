"""The bin as a screen of the window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cypsc_desktop.model.changes import Touched
from cypsc_desktop.ui.history.bin import BinPanel
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme


class BinScreen(Screen):
    """What was deleted of late, and bringing it back."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = BinPanel(session, theme, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self.panel.said.connect(self.done)
        self.panel.refused.connect(self.failed)

    def go(self, place: Place) -> None:
        self.panel.refresh()
        self.moved.emit(self.place())

    def place(self) -> Place:
        return Place("bin")

    def title(self) -> str:
        return "Bin"

    def panes(self) -> Sequence[QWidget]:
        return (self.panel.table,)

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.panel.table.setFocus(reason)

    def refresh(self, touched: Touched) -> None:
        self.panel.refresh()

    def set_theme(self, theme: Theme) -> None:
        self.panel.set_theme(theme)
