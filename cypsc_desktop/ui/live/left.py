"""The left of the live screen: the agenda with its times over the people, scrolled together where letters are large."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from cypsc_desktop.ui.live.agenda import LiveAgenda
from cypsc_desktop.ui.live.roster import RosterPane
from cypsc_desktop.ui.theme import Theme


class LeftPane(QWidget):
    """``agenda`` and ``roster`` are its parts."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole.addWidget(self.area)
        self.body = QWidget(self.area)
        self.agenda = LiveAgenda(theme, self.body)
        self.roster = RosterPane(theme, self.body)
        self._build()
        self.area.setWidget(self.body)

    def _build(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(15, 10, 8, 4)
        heading, about = QLabel("Agenda", self.body), QLabel("plan / actual, min", self.body)
        heading.setProperty("type", "strong")
        about.setProperty("tone", "second")
        about.setProperty("type", "caption")
        top.addWidget(heading)
        top.addStretch(1)
        top.addWidget(about)
        line = QWidget(self.body)
        line.setObjectName("hairline")
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line.setFixedHeight(1)
        column.addLayout(top)
        column.addWidget(self.agenda)
        column.addWidget(line)
        column.addSpacing(8)
        column.addWidget(self.roster)
        column.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        self.agenda.set_theme(theme)
        self.roster.set_theme(theme)

    def follow_item(self) -> None:
        """Bring the current item into sight, where the agenda is higher than the pane."""
        rect = self.agenda.current_rect()
        if rect is not None:
            middle = self.agenda.mapTo(self.body, rect.center())
            self.area.ensureVisible(0, middle.y(), 0, rect.height())
