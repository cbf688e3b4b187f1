"""What the inspector says of a draft that began with marks: who sees it, and the way to share it or take it back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from cypsc_desktop.commands.from_marks import Draft
from cypsc_desktop.commands.marks import private_space
from cypsc_desktop.commands.sharing_drafts import said_of, share_draft, sharer, take_draft_back
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import dress


class DraftLine(QWidget):
    """``moved(id, words)``: it was shared or taken back, and is this record now; ``failed(words)``."""

    moved = Signal(str, str)
    failed = Signal(str)

    def __init__(self, session: Session, draft: Draft, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._draft = draft
        own = draft.space == private_space(session.actor)
        words = QLabel(said_of(session.read, draft, person=session.actor), self)
        words.setWordWrap(True)
        words.setProperty("tone", "second")
        self.button = QPushButton("Share" if own else "Take back", self)
        self.button.setToolTip(
            "Gives the draft to the committee. Undo takes it back." if own else "Makes the draft yours alone again."
        )
        self.button.setVisible(own or sharer(session.read, draft) == session.actor)
        dress(self.button, "lock" if own else "users")
        self.button.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(6)
        column.addWidget(words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_clicked(self) -> None:
        store, actor = self._session.store, self._session.actor
        own = self._draft.space == private_space(actor)
        try:
            moved = (share_draft if own else take_draft_back)(store, self._draft.id, actor=actor)
        except UserError as error:
            self.failed.emit(str(error))
            return
        self.moved.emit(moved, "Draft shared." if own else "Draft taken back: it is private again.")
