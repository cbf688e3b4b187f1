"""Tabs that fold into a "More" menu where the window is too narrow for them; the current one always shows."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabBar, QTabWidget, QToolButton, QWidget

_SLACK = 4


class _Bar(QTabBar):
    """A tab bar that neither scrolls nor keeps the window from being narrow."""

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def width_of(self, index: int) -> int:
        """Pixels that a tab takes, also one that is hidden."""
        return self.tabSizeHint(index).width()


class FoldingTabs(QTabWidget):
    """All pages are added once; ``offer`` says which are there to be chosen now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: set[int] = set()
        self._folding = False
        self.bar = _Bar()
        self.setTabBar(self.bar)
        self.setDocumentMode(True)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.more = QToolButton()
        self.more.setText("More")
        self.more.setAccessibleName("More tables")
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more)
        menu.aboutToShow.connect(self._fill_more)
        self.more.setMenu(menu)
        self.corner = QWidget()
        row = QHBoxLayout(self.corner)
        row.setContentsMargins(0, 0, 8, 4)
        row.addWidget(self.more)
        self.setCornerWidget(self.corner)
        self.currentChanged.connect(self._on_current)

    def offer(self, indexes: set[int]) -> None:
        """Which tabs can be chosen; where the current one is not among them, the first is shown."""
        self._offered = indexes
        if self.currentIndex() not in indexes and indexes:
            self.go_to(min(indexes))
        self._fold()

    def go_to(self, index: int) -> None:
        """Show a tab, also one that is folded away (Qt itself makes no hidden tab the current one)."""
        self._fold(index)
        self.setCurrentIndex(index)

    def offered(self) -> list[int]:
        """The tabs that can be chosen, in their order."""
        return sorted(self._offered)

    def turn(self, by: int) -> None:
        """Go ``by`` tabs on or back, round the end."""
        order = sorted(self._offered)
        if order:
            at = order.index(self.currentIndex()) if self.currentIndex() in order else 0
            self.go_to(order[(at + by) % len(order)])

    def folded(self) -> list[int]:
        """The tabs that stand under More."""
        return [index for index in sorted(self._offered) if not self.isTabVisible(index)]

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
        self._fold(index)

    def _fold(self, front: int | None = None) -> None:
        """Show the tabs that have room, ``front`` (by default the current one) always."""
        front = self.currentIndex() if front is None else front
        if self._folding or not self._offered or front < 0:
            return
        self._folding = True
        widths = {index: self.bar.width_of(index) for index in sorted(self._offered | {front})}
        beside = sum(w.sizeHint().width() for w in self.corner.findChildren(QToolButton) if w is not self.more) + 24
        room = self.width() - beside
        shown = set(widths)
        if sum(widths.values()) > room:
            room -= self.more.sizeHint().width() + _SLACK + widths.pop(front)
            shown = {front}
            for index, width in widths.items():
                room -= width
                if room >= 0:
                    shown.add(index)
        # Hidden first, then shown: a bar that overflows for a moment scrolls, and stays so.
        for index in sorted(range(self.count()), key=lambda index: index in shown):
            self.setTabVisible(index, index in shown)
        self.more.setVisible(bool(self.folded()))
        self._folding = False

    def _fill_more(self) -> None:
        menu = self.more.menu()
        menu.clear()
        for index in self.folded():
            menu.addAction(self.tabText(index)).triggered.connect(lambda _=False, i=index: self.go_to(i))
