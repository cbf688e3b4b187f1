"""What stands in the checklist's way: there is no paper yet, or the paper has a later issue."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cypsc_desktop.model.records import Document
from cypsc_desktop.output.words import long_date


class NothingYet(QWidget):
    """Shown while the library holds no paper; ``home`` is its button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = QLabel("Nothing to check yet", self)
        title.setProperty("type", "title")
        words = QLabel("Import an agenda pack or a supplement, and what was read from it is listed here.", self)
        words.setWordWrap(True)
        words.setProperty("tone", "second")
        self.home = QPushButton("Go to Home", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(words)
        column.addWidget(self.home, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)


class LaterIssue(QWidget):
    """The line that says that a pack was issued again; ``button`` leads to the later issue."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.button = QPushButton("Check the later issue", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.hide()

    def tell(self, later: Document | None) -> None:
        """Say which issue counts instead; None: this is the last one."""
        when = f" on {long_date(later.issued)}" if later and later.issued else ""
        self.words.setText(f"This pack was issued again{when}. Check that issue instead.")
        self.setVisible(later is not None)
