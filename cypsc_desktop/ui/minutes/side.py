"""Beside the draft: the log that it was made of, what is left to mend, its life, what came back from Word, and what
difference the meetings made."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cypsc_desktop.ui.live.log import Log
from cypsc_desktop.ui.minutes.lines import Lines
from cypsc_desktop.ui.minutes.review import ReviewPane
from cypsc_desktop.ui.theme import Theme

LOG, MEND, LIFE, WORD, IMPACT = range(5)


class _Page(QWidget):
    """A list under a sentence."""

    def __init__(self, name: str, parent: QWidget, *, leads: bool = False) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.list = Lines(name, self, leads=leads)
        column.addWidget(self.about)
        column.addWidget(self.list, 1)

    def show_lines(self, about: str, lines: Sequence[tuple[str, str]]) -> None:
        """Lines with what each is about, kept as their data."""
        self.about.setText(about)
        self.list.setVisible(bool(lines))
        self.list.show_lines(lines)


class Side(QWidget):
    """``turned(tab)``: another tab is in front."""

    turned = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName("Beside the draft")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        for words in ("Log", "Mend", "Life", "Word", "Impact"):
            self.tabs.addTab(words)
        self.stack = QStackedWidget(self)
        self.log = Log(theme, self.stack)
        self.mend = _Page("What is left to mend", self.stack, leads=True)
        self.life = _Page("Steps of the minutes", self.stack)
        self.review = ReviewPane(theme, self.stack)
        self.impact = _Page("What difference the meetings made", self.stack)
        self.pages = {MEND: self.mend, LIFE: self.life, IMPACT: self.impact}
        for page in (self.log, self.mend, self.life, self.review, self.impact):
            self.stack.addWidget(page)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self._turn)

    def set_theme(self, theme: Theme) -> None:
        self.log.set_theme(theme)
        self.mend.list.set_theme(theme)
        self.review.set_theme(theme)

    def go_to(self, tab: int) -> None:
        self.tabs.setCurrentIndex(tab)

    def count(self, tab: int, words: str, count: int) -> None:
        self.tabs.setTabText(tab, f"{words} {count}" if count else words)

    def main(self) -> QWidget:
        """Where the focus goes on the page in front."""
        pages: list[QWidget] = [self.log.view, self.mend.list, self.life.list, self.review.list, self.impact.list]
        found = pages[self.tabs.currentIndex()]
        return found if found.isVisibleTo(self) else self.tabs

    def _turn(self, tab: int) -> None:
        self.stack.setCurrentIndex(tab)
        self.turned.emit(tab)
