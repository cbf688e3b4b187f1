"""The row of tabs above a meeting's tables: those that hold rows, folded into "More" where the window is too narrow."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QTabBar, QToolButton, QWidget

from cypsc_desktop.ui.theme import dress

_SLACK = 12


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


class TabRow(QWidget):
    """``chosen(name)``: another tab came to the front, by hand or by ``go_to``."""

    chosen = Signal(str)

    def __init__(self, tabs: list[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tabs = tabs
        self._kept: str | None = None  # chosen under More: it stays while the meeting does
        self._current = tabs[0].name
        self.bar = _Bar(self)
        self.bar.setAccessibleName("Pages and tables")
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.more = QToolButton(self)
        self.more.setText("More")
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        dress(self.more, "dots")
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
        self.fold()

    def add_corner(self, widget: QWidget) -> None:
        """Put a button at the right end."""
        self.row.addWidget(widget)
        self.fold()

    def show_tabs(self, tabs: list[Tab], *, keep: bool) -> None:
        """The same tabs with other counts; ``keep``: what was chosen under More stays in the row."""
        self._tabs = tabs
        if not keep:
            self._kept = None
        self.fold()

    def current(self) -> str:
        return self._current

    def go_to(self, name: str) -> None:
        """Bring a tab to the front, also one that is folded away or holds nothing yet."""
        tab = next((tab for tab in self._tabs if tab.name == name), None)
        if tab is None or name == self._current:
            return
        if not tab.offered:
            self._kept = name
        self._current = name
        self.fold()
        self.chosen.emit(name)

    def offered(self) -> list[str]:
        """The tabs that hold something, or were chosen, in their order."""
        return [tab.name for tab in self._tabs if tab.offered or tab.name in (self._kept, self._current)]

    def holds(self, name: str) -> bool:
        """Whether there is something under this tab."""
        return any(tab.name == name and tab.offered for tab in self._tabs)

    def empty(self) -> list[str]:
        """The tabs that hold nothing yet."""
        offered = self.offered()
        return [tab.name for tab in self._tabs if tab.name not in offered]

    def folded(self) -> list[str]:
        """The tabs that had no room."""
        return [name for name in self.offered() if name not in self.shown()]

    def shown(self) -> list[str]:
        """The tabs in the row."""
        return [str(self.bar.tabData(index)) for index in range(self.bar.count())]

    def turn(self, by: int) -> None:
        """Go ``by`` tabs on or back, round the end."""
        order = self.offered()
        self.go_to(order[(order.index(self.current()) + by) % len(order)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fold()

    def _on_current(self, index: int) -> None:
        name = self.bar.tabData(index) if index >= 0 else None
        if name:
            self.go_to(str(name))

    def fold(self) -> None:
        """Show the tabs that have room, the current one always."""
        offered = set(self.offered())
        words = {tab.name: tab.words for tab in self._tabs if tab.name in offered}
        corner = [item.widget() for n in range(2, self.row.count()) if (item := self.row.itemAt(n))]
        used = sum(w.sizeHint().width() + 4 for w in corner if w is not None and not w.isHidden())
        room = self.width() - 16 - used - self.more.sizeHint().width() - _SLACK - self._width(words[self._current])
        shown = {self._current}
        for name, text in words.items():
            if name != self._current:
                room -= self._width(text)
                if room >= 0:
                    shown.add(name)
        self._fill_bar([(name, text) for name, text in words.items() if name in shown])
        self.more.setVisible(len(shown) < len(self._tabs))

    def _width(self, text: str) -> int:
        """Pixels that a tab of these words takes, also as the current one, whose words are heavier."""
        font = QFont(self.bar.font())
        font.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(font).horizontalAdvance(text) + int(1.7 * self.bar.fontMetrics().height()) + 8

    def _fill_bar(self, shown: list[tuple[str, str]]) -> None:
        """Qt's own bar never gets more tabs than have room: it would scroll, and stay so."""
        if [(self.bar.tabData(n), self.bar.tabText(n)) for n in range(self.bar.count())] != shown:
            self.bar.blockSignals(True)
            names = [name for name, _ in shown]
            for index in reversed(range(self.bar.count())):
                if self.bar.tabData(index) not in names:
                    self.bar.removeTab(index)
            for index, (name, text) in enumerate(shown):
                if self.bar.tabData(index) != name:
                    self.bar.insertTab(index, text)
                    self.bar.setTabData(index, name)
                elif self.bar.tabText(index) != text:
                    self.bar.setTabText(index, text)
            self.bar.blockSignals(False)
        index = next(n for n, (name, _) in enumerate(shown) if name == self._current)
        if self.bar.currentIndex() != index:
            self.bar.blockSignals(True)
            self.bar.setCurrentIndex(index)
            self.bar.blockSignals(False)
            self.bar.update()

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
