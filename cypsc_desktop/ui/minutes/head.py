"""Above the draft: whose minutes they are, how much they tell, their state, and what is done with the whole of them; and what
stands in the draft's place where no minutes were taken."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from cypsc_desktop.ui.minutes.actions import LEVELS
from cypsc_desktop.ui.theme import Theme, redress
from cypsc_desktop.ui.widgets.bar import BarOf


class Head(QWidget):
    """``level`` is how much is told, ``state`` the step that the minutes have come to, with the menu of steps."""

    def __init__(self, acts: Mapping[str, QAction], level: QComboBox, parent: QWidget) -> None:
        super().__init__(parent)
        self._acts = acts
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        top = QHBoxLayout(self)
        top.setContentsMargins(16, 8, 16, 8)
        self.heading = QLabel(self)
        self.heading.setProperty("type", "title")
        self.bar = BarOf(self)
        top.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignTop)
        top.addStretch(1)
        top.addWidget(self.bar, 0)
        about = QLabel("&Detail", self)
        self.level = level
        level.setAccessibleName("How much the minutes tell")
        about.setBuddy(level)
        for name, words in LEVELS.items():
            level.addItem(words, name)
        self.state = QPushButton(self)
        self.state.setToolTip("The step that these minutes have come to; press for the next")
        self._steps = QMenu(self.state)
        self.state.setMenu(self._steps)
        self.again = self._button("all again", "Make again")
        self.compare = self._button("review", "Compare with Word…")
        self.export = self._button("export", "Export draft…")
        self.export.setProperty("primary", True)
        self.aside = self._button("side", "Log and changes")
        self._labels = (self.heading, about)
        for widget in (about, level, self.state, self.again, self.compare, self.aside, self.export):
            self.bar.add(widget)

    def _button(self, name: str, words: str) -> QPushButton:
        action = self._acts[name]
        button = QPushButton(words, self)
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        return button

    def set_theme(self, theme: Theme) -> None:
        redress(self, theme)
        for label in self._labels:
            label.setFixedHeight(self.export.sizeHint().height())

    def show_meeting(self, day: str, *, taken: bool) -> None:
        """The minutes of this day; ``taken``: there are any."""
        self.heading.setText(f"Minutes of {day}" if day else "Minutes")
        for button in (self.level, self.state, self.again, self.compare, self.export):
            button.setEnabled(taken)

    def lock(self, locked: bool) -> None:
        """Locked minutes are changed by nothing here."""
        for widget in (self.level, self.again, self.compare):
            widget.setEnabled(not locked)

    def fold(self, *, narrow: bool, aside_first: bool) -> None:
        """Where there is little room, what tab, menu and the tab Word have too gives way."""
        for gives_way in (self.heading, self.again, self.compare):
            gives_way.setVisible(not narrow)
        self.aside.setVisible(narrow)
        self.aside.setText("Back to the draft" if aside_first else "Log and changes")


class NoMinutes(QWidget):
    """No minutes of this meeting were taken; ``first`` leads to where they are."""

    def __init__(self, take: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        self.title = QLabel(self)
        self.title.setProperty("type", "title")
        words = QLabel(
            "The draft is made of the lines that were taken. Type them in the live minutes, or import notes.", self
        )
        words.setWordWrap(True)
        self.first = QPushButton("Take minutes", self)
        self.first.setProperty("primary", True)
        self.first.clicked.connect(take.trigger)
        column.addWidget(self.title)
        column.addWidget(words)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_meeting(self, day: str, *, known: bool) -> None:
        """``known``: there is a meeting at all."""
        self.title.setText(f"No minutes of {day} were taken here yet." if known else "There is no meeting yet.")
