"""The row of tabs above a meeting's tables: those that hold rows, folded into "More" where the window is too narrow."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QTabBar, QToolButton, QWidget

_SLACK = 8


class Tab(NamedTuple):
    """``rows``: how many it holds. What is not ``offered`` stands under More, with what has no rows yet."""

    name: str
    title: str
    rows: int = 0
    offered: bool = True

    @property
    def words(self) -> str:
        return f"{self.title} {self.rows}" if self.rows else self.title


class _Bar(QTabBar):
    """A tab bar that neither scrolls nor keeps the window from being narrow."""

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def width_of(self, index: int) -> int:
        """Pixels that a tab takes, also one that is hidden."""
        return self.tabSizeHint(index).width()


class TabRow(QWidget):
    """``chosen(name)``: another tab came to the front, by hand or by ``go_to``."""

    chosen = Signal(str)

    def __init__(self, tabs: list[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tabs = tabs
        self._kept: str | None = None  # chosen under More: it stays while the meeting does
        self._folding = False
        self.bar = _Bar(self)
        self.bar.setAccessibleName("Pages and tables")
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for tab in tabs:
            self.bar.addTab(tab.words)
        self.more = QToolButton(self)
        self.more.setText("More")
        self.more.setAccessibleName("More tables")
        self.more.setToolTip("Tables that have no room here, and those that hold nothing yet")
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more)
        menu.aboutToShow.connect(self._fill_more)
        self.more.setMenu(menu)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(8, 0, 8, 0)
        self.row.setSpacing(4)
        self.row.addWidget(self.bar, 1)
        self.row.addWidget(self.more)
        self.bar.currentChanged.connect(self._on_current)

    def add_corner(self, widget: QWidget) -> None:
        """Put a button at the right end."""
        self.row.addWidget(widget)
        self._fold()

    def show_tabs(self, tabs: list[Tab], *, keep: bool) -> None:
        """The same tabs with other counts; ``keep``: what was chosen under More stays in the row."""
        self._tabs = tabs
        if not keep:
            self._kept = None
        for index, tab in enumerate(tabs):
            if self.bar.tabText(index) != tab.words:
                self.bar.setTabText(index, tab.words)
        self._fold()

    def current(self) -> str:
        return self._tabs[max(0, self.bar.currentIndex())].name

    def go_to(self, name: str) -> None:
        """Bring a tab to the front, also one that is folded away or holds nothing yet."""
        index = next((n for n, tab in enumerate(self._tabs) if tab.name == name), None)
        if index is None:
            return
        if not self._tabs[index].offered:
            self._kept = name
        self._fold(index)  # Qt makes no hidden tab the current one
        self.bar.setCurrentIndex(index)

    def offered(self) -> list[str]:
        """The tabs that hold something, or were chosen, in their order."""
        here = self.current()
        return [tab.name for tab in self._tabs if tab.offered or tab.name in (self._kept, here)]

    def empty(self) -> list[str]:
        """The tabs that hold nothing yet."""
        offered = self.offered()
        return [tab.name for tab in self._tabs if tab.name not in offered]

    def folded(self) -> list[str]:
        """The tabs that had no room."""
        offered = self.offered()
        return [t.name for n, t in enumerate(self._tabs) if t.name in offered and not self.bar.isTabVisible(n)]

    def turn(self, by: int) -> None:
        """Go ``by`` tabs on or back, round the end."""
        order = self.offered()
        self.go_to(order[(order.index(self.current()) + by) % len(order)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fold()

    def _on_current(self, index: int) -> None:
        self._fold()
        if 0 <= index < len(self._tabs):
            self.chosen.emit(self._tabs[index].name)

    def _fold(self, front: int | None = None) -> None:
        """Show the tabs that have room, ``front`` (by default the current one) always."""
        front = self.bar.currentIndex() if front is None else front
        if self._folding or front < 0:
            return
        self._folding = True
        offered = set(self.offered())
        widths = {n: self.bar.width_of(n) for n, t in enumerate(self._tabs) if t.name in offered or n == front}
        corner = [item.widget() for n in range(2, self.row.count()) if (item := self.row.itemAt(n))]
        used = sum(w.sizeHint().width() + 4 for w in corner if w is not None and not w.isHidden())
        room = self.width() - 16 - used - self.more.sizeHint().width() - _SLACK - widths.pop(front)
        shown = {front}
        for index, width in widths.items():
            room -= width
            if room >= 0:
                shown.add(index)
        # Hidden first, then shown: a bar that overflows for a moment scrolls, and stays so.
        for index in sorted(range(self.bar.count()), key=lambda index: index in shown):
            self.bar.setTabVisible(index, index in shown)
        self.more.setVisible(len(shown) < len(self._tabs))
        self._folding = False

    def _fill_more(self) -> None:
        menu = self.more.menu()
        menu.clear()
        words = {tab.name: tab.words for tab in self._tabs}
        for name in self.folded():
            menu.addAction(words[name]).triggered.connect(lambda _=False, name=name: self.go_to(name))
        if self.empty():
            if self.folded():
                menu.addSeparator()
            heading = menu.addAction("Nothing in these yet")
            heading.setEnabled(False)
        for name in self.empty():
            menu.addAction(words[name]).triggered.connect(lambda _=False, name=name: self.go_to(name))
