"""The line above a paper in whose place another was issued: it says so, and leads to that one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from cypsc_desktop.commands.reissuing import replaced_by
from cypsc_desktop.model.records import Document
from cypsc_desktop.ui.session import Session


class EditionLine(QWidget):
    """``wanted(document id)``: the person wants to the current one."""

    wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._of: Document | None = None
        self.newer: Document | None = None
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton("Open the current one")
        self.button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.hide()

    def show_for(self, document: Document | None, *, again: bool = False) -> None:
        """Say what took the place of a file, where something did; ``again``: what is known of it may be other now."""
        if not again and document is not None and self._of is not None and self._of.id == document.id:
            return
        self._of = document
        self.newer = replaced_by(self._session.read, document) if document is not None else None
        if self.newer is not None:
            self.words.setText(
                f"This paper was replaced by {self.newer.name or 'another file'}. Marks on it follow their words into that one."
            )
        self.setVisible(self.newer is not None)

    def _on_clicked(self) -> None:
        if self.newer is not None:
            self.wanted.emit(self.newer.id)
