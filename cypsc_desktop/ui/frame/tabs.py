"""The tabs over the centre: one for each thing that is open, in the person's order."""

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.theme import Theme, dress

_LONGEST = 28


class PlaceTabs(QTabBar):
    """``chosen(Place)``: go there; ``shut(Place, Place | None)``: closed, and where to go instead."""

    chosen = Signal(object)
    shut = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setExpanding(False)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setDrawBase(False)
        self.setAccessibleName("What is open")
        self._quiet = False
        self.currentChanged.connect(self._on_current)

    def places(self) -> list[Place]:
        return [self.tabData(index) for index in range(self.count())]

    def kept(self) -> list[tuple[Place, str]]:
        """Each place with its title."""
        return [(self.tabData(index), self.tabToolTip(index)) for index in range(self.count())]

    def show_place(self, place: Place, title: str) -> None:
        """Make the tab of this place the current one; a new one comes after the present."""
        self._quiet = True
        index = next((n for n, held in enumerate(self.places()) if held.tab == place.tab), -1)
        if index < 0:
            index = self.insertTab(self.currentIndex() + 1, title)
            self.setTabButton(index, QTabBar.ButtonPosition.RightSide, self._closer())
        self.setTabText(index, shortened(title).replace("&", "&&"))
        self.setTabToolTip(index, title)
        self.setTabData(index, place)
        self.setCurrentIndex(index)
        self._quiet = False
        self._show_closers()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def _closer(self) -> QToolButton:
        """The cross of a tab; for the keyboard there is Ctrl+W."""
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip("Close, Ctrl+W")
        button.setAccessibleName("Close tab")
        dress(button, "x", "text3")
        button.setIcon(self._theme.icon("x", "text3"))
        right = QTabBar.ButtonPosition.RightSide
        button.clicked.connect(
            lambda: self.close_tab(next(n for n in range(self.count()) if self.tabButton(n, right) is button))
        )
        return button

    def keep(self, place: Place, title: str | None = None) -> None:
        """Where inside its tab the person now is, and what the tab is called now."""
        for index, held in enumerate(self.places()):
            if held.tab == place.tab:
                self.setTabData(index, place)
                if title is not None and title != self.tabToolTip(index):
                    self.setTabText(index, shortened(title).replace("&", "&&"))
                    self.setTabToolTip(index, title)

    def forget(self, gone: Collection[str]) -> None:
        """Drop the tabs of subjects that are no more."""
        self._drop(lambda _, place: place.subject in gone)

    def drop_others(self, screens: Collection[str]) -> None:
        """Drop the tabs of these screens but the current one."""
        current = self.currentIndex()
        self._drop(lambda index, place: index != current and place.screen in screens)

    def _drop(self, is_meant: Callable[[int, Place], bool]) -> None:
        self._quiet = True
        for index in [n for n, place in enumerate(self.places()) if is_meant(n, place)][::-1]:
            self.removeTab(index)
        self._quiet = False
        self._show_closers()

    def turn(self, by: int) -> None:
        """The next tab (1) or the one before (-1), round and round."""
        if self.count():
            self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def close_tab(self, index: int | None = None) -> None:
        """Close a tab, the current one unless told otherwise; the last one stays."""
        index = self.currentIndex() if index is None else index
        if self.count() < 2 or index < 0:
            return
        place, was_current = self.tabData(index), index == self.currentIndex()
        self._quiet = True
        self.removeTab(index)
        self._quiet = False
        self._show_closers()
        self.shut.emit(place, self.tabData(self.currentIndex()) if was_current else None)

    def _show_closers(self) -> None:
        """A single tab cannot be closed."""
        for index in range(self.count()):
            self.tabButton(index, QTabBar.ButtonPosition.RightSide).setVisible(self.count() > 1)

    def _on_current(self, index: int) -> None:
        if not self._quiet and index >= 0:
            self.chosen.emit(self.tabData(index))


def shortened(title: str) -> str:
    """A title as a tab bears it: too long a one gives way at its end."""
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
